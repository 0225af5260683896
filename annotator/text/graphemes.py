"""Graphemes: what a reader takes for one character (Unicode UAX #29, by the `regex` package)."""

import regex

_GRAPHEME = regex.compile(r"\X")
_SURE = regex.compile(
    r"(?rV1)(?<!\p{GCB=Prepend})[\p{GCB=Other}--[\p{Extended_Pictographic}\p{InCB=Consonant}]]"
)
"""A character before which a grapheme begins whatever is around it, looked for backwards."""


def _safe_start(text: str, offset: int) -> int:
    """Return a grapheme boundary at or before the offset."""
    sure = _SURE.search(text, 0, offset)
    return sure.start() if sure else 0


def grapheme_at(text: str, offset: int) -> tuple[int, int]:
    """Return the grapheme (code points, half open) that has this offset in it; empty at the end."""
    if offset >= len(text):
        return (len(text), len(text))
    for match in _GRAPHEME.finditer(text, _safe_start(text, offset)):
        if match.end() > offset:
            return match.span()
    return (offset, offset + 1)


def is_boundary(text: str, offset: int) -> bool:
    """Tell whether a range may start or end at this offset without cutting a grapheme."""
    return offset in (0, len(text)) or grapheme_at(text, offset)[0] == offset


def next_boundary(text: str, offset: int) -> int:
    """Return the next grapheme boundary after this offset, or the end of the text."""
    return grapheme_at(text, offset)[1]


def previous_boundary(text: str, offset: int) -> int:
    """Return the grapheme boundary before this offset, or 0."""
    return grapheme_at(text, offset - 1)[0] if offset > 0 else 0


def snap_to_graphemes(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest range of whole graphemes that holds `text[start:end]`."""
    if start >= end:
        at = grapheme_at(text, start)[0]
        return (at, at)
    return (grapheme_at(text, start)[0], grapheme_at(text, end - 1)[1])
