"""Above the cards: whose labels, which labels, statuses, sources, dates and articles count."""

from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.messages import sentence
from annotator.model.annotation_set import Status
from annotator.model.annotator import Annotator
from annotator.model.article_errors import DateWrong
from annotator.model.labels import RelationLabel, SpanLabel
from annotator.project.corpus_search import check_date
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.project import Project
from annotator.ui.models.article_words import STATUS_WORDS, count_words, one_line
from annotator.ui.models.reading import read_project
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import menu_text, plain_tooltip
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.session import Session

_STATUSES: tuple[Status, ...] = ("new", "in_progress", "finished")
_DATE_WIDTH = 8
"""In heights of a line."""


class One(NamedTuple):
    """Something that can be ticked."""

    key: Hashable
    words: str


class ManyButton(QToolButton):
    """Says what is ticked of many, and opens the menu where it is ticked. None ticked is all."""

    chosen_changed = Signal()

    def __init__(self, name: str, all_words: str, noun: str, parent: QWidget | None = None) -> None:
        """`noun`: what several are: "3 labels"."""
        super().__init__(parent)
        self._name, self._all, self._noun = name, all_words, noun
        self._ones: Sequence[One] = ()
        self._chosen: set[Hashable] = set()
        self.setProperty("filter", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._show()

    @property
    def chosen(self) -> tuple[Hashable, ...]:
        """The keys of what is ticked, in the order of the menu."""
        return tuple(one.key for one in self._ones if one.key in self._chosen)

    def offer(self, ones: Sequence[One]) -> None:
        """Offer these; ticks stay where they still mean something."""
        self._ones = ones
        self._chosen &= {one.key for one in ones}
        self.setVisible(len(ones) > 1 or bool(self._chosen))
        self._show()

    def choose(self, keys: Collection[Hashable]) -> None:
        """Tick exactly these; nobody is told."""
        self._chosen = set(keys)
        self._show()

    def turn(self, key: Hashable) -> None:
        """Tick one, or take its tick away."""
        self._chosen ^= {key}
        self._show()
        self.chosen_changed.emit()

    def _fill(self) -> None:
        self._menu.clear()
        everything = self._menu.addAction(self._all)
        everything.setCheckable(True)
        everything.setChecked(not self._chosen)
        everything.triggered.connect(self._choose_none)
        self._menu.addSeparator()
        for one in self._ones:
            action = self._menu.addAction(menu_text(one.words))
            action.setCheckable(True)
            action.setChecked(one.key in self._chosen)
            action.triggered.connect(lambda _=False, key=one.key: self.turn(key))

    def _choose_none(self) -> None:
        self.choose(())
        self.chosen_changed.emit()

    def _show(self) -> None:
        ticked = [one.words for one in self._ones if one.key in self._chosen]
        words = self._all
        if len(ticked) == 1:
            words = one_line(ticked[0], 28)
        elif ticked:
            words = count_words(len(ticked), self._noun)
        self.setText(f"{menu_text(words)} ▾")
        self.setProperty("narrowed", bool(ticked))
        self.style().unpolish(self)
        self.style().polish(self)
        self.setToolTip(plain_tooltip(", ".join(ticked)) if len(ticked) > 1 else "")
        self.setAccessibleName(f"{self._name}: {', '.join(ticked) or self._all}")


class NarrowingBar(QWidget):
    """Shows and asks for a `Narrowed`."""

    narrowed_changed = Signal(object)
    refused = Signal(str)
    """Why a date is none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrowing_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._documents: frozenset[str] | None = None
        self.people = ManyButton("Whose labels", "Everybody’s labels", "annotator", self)
        self.labels = ManyButton("Labels", "All labels", "label", self)
        self.statuses = ManyButton("Status", "Any status", "status", self)
        self.sources = ManyButton("Sources", "All sources", "source", self)
        self.since = self._field("Published since")
        self.until = self._field("Published until")
        self.worked_since = self._field("Worked on since")
        self.worked_until = self._field("Worked on until")
        self.listed = QuietButton("Only what the list shows", self)
        self.listed.setCheckable(True)
        self.everything = QuietButton("Everything again", self)
        self.everything.hide()
        flow = FlowLayout(spacing=8)
        for widget in (
            self.people,
            self.labels,
            self.statuses,
            self.sources,
            *self._dates,
            self.listed,
            self.everything,
        ):
            flow.addWidget(widget)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 8, 18, 8)
        inside.addLayout(flow)
        for button in (self.people, self.labels, self.statuses, self.sources):
            button.chosen_changed.connect(self._tell)
        for field in self._dates:
            field.editingFinished.connect(self._tell)
        self.everything.clicked.connect(self.show_everything)
        self._told = EVERYTHING

    def focus_first(self) -> None:
        """Put the focus onto the first filter."""
        buttons = (self.people, self.labels, self.statuses, self.sources)
        shown = next((one for one in buttons if one.isVisible()), self.since)
        shown.setFocus(Qt.FocusReason.TabFocusReason)

    def offer(self, people: Sequence[Annotator], sources: Sequence[str]) -> None:
        """Offer these people and sources, and the labels that there are now."""
        label_set = self._session.label_set
        ones = [One(one.id, one.name) for one in people]
        self.people.offer([*ones, One(None, "the curated set")] if ones else [])
        labels: list[SpanLabel | RelationLabel] = [*label_set.span_labels]
        labels += label_set.relation_labels
        self.labels.offer([One(one.id, one.name) for one in labels if not one.is_retired])
        self.statuses.offer([One(one, STATUS_WORDS[one]) for one in _STATUSES])
        self.sources.offer([One(one, one) for one in sources])

    def offer_anew(self) -> None:
        """Read who and what there is, and offer that."""
        project = self._session.project
        read_project(
            project, _read_offer, project, owner=self, on_done=lambda found: self.offer(*found)
        )

    def narrowed(self) -> Narrowed:
        """Return what is asked for. DateWrong."""
        since, until, worked_since, worked_until = (one.text().strip() for one in self._dates)
        for day in (since, until, worked_since, worked_until):
            check_date(day)
        return Narrowed(
            annotators=self.people.chosen,  # type: ignore[arg-type]
            labels=self.labels.chosen,  # type: ignore[arg-type]
            statuses=self.statuses.chosen,  # type: ignore[arg-type]
            sources=self.sources.chosen,  # type: ignore[arg-type]
            since=since,
            until=until,
            worked_since=worked_since,
            worked_until=worked_until,
            documents=self._documents,
        )

    def show_everything(self) -> None:
        """Narrow the numbers to nothing."""
        for button in (self.people, self.labels, self.statuses, self.sources):
            button.choose(())
        for field in self._dates:
            field.clear()
        self.listed.setChecked(False)
        self._documents = None
        self._tell()

    def set_documents(self, documents: frozenset[str] | None) -> None:
        """Let only these articles (ids) count; None: all."""
        self._documents = documents
        self._tell()

    @property
    def _dates(self) -> tuple[QLineEdit, ...]:
        return self.since, self.until, self.worked_since, self.worked_until

    def _tell(self) -> None:
        try:
            narrowed = self.narrowed()
        except DateWrong as error:
            self.refused.emit(sentence(error))
            return
        self.everything.setVisible(narrowed.is_narrowed)
        if narrowed != self._told:
            self._told = narrowed
            self.narrowed_changed.emit(narrowed)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.setToolTip(plain_tooltip(f"{name}: a day as 2026-01-24, a month or a year"))
        field.setFixedWidth(_DATE_WIDTH * field.fontMetrics().height())
        return field


def _read_offer(project: Project) -> tuple[list[Annotator], list[str]]:
    """Return the annotators, second times too, and the sources of articles."""
    sources = [source for source, _ in project.work_list.sources()]
    return project.annotators(with_second_times=True), sources
