"""From a decision on a place to verdicts: each between two annotators, as verdicts are."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice
from annotator.review.votes import Place


class Ruled(NamedTuple):
    """What is decided between two annotators (ids); `second` None: there is nobody else."""

    difference: Difference | None
    """None where the reviewer adds what nobody has."""
    first: str | None
    second: str | None
    choice: Choice
    outcome: tuple[Span | Relation, ...] = ()
    value: AttributeValue | None = None


def rule_for(place: Place, vote: int) -> list[Ruled]:
    """Return what makes a vote (its number) right: a verdict for each who said otherwise, or
    nothing, so that all of them learn of it."""
    right = place.votes[vote].annotators
    others: Sequence[str | None] = [one for one in place.asked if one not in right]
    others = others or right[1:2] or [None]
    return [Ruled(place.between(right[0], other), right[0], other, "first") for other in others]


def rule_for_both(place: Place) -> list[Ruled]:
    """Return what makes the first two votes right and every other wrong."""
    first, second = place.votes[0].annotators, place.votes[1].annotators
    return [
        Ruled(place.between(first[0], one), first[0], one, "both" if one in second else "first")
        for one in place.asked
        if one not in first
    ]


def rule_for_silence(place: Place) -> list[Ruled]:
    """Return what says that nothing should be there, for each who has said something."""
    said = [one for one in place.asked if one not in place.silent]
    return _ruled(place, said[1:] or place.silent[:1], "neither")


def rule_otherwise(
    place: Place, outcome: tuple[Span | Relation, ...] = (), value: AttributeValue | None = None
) -> list[Ruled]:
    """Return what makes right what the reviewer made, and wrong what anybody has said."""
    return _ruled(place, place.asked[1:], "edited", outcome, value)


def rule_on(place: Place, choice: Choice) -> list[Ruled]:
    """Return what a choice between the first two votes means for all; the second is silence where
    there is only one vote."""
    if choice == "neither":
        return rule_for_silence(place)
    if choice == "first" or place.is_agreed:
        return rule_for(place, 0)
    if len(place.votes) == 1:
        return rule_for(place, 0) if choice == "both" else rule_for_silence(place)
    return rule_for_both(place) if choice == "both" else rule_for(place, 1)


def _ruled(
    place: Place,
    others: Sequence[str | None],
    choice: Choice,
    outcome: tuple[Span | Relation, ...] = (),
    value: AttributeValue | None = None,
) -> list[Ruled]:
    """Return a verdict between who is asked first and each of the others."""
    first = place.asked[0]
    return [
        Ruled(place.between(first, one), first, one, choice, outcome, value)
        for one in (others or (None,))
    ]
