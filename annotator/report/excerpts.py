"""Passages: an annotation in as much of its text as one needs to judge it."""

import re
from collections.abc import Iterable, Iterator

from annotator.model.difference import Difference, Ends
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.report.findings import Excerpt, Piece

_ROOM = 90
"""Characters that are shown before and after."""
_LONGEST = 240
"""Of a longer stretch the middle is left out."""
_GAP = " … "
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*")


def excerpts_of(difference: Difference, text: str, names: tuple[str, str]) -> tuple[Excerpt, ...]:
    """Return what a difference is about, in its text: once where both mean the same words."""
    first = _fragments(difference.first, difference.first_ends)
    second = _fragments(difference.second, difference.second_ends)
    if not first or not second or first == second:
        both = first or second
        return (Excerpt("", cut(text, both)),) if both else ()
    sides = zip(names, (first, second), strict=True)
    return tuple(Excerpt(name, cut(text, fragments)) for name, fragments in sides)


def excerpt_of_added(annotations: Iterable[Span | Relation], text: str) -> tuple[Excerpt, ...]:
    """Return what a reviewer added, in its text."""
    spans = [one for one in annotations if isinstance(one, Span)]
    fragments = tidy_fragments([part for span in spans for part in span.fragments])
    return (Excerpt("", cut(text, fragments)),) if fragments else ()


def _fragments(annotation: Span | Relation | None, ends: Ends | None) -> tuple[Fragment, ...]:
    if isinstance(annotation, Span):
        return annotation.fragments
    return tidy_fragments([part for end in ends or () for part in end.fragments])


def cut(text: str, fragments: tuple[Fragment, ...]) -> tuple[Piece, ...]:
    """Return the passage around fragments (in text order, not empty), those marked in it."""
    begin, end = fragments[0][0], fragments[-1][1]
    first = _word_start(text, max(0, begin - _ROOM), begin)
    last = _word_end(text, min(len(text), end + _ROOM), end)
    return tuple(_pieces(text, fragments, first, last))


def _pieces(text: str, fragments: tuple[Fragment, ...], first: int, last: int) -> Iterator[Piece]:
    yield Piece(("… " if first else "") + _shortened(text[first : fragments[0][0]]))
    for number, (start, end) in enumerate(fragments):
        yield Piece(_shortened(text[start:end]), is_marked=True)
        after = fragments[number + 1][0] if number + 1 < len(fragments) else last
        tail = " …" if after == last and last < len(text) else ""
        yield Piece(_shortened(text[end:after]) + tail)


def _shortened(stretch: str) -> str:
    stretch = _LINE_BREAKS.sub(" ¶ ", stretch)
    if len(stretch) <= _LONGEST:
        return stretch
    tail = _LONGEST // 3
    return stretch[: _LONGEST - tail].rstrip() + _GAP + stretch[-tail:].lstrip()


def _word_start(text: str, near: int, limit: int) -> int:
    """Return the beginning of the first word behind a place, or the place where there is none."""
    if near == 0 or text[near - 1].isspace():
        return near
    found = next((at for at in range(near, limit) if text[at].isspace()), None)
    return near if found is None else found + 1


def _word_end(text: str, near: int, limit: int) -> int:
    if near == len(text) or text[near].isspace():
        return near
    found = next((at for at in range(near - 1, limit, -1) if text[at].isspace()), None)
    return near if found is None else found
