"""What narrows the timeline: one article or all, who, what kind of act, which day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from annotator.project.timeline.query import ActKind, TimelineQuery
from annotator.text.partial_dates import is_partial_date
from annotator.ui.panels.plain_text import menu_text

_KINDS: dict[ActKind, str] = {
    "labels": "spans and relations",
    "review": "review",
    "entities": "entities",
    "label set": "the label set",
    "coming in": "what came in",
    "articles": "articles and lists",
    "assigning": "assigning",
    "people": "annotators",
}
_LONGEST = 40


class HistoryFilters(QWidget):
    """Four small fields; any change is told at once."""

    changed = Signal()

    def __init__(self, people: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`people`: annotator id -> name."""
        super().__init__(parent)
        self.scope = QComboBox(self)
        self.who = QComboBox(self)
        self.kind = QComboBox(self)
        self.day = QLineEdit(self)
        self._document: str | None = None
        self.scope.setAccessibleName("Of which articles")
        self.who.setAccessibleName("Whose acts")
        self.kind.setAccessibleName("Kind of act")
        self.day.setAccessibleName("Day")
        self.day.setPlaceholderText("Any day, as 2026-03-24")
        self.who.addItem("everybody", "")
        for id, name in people.items():
            self.who.addItem(menu_text(name, _LONGEST), id)
        self.kind.addItem("all acts", "")
        for kind, words in _KINDS.items():
            self.kind.addItem(words, kind)
        self._arrange()
        for box in (self.scope, self.who, self.kind):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.day.textChanged.connect(lambda _: self._take_day())

    def begin(self, document: str | None, title: str, *, is_of_project: bool) -> None:
        """Offer one article (id), if there is one, and the whole project; nothing else narrows."""
        self.blockSignals(True)
        self._document = document
        self.scope.clear()
        if document is not None:
            self.scope.addItem("This article", document)
        self.scope.addItem("The whole project", "")
        self.scope.setCurrentIndex(self.scope.count() - 1 if is_of_project else 0)
        self.scope.setToolTip("")
        self.who.setCurrentIndex(0)
        self.kind.setCurrentIndex(0)
        self.day.clear()
        self.blockSignals(False)

    @property
    def query(self) -> TimelineQuery:
        """What is asked for."""
        who, kind = self.who.currentData(), self.kind.currentData()
        since, until = days_of(self.day.text().strip())
        return TimelineQuery(
            self.scope.currentData() or None,
            frozenset({who} if who else ()),
            frozenset({kind} if kind else ()),
            since,
            until,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out of what there is in the article, or the project."""
        return self.query != TimelineQuery(self.query.document)

    def _take_day(self) -> None:
        written = self.day.text().strip()
        if not written or is_partial_date(written):
            self.changed.emit()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, field in enumerate((self.scope, self.who, self.kind, self.day)):
            grid.addWidget(field, place // 2, place % 2)
            field.setMinimumWidth(60)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)


def days_of(written: str) -> tuple[str, str]:
    """Return the moments between which a day, month or year lies here ("2026-03"), as acts have
    them; two empty ones where it is none."""
    if not is_partial_date(written):
        return "", ""
    parts = [int(part) for part in written.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        last = first + timedelta(days=1)
    elif len(parts) == 2:
        last = (first + timedelta(days=31)).replace(day=1)
    else:
        last = date(first.year + 1, 1, 1)
    return _moment(first), _moment(last)


def _moment(day: date) -> str:
    begins = datetime(day.year, day.month, day.day).astimezone(UTC)
    return begins.isoformat(timespec="milliseconds")
