"""Edits of entities, with what they do to my set in the same act; and walking them back."""

from annotator.edits.apply import Ground, Outcome, apply
from annotator.edits.edit import PutEntities
from annotator.edits.history import Act, Step
from annotator.model.changes import Changes, EntityChange
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityNameEmpty
from annotator.model.errors import AnnotatorUnknown, IdTaken, UndoBlocked
from annotator.project.annotating import (
    and_begin,
    as_it_was,
    check_labels,
    check_not_coming_in,
    linked_anew,
    owner_of,
    taken_ids,
)
from annotator.project.merging.overtaken import count_taken_over
from annotator.project.road import Road
from annotator.storage.entities import count_links_of
from annotator.text.names import is_name


def put_entities(road: Road, edit: PutEntities, document: str | None = None) -> Changes:
    """Apply an edit of entities, and what it does to my set on a document (id), and queue it. The
    road's lock is held.

    EntityNameEmpty; EntityUnknown where one to be taken back is not there; UndoBlocked where a span
    is linked to it; AnnotatorUnknown and the errors of `edits.apply` where a set is changed.
    """
    for entity in edit.entities:
        check_name(entity.name)
    changed = _changed(road, edit)
    outcome: Outcome | None = None
    if edit.linked is not None and document is not None:
        if road.me is None:
            raise AnnotatorUnknown("")
        before = road.annotation_set(document, road.set_owner(document, road.me.id))
        check_not_coming_in(road, before)
        linked = edit.linked if before.status != "new" else and_begin(edit.linked)
        edit = PutEntities(edit.entities, edit.withdrawn, linked)
        outcome = apply(linked, before, Ground(road.label_set, road.length(document)))
        if taken := taken_ids(road, outcome):
            raise IdTaken(taken[0])
        road.entities.check_all(linked_anew(outcome.changes) - {one.id for one in edit.entities})
    if standing := _count_standing(road, edit.withdrawn, outcome):
        raise UndoBlocked(standing)
    return _send(road, edit, changed, outcome, "do", None)


def walk_entities_back(road: Road, latest: Act, edit: PutEntities, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: others have built on it."""
    assert isinstance(latest.edit, PutEntities)
    count = count_reput(road, latest.edit) + count_taken_over(road, latest)
    if count:
        raise UndoBlocked(count)
    outcome: Outcome | None = None
    if edit.linked is not None and latest.document is not None:
        before = road.annotation_set(latest.document, owner_of(road, latest))
        check_not_coming_in(road, before)
        ground = Ground(road.label_set, road.length(latest.document))
        outcome = apply(edit.linked, as_it_was(before, latest), ground)
        check_labels(outcome.changes, road.label_set)
    standing = _count_standing(road, edit.withdrawn, outcome)
    if standing:
        raise UndoBlocked(standing)
    return _send(road, edit, _changed(road, edit), outcome, step, of)


def count_reput(road: Road, edit: PutEntities) -> int:
    """Return how much of what an edit made is no longer as it made it."""
    there = road.entities
    return sum(there.get(one.id) != one for one in edit.entities) + sum(
        there.get(id) is not None for id in edit.withdrawn
    )


def check_name(name: str) -> None:
    """EntityNameEmpty where an entity cannot be called so: a name is one line that shows."""
    if not is_name(name):
        raise EntityNameEmpty(name)


def clean_name(name: str) -> str:
    """Return a name as it is kept, on one line without blanks at its ends. EntityNameEmpty."""
    cleaned = " ".join(name.split())
    check_name(cleaned)
    return cleaned


def _changed(road: Road, edit: PutEntities) -> tuple[EntityChange, ...]:
    there = road.entities
    pairs: list[EntityChange] = [(there.get(one.id), one) for one in edit.entities]
    pairs += [(road.entities.entity(id), None) for id in edit.withdrawn]
    return tuple(pair for pair in pairs if pair[0] != pair[1])


def _count_standing(road: Road, entities: tuple[str, ...], outcome: Outcome | None) -> int:
    """Return how many spans are linked to entities that go, after what the same act does."""
    if not entities:
        return 0
    road.writer.flush()
    with road.store.reading() as connection:
        count = count_links_of(connection, entities)
    if outcome is not None:
        for before, after in outcome.changes.spans:
            count -= before is not None and before.entity in entities
            count += after is not None and after.entity in entities
    return count


def _send(
    road: Road,
    edit: PutEntities,
    changed: tuple[EntityChange, ...],
    outcome: Outcome | None,
    step: Step,
    of: int | None,
) -> Changes:
    after = outcome.annotation_set if outcome is not None else None
    changes = Changes(
        after.document if after is not None else None,
        after,
        outcome.changes.spans if outcome is not None else (),
        outcome.changes.relations if outcome is not None else (),
        outcome.changes.state if outcome is not None else None,
        entities=changed,
    )
    if changes.is_empty and step == "do":
        return changes
    made: list[Entity] = [before for before, _ in changed if before]
    new = tuple(one.id for before, one in changed if one and not before)
    inverse = PutEntities(tuple(made), new, outcome.inverse if outcome is not None else None)
    act = road.new_act(
        edit,
        inverse,
        step,
        of,
        document=changes.document,
        annotation_set=after.id if after is not None else None,
    )
    road.send(act, changes)
    return changes
