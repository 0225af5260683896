"""What others have pushed since the last time, fetched and taken in as a colleague's project."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.hub.article import ArticleKey
from annotator.hub.hub import Hub
from annotator.hub.revision import FIRST, Head, Kind, Revision
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.hub_errors import (
    HubTooNew,
    RevisionRefused,
    StreamBroken,
    StreamForked,
)
from annotator.project.merging.colleagues import merge_file
from annotator.project.merging.sides import FileSide
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.sharing.keeping import Keeping
from annotator.project.sharing.putting_together import (
    Round,
    put_together,
    rounds_of,
)
from annotator.project.sharing.report import SyncReport
from annotator.project.sharing.unpacking import Unpacked, unpack
from annotator.storage.database import DAMAGE
from annotator.storage.documents import read_document
from annotator.storage.history import last_row
from annotator.storage.imports import read_retired

_TOGETHER = 32_000_000
"""Characters of payload that are taken in at once."""
_ARTICLES_TOGETHER = 2_000
_WRONG = (*DAMAGE, KeyError, TypeError, ValueError, AttributeError)
Tell = Callable[[Changes], object]


class Fetching:
    """One pull. Each batch is taken in for itself; what was taken in stays if a later one fails."""

    def __init__(
        self,
        road: Road,
        hub: Hub,
        keeping: Keeping,
        tell: Tell,
        progress: ReportProgress | None,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self._road = road
        self._hub = hub
        self._keeping = keeping
        self._tell = tell
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._names: dict[str, str] = {}
        """Stream -> whose it is, by name."""
        self.report = SyncReport(hub.name)

    def fetch(self, mine: str) -> SyncReport:
        """Take in what is new in all streams but mine."""
        known = self._keeping.known
        with self._road.store.reading() as connection:
            known.take_back(read_retired(connection, known.imports))
        heads = {stream: head for stream, head in self._hub.heads().items() if stream != mine}
        self._names = {stream: head.name for stream, head in heads.items()}
        self._take_articles()
        for batch in self._batches(heads.values()):
            self._take_batch(batch)
        self._take_loose()
        reached = {stream: known.heads.get(stream, (0, FIRST)) for stream in heads}
        self.report.is_same = not self.report.waiting and all(
            reached[stream] == (head.seq, head.sha256) for stream, head in heads.items()
        )
        return self.report

    # ---- what there is --------------------------------------------------------------------------

    def _batches(self, heads: Iterable[Head]) -> Iterator[list[Revision]]:
        """Yield what is new, a bounded amount at a time."""
        batch: list[Revision] = []
        size = 0
        for head in sorted(heads, key=lambda one: one.stream):
            for one in self._new_in(head):
                self._follow()
                batch.append(one)
                size += len(one.payload)
                if size > _TOGETHER:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def _new_in(self, head: Head) -> Iterator[Revision]:
        """Yield what follows in a stream on what is known of it; what is not whole ends it."""
        seq, sha256 = self._keeping.known.heads.get(head.stream, (0, FIRST))
        if head.seq == seq and head.sha256 != sha256:
            self.report.problems.append(StreamForked(head.name, head.stream, seq))
        if head.seq <= seq:
            return  # Where a hub was put back to an older state, its owner sends the rest again.
        try:
            yield from self._hub.revisions(head._replace(seq=seq, sha256=sha256))
        except StreamBroken as error:
            first = error.seq == seq + 1 and seq > 0 and head.seq > seq
            self.report.problems.append(
                StreamForked(head.name, head.stream, seq)
                if first and self._is_other(head, seq)
                else error
            )

    def _is_other(self, head: Head, seq: int) -> bool:
        """Tell whether the hub has another revision under a number than the one known here."""
        beginning = head._replace(seq=0, sha256=FIRST)
        known = self._keeping.known.heads[head.stream]
        try:
            there = next((one for one in self._hub.revisions(beginning) if one.seq == seq), None)
        except StreamBroken:
            return False
        return there is not None and there.sha256 != known[1]

    # ---- articles -------------------------------------------------------------------------------

    def _take_articles(self) -> None:
        """Take in the articles that are there for me and not here."""
        here = {ArticleKey(*one) for one in self._side().texts.items()}
        ready: dict[ArticleKey, Document] = {}
        for document in self._hub.others(here):
            self._follow()
            ready[ArticleKey(document.id, document.sha256)] = document
            if len(ready) == _ARTICLES_TOGETHER:
                self._merge(Round([], ready))
                ready = {}
        if ready:
            self._merge(Round([], ready))

    # ---- revisions ------------------------------------------------------------------------------

    def _take_batch(self, batch: list[Revision]) -> None:
        known = self._keeping.known
        before = {one.stream: known.heads.get(one.stream, (0, FIRST)) for one in reversed(batch)}
        after = dict(before)
        newest: dict[tuple[str, Kind, str | None], Unpacked] = {}
        stopped: set[str] = set()
        for one in batch:
            if one.stream in stopped:
                continue
            try:
                newest[one.stream, one.kind, one.document] = unpack(one, self._names[one.stream])
            except RevisionRefused as error:
                self._pass_over(one, error)
            except HubTooNew as error:
                self.report.problems.append(error)
                stopped.add(one.stream)  # It is asked for again by a newer version.
                continue
            self.report.fetched += 1
            after[one.stream] = (one.seq, one.sha256)
        imports: list[str] = []
        for parts in rounds_of(newest.values()):
            waiting = self._take_round(parts, imports)
            self.report.waiting += len(waiting)
            for part in waiting:
                # The stream is known only up to there: what waits is asked for again.
                stream = part.revision.stream
                until = (part.revision.seq - 1, part.revision.previous)
                after[stream] = min(after[stream], until)
        known.heads |= {stream: head for stream, head in after.items() if head[0]}
        known.pulls += [(id, before) for id in imports]
        with self._road.store.reading() as connection:
            self._keeping.save(last_row(connection))

    def _take_loose(self) -> None:
        """Take in what may be seen of streams that are not to be seen whole. How far each is known
        is kept by kind and document."""
        known = self._keeping.known
        found = list(self._hub.loose({place: head[0] for place, head in known.loose.items()}))
        parts: list[Unpacked] = []
        for one in found:
            self._names.setdefault(one.stream, one.person)
            try:
                parts.append(unpack(one, self._names[one.stream]))
            except RevisionRefused as error:
                self._pass_over(one, error)
            except HubTooNew as error:
                self.report.problems.append(error)
                continue
            self.report.fetched += 1
            known.loose[one.stream, one.kind, one.document] = (one.seq, one.sha256)
        imports: list[str] = []
        for each in rounds_of(parts):
            waiting = self._take_round(each, imports)
            self.report.waiting += len(waiting)
            for part in waiting:
                known.loose.pop((part.revision.stream, part.revision.kind, part.revision.document))
        known.loose_pulls += [
            (id, [(one.stream, one.kind, one.document) for one in found]) for id in imports
        ]
        if found:
            with self._road.store.reading() as connection:
                self._keeping.save(last_row(connection))

    def _pass_over(self, one: Revision, error: RevisionRefused) -> None:
        self.report.problems.append(error)
        self._keeping.known.unfit.setdefault(one.stream, {})[str(one.seq)] = error.reason

    def _take_round(self, parts: list[Unpacked], imports: list[str]) -> list[Unpacked]:
        """Take in what can be; return what waits for a text or a verdict that has not come yet."""
        side = self._side()
        articles = self._articles_for(parts, side)
        ready: list[Unpacked] = []
        waiting: list[Unpacked] = []
        for one in parts:
            has_text = one.article is None or one.article in articles
            (ready if has_text and self._has_verdicts(one, side) else waiting).append(one)
        if ready:
            imports += self._merge_parts(ready, articles)
        return waiting

    def _articles_for(self, parts: list[Unpacked], side: FileSide) -> dict[ArticleKey, Document]:
        """Return the texts that revisions are about: those that are here, and of others those that
        the hub has."""
        wanted = {one.article for one in parts if one.article}
        wanted |= {
            key
            for one in parts
            for sha256, assigned in one.assignments
            if (key := ArticleKey(assigned.document, sha256)).document in side.texts
        }
        by_text = {sha256: id for id, sha256 in side.texts.items()}
        found: dict[ArticleKey, Document] = {}
        for key in sorted(wanted):
            id = key.document if side.texts.get(key.document) == key.sha256 else None
            id = id or by_text.get(key.sha256)
            if id is not None:
                with self._road.store.reading() as connection:
                    document = read_document(connection, id)
                if document is not None and document.sha256 == key.sha256:
                    found[key] = replace(document, id=key.document)
        missing = wanted - found.keys()
        if missing:
            for document in self._hub.take(missing):
                found[ArticleKey(document.id, document.sha256)] = document
        return found

    @staticmethod
    def _has_verdicts(one: Unpacked, side: FileSide) -> bool:
        """Tell whether the verdicts that somebody answers are here."""
        if not one.answers:
            return True
        document = one.revision.document or ""
        known = side.about(document).verdicts if document in side.texts else {}
        return all(answer.verdict in known for answer in one.answers)

    # ---- taking in ------------------------------------------------------------------------------

    def _merge_parts(
        self, parts: list[Unpacked], articles: dict[ArticleKey, Document]
    ) -> Iterator[str]:
        """Take parts in together; where that cannot be, each for itself, without those that are at
        fault. Yield the imports (ids)."""
        needed = {one.article for one in parts if one.article}
        needed |= {
            ArticleKey(assigned.document, sha256)
            for one in parts
            for sha256, assigned in one.assignments
        }
        chosen = {key: one for key, one in articles.items() if key in needed}
        try:
            yield from self._merge(Round(parts, chosen))
        except _WRONG:
            if len(parts) == 1:
                revision = parts[0].revision
                name = self._names[revision.stream]
                error = RevisionRefused(name, revision.seq, "it contradicts itself")
                self._pass_over(revision, error)
                return
            for one in parts:
                yield from self._merge_parts([one], articles)

    def _merge(self, round: Round) -> list[str]:
        """Take a round in, by the road of every colleague's file."""
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            path = Path(folder) / f"{self._hub.name[:60] or 'hub'}.annotator"
            put_together(path, round, self._side())
            report, changes = merge_file(
                self._road, path, False, self._progress, self._is_cancelled, is_round=True
            )
        self._tell(changes)
        if report.is_anything_new or report.problems:
            self.report.merges.append(report)
        self.report.articles_fetched += report.documents_new
        return [report.import_id] if report.import_id else []

    def _side(self) -> FileSide:
        """Return what our file says now."""
        return FileSide(self._road.store.path, self._road.store.reading)

    def _follow(self) -> None:
        stop_if(self._is_cancelled)
        if self._progress:
            self._progress(Progress(self.report.fetched, 0, self._hub.name))
