"""One character for one: what is shown, and told to Qt, in place of characters that do harm."""

import re

import regex

_PLACEHOLDER = "▯"
"""Stands for invisible characters that steer direction, or that Qt keeps for itself."""

_STEERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x206A, 0x2070))
_KEPT_BY_QT = (0xFDD0, 0xFDD1, 0xFFFC, 0xFEFF, 0xFFFE, 0xFFFF)
BREAKS = tuple("\n\r\u2028\u2029\u0085\v\f")
"""Each of them ends a paragraph, and so does a carriage return with a line feed."""

_SHOWN = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r\v\f"},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _PLACEHOLDER),
    **dict.fromkeys(_STEERING, _PLACEHOLDER),
    **dict.fromkeys(_KEPT_BY_QT, _PLACEHOLDER),
    **dict.fromkeys(map(ord, BREAKS), " "),
}
_SHADOWED = {**_SHOWN, **dict.fromkeys(map(ord, BREAKS), "\n")}
_TO_SHOW = re.compile("[" + re.escape("".join(map(chr, _SHOWN))) + "]")
_TO_SHADOW = re.compile("[" + re.escape("".join(map(chr, _SHADOWED.keys() - {10}))) + "]")
"""Most texts hold nothing to be replaced, and a search tells so faster than replacing."""
_CARRIAGE_RETURN_OF_A_PAIR = regex.compile(r"\r(?=\n)")

PARAGRAPH_BREAK = regex.compile(rf"\r\n|[{re.escape(''.join(BREAKS))}]")
"""What ends a paragraph."""


def shown_text(text: str) -> str:
    """Return what is drawn for a paragraph: as many characters, in as many UTF-16 units."""
    return text.translate(_SHOWN) if _TO_SHOW.search(text) else text


def shadow_text(text: str) -> str:
    """Return the text for Qt's own text widget: as many characters, and no rewriting left to do.

    Every paragraph break becomes one line feed, the carriage return of a pair a space before it.
    """
    if not _TO_SHADOW.search(text):
        return text
    return _CARRIAGE_RETURN_OF_A_PAIR.sub(" ", text).translate(_SHADOWED)
