"""Quotations within a paragraph: words between quote marks, the marks included."""

from collections.abc import Iterator

import regex

Range = tuple[int, int]
"""start, end: code points, half open."""

_CLOSING = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "„": '“”"',
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    "'": "'’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〟〞",
    "＂": "＂",
}
"""Opening mark -> the marks that may close it; writers mix straight and curly ones."""
_SINGLE = "'‘‚"
_ENDS_SPEECH = ".,!?…;:—–-"
_SINGLE_REACH = 2000
"""How far an apostrophe is looked for: single marks are mostly none."""
_WORDED = regex.compile(r"[\p{L}\p{N}]")
_CLOSED_BY = {mark: regex.compile(f"[{closing}]") for mark, closing in _CLOSING.items()}
_OPENING = regex.compile("[" + regex.escape("".join(_CLOSING)) + "]")


def find_quotations(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the quotations in a paragraph `text[start:end]`, in order, outermost ones only.

    A mark that opens the paragraph and is never closed quotes all of it: so the press writes a
    speech that goes on in the next paragraph.
    """
    at = start
    hopeless: set[str] = set()
    while match := _OPENING.search(text, at, end):
        opening = match.start()
        mark = match.group()
        at = opening + 1
        if mark in hopeless or not _can_open(text, opening, start, end):
            continue
        closing = _closing(text, opening, end)
        if closing is not None:
            yield (opening, closing)
            at = closing
        elif mark in _SINGLE:
            continue
        elif not text[start:opening].strip() and _WORDED.search(text, at, end):
            yield (opening, start + len(text[start:end].rstrip()))
            return
        else:
            # What no mark closes from here none closes further on either.
            hopeless.add(mark)


def _can_open(text: str, opening: int, start: int, end: int) -> bool:
    """A mark between a letter and a space, or between two letters, closes or is an apostrophe."""
    if opening + 1 >= end:
        return False
    mark, before, after = text[opening], text[opening - 1 : opening], text[opening + 1]
    if mark in "«‹" and after.isspace():
        return True
    if after.isspace():
        return False
    if mark in "\"”»›'‘" and opening > start:
        return not (before.isalnum() or before in ".,!?…") or _is_unspaced(before)
    return True


def _closing(text: str, opening: int, end: int) -> int | None:
    """Return where the quotation ends, behind its closing mark."""
    if text[opening] in _SINGLE:
        return _closing_of_single(text, opening, min(end, opening + _SINGLE_REACH))
    match = _CLOSED_BY[text[opening]].search(text, opening + 2, end)
    return match.end() if match else None


def _closing_of_single(text: str, opening: int, end: int) -> int | None:
    found: int | None = None
    for at in range(opening + 2, end):
        if text[at] == text[opening] and _can_open(text, at, opening, end):
            break
        if text[at] not in _CLOSING[text[opening]] or (at + 1 < end and text[at + 1].isalnum()):
            continue
        # "the islands' own" looks like an end; one after a comma or full stop is surer.
        if text[at - 1] in _ENDS_SPEECH:
            return at + 1
        found = found or at + 1
    return found


def _is_unspaced(character: str) -> bool:
    """Whether a letter is of a script that writes no spaces, so that a quote may follow it."""
    return bool(regex.match(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]", character))
