"""Edits of assignments: who is to label what, looking at what is given blind; walking them back."""

from annotator.edits.edit import Assign, AssigningEdit, Look
from annotator.edits.history import Act, Step
from annotator.model.changes import AssignmentChange, Changes
from annotator.model.errors import AnnotatorUnknown, DocumentUnknown, UndoBlocked
from annotator.project.road import Road
from annotator.storage.documents import keys_of


def assign(road: Road, edit: AssigningEdit, step: Step = "do", of: int | None = None) -> Changes:
    """Apply an edit of assignments and queue it. The road's lock is held.

    DocumentUnknown. Nobody need have signed in to assign; AnnotatorUnknown where nobody looks.
    """
    if isinstance(edit, Look):
        return _look(road, edit, step, of)
    _check_known(road, edit)
    asked = [*(one.document for one in edit.assignments), *(one for one, _ in edit.withdrawn)]
    held = road.assigned.on_each(asked)
    changed: list[AssignmentChange] = []
    for one in edit.assignments:
        changed.append((held[one.document].get(one.annotator), one))
    for document, annotator in edit.withdrawn:
        changed.append((held[document].get(annotator), None))
    changed = [pair for pair in changed if pair[0] != pair[1]]
    changes = Changes(_one_document(changed), assignments=tuple(changed))
    if changes.is_empty:
        return changes
    inverse = Assign(
        tuple(before for before, _ in changed if before),
        tuple(
            (after.document, after.annotator) for before, after in changed if not before and after
        ),
    )
    road.send(road.new_act(edit, inverse, step, of, document=changes.document), changes)
    return changes


def walk_assigning_back(
    road: Road, latest: Act, edit: AssigningEdit, step: Step, of: int
) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: others have assigned since."""
    if isinstance(latest.edit, Assign) and (count := count_reassigned(road, latest.edit)):
        raise UndoBlocked(count)
    return assign(road, edit, step, of)


def _look(road: Road, edit: Look, step: Step, of: int | None) -> Changes:
    if road.my_id is None:
        raise AnnotatorUnknown("")
    road.length(edit.document)
    looking, pair = road.assigned.looks, (edit.document, road.my_id)
    before = pair in looking
    changes = Changes(edit.document, look=(before, edit.is_looking))
    if before == edit.is_looking and step == "do":
        return Changes(edit.document)
    inverse = Look(edit.document, not edit.is_looking)
    road.send(road.new_act(edit, inverse, step, of, document=edit.document), changes)
    (looking.add if edit.is_looking else looking.discard)(pair)
    return changes


def _check_known(road: Road, edit: Assign) -> None:
    """DocumentUnknown: asked of all at once, there may be very many."""
    documents = {one.document for one in edit.assignments}
    with road.store.reading() as connection:
        unknown = documents - keys_of(connection, documents).keys()
    if unknown:
        raise DocumentUnknown(min(unknown))


def _one_document(changed: list[AssignmentChange]) -> str | None:
    documents = {one.document for pair in changed for one in pair if one}
    return documents.pop() if len(documents) == 1 else None


def count_reassigned(road: Road, edit: Assign) -> int:
    """Return how much of what an edit made is no longer as it made it."""
    held = road.assigned.on_each([one.document for one in edit.assignments])
    return sum(held[one.document].get(one.annotator) != one for one in edit.assignments)
