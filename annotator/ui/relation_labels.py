"""The labels that the selected relation can have instead, and how it gets one."""

from PySide6.QtGui import QKeyEvent

from annotator.edits.edit import RelabelRelation
from annotator.model.labels import RelationLabel
from annotator.model.relation import Relation
from annotator.ui.bindings import find_relation_label
from annotator.ui.session import Session


def selected_relation(session: Session) -> Relation | None:
    """Return the selected relation of the open article, or None."""
    mine, selected = session.annotation_set, session.selection.relation
    return mine.relations.get(selected) if mine is not None and selected else None


def labels_that_fit(session: Session) -> tuple[RelationLabel, ...]:
    """Return the labels that are allowed between the ends of the selected relation."""
    mine, relation = session.annotation_set, selected_relation(session)
    if mine is None or relation is None:
        return ()
    ends = (mine.spans[relation.head].label, mine.spans[relation.tail].label)
    return session.label_set.relations_between(*ends)


def relabel_relation(session: Session, label: str, origin: object = None) -> None:
    """Give the selected relation a label (id), unless it has it already."""
    relation = selected_relation(session)
    if relation is not None and relation.label != label:
        session.apply(RelabelRelation(relation.id, label), origin)


def relabel_by_key(event: QKeyEvent, session: Session, origin: object = None) -> bool:
    """Give the selected relation the label whose key was pressed; tell whether it was one."""
    label = find_relation_label(event, labels_that_fit(session))
    if label is not None:
        relabel_relation(session, label, origin)
    return label is not None
