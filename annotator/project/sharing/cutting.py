"""My stream in this copy of a project: what is to go out, made from the rows of the history."""

from collections.abc import Iterator
from datetime import UTC, datetime

from annotator.edits.edit import (
    BringIn,
    GiveBack,
    JoinAnnotators,
    PartAnnotators,
    Retire,
    TakeIn,
)
from annotator.edits.history import Act
from annotator.hub.folder import FolderHub
from annotator.hub.revision import FIRST, Head, NewRevision, Revision, chained
from annotator.model.annotator import Annotator
from annotator.project.merging.sides import FileSide
from annotator.project.past import act_of
from annotator.project.road import Road
from annotator.project.sharing.packing import SAID_OF_ARTICLES, Packing, judged_in
from annotator.storage.about import put_about
from annotator.storage.annotations import read_labelled
from annotator.storage.copy_identity import read_copy, renew_copy, stream_of
from annotator.storage.history import last_row, read_rows, read_sha256
from annotator.storage.imports import read_documents_of

_PAGE = 500
_AT_ONCE = 200
"""Revisions that are written into the stream at once."""


def settled_copy(road: Road, hub: str) -> str:
    """Return the name of this copy of the project, which is to be shared in a place."""
    road.writer.run(lambda writing: put_about(writing.connection, HUB, hub))
    with road.store.reading() as connection:
        return read_copy(connection)


HUB = "hub"
"""Where the project is shared: its name in the table of names and values."""


def renewed_copy(road: Road) -> str:
    """Give this copy of the project another name, and return it."""
    road.writer.run(lambda writing: renew_copy(writing.connection))
    with road.store.reading() as connection:
        return read_copy(connection)


def head_of(outbox: FolderHub, copy: str, me: Annotator) -> Head:
    """Return how far my stream goes here."""
    stream = stream_of(copy, me.id)
    return outbox.heads().get(stream, Head(stream, me.id, me.name, 0, FIRST))


def last_of(outbox: FolderHub, head: Head) -> Revision | None:
    """Return the last revision of a stream, None where it has none."""
    return outbox.last(head) if head.seq else None


def is_ours(road: Road, seq: int, sha256: str) -> bool:
    """Tell whether the history has a row (number, hash), as it had when it was shared last: one
    that was put back to an older state, unnoticed, has not, or goes another way."""
    with road.store.reading() as connection:
        return not seq or read_sha256(connection, seq) == sha256


def cut(road: Road, outbox: FolderHub, head: Head) -> Head:
    """Write what I have done since the last time into my stream; return how far it goes then."""
    last = last_of(outbox, head)
    side = FileSide(road.store.path, road.store.reading)
    with road.store.reading() as connection:
        act, act_sha256 = last_row(connection)
    new = _new(road, side, head.person, last.act if last else 0, act)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    ready: list[Revision] = []
    for one in chained(head, new, at=at, act=act, act_sha256=act_sha256):
        ready.append(one)
        if len(ready) == _AT_ONCE:
            head = _write(outbox, head, ready)
            ready = []
    return _write(outbox, head, ready) if ready else head


def _write(outbox: FolderHub, head: Head, ready: list[Revision]) -> Head:
    after = head._replace(seq=ready[-1].seq, sha256=ready[-1].sha256)
    outbox.append(after, ready)
    return after


def count_waiting(road: Road, last: Revision | None, me: str) -> int:
    """Return of how many articles something would go out."""
    side = FileSide(road.store.path, road.store.reading)
    with road.store.reading() as connection:
        act, _ = last_row(connection)
    wanted = _Wanted(road, side, Packing(side, me), last.act if last else 0, act)
    return len(wanted.labelled | wanted.spoken_of)


def _new(road: Road, side: FileSide, me: str, after: int, until: int) -> Iterator[NewRevision]:
    packing = Packing(side, me)
    wanted = _Wanted(road, side, packing, after, until)
    if wanted.has_project:
        yield packing.project()
    for id in side.texts:
        if id in wanted.labelled or id in wanted.spoken_of:
            about = side.about(id)
            if id in wanted.labelled and (one := packing.labels_on(about)):
                yield one
            if id in wanted.spoken_of and (one := packing.said_of(about)):
                yield one


class _Wanted:
    """What the rows of the history after one number, up to another, have touched of mine."""

    def __init__(
        self, road: Road, side: FileSide, packing: Packing, after: int, until: int
    ) -> None:
        self.labelled: set[str] = set()
        """Documents (ids) on which my labels may have changed."""
        self.spoken_of: set[str] = set()
        """Documents of which I may have said something."""
        self.has_project = after == 0
        self._road = road
        self._packing = packing
        if after == 0:
            self._note_all()
        while after < until:
            with road.store.reading() as connection:
                page = read_rows(connection, None, after, _PAGE)
            for row in page:
                if row.seq <= until:
                    self._note(act_of(row))
            after = page[-1].seq if page else until

    def _note_all(self) -> None:
        for owner in sorted(self._packing.owners):
            with self._road.store.reading() as connection:
                self.labelled.update(read_labelled(connection, [owner]))

    def _note(self, act: Act) -> None:
        is_mine = act.annotator == self._packing.me
        edit = act.edit
        if act.document is not None:
            if act.annotation_set is not None:
                self.labelled.add(act.document)
            if is_mine and isinstance(edit, SAID_OF_ARTICLES):
                self.spoken_of.add(act.document)
        elif isinstance(edit, TakeIn | GiveBack | BringIn | Retire):
            owners = sorted(self._packing.owners)
            with self._road.store.reading() as connection:
                self.labelled |= read_documents_of(connection, edit.import_id, owners)
            self.has_project |= is_mine and isinstance(edit, BringIn)
        elif isinstance(edit, JoinAnnotators | PartAnnotators):
            self._note_all()
        elif is_mine:
            self.has_project = True
            self.spoken_of.update(judged_in(edit), judged_in(act.inverse))
