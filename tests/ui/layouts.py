"""Keyboards of four countries: the events that X11 sends for a key meant by its US name or letter.

On a Latin layout people press the key on which the letter is written; where a layout has another
script, or no bare digits, they press the place.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLACES = "1234567890QWERTYUIOPASDFGHJKLZXCVBNM"
_SCAN_CODES = dict(
    zip(_PLACES, [*range(10, 20), *range(24, 34), *range(38, 47), *range(52, 59)], strict=True)
)


class Layout(NamedTuple):
    """What each place of `_PLACES` writes without Shift."""

    name: str
    written: tuple[str, ...]

    def event(self, kind: QEvent.Type, meant: str, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
        """Return the event for a letter or digit that is meant."""
        written = dict(zip(_PLACES, self.written, strict=True))
        by_letter = {text.upper(): place for place, text in written.items()}
        place = by_letter.get(meant.upper(), meant.upper())
        text = written[place]
        key = ord(text.upper()[0]) if len(text) == 1 else 0
        is_typed = not modifiers & ~SHIFT
        shown = text.upper() if modifiers & SHIFT else text
        return QKeyEvent(
            kind, key, modifiers, _SCAN_CODES[place], key, 0, shown if is_typed else ""
        )


def _rows(*rows: str) -> tuple[str, ...]:
    return tuple(one for row in rows for one in row.split())


LAYOUTS = (
    Layout(
        "german",
        _rows("1 2 3 4 5 6 7 8 9 0", "q w e r t z u i o p", "a s d f g h j k l", "y x c v b n m"),
    ),
    Layout(
        "french",
        _rows("& é \" ' ( - è _ ç à", "a z e r t y u i o p", "q s d f g h j k l", "w x c v b n ,"),
    ),
    Layout(
        "russian",
        _rows("1 2 3 4 5 6 7 8 9 0", "й ц у к е н г ш щ з", "ф ы в а п р о л д", "я ч с м и т ь"),
    ),
    Layout(
        "arabic",
        _rows("١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ٠", "ض ص ث ق ف غ ع ه خ ح", "ش س ي ب ل ا ت ن م", "ئ ء ؤ ر لا ى ة"),
    ),
)
