"""Make the edit that turns one annotation set into another."""

from annotator.edits.edit import (
    PutBack,
    PutBackState,
    RemoveRelation,
    RemoveSpan,
    SetEdit,
    Together,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation


def edit_between(before: AnnotationSet, after: AnnotationSet) -> Together:
    """Return the edit after which `before` says all that `after` says; its id stays.

    No rule of the label set is asked when it is applied.
    """
    spans, relations = before.spans, before.relations
    parts: list[SetEdit] = [RemoveRelation(id) for id in relations if id not in after.relations]
    # A span that goes may be the end of a relation that gets another: that one goes first.
    turned = [
        one
        for id, one in after.relations.items()
        if id in relations and _ends(relations[id]) != _ends(one)
    ]
    parts += [RemoveRelation(one.id) for one in turned]
    parts += [RemoveSpan(id) for id in spans if id not in after.spans]
    parts += [PutBack(one) for id, one in after.spans.items() if spans.get(id) != one]
    moved = {one.id for one in turned}
    parts += [
        PutBack(one)
        for id, one in after.relations.items()
        if id in moved or relations.get(id) != one
    ]
    if before.state != after.state:
        parts.append(PutBackState(after.state))
    return Together(tuple(parts), "take in")


def _ends(relation: Relation) -> tuple[str, str]:
    return (relation.head, relation.tail)
