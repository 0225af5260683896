"""Cases: the differences of a comparison, each with the verdict on it, if there is one."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.difference import Difference
from annotator.model.verdict import Verdict
from annotator.review.decisions import covers, in_order, touches


@dataclass(frozen=True, slots=True)
class Case:
    """A difference and what became of it."""

    difference: Difference
    verdict: Verdict | None = None
    is_stale: bool = False
    """The verdict was given on what the sets no longer say."""

    @property
    def is_contested(self) -> bool:
        """Whether an annotator who was judged does not agree with the verdict."""
        return self.verdict is not None and bool(self.verdict.objectors)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide, for the first time or again."""
        return self.verdict is None or self.is_stale or self.is_contested


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
