"""ON SCREEN: how much of the open article I have had before me, and whether that is kept at all."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from annotator.ui.models.article_words import count_words, locale
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Inspected, Section
from annotator.ui.panels.tick_box import TickBox

_PAUSE_MS = 200
"""While one scrolls there is something new to say all the time."""


class Shown(NamedTuple):
    """What of an article has been on screen."""

    paragraphs: int
    never_shown: int
    """Of these."""
    is_kept: bool
    """Whether it is looked at all."""


class SeenSection(Section):
    """For the annotator alone: what was shown, the way to what was not, and the switch."""

    unseen_requested = Signal()
    """The first paragraph that was never shown is to be gone to."""
    switch_requested = Signal()
    """It shall be kept from now on, or no more."""

    def __init__(self) -> None:
        super().__init__("On screen")
        self.ask: Callable[[], Shown | None] = lambda: None
        """Tells what is shown here; None: there is nothing to be told."""
        self._is_article = False
        self.words = PlainLabel("", self)
        self.box = TickBox("Keep what was on screen", self)
        self.box.setToolTip("Under your name, shown to nobody else")
        self.go_button = QuietButton("Go there", self)
        self.go_button.setProperty("small", True)
        self.go_button.setAccessibleName("Go to the first paragraph never shown")
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.box)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        self.box.clicked.connect(self.switch_requested)
        self.go_button.clicked.connect(self.unseen_requested)
        self.hide()

    def show_inspected(self, inspected: Inspected) -> None:
        """Show it of the article, while nothing of that is selected."""
        self._is_article = not inspected.spans and inspected.relation is None
        self.refresh()

    def refresh_soon(self) -> None:
        """Say anew how much was shown, once there is a pause."""
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Say how much was shown, as it is now."""
        shown = self.ask() if self._is_article else None
        self.setVisible(shown is not None)
        if shown is None:
            return
        self.words.setText(shown_words(shown))
        self.words.setVisible(shown.is_kept)
        self.box.setChecked(shown.is_kept)
        self.go_button.setVisible(shown.is_kept and shown.never_shown > 0)


def shown_words(shown: Shown) -> str:
    """Return "All 14 paragraphs were shown." or "2 of 14 paragraphs were never shown."."""
    paragraphs = count_words(shown.paragraphs, "paragraph")
    if shown.never_shown == shown.paragraphs:
        return f"None of {paragraphs} was shown yet."
    if shown.never_shown:
        verb = "was" if shown.never_shown == 1 else "were"
        number = locale().toString(shown.never_shown)
        return f"{number} of {paragraphs} {verb} never shown."
    if shown.paragraphs == 1:
        return "Its one paragraph was shown."
    return f"All {paragraphs} were shown."
