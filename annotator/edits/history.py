"""History: who did what when, and which act the next undo or redo takes."""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from annotator.edits.edit import Edit

Step = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the history. `seq` orders; `at` (ISO 8601, UTC) only informs: clocks lie.

    An undo or redo names in `of` the seq of the act that it takes back or does again; its `edit`
    is what was applied then. `inverse` takes this very row back.
    """

    seq: int
    at: str
    annotator: str | None
    document: str | None
    annotation_set: str | None
    step: Step
    of: int | None
    edit: Edit
    inverse: Edit


@dataclass(slots=True)
class UndoStack:
    """Which acts of one annotator can be taken back and done again, by seq, the newest last."""

    undoable: list[int] = field(default_factory=list)
    redoable: list[int] = field(default_factory=list)

    def record(self, seq: int, step: Step, of: int | None) -> None:
        """Take a new row of the history in; a new act forgets what could be done again."""
        if step == "do":
            # In order of seq: an import is recorded when it ends, edits made meanwhile before it.
            insort(self.undoable, seq)
            self.redoable.clear()
        elif step == "undo":
            self._move(of, self.undoable, self.redoable)
        else:
            self._move(of, self.redoable, self.undoable)

    @staticmethod
    def _move(seq: int | None, source: list[int], target: list[int]) -> None:
        if seq in source:
            source.remove(seq)
            target.append(seq)


def stack_of(rows: Iterable[tuple[int, Step, int | None]]) -> UndoStack:
    """Return the stack after these rows (seq, step, of) in order of seq."""
    stack = UndoStack()
    for seq, step, of in rows:
        stack.record(seq, step, of)
    return stack
