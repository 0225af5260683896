"""A sheet as it will look, and the way to the others."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.models.article_words import locale
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.printing.printed_article import PrintChoice, ToPrint
from annotator.ui.printing.writing import Preview, preview
from annotator.ui.tasks import Task, run_task

ROOM = QSize(356, 503)
"""Pixels of the picture: those of a sheet of A4, and a little."""


class SheetPreview(QWidget):
    """Lays out and paints beside the window; a picture that comes too late is not shown."""

    shown = Signal()
    """Another picture is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = 1
        self.is_last = True
        self._ask: Callable[[], tuple[ToPrint, PrintChoice]] | None = None
        self._task: Task | None = None
        self.picture = PlainLabel("", self)
        self.picture.setFixedSize(ROOM + QSize(2, 2))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet("background: palette(mid);")
        self.back_button = QuietButton("‹ Back", self)
        self.back_button.setAccessibleName("The page before")
        self.on_button = QuietButton("On ›", self)
        self.on_button.setAccessibleName("The next page")
        self.words = PlainLabel("", self, tone="muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addWidget(self.words, 1)
        row.addWidget(self.on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.picture)
        column.addLayout(row)
        self.back_button.clicked.connect(lambda: self._turn(-1))
        self.on_button.clicked.connect(lambda: self._turn(1))
        self._follow()

    def show_article(self, ask: Callable[[], tuple[ToPrint, PrintChoice]]) -> None:
        """Show what `ask` says now, the sheet that was shown or the last one there is."""
        self._ask = ask
        if self._task is not None:
            self._task.cancel()
        article, choice = ask()
        self._task = run_task(
            _picture,
            article,
            choice,
            self.number,
            self.devicePixelRatioF(),
            owner=self,
            on_done=self._take,
        )

    def image(self) -> QImage:
        """Return the picture that is shown."""
        return self.picture.pixmap().toImage()

    def _turn(self, by: int) -> None:
        self.number += by
        if self._ask is not None:
            self.show_article(self._ask)

    def _take(self, found: Preview) -> None:
        self._task = None
        self.number, self.is_last = found.number, found.is_last
        self.picture.setPixmap(QPixmap.fromImage(found.image))
        self._follow()
        self.shown.emit()

    def _follow(self) -> None:
        number = locale().toString(self.number)
        self.words.setText(f"Page {number} of {number}" if self.is_last else f"Page {number}")
        self.picture.setAccessibleName(f"{self.words.text()} as it will look")
        self.back_button.setEnabled(self.number > 1)
        self.on_button.setEnabled(not self.is_last)


def _picture(article: ToPrint, choice: PrintChoice, number: int, ratio: float) -> Preview:
    return preview(article, choice, number, ROOM, ratio)
