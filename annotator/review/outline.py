"""A set sorted out once for all the comparisons it takes part in when agreement is measured."""

from collections import Counter
from typing import TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Fragment
from annotator.review.decisions import SpanLikeness, span_likeness

Tie: TypeAlias = tuple[str, SpanLikeness, SpanLikeness]
"""A relation apart from its id: label, head, tail; the ends sorted where they have no order."""


class Outline:
    """What a set says, told apart by what it is and not by its ids."""

    def __init__(self, annotation_set: AnnotationSet, symmetric: frozenset[str]) -> None:
        """`symmetric`: the relation labels (ids) whose ends have no order."""
        self.annotation_set = annotation_set
        spans = annotation_set.spans
        self.spans: Counter[SpanLikeness] = Counter(map(span_likeness, spans.values()))
        self.labels: Counter[str] = Counter(span.label for span in spans.values())
        self.places: Counter[tuple[Fragment, ...]] = Counter(
            span.fragments for span in spans.values()
        )
        self.relations: Counter[Tie] = Counter()
        for one in annotation_set.relations.values():
            head, tail = span_likeness(spans[one.head]), span_likeness(spans[one.tail])
            ends = sorted((head, tail)) if one.label in symmetric else (head, tail)
            self.relations[one.label, ends[0], ends[1]] += 1
