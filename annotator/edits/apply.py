"""Apply an edit to an annotation set: (new set, changes, inverse), or an error and nothing done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from annotator.edits import edit as edits
from annotator.edits.edit import SetEdit
from annotator.model import errors
from annotator.model.altered import with_one, without_one
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute, AttributeTarget, AttributeValue, with_attribute
from annotator.model.changes import Changes, ChangesBuilder, with_set
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments


@dataclass(frozen=True, slots=True)
class Ground:
    """What an edit stands on: the label set and the length of the text in code points."""

    label_set: LabelSet
    length: int
    is_past: bool = False
    """Whether what is done has been done before: no rule of the label set is asked then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an edit."""

    annotation_set: AnnotationSet
    changes: Changes
    inverse: SetEdit


def apply(edit: SetEdit, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    """Return the set after the edit, what changed, and the edit that takes it back.

    Raises an `AnnotatorError` (`annotator.model.errors`, part "edits") where the set, the label
    set or the text forbid it; nothing is done then.
    """
    outcome = _apply(edit, annotation_set, ground)
    changes = with_set(outcome.changes, outcome.annotation_set)
    return Outcome(outcome.annotation_set, changes, outcome.inverse)


@singledispatch
def _apply(edit: Any, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    raise TypeError(f"not an edit of an annotation set: {edit!r}")


# ---- spans ------------------------------------------------------------------------------------


@_apply.register
def _(edit: edits.AddSpan, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    span = edit.span._replace(fragments=_checked_fragments(edit.span.fragments, ground))
    _check_new(span.id, annotation_set)
    _check_span_label(span.label, ground)
    return _with_span(annotation_set, None, span, edits.RemoveSpan(span.id))


@_apply.register
def _(edit: edits.RemoveSpan, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    span = _span(annotation_set, edit.span)
    standing = annotation_set.relations_of(span.id)
    if standing:
        raise errors.SpanHasRelations(span.id, tuple(relation.id for relation in standing))
    return _with_span(annotation_set, span, None, edits.PutBack(span))


@_apply.register
def _(edit: edits.RelabelSpan, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    span = _span(annotation_set, edit.span)
    _check_span_label(edit.label, ground)
    carried = _carried("span", edit.label, ground)
    kept = {name: value for name, value in span.attributes.items() if name in carried}
    after = _changed(span._replace(label=edit.label, attributes=kept), span)
    return _with_span(annotation_set, span, after, edits.PutBack(span))


@_apply.register
def _(edit: edits.MoveSpan, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    span = _span(annotation_set, edit.span)
    after = span._replace(fragments=_checked_fragments(edit.fragments, ground))
    inverse: SetEdit = edits.MoveSpan(span.id, span.fragments)
    if _changed(after, span) != after:
        after, inverse = _changed(after, span), edits.PutBack(span)
    return _with_span(annotation_set, span, after, inverse)


def _changed(after: Span, before: Span) -> Span:
    """What was accepted as it was offered is so no longer where it becomes another."""
    if after == before or before.suggested is None:
        return after
    return after._replace(suggested=before.suggested.changed())


# ---- relations --------------------------------------------------------------------------------


@_apply.register
def _(edit: edits.AddRelation, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    relation = edit.relation
    _check_new(relation.id, annotation_set)
    _check_relation(relation, annotation_set, ground)
    return _with_relation(annotation_set, None, relation, edits.RemoveRelation(relation.id))


@_apply.register
def _(edit: edits.RemoveRelation, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    relation = _relation(annotation_set, edit.relation)
    return _with_relation(annotation_set, relation, None, edits.PutBack(relation))


@_apply.register
def _(edit: edits.RelabelRelation, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    relation = _relation(annotation_set, edit.relation)
    carried = _carried("relation", edit.label, ground)
    kept = {name: value for name, value in relation.attributes.items() if name in carried}
    after = relation._replace(label=edit.label, attributes=kept)
    _check_relation(after, annotation_set, ground)
    return _with_relation(annotation_set, relation, after, edits.PutBack(relation))


@_apply.register
def _(edit: edits.TurnRelation, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    relation = _relation(annotation_set, edit.relation)
    after = relation._replace(head=relation.tail, tail=relation.head)
    _check_relation(after, annotation_set, ground)
    return _with_relation(annotation_set, relation, after, edits.PutBack(relation))


# ---- on both ----------------------------------------------------------------------------------


@_apply.register
def _(edit: edits.SetAttribute, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    before = _annotation(annotation_set, edit.annotation)
    target: AttributeTarget = "span" if isinstance(before, Span) else "relation"
    _check_attribute(edit.attribute, edit.value, target, before.label, ground)
    attributes = with_attribute(before.attributes, edit.attribute, edit.value)
    inverse = edits.SetAttribute(
        edit.annotation, edit.attribute, before.attributes.get(edit.attribute)
    )
    return _with_annotation(annotation_set, before, attributes=attributes, inverse=inverse)


@_apply.register
def _(edit: edits.SetNote, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    before = _annotation(annotation_set, edit.annotation)
    note = edit.note if edit.note and edit.note.strip() else None
    inverse = edits.SetNote(edit.annotation, before.note)
    return _with_annotation(annotation_set, before, note=note, inverse=inverse)


@_apply.register
def _(edit: edits.LinkSpan, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    # Whether there is such an entity is asked where the entities of the project are known.
    span = _span(annotation_set, edit.span)
    inverse = edits.LinkSpan(span.id, span.entity)
    return _with_span(annotation_set, span, span._replace(entity=edit.entity), inverse)


@_apply.register
def _(edit: edits.PutBack, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    after = edit.annotation
    if isinstance(after, Span):
        _checked_fragments(after.fragments, ground)
        span = annotation_set.spans.get(after.id)
        undo: SetEdit = edits.PutBack(span) if span else edits.RemoveSpan(after.id)
        return _with_span(annotation_set, span, after, undo)
    _span(annotation_set, after.head)
    _span(annotation_set, after.tail)
    relation = annotation_set.relations.get(after.id)
    undo = edits.PutBack(relation) if relation else edits.RemoveRelation(after.id)
    return _with_relation(annotation_set, relation, after, undo)


@_apply.register
def _(edit: edits.Together, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    builder = ChangesBuilder()
    inverses: list[SetEdit] = []
    for part in edit.edits:
        outcome = _apply(part, annotation_set, ground)
        annotation_set = outcome.annotation_set
        builder.add(outcome.changes)
        inverses.append(outcome.inverse)
    inverse = edits.Together(tuple(reversed(inverses)), edit.act)
    return Outcome(annotation_set, builder.build(annotation_set), inverse)


# ---- the document as a whole ------------------------------------------------------------------


@_apply.register
def _(edit: edits.SetStatus, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    inverse = edits.SetStatus(annotation_set.status)
    return _with_state(annotation_set, replace(annotation_set, status=edit.status), inverse)


@_apply.register
def _(edit: edits.SetDocumentLabels, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    for label in () if ground.is_past else edit.labels - annotation_set.labels:
        known = ground.label_set.document_label(label)
        if known is None or known.is_retired:
            raise errors.LabelUnknown(label)
    inverse = edits.SetDocumentLabels(annotation_set.labels)
    return _with_state(annotation_set, replace(annotation_set, labels=edit.labels), inverse)


@_apply.register
def _(edit: edits.SetDocumentAttribute, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    _check_attribute(edit.attribute, edit.value, "document", "", ground)
    attributes = with_attribute(annotation_set.attributes, edit.attribute, edit.value)
    before = annotation_set.attributes.get(edit.attribute)
    inverse = edits.SetDocumentAttribute(edit.attribute, before)
    return _with_state(annotation_set, replace(annotation_set, attributes=attributes), inverse)


@_apply.register
def _(edit: edits.PutBackState, annotation_set: AnnotationSet, ground: Ground) -> Outcome:
    state = edit.state
    changed = replace(
        annotation_set, status=state.status, labels=state.labels, attributes=state.attributes
    )
    return _with_state(annotation_set, changed, edits.PutBackState(annotation_set.state))


# ---- new sets from old ------------------------------------------------------------------------


def _with_span(
    annotation_set: AnnotationSet, before: Span | None, after: Span | None, inverse: SetEdit
) -> Outcome:
    spans = _exchanged(annotation_set.spans, before, after)
    changed = replace(annotation_set, spans=spans)
    return Outcome(changed, Changes(spans=((before, after),) if before != after else ()), inverse)


def _with_relation(
    annotation_set: AnnotationSet,
    before: Relation | None,
    after: Relation | None,
    inverse: SetEdit,
) -> Outcome:
    relations = _exchanged(annotation_set.relations, before, after)
    changed = replace(annotation_set, relations=relations)
    pairs = ((before, after),) if before != after else ()
    return Outcome(changed, Changes(relations=pairs), inverse)


def _with_annotation(
    annotation_set: AnnotationSet, before: Span | Relation, *, inverse: SetEdit, **parts: Any
) -> Outcome:
    if isinstance(before, Span):
        return _with_span(annotation_set, before, before._replace(**parts), inverse)
    return _with_relation(annotation_set, before, before._replace(**parts), inverse)


def _with_state(before: AnnotationSet, after: AnnotationSet, inverse: SetEdit) -> Outcome:
    state = (before.state, after.state) if before.state != after.state else None
    return Outcome(after, Changes(state=state), inverse)


def _exchanged(annotations: Mapping[str, Any], before: Any, after: Any) -> Mapping[str, Any]:
    """Return the annotations with one made, changed or gone; many of them are not copied."""
    if after is None:
        return without_one(annotations, before.id)
    return with_one(annotations, after.id, after)


# ---- checks -----------------------------------------------------------------------------------


def _span(annotation_set: AnnotationSet, span: str) -> Span:
    found = annotation_set.spans.get(span)
    if found is None:
        raise errors.SpanUnknown(span)
    return found


def _relation(annotation_set: AnnotationSet, relation: str) -> Relation:
    found = annotation_set.relations.get(relation)
    if found is None:
        raise errors.RelationUnknown(relation)
    return found


def _annotation(annotation_set: AnnotationSet, annotation: str) -> Span | Relation:
    found = annotation_set.relations.get(annotation)
    return found if found is not None else _span(annotation_set, annotation)


def _check_new(annotation: str, annotation_set: AnnotationSet) -> None:
    if annotation in annotation_set.spans or annotation in annotation_set.relations:
        raise errors.IdTaken(annotation)


def _checked_fragments(fragments: tuple[Fragment, ...], ground: Ground) -> tuple[Fragment, ...]:
    tidy = tidy_fragments(fragments)
    if not tidy:
        start, end = fragments[0] if fragments else (0, 0)
        raise errors.OffsetsOutside(start, end, ground.length)
    if tidy[0][0] < 0 or tidy[-1][1] > ground.length:
        raise errors.OffsetsOutside(tidy[0][0], tidy[-1][1], ground.length)
    return tidy


def _carried(target: AttributeTarget, label: str, ground: Ground) -> set[str]:
    """Return the attributes (ids) whose values stay where something becomes so labelled."""
    found = ground.label_set.attributes_of(target, label, with_retired=True)
    return {one.id for one in found}


def _check_span_label(label: str, ground: Ground) -> None:
    if ground.is_past:
        return
    known = ground.label_set.span_label(label)
    if known is None or known.is_retired:
        raise errors.LabelUnknown(label)


def _check_relation(relation: Relation, annotation_set: AnnotationSet, ground: Ground) -> None:
    if ground.is_past:
        return
    label = ground.label_set.relation_label(relation.label)
    if label is None or label.is_retired:
        raise errors.LabelUnknown(relation.label)
    if relation.head == relation.tail:
        raise errors.RelationToItself(relation.head)
    head = _span(annotation_set, relation.head)
    tail = _span(annotation_set, relation.tail)
    if not label.allows(head.label, tail.label):
        names = (_label_name(ground, head.label), _label_name(ground, tail.label))
        raise errors.RelationForbidden(label.name, *names)
    for other in annotation_set.relations.values():
        if other.id != relation.id and _says_the_same(other, relation, label.is_symmetric):
            raise errors.RelationExists(other.id)


def _says_the_same(one: Relation, other: Relation, is_symmetric: bool) -> bool:
    if one.label != other.label:
        return False
    ends = (one.head, one.tail)
    return ends == (other.head, other.tail) or (is_symmetric and ends == (other.tail, other.head))


def _label_name(ground: Ground, label: str) -> str:
    known = ground.label_set.span_label(label)
    return known.name if known else label


def _check_attribute(
    attribute: str,
    value: AttributeValue | None,
    target: AttributeTarget,
    label: str,
    ground: Ground,
) -> None:
    if ground.is_past:
        return
    known: Attribute | None = ground.label_set.attribute(attribute)
    if known is None or known.applies_to != target:
        raise errors.AttributeUnknown(attribute)
    if value is None:
        return
    if known.is_retired or (label and not known.applies_to_label(label)):
        raise errors.AttributeUnknown(known.name)
    if not known.accepts(value):
        raise errors.AttributeValueWrong(known.name, value, known.values)
