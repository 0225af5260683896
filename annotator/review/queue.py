"""The queue of a review: which cases one wants to see, and which articles come first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.difference import Difference, DifferenceKind
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.review.cases import Case, CaseState

QueueOrder: TypeAlias = Literal["reading", "worst"]
"""reading: as the project has its articles · worst: where people agree least first."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted. What is empty asks nothing; all that is asked must be so."""

    kinds: frozenset[DifferenceKind] = frozenset()
    labels: frozenset[str] = frozenset()
    """Ids of labels or attributes, of which a case shows one."""
    states: frozenset[CaseState] = frozenset()
    reasons: frozenset[str] = frozenset()
    """For which it was settled."""
    choices: frozenset[Choice] = frozenset()
    """What was decided."""
    needs_guideline: bool = False
    """Whether only verdicts count that say that the guideline needs work."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked."""
        return self == CaseFilter()

    def lets_pass(self, case: Case) -> bool:
        """Tell whether a case is wanted."""
        return (
            (not self.kinds or case.difference.kind in self.kinds)
            and (not self.states or case.state in self.states)
            and (not self.labels or not self.labels.isdisjoint(labels_of(case)))
            and self._lets_verdict_pass(case.verdict)
        )

    def lets_added_pass(self, verdict: Verdict) -> bool:
        """Tell whether what a reviewer has added is wanted."""
        labels = {one.label for one in verdict.outcome}
        return (
            not self.kinds
            and (not self.states or "settled" in self.states)
            and (not self.labels or not self.labels.isdisjoint(labels))
            and self._lets_verdict_pass(verdict)
        )

    def _lets_verdict_pass(self, verdict: Verdict | None) -> bool:
        is_flagged = verdict is not None and verdict.needs_guideline
        is_for_it = verdict is not None and verdict.reason in self.reasons
        is_chosen = verdict is not None and verdict.choice in self.choices
        return (
            (not self.needs_guideline or is_flagged)
            and (not self.reasons or is_for_it)
            and (not self.choices or is_chosen)
        )


def labels_of(case: Case) -> frozenset[str]:
    """Return the ids of the labels that a case shows, and of the attribute it is about."""
    return frozenset(_labels(case))


def _labels(case: Case) -> Iterator[str]:
    difference = case.difference
    yield from _labels_of_sides(difference)
    if case.place is not None:
        for vote in case.place.votes:
            yield from (one.label for one in vote.annotations)
    if case.verdict is not None:
        yield from (one.label for one in case.verdict.outcome)


def _labels_of_sides(difference: Difference) -> Iterator[str]:
    for one in (difference.first, difference.second):
        if isinstance(one, Span | Relation):
            yield one.label
    for name in (difference.attribute, difference.document_label):
        if name is not None:
            yield name


class Standing(NamedTuple):
    """How far people agree on one document, and how much of it waits."""

    document: str
    alike: int
    """What they say alike: spans and relations."""
    differences: int
    open: int

    @property
    def agreement(self) -> float:
        """The share of what is said that is said alike; 1 where nothing is said."""
        return self.alike / total if (total := self.alike + self.differences) else 1.0


def in_queue_order(standings: Iterable[Standing], order: QueueOrder) -> list[Standing]:
    """Return documents, given in project order, as the queue has them.

    Worst first: the least agreement, then the most differences. What is settled does not count,
    or articles would change places under one's hands.
    """
    if order == "reading":
        return list(standings)
    return sorted(standings, key=lambda one: (one.agreement, -one.differences))
