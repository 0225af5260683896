"""Setting articles aside and removing them: lists, searches, statistics, agreement and exports
leave them out, and nothing that stands on them is touched.

The two differ by their word alone: what is set aside is to come back some day, what is removed is
not; the list shows both when it is asked for what is hidden. Whoever has the id of a hidden article
can open it, an undo leads to it, changes of the label set reach it, merging meets it by its text.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from annotator.edits.edit import Hide
from annotator.edits.history import Act, Step
from annotator.model.changes import Changes
from annotator.model.errors import DocumentUnknown, UndoBlocked
from annotator.model.hidden import Hidden, HiddenChange
from annotator.project.past import row_of
from annotator.project.road import Road
from annotator.storage.documents import keys_of
from annotator.storage.hidden import count_standing_on, read_hidden, write_hidden
from annotator.storage.writer import Transaction


class SetsStanding(NamedTuple):
    """What one annotator has on some articles."""

    annotator: str | None
    """A name; None is the curated set."""
    sets: int
    finished: int
    spans: int
    relations: int


class OnThem(NamedTuple):
    """What stands on articles that somebody is about to hide."""

    documents: int
    sets: list[SetsStanding]
    verdicts: int
    remarks: int
    assignments: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands on them."""
        return not (self.sets or self.verdicts or self.remarks or self.assignments)


def stands_on(road: Road, documents: Collection[str]) -> OnThem:
    """Return what stands on documents (ids), edits that are not saved yet included.

    Waits for the queue. DocumentUnknown, SavingFailed.
    """
    if road.store.writer is not None:
        road.store.writer.flush()
    with road.store.reading() as connection:
        known = keys_of(connection, documents)
        counts = count_standing_on(connection, known.values())
    _check_known(documents, known)
    return OnThem(
        len(known),
        [SetsStanding(*row) for row in counts.sets],
        counts.verdicts,
        counts.remarks,
        counts.assignments,
    )


def hiding_of(documents: Sequence[str], by: str | None, *, is_removed: bool) -> Hide:
    """Return the edit by which documents (ids) are set aside or removed now."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Hide(tuple(Hidden(one, at, by, is_removed) for one in documents))


def hide(road: Road, edit: Hide, step: Step = "do", of: int | None = None) -> Changes:
    """Hide documents and show others, as one act, in one transaction. The road's lock is held.

    What is hidden already, in whatever word, stays as it is when it is hidden again the same way.
    DocumentUnknown, SavingFailed.
    """
    changed = _changes(road, edit)
    if not changed:
        return Changes()
    # The act is only about what it changed: another may have set the rest aside, and keeps it.
    done = Hide(
        tuple(after for _, after in changed if after),
        tuple(before.document for before, after in changed if before and not after),
    )
    inverse = Hide(
        tuple(before for before, _ in changed if before),
        tuple(after.document for before, after in changed if after and not before),
    )
    document = _one_document(changed)
    act = road.new_act(done, inverse, step, of, document=document)

    def work(writing: Transaction) -> None:
        write_hidden(writing.connection, changed)
        writing.append(row_of(act))

    road.writer.run(work)
    road.forget()
    road.past.record(act)
    return Changes(document, hidden=tuple(changed))


def walk_hiding_back(road: Road, latest: Act, edit: Hide, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: others have hidden since."""
    assert isinstance(latest.edit, Hide)
    if count := count_hidden_anew(road, latest.edit):
        raise UndoBlocked(count)
    return hide(road, edit, step, of)


def count_hidden_anew(road: Road, edit: Hide) -> int:
    """Return on how many documents it is no longer as an edit made it."""
    road.writer.flush()
    with road.store.reading() as connection:
        asked = [*(one.document for one in edit.hidden), *edit.shown]
        held = {one.document: one for one in read_hidden(connection, asked)}
    return sum(held.get(one.document) != one for one in edit.hidden) + sum(
        one in held for one in edit.shown
    )


def _changes(road: Road, edit: Hide) -> list[HiddenChange]:
    road.writer.flush()
    hidden = {one.document: one for one in edit.hidden}
    asked = [*hidden, *edit.shown]
    with road.store.reading() as connection:
        _check_known(asked, keys_of(connection, asked))
        held = {one.document: one for one in read_hidden(connection, asked)}
    changed: list[HiddenChange] = [
        (held.get(id), one)
        for id, one in hidden.items()
        if id not in held or held[id].is_removed != one.is_removed
    ]
    return changed + [(held[id], None) for id in dict.fromkeys(edit.shown) if id in held]


def _check_known(asked: Collection[str], known: Collection[str]) -> None:
    if unknown := set(asked) - set(known):
        raise DocumentUnknown(min(unknown))


def _one_document(changed: Sequence[HiddenChange]) -> str | None:
    documents = {one.document for pair in changed for one in pair if one}
    return documents.pop() if len(documents) == 1 else None
