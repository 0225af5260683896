"""The line under the article list while several articles are chosen: how many, and what to do."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui.models.article_words import locale
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.widgets.line_label import LineLabel


class ChosenBar(QWidget):
    """Hidden while none or one is chosen."""

    menu_requested = Signal(QPoint)
    """What can be done with them is asked for, at a place of the screen."""
    nothing_requested = Signal()
    """They shall be chosen no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = LineLabel("", self)
        self.acts_button = QuietButton("With these…", self)
        self.none_button = QuietButton("None", self)
        self.none_button.setToolTip("Esc")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.acts_button)
        layout.addWidget(self.none_button)
        self.acts_button.clicked.connect(self._ask)
        self.none_button.clicked.connect(self.nothing_requested)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many are chosen; none hides it."""
        self.words.setText(f"{locale().toString(count)} chosen")
        self.setVisible(bool(count))

    def _ask(self) -> None:
        self.menu_requested.emit(self.acts_button.mapToGlobal(QPoint(0, 0)))
