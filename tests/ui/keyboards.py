"""Keyboards of several countries: the events that X11 sends for what somebody presses there.

Somebody presses the key that has the letter on it. Where no key has it, or a digit needs Shift, it
is the place that the letter or digit has on an English keyboard.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_SCAN_CODES = ((10, 12), (24, 12), (38, 11), (52, 10))
"""First code and number of keys of each row."""
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_NAMED = {
    "PgUp": "PageUp",
    "PgDn": "PageDown",
    "PgDown": "PageDown",
    "Esc": "Escape",
}
_WRITTEN = {"Space": " ", "Return": "\r", "Enter": "\r", "Tab": "\t", "Backspace": "\b"}


@dataclass(frozen=True)
class Layout:
    """What the keys of four rows write, without and with Shift."""

    plain: tuple[str, ...]
    shifted: tuple[str, ...]
    has_latin_with_ctrl: bool = True
    """Whether the platform gives the Latin letter of the place with Ctrl, as X11 does."""

    def find(self, character: str) -> tuple[int, int, bool] | None:
        """Row, place and Shift that write a character."""
        for is_shifted, rows in ((False, self.plain), (True, self.shifted)):
            for row, keys in enumerate(rows):
                if character in keys:
                    return row, keys.index(character), is_shifted
        return None


ENGLISH = Layout(
    ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?"),
)
GERMAN = Layout(
    ("1234567890ß\0", "qwertzuiopü+", "asdfghjklöä", "yxcvbnm,.-"),
    ('!"§$%&/()=?\0', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "YXCVBNM;:_"),
)
FRENCH = Layout(
    ("&é\"'(-è_çà)=", "azertyuiop\0$", "qsdfghjklmù", "wxcvbn,;:!"),
    ("1234567890°+", "AZERTYUIOP\0£", "QSDFGHJKLM%", "WXCVBN?./§"),
)
RUSSIAN = Layout(
    ("1234567890-=", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),
    ('!"№;%:?*()_+', "ЙЦУКЕНГШЩЗХЪ", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮ,"),
)
ARABIC = Layout(
    ("١٢٣٤٥٦٧٨٩٠-=", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرﻻىةوزظ"),
    (
        "!@#$%^&*()_+",
        "\u064e\u064b\u064f\u064cﻹإ`÷×؛<>",
        '\u0650\u064d][ﻷأـ،/:"',
        "~\u0652}{ﻵآ'\0\0؟",
    ),
)
LAYOUTS = {
    "english": ENGLISH,
    "german": GERMAN,
    "french": FRENCH,
    "russian": RUSSIAN,
    "arabic": ARABIC,
    "russian, its own letters with Ctrl": Layout(RUSSIAN.plain, RUSSIAN.shifted, False),
    "arabic, its own letters with Ctrl": Layout(ARABIC.plain, ARABIC.shifted, False),
}


class Typist:
    """Presses keys of one layout where the focus is; each is named as on the sheet of keys."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def press(self, *keys: str) -> None:
        """Press keys such as "Ctrl+Shift+S", "?", "Alt+Right" one after another."""
        for one in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the focus"
            QApplication.sendEvent(target, self.event(one))
            released = QApplication.focusWidget() or target
            QApplication.sendEvent(released, self.event(one, QEvent.Type.KeyRelease))
            QApplication.processEvents()

    def event(self, keys: str, kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
        """Return the event of a key such as "Ctrl+Shift+S". No key needs AltGr or a dead key."""
        before, _, name = keys[:-1].rpartition("+")
        held, name = before.split("+") if before else [], name + keys[-1]
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= _MODIFIERS[one]
        if len(name) == 1:
            key, scan_code, text, modifiers = self._written(name, modifiers)
        else:
            name = _NAMED.get(name, name)
            is_back = name == "Tab" and "Shift" in held
            key = int(getattr(Qt.Key, f"Key_{'Backtab' if is_back else name}"))
            scan_code, text = 0, _WRITTEN.get(name, "")
        return QKeyEvent(kind, key, modifiers, scan_code, 0, 0, text)

    def _written(
        self, name: str, modifiers: Qt.KeyboardModifier
    ) -> tuple[int, int, str, Qt.KeyboardModifier]:
        row, place, is_shifted = self._place(name)
        if is_shifted:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        rows = self.layout.plain
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            rows = self.layout.shifted
        text = rows[row][place]
        scan_code = _SCAN_CODES[row][0] + place
        key = ord(text.upper()) if len(text.upper()) == 1 else ord(text)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            if not text.isascii() and self.layout.has_latin_with_ctrl:
                english = ENGLISH.plain[row][place]
                key = ord(english.upper()) if english.isalpha() else key
            text = ""
        return key, scan_code, text, modifiers

    def _place(self, name: str) -> tuple[int, int, bool]:
        """Return where somebody presses for a letter, a digit or a mark."""
        found = self.layout.find(name.lower())
        if not name.isalnum():
            marks = [name, {"?": "؟"}.get(name, name)]
            found = next((self.layout.find(one) for one in marks if self.layout.find(one)), None)
            assert found is not None, f"no key writes {name}"
            return found
        if found is not None and not found[2]:
            return found
        english = ENGLISH.find(name.lower())
        assert english is not None
        return english
