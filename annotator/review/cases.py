"""Cases: what a reviewer is asked, each with the verdict on it, if there is one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from annotator.model.difference import Difference
from annotator.model.verdict import Verdict
from annotator.review.decisions import covers, decided_value, in_order, said_by, touches
from annotator.review.votes import Facet, Place

CaseState: TypeAlias = Literal["open", "stale", "contested", "settled"]
"""stale: settled, but the sets have moved on · contested: an annotator has said no to it."""
CASE_STATES: tuple[CaseState, ...] = get_args(CaseState)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what became of it."""

    difference: Difference
    verdict: Verdict | None = None
    is_stale: bool = False
    """The verdict was given on what the sets no longer say."""
    place: Place | None = None
    """Where three or more are asked: who says what. `difference` is that of the first two votes."""

    @property
    def is_contested(self) -> bool:
        """Whether an annotator who was judged does not agree with the verdict."""
        return self.verdict is not None and bool(self.verdict.objectors)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide, for the first time or again."""
        return self.verdict is None or self.is_stale or self.is_contested

    @property
    def is_audit(self) -> bool:
        """Whether all agree, and it is only asked whether they are right."""
        return self.difference.kind == "agree"

    @property
    def state(self) -> CaseState:
        """What became of it, in a word."""
        if self.verdict is None:
            return "open"
        if self.is_stale:
            return "stale"
        return "contested" if self.is_contested else "settled"


def find_cases(differences: Iterable[Difference], verdicts: Iterable[Verdict]) -> list[Case]:
    """Return a case for each difference, in their order; the newest verdict on it counts."""
    newest_first = in_order(verdicts)[::-1]
    return [_find(difference, newest_first) for difference in differences]


def _find(difference: Difference, newest_first: list[Verdict]) -> Case:
    for verdict in newest_first:
        if covers(verdict, difference):
            return Case(difference, verdict)
    for verdict in newest_first:
        if touches(verdict, difference):
            return Case(difference, verdict, is_stale=True)
    return Case(difference)


# ---- three and more -----------------------------------------------------------------------------


def find_place_cases(places: Iterable[Place], verdicts: Iterable[Verdict]) -> list[Case]:
    """Return a case for each place, in their order.

    It is settled where verdicts have looked at all that is said there now, or have decided on it.
    """
    newest_first = in_order(verdicts)[::-1]
    return [_find_place(place, newest_first) for place in places]


def verdicts_on(place: Place, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that are about a place, in their order."""
    return [one for one in verdicts if place.said & set(_said(one, place))]


def _find_place(place: Place, newest_first: list[Verdict]) -> Case:
    difference = place.difference
    about = verdicts_on(place, newest_first)
    if about and place.said <= {facet for one in about for facet in _said(one, place)}:
        return Case(difference, about[0], place=place)
    touching = (one for one in newest_first if one in about or _touches(one, place))
    verdict = next(touching, None)
    return Case(difference, verdict, is_stale=verdict is not None, place=place)


def _said(verdict: Verdict, place: Place) -> Iterator[Facet]:
    """Yield what a verdict has looked at or decided on, where it is about the same question."""
    if not place.is_of_value:
        yield from said_by(verdict)
    elif _asks_alike(verdict, place):
        assert verdict.difference is not None
        yield from (verdict.difference.first_value, verdict.difference.second_value)
        yield decided_value(verdict)


def _asks_alike(verdict: Verdict, place: Place) -> bool:
    was = verdict.difference
    if was is None or (was.attribute, was.document_label) != (
        place.attribute,
        place.document_label,
    ):
        return False
    return (was.is_of_document and not place.ids) or bool(_ids(was) & place.ids)


def _touches(verdict: Verdict, place: Place) -> bool:
    if place.is_of_value:
        return _asks_alike(verdict, place)
    was = verdict.difference
    return was is not None and was.attribute is None and bool(_ids(was) & place.ids)


def _ids(difference: Difference) -> set[str]:
    return {one.id for one in (difference.first, difference.second) if one}
