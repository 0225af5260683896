"""Make the edit for an everyday act that touches several annotations."""

from collections.abc import Iterable, Iterator

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    MoveSpan,
    PutBack,
    RelabelRelation,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    SetAttribute,
    SetDocumentAttribute,
    SetDocumentLabels,
    SetEdit,
    Together,
    TurnRelation,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute, Attributes, AttributeValue
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span

CONFIRM = "confirm"
ACCEPT = "accept"
"""What the act is called that takes the doubt from spans."""


def remove_annotations(annotation_set: AnnotationSet, annotations: Iterable[str]) -> Together:
    """Return the edit that removes spans and relations (ids), and relations on those spans."""
    chosen = list(dict.fromkeys(annotations))
    spans = [one for one in chosen if one in annotation_set.spans]
    going = set(spans)
    relations = [
        relation.id
        for relation in annotation_set.relations.values()
        if relation.id in chosen or relation.head in going or relation.tail in going
    ]
    parts: list[SetEdit] = [RemoveRelation(relation) for relation in relations]
    parts += [RemoveSpan(span) for span in spans]
    return Together(tuple(parts), "delete")


def relabel_spans(spans: Iterable[str], label: str) -> SetEdit:
    """Return the edit that gives one or several spans (ids) the label (id)."""
    parts: tuple[SetEdit, ...] = tuple(RelabelSpan(span, label) for span in dict.fromkeys(spans))
    return parts[0] if len(parts) == 1 else Together(parts, "relabel")


def confirm_spans(spans: Iterable[Span]) -> SetEdit:
    """Return the edit that says of doubtful spans that they stand where they shall."""
    parts = (PutBack(span._replace(is_doubtful=False)) for span in spans if span.is_doubtful)
    return Together(tuple(parts), CONFIRM)


def label_ranges(ranges: Iterable[Fragment], label: str) -> SetEdit:
    """Return the edit that makes a span with the label (id) over each of one or more ranges."""
    parts: tuple[SetEdit, ...] = tuple(AddSpan(Span(new_id(), label, (one,))) for one in ranges)
    return parts[0] if len(parts) == 1 else Together(parts, "label all")


def edit_by_hand(
    before: AnnotationSet, after: AnnotationSet, label_set: LabelSet, act: str = ""
) -> SetEdit | None:
    """Return the edit by which somebody would make of one state of their set the other; None where
    both say the same. The rules of the label set are asked when it is applied.

    What stands in both under one id is changed, not made anew. Relations go first and come last,
    so that no end is ever missing. Notes, status and where an annotation came from stay.
    """
    anew = _made_anew(before, after)
    parts: list[SetEdit] = [
        RemoveRelation(id) for id in before.relations if id in anew or id not in after.relations
    ]
    parts += [RemoveSpan(id) for id in before.spans if id not in after.spans]
    for id, span in after.spans.items():
        was = before.spans.get(id)
        parts += _span_edits(was, span, label_set) if was is not None else [AddSpan(span)]
    made = [one for id, one in after.relations.items() if id in anew or id not in before.relations]
    for id, relation in after.relations.items():
        held = before.relations.get(id)
        if held is not None and id not in anew:
            parts += _relation_edits(held, relation, label_set)
    parts += [AddRelation(one) for one in made]
    if before.labels != after.labels:
        parts.append(SetDocumentLabels(after.labels))
    for attribute, value in _changed(before.attributes, after.attributes):
        parts.append(SetDocumentAttribute(attribute, value))
    if len(parts) > 1:
        return Together(tuple(parts), act)
    return parts[0] if parts else None


def _made_anew(before: AnnotationSet, after: AnnotationSet) -> set[str]:
    """Return the relations (ids) in both that are tied otherwise, or come to say what another one
    still says while they are changed: two that change places."""
    said = {_says(one): id for id, one in before.relations.items()}
    return {
        id
        for id, one in before.relations.items()
        if (now := after.relations.get(id)) is not None
        and (_is_tied_anew(one, now) or said.get(_says(now), id) != id)
    }


def _is_tied_anew(relation: Relation, now: Relation) -> bool:
    if (now.head, now.tail) == (relation.head, relation.tail):
        return False
    is_turned = (now.head, now.tail) == (relation.tail, relation.head)
    return not is_turned or now.label != relation.label


def _says(relation: Relation) -> tuple[str, frozenset[str]]:
    return (relation.label, frozenset((relation.head, relation.tail)))


def _span_edits(before: Span, after: Span, label_set: LabelSet) -> Iterator[SetEdit]:
    if before.label != after.label:
        yield RelabelSpan(before.id, after.label)
    if before.fragments != after.fragments:
        yield MoveSpan(before.id, after.fragments)
    yield from _attribute_edits(before, after, label_set.attributes_of("span", after.label))


def _relation_edits(before: Relation, after: Relation, label_set: LabelSet) -> Iterator[SetEdit]:
    if before.label != after.label:
        yield RelabelRelation(before.id, after.label)
    if before.head != after.head:
        yield TurnRelation(before.id)
    yield from _attribute_edits(before, after, label_set.attributes_of("relation", after.label))


def _attribute_edits(
    before: Span | Relation, after: Span | Relation, asked: Iterable[Attribute]
) -> Iterator[SetEdit]:
    carried = {one.id for one in asked}
    for attribute, value in _changed(before.attributes, after.attributes):
        # What another label does not carry has gone with the label.
        if before.label == after.label or attribute in carried:
            yield SetAttribute(before.id, attribute, value)


def _changed(before: Attributes, after: Attributes) -> Iterator[tuple[str, AttributeValue | None]]:
    for attribute in sorted({*before, *after}):
        if before.get(attribute) != after.get(attribute):
            yield attribute, after.get(attribute)
