"""Which unit the offsets of a line are in, found by trying where the covered texts tell."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.span import Fragment
from annotator.text.offsets import Unit, from_unit

UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "utf8", "grapheme")


class Claim(NamedTuple):
    """A span as a file tells it: positions in some unit, and the text it is said to cover."""

    fragments: tuple[Fragment, ...]
    text: str | None = None


class Placed(NamedTuple):
    """A claim in code points; `fragments` None where a position lies in no such place."""

    fragments: tuple[Fragment, ...] | None
    is_doubtful: bool = False


def place_claims(
    text: str,
    claims: Sequence[Claim],
    said: Unit,
    *,
    is_certain: bool = False,
    counted: str | None = None,
) -> tuple[Unit, list[Placed]]:
    """Return the unit that explains most of the texts, and the claims in code points.

    `said` is the unit that the file or the user names; it stands unless another explains more
    texts, and always where `is_certain`. `counted` is the text whose positions were counted,
    where it is not `text` itself: as long in code points, not in bytes.
    """
    counted = text if counted is None else counted
    placed = _place(text, counted, claims, said)
    doubts = sum(one.is_doubtful for one in placed)
    unit = said
    if not doubts or is_certain:
        return unit, placed
    for other in UNITS:
        if other == said:
            continue
        tried = _place(text, counted, claims, other)
        fewer = sum(one.is_doubtful for one in tried)
        if fewer < doubts:
            unit, placed, doubts = other, tried, fewer
    return unit, placed


def _place(text: str, counted: str, claims: Sequence[Claim], unit: Unit) -> list[Placed]:
    if unit == "codepoint":
        return [_judge(text, claim, claim.fragments) for claim in claims]
    flat = [offset for claim in claims for fragment in claim.fragments for offset in fragment]
    offsets = iter(from_unit(counted, flat, unit))
    placed: list[Placed] = []
    for claim in claims:
        pairs = [(next(offsets), next(offsets)) for _ in claim.fragments]
        fragments = tuple((s, e) for s, e in pairs if s is not None and e is not None)
        if len(fragments) < len(pairs):
            placed.append(Placed(None, claim.text is not None))
        else:
            placed.append(_judge(text, claim, fragments))
    return placed


def _judge(text: str, claim: Claim, fragments: tuple[Fragment, ...]) -> Placed:
    """A claim without a text says nothing for or against a unit."""
    if claim.text is None:
        return Placed(fragments)
    if len(fragments) == 1:
        start, end = fragments[0]
        is_right = start >= 0 and text[start:end] == claim.text
    else:
        is_right = all(start >= 0 for start, _ in fragments) and claim.text == " ".join(
            text[start:end] for start, end in fragments
        )
    return Placed(fragments, not is_right)
