"""What is learned from my labels in a project: phrases, kept up as I go on."""

import threading
from collections.abc import Iterable, Iterator

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import Cancelled
from annotator.project.findings import touched_documents
from annotator.project.pages import pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.storage.annotations import read_labelled
from annotator.storage.dismissals import read_dismissals
from annotator.suggest.folding import fold
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases, count_bare
from annotator.suggest.rejection import Rejection, rejection_of
from annotator.suggest.suggestion import Suggestion

Article = tuple[Document, AnnotationSet]


class Repeated:
    """Phrases with what finds them, as they were at a moment; never changed after it is made."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.matcher = Matcher(phrases.shapes)


class Learning:
    """Reads my sets once, and again those that have changed since. Any thread may ask."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._lock = threading.Lock()
        self._stale: set[str] = set()
        self._said: list[tuple[Rejection, int]] = []
        """Rejections that came (1) or went (-1) since, and are not counted yet."""
        self._phrases: Phrases | None = None
        self._whose: str | None = None
        self._repeated: Repeated | None = None

    def note(self, changes: Changes) -> None:
        """Take note of what has changed."""
        self._stale |= touched_documents(changes)
        for before, after in changes.dismissed:
            for dismissal, count in ((before, -1), (after, 1)):
                rejection = rejection_of(dismissal) if dismissal else None
                if rejection is not None and rejection.annotator == self._road.my_id:
                    self._said.append((rejection, count))

    def forget(self) -> None:
        """Learn everything anew when it is next asked for."""
        self._whose = None

    def repeated(
        self,
        besides: str,
        *,
        is_case_exact: bool,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Repeated:
        """Return what is known of phrases, up to date but for a document (id) that is being worked
        on; the first time it reads all that I have labelled. It belongs off the GUI thread.
        Cancelled."""
        with self._lock:
            me, phrases = self._road.my_id, self._phrases
            is_known = phrases is not None and self._whose == me
            if phrases is None or not is_known or phrases.is_case_exact != is_case_exact:
                self._stale.clear()
                self._said.clear()
                phrases = Phrases(is_case_exact=is_case_exact)
                documents = my_documents(self._road)
            else:
                documents = sorted(self._stale - {besides})
                self._stale -= set(documents)
            if documents or self._repeated is None or self._repeated.phrases is not phrases:
                try:
                    self._read(phrases, documents, progress, is_cancelled)
                except Cancelled:
                    self._whose = None
                    raise
                self._phrases, self._whose = phrases, me
                self._repeated = Repeated(phrases)
            self._count_said(phrases)
            assert self._repeated is not None
            return self._repeated

    def _read(
        self,
        phrases: Phrases,
        documents: list[str],
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> None:
        is_first = not phrases.documents()
        rounds = 2 if is_first else 1
        for done, (document, mine) in enumerate(my_articles(self._road, documents, is_cancelled)):
            progress(Progress(done, rounds * len(documents)))
            phrases.put(document.id, document.text, mine.spans.values())
        if not is_first:
            return
        matcher = Matcher(phrases.shapes)
        for done, (document, mine) in enumerate(my_articles(self._road, documents, is_cancelled)):
            progress(Progress(len(documents) + done, rounds * len(documents)))
            if mine.status == "finished":
                spans = mine.spans.values()
                phrases.bare += count_bare(
                    document.text, spans, matcher, is_case_exact=phrases.is_case_exact
                )
        self._count_rejected(phrases, ((one, 1) for one in my_rejections(self._road)))

    def _count_said(self, phrases: Phrases) -> None:
        said, self._said = self._said, []
        self._count_rejected(phrases, said)

    def _count_rejected(self, phrases: Phrases, said: Iterable[tuple[Rejection, int]]) -> None:
        """Take a rejection for a place that wears no label."""
        by_document: dict[str, list[tuple[Suggestion, int]]] = {}
        for rejection, count in said:
            one = (rejection.suggestion, count)
            by_document.setdefault(rejection.document, []).append(one)
        for page in pages(list(by_document)):
            for found in read_said(self._road, page, with_review=False):
                text = found.document.text
                for suggestion, count in by_document[found.document.id]:
                    words = text[suggestion.start : suggestion.end]
                    phrases.bare[fold(words, is_case_exact=phrases.is_case_exact)] += count


def my_documents(road: Road) -> list[str]:
    """Return the articles (ids) of which I have said something."""
    me = road.my_id
    if me is None:
        return []
    with road.lock:
        unsaved = road.on_screen.unsaved_sets(me)
        with road.store.reading() as connection:
            found = read_labelled(connection, [me])
    return [*found, *sorted(unsaved.keys() - set(found))]


def my_articles(
    road: Road, documents: list[str], is_cancelled: IsCancelled = lambda: False
) -> Iterator[Article]:
    """Yield documents (ids) with my sets on them, read page by page. Cancelled."""
    me = road.my_id
    for page in pages(documents):
        if is_cancelled():
            raise Cancelled
        for said in read_said(road, page, with_review=False):
            if me is not None:
                yield said.document, said.set_of(me)


def my_rejections(road: Road, document: str | None = None) -> list[Rejection]:
    """Return what I have rejected, on a document (id) or on all."""
    with road.store.reading() as connection:
        kept = read_dismissals(connection)
    found = (rejection_of(one) for one in kept if document in (None, one.document))
    return [one for one in found if one is not None and one.annotator == road.my_id]
