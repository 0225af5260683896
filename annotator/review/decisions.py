"""What a verdict decides: which annotations are right, and which differences it covers."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference, Ends
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from annotator.model.verdict import Verdict

SpanLikeness: TypeAlias = tuple[tuple[Fragment, ...], str]
"""Fragments and label: what makes two spans the same, whoever made them."""
Likeness: TypeAlias = tuple[object, ...]
"""The same of a relation, by its label and what its ends cover, or of a span."""


def span_likeness(span: Span) -> SpanLikeness:
    """Return what a span is, apart from its id and from what is said of it."""
    return (span.fragments, span.label)


def decided_spans(verdict: Verdict) -> tuple[Span, ...]:
    """Return the spans that a verdict says are right; none where nothing should be there."""
    return tuple(one for one in decided(verdict) if isinstance(one, Span))


def decided_relations(verdict: Verdict) -> tuple[Relation, ...]:
    """Return the relations that a verdict says are right."""
    return tuple(one for one in decided(verdict) if isinstance(one, Relation))


def judged_spans(verdict: Verdict) -> tuple[Span, ...]:
    """Return the spans that a verdict was about, the first's before the second's."""
    return tuple(one for one in judged(verdict) if isinstance(one, Span))


def judged_relations(verdict: Verdict) -> tuple[Relation, ...]:
    """Return the relations that a verdict was about, the first's before the second's."""
    return tuple(one for one in judged(verdict) if isinstance(one, Relation))


def judged(verdict: Verdict) -> tuple[Span | Relation, ...]:
    """Return the annotations that a verdict was about; not those that carry an attribute."""
    difference = verdict.difference
    if difference is None or difference.kind == "attribute":
        return ()
    return tuple(one for one in (difference.first, difference.second) if one)


def decided(verdict: Verdict) -> tuple[Span | Relation, ...]:
    """Return the annotations that a verdict says are right; none where nothing should be there."""
    if is_made(verdict):
        return verdict.outcome
    difference = verdict.difference
    if difference is None or difference.kind == "attribute" or verdict.choice == "neither":
        return ()
    sides = {
        "first": (difference.first,),
        "second": (difference.second,),
        "both": (difference.first, difference.second),
    }[verdict.choice]
    return tuple(one for one in sides if one)


def known_spans(verdict: Verdict) -> dict[str, Span]:
    """Return the spans that a verdict holds whole, by id: those judged, made, and ends of
    relations."""
    difference = verdict.difference
    held: list[Span | Relation | None] = list(verdict.outcome)
    if difference is not None:
        held += [*(difference.first_ends or ()), *(difference.second_ends or ())]
        held += [difference.first, difference.second]
    return {one.id: one for one in held if isinstance(one, Span)}


def decided_value(verdict: Verdict) -> AttributeValue | None:
    """Return the value of the attribute, or whether there is the document label, that is right;
    None: none."""
    difference = verdict.difference
    if difference is None or verdict.choice == "neither":
        return None
    if verdict.choice == "edited":
        return verdict.value
    if verdict.choice == "both":
        return _both(difference.first_value, difference.second_value)
    return difference.first_value if verdict.choice == "first" else difference.second_value


def is_made(verdict: Verdict) -> bool:
    """Tell whether what is right is something that the reviewer made."""
    return verdict.choice in {"edited", "added"}


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return verdicts in the order in which they count: a later one goes before an earlier."""
    return sorted(verdicts, key=lambda one: (one.at, one.id))


def confirms(verdict: Verdict) -> bool:
    """Tell whether a verdict says no more than that what all agree on is right."""
    difference = verdict.difference
    is_asked = difference is not None and difference.kind == "agree"
    return is_asked and verdict.choice in {"first", "second", "both"}


def said_by(verdict: Verdict) -> frozenset[Likeness]:
    """Return what a verdict has looked at and what it has decided, apart from ids."""
    decided = {span_likeness(one) for one in decided_spans(verdict)}
    return frozenset({*_sides(verdict.difference), *decided})


def covers(verdict: Verdict, difference: Difference) -> bool:
    """Tell whether a verdict answers a difference, as the sets are now.

    It does where every side shows what was judged or what was decided: an annotator who has gone
    along with a verdict, or a third who had said the same as one of the two, opens nothing anew.
    """
    if difference.attribute or difference.document_label:
        return _covers_value(verdict, difference)
    was = set(_sides(verdict.difference)) if _is_same_question(verdict, difference) else set()
    right = was | {span_likeness(one) for one in decided_spans(verdict)}
    if was and verdict.choice == "edited" and _has_gone_along(verdict, difference):
        return True
    now = set(_sides(difference))
    return bool(now) and now <= right


def _covers_value(verdict: Verdict, difference: Difference) -> bool:
    was = verdict.difference
    if was is None or not _is_same_question(verdict, difference):
        return False
    known = (was.first_value, was.second_value, decided_value(verdict))
    return difference.first_value in known and difference.second_value in known


def touches(verdict: Verdict, difference: Difference) -> bool:
    """Tell whether a verdict was about an annotation that a difference shows, whatever it was
    then."""
    if not _is_same_question(verdict, difference):
        return False
    assert verdict.difference is not None
    if difference.is_of_document:
        return True
    return bool(_ids(verdict.difference) & _ids(difference))


def _both(first: AttributeValue | None, second: AttributeValue | None) -> AttributeValue | None:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return (*first, *(one for one in second if one not in first))
    return first if first is not None else second


def _is_same_question(verdict: Verdict, difference: Difference) -> bool:
    was = verdict.difference
    if was is None:
        return False
    if difference.attribute and difference.attribute == was.attribute:
        return bool(_ids(was) & _ids(difference)) or was.is_of_document is difference.is_of_document
    return (
        was.attribute == difference.attribute
        and was.document_label == difference.document_label
        and _is_of_relation(was) is _is_of_relation(difference)
    )


def _is_of_relation(difference: Difference) -> bool:
    return isinstance(difference.first or difference.second, Relation)


def _sides(difference: Difference | None) -> Iterator[Likeness]:
    if difference is None:
        return
    yield from _likeness(difference.first, difference.first_ends)
    yield from _likeness(difference.second, difference.second_ends)


def _likeness(annotation: Span | Relation | None, ends: Ends | None) -> Iterator[Likeness]:
    if isinstance(annotation, Span):
        yield span_likeness(annotation)
    elif annotation is not None and ends is not None:
        yield (annotation.label, ends[0].fragments, ends[1].fragments)


def _has_gone_along(verdict: Verdict, difference: Difference) -> bool:
    """Whether a side shows the label that the reviewer has put right."""
    labels = {one.label for one in decided_relations(verdict)}
    return any(one.label in labels for one in (difference.first, difference.second) if one)


def _ids(difference: Difference) -> set[str]:
    return {one.id for one in (difference.first, difference.second) if one}
