"""What stands in a cell: values one on another, with the numbers that tell them apart."""

from typing import NamedTuple

import regex

_ESCAPE = regex.compile(r"\\(->|.)", regex.DOTALL)
_BAR = regex.compile(r"(?:[^|\\]|\\.)+|(?<=\|)(?=\||$)|^(?=\|)", regex.DOTALL)
_SEMICOLON = regex.compile(r"(?:[^;\\]|\\.)+", regex.DOTALL)
_NUMBERED = regex.compile(r"((?:[^\\]|\\.)*?)\[(\d{1,9})\]", regex.DOTALL)
_REFERENCE = regex.compile(
    r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?", regex.DOTALL
)
_LINK = regex.compile(r"((?:[^\\]|\\.)*?)->(\d{1,9})-(\d{1,9})", regex.DOTALL)
_JAVA = regex.compile(r"\\(u[0-9a-fA-F]{4}|.)", regex.DOTALL)
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
NOTHING = "_"
NO_VALUE = "*"


class Stacked(NamedTuple):
    """One of the values in a cell; `number` 0 is none."""

    written: str
    number: int

    @property
    def value(self) -> str | None:
        """The value, or None where the annotation has none."""
        return None if self.written == NO_VALUE else unescape(self.written)


class Reference(NamedTuple):
    """A place that a slot or a relation leads to."""

    address: str
    source: int
    target: int


def stack_of(cell: str) -> list[Stacked]:
    """Return the values of a cell, none for an empty one."""
    if cell in ("", NOTHING):
        return []
    found = []
    for part in _BAR.findall(cell):
        match = _NUMBERED.fullmatch(part)
        found.append(Stacked(match[1], int(match[2])) if match else Stacked(part, 0))
    return found


def roles_of(written: str) -> list[str]:
    """Return the roles of a slot's links, as they are written."""
    return _SEMICOLON.findall(written)


def reference_of(written: str) -> Reference | None:
    """Return the place that a cell names, None where it names none."""
    match = _REFERENCE.fullmatch(written)
    return Reference(match[1], int(match[2] or 0), int(match[3] or 0)) if match else None


def link_of(written: str) -> tuple[str, int, int] | None:
    """Return the relation of a chain's link, the chain's number and the link's."""
    match = _LINK.fullmatch(written)
    return (match[1], int(match[2]), int(match[3])) if match else None


def unescape(written: str) -> str:
    """Return a value without its escapes."""
    if "\\" not in written:
        return written
    return _ESCAPE.sub(lambda match: _SIGNS.get(match[1], match[1]), written)


def unescape_text(written: str, version: tuple[int, int]) -> str:
    """Return a line of text without its escapes; up to 3.1 they are those of Java."""
    if "\\" not in written:
        return written
    if version >= (3, 2):
        return unescape(written)
    return _JAVA.sub(
        lambda match: (
            chr(int(match[1][1:], 16)) if len(match[1]) > 1 else _SIGNS.get(match[1], match[1])
        ),
        written,
    )
