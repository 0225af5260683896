"""A verdict as it reads after a change of labels: what was judged wears what it wears now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference, Ends
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict

SpanAfter: TypeAlias = Callable[[Span], Span]
RelationAfter: TypeAlias = Callable[[Relation, Ends | None], Relation]
ValueAfter: TypeAlias = Callable[[str, AttributeValue | None], tuple[str, AttributeValue | None]]
"""Attribute (id) and value before -> afterwards."""


def with_annotations(
    verdict: Verdict,
    span_after: SpanAfter,
    relation_after: RelationAfter,
    value_after: ValueAfter,
    heirs: Mapping[str, str],
) -> Verdict:
    """Return a verdict with all that it holds as it is afterwards; `heirs`: label -> the one that
    takes its place (ids)."""
    difference = verdict.difference
    spans = _known_spans(verdict)

    def after(one: Span | Relation, ends: Ends | None = None) -> Span | Relation:
        if isinstance(one, Span):
            return span_after(one)
        if ends is None and one.head in spans and one.tail in spans:
            ends = (spans[one.head], spans[one.tail])
        return relation_after(one, ends)

    made = replace(verdict, outcome=tuple(after(one) for one in verdict.outcome))
    if difference is None:
        return made
    if difference.attribute is not None:
        _, value = value_after(difference.attribute, verdict.value)
        made = replace(made, value=value)
    return replace(made, difference=_difference_after(difference, after, value_after, heirs))


def _difference_after(
    one: Difference,
    after: Callable[[Span | Relation, Ends | None], Span | Relation],
    value_after: ValueAfter,
    heirs: Mapping[str, str],
) -> Difference:
    def ends_after(ends: Ends | None) -> Ends | None:
        if ends is None:
            return None
        head, tail = (after(span, None) for span in ends)
        assert isinstance(head, Span)
        assert isinstance(tail, Span)
        return head, tail

    made = replace(
        one,
        first=after(one.first, one.first_ends) if one.first is not None else None,
        second=after(one.second, one.second_ends) if one.second is not None else None,
        first_ends=ends_after(one.first_ends),
        second_ends=ends_after(one.second_ends),
    )
    if one.document_label is not None:
        made = replace(made, document_label=heirs.get(one.document_label, one.document_label))
    if one.attribute is not None:
        attribute, first = value_after(one.attribute, one.first_value)
        _, second = value_after(one.attribute, one.second_value)
        made = replace(made, attribute=attribute, first_value=first, second_value=second)
    return made


def _known_spans(verdict: Verdict) -> dict[str, Span]:
    """Return the spans that a verdict holds, by id."""
    difference = verdict.difference
    held: list[Span | Relation | None] = [*verdict.outcome]
    if difference is not None:
        held += [difference.first, difference.second]
        held += [*(difference.first_ends or ()), *(difference.second_ends or ())]
    return {one.id: one for one in held if isinstance(one, Span)}
