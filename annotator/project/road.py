"""What an open project is at this moment, and what every edit does on the road into the file."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

from annotator.edits.edit import Edit
from annotator.edits.history import Act, Step
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.annotator import Annotator
from annotator.model.article_errors import ArticleDamaged
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import DocumentUnknown, ProjectLocked, ProjectReadOnly
from annotator.model.ids import derived_id, new_id
from annotator.model.labels import LabelSet
from annotator.project.assigned import Assigned
from annotator.project.entities.book import EntityBook
from annotator.project.findings import Findings
from annotator.project.listeners import Listeners
from annotator.project.on_screen import OnScreen
from annotator.project.past import Past, row_of
from annotator.project.reviews import Reviews, rows_of
from annotator.project.rows import Mine
from annotator.storage.annotations import read_finished, read_set, read_statuses_on
from annotator.storage.documents import read_characters, read_document, read_sha256
from annotator.storage.labels import read_label_set
from annotator.storage.store import Store
from annotator.storage.writer import Edited, Writer


class Road:
    """The state that edits change, one lock around it.

    The lock keeps the order: numbers of the history go up as edits stand in the writer's queue.
    Whoever changes anything holds it; listeners are told after it is let go.
    """

    def __init__(self, store: Store, on_screen: OnScreen, listeners: Listeners) -> None:
        self.store = store
        self.on_screen = on_screen
        self.listeners = listeners
        self.lock = threading.RLock()
        self.me: Annotator | None = None
        self.past = Past(store, on_screen)
        self.reviews = Reviews(store)
        self.assigned = Assigned(store, on_screen)
        self.entities = EntityBook(store, on_screen)
        self.disputes: Findings[bool] = Findings()
        self.imports_running = 0
        self.takings_running = 0
        """A colleague's project is being taken in, which may change any set."""
        self.is_closing = False
        self._lengths: dict[str, int] = {}
        self._sound: dict[str, bool] = {}
        """Of documents looked at, whether their text is what its hash says."""
        with store.reading() as connection:
            self.label_set: LabelSet = read_label_set(connection)
        on_screen.note_saved(self.past.last_seq)

    # ---- looking --------------------------------------------------------------------------------

    def document(self, document: str) -> Document:
        """Return a document with what is known about it now. DocumentUnknown."""
        with self.lock:
            meta = self.on_screen.unsaved_metas().get(document)
            is_known = document in self._sound
            with self.store.reading() as connection:
                found = read_document(connection, document)
                sha256 = None if is_known else read_sha256(connection, document)
        if found is None:
            raise DocumentUnknown(document)
        if not is_known:  # also where damage lets the text be found and its hash not
            self._sound[document] = found.sha256 == sha256
        return replace(found, meta=meta) if meta else found

    def is_sound(self, document: str) -> bool:
        """Tell whether the text of a document is what its hash says; looked at once while the
        project is open. DocumentUnknown."""
        if document not in self._sound:
            self.document(document)
        return self._sound[document]

    def check_sound(self, document: str) -> None:
        """ArticleDamaged where the text of a document is not what its hash says: labels belong to
        exactly the text that was shown."""
        if not self.is_sound(document):
            raise ArticleDamaged(document, self.document(document).meta.title or "")

    def annotation_set(self, document: str, annotator: str | None) -> AnnotationSet:
        """Return a set as it is on screen, an empty one where there is none. DocumentUnknown."""
        with self.lock:
            kept = self.on_screen.set_of(document, annotator)
            if kept is not None:
                return kept
            with self.store.reading() as connection:
                found = read_set(connection, document, annotator)
            if found is None:
                self.length(document)
                status: Status = "curated" if annotator is None else "new"
                found = AnnotationSet(
                    self._set_id(document, annotator), document, annotator, status
                )
            self.on_screen.keep_set(found)
            return found

    def _set_id(self, document: str, annotator: str | None) -> str:
        """Return the id of a set that is begun. That of a second time can be told again from
        whose it is, so that undo finds it though nothing of it stands in the file."""
        if annotator is not None and self.assigned.second_time(annotator):
            return derived_id("set", document, annotator)
        return new_id()

    def statuses_on(self, document: str) -> dict[str, Status]:
        """Return annotator id -> status of the sets on a document (id)."""
        with self.lock:
            unsaved = self.on_screen.unsaved_sets_on(document)
            with self.store.reading() as connection:
                found = read_statuses_on(connection, document)
        return found | {one.annotator: one.status for one in unsaved if one.annotator is not None}

    def finished_by(self, annotator: str) -> set[str]:
        """Return the documents (ids) that an annotator (id) has finished."""
        with self.lock:
            unsaved = self.on_screen.unsaved_sets(annotator)
            with self.store.reading() as connection:
                found = read_finished(connection, annotator)
        found -= unsaved.keys()
        return found | {id for id, one in unsaved.items() if one.status == "finished"}

    def set_owner(self, document: str, annotator: str | None) -> str | None:
        """Return whose set somebody (an id) labels on a document: their own, or that of a second
        time while one is open."""
        if annotator is None:
            return None
        with self.lock:
            times = self.assigned.times_of(annotator)
            if times:
                assigned = self.assigned.on(document)
                times = [one for one in times if one.annotator in assigned]
            statuses = self.statuses_on(document) if times else {}
        is_open = (one.annotator for one in times if statuses.get(one.annotator) != "finished")
        return next(is_open, annotator)

    def mine(self) -> Mine:
        """Return which sets are mine, and what is assigned to me."""
        me = self.my_id
        if me is None:
            return Mine(None)
        with self.lock:
            assigned = set(self.assigned.of(me))
            instead: dict[str, str] = {}
            for time in reversed(self.assigned.times_of(me)):
                again = self.assigned.of(time.annotator).keys()
                assigned |= again
                instead |= dict.fromkeys(again - self.finished_by(time.annotator), time.annotator)
        return Mine(me, instead, frozenset(assigned))

    def length(self, document: str) -> int:
        """Return how many characters a document has. DocumentUnknown."""
        known = self._lengths.get(document)
        if known is None:
            with self.store.reading() as connection:
                known = read_characters(connection, document)
            if known is None:
                raise DocumentUnknown(document)
            self._lengths[document] = known
        return known

    # ---- doing ----------------------------------------------------------------------------------

    @property
    def writer(self) -> Writer:
        """The writer. ProjectReadOnly."""
        if self.is_closing:
            raise RuntimeError("the project is closed")
        if self.store.writer is None:
            raise ProjectReadOnly(self.store.path, self.store.read_only_reason)
        return self.store.writer

    def check_writable(self) -> None:
        """ProjectReadOnly where nothing may be changed."""
        _ = self.writer

    def check_free(self) -> None:
        """ProjectLocked where anything may be about to change: nothing may be done just now."""
        if self.takings_running:
            raise ProjectLocked(self.store.path, "import")

    @property
    def my_id(self) -> str | None:
        """The id of whoever annotates here now."""
        return self.me.id if self.me else None

    def new_act(
        self,
        edit: Edit,
        inverse: Edit,
        step: Step,
        of: int | None,
        *,
        document: str | None = None,
        annotation_set: str | None = None,
    ) -> Act:
        """Return an act of mine with the next number of the history."""
        self.past.stack(self.my_id)  # read before the act is queued, which it records
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        seq = self.past.take_seq()
        return Act(seq, at, self.my_id, document, annotation_set, step, of, edit, inverse)

    def send(self, act: Act, changes: Changes) -> None:
        """Show what an act changed, queue it for saving, and remember it."""
        # First: what cannot be written is not shown.
        edited = Edited(changes, row_of(act), rows_of(changes))
        if changes.annotation_set:
            self.on_screen.keep_set(changes.annotation_set, act.seq)
        if changes.meta and changes.document:
            self.on_screen.keep_meta(changes.document, changes.meta[1], act.seq)
        self.reviews.note(changes)
        self.assigned.note(act.seq, changes)
        self.entities.note(act.seq, changes)
        self.disputes.note(changes)
        self.writer.submit(edited)
        self.past.record(act)

    def tell(self, changes: Changes, origin: object) -> Changes:
        """Tell the listeners, unless nothing changed; return the same changes."""
        if not changes.is_empty:
            self.listeners.changed(changes, origin)
        return changes

    def forget(self) -> None:
        """Drop what was read: an import came or went."""
        self.on_screen.forget_saved()
        self.assigned.forget()
        self.entities.forget()
        self.disputes.forget()
        self._lengths.clear()
