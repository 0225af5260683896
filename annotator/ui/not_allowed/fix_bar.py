"""Below the list: what is selected, and a button for each thing that would mend all of it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.model.labels import LabelSet
from annotator.project.label_changes.fixing import Delete, Fix, Relabel, SetValue, Turn
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.bindings import find_label, find_relation_label, stroke_of, strokes_of_event
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.models.article_words import count_words
from annotator.ui.not_allowed.fixes import Fixes, fixes_for
from annotator.ui.not_allowed.key_button import KeyButton
from annotator.ui.not_allowed.words import fix_words
from annotator.ui.panels.plain_text import PlainLabel

_SHOWN_AT_MOST, _GAP = 8, 6
_NARROWEST = 320
"""Pixels."""
MEND, CHOOSE, TURN = "F", "Space", "R"
_TAKE_AWAY = ("Delete", "Backspace")


class FixBar(QWidget):
    """Offers what mends all of mine that is selected; by one key each, by a click, by name."""

    fix_requested = Signal(list, object)
    """Places of mine, and the fix for all of them."""

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_set = label_set
        self._places: list[InvalidPlace] = []
        """Those of mine that are selected."""
        self.fixes = Fixes()
        self._is_busy = False
        self.said = PlainLabel("", self, tone="muted")
        self.buttons: list[KeyButton] = []
        """One for each of `fixes.common`, as far as there is room in the row."""
        self.choose_button = KeyButton("Choose…", CHOOSE, self)
        self.choose_button.clicked.connect(self.choose)
        self._row = QHBoxLayout()
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.choose_button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addLayout(self._row)
        self.said.setWordWrap(False)
        self.show_selected([])

    # ---- for the window

    def use(self, label_set: LabelSet) -> None:
        """Offer what this label set allows from now on."""
        self._label_set = label_set
        self.fixes = Fixes()
        self._offer()

    def show_selected(self, places: Sequence[InvalidPlace]) -> None:
        """Offer what mends all of these that are mine."""
        self._places = [one for one in places if one.is_mine]
        fixes = fixes_for(self._places, self._label_set)
        if fixes != self.fixes or not self.buttons:
            self.fixes = fixes
            self._offer()
        self._show_enabled()
        self.said.setText(self._selected_words(places))

    def be_busy(self, is_busy: bool) -> None:
        """While something is being mended nothing else is."""
        self._is_busy = is_busy
        self._show_enabled()

    def mend(self) -> None:
        """Do what may be done without asking; ask where nothing may."""
        if self.fixes.at_once is not None:
            self._ask_for(self.fixes.at_once)
        else:
            self.choose()

    def choose(self) -> None:
        """Let one of the fixes be found by its name."""
        if not self._places or self._is_busy:
            return
        entries = [
            Entry(
                fix_words(fix, self._label_set),
                lambda fix=fix: self._ask_for(fix),  # type: ignore[misc]
                self._key_of(fix),
                "",
                self._colour_of(fix),
            )
            for fix in self.fixes.common
        ]
        if entries:
            title = f"How to mend {count_words(len(self._places), 'place')}"
            Chooser(title, entries, self.window()).open()

    def take_key(self, event: QKeyEvent) -> bool:
        """Mend by a key; tell whether it was one for that."""
        strokes = strokes_of_event(event)
        if stroke_of(MEND) in strokes:
            self.mend()
        elif stroke_of(CHOOSE) in strokes:
            self.choose()
        elif (fix := self._fix_of(event)) is not None:
            self._ask_for(fix)
        else:
            return False
        return True

    def minimumSizeHint(self) -> QSize:
        """May be so narrow that one fix has room; the others are found by their names."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as have room."""
        super().resizeEvent(event)
        self._show_those_with_room()

    # ---- inside

    def _ask_for(self, fix: Fix) -> None:
        if self._places and not self._is_busy:
            self.fix_requested.emit(list(self._places), fix)

    def _fix_of(self, event: QKeyEvent) -> Fix | None:
        """Return the fix, one of those that do, which a key asks for."""
        common, strokes = self.fixes.common, strokes_of_event(event)
        if stroke_of(TURN) in strokes and Turn() in common:
            return Turn()
        if any(stroke_of(one) in strokes for one in _TAKE_AWAY):
            return next((one for one in (SetValue(None), Delete()) if one in common), None)
        for id in (
            find_label(event, self._label_set),
            find_relation_label(event, self._label_set.relation_labels),
        ):
            if id is not None and Relabel(id) in common:
                return Relabel(id)
        return None

    def _key_of(self, fix: Fix) -> str:
        if isinstance(fix, Turn):
            return TURN
        if isinstance(fix, Delete) or fix == SetValue(None):
            both = SetValue(None) in self.fixes.common and isinstance(fix, Delete)
            return "" if both else "Delete"
        if isinstance(fix, Relabel):
            label_set = self._label_set
            found = label_set.span_label(fix.label) or label_set.relation_label(fix.label)
            return found.key.upper() if found is not None else ""
        return ""

    def _colour_of(self, fix: Fix) -> str:
        if not isinstance(fix, Relabel):
            return ""
        label_set = self._label_set
        found = label_set.span_label(fix.label) or label_set.relation_label(fix.label)
        return found.colour if found is not None else ""

    def _offer(self) -> None:
        for gone in self.buttons:
            self._row.removeWidget(gone)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        self.buttons = [self._make(fix) for fix in self.fixes.common[:_SHOWN_AT_MOST]]
        for at, button in enumerate(self.buttons):
            self._row.insertWidget(at, button)
        for before, after in pairwise((*self.buttons, self.choose_button)):
            self.setTabOrder(before, after)
        self._show_those_with_room()

    def _make(self, fix: Fix) -> KeyButton:
        key = MEND if fix == self.fixes.at_once else self._key_of(fix)
        button = KeyButton(fix_words(fix, self._label_set), key, self)
        button.clicked.connect(lambda: self._ask_for(fix))
        return button

    def _show_those_with_room(self) -> None:
        """One row: what has no room there is found by its name."""
        room = self.width() - self.choose_button.sizeHint().width() - _GAP
        for button in self.buttons:
            room -= button.sizeHint().width() + _GAP
            button.setVisible(room >= 0)

    def _show_enabled(self) -> None:
        can_mend = bool(self._places) and not self._is_busy
        for button in self.buttons:
            button.setEnabled(can_mend)
        self.choose_button.setEnabled(can_mend and bool(self.fixes.common))

    def _selected_words(self, places: Sequence[InvalidPlace]) -> str:
        if not places:
            return ""
        mine, others = len(self._places), len(places) - len(self._places)
        if not mine:
            return (
                "Only whoever labelled it can mend it."
                if others == 1
                else f"{count_words(others, 'place')} selected, none of them yours: "
                "only whoever labelled them can mend them."
            )
        words = f"{count_words(len(places), 'place')} selected"
        if others:
            words += f", {mine:,} of them yours, which alone are mended"
        if not self.fixes.common:
            is_one = mine == 1
            return f"{words}. " + (
                "There is no value to choose from: Enter goes there to write it."
                if is_one
                else "Nothing mends all of them alike: select fewer."
            )
        return f"{words}."
