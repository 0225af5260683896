"""What was done: acts as they stand in the file and back, and which of them can be taken back."""

from collections.abc import Iterator
from typing import cast

import orjson

from annotator.edits.edit import PurgeEdit
from annotator.edits.encoding import decode_edit, encode_edit
from annotator.edits.history import Act, Step, UndoStack, stack_of
from annotator.model.errors import NotAProject
from annotator.project.on_screen import OnScreen
from annotator.storage.database import MALFORMED
from annotator.storage.history import (
    HistoryRow,
    last_row,
    read_latest_of,
    read_newest_rows,
    read_row,
    read_rows,
    read_steps,
)
from annotator.storage.store import Store

_PAGE = 500
_ACTS_KEPT = 400
"""Acts that stay in memory although they are in the file, in which they are found again."""


def row_of(act: Act) -> HistoryRow:
    """Return the row that keeps an act."""
    return HistoryRow(
        act.seq,
        act.at,
        act.annotator,
        act.document,
        act.annotation_set,
        act.step,
        act.of,
        orjson.dumps(encode_edit(act.edit)).decode(),
        orjson.dumps(encode_edit(act.inverse)).decode(),
    )


def act_of(row: HistoryRow) -> Act:
    """Return the act that a row keeps."""
    return Act(
        row.seq,
        row.at,
        row.annotator,
        row.document,
        row.annotation_set,
        cast(Step, row.step),
        row.of,
        decode_edit(orjson.loads(row.edit)),
        decode_edit(orjson.loads(row.inverse)),
    )


class Past:
    """The acts of a project, those not saved yet included. Guarded by the lock of the road."""

    def __init__(self, store: Store, on_screen: OnScreen) -> None:
        self._store = store
        self._on_screen = on_screen
        self._stacks: dict[str | None, UndoStack] = {}
        self._acts: dict[int, Act] = {}
        self._latest: dict[int, Act] = {}
        """Of acts touched in this session, the one that last did, took back or did it again."""
        with store.reading() as connection:
            self.last_seq = last_row(connection)[0]

    def take_seq(self) -> int:
        """Return the next number. A number that is not used after all leaves a gap."""
        self.last_seq += 1
        return self.last_seq

    def stack(self, annotator: str | None) -> UndoStack:
        """Return what an annotator (id) can take back and do again."""
        if annotator not in self._stacks:
            with self._store.reading() as connection:
                steps = read_steps(connection, annotator)
                self._stacks[annotator] = stack_of(
                    (seq, cast(Step, step), of) for seq, step, of in steps
                )
        return self._stacks[annotator]

    def record(self, act: Act) -> None:
        """Take a new act in, which may not be saved yet. The stack was read before it was made."""
        self._stacks[act.annotator].record(act.seq, act.step, act.of)
        self._acts[act.seq] = act
        self._latest[act.of or act.seq] = act
        if max(len(self._acts), len(self._latest)) > 2 * _ACTS_KEPT:
            self._drop_oldest_saved()

    def _drop_oldest_saved(self) -> None:
        """A day of labelling makes thousands of acts; those that the file has are read again when
        somebody gets as far back as that."""
        until = min(self._on_screen.saved_seq, self.last_seq - _ACTS_KEPT)
        self._acts = {seq: act for seq, act in self._acts.items() if act.seq > until}
        self._latest = {of: act for of, act in self._latest.items() if act.seq > until}

    def forget(self) -> None:
        """Drop what was read: rows have been emptied, and some may have come. All is saved."""
        with self._store.reading() as connection:
            self.last_seq = max(self.last_seq, last_row(connection)[0])
        self._stacks.clear()
        self._acts.clear()
        self._latest.clear()

    def pass_over(self, annotator: str | None, step: Step) -> int:
        """Leave those acts out of an annotator's (id) stack that come next and were erased, or
        erased something: nothing takes them back. Return how many."""
        stack = self.stack(annotator)
        seqs = stack.undoable if step == "undo" else stack.redoable
        count = 0
        while seqs and isinstance(self.latest_of(seqs[-1]).inverse, PurgeEdit):
            seqs.pop()
            count += 1
        return count

    def act(self, seq: int) -> Act:
        """Return the act with this number. NotAProject where the file is damaged."""
        if seq not in self._acts:
            with self._store.reading() as connection:
                self._acts[seq] = self._act_of(read_row(connection, seq))
        return self._acts[seq]

    def latest_of(self, seq: int) -> Act:
        """Return the act that last did, took back or did again the one with this number."""
        if seq not in self._latest:
            with self._store.reading() as connection:
                self._latest[seq] = self._act_of(read_latest_of(connection, seq))
        return self._latest[seq]

    def _act_of(self, row: HistoryRow | None) -> Act:
        if row is None:  # the file no longer finds what it has told of
            raise NotAProject(self._store.path, MALFORMED)
        return act_of(row)


def read_history(store: Store, document: str | None, newest: int | None) -> Iterator[Act]:
    """Yield acts in order (of one document), or only the newest so many, newest first."""
    if newest is not None:
        with store.reading() as connection:
            page = read_newest_rows(connection, document, newest)
        yield from map(act_of, page)
        return
    after = 0
    while True:
        with store.reading() as connection:
            page = read_rows(connection, document, after, _PAGE)
        yield from map(act_of, page)
        if len(page) < _PAGE:
            return
        after = page[-1].seq
