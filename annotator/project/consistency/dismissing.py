"""Saying that something is right as it is: it is not told again, until that is taken back."""

from collections.abc import Iterable

from annotator.edits.edit import Dismiss
from annotator.edits.history import Step
from annotator.model.changes import Changes
from annotator.model.errors import DocumentUnknown
from annotator.model.oddity import Dismissal, DismissalChange
from annotator.project.past import row_of
from annotator.project.road import Road
from annotator.storage.dismissals import read_dismissals_on, write_dismissals
from annotator.storage.documents import keys_of
from annotator.storage.writer import Transaction


def dismiss(road: Road, edit: Dismiss, step: Step = "do", of: int | None = None) -> Changes:
    """Dismiss some things and bring others back, as one act, in one transaction. The road's lock is
    held.

    What is so already stays as it is. DocumentUnknown, SavingFailed.
    """
    changed = _changes(road, edit)
    documents = {one.document for pair in changed for one in pair if one}
    if not changed:
        return Changes()
    inverse = Dismiss(
        tuple(before for before, _ in changed if before),
        tuple(after for _, after in changed if after),
    )
    document = documents.pop() if len(documents) == 1 else None
    act = road.new_act(edit, inverse, step, of, document=document)

    def work(writing: Transaction) -> None:
        write_dismissals(writing.connection, changed)
        writing.append(row_of(act))

    road.writer.run(work)
    road.past.record(act)
    return Changes(document, dismissed=tuple(changed))


def _changes(road: Road, edit: Dismiss) -> list[DismissalChange]:
    road.writer.flush()
    asked = [*edit.dismissed, *edit.brought_back]
    documents = {one.document for one in asked}
    with road.store.reading() as connection:
        if unknown := documents - keys_of(connection, documents).keys():
            raise DocumentUnknown(min(unknown))
        held = {one for id in documents for one in read_dismissals_on(connection, id)}
    changed: list[DismissalChange] = [(None, one) for one in _new(edit.dismissed, held)]
    back = [one for one in dict.fromkeys(edit.brought_back) if one in held]
    return changed + [(one, None) for one in back]


def _new(dismissed: Iterable[Dismissal], held: set[Dismissal]) -> list[Dismissal]:
    return [one for one in dict.fromkeys(dismissed) if one not in held]
