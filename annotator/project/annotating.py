"""Edits of my set on a document: apply one, and walk one back."""

from dataclasses import replace

from annotator.edits.apply import Ground, Outcome, apply
from annotator.edits.edit import SetEdit, SetStatus, Together
from annotator.edits.history import Act, Step
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.errors import (
    AnnotatorUnknown,
    DocumentUnknown,
    IdTaken,
    ProjectLocked,
    UndoBlocked,
)
from annotator.model.labels import LabelSet
from annotator.project.merging.overtaken import count_taken_over
from annotator.project.road import Road
from annotator.storage.annotations import is_id_taken


def apply_to_set(road: Road, edit: SetEdit, document: str) -> Changes:
    """Apply an edit to my set on a document (id) and queue it. The road's lock is held."""
    if road.me is None:
        raise AnnotatorUnknown("")
    before = road.annotation_set(document, road.set_owner(document, road.me.id))
    check_not_coming_in(road, before)
    road.check_sound(document)
    outcome = apply(edit, before, _ground(road, document))
    if outcome.changes.is_empty:
        return outcome.changes
    if taken := taken_ids(road, outcome):
        raise IdTaken(taken[0])
    road.entities.check_all(linked_anew(outcome.changes))
    if before.status == outcome.annotation_set.status == "new":
        edit = and_begin(edit)
        outcome = apply(edit, before, _ground(road, document))
    return _send(road, edit, outcome, "do", None)


def walk_set_back(road: Road, latest: Act, edit: SetEdit, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`, which last touched the act numbered `of`."""
    assert latest.document is not None
    try:
        before = road.annotation_set(latest.document, owner_of(road, latest))
    except DocumentUnknown:
        # Somebody took back the import that had brought it.
        raise UndoBlocked(1) from None
    check_not_coming_in(road, before)
    before = as_it_was(before, latest)
    if count := count_taken_over(road, latest):
        raise UndoBlocked(count)
    outcome = apply(edit, before, _ground(road, latest.document))
    check_labels(outcome.changes, road.label_set)
    if lost := sum(road.entities.get(id) is None for id in linked_anew(outcome.changes)):
        raise UndoBlocked(lost)
    if taken := taken_ids(road, outcome):
        raise UndoBlocked(len(taken))
    return _send(road, edit, outcome, step, of)


def linked_anew(changes: Changes) -> set[str]:
    """Return the entities (ids) to which spans are linked that were not before."""
    return {
        after.entity
        for before, after in changes.spans
        if after and after.entity and (before is None or before.entity != after.entity)
    }


def taken_ids(road: Road, outcome: Outcome) -> list[str]:
    """Return the ids of what is made or put back that annotations of other sets have by now: no
    two of a project share one."""
    changes, here = outcome.changes, outcome.annotation_set.id
    made = [after.id for before, after in changes.spans if after and not before]
    made += [after.id for before, after in changes.relations if after and not before]
    if not made:
        return []
    others = [one for one in road.on_screen.all_unsaved_sets() if one.id != here]
    with road.store.reading() as connection:
        return [
            id
            for id in made
            if any(id in one.spans or id in one.relations for one in others)
            or is_id_taken(connection, id, here)
        ]


def owner_of(road: Road, act: Act) -> str | None:
    """Return whose set (annotator id) a set's act touched: of whoever acted, or of a second time
    of theirs. DocumentUnknown."""
    if act.document is None or act.annotator is None:
        return act.annotator
    for time in road.assigned.times_of(act.annotator):
        if road.annotation_set(act.document, time.annotator).id == act.annotation_set:
            return time.annotator
    return act.annotator


def _ground(road: Road, document: str) -> Ground:
    return Ground(road.label_set, road.length(document))


def and_begin(edit: SetEdit) -> Together:
    """Return the edit that also says that the work has begun: one act, one undo."""
    begin = SetStatus("in_progress")
    if isinstance(edit, Together):
        return Together((*edit.edits, begin), edit.act)
    return Together((edit, begin))


def _send(road: Road, edit: SetEdit, outcome: Outcome, step: Step, of: int | None) -> Changes:
    if outcome.changes.is_empty and step == "do":
        return outcome.changes
    after = outcome.annotation_set
    act = road.new_act(
        edit, outcome.inverse, step, of, document=after.document, annotation_set=after.id
    )
    road.send(act, outcome.changes)
    return outcome.changes


def check_not_coming_in(road: Road, before: AnnotationSet) -> None:
    """A running import may be bringing in this very set: it must not be begun meanwhile."""
    if road.imports_running and before.is_untouched:
        raise ProjectLocked(road.store.path, "import")


def as_it_was(before: AnnotationSet, latest: Act) -> AnnotationSet:
    """Return the set that an act is walked back on. Where nothing of it stands in the file, it
    comes back as the set that it was."""
    if before.is_untouched and latest.annotation_set:
        return replace(before, id=latest.annotation_set)
    return before


def check_labels(changes: Changes, label_set: LabelSet) -> None:
    """UndoBlocked where annotations would wear a label that has left the label set."""
    if lost := _count_lost_labels(changes, label_set):
        raise UndoBlocked(lost)


def _count_lost_labels(changes: Changes, label_set: LabelSet) -> int:
    """Return how many annotations would wear a label that has left the label set."""
    spans = [after for _, after in changes.spans if after]
    relations = [after for _, after in changes.relations if after]
    return sum(label_set.span_label(span.label) is None for span in spans) + sum(
        label_set.relation_label(relation.label) is None for relation in relations
    )
