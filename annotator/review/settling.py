"""From a decision on a place to verdicts: each between two annotators, as verdicts are."""

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
    """Return what makes a vote (its number) right and every other wrong."""
    others = [at for at in range(len(place.votes)) if at != vote] or [len(place.votes)]
    return [Ruled(place.difference(vote, at), *place.whose(vote, at), "first") for at in others]


def rule_for_both(place: Place) -> list[Ruled]:
    """Return what makes the first two votes right and every other wrong."""
    return _with_first(place, "both", (), None, then="first")


def rule_for_silence(place: Place) -> list[Ruled]:
    """Return what says that nothing should be there."""
    return _with_first(place, "neither", (), None)


def rule_otherwise(
    place: Place, outcome: tuple[Span | Relation, ...] = (), value: AttributeValue | None = None
) -> list[Ruled]:
    """Return what makes right what the reviewer made, and every vote wrong."""
    return _with_first(place, "edited", outcome, value)


def rule_on(place: Place, choice: Choice) -> list[Ruled]:
    """Return what a choice between the first two votes means for all; the second is silence where
    there is only one vote."""
    if choice == "both":
        return rule_for_both(place)
    if choice == "neither":
        return rule_for_silence(place)
    if choice == "first" or place.is_agreed:
        return rule_for(place, 0)
    return rule_for(place, 1) if len(place.votes) > 1 else rule_for_silence(place)


def _with_first(
    place: Place,
    choice: Choice,
    outcome: tuple[Span | Relation, ...],
    value: AttributeValue | None,
    then: Choice | None = None,
) -> list[Ruled]:
    """Return a verdict between the first vote and each other one; `then` is the choice from the
    third on."""
    return [
        Ruled(
            place.difference(0, at),
            *place.whose(0, at),
            then if then and at > 1 else choice,
            outcome,
            value,
        )
        for at in range(1, max(2, len(place.votes)))
    ]
