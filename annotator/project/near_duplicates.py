"""Articles that are nearly the same, wire copy and updates, and labels carried from one to another.
A door of its own beside `Project`: `project.near_duplicates`."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from annotator.edits.carrying import (
    Carried,
    as_allowed,
    carried_act,
    carry_over,
    without_doubtful,
)
from annotator.edits.edit import AddRelation, AddSpan, SetEdit, Together
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.project.listing import list_rows
from annotator.project.road import Road
from annotator.project.rows import DocumentRow, IsCancelled, Progress, ReportProgress
from annotator.storage.documents import keys_of
from annotator.storage.fingerprints import (
    Printed,
    count_unprinted,
    has_fingerprints,
    put_fingerprints,
    read_fingerprints,
    read_newer_texts,
    read_unprinted,
)
from annotator.storage.outlet import stream_documents
from annotator.storage.writer import Transaction
from annotator.text.alignment import Alignment
from annotator.text.fingerprints import fingerprints_of
from annotator.text.resemblance import groups_of, resembling, resembling_pairs


class Twin(NamedTuple):
    """An article (id) that is nearly the same as others."""

    document: str
    share: float
    """How much it has in common with the one it has most in common with, 0 to 1: of runs of three
    words, estimated."""


class NearDuplicates:
    """What can be asked of near duplicates and done with them. Fingerprints that are missing are
    made first, and kept where the file can be written: with a hundred thousand articles that takes
    half a minute once. It belongs off the GUI thread."""

    def __init__(self, road: Road, apply: Callable[[SetEdit, str, object], Changes]) -> None:
        self._road = road
        self._apply = apply

    def groups(
        self,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[list[Twin]]:
        """Return the groups of articles that are nearly the same, directly or through others, in
        project order. Cancelled."""
        printed = self._printed(progress, is_cancelled)
        pairs = resembling_pairs([one.fingerprint for one in printed])
        best: dict[int, float] = {}
        for one, other, share in pairs:
            best[one] = max(best.get(one, 0), share)
            best[other] = max(best.get(other, 0), share)
        return [
            [Twin(printed[place].document, best[place]) for place in group]
            for group in groups_of(pairs)
        ]

    def among(
        self,
        documents: Collection[str],
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[list[Twin]]:
        """Return the groups that have one of these articles (ids) in them, as `groups` does: what
        is asked after an import. Cancelled."""
        wanted = set(documents)
        return [
            group
            for group in self.groups(progress, is_cancelled)
            if any(one.document in wanted for one in group)
        ]

    def of(
        self,
        document: str,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[Twin]:
        """Return the articles that are nearly the same as one (id), those with most in common
        first. DocumentUnknown, Cancelled."""
        printed = self._printed(progress, is_cancelled)
        mine = next((one.fingerprint for one in printed if one.document == document), None)
        if mine is None:
            self._road.document(document)
            return []
        found = [
            Twin(printed[place].document, share)
            for place, share in resembling(mine, [one.fingerprint for one in printed])
            if printed[place].document != document
        ]
        return sorted(found, key=lambda one: -one.share)

    def newer_texts(self) -> dict[str, str]:
        """Return document -> the one (ids) of which it is a newer text."""
        with self._road.store.reading() as connection:
            return read_newer_texts(connection) if has_fingerprints(connection) else {}

    def rows(self, documents: Collection[str]) -> dict[str, DocumentRow]:
        """Return id -> what a list shows of documents (ids); statuses and counts are mine."""
        road = self._road
        with road.store.reading() as connection:
            keys = keys_of(connection, documents)
        rows = list_rows(road.store, road.on_screen, road.mine(), list(keys.values()))
        return {one.id: one for one in rows}

    # ---- carrying over --------------------------------------------------------------------------

    def look_over(self, source: str, target: str, annotator: str | None = None) -> Carried:
        """Return what of a set on one article can be carried over to my set on another (ids): only
        what lies in passages that are the same. `annotator` (id; default: me) is whose set it is.
        DocumentUnknown."""
        road = self._road
        older, newer = road.document(source), road.document(target)
        theirs = road.annotation_set(source, annotator or road.set_owner(source, road.my_id))
        mine = road.annotation_set(target, road.set_owner(target, road.my_id))
        alignment = Alignment(older.text, newer.text)
        carried = without_doubtful(carry_over(theirs, alignment, mine))
        return as_allowed(carried, road.label_set, mine.spans)

    def carry_over(
        self, source: str, target: str, annotator: str | None = None, origin: object = None
    ) -> tuple[Carried, Changes]:
        """Carry labels over, as `look_over` says, as one act of mine; return what came over too.

        Spans keep that they are propagated; those that stand there already are not made again.
        DocumentUnknown, and the errors of `Project.apply`.
        """
        carried = self.look_over(source, target, annotator)
        spans = [AddSpan(one) for one in carried.spans]
        relations = [AddRelation(one) for one in carried.relations]
        edit = Together((*spans, *relations), carried_act(source))
        return carried, self._apply(edit, target, origin)

    # ---- fingerprints ---------------------------------------------------------------------------

    def _printed(self, progress: ReportProgress, is_cancelled: IsCancelled) -> Sequence[Printed]:
        road = self._road
        with road.store.reading() as connection:
            has_place = has_fingerprints(connection)
        if not has_place or road.store.is_read_only:
            return self._printed_for_now(is_cancelled)
        self._print_missing(progress, is_cancelled)
        with road.store.reading() as connection:
            return read_fingerprints(connection)

    def _print_missing(self, progress: ReportProgress, is_cancelled: IsCancelled) -> None:
        road = self._road
        with road.store.reading() as connection:
            total = count_unprinted(connection)
        done, after = 0, -1
        while done < total:
            if is_cancelled():
                raise Cancelled
            progress(Progress(done, total))
            with road.store.reading() as connection:
                page = read_unprinted(connection, after)
            if not page:
                return
            road.writer.run(partial(_keep, _made(page)))
            after = page[-1][0]
            done += len(page)

    def _printed_for_now(self, is_cancelled: IsCancelled) -> list[Printed]:
        """A file that cannot be written keeps nothing."""
        found: list[Printed] = []
        for document in stream_documents(self._road.store):
            if is_cancelled():
                raise Cancelled
            [fingerprint] = fingerprints_of([document.text])
            if fingerprint:
                found.append(Printed(document.id, fingerprint))
        return found


def _made(page: Sequence[tuple[int, str]]) -> list[tuple[int, bytes | None]]:
    keys, texts = zip(*page, strict=True)
    return list(zip(keys, fingerprints_of(texts), strict=True))


def _keep(made: list[tuple[int, bytes | None]], writing: Transaction) -> None:
    put_fingerprints(writing.connection, made)
