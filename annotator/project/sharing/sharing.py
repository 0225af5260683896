"""The door to a team: what was done here goes out, and what others did comes in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotator.hub.article import ArticleKey
from annotator.hub.hub import Hub
from annotator.hub.revision import FIRST, Head
from annotator.model.annotator import Annotator
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import AnnotatorUnknown
from annotator.model.hub_errors import (
    HeadsDiffer,
    HubUnknown,
    RevisionRefused,
    StreamBroken,
    StreamForked,
)
from annotator.model.server_errors import PersonOther, ServerNeeded
from annotator.project.merging.sides import FileSide
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.sharing.connecting import connect, work_of
from annotator.project.sharing.cutting import (
    HUB,
    count_waiting,
    cut,
    head_of,
    is_ours,
    last_of,
    renewed_copy,
    settled_copy,
)
from annotator.project.sharing.fetching import Fetching
from annotator.project.sharing.keeping import Keeping, usual_root
from annotator.project.sharing.report import HubState, Share, StreamState, SyncReport
from annotator.storage.about import read_about
from annotator.storage.copy_identity import read_copy
from annotator.storage.documents import read_document
from annotator.storage.history import last_row

if TYPE_CHECKING:
    from annotator.hub.server.work import Work

Tell = Callable[[Changes, object], object]
T = TypeVar("T")


class Following:
    """Tells how far sending is, and stops it where somebody has had enough."""

    def __init__(
        self, progress: ReportProgress | None, is_cancelled: IsCancelled | None, what: str
    ) -> None:
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._what = what

    def each(self, ones: Iterable[T], total: int = 0) -> Iterator[T]:
        """Yield each on its way out. Cancelled."""
        for number, one in enumerate(ones, 1):
            stop_if(self._is_cancelled)
            if self._progress:
                self._progress(Progress(number, total, self._what))
            yield one


class Sharing:
    """A project and its hub. Everything runs on the caller's thread; work goes on meanwhile, and
    is never held up where the hub cannot be reached: what was not sent goes the next time."""

    def __init__(self, road: Road, wait: Callable[[], None], root: Path | None = None) -> None:
        self._road = road
        self._wait = wait
        self._root = root or usual_root()

    @property
    def place(self) -> str:
        """Where the project was shared last: a folder or a server's address; "" nowhere yet."""
        with self._road.store.reading() as connection:
            return read_about(connection, HUB)

    def push(
        self,
        place: str = "",
        *,
        is_again: bool = False,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> SyncReport:
        """Send what I have done, and the articles that the hub lacks. `place` is remembered.

        What was sent stays sent, whatever happens, and is not sent twice; `is_again`: it is gone
        through once more, for the hub has lost some of it. AnnotatorUnknown
        (nobody has signed in), HubUnknown, HubMissing, HubUnreadable, HubTooNew, ProjectReadOnly,
        Cancelled.
        """
        me, hub = self._begin(place)
        try:
            keeping, head = self._stream(me, hub)
            follow = Following(progress, is_cancelled, hub.name)
            return self._push(hub, keeping, head, follow, is_again=is_again)
        finally:
            hub.close()

    def pull(
        self,
        place: str = "",
        *,
        origin: object = None,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> SyncReport:
        """Take in what others have pushed, on the road of `Project.merge`: as acts of mine that can
        be taken back. What cannot be used is named, and holds nothing up. Errors as `push` has
        them, and those of `Project.merge`."""
        me, hub = self._begin(place)
        try:
            keeping, head = self._stream(me, hub)
            fetching = Fetching(
                self._road,
                hub,
                keeping,
                lambda changes: self._road.tell(changes, origin),
                progress,
                is_cancelled,
            )
            report = fetching.fetch(head.stream)
            self._note_sync(keeping)
            return report
        finally:
            hub.close()

    def state(self, place: str = "") -> HubState:
        """Return how the project stands to its hub; nothing is sent or taken in, and nothing of the
        project is changed. Errors as `push` has them."""
        where = place or self.place
        if not where:
            raise HubUnknown(self._road.store.path)
        me = self._me()
        self._wait()
        with self._road.store.reading() as connection:
            copy = read_copy(connection)
        keeping = Keeping(copy or "none", self._root)
        mine = head_of(keeping.outbox, copy, me)
        hub = self._connected(where, me)
        try:
            heads = hub.heads()
            name = hub.name
            people = work_of(hub).state().people if hub.me else []
        finally:
            hub.close()
        known = keeping.known
        rows = [
            StreamState(
                head.name,
                stream == mine.stream,
                head.seq,
                mine.seq if stream == mine.stream else known.heads.get(stream, (0, ""))[0],
            )
            for stream, head in heads.items()
        ]
        if mine.stream not in heads:
            rows.append(StreamState(me.name, True, 0, mine.seq))
        names = {stream: head.name for stream, head in heads.items()}
        return HubState(
            name,
            known.last_sync,
            sorted(rows, key=lambda one: (not one.is_mine, one.person)),
            count_waiting(self._road, last_of(keeping.outbox, mine), me.id),
            [(int(seq), why) for seq, why in known.refused.get(mine.stream, {}).items()],
            [
                (names.get(stream, ""), int(seq), why)
                for stream, each in known.unfit.items()
                for seq, why in each.items()
            ],
            [Share(one.name, one.kind, one.claimed, one.finished) for one in people],
        )

    # ---- work -----------------------------------------------------------------------------------

    def claim(self, count: int, place: str = "", *, days: int = 7) -> list[str]:
        """Take articles of the hub to label, at most so many; return their ids. They come with the
        next pull, and are mine for some days, or longer where I push. ServerNeeded, and errors as
        `push` has them."""
        with self._work(place) as work:
            return work.claim(count, days)

    def offer(self, per_article: int, place: str = "") -> int:
        """Let the articles of the hub that nobody was asked to label yet be claimed, each by so
        many people; return how many. Errors as `claim` has them, and RightMissing."""
        with self._work(place) as work:
            return work.offer(per_article)

    def release(self, documents: Sequence[str], place: str = "") -> int:
        """Let annotators see what others said of articles (ids) before all have finished; return
        how many that are new. Errors as `offer` has them."""
        with self._work(place) as work:
            return work.release([*documents])

    @contextmanager
    def _work(self, place: str) -> Iterator["Work"]:
        _, hub = self._begin(place)
        try:
            if hub.me is None:
                raise ServerNeeded(hub.name)
            settled_copy(self._road, hub.address)
            yield work_of(hub)
        finally:
            hub.close()

    # ---- beginning ------------------------------------------------------------------------------

    def _me(self) -> Annotator:
        if self._road.me is None:
            raise AnnotatorUnknown("")
        return self._road.me

    def _begin(self, place: str) -> tuple[Annotator, Hub]:
        where = place or self.place
        if not where:
            raise HubUnknown(self._road.store.path)
        me = self._me()
        self._road.check_writable()
        self._wait()
        return me, self._connected(where, me)

    @staticmethod
    def _connected(where: str, me: Annotator) -> Hub:
        hub = connect(where)
        if hub.me and hub.me.person != me.id:
            hub.close()
            raise PersonOther(me.name, hub.me.name, hub.name)
        return hub

    def _stream(self, me: Annotator, hub: Hub) -> tuple[Keeping, Head]:
        """Return what this copy keeps, and my stream in it; a new one where the file is not the one
        that the stream was made of."""
        keeping, head = self._kept(settled_copy(self._road, hub.address), me, hub)
        last = last_of(keeping.outbox, head)
        rows = [keeping.known.row, *([(last.act, last.act_sha256)] if last else [])]
        if not all(is_ours(self._road, *row) for row in rows):
            keeping, head = self._kept(renewed_copy(self._road), me, hub)
        return keeping, head

    def _kept(self, copy: str, me: Annotator, hub: Hub) -> tuple[Keeping, Head]:
        keeping = Keeping(copy, self._root)
        head = head_of(keeping.outbox, copy, me)
        there = hub.heads().get(head.stream)
        if there and there.seq > head.seq:
            # What was kept here is lost, but nobody else adds to my stream: it comes back.
            head = head._replace(person=there.person)
            keeping.outbox.append(there, hub.revisions(head))
            head = head_of(keeping.outbox, copy, me)
        return keeping, head

    # ---- sending --------------------------------------------------------------------------------

    def _push(
        self, hub: Hub, keeping: Keeping, head: Head, follow: "Following", *, is_again: bool
    ) -> SyncReport:
        report = SyncReport(hub.name)
        head = cut(self._road, keeping.outbox, head)
        self._put_articles(hub, report, follow)
        nothing = head._replace(seq=0, sha256=FIRST)
        there = nothing if is_again else hub.heads().get(head.stream, nothing)
        if there.seq < head.seq:
            try:
                refused = hub.append(head, follow.each(keeping.outbox.revisions(there)))
            except StreamBroken:
                raise StreamForked(head.name, head.stream, there.seq) from None
            report.sent = head.seq - there.seq
            told = keeping.known.refused.setdefault(head.stream, {})
            told |= {str(one.seq): one.reason for one in refused}
            report.problems += [RevisionRefused(head.name, *one) for one in refused]
        self._compare(hub, head, report)
        self._note_sync(keeping)
        return report

    def _put_articles(self, hub: Hub, report: SyncReport, follow: "Following") -> None:
        side = FileSide(self._road.store.path, self._road.store.reading)
        keys = [ArticleKey(*one) for one in side.texts.items() if one[0] not in side.hidden]
        lacking = hub.lacks(keys)
        ids = [key.document for key in keys if key in lacking]
        report.articles_sent = hub.put(
            found for id in follow.each(ids, len(ids)) if (found := self._document(id))
        )

    def _document(self, id: str) -> Document | None:
        with self._road.store.reading() as connection:
            return read_document(connection, id)

    @staticmethod
    def _compare(hub: Hub, head: Head, report: SyncReport) -> None:
        there = hub.heads().get(head.stream, head._replace(seq=0, sha256=FIRST))
        report.is_same = (there.seq, there.sha256) == (head.seq, head.sha256)
        if not report.is_same:
            report.problems.append(HeadsDiffer(head.name, head.seq, there.seq))

    def _note_sync(self, keeping: Keeping) -> None:
        keeping.known.last_sync = datetime.now(UTC).isoformat(timespec="seconds")
        with self._road.store.reading() as connection:
            keeping.save(last_row(connection))
