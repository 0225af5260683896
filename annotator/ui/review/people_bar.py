"""The bar above the text: whose labels stand above it and whose below, and the way to others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.project.standing import EVERYBODY, Pairing
from annotator.ui.panels.plain_text import PlainLabel, menu_text
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.review.people import CURATED, EVERYBODY_WORDS, Person
from annotator.ui.review.reviewing import Reviewing

_EDGE = 24


class PeopleBar(QWidget):
    """Says who is compared with whom; a click asks for others."""

    choice_requested = Signal()

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self.above, self.below = QuietButton("", self), QuietButton("", self)
        self._above_word = PlainLabel("above", self, tone="muted")
        self._below_word = PlainLabel("below", self, tone="muted")
        self.mode = PlainLabel("", self, tone="muted")
        for label in (self._above_word, self._below_word, self.mode):
            label.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE - 8, 0, 14, 0)
        row.setSpacing(2)
        for widget in (self.above, self._above_word):
            row.addWidget(widget)
        row.addSpacing(12)
        for widget in (self.below, self._below_word):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.mode)
        self.setFixedHeight(38)
        for button in (self.above, self.below):
            button.clicked.connect(self.choice_requested)
        reviewing.pairing_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show who is compared now."""
        first, second = self._reviewing.names
        has_pairing = self._reviewing.pairing is not None
        for button, name, place in ((self.above, first, "above"), (self.below, second, "below")):
            button.setText(menu_text(name, 30))
            button.setAccessibleName(f"{name}, {place} the text")
        self.above.setVisible(has_pairing)
        self._above_word.setVisible(has_pairing)
        self._above_word.setText("above" if second else "alone")
        self.below.setVisible(bool(second))
        self._below_word.setVisible(bool(second))


def pairings(people: list[Person]) -> list[tuple[str, Pairing]]:
    """Return everything that can be compared, in words: pairs, each against what is settled, each
    alone."""
    found = [
        (f"{first.name} above, {second.name} below", Pairing(first.id, second.id))
        for first in people
        for second in people
        if first.id != second.id
    ]
    found += [(f"{one.name} above, {CURATED} below", Pairing(one.id, None)) for one in people]
    found += [(f"{one.name} alone", Pairing(one.id, is_alone=True)) for one in people]
    if len(people) > 2:
        found.insert(0, (f"{EVERYBODY_WORDS}: who says what, counted", EVERYBODY))
    return found
