"""HISTORY: who did what to the selected span or relation, and when."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui.models.article_acts import ArticleActs
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.history_words import line_of_act, time_words, touched_by
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.panels.section import Inspected, Section, empty_layout

_LINES_SHOWN = 8


class HistorySection(Section):
    """One line for each act, the newest first."""

    def __init__(self, acts: ArticleActs, parent: QWidget | None = None) -> None:
        super().__init__("History", parent)
        self._acts = acts
        self._inspected: Inspected | None = None
        self._shown: list[tuple[str, str]] = []
        acts.acts_loaded.connect(self._show)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What was done and when, as shown."""
        return self._shown

    def show_inspected(self, inspected: Inspected) -> None:
        """Show what was done to the one annotation selected."""
        self._inspected = inspected
        self._show()

    def _show(self) -> None:
        inspected = self._inspected
        annotation = inspected.annotation if inspected else None
        if inspected is None or annotation is None:
            self.hide()
            return
        touching = [one for one in self._acts.acts if annotation.id in touched_by(one.edit)]
        lines = [
            (
                line_of_act(
                    act, self._acts.name_of(act.annotator), inspected.label_set, annotation.id
                ),
                time_words(act.at),
            )
            for act in touching[:_LINES_SHOWN]
        ]
        self.setVisible(bool(lines))
        if lines != self._shown:
            self._shown = lines
            self._fill(len(touching) - len(lines))

    def _fill(self, more: int) -> None:
        empty_layout(self.body)
        for done, at in self._shown:
            row = QWidget(self)
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(ElidedLabel(done, row), 1)
            layout.addWidget(ElidedLabel(at, row, tone="muted"))
            self.body.addWidget(row)
            row.show()
        if more > 0:
            words = f"and {count_words(more, 'earlier act')}"
            self.body.addWidget(PlainLabel(words, self, tone="muted"))
