"""Where the spans of an .ann file lie in its text, and in which unit its offsets are.

brat counts code points. Its browser however sends UTF-16 units, and its server then cuts the
surface text at the shifted place (issue 1115 there): behind an emoji the surface text agrees with
an offset that is wrong. So behind such characters words are asked, not surfaces: spans that begin
or end amid letters as they stand, and none of them in UTF-16, are UTF-16.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.formats.brat.standoff import TextBound
from annotator.model.span import Fragment, tidy_fragments
from annotator.text.offsets import Unit, astral_offsets, from_unit
from annotator.text.tokens import is_amid_letters

_MARK = "\ufeff"


class Placed(NamedTuple):
    """A text-bound annotation in code points; `wrong` says why it has no place."""

    fragments: tuple[Fragment, ...]
    is_doubtful: bool = False
    is_shifted: bool = False
    """Begins or ends amid letters behind a character that UTF-16 counts as two."""
    is_spaced: bool = False
    """Begins or ends with white space there, as people's spans hardly do."""
    continues: bool = False
    """The lines after it belong to its surface text."""
    wrong: str = ""


class Placing(NamedTuple):
    """All of them, and the unit that was taken."""

    unit: Unit
    placed: list[Placed]
    counts_mark: bool = False
    """Whether the offsets count the byte order mark that the text's file began with."""


def place_all(
    text: str, found: Sequence[TextBound], unit: Unit | None, *, has_mark: bool = False
) -> Placing:
    """Return where they lie; `unit` is the one that was named, None to find it.

    `has_mark` says that the file began with a byte order mark, which `text` has not: brat counts
    it, other tools do not.
    """
    best = _place(text, found, unit or "codepoint", is_marked=False)
    if has_mark and (doubts := _doubts(best)):
        marked = _place(text, found, unit or "codepoint", is_marked=True)
        if _doubts(marked) < doubts:
            best = marked
    if unit is not None or not astral_offsets(text):
        return best._replace(placed=[one._replace(is_shifted=False) for one in best.placed])
    wide = _place(text, found, "utf16", is_marked=best.counts_mark)
    fits = not any(one.wrong or one.is_shifted or one.is_spaced for one in wide.placed)
    is_shifted = any(one.is_shifted for one in best.placed)
    if (is_shifted and fits) or _doubts(wide) < _doubts(best):
        taken = [one._replace(is_doubtful=False) if is_shifted else one for one in wide.placed]
        return wide._replace(placed=taken)
    return best


def _doubts(placing: Placing) -> int:
    return sum(one.is_doubtful or bool(one.wrong) for one in placing.placed)


def _place(text: str, found: Sequence[TextBound], unit: Unit, *, is_marked: bool) -> Placing:
    counted = _MARK + text if is_marked else text
    flat = [offset for one in found for fragment in one.fragments for offset in fragment]
    offsets = flat if unit == "codepoint" else from_unit(counted, flat, unit)
    shift = len(counted) - len(text)
    at = iter(offsets)
    first = min(astral_offsets(text), default=len(text))
    placed = []
    for one in found:
        pairs = [(next(at), next(at)) for _ in one.fragments]
        fragments = [(s - shift, e - shift) for s, e in pairs if s is not None and e is not None]
        if len(fragments) < len(pairs):
            placed.append(Placed((), wrong="begins or ends at no character"))
        else:
            placed.append(_judge(text, one, fragments, first))
    return Placing(unit, placed, is_marked)


def _judge(text: str, one: TextBound, fragments: list[Fragment], first: int) -> Placed:
    for start, end in fragments:
        if start >= end:
            return Placed((), wrong="covers no characters")
        if start < 0 or end > len(text):
            return Placed((), wrong=f"{start} to {end} lies outside the text ({len(text)} long)")
    covered = [
        _bare("".join(text[s:e] for s, e in order)) for order in (fragments, sorted(fragments))
    ]
    surface = None if one.surface is None else _bare(one.surface)
    whole = _bare("".join(((one.surface or ""), *(line for _, line in one.rest))))
    continues = bool(one.rest) and whole in covered
    tidy = tidy_fragments(fragments)
    ends = [end for start, end in tidy if end > first] + [s for s, _ in tidy if s > first]
    return Placed(
        tidy,
        is_doubtful=surface is not None and surface not in covered and not continues,
        is_shifted=any(is_amid_letters(text, end) for end in ends),
        is_spaced=any(
            text[start].isspace() or text[end - 1].isspace() for start, end in tidy if end > first
        ),
        continues=continues,
    )


def _bare(text: str) -> str:
    """White space is written in many ways: as it stands, as one space, as none at the end."""
    return "".join(text.split())
