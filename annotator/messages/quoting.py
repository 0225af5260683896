"""Foreign text made fit for a line of a message: visible, on one line, not too long."""

import unicodedata
from pathlib import Path

from annotator.text.offsets import Unit

UNIT_WORDS: dict[Unit, str] = {
    "codepoint": "code points",
    "utf16": "UTF-16 units",
    "utf8": "bytes (UTF-8)",
    "grapheme": "graphemes",
}
"""What offsets count, in words."""
TEXT_LIMIT = 60
PATH_LIMIT = 80
CLAUSE_LIMIT = 240
"""Words of our own with somebody's names in them, as readers put them."""
_SHOWN = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u2028": "⏎", "\u2029": "¶"}
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_JOINERS = "\u200c\u200d"
"""Zero-width joiners that Persian, Indic scripts and emoji need; they harm nobody."""
_MARKS_LIMIT = 4
"""Combining marks that one character may carry here; what is stacked higher paints over lines."""


def show_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text on one line of at most `limit` characters, with nothing hidden in it.

    Line breaks and tabs become signs, other controls, bidi overrides and unassigned characters
    their number as in ‹U+202E›; white space at the ends goes, what is too long loses its middle.
    """
    return shorten("".join(_show_characters(text.strip(), 2 * limit)), limit)


def show_hidden(text: str) -> str:
    """Return the whole text with nothing hidden in it: line breaks, tabs and controls as signs."""
    return "".join(_show_characters(text, len(text)))


def shorten(text: str, limit: int) -> str:
    """Return the text with its middle left out (…) where it has more than `limit` characters."""
    if len(text) <= limit:
        return text
    tail = (limit - 1) // 3
    head = limit - 1 - tail
    return f"{text[:head].rstrip()}…{text[len(text) - tail :].lstrip()}"


def name_path(path: Path, limit: int = PATH_LIMIT) -> str:
    """Return a path as people read it: from the working or the home folder where it is in one.

    Its end, which tells files apart, is kept when it is too long. "-" is standard input.
    """
    if path == Path("-"):
        return "standard input"
    text = "".join(_show_characters(_nearest(path), 100 * limit))
    return text if len(text) <= limit else "…" + text[1 - limit :]


def show_size(size: int) -> str:
    """Return a number of bytes as people say it: 12 bytes, 3.4 MB."""
    if size < 1000:
        return f"{size} bytes"
    power = min(3, (len(str(size)) - 1) // 3)
    return f"{size / 1000**power:.3g} {('', 'kB', 'MB', 'GB')[power]}"


def _nearest(path: Path) -> str:
    """Relative to the working folder, else to the home folder, else as it is."""
    if not path.is_absolute():
        return str(path)
    try:
        if path.is_relative_to(Path.cwd()):
            return str(path.relative_to(Path.cwd()))
        if path.is_relative_to(Path.home()):
            return str("~" / path.relative_to(Path.home()))
    except (OSError, RuntimeError):  # the working folder is gone, or there is no home
        pass
    return str(path)


def _show_characters(text: str, enough: int) -> list[str]:
    """Both ends are made visible; of a very long text the middle, which nobody will see, is cut."""
    if len(text) > 2 * enough:
        text = text[:enough] + text[-enough:]
    shown: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS_LIMIT:
            shown.append(_show_character(character, category))
    return shown


def _show_character(character: str, category: str) -> str:
    if character in _SHOWN:
        return _SHOWN[character]
    if category in _HIDDEN and character not in _JOINERS:
        return f"‹U+{ord(character):04X}›"
    return " " if category == "Zs" else character
