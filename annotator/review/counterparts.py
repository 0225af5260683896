"""Which of one annotator's spans answers one of another's, on the same document."""

from collections.abc import Iterable
from functools import cached_property

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.review.decisions import SpanLikeness, span_likeness
from annotator.review.matching import Pair, count_shared, pair_spans


class Counterparts:
    """One set beside those of the others; pairs are found when they are asked for, and kept."""

    def __init__(self, mine: AnnotationSet, others: Iterable[AnnotationSet] = ()) -> None:
        self._mine = mine
        self._others = tuple(others)
        self._pairs: dict[str, list[Pair]] = {}

    @cached_property
    def by_likeness(self) -> dict[SpanLikeness, str]:
        """The ids of the spans of the one set by what they are."""
        return {span_likeness(one): one.id for one in self._mine.spans.values()}

    def of(self, span: Span) -> Span | None:
        """Return the span that answers one of another annotator's; None where none does."""
        alike = self.by_likeness.get(span_likeness(span))
        if alike is not None:
            return self._mine.spans[alike]
        spans = self._mine.spans.values()
        if not any(count_shared(one.fragments, span.fragments) for one in spans):
            return None
        return next((one.first for one in self._pairs_of(span) if one.second.id == span.id), None)

    def span_of_others(self, id: str) -> Span | None:
        """Return a span that one of the others has now, by its id."""
        found = (one.spans.get(id) for one in self._others)
        return next((span for span in found if span is not None), None)

    def _pairs_of(self, span: Span) -> list[Pair]:
        """Return the pairs with the set that a span stands in, or with that span alone."""
        theirs = next((one for one in self._others if one.spans.get(span.id) == span), None)
        if theirs is None:
            return pair_spans(self._mine.spans.values(), [span])
        if theirs.id not in self._pairs:
            pairs = pair_spans(self._mine.spans.values(), theirs.spans.values())
            self._pairs[theirs.id] = pairs
        return self._pairs[theirs.id]
