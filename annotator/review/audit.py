"""The audit of what all agree on: a sample that is always the same, and how often it is wrong."""

import hashlib
from collections.abc import Iterable, Iterator
from math import sqrt
from typing import NamedTuple

import orjson

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Difference, Ends
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.cases import Case
from annotator.review.compare import Comparison
from annotator.review.decisions import confirms, span_likeness
from annotator.review.votes import Place

_NORMAL_95 = 1.959964
"""The quantile of the normal distribution for 95 of 100."""


class ErrorRate(NamedTuple):
    """Of what all agree on and a reviewer has looked at: how much is wrong, 0 to 1."""

    value: float
    low: float
    high: float
    """Between which it lies in 95 of 100 samples."""


def sample_agreed(
    first: AnnotationSet, second: AnnotationSet, comparison: Comparison, share: float
) -> Iterator[Difference]:
    """Yield a share (0 to 1) of what two sets say alike, as something to ask.

    Drawn by what is said and on which document, and so the same in every session, for every pair
    of annotators; a larger share has all of a smaller one.
    """
    document = first.document
    for one, other in comparison.matches:
        if is_drawn(document, share, one):
            yield Difference("agree", one, other)
    for tie, answer in comparison.relation_matches:
        ends = (first.spans[tie.head], first.spans[tie.tail])
        if is_drawn(document, share, tie, ends):
            others = (second.spans[answer.head], second.spans[answer.tail])
            yield Difference("agree", tie, answer, ends, others)


def is_place_drawn(document: str, share: float, place: Place) -> bool:
    """Tell whether a place where two or more are asked and all say the same is in the sample."""
    vote = place.votes[0]
    if not place.is_agreed or place.voices < 2 or place.is_of_value:
        return False
    return is_drawn(document, share, vote.annotations[0], *vote.all_ends[:1])


def is_drawn(
    document: str, share: float, annotation: Span | Relation, ends: Ends | None = None
) -> bool:
    """Tell whether an annotation on a document (id) belongs to a share (0 to 1) of all."""
    what: list[object] = [document, annotation.label]
    parts = ends or (annotation,)
    what += [span_likeness(one) for one in parts if isinstance(one, Span)]
    digest = hashlib.sha256(orjson.dumps(what)).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def keep_audited(cases: Iterable[Case]) -> list[Case]:
    """Return the cases without those in which all agree because a reviewer has already decided."""
    return [one for one in cases if not (one.is_audit and _is_decided_before(one))]


def error_rate(cases: Iterable[Case]) -> ErrorRate | None:
    """Return how much of what was audited is wrong; None where nothing was.

    The interval is Wilson's (1927, JASA 22:209-212).
    """
    judged = [one.verdict for one in cases if one.is_audit and one.verdict and not one.is_stale]
    count = len(judged)
    if not count:
        return None
    rate = sum(not confirms(one) for one in judged) / count
    return ErrorRate(rate, *wilson(rate, count))


def wilson(rate: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate (0 to 1) that was found in so many trials."""
    z2 = _NORMAL_95**2
    middle = rate + z2 / (2 * count)
    reach = _NORMAL_95 * sqrt(rate * (1 - rate) / count + z2 / (4 * count**2))
    low, high = (middle - reach) / (1 + z2 / count), (middle + reach) / (1 + z2 / count)
    return (max(0.0, low), min(1.0, high))


def _is_decided_before(case: Case) -> bool:
    verdict = case.verdict
    return bool(verdict and verdict.difference and verdict.difference.kind != "agree")
