"""What a reviewer says, and the verdicts that it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from annotator.edits.cleaning import clean_annotation
from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference
from annotator.model.errors import AnnotatorUnknown
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.project.reviews import guideline_version
from annotator.project.road import Road
from annotator.project.standing import Pairing
from annotator.review.decisions import covers, in_order
from annotator.review.settling import Ruled
from annotator.text.storable import storable


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reviewer says beside a decision."""

    reason: str | None = None
    comment: str = ""
    needs_guideline: bool = False


NOTHING_BESIDE = Beside()


class Ruling(NamedTuple):
    """What a reviewer says of one difference: a verdict before it is given."""

    document: str
    pairing: Pairing
    difference: Difference | None
    """None where the reviewer adds what both had missed."""
    choice: Choice
    outcome: tuple[Span | Relation, ...] = ()
    value: AttributeValue | None = None
    reason: str | None = None
    comment: str = ""
    needs_guideline: bool = False


def verdicts_for(road: Road, rulings: Sequence[Ruling]) -> tuple[Verdict, ...]:
    """Return the verdict that each ruling comes to, in the place of an earlier one where there is
    one. The road's lock is held. AnnotatorUnknown: nobody has signed in."""
    guideline = guideline_version(road.label_set)
    earlier = _find_earlier(road, rulings)
    pairs = zip(rulings, earlier, strict=True)
    return tuple(_verdict(road, one, before, guideline) for one, before in pairs)


def _find_earlier(road: Road, rulings: Sequence[Ruling]) -> list[Verdict | None]:
    """Return the verdicts in whose place these are given: each that of the same two annotators,
    else one on the same case between others."""
    found: dict[int, Verdict] = {}
    taken: set[str] = set()
    for is_same in (True, False):
        for number, ruling in enumerate(rulings):
            if ruling.difference is None or number in found:
                continue
            held = in_order(road.reviews.verdicts(ruling.document).values())
            for one in reversed(held):
                if one.id in taken or (is_same and {one.first, one.second} != _whose(ruling)):
                    continue
                if covers(one, ruling.difference):
                    found[number] = one
                    taken.add(one.id)
                    break
    return [found.get(number) for number in range(len(rulings))]


def _whose(ruling: Ruling) -> set[str | None]:
    second = None if ruling.pairing.is_alone else ruling.pairing.second
    return {ruling.pairing.first, second}


def _verdict(road: Road, ruling: Ruling, earlier: Verdict | None, guideline: str) -> Verdict:
    verdict = Verdict(
        earlier.id if earlier else new_id(),
        ruling.document,
        signed_in(road),
        now(),
        ruling.choice,
        ruling.difference,
        ruling.pairing.first,
        None if ruling.pairing.is_alone else ruling.pairing.second,
        tuple(clean_annotation(one) for one in ruling.outcome),
        ruling.value,
        ruling.reason,
        storable(ruling.comment).strip(),
        ruling.needs_guideline,
        guideline,
    )
    if earlier is None:
        return verdict
    anew = in_place_of(verdict, earlier)
    is_said = replace(anew, at=earlier.at, answered_before=earlier.answered_before) == earlier
    return earlier if is_said else anew


def in_place_of(verdict: Verdict, earlier: Verdict) -> Verdict:
    """Return a verdict given in the place of an earlier one. Who had accepted the same decision
    has answered; all others are asked again."""
    as_before = replace(
        earlier,
        at=verdict.at,
        reviewer=verdict.reviewer,
        reason=verdict.reason,
        comment=verdict.comment,
        needs_guideline=verdict.needs_guideline,
        guideline=verdict.guideline,
        answers=verdict.answers,
        answered_before=verdict.answered_before,
    )
    is_same = as_before == verdict
    kept = tuple(one for one in earlier.answers if is_same and one[1] == "accepted")
    asked = {**dict(earlier.answered_before), **dict(earlier.answers)}
    for annotator, _ in kept:
        del asked[annotator]
    return replace(verdict, answers=kept, answered_before=tuple(sorted(asked.items())))


def ruling_of(document: str, ruled: Ruled, said: Beside = NOTHING_BESIDE) -> Ruling:
    """Return the ruling that what was decided between two comes to."""
    is_alone = ruled.second is None and ruled.difference is not None
    pairing = Pairing(ruled.first, ruled.second, is_alone)
    return Ruling(
        document,
        pairing,
        ruled.difference,
        ruled.choice,
        ruled.outcome,
        ruled.value,
        said.reason,
        said.comment,
        said.needs_guideline,
    )


def signed_in(road: Road) -> str:
    """Return the id of whoever decides. AnnotatorUnknown: nobody has signed in."""
    if road.me is None:
        raise AnnotatorUnknown("")
    return road.me.id


def now() -> str:
    """Return the time as verdicts have it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
