"""Narrow the article list: to sources, dates, lengths, numbers of spans and last edits."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from annotator.model.errors import Cancelled
from annotator.project.project import Project
from annotator.project.rows import ANY, Bounds, ListQuery
from annotator.text.partial_dates import is_partial_date
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words, locale, one_line
from annotator.ui.models.list_words import bare
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.tasks import Task

_PAUSE_MS = 150
_ROWS = 6
"""Sources seen at once."""
_Source = Qt.ItemDataRole.UserRole


class NarrowListDialog(FormDialog):
    """Says how many articles fit while it is being filled in."""

    help_page = "work-lists"
    query_chosen = Signal(object)
    """A `ListQuery`: the one it was opened with, narrowed otherwise."""

    def __init__(self, project: Project, query: ListQuery, parent: QWidget | None = None) -> None:
        super().__init__("Which articles to list", "List them", parent)
        self.setObjectName("narrow_list")
        self._project, self._query = project, query
        self._task: Task | None = None
        self.find_source = QLineEdit(self)
        self.find_source.setPlaceholderText("Find a source")
        self.find_source.setAccessibleName("Find a source")
        self.sources = QListWidget(self)
        self.sources.setAccessibleName("Sources")
        self.since, self.until = _date_field(query.since), _date_field(query.until)
        self.shortest, self.longest = (_number_field(one) for one in query.characters)
        self.fewest, self.most = (_number_field(one) for one in query.spans)
        self.edited_since = _date_field(query.edited_since)
        self.edited_until = _date_field(query.edited_until)
        self.clear_button = QuietButton("Clear", self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._count)
        self._show_sources(project.work_list.sources())
        self._arrange()
        self._connect()
        self._ask()

    def accept(self) -> None:
        """Tell what was chosen, and close; not while something is wrong."""
        query = self.chosen()
        if query is not None:
            super().accept()
            self.query_chosen.emit(query)

    def chosen(self) -> ListQuery | None:
        """Return the query as it is filled in; None where something is wrong, which is said."""
        wrong = self._what_is_wrong()
        if wrong:
            self.say(wrong)
            return None
        return replace(
            self._query,
            sources=tuple(self._ticked()),
            since=self.since.text().strip(),
            until=self.until.text().strip(),
            characters=_bounds(self.shortest, self.longest),
            spans=_bounds(self.fewest, self.most),
            edited_since=self.edited_since.text().strip(),
            edited_until=self.edited_until.text().strip(),
        )

    def clear(self) -> None:
        """Narrow to nothing."""
        for field in self._fields():
            field.clear()
        self.find_source.clear()
        for row in range(self.sources.count()):
            self.sources.item(row).setCheckState(Qt.CheckState.Unchecked)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the hand is most often needed."""
        super().showEvent(event)
        (self.sources if self.sources.isVisible() else self.since).setFocus()

    # ---- making --------------------------------------------------------------------------

    def _show_sources(self, sources: Sequence[tuple[str, int]]) -> None:
        known = [name for name, _ in sources]
        gone = [(name, 0) for name in self._query.sources if name not in known]
        for name, count in [*sources, *gone]:
            item = QListWidgetItem(f"{one_line(name, 80)}   {locale().toString(count)}")
            item.setData(_Source, name)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | _ENABLED)
            is_chosen = name in self._query.sources
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.sources.addItem(item)
        self.sources.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self.sources.count():
            self.sources.setCurrentRow(0)
            self.sources.ensurePolished()
            rows = min(self.sources.count(), _ROWS)
            self.sources.setFixedHeight(rows * self.sources.sizeHintForRow(0) + 6)

    def _arrange(self) -> None:
        if self.sources.count():
            self.add_field("Sources", self.sources)
            self.fields.addWidget(self.find_source)
        self.sources.setVisible(bool(self.sources.count()))
        self.find_source.setVisible(self.sources.count() > _ROWS)
        for name, first, last in (
            ("Published", self.since, self.until),
            ("Characters", self.shortest, self.longest),
            ("My spans", self.fewest, self.most),
            ("My last edit", self.edited_since, self.edited_until),
        ):
            first.setAccessibleName(f"{name}, from")
            last.setAccessibleName(f"{name}, to")
            self.add_pair((f"{name}, from", first), ("to", last))
        self.fields.addWidget(
            PlainLabel("Both ends are included; an empty one is open.", self, tone="muted")
        )
        self.buttons.insertWidget(0, self.clear_button)
        self.setMinimumWidth(460)

    def _connect(self) -> None:
        for field in self._fields():
            field.textChanged.connect(self._ask)
        self.sources.itemChanged.connect(self._ask)
        self.find_source.textChanged.connect(self._find)
        self.clear_button.clicked.connect(self.clear)

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (
            self.since,
            self.until,
            self.shortest,
            self.longest,
            self.fewest,
            self.most,
            self.edited_since,
            self.edited_until,
        )

    # ---- what happens --------------------------------------------------------------------

    def _find(self, words: str) -> None:
        for row in range(self.sources.count()):
            item = self.sources.item(row)
            item.setHidden(words.strip().casefold() not in item.data(_Source).casefold())

    def _ask(self, *_: object) -> None:
        """Find out how many fit, once the hand has paused."""
        query = self.chosen()
        self.accept_button.setEnabled(query is not None)
        if self._task is not None:
            self._task.cancel()
        if query is None:
            self._pause.stop()
            return
        self.clear_button.setEnabled(query != bare(query))
        self._pause.start()

    def _count(self) -> None:
        query = self.chosen()
        if query is None:
            return
        self._task = read_project(
            self._project,
            self._project.work_list.keys,
            query,
            owner=self,
            on_done=lambda keys: self._show_count(query, len(keys)),
            on_failed=_pass_over_cancelled,
        )

    def _show_count(self, query: ListQuery, count: int) -> None:
        fit = "fits" if count == 1 else "fit"
        words = f"{count_words(count, 'article')} {fit}" if count else "No article fits"
        besides = []
        if query.search:
            besides.append("the words searched")
        if query.which != "all":
            besides.append("the pill chosen above the list")
        and_these = f", {' and '.join(besides)} counted in" if besides else ""
        self.say(f"{words}{and_these}.", "text" if count else "warn")

    def _ticked(self) -> list[str]:
        items = (self.sources.item(row) for row in range(self.sources.count()))
        return [one.data(_Source) for one in items if one.checkState() == Qt.CheckState.Checked]

    def _what_is_wrong(self) -> str:
        for field in (self.since, self.until, self.edited_since, self.edited_until):
            written = field.text().strip()
            if written and not is_partial_date(written):
                said = f"“{one_line(written, 30)}” is no date"
                return f"{said}: write a year, 2017, a month, 2017-03, or a day, 2017-03-24."
        for field in (self.shortest, self.longest, self.fewest, self.most):
            written = field.text().strip()
            if written and not _is_number(written):
                return f"“{one_line(written, 30)}” is no number: write a whole one, 0 or more."
        for name, first, last in (
            ("Characters", self.shortest, self.longest),
            ("My spans", self.fewest, self.most),
        ):
            least, most = _bounds(first, last)
            if least is not None and most is not None and least > most:
                return f"{name} from {least:,} to {most:,}: nothing lies between."
        for name, first, last in (
            ("Published", self.since, self.until),
            ("My last edit", self.edited_since, self.edited_until),
        ):
            since, until = first.text().strip(), last.text().strip()
            if since and until and since[: len(until)] > until:
                return f"{name} from {since} to {until}: nothing lies between."
        return ""


_ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DIGITS = 12


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= _DIGITS


def _bounds(first: QLineEdit, last: QLineEdit) -> Bounds:
    ends = (one.text().strip() for one in (first, last))
    bounds = Bounds(*(int(end) if _is_number(end) else None for end in ends))
    return bounds if bounds != ANY else ANY


def _date_field(date: str) -> QLineEdit:
    field = QLineEdit(date)
    field.setPlaceholderText("2017-03-24")
    return field


def _number_field(number: int | None) -> QLineEdit:
    return QLineEdit("" if number is None else str(number))


def _pass_over_cancelled(error: Exception) -> None:
    if not isinstance(error, Cancelled):
        raise error
