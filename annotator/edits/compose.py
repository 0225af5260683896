"""Make the edit for an everyday act that touches several annotations."""

from collections.abc import Iterable

from annotator.edits.edit import (
    AddSpan,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    SetEdit,
    Together,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.ids import new_id
from annotator.model.span import Fragment, Span


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


def label_ranges(ranges: Iterable[Fragment], label: str) -> SetEdit:
    """Return the edit that makes a span with the label (id) over each of one or more ranges."""
    parts: tuple[SetEdit, ...] = tuple(AddSpan(Span(new_id(), label, (one,))) for one in ranges)
    return parts[0] if len(parts) == 1 else Together(parts, "label all")
