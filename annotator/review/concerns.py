"""What a verdict says to one annotator: what they said of it, and what was decided instead."""

from typing import NamedTuple

from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference, Ends
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.decisions import decided, decided_value, known_spans, span_likeness


class Concern(NamedTuple):
    """Before and after, in the eyes of one of those who were judged."""

    verdict: Verdict
    before: Span | Relation | None = None
    """What they said as it was judged, or what carries the attribute; None: nothing."""
    after: tuple[Span | Relation, ...] = ()
    """What is right; nothing where nothing should be there, and for values."""
    before_value: AttributeValue | None = None
    """Of the attribute, or True where they gave the document label."""
    after_value: AttributeValue | None = None

    @property
    def is_of_value(self) -> bool:
        """Whether it is about an attribute or a document label, not about an annotation."""
        difference = self.verdict.difference
        return difference is not None and bool(difference.attribute or difference.document_label)

    @property
    def place(self) -> tuple[int, int]:
        """Where it is read: start and end (code points, half open); (0, 0) for the document."""
        if self.verdict.difference is not None:
            return self.verdict.difference.place
        spans = list(known_spans(self.verdict).values())
        if not spans:
            return (0, 0)
        return (min(span.start for span in spans), max(span.end for span in spans))


def concern_of(verdict: Verdict, annotator: str, *, has_finished: bool) -> Concern | None:
    """Return what a verdict says to an annotator (id); None where it says nothing new to them.

    It is for those whose sets were judged; what was added also for whoever `has_finished` the
    document. Nobody is told what they decided themselves, nor that they were right.
    """
    if verdict.reviewer == annotator:
        return None
    is_first, is_second = annotator == verdict.first, annotator == verdict.second
    difference = verdict.difference
    if difference is None:
        is_told = is_first or is_second or has_finished
        return Concern(verdict, after=verdict.outcome) if is_told and verdict.outcome else None
    if not (is_first or is_second):
        return None
    before = difference.first if is_first else difference.second
    concern = Concern(
        verdict,
        before,
        decided(verdict),
        difference.first_value if is_first else difference.second_value,
        decided_value(verdict),
    )
    return None if _was_right(concern, difference) else concern


def ends_of(verdict: Verdict, relation: Relation) -> Ends | None:
    """Return head and tail of a relation that a verdict judged or decided on; None where the
    verdict does not hold them."""
    known = known_spans(verdict)
    head, tail = known.get(relation.head), known.get(relation.tail)
    return (head, tail) if head is not None and tail is not None else None


def _was_right(concern: Concern, difference: Difference) -> bool:
    if difference.attribute or difference.document_label:
        return concern.before_value == concern.after_value
    said = [concern.before] if concern.before is not None else []
    verdict = concern.verdict
    return {_likeness(verdict, one) for one in said} == {
        _likeness(verdict, one) for one in concern.after
    }


def _likeness(verdict: Verdict, annotation: Span | Relation) -> object:
    if isinstance(annotation, Span):
        return span_likeness(annotation)
    ends = ends_of(verdict, annotation)
    if ends is None:
        return annotation.id
    return (annotation.label, span_likeness(ends[0]), span_likeness(ends[1]))
