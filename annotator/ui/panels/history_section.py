"""HISTORY: who did what to the selected span or relation, when, and under which label set."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.project.timeline.blame import Blamed
from annotator.ui.models.annotation_blame import AnnotationBlame
from annotator.ui.models.annotation_version import AnnotationVersion
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.history_words import line_of_blame, time_words
from annotator.ui.panels.link_row import LinkText
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.panels.section import Inspected, Section, empty_layout
from annotator.ui.panels.wrapped_text import WrappedText

_LINES_SHOWN = 8


class HistorySection(Section):
    """One line for each act, the newest first; a click shows the article as it was after it."""

    moment_requested = Signal(int)
    """The article shall be seen as it was after an act (its number)."""

    def __init__(
        self, blame: AnnotationBlame, version: AnnotationVersion, parent: QWidget | None = None
    ) -> None:
        super().__init__("History", parent)
        self._blame = blame
        self._version = version
        self._version_line = WrappedText(4, self)
        self._version_line.hide()
        self._version_of = ""
        self._inspected: Inspected | None = None
        self._shown: list[tuple[str, str]] = []
        self._shown_of = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(self.body.spacing())
        self.body.addLayout(self._lines)
        self.body.addWidget(self._version_line)
        blame.blame_found.connect(self._show_blame)
        version.version_found.connect(self._show_version)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What was done and when, as shown."""
        return self._shown

    @property
    def links(self) -> list[LinkText]:
        """The lines that lead to a moment of the timeline."""
        return self.findChildren(LinkText)

    @property
    def version_words(self) -> str:
        """What is said of the version of the label set, as shown; "" for nothing."""
        return "" if self._version_line.isHidden() else self._version_line.text()

    def show_inspected(self, inspected: Inspected) -> None:
        """Show what was done to the one annotation selected, as soon as it is read."""
        self._inspected = inspected
        annotation = inspected.annotation
        self._version.ask(annotation)
        self._blame.ask(annotation)
        if annotation is None:
            self.hide()
            return
        if annotation.id != self._version_of:
            self._version_line.hide()  # what was found is of another one
        if annotation.id != self._shown_of:
            self._fill([], annotation.id)
        self.setVisible(bool(self._shown or self.version_words))

    def _show_blame(self, annotation: str, found: list[Blamed]) -> None:
        inspected = self._inspected
        if inspected is None or inspected.annotation is None:
            return
        if inspected.annotation.id == annotation:
            self._fill(found, annotation)
            self.setVisible(bool(self._shown or self.version_words))

    def _show_version(self, annotation: str, words: str) -> None:
        self._version_of = annotation
        if words:
            self._version_line.set_text(words, self.font())
        self._version_line.setVisible(bool(words))
        self.setVisible(bool(self._shown or words))

    def _fill(self, found: list[Blamed], annotation: str) -> None:
        """Show these lines, unless they are what is shown already."""
        inspected = self._inspected
        assert inspected is not None, "it is asked for what is selected"
        shown = [
            (
                line_of_blame(
                    one, self._blame.name_of(one.act.annotator), inspected.label_set, annotation
                ),
                time_words(one.act.at),
            )
            for one in found[:_LINES_SHOWN]
        ]
        if (shown, annotation) == (self._shown, self._shown_of):
            return
        self._shown, self._shown_of = shown, annotation
        empty_layout(self._lines)
        for one, (done, at) in zip(found, shown, strict=False):
            self._lines.addWidget(self._row(one, done, at))
        if len(found) > len(shown):
            words = f"and {count_words(len(found) - len(shown), 'earlier act')}"
            self._lines.addWidget(PlainLabel(words, self, tone="muted"))

    def _row(self, blamed: Blamed, done: str, at: str) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        if blamed.seq is None:
            layout.addWidget(ElidedLabel(done, row), 1)
        else:
            link = LinkText(done, row)
            link.clicked.connect(lambda _=False, seq=blamed.seq: self.moment_requested.emit(seq))
            layout.addWidget(link, 1)
        layout.addWidget(ElidedLabel(at, row, tone="muted"))
        row.show()
        return row
