"""The door: open or make a project, read it, apply edits, undo, bring in, take out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

from annotator.edits.edit import CorrectMeta, ReplaceLabelSet, SetEdit
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.changes import Changes
from annotator.model.document import Document, Meta
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.project.rows import (
    DocumentFilter,
    DocumentRow,
    ExportChoice,
    Fault,
    ImportReport,
    IsCancelled,
    ReportProgress,
    Statistics,
)


class Listener(Protocol):
    """Told of everything that happens to a project. May be called from the writer's thread
    (`saved`, `saving_failed`) or the caller's (`changed`)."""

    def changed(self, changes: Changes, origin: object) -> None:
        """Something changed; it is not saved yet."""

    def saved(self, unsaved: int) -> None:
        """A commit returned; so many edits wait still."""

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        """A commit failed; so many edits wait, and will be tried again."""


class Project:
    """One open project file. Also a context manager that waits for the queue and closes."""

    path: Path
    me: Annotator | None
    """Whoever annotates here now; None only looks."""

    @classmethod
    def create(
        cls, path: Path | str, *, label_set: LabelSet | None = None, annotator: str | None = None
    ) -> Self:
        """Make a new project (default label set: news). ProjectExists, TargetUnwritable."""
        raise NotImplementedError

    @classmethod
    def open(cls, path: Path | str, *, annotator: str | None = None) -> Self:
        """Open a project, as an annotator of that name (made where there is none).

        ProjectMissing, NotAProject, ProjectLocked, ProjectTooNew. A file or folder that cannot be
        written opens with `is_read_only`.
        """
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait until everything is saved, then close. SavingFailed: still open, edits kept."""
        raise NotImplementedError

    # ---- looking -------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def is_read_only(self) -> bool:
        """Whether edits are refused (ProjectReadOnly)."""
        raise NotImplementedError

    @property
    def read_only_reason(self) -> str:
        """Why: "file", "folder", "newer version" or empty."""
        raise NotImplementedError

    @property
    def label_set(self) -> LabelSet:
        """The label set as it is now."""
        raise NotImplementedError

    def annotators(self) -> list[Annotator]:
        """Return the annotators in order of their names."""
        raise NotImplementedError

    def sign_in(self, name: str) -> Annotator:
        """Become the annotator of that name, made where there is none. NameUnfit."""
        raise NotImplementedError

    def documents(self) -> Iterator[Document]:
        """Yield the documents in project order, streamed."""
        raise NotImplementedError

    def document(self, document: str) -> Document:
        """Return a document by id. DocumentUnknown."""
        raise NotImplementedError

    def annotation_sets(self, document: str) -> Iterator[AnnotationSet]:
        """Yield the sets on a document, annotators by name, the curated set last."""
        raise NotImplementedError

    def annotation_set(self, document: str, annotator: str | None = None) -> AnnotationSet:
        """Return an annotator's (by id; default: mine) set as it is on screen: with unsaved edits.

        Where there is none yet an empty one, kept from its first edit on.
        """
        raise NotImplementedError

    def document_keys(self, search: str = "", which: DocumentFilter = "all") -> list[int]:
        """Return the keys of documents in project order whose title, source or text has the words
        of `search` (case folded, all of them) and whose status for me is `which`."""
        raise NotImplementedError

    def document_rows(self, keys: Sequence[int]) -> list[DocumentRow]:
        """Return list rows for these keys, in their order; statuses and counts are mine."""
        raise NotImplementedError

    def document_counts(self) -> dict[str, int]:
        """Return how many documents there are: all, new, in_progress, finished (for me)."""
        raise NotImplementedError

    # ---- doing ---------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Tell the listener of everything from now on."""
        raise NotImplementedError

    def unsubscribe(self, listener: Listener) -> None:
        """Tell the listener nothing more."""
        raise NotImplementedError

    def apply(self, edit: SetEdit, document: str, origin: object = None) -> Changes:
        """Apply an edit to my set on a document, tell the listeners, and queue it for saving.

        A first mark turns status "new" into "in_progress" in the same act. Errors of `edits.apply`,
        ProjectReadOnly.
        """
        raise NotImplementedError

    def apply_to_project(
        self, edit: CorrectMeta | ReplaceLabelSet, origin: object = None
    ) -> Changes:
        """Apply an edit to a document's meta or to the label set, on the same road."""
        raise NotImplementedError

    def undo(self, origin: object = None) -> Changes:
        """Take back my last act, wherever it was. NothingToUndo, UndoBlocked."""
        raise NotImplementedError

    def redo(self, origin: object = None) -> Changes:
        """Do again what I took back last. NothingToUndo."""
        raise NotImplementedError

    def next_undo(self) -> Act | None:
        """Return the act that `undo` takes back, for the menu's words; None where there is none."""
        raise NotImplementedError

    def next_redo(self) -> Act | None:
        """Return the act that `redo` does again."""
        raise NotImplementedError

    @property
    def unsaved(self) -> int:
        """How many edits wait for their commit."""
        raise NotImplementedError

    def flush(self, timeout: float | None = None) -> None:
        """Wait (seconds) until every edit so far is saved. SavingFailed."""
        raise NotImplementedError

    # ---- files ---------------------------------------------------------------------------

    def import_sources(
        self,
        sources: Iterable[Path | str],
        *,
        format: str | None = None,
        annotator: str | None = None,
        offset_unit: str | None = None,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> ImportReport:
        """Bring in files, folders and globs: articles, annotations or both, as one act.

        Runs on the caller's thread, writes in one transaction. `annotator` names whose labels they
        are where the file does not say. Cancelled: nothing of it stays. SourceMissing,
        FormatUnknown; all else is in the report.
        """
        raise NotImplementedError

    def add_article(self, text: str, meta: Meta, *, name: str = "") -> ImportReport:
        """Bring in one pasted article, its structure recognised; `meta` wins over what is found."""
        raise NotImplementedError

    def export(
        self,
        target: Path | BinaryIO,
        choice: ExportChoice | None = None,
        *,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> dict[str, Any]:
        """Write a corpus beside and rename it (`.gz`, `.zst` by ending); return the manifest.

        TargetUnwritable, FormatUnknown, SplitWrong, AnnotatorUnknown, LabelUnknown, Cancelled: the
        old file stays.
        """
        raise NotImplementedError

    def preview_export(self, choice: ExportChoice, lines: int = 3) -> tuple[list[str], int]:
        """Return the first lines of what an export would write, and how many there would be."""
        raise NotImplementedError

    # ---- about ---------------------------------------------------------------------------

    def statistics(self) -> Statistics:
        """Return the counts of the project."""
        raise NotImplementedError

    def check(self) -> list[Fault]:
        """Return everything that is not whole; an empty list is good news."""
        raise NotImplementedError

    def history(self, document: str | None = None, *, newest: int | None = None) -> Iterator[Act]:
        """Yield acts in order (of one document), or only the newest so many, newest first."""
        raise NotImplementedError
