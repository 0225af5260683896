"""Which keys move the caret, and what letter a key stands for whatever the keyboard layout."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.ui.bindings import strokes_of_event
from annotator.ui.key_places import place_of_key
from annotator.ui.text_view.caret import Move

_PLAIN: dict[int, Move] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "line_up",
    Qt.Key.Key_Down: "line_down",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Home: "line_start",
    Qt.Key.Key_End: "line_end",
}
_WITH_CTRL: dict[int, Move] = {
    Qt.Key.Key_Left: "word_left",
    Qt.Key.Key_Right: "word_right",
    Qt.Key.Key_Up: "paragraph_up",
    Qt.Key.Key_Down: "paragraph_down",
    Qt.Key.Key_Home: "article_start",
    Qt.Key.Key_End: "article_end",
}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def caret_move(event: QKeyEvent) -> tuple[Move, bool] | None:
    """Return the move a key asks for and whether it selects (Shift); None for other keys."""
    modifiers = event.modifiers() & ~_KEYPAD
    selects = bool(modifiers & _SHIFT)
    rest = modifiers & ~_SHIFT
    if rest == Qt.KeyboardModifier.NoModifier:
        move = _PLAIN.get(event.key())
    elif rest == _CTRL:
        move = _WITH_CTRL.get(event.key())
    else:
        move = None
    return None if move is None else (move, selects)


def letter_of(event: QKeyEvent) -> str:
    """Return the Latin letter or digit of a key pressed without Ctrl or Alt, lower case, or "".

    Where the layout gives another script, the place of the key on the keyboard counts.
    """
    modifiers = event.modifiers() & ~(_KEYPAD | _SHIFT)
    if modifiers != Qt.KeyboardModifier.NoModifier:
        return ""
    text = event.text().lower()
    if len(text) == 1 and text.isascii() and text.isalnum():
        return text
    key = event.key()
    if not text and (Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9):
        return chr(key).lower()
    return place_of_key(sys.platform, event.nativeScanCode(), event.nativeVirtualKey()).lower()


def is_copy(event: QKeyEvent) -> bool:
    """Tell whether a key asks for copying, on layouts without Latin letters too."""
    return _is_standard(event, QKeySequence.StandardKey.Copy, Qt.Key.Key_C)


def is_select_all(event: QKeyEvent) -> bool:
    """Tell whether a key asks for selecting everything, on layouts without Latin letters too."""
    return _is_standard(event, QKeySequence.StandardKey.SelectAll, Qt.Key.Key_A)


def _is_standard(event: QKeyEvent, standard: QKeySequence.StandardKey, letter: Qt.Key) -> bool:
    return event.matches(standard) or (int(letter), _CTRL) in strokes_of_event(event)
