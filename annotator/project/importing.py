"""An import as one act: what comes in with it, how it is taken back, and brought back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from annotator.edits.edit import BringIn, Retire
from annotator.edits.history import Act, Step, UndoStack
from annotator.model.changes import Changes
from annotator.model.errors import UndoBlocked
from annotator.model.labels import LabelSet
from annotator.project.past import row_of
from annotator.project.road import Road
from annotator.storage.imports import (
    begin_import,
    count_other_sets,
    count_taken_places,
    put_retired,
    read_later_steps,
)
from annotator.storage.intake import Intake
from annotator.storage.writer import Transaction

T = TypeVar("T")


class _NothingCame(Exception):
    """Thrown through the transaction, so that an import that brought nothing leaves nothing."""


def bring_in(
    road: Road, job: Callable[[Intake], T], import_id: str, sources: Sequence[str]
) -> tuple[T, Changes]:
    """Let a job add documents and sets in one transaction, as one act of mine; return its result.

    Waits for all edits so far. Whatever the job raises is raised, and nothing of it stays; where
    it adds no document and no set, nothing else of it stays either. SavingFailed.
    """
    results: list[T] = []
    intakes: list[Intake] = []
    with road.lock:
        before = road.label_set
        act = road.new_act(BringIn(import_id), Retire(import_id), "do", None)
        road.imports_running += 1

        def work(writing: Transaction) -> Act:
            begin_import(writing.connection, import_id, act.at, sources)
            intake = Intake(writing, import_id)
            intakes.append(intake)
            results.append(job(intake))
            intake.finish()
            if not intake.documents_added and not intake.sets_added:
                raise _NothingCame
            return _write_act(writing, act, intake, sources)

        queued = road.writer.enqueue(work)
    try:
        done = road.writer.wait_for(queued)
    except _NothingCame:
        done = None
    finally:
        with road.lock:
            road.imports_running -= 1
    if done is None:
        return results[0], Changes()
    return results[0], _take_note(road, done, intakes[0], before)


def _write_act(writing: Transaction, act: Act, intake: Intake, sources: Sequence[str]) -> Act:
    counts = (intake.documents_added, intake.sets_added)
    done = replace(
        act,
        edit=BringIn(intake.import_id, tuple(sources), *counts),
        inverse=Retire(intake.import_id, *counts),
    )
    writing.append(row_of(done))
    return done


def _take_note(road: Road, act: Act, intake: Intake, before: LabelSet) -> Changes:
    """Bring what is in memory up to what the import has left in the file."""
    after = intake.label_set
    with road.lock:
        road.forget()
        road.label_set = after
        road.past.record(act)
    return Changes(
        label_set=(before, after) if before != after else None,
        documents_added=intake.documents_added,
        sets_added=intake.sets_added,
    )


def walk_import_back(road: Road, edit: BringIn | Retire, step: Step, of: int) -> Changes:
    """Retire what an import brought in, or bring it back. The road's lock is held. UndoBlocked."""
    is_retired = isinstance(edit, Retire)
    road.writer.flush()
    with road.store.reading() as connection:
        if is_retired:
            steps = read_later_steps(connection, edit.import_id, of)
            count = count_standing(steps) + count_other_sets(connection, edit.import_id)
        else:
            count = count_taken_places(connection, edit.import_id)
    if count:
        raise UndoBlocked(count)
    inverse = _turned(edit)
    act = road.new_act(edit, inverse, step, of)

    def work(writing: Transaction) -> None:
        put_retired(writing.connection, edit.import_id, is_retired=is_retired)
        writing.append(row_of(act))

    road.writer.run(work)
    road.forget()
    road.past.record(act)
    if is_retired:
        return Changes(documents_retired=edit.documents, sets_added=-edit.sets)
    return Changes(documents_added=edit.documents, sets_added=edit.sets)


def _turned(edit: BringIn | Retire) -> BringIn | Retire:
    make = BringIn if isinstance(edit, Retire) else Retire
    return make(edit.import_id, documents=edit.documents, sets=edit.sets)


def count_standing(steps: Sequence[tuple[str | None, int, str, int | None]]) -> int:
    """Return how many of these acts, each with its annotator, have not been taken back."""
    stacks: dict[str | None, UndoStack] = {}
    for annotator, seq, step, of in steps:
        stacks.setdefault(annotator, UndoStack()).record(seq, cast(Step, step), of)
    return sum(len(stack.undoable) for stack in stacks.values())
