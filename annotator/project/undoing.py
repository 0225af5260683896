"""Taking back and doing again: an annotator's last act, by the inverse of what last touched it."""

from annotator.edits.edit import (
    AssigningEdit,
    BringIn,
    CorrectMeta,
    Dismiss,
    GiveBack,
    Hide,
    ListEdit,
    PurgeEdit,
    PutEntities,
    ReplaceLabelSet,
    Retire,
    ReviewEdit,
    TakeIn,
)
from annotator.edits.history import Act, Step
from annotator.model.changes import Changes
from annotator.model.errors import LabelsHidden, NothingToUndo, UndoBlocked
from annotator.model.purge_errors import ActPurged
from annotator.project.annotating import walk_set_back
from annotator.project.assigning import walk_assigning_back
from annotator.project.consistency.dismissing import dismiss
from annotator.project.correcting import correct, is_overtaken
from annotator.project.entities.putting import walk_entities_back
from annotator.project.hiding import walk_hiding_back
from annotator.project.importing import walk_import_back
from annotator.project.joining import walk_people_back
from annotator.project.merging.giving_back import walk_taking_back
from annotator.project.reviewing import walk_review_back
from annotator.project.road import Road
from annotator.project.seeing import can_see_act


def next_act(road: Road, step: Step) -> Act | None:
    """Return my act that the next "undo" or "redo" concerns. The road's lock is held."""
    seq = _next_seq(road, step)
    return None if seq is None else road.past.act(seq)


def walk_back(road: Road, step: Step) -> Changes:
    """Take back ("undo") or do again ("redo") my last act. The road's lock is held.

    NothingToUndo; ActPurged where it was erased, after which comes the one before it; UndoBlocked
    where later work of others stands on it; LabelsHidden where it is
    about labels that are not mine to see now.
    """
    of = _next_seq(road, step)
    if of is None:
        raise NothingToUndo(step == "redo")
    latest = road.past.latest_of(of)
    edit = latest.inverse
    if isinstance(edit, PurgeEdit):
        raise ActPurged(road.past.pass_over(road.my_id, step), step == "redo")
    if not can_see_act(road, latest, road.my_id):
        raise LabelsHidden(latest.document or "")
    if isinstance(edit, TakeIn | GiveBack):
        return walk_taking_back(road, latest, edit, step, of)
    if isinstance(edit, BringIn | Retire):
        return walk_import_back(road, edit, step, of)
    if isinstance(edit, AssigningEdit):
        return walk_assigning_back(road, latest, edit, step, of)
    if isinstance(edit, ListEdit):
        return _walk_list_back(road, latest, edit, step, of)
    if isinstance(edit, ReviewEdit):
        return walk_review_back(road, latest, edit, step, of)
    if not isinstance(edit, CorrectMeta | ReplaceLabelSet):
        return walk_set_back(road, latest, edit, step, of)
    if is_overtaken(road, latest.edit):
        raise UndoBlocked(1)
    return correct(road, edit, step, of)


def _walk_list_back(road: Road, latest: Act, edit: ListEdit, step: Step, of: int) -> Changes:
    if isinstance(edit, PutEntities):
        return walk_entities_back(road, latest, edit, step, of)
    if isinstance(edit, Hide):
        return walk_hiding_back(road, latest, edit, step, of)
    if isinstance(edit, Dismiss):
        return dismiss(road, edit, step, of)
    return walk_people_back(road, latest, edit, step, of)


def _next_seq(road: Road, step: Step) -> int | None:
    stack = road.past.stack(road.my_id)
    seqs = stack.undoable if step == "undo" else stack.redoable
    return seqs[-1] if seqs else None
