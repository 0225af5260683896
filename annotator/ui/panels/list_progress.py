"""Below the article list: how far I am, as a thin bar and in words; each number is a door."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.project.rows import DocumentFilter
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import locale
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.theme import current_colours, theme

_BAR = 4
_EDGE = 10
_OVERHANG = 4
"""Pixels: how high the bar is, what is free beside it, and the padding of a button."""


class _Bar(QWidget):
    """Done, in progress and to do as parts of one line; the words below say it too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shares = (0.0, 0.0)
        """Done and in progress, of 1."""
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        done, begun = self.shares
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for share, colour in (
            (1.0, colours.border),
            (done + begun, colours.accent),
            (done, colours.good),
        ):
            width = self.width() * share
            left = self.width() - width if is_mirrored else 0.0
            painter.setBrush(QColor(colour))
            if share:
                painter.drawRoundedRect(QRectF(left, 0, width, _BAR), _BAR / 2, _BAR / 2)


class ListProgress(QWidget):
    """ "34 of 120 done", "6 in progress", and where something was assigned to me, how much of that
    is done; hidden where there are no articles."""

    filter_requested = Signal(str)
    """A `DocumentFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress")
        self.bar = _Bar(self)
        self.doors: dict[DocumentFilter, QuietButton] = {}
        self._words = QWidget(self)
        flow = FlowLayout(self._words, spacing=0)
        for which in ("finished", "in_progress", "mine"):
            door = QuietButton("", self._words)
            door.setProperty("small", True)
            door.setFont(small_font(self.font()))
            door.clicked.connect(lambda _=False, which=which: self.filter_requested.emit(which))
            self.doors[which] = door
            flow.addWidget(door)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE - _OVERHANG, 6, _EDGE - _OVERHANG, 6)
        layout.setSpacing(4)
        line = QHBoxLayout()
        line.setContentsMargins(_OVERHANG, 0, _OVERHANG, 0)
        line.addWidget(self.bar)
        layout.addLayout(line)
        layout.addWidget(self._words)
        self.hide()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how far one is, by the counts of `Project.document_counts`."""
        total, done = counts.get("all", 0), counts.get("finished", 0)
        begun, mine = counts.get("in_progress", 0), counts.get("mine", 0)
        self.setVisible(bool(total))
        if not total:
            return
        number = locale().toString
        self._say("finished", f"{number(done)} of {number(total)} done", "the articles done")
        self._say("in_progress", f"{number(begun)} in progress", "the articles in progress")
        mine_done = mine - counts.get("mine_open", 0)
        self._say("mine", f"mine: {number(mine_done)} of {number(mine)}", "what is mine to label")
        self.doors["in_progress"].setVisible(bool(begun))
        self.doors["mine"].setVisible(bool(mine))
        self.bar.shares = (done / total, begun / total)
        self.bar.update()

    def words(self) -> str:
        """Return what is said, as one reads it."""
        return " · ".join(one.text() for one in self.doors.values() if not one.isHidden())

    def _say(self, which: DocumentFilter, words: str, what: str) -> None:
        door = self.doors[which]
        door.setText(words)
        door.setAccessibleName(f"{words}: show {what}")
        door.setToolTip(plain_tooltip(f"Show {what}"))
