"""What stands on articles that go from the list, in words."""

from collections.abc import Sequence
from typing import TypeAlias

from annotator.messages.quoting import show_text

SetsOn: TypeAlias = tuple[str | None, int, int, int, int]
"""Whose (None: the curated sets), how many sets, finished ones, spans, relations."""
SET_ASIDE = "Set aside: in no list, search, count or export until it is brought back."
REMOVED = "Removed: in no list, search, count or export, unless it is brought back."
_NAMED = 8
"""Annotators that are named before the rest is summed up."""


def standing_words(
    sets: Sequence[SetsOn], *, verdicts: int, remarks: int, assignments: int
) -> list[tuple[str, str]]:
    """Return what stands on articles, each with whose it is: ("maria", "2 articles, 1 of them
    finished, 5 spans, 3 relations"), ("Review", "2 verdicts, 1 remark"), ("Assigned", "3 times").
    Nothing where nothing stands on them."""
    rows = [(_whose(one[0]), _set_words(one)) for one in sets[:_NAMED]]
    if more := sets[_NAMED:]:
        rows.append((_count(len(more), "other"), _set_words(_sum(more))))
    review = [
        _count(number, noun)
        for number, noun in ((verdicts, "verdict"), (remarks, "remark"))
        if number
    ]
    if review:
        rows.append(("Review", ", ".join(review)))
    if assignments:
        rows.append(("Assigned", _count(assignments, "time")))
    return rows


def _whose(annotator: str | None) -> str:
    return "Curated" if annotator is None else show_text(annotator, 40)


def _set_words(one: SetsOn) -> str:
    _, sets, finished, spans, relations = one
    parts = [_count(sets, "article")]
    if finished:
        parts.append("finished" if sets == 1 else f"{finished:,} of them finished")
    parts.append(_count(spans, "span"))
    if relations:
        parts.append(_count(relations, "relation"))
    return ", ".join(parts)


def _sum(several: Sequence[SetsOn]) -> SetsOn:
    sets, finished, spans, relations = (
        sum(one[place] for one in several)  # type: ignore[misc]
        for place in (1, 2, 3, 4)
    )
    return ("", sets, finished, spans, relations)


def _count(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
