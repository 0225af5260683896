"""A taking in taken back, and done again: all of it, or where later work stands on it nothing."""

from dataclasses import replace

from annotator.edits.edit import (
    Assign,
    CorrectMeta,
    Edit,
    GiveBack,
    PutEntities,
    ReplaceLabelSet,
    Say,
    SetReasons,
    Settle,
    TakeIn,
    Unsay,
)
from annotator.edits.history import Act, Step
from annotator.model.changes import Changes
from annotator.model.errors import DocumentUnknown, UndoBlocked
from annotator.model.labels import LabelSet
from annotator.project.assigning import count_reassigned
from annotator.project.correcting import is_overtaken
from annotator.project.entities.putting import count_reput
from annotator.project.importing import count_standing
from annotator.project.merging.parts import apply_in_file, changes_of, edit_of
from annotator.project.past import row_of
from annotator.project.reviewing import count_overtaken
from annotator.project.road import Road
from annotator.storage.entities import count_links_of
from annotator.storage.imports import (
    count_other_sets,
    count_taken_places,
    put_retired,
    read_later_steps,
)
from annotator.storage.joined import count_moved
from annotator.storage.labels import count_label_use, read_label_set
from annotator.storage.taken import TakenEdit, count_edits_taken_after, read_taken_edits
from annotator.storage.writer import Transaction


def walk_taking_back(
    road: Road, latest: Act, edit: TakeIn | GiveBack, step: Step, of: int
) -> Changes:
    """Give back what was taken in, or take it in again. The road's lock is held. UndoBlocked."""
    is_back = isinstance(edit, GiveBack)
    road.writer.flush()
    with road.store.reading() as connection:
        parts = read_taken_edits(connection, edit.import_id)
        steps = read_later_steps(connection, edit.import_id, latest.seq)
        count = count_standing(steps)
        count += count_edits_taken_after(connection, edit.import_id, latest.seq)
        count += count_moved(connection, edit.import_id)
        if is_back:
            count += count_other_sets(connection, edit.import_id)
        else:
            count += count_taken_places(connection, edit.import_id)
    # What was done is what must stand still: the edit, or where it was taken back its inverse.
    count += sum(_is_overtaken(road, edit_of(part, is_inverse=not is_back)) for part in parts)
    count += 0 if is_back else sum(_lacks_labels(road.label_set, part) for part in parts)
    if count:
        raise UndoBlocked(count)
    act = road.new_act(edit, _turned(edit), step, of)

    def work(writing: Transaction) -> None:
        put_retired(writing.connection, edit.import_id, is_retired=is_back)
        for part in parts[::-1] if is_back else parts:
            _walk(writing, part, is_back=is_back)
        if standing := _count_standing(writing, parts, is_back=is_back):
            raise UndoBlocked(standing)
        writing.append(row_of(act))

    road.writer.run(work)
    before = road.label_set
    forget_all(road)
    road.past.record(act)
    edits = [edit_of(part, is_inverse=is_back) for part in parts]
    changes = _changes(edit, (before, road.label_set))
    assigned = [one for done in edits if isinstance(done, Assign) for one in changes_of(done)]
    return replace(changes, assignments=tuple(assigned))


def forget_all(road: Road) -> None:
    """Drop what was read: any of it may have changed in the file."""
    road.forget()
    road.reviews.forget()
    with road.store.reading() as connection:
        road.label_set = read_label_set(connection)


def _walk(writing: Transaction, part: TakenEdit, *, is_back: bool) -> None:
    edit = edit_of(part, is_inverse=is_back)
    label_set = read_label_set(writing.connection)
    if isinstance(edit, ReplaceLabelSet):
        done = edit_of(part, is_inverse=not is_back)
        assert isinstance(done, ReplaceLabelSet)
        if label_set != done.label_set or _is_any_used(writing, done.label_set, edit.label_set):
            return  # It has changed since, and keeps the labels that it has.
    apply_in_file(writing, part, edit, label_set)


def _count_standing(writing: Transaction, parts: list[TakenEdit], *, is_back: bool) -> int:
    """Return how many spans are linked to entities that have gone."""
    edits = (edit_of(part, is_inverse=is_back) for part in parts)
    gone = {id for one in edits if isinstance(one, PutEntities) for id in one.withdrawn}
    return count_links_of(writing.connection, gone) if gone else 0


def _is_any_used(writing: Transaction, before: LabelSet, after: LabelSet) -> bool:
    """Tell whether anything wears a label that is only in the one."""
    return any(count_label_use(writing.connection, id) for id in _ids(before) - _ids(after))


def _is_overtaken(road: Road, done: Edit) -> bool:
    """Tell whether what an edit made so is not so any more."""
    if isinstance(done, CorrectMeta):
        try:
            return is_overtaken(road, done)
        except DocumentUnknown:
            return True
    if isinstance(done, Settle | SetReasons):
        return bool(count_overtaken(road, done))
    if isinstance(done, PutEntities):
        return bool(count_reput(road, done))
    if isinstance(done, Assign):
        return bool(count_reassigned(road, done))
    if isinstance(done, Say | Unsay):
        id = done.remark.id if isinstance(done, Say) else done.remark
        return (road.reviews.document_of_remark(id) is None) is isinstance(done, Say)
    return False


def _lacks_labels(label_set: LabelSet, part: TakenEdit) -> bool:
    """Tell whether the label set has become one that cannot have the part's labels again."""
    after, before = (edit_of(part, is_inverse=one) for one in (False, True))
    if not isinstance(after, ReplaceLabelSet) or not isinstance(before, ReplaceLabelSet):
        return False
    return label_set != before.label_set and not _ids(label_set) >= _ids(after.label_set)


def _ids(label_set: LabelSet) -> set[str]:
    return {
        *(one.id for one in label_set.span_labels),
        *(one.id for one in label_set.relation_labels),
        *(one.id for one in label_set.attributes),
        *(one.id for one in label_set.document_labels),
    }


def _turned(edit: TakeIn | GiveBack) -> TakeIn | GiveBack:
    make = TakeIn if isinstance(edit, GiveBack) else GiveBack
    return make(
        edit.import_id,
        documents=edit.documents,
        sets=edit.sets,
        changed=edit.changed,
        act=edit.act,
    )


def _changes(edit: TakeIn | GiveBack, labels: tuple[LabelSet, LabelSet]) -> Changes:
    is_back = isinstance(edit, GiveBack)
    return Changes(
        label_set=labels if labels[0] != labels[1] else None,
        documents_added=0 if is_back else edit.documents,
        documents_retired=edit.documents if is_back else 0,
        sets_added=-edit.sets if is_back else edit.sets,
        sets_changed=edit.changed,
    )
