"""Names and texts as brat's files can hold them, and back: `_x20_` stands for a space.

brat allows letters, digits, `_` and `-` of ASCII in names of types; visual.conf gives the words
for the screen. What is escaped here is read back also where visual.conf is lost. Every `_` before
an `x` is escaped too, so that nothing else ever reads like an escape.
"""

import regex

_ESCAPE = regex.compile(r"_x([0-9A-F]{2,6})_")
_NOT_IN_NAMES = regex.compile(r"[^A-Za-z0-9_-]|_(?=x)|^-")
_NOT_IN_VALUES = regex.compile(r"[\s|,<>#\x1c-\x1f\x7f\x85]|_(?=x)")
_NOT_IN_TEXTS = regex.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|_(?=x)|^[\s\x1f]|[\s\x1f]$")
_BREAKS = regex.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_EMPTY = "_x00_"
"""Stands for no characters at all: many readers drop what is empty at the end of a line."""


def escape_name(name: str) -> str:
    """Return the name of a type, role or attribute as brat takes it."""
    return _NOT_IN_NAMES.sub(_escaped, name)


def escape_value(value: str) -> str:
    """Return a value of a choice, which may hold letters of any script but nothing that parts."""
    return _NOT_IN_VALUES.sub(_escaped, value) or _EMPTY


def escape_text(text: str) -> str:
    """Return a free text on one line, its white space at both ends made safe."""
    return _NOT_IN_TEXTS.sub(_escaped, text) or _EMPTY


def unescape(text: str) -> str:
    """Return what one of the three above was made of; other texts as they are."""
    return _ESCAPE.sub(_plain, text) if "_x" in text else text


def on_one_line(text: str) -> str:
    """Return a covered text with spaces for what would break the line, as brat writes it."""
    return _BREAKS.sub(" ", text)


def _escaped(match: "regex.Match[str]") -> str:
    return f"_x{ord(match[0]):02X}_"


def _plain(match: "regex.Match[str]") -> str:
    code = int(match[1], 16)
    if code == 0:
        return ""
    is_character = code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else match[0]
