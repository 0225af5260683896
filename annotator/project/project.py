"""The door: open or make a project, read it, apply edits, undo, bring in, take out."""

import atexit
import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

from annotator import __version__
from annotator.edits.cleaning import clean_edit
from annotator.edits.edit import CorrectMeta, ReplaceLabelSet, SetEdit
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator, fit_name
from annotator.model.changes import Changes
from annotator.model.document import Document, Meta
from annotator.model.errors import SavingFailed
from annotator.model.labels import LabelSet
from annotator.project.annotating import apply_to_set
from annotator.project.annotators import People
from annotator.project.assignments import Assignments
from annotator.project.backups import Backups, folder_of_backups
from annotator.project.checking import check_project
from annotator.project.consistency.consistency import Consistency
from annotator.project.corpus_search import CorpusSearch
from annotator.project.correcting import correct
from annotator.project.doubts import find_doubtful
from annotator.project.entities.entities import Entities
from annotator.project.import_choice import ImportChoice
from annotator.project.importing import bring_in
from annotator.project.label_changes.changing import Labels
from annotator.project.label_use import LabelUse, read_label_use
from annotator.project.listeners import Listener, Listeners, Relay
from annotator.project.listing import count_by_state, list_rows, list_sets
from annotator.project.near_duplicates import NearDuplicates
from annotator.project.on_screen import OnScreen
from annotator.project.past import read_history
from annotator.project.people import find_or_make_annotator, list_annotators
from annotator.project.purging.purging import Purging
from annotator.project.review import Review
from annotator.project.road import Road
from annotator.project.rows import (
    CorpusPreview,
    DocumentFilter,
    DocumentRow,
    ExportChoice,
    Fault,
    ImportReport,
    IsCancelled,
    ListQuery,
    PacketChoice,
    ReportProgress,
    Statistics,
)
from annotator.project.same_elsewhere import SameElsewhere
from annotator.project.seen import Seen
from annotator.project.statistics import read_statistics
from annotator.project.suggesting.suggesting import Suggesting
from annotator.project.timeline.timeline import Timeline
from annotator.project.undoing import next_act, walk_back
from annotator.project.work_list import WorkList
from annotator.resources import resource_path
from annotator.storage.about import read_about
from annotator.storage.copy_identity import read_copy, stream_of
from annotator.storage.documents import read_ids
from annotator.storage.intake import Intake
from annotator.storage.outlet import stream_documents
from annotator.storage.store import Store, create_file
from annotator.text.offsets import Unit

if TYPE_CHECKING:
    from annotator.project.filling_in import FillReport
    from annotator.project.import_preview import ImportPreview
    from annotator.project.merging.report import MergeReport, PacketReport
    from annotator.project.overview.counting import Counted
    from annotator.project.overview.overview import Overview
    from annotator.project.sharing.sharing import Sharing
    from annotator.review.agreement import Agreement

T = TypeVar("T")

_PATIENCE = 10.0
"""Seconds that a report waits for the writer's queue."""


class Project:
    """One open project file. Also a context manager that waits for the queue and closes.

    A script in which ilse marks one name and writes the corpus:

    >>> from annotator import Project
    >>> from annotator.edits.edit import AddSpan
    >>> from annotator.model.document import Meta
    >>> from annotator.model.ids import new_id
    >>> from annotator.model.span import Span
    >>> with Project.create("ferry.annotator", annotator="ilse") as project:
    ...     report = project.add_article("Ilse Varga runs the ferry.", Meta(title="Ferry"))
    ...     person = project.label_set.span_label_named("PERSON")
    ...     span = Span(new_id(), person.id, ((0, 10),))
    ...     changes = project.apply(AddSpan(span), report.documents[0])
    ...     manifest = project.export(Path("ferry.jsonl"))
    >>> with Project.open("ferry.annotator") as project:
    ...     for document in project.documents():
    ...         for annotation_set in project.annotation_sets(document.id):
    ...             for span in annotation_set.spans.values():
    ...                 print(annotation_set.status, span.covered_text(document.text))
    in_progress Ilse Varga
    """

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        label_set: LabelSet | None = None,
        annotator: str | None = None,
        backups: Path | None = None,
    ) -> Self:
        """Make a new project (default label set: news); `backups` as in `open`.

        ProjectExists, TargetUnwritable, NameUnfit.
        """
        path = Path(path)
        if annotator is not None:
            fit_name(annotator)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        create_file(path, label_set or _news_labels(), made_by=__version__, at=made_at)
        return cls.open(path, annotator=annotator, backups=backups)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        annotator: str | None = None,
        is_read_only: bool = False,
        backups: Path | None = None,
    ) -> Self:
        """Open a project, as an annotator of that name (made where there is none). `backups` is
        where the backups of all projects are and the journal beside them, if not where they usually
        are (`project.backups.usual_folder`).

        ProjectMissing, NotAProject, ProjectLocked, ProjectTooNew. A file or folder that cannot be
        written, or that another process has open, opens with `is_read_only`; so does any where
        nothing but reading is asked for.
        """
        project = cls(Path(path), is_read_only=is_read_only, backups=backups)
        try:
            if annotator is not None:
                project.sign_in(annotator)
        except BaseException:
            project._abandon()
            raise
        return project

    def __init__(
        self, path: Path, *, is_read_only: bool = False, backups: Path | None = None
    ) -> None:
        """Use `open` or `create`."""
        self.path = path.absolute()
        self._root = backups
        on_screen = OnScreen()
        self._counted: Counted | None = None
        self._suggesting: Suggesting | None = None
        self._listeners = Listeners()
        self.store = Store(
            self.path,
            Relay(on_screen, self._listeners),
            is_read_only=is_read_only,
            backups=folder_of_backups(self.path, backups),
        )
        """For the rooms of this floor and for `annotator.storage.outlet`: not for windows."""
        try:
            self._road = Road(self.store, on_screen, self._listeners)
        except BaseException:
            self.store.abandon()
            raise
        # A script that forgets to close loses nothing all the same.
        atexit.register(self._close_at_exit)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait until everything is saved, then close. SavingFailed: still open, edits kept."""
        with self._road.lock:
            self._road.is_closing = True
        try:
            # Without the lock: listeners on the writer's thread may be asking for something.
            self.store.close()
        except SavingFailed:
            self._road.is_closing = False
            raise
        atexit.unregister(self._close_at_exit)

    def _abandon(self) -> None:
        self.store.abandon()
        atexit.unregister(self._close_at_exit)

    def _close_at_exit(self) -> None:
        with contextlib.suppress(SavingFailed):
            self.store.close()

    # ---- looking -------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def me(self) -> Annotator | None:
        """Whoever annotates here now; None only looks."""
        return self._road.me

    @property
    def is_read_only(self) -> bool:
        """Whether edits are refused (ProjectReadOnly)."""
        return self.store.is_read_only

    @property
    def read_only_reason(self) -> str:
        """Why: "file", "folder", "newer version", "in use" (see `holder`) or empty."""
        return self.store.read_only_reason

    @property
    def holder(self) -> str:
        """Who has the project open for writing, host and process, where that is the reason."""
        return self.store.holder

    @property
    def stream(self) -> str:
        """The stream of acts that are mine in this very copy of the project: another in every copy
        of the file, also a restored one. "" where nothing was written to it yet, or nobody has
        signed in."""
        with self.store.reading() as connection:
            copy = read_copy(connection)
        return stream_of(copy, self.me.id) if self.me else ""

    @property
    def label_set(self) -> LabelSet:
        """The label set as it is now."""
        return self._road.label_set

    def annotators(self, *, with_second_times: bool = False) -> list[Annotator]:
        """Return the annotators in order of their names; with those that stand for somebody's
        second time (`assignments`) where they are asked for, as whoever names sets must."""
        return list_annotators(self._road, with_second_times=with_second_times)

    def sign_in(self, name: str) -> Annotator:
        """Become the annotator of that name, made where there is none. NameUnfit.

        A name that differs from one known only by case, normal form or blanks is that one.
        """
        self._road.me = find_or_make_annotator(self._road, name)
        return self._road.me

    def documents(self) -> Iterator[Document]:
        """Yield the documents in project order, streamed."""
        for document in stream_documents(self.store):
            meta = self._road.on_screen.unsaved_metas().get(document.id)
            yield replace(document, meta=meta) if meta else document

    def document(self, document: str) -> Document:
        """Return a document by id. DocumentUnknown."""
        return self._road.document(document)

    def is_sound(self, document: str) -> bool:
        """Tell whether the text of a document (id) is what its hash says; where it is not, `apply`
        refuses edits on it (ArticleDamaged). DocumentUnknown."""
        return self._road.is_sound(document)

    def annotation_sets(self, document: Document | str) -> Iterator[AnnotationSet]:
        """Yield the sets on a document (or its id), annotators by name, the curated set last."""
        id = document.id if isinstance(document, Document) else document
        yield from list_sets(self._road, id)

    def annotation_set(self, document: str, annotator: str | None = None) -> AnnotationSet:
        """Return an annotator's (by id; default: mine) set as it is on screen: with unsaved edits.

        Where there is none yet an empty one, kept from its first edit on. Mine is that of a second
        time (`assignments`) while one is open. Where nobody has signed in, the default is the
        curated set. DocumentUnknown.
        """
        road = self._road
        return road.annotation_set(document, annotator or road.set_owner(document, road.my_id))

    def document_keys(
        self,
        search: str = "",
        which: DocumentFilter = "all",
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> list[int]:
        """Return the keys of documents in project order whose title, source or text has the words
        of `search` (case folded, all of them) and whose status for me is `which`. `work_list.keys`
        asks more."""
        return self.work_list.keys(ListQuery(search, which), is_cancelled)

    def document_ids(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of the documents with these keys, in their order."""
        with self.store.reading() as connection:
            return read_ids(connection, keys)

    def document_rows(self, keys: Sequence[int]) -> list[DocumentRow]:
        """Return list rows for these keys, in their order; statuses and counts are mine."""
        return list_rows(self.store, self._road.on_screen, self._road.mine(), keys)

    def document_counts(self) -> dict[str, int]:
        """Return how many documents there are: all, new, in_progress, finished (for me); where
        something is assigned to me, mine and mine_open (not finished) too, doubtful where spans of
        mine are to be looked at, and hidden where any are."""
        road, mine = self._road, self._road.mine()
        counts = count_by_state(self.store, road.on_screen, mine)
        doubtful = len(find_doubtful(road, mine))
        return {**counts, "doubtful": doubtful} if doubtful else counts

    # ---- doing ---------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Tell the listener of everything from now on."""
        self._listeners.add(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Tell the listener nothing more."""
        self._listeners.remove(listener)

    def apply(self, edit: SetEdit, document: str, origin: object = None) -> Changes:
        """Apply an edit to my set on a document, tell the listeners, and queue it for saving.

        A first mark turns status "new" into "in_progress" in the same act. An edit that changes
        nothing is no act. Errors of `edits.apply`, DocumentUnknown, ArticleDamaged,
        ProjectReadOnly, AnnotatorUnknown (nobody has signed in), ProjectLocked (an import is
        running that may bring in this very set).
        """
        clean = clean_edit(edit)
        return self._walk(lambda road: apply_to_set(road, clean, document), origin)

    def apply_to_project(
        self, edit: CorrectMeta | ReplaceLabelSet, origin: object = None
    ) -> Changes:
        """Apply an edit to a document's meta or to the label set, on the same road.

        DocumentUnknown, ProjectReadOnly; LabelInUse: a label that annotations wear would go;
        ProjectLocked: an import is running that may put labels in.
        """
        clean = clean_edit(edit)
        return self._walk(lambda road: correct(road, clean), origin)

    def undo(self, origin: object = None) -> Changes:
        """Take back my last act, wherever it was. NothingToUndo, UndoBlocked, ActPurged."""
        return self._walk(lambda road: walk_back(road, "undo"), origin)

    def redo(self, origin: object = None) -> Changes:
        """Do again what I took back last. NothingToUndo."""
        return self._walk(lambda road: walk_back(road, "redo"), origin)

    def _walk(self, act: Callable[[Road], Changes], origin: object) -> Changes:
        """Change something under the lock of the road; tell of it afterwards."""
        with self._road.lock:
            self._road.check_writable()
            self._road.check_free()
            changes = act(self._road)
        return self._road.tell(changes, origin)

    def next_undo(self) -> Act | None:
        """Return the act that `undo` takes back, for the menu's words; None where there is none."""
        with self._road.lock:
            return next_act(self._road, "undo")

    def next_redo(self) -> Act | None:
        """Return the act that `redo` does again."""
        with self._road.lock:
            return next_act(self._road, "redo")

    @property
    def review(self) -> Review:
        """Comparing people, verdicts, discussions, and the curated set."""
        return Review(self._road, self._walk)

    @property
    def labels(self) -> Labels:
        """The labels: what a change of them would do, and doing it."""
        return Labels(self._road, self._walk)

    def label_use(self) -> LabelUse:
        """Return what wears each label and has each attribute. It belongs off the GUI thread."""
        return read_label_use(self._road)

    @property
    def entities(self) -> Entities:
        """The entities behind mentions: looking, linking, merging, splitting."""
        return Entities(self._road, self._walk)

    @property
    def search(self) -> CorpusSearch:
        """Words, phrases, patterns and labels in all articles."""
        return CorpusSearch(self._road)

    @property
    def consistency(self) -> Consistency:
        """What looks like slips in the labels, mended."""
        return Consistency(self._road, self._walk)

    @property
    def suggesting(self) -> Suggesting:
        """What may be labelled next, learned from my labels: asked for, accepted, rejected."""
        if self._suggesting is None:
            self._suggesting = Suggesting(self._road, self._walk)
        return self._suggesting

    @property
    def backups(self) -> Backups:
        """The backups of this project file: made, and listed. Going back to one is `restore` in
        `annotator.project.backups`, while nobody has the project open."""
        return Backups(self.store, self._root)

    @property
    def timeline(self) -> Timeline:
        """Who did what when, past states of articles, putting them back, and blame."""
        return Timeline(self._road, self._walk, self._wait_for_queue)

    @property
    def elsewhere(self) -> SameElsewhere:
        """One phrase in all articles: what is said of it where, and all of it labelled."""
        return SameElsewhere(self._road)

    @property
    def near_duplicates(self) -> NearDuplicates:
        """Articles that are nearly the same, and labels carried from one to another."""
        return NearDuplicates(self._road, self.apply)

    @property
    def work_list(self) -> WorkList:
        """Articles filtered, sorted, set aside, removed, and how far one is with them."""
        return WorkList(self._road, self._walk)

    @property
    def seen(self) -> Seen:
        """What I have had on screen of articles."""
        return Seen(self._road)

    @property
    def people(self) -> People:
        """The annotators: renamed, and joined where two are one person."""
        return People(self._road, self._walk)

    @property
    def purging(self) -> Purging:
        """Articles, and who somebody is, erased for good."""
        return Purging(self._road, self._root)

    @property
    def assignments(self) -> Assignments:
        """Who is to label what, whether blind, and articles that come back."""
        return Assignments(self._road, self._walk)

    @property
    def sharing(self) -> "Sharing":
        """A team: what was done here goes to a shared folder, and what others did comes from it."""
        from annotator.project.sharing.sharing import Sharing

        return Sharing(self._road, self._wait_for_queue)

    @property
    def overview(self) -> "Overview":
        """How far the project is and what is in it, in numbers that are counted once and kept
        while it is open; those that take their time, for the next time too."""
        from annotator.project.overview.counting import Counted  # late: it needs numpy
        from annotator.project.overview.kept import Kept
        from annotator.project.overview.overview import Overview

        if self._counted is None:
            self._counted = Counted(Kept(self.path, self.store.reading))
        return Overview(self._road, self._wait_for_queue, self._counted)

    @property
    def unsaved(self) -> int:
        """How many edits wait for their commit."""
        return self.store.writer.unsaved if self.store.writer else 0

    def flush(self, timeout: float | None = None) -> None:
        """Wait (seconds) until every edit so far is saved. SavingFailed, TimeoutError.

        What failed before is tried again at once.
        """
        if self.store.writer:
            self.store.writer.flush(timeout)

    def retry(self) -> None:
        """Try at once to save what failed; returns at once."""
        if self.store.writer:
            self.store.writer.retry()

    @property
    def saving_error(self) -> SavingFailed | None:
        """Why edits cannot be saved just now, or None."""
        return self.store.writer.error if self.store.writer else None

    # ---- files ---------------------------------------------------------------------------

    def bring_in(
        self,
        job: Callable[[Intake], T],
        *,
        import_id: str,
        sources: Sequence[str] = (),
        origin: object = None,
    ) -> T:
        """Let a job put documents and sets into the project in one transaction, as one act of mine.

        The job runs on the writer's thread. Whatever it raises is raised here, and nothing of it
        stays; nor does anything where it adds no document and no set. ProjectReadOnly,
        SavingFailed.
        """
        result, changes = bring_in(self._road, job, import_id, sources)
        self._road.tell(changes, origin)
        return result

    def import_sources(
        self,
        sources: Iterable[Path | str],
        choice: ImportChoice | None = None,
        *,
        format: str | None = None,
        annotator: str | None = None,
        offset_unit: Unit | None = None,
        settings: Mapping[str, str] | None = None,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> ImportReport:
        """Bring in files, folders and globs: articles, annotations or both, as one act.

        Runs on the caller's thread, writes in one transaction. `choice` says how, or the words
        beside do, as in `ImportChoice`. Cancelled: nothing of it stays. SourceMissing,
        FormatUnknown, SettingUnknown, SettingWrong; all else is in the report.
        """
        from annotator.project import incoming

        choice = choice or ImportChoice(format, annotator, offset_unit, settings or {})
        return incoming.import_sources(
            self, sources, choice, progress=progress, is_cancelled=is_cancelled
        )

    def preview_import(
        self,
        sources: Iterable[Path | str],
        choice: ImportChoice | None = None,
        *,
        seconds: float = 3.0,
        is_cancelled: IsCancelled | None = None,
    ) -> "ImportPreview":
        """Return what an import of these would bring, as far as it can be seen in a few seconds.

        Nothing is changed. Runs on the caller's thread. Cancelled; errors of `import_sources`.
        """
        from annotator.project.previewing import preview_import

        self._wait_for_queue()
        return preview_import(
            self, sources, choice or ImportChoice(), seconds=seconds, is_cancelled=is_cancelled
        )

    def add_article(self, text: str, meta: Meta, *, name: str = "") -> ImportReport:
        """Bring in one pasted article, its structure recognised; `meta` wins over what is found."""
        from annotator.project import incoming

        return incoming.add_article(self, text, meta, name=name)

    def examine(
        self,
        path: Path | str,
        *,
        is_main_file_enough: bool = False,
        with_purged: bool = False,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> "MergeReport":
        """Tell what taking in a colleague's project file would do; nothing is changed.

        The file is never opened in place. `is_main_file_enough`: it may have been copied while it
        was open; `with_purged`: what was erased here may come in again. Cancelled, ProjectMissing,
        NotAProject, ProjectTooNew, MadeWhileOpen, ForeignShape, HistoryBroken, SavingFailed (no
        room for a copy).
        """
        from annotator.project.merging import colleagues

        self._wait_for_queue()
        return colleagues.examine_file(
            self._road,
            Path(path),
            is_main_file_enough,
            progress,
            is_cancelled,
            with_purged=with_purged,
        )

    def merge(
        self,
        path: Path | str,
        *,
        is_main_file_enough: bool = False,
        with_purged: bool = False,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
        origin: object = None,
    ) -> "MergeReport":
        """Take in a colleague's project file as one act of mine; errors as `examine` has them.

        Articles are met by their text, sets by annotator; what contradicts itself is kept to be
        settled in the review. Runs on the caller's thread and writes in one transaction; nobody can
        do anything in the project meanwhile. Cancelled or failed: nothing of it stays. Taking the
        same in again adds nothing. ProjectReadOnly.
        """
        from annotator.project.merging import colleagues

        report, changes = colleagues.merge_file(
            self._road,
            Path(path),
            is_main_file_enough,
            progress,
            is_cancelled,
            with_purged=with_purged,
        )
        self._road.tell(changes, origin)
        return report

    def write_packet(
        self,
        path: Path | str,
        choice: PacketChoice | None = None,
        *,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> "PacketReport":
        """Write a project file with only the chosen articles and sets, beside and renamed.

        What is done in it comes back by `merge`, whatever is done here meanwhile. ProjectExists,
        TargetUnwritable, AnnotatorUnknown, DocumentUnknown, NothingChosen, Cancelled: nothing is
        left behind.
        """
        from annotator.project.merging import colleagues

        self._wait_for_queue()
        return colleagues.write_packet_file(
            self._road, Path(path), choice or PacketChoice(), progress, is_cancelled
        )

    @property
    def packet_note(self) -> str:
        """What whoever wrote this packet said to whoever opens it; "" where it is none."""
        with self.store.reading() as connection:
            return read_about(connection, "packet_note")

    def export(
        self,
        target: Path | BinaryIO,
        choice: ExportChoice | None = None,
        *,
        key: Path | None = None,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> dict[str, Any]:
        """Write a corpus beside and rename it (`.gz`, `.zst`, `.zip` by ending; a folder where the
        format makes one); return the manifest.

        `ExportChoice` says which sets go out. A curated set is made of the sets and verdicts as it
        is written, so it is never older than they are. `key`: where a file goes that tells whose
        pseudonym is whose.

        AnnotationDamaged: something does not agree with its own text. DoesNotFit: `misfit` is
        strict. TargetUnwritable, FolderNotOurs, FolderNeeded, FormatUnknown, ExtraMissing,
        SettingUnknown, SettingWrong, TextNeeded, SplitWrong, AnnotatorUnknown, LabelUnknown,
        DocumentUnknown, Cancelled. In any case the old file stays.
        """
        from annotator.project import outgoing

        self._wait_for_queue()
        return outgoing.export(
            self, target, choice, key=key, progress=progress, is_cancelled=is_cancelled
        )

    def preview_export(
        self,
        choice: ExportChoice,
        lines: int = 3,
        *,
        is_for_me: bool = False,
        is_cancelled: IsCancelled | None = None,
    ) -> CorpusPreview:
        """Return the first lines of what an export would write, how much it would be, and what its
        format could not carry.

        As an export, but with `misfit` strict too the losses are told. `is_for_me`: only such lines
        as I may see now (`assignments.can_see`) are among the first. Cancelled where `is_cancelled`
        says so meanwhile.
        """
        from annotator.project.export_preview import preview_export

        self._wait_for_queue()
        return preview_export(self, choice, lines, is_for_me=is_for_me, is_cancelled=is_cancelled)

    def fill_in(
        self,
        corpus: Path,
        target: Path,
        *,
        is_partial: bool = False,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> "FillReport":
        """Write a corpus that went out without its texts (`ExportChoice.has_text`) once more with
        the texts of this project in it, each held against its hash; return what was filled in.

        is_partial: lines whose text is not here stay without; else TextsMissing. LineWrong,
        SourceMissing, FileUnreadable, TargetUnwritable, Cancelled: the old file stays.
        """
        from annotator.project.filling_in import fill_in, texts_of_store

        return fill_in(
            corpus,
            target,
            texts_of_store(self.store),
            is_partial=is_partial,
            progress=progress,
            is_cancelled=is_cancelled,
        )

    # ---- about ---------------------------------------------------------------------------

    def statistics(self) -> Statistics:
        """Return the counts of the project."""
        self._wait_for_queue()
        with self._road.lock:
            second_times = self._road.assigned.second_times()
        return read_statistics(self.store, self.label_set, second_times)

    def agreement(
        self,
        annotators: Sequence[str] = (),
        *,
        is_unfinished_counted: bool = False,
        is_for_me: bool = False,
        has_gamma: bool = False,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> "Agreement":
        """Return how far annotators (ids; all unless named) agree, in numbers that say what they
        stand on.

        The documents that both of two have finished count, or, with `is_unfinished_counted`, those
        that both have begun; with `is_for_me` those sets alone that I may see in the window
        (`Assignments.can_see`). `has_gamma` adds gamma, which takes its time. AnnotatorUnknown,
        ExtraMissing (gamma needs scipy), Cancelled.
        """
        from annotator.project.agreement import measure_agreement

        self._wait_for_queue()
        return measure_agreement(
            self,
            annotators,
            is_unfinished_counted=is_unfinished_counted,
            is_for_me=is_for_me,
            has_gamma=has_gamma,
            progress=progress,
            is_cancelled=is_cancelled,
        )

    def check(self) -> list[Fault]:
        """Return everything that is not whole; an empty list is good news."""
        self._wait_for_queue()
        return check_project(self.store, self.label_set)

    def history(self, document: str | None = None, *, newest: int | None = None) -> Iterator[Act]:
        """Yield acts in order (of one document), or only the newest so many, newest first."""
        self._wait_for_queue()
        yield from read_history(self.store, document, newest)

    def _wait_for_queue(self) -> None:
        """Let what is queued reach the file; where it cannot, go on with what is there."""
        with contextlib.suppress(SavingFailed, TimeoutError):
            self.flush(_PATIENCE)


def _news_labels() -> LabelSet:
    """Return the label set that comes with the program."""
    from annotator.formats.label_sets import read_label_set

    return read_label_set(resource_path("label_sets", "news.toml"))
