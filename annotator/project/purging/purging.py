"""Articles, and who somebody is, erased for good. A door of its own beside `Project`:
`project.purging`.

Order of things: what would go is counted by doing it and taking it all back. Then it is done in one
transaction, with a tombstone that says it is not finished; the file is written anew, so that the
bytes are gone; a backup is made, so that there is a good one whatever comes; the older ones are
rewritten, each for itself; and the tombstone says that it is finished. A crash before the
transaction has ended leaves all as it was, one after it what `finish` goes on with.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson

from annotator.edits.encoding import decode_edit
from annotator.edits.mentioned import mentioned_in
from annotator.edits.other_copy import copy_annotator
from annotator.model.annotator import Annotator
from annotator.model.backup import Backup
from annotator.model.backup_errors import BackupFailed, BackupUnsound
from annotator.model.changes import Changes
from annotator.model.errors import (
    AnnotatorUnknown,
    Cancelled,
    DocumentUnknown,
    SavingFailed,
)
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.purge import Erased, Mentioned, Tombstone
from annotator.model.purge_errors import PurgeRefused, PurgeUnfinished, ReasonMissing
from annotator.project.backups import (
    backups_of,
    folder_of_backups,
    own_folder,
    usual_folder,
    usual_limit,
)
from annotator.project.hiding import stands_on
from annotator.project.joining import free_name
from annotator.project.listing import shown_title
from annotator.project.merging.giving_back import forget_all
from annotator.project.people import list_annotators
from annotator.project.purging.told import ArticlesPurge, Copies, PersonPurge, PurgeReport
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.sharing.forgetting import forget_streams
from annotator.storage.annotators import read_annotators
from annotator.storage.backups.making import make_backup
from annotator.storage.documents import document_key, read_document
from annotator.storage.emptied import count_emptied
from annotator.storage.fingerprints import Printed, read_fingerprints, read_newer_texts
from annotator.storage.journal.pieces import drop_pieces, list_pieces
from annotator.storage.overview.cache import forget_counted
from annotator.storage.purging.articles import Found, find_documents, hashes_of
from annotator.storage.purging.copies import Cleaned, clean_backups, copies_beside
from annotator.storage.purging.erasing import Order, erase
from annotator.storage.purging.people import Person, read_articles
from annotator.storage.purging.purges import (
    put_finished,
    read_annotator_name,
    read_texts_with,
    read_tombstones,
)
from annotator.storage.writer import Transaction, Writer
from annotator.text.resemblance import resembling

_PSEUDONYM = "Annotator {}"
_LOOKED_AT = 50
_PAGE = 200
"""Articles read at once: some milliseconds."""


class _TakenBack(Exception):
    """Thrown through a transaction, so that nothing of it stays: it was only to be counted."""

    def __init__(self, erased: Erased) -> None:
        self.erased = erased


class Purging:
    """What can be asked of what was, or is to be, erased; and erasing it. It belongs off the GUI
    thread."""

    def __init__(self, road: Road, root: Path | None = None) -> None:
        """`root` is where the backups of all projects are; None: where they usually are."""
        self._road = road
        self._root = root

    # ---- looking --------------------------------------------------------------------------------

    def tombstones(self) -> list[Tombstone]:
        """Return what is left of all that was erased, the oldest first."""
        with self._road.store.reading() as connection:
            return read_tombstones(connection)

    def count_emptied(self) -> int:
        """Return how many acts of the history were emptied."""
        with self._road.store.reading() as connection:
            return count_emptied(connection)

    def unfinished(self) -> list[Tombstone]:
        """Return those of which copies may still have what was erased."""
        return [one for one in self.tombstones() if not one.is_finished]

    def preview_articles(
        self, documents: Sequence[str], *, root: Path | None = None
    ) -> ArticlesPurge:
        """Return what erasing articles (ids) would do; nothing happens. DocumentUnknown,
        ProjectReadOnly, PurgeRefused, SavingFailed."""
        road = self._road
        on_them = stands_on(road, documents)
        erased = self._tried(self._order(road.me, "", documents), documents)
        with road.store.reading() as connection:
            found = find_documents(connection, documents)
            held = [read_document(connection, id) for id in documents]
            twins = read_texts_with(connection, found.texts) - {*documents}
            pairs = read_newer_texts(connection).items()
            printed = read_fingerprints(connection)
        gone = {*documents}
        related = {one for pair in pairs if gone & {*pair} for one in pair}
        related = (related | _nearly_the_same(printed, gone)) - gone
        with road.lock:
            verdicts = [one for id in documents for one in road.reviews.verdicts(id).values()]
        return ArticlesPurge(
            tuple((one.id, shown_title(one.meta.title, one.text, one.id)) for one in held if one),
            on_them,
            erased,
            tuple(sorted(twins)),
            tuple(sorted(related - twins)),
            sum(bool(one.objectors) for one in verdicts),
            self._copies(root),
        )

    def preview_person(self, annotator: str, *, root: Path | None = None) -> PersonPurge:
        """Return what forgetting who an annotator (id) is would do; nothing happens.
        AnnotatorUnknown, ProjectReadOnly, PurgeRefused, SavingFailed."""
        road = self._road
        person = self._person(annotator)
        order = self._order(road.me, "", (), annotator)
        order = order._replace(
            pseudonym=self.pseudonym(annotator),
            tombstone=order.tombstone._replace(are_words_replaced=True),
        )
        erased = self._tried(order, None)
        with road.store.reading() as connection:
            known = Person(connection, annotator, order.copies, order.told)
            written = tuple(known.written())
        articles = self._count_articles(known.is_named_in)
        return PersonPurge(
            person, tuple(known.names), erased, written, articles, self._copies(root)
        )

    def pseudonym(self, annotator: str) -> str:
        """Return a name that says nothing and that nobody has, for an annotator (id)."""
        taken = {one.name for one in list_annotators(self._road, with_second_times=True)}
        numbers = range(1, len(taken) + 2)
        return next(name for one in numbers if (name := _PSEUDONYM.format(one)) not in taken)

    def _copies(self, root: Path | None) -> Copies:
        path, root = self._road.store.path, root or self._root
        there = [one for each in _roots(root) for one in backups_of(path, each)]
        return Copies(
            len(there),
            sum(one.size for one in there),
            folder_of_backups(path, root),
            tuple(copies_beside(path)),
        )

    # ---- erasing --------------------------------------------------------------------------------

    def purge_articles(
        self,
        documents: Sequence[str],
        reason: str,
        *,
        root: Path | None = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
        origin: object = None,
    ) -> PurgeReport:
        """Erase articles (ids) for good: from the project, its history and its backups.

        Nothing takes it back. ReasonMissing, DocumentUnknown, ProjectReadOnly, PurgeRefused,
        SavingFailed, BackupFailed, BackupUnsound, Cancelled: nothing was done. PurgeUnfinished:
        it is erased here, and backups are still to be rewritten (`finish`).
        """
        order = self._order(self._road.me, reason, documents)
        stop_if(is_cancelled)
        progress(Progress(0, 0, "erasing"))
        erased, before = self._erase(order, documents)
        label_set = self._road.label_set
        changes = Changes(
            documents_retired=len(set(documents)),
            sets_added=-erased.sets,
            label_set=(before, label_set) if before != label_set else None,
        )
        self._road.tell(changes, origin)
        backup, cleaned = self._finish(order, root, progress, is_cancelled)
        return PurgeReport(order.tombstone, erased, backup, cleaned)

    def purge_person(
        self,
        annotator: str,
        pseudonym: str,
        reason: str,
        *,
        are_words_replaced: bool = True,
        root: Path | None = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
        origin: object = None,
    ) -> PurgeReport:
        """Forget who an annotator (id) is: they are called by a pseudonym from now on, here, in the
        history and in backups. Their labels stay. `are_words_replaced`: where people wrote the
        name, too. Errors as `purge_articles` has them; AnnotatorUnknown, NameUnfit,
        AnnotatorNameTaken."""
        road = self._road
        with road.lock:
            name = free_name(road, annotator, pseudonym)
        order = self._order(road.me, reason, (), annotator)
        order = order._replace(
            pseudonym=name,
            tombstone=order.tombstone._replace(are_words_replaced=are_words_replaced),
        )
        stop_if(is_cancelled)
        progress(Progress(0, 0, "erasing"))
        people = {one.id: one for one in list_annotators(road, with_second_times=True)}
        erased, before = self._erase(order, None)
        road.tell(self._renamed(people, before), origin)
        backup, cleaned = self._finish(order, root, progress, is_cancelled)
        return PurgeReport(order.tombstone, erased, backup, cleaned)

    def finish(
        self,
        *,
        root: Path | None = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> int:
        """Go on with what was erased and is not yet gone from all copies; return how many purges
        that were. PurgeUnfinished, ProjectReadOnly."""
        unfinished = self.unfinished()
        for tombstone in unfinished:
            with self._road.store.reading() as connection:
                by = {one.id: one for one in read_annotators(connection)}.get(tombstone.by or "")
                name = read_annotator_name(connection, tombstone.annotator or "")
            order = Order(tombstone, by, _told, name, self._copy_ids(tombstone.annotator))
            self._finish(order, root, progress, is_cancelled)
        return len(unfinished)

    # ---- inside ---------------------------------------------------------------------------------

    def _order(
        self,
        by: Annotator | None,
        reason: str,
        documents: Sequence[str],
        annotator: str | None = None,
    ) -> Order:
        with self._road.store.reading() as connection:
            for id in documents:
                if document_key(connection, id) is None:
                    raise DocumentUnknown(id)
            found = find_documents(connection, documents)
            hashes = hashes_of(connection, found)
            spared = read_texts_with(connection, found.texts) - {*documents}
        if annotator is not None:
            self._person(annotator)
        tombstone = Tombstone(
            new_id(),
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            by.id if by else None,
            reason.strip(),
            hashes,
            annotator,
            is_finished=False,
        )
        return Order(
            tombstone, by, _told, copies=self._copy_ids(annotator), spared=frozenset(spared)
        )

    def _person(self, annotator: str) -> Annotator:
        everybody = list_annotators(self._road, with_second_times=True)
        found = next((one for one in everybody if one.id == annotator), None)
        if found is None:
            raise AnnotatorUnknown(annotator)
        return found

    @staticmethod
    def _copy_ids(annotator: str | None) -> tuple[str, ...]:
        return () if annotator is None else (copy_annotator(annotator),)

    def _count_articles(self, is_named_in: Callable[[str], bool]) -> int:
        """Return in how many articles somebody is named, read page by page."""
        count, last = 0, 0
        while True:
            with self._road.store.reading() as connection:
                page = read_articles(connection, last, _PAGE)
            count += sum(is_named_in(words) for _, words in page)
            if len(page) < _PAGE:
                return count
            last = page[-1][0]

    def _tried(self, order: Order, documents: Sequence[str] | None) -> Erased:
        """Return how much would be erased: it is done, and all of it taken back."""

        def work(writing: Transaction) -> None:
            raise _TakenBack(erase(writing, order, _found(writing, documents), writing.tail[0] + 1))

        try:
            with self._road.lock:
                self._check()
                queued = self._road.writer.enqueue(work)
            self._road.writer.wait_for(queued)
        except _TakenBack as done:
            return done.erased
        raise AssertionError("it was done, and not taken back")

    def _erase(self, order: Order, documents: Sequence[str] | None) -> tuple[Erased, LabelSet]:
        """Erase in the project; return how much it was, and the label set before."""
        road = self._road
        if not order.tombstone.reason:
            raise ReasonMissing
        with road.lock:
            self._check()
            road.writer.flush()
            seq, before = road.past.take_seq(), road.label_set
            road.imports_running += 1
            road.takings_running += 1
            queued = road.writer.enqueue(
                lambda writing: erase(writing, order, _found(writing, documents), seq)
            )
        try:
            erased: Erased = road.writer.wait_for(queued)
        finally:
            with road.lock:
                road.imports_running -= 1
                road.takings_running -= 1
        with road.lock:
            road.past.forget()
            forget_all(road)
        return erased, before

    def _check(self) -> None:
        road = self._road
        road.check_writable()
        if road.imports_running or road.takings_running:
            raise PurgeRefused(road.store.path, "busy")

    def _renamed(self, before: dict[str, Annotator], labels: LabelSet) -> Changes:
        road = self._road
        now = list_annotators(road, with_second_times=True)
        with road.lock:
            if road.me is not None:
                road.me = next((one for one in now if one.id == road.me.id), road.me)
        pairs = tuple((before[one.id], one) for one in now if before.get(one.id) not in (None, one))
        changed = (labels, road.label_set) if labels != road.label_set else None
        return Changes(people=pairs, label_set=changed, sets_changed=1)

    def _finish(
        self,
        order: Order,
        root: Path | None,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> tuple[Backup, Cleaned]:
        """Write the file anew, make a backup, and take what was erased out of the older ones."""
        road, path, root = self._road, self._road.store.path, root or self._root
        folder = folder_of_backups(path, root)

        def follow(what: str) -> Callable[[int, int], None]:
            def told(done: int, total: int) -> None:
                stop_if(is_cancelled)
                progress(Progress(done, total, what))

            return told

        try:
            progress(Progress(0, 0, "overwriting"))
            forget_counted(path)
            road.writer.wipe()
            _forget_journals(road.writer, [folder_of_backups(path, each) for each in _roots(root)])
            forget_streams(road)
            made = make_backup(
                road.writer, path, folder, limit=usual_limit(), follow=follow("backing up")
            )
            # Listed only now: one that was being made meanwhile may have it too.
            there = [one for each in _roots(root) for one in backups_of(path, each) if one != made]
            cleaned = clean_backups(there, order, follow("backups"))
            road.writer.run(lambda writing: put_finished(writing.connection, order.tombstone.id))
        except Cancelled:
            raise PurgeUnfinished(path, folder) from None
        except (BackupFailed, SavingFailed) as error:
            raise PurgeUnfinished(path, folder, error.reason, error.is_disk_full) from error
        except BackupUnsound as error:
            raise PurgeUnfinished(path, folder, error.where) from error
        return made, cleaned


def _nearly_the_same(printed: Sequence[Printed], documents: Collection[str]) -> set[str]:
    """Return the documents (ids) that are nearly the same as one of some, as far as their
    fingerprints were made; of very many the first are looked at."""
    asked = [one.fingerprint for one in printed if one.document in documents][:_LOOKED_AT]
    everybody = [one.fingerprint for one in printed]
    return {printed[place].document for one in asked for place, _ in resembling(one, everybody)}


def _forget_journals(writer: Writer, folders: Sequence[Path]) -> None:
    """Delete what the journals beside the backups say; with the backup that is made then they begin
    anew. BackupFailed."""
    if writer.journal is not None:
        writer.journal.forget()
    for folder in folders:
        drop_pieces(folder)
        if list_pieces(folder):
            raise BackupFailed(folder, "the journal could not be deleted")


def _found(writing: Transaction, documents: Sequence[str] | None) -> Found | None:
    return None if documents is None else find_documents(writing.connection, documents)


def _told(body: str) -> Mentioned:
    return mentioned_in(decode_edit(orjson.loads(body)))


def _roots(root: Path | None) -> list[Path]:
    """Return where backups may be: where they are wanted, and where they were before anybody had
    chosen."""
    return [*dict.fromkeys(one for one in (root, usual_folder(), own_folder()) if one is not None)]
