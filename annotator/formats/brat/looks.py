"""visual.conf: the words for types on screen, and their colours."""

from collections.abc import Iterator
from typing import TypeVar

import regex

from annotator.formats.brat.names import unescape
from annotator.model.labels import RelationLabel, SpanLabel

L = TypeVar("L", SpanLabel, RelationLabel)
SECTION = regex.compile(r"\s*\[(.*)\]\s*")
_COLOURS = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "purple": "#800080",
    "pink": "#ffc0cb",
    "gray": "#808080",
    "grey": "#808080",
    "brown": "#a52a2a",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "lightgreen": "#90ee90",
    "lightblue": "#add8e6",
}
_HEX = regex.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class Looks:
    """What a visual.conf says, by the names of types."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.drawing: dict[str, dict[str, str]] = {}

    def shown(self, name: str, other: str) -> str:
        """Return the words for a type on screen where they say more than its name."""
        words = self.labels.get(name, other)
        return "" if words == name else words

    def in_order(self, labels: tuple[L, ...]) -> tuple[L, ...]:
        """Return labels in the order in which they are drawn, others behind."""
        rank = {name: at for at, name in enumerate(self.drawing)}
        return tuple(sorted(labels, key=lambda one: rank.get(one.name, len(rank))))

    def colour(self, name: str, key: str) -> str:
        """Return a colour as #rrggbb, or nothing where there is none that can be told."""
        written = self.drawing.get(name, {}).get(key, "").lower()
        match = _HEX.fullmatch(written)
        if match is None:
            return _COLOURS.get(written, "")
        digits = match[1] if len(match[1]) == 6 else "".join(2 * one for one in match[1])
        return f"#{digits}"


def read_looks(text: str) -> Looks:
    """Return what the text of a visual.conf says; lines that say nothing are passed over."""
    found = Looks()
    section = ""
    for _, line in numbered_lines(text):
        if match := SECTION.fullmatch(line):
            section = match[1].strip()
        elif not line.strip() or line.lstrip().startswith("#"):
            continue
        elif section == "labels":
            name, *words = (one.strip() for one in line.split("|"))
            if name and words:
                found.labels.setdefault(unescape(name), words[0])
        elif section == "drawing":
            name, _, rest = line.strip().partition("\t" if "\t" in line.strip() else " ")
            pairs = (one.partition(":") for one in rest.split(","))
            drawn = found.drawing.setdefault(unescape(name.strip()), {})
            drawn.update((key.strip(), value.strip()) for key, _, value in pairs)
    return found


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a configuration with their numbers, from 1."""
    for number, line in enumerate(text.split("\n"), 1):
        yield number, line.removesuffix("\r")
