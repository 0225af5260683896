"""Make the free text in an edit such that every file can hold it, before it is applied."""

from dataclasses import fields, replace
from typing import Any, TypeVar, cast, overload

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    CorrectMeta,
    PutEntities,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentAttribute,
    SetEdit,
    SetNote,
    Together,
)
from annotator.model.attribute import Attribute
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.storable import storable

Annotation = TypeVar("Annotation", bound=Span | Relation)
Part = TypeVar("Part", bound=SpanLabel | RelationLabel | DocumentLabel | Attribute)


@overload
def clean_edit(edit: SetEdit) -> SetEdit: ...
@overload
def clean_edit(edit: CorrectMeta | ReplaceLabelSet) -> CorrectMeta | ReplaceLabelSet: ...
def clean_edit(
    edit: SetEdit | CorrectMeta | ReplaceLabelSet,
) -> SetEdit | CorrectMeta | ReplaceLabelSet:
    """Return the edit with NUL and lone surrogates in what people type as U+FFFD."""
    if isinstance(edit, Together):
        return Together(tuple(clean_edit(part) for part in edit.edits), edit.act)
    if isinstance(edit, SetNote) and edit.note is not None:
        return SetNote(edit.annotation, storable(edit.note))
    if isinstance(edit, SetAttribute | SetDocumentAttribute) and isinstance(edit.value, str):
        return replace(edit, value=storable(edit.value))
    if isinstance(edit, AddSpan):
        return AddSpan(clean_annotation(edit.span))
    if isinstance(edit, AddRelation):
        return AddRelation(clean_annotation(edit.relation))
    if isinstance(edit, CorrectMeta):
        return CorrectMeta(edit.document, _clean_meta(edit.meta))
    if isinstance(edit, ReplaceLabelSet):
        return ReplaceLabelSet(clean_label_set(edit.label_set))
    return edit


def clean_label_set(label_set: LabelSet) -> LabelSet:
    """Return a label set with such characters in all that it says replaced."""
    return replace(
        label_set,
        name=storable(label_set.name),
        description=storable(label_set.description),
        span_labels=tuple(map(_clean_part, label_set.span_labels)),
        relation_labels=tuple(map(_clean_part, label_set.relation_labels)),
        attributes=tuple(
            replace(_clean_part(one), values=tuple(map(storable, one.values)))
            for one in label_set.attributes
        ),
        document_labels=tuple(map(_clean_part, label_set.document_labels)),
    )


def _clean_part(part: Part) -> Part:
    words = ((one.name, getattr(part, one.name)) for one in fields(part))
    clean: dict[str, Any] = {
        name: storable(said) for name, said in words if isinstance(said, str) and name != "id"
    }
    return replace(part, **clean)


def clean_entities(edit: PutEntities) -> PutEntities:
    """Return the edit with such characters in what is said of entities replaced."""
    linked = None if edit.linked is None else clean_edit(edit.linked)
    return replace(edit, entities=tuple(map(_clean_entity, edit.entities)), linked=linked)


def _clean_entity(entity: Entity) -> Entity:
    return replace(
        entity,
        name=storable(entity.name),
        identifier=storable(entity.identifier),
        note=storable(entity.note),
    )


def clean_annotation(annotation: Annotation) -> Annotation:
    """Return a span or relation with such characters in its note and attributes replaced."""
    if annotation.note is None and not annotation.attributes:
        return annotation
    clean = annotation._replace(
        note=None if annotation.note is None else storable(annotation.note),
        attributes={
            name: storable(value) if isinstance(value, str) else value
            for name, value in annotation.attributes.items()
        },
    )
    return cast(Annotation, clean)


def _clean_meta(meta: Meta) -> Meta:
    def clean(text: str | None) -> str | None:
        return None if text is None else storable(text)

    return replace(
        meta,
        title=clean(meta.title),
        source=clean(meta.source),
        published=clean(meta.published),
        url=clean(meta.url),
        authors=tuple(map(storable, meta.authors)),
        language=clean(meta.language),
    )
