"""Searching all articles: words, phrases, beginnings of words, patterns, and what wears a label.
A door of its own beside `Project`: `project.search`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.article_errors import DateWrong
from annotator.model.attribute import AttributeValue
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.model.span import Span
from annotator.project.everywhere import Everywhere, label_everywhere
from annotator.project.listing import shown_title
from annotator.project.pages import Said, pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.searching import telling_of_patterns
from annotator.project.seeing import why_closed
from annotator.storage.documents import read_each_document
from annotator.storage.looking_up import Wanted, look_up
from annotator.storage.word_index import count_unindexed, has_word_index, index_more
from annotator.storage.work_list import read_sources
from annotator.storage.writer import Transaction
from annotator.text.finding import Finder, Query, Range
from annotator.text.index_words import question_of
from annotator.text.tokens import is_amid_letters

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
AROUND = 60
"""Characters shown on either side of a hit."""
_FEW, _MANY = 10, 200
"""Documents looked into at once: few at first, so that something is seen at once."""


@dataclass(frozen=True, slots=True)
class CorpusQuery:
    """What to look for in all articles. Empty conditions are none.

    Words are found where they begin a word; the last may go on, and belongs to the hit as a whole.
    Without words every span that meets
    the conditions on spans (`labels`, `attribute`) is a hit; with words those hits that lie within
    such a span.
    """

    words: str = ""
    is_pattern: bool = False
    is_case_exact: bool = False
    is_whole_word: bool = False
    labels: tuple[str, ...] = ()
    """Span labels (ids)."""
    attribute: tuple[str, AttributeValue] | None = None
    """An attribute (id) of spans and its value; of several values, those that it must have."""
    is_labelled: bool | None = None
    """Whether somebody has labelled exactly the hit; None: does not matter."""
    annotators: tuple[str, ...] = ()
    """Ids: only their labels count, on articles on which one of them has a set."""
    statuses: tuple[Status, ...] = ()
    """Of a set on the article."""
    sources: tuple[str, ...] = ()
    """Of a source in whose name one of these stands, written large or small."""
    since: str = ""
    until: str = ""
    """Publication dates, ISO, or their beginnings (a month, a year), both included."""

    @property
    def wants_spans(self) -> bool:
        """Whether a hit must lie within a span of a certain kind."""
        return bool(self.labels or self.attribute)


def check_date(written: str) -> None:
    """DateWrong, unless a date is a year, a month or a day (ISO), or empty."""
    if written and not _DATE.fullmatch(written):
        raise DateWrong(written)


class Hit(NamedTuple):
    """A place in an article, with what stands around it; labels are ids."""

    document: str
    title: str
    start: int
    end: int
    left: str
    text: str
    right: str
    labels: tuple[str, ...]
    """Those that somebody has put on exactly these characters, by annotator's name."""


class CorpusSearch:
    """What can be asked of all articles. It belongs off the GUI thread."""

    def __init__(self, road: Road) -> None:
        self._road = road

    # ---- the index --------------------------------------------------------------------------

    def count_unindexed(self) -> int:
        """Return how many articles are not in the index of words yet; searches do without."""
        with self._road.store.reading() as connection:
            return count_unindexed(connection) if has_word_index(connection) else 0

    def index(
        self,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> None:
        """Bring the index of words up to date, in steps of some tens of milliseconds: 12 seconds
        for a hundred thousand articles, once. Cancelled; ProjectReadOnly."""
        total = self.count_unindexed()
        done = 0
        while done < total:
            if is_cancelled():
                raise Cancelled
            progress(Progress(done, total))
            more = self._road.writer.run(_index_more)
            if not more:
                return
            done += more

    # ---- finding -----------------------------------------------------------------------------

    def hits(
        self,
        query: CorpusQuery,
        *,
        is_for_me: bool = False,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[list[Hit]]:
        """Yield the hits in project order, some at a time, the first as soon as there are any.

        Articles that are not in the index are all looked into. `is_for_me`: without labels that I
        may not see yet. PatternWrong, PatternTooHeavy (also for too many words); Cancelled.
        """
        for page in self.places(query, progress=progress, is_cancelled=is_cancelled):
            found: list[Hit] = []
            for said, ranges in page:
                sets = self.seen(said, query.annotators, is_for_me=is_for_me)
                found += _hits_in(said, sets, ranges, query)
            if found:
                yield found

    def places(
        self,
        query: CorpusQuery,
        *,
        first: str = "",
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[list[tuple[Said, list[Range] | None]]]:
        """Yield the articles in which the words of a query stand, and where (None: it has no
        words), in project order, some at a time; one (`first`, an id) before all others.

        PatternWrong, PatternTooHeavy; DateWrong; Cancelled.
        """
        for written in (query.since, query.until):
            check_date(written)
        finder = _finder(query)
        if finder is None and not query.wants_spans:
            return
        wanted = self._wanted(query)
        if query.sources and not wanted.sources:
            return
        documents: list[str] = []
        if wanted.question and not first:
            # What is frequent is found among any few articles, long before the index has told
            # where else it stands.
            with self._road.store.reading() as connection:
                few = look_up(connection, replace(wanted, question=""), _FEW)
            documents = [id for _, id in few]
            found = self._look_into(documents, query, finder)
            if found:
                yield found
        done = len(documents)
        stop_if(is_cancelled)
        known = set(documents)
        documents += [id for id in self._documents(query, wanted) if id not in known]
        if first in documents:
            documents.remove(first)
            documents.insert(0, first)
        size = _FEW
        while done < len(documents):
            stop_if(is_cancelled)
            progress(Progress(done, len(documents)))
            page = documents[done : done + size]
            done += size
            size = _MANY
            found = self._look_into(page, query, finder)
            if found:
                yield found
        progress(Progress(len(documents), len(documents)))

    def seen(
        self, said: Said, people: Collection[str] = (), *, is_for_me: bool
    ) -> Sequence[AnnotationSet]:
        """Return the sets whose labels count: of some annotators (ids; none: all), and that I may
        see."""
        road, held = self._road, (*said.sets, *said.again)
        with road.lock:
            is_closed = is_for_me and why_closed(road, said.document.id, road.my_id) is not None
            mine = road.set_owner(said.document.id, road.my_id) if is_closed else None
        seen = [one for one in held if one.annotator == mine] if is_closed else said.sets
        return [one for one in seen if not people or one.annotator in people]

    def label_everywhere(
        self,
        hits: Iterable[Hit],
        label: str | None,
        words: str = "",
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> tuple[Everywhere, Changes]:
        """Let exactly these hits wear a label (id) in my sets, or none (None), as one act of mine.

        A hit that I have not labelled gets a span, one span of mine there is relabelled; without a
        label mine go, with their relations. `words` are for the history. LabelUnknown,
        AnnotatorUnknown (nobody has signed in), SavingFailed, ProjectReadOnly, ProjectLocked;
        Cancelled.
        """
        road = self._road
        places = [(one.document, (one.start, one.end)) for one in hits]
        done, changes = label_everywhere(
            road, places, label, words, progress=progress, is_cancelled=is_cancelled
        )
        return done, road.tell(changes, origin)

    def _wanted(self, query: CorpusQuery) -> Wanted:
        question = ""
        if query.words and not query.is_pattern:
            question = question_of(query.words, is_whole_word=query.is_whole_word)
        return Wanted(
            question,
            query.labels,
            query.annotators,
            query.statuses,
            self._sources(query.sources),
            query.since,
            query.until,
        )

    def _sources(self, parts: Collection[str]) -> list[str]:
        if not parts:
            return []
        with self._road.store.reading() as connection:
            sources = read_sources(connection)
        folded = [part.casefold() for part in parts]
        return [name for name, _ in sources if any(part in name.casefold() for part in folded)]

    def _documents(self, query: CorpusQuery, wanted: Wanted) -> list[str]:
        unsaved = self._road.on_screen.all_unsaved_sets()
        with self._road.store.reading() as connection:
            if wanted.question and (not has_word_index(connection) or count_unindexed(connection)):
                wanted = replace(wanted, question="")
            found = [id for _, id in look_up(connection, wanted)]
            more = {one.document for one in unsaved} - set(found) if query.wants_spans else set()
            if not more:
                return found
            # What the index and the counts of labels in the file do not know yet.
            wanted = replace(wanted, question="", labels=(), annotators=())
            return found + [id for _, id in look_up(connection, wanted) if id in more]

    def _look_into(
        self, documents: Sequence[str], query: CorpusQuery, finder: Finder | None
    ) -> list[tuple[Said, list[Range] | None]]:
        ranges: dict[str, list[Range]] = {}
        if finder is not None:
            with self._road.store.reading() as connection:
                texts = read_each_document(connection, documents)
            for id in documents:
                if id in texts:
                    ranges[id] = _ranges(finder, texts[id].text, query)
            documents = [id for id in documents if ranges.get(id)]
        return [
            (said, ranges.get(said.document.id))
            for page in pages(documents)
            for said in read_said(self._road, page)
        ]


def _index_more(writing: Transaction) -> int:
    return index_more(writing.connection)


def _finder(query: CorpusQuery) -> Finder | None:
    """Return what finds the words; None where there are none. PatternWrong, PatternTooHeavy."""
    if not query.words or not (query.words.strip() or query.is_pattern):
        return None
    with telling_of_patterns(query.words):
        return Finder(
            Query(query.words, query.is_pattern, query.is_case_exact, query.is_whole_word)
        )


def _ranges(finder: Finder, text: str, query: CorpusQuery) -> list[Range]:
    """Return where the query is met: whole words, though the query may hold but the beginning of
    the last. PatternTooHeavy."""
    with telling_of_patterns(query.words):
        found = list(finder.find(text))
    if query.is_pattern:
        return found
    return [
        (start, _end_of_word(text, end)) for start, end in found if not is_amid_letters(text, start)
    ]


def _end_of_word(text: str, offset: int) -> int:
    while is_amid_letters(text, offset):
        offset += 1
    return offset


def _hits_in(
    said: Said, sets: Iterable[AnnotationSet], ranges: list[Range] | None, query: CorpusQuery
) -> Iterator[Hit]:
    spans = [span for one in sets for span in one.spans.values()]
    wanted = [span for span in spans if _is_wanted(span, query)] if query.wants_spans else []
    if ranges is None:
        ranges = sorted({(span.start, span.end) for span in wanted})
    elif query.wants_spans:
        ranges = [one for one in ranges if any(_covers(span, one) for span in wanted)]
    exact: dict[Range, list[str]] = {}
    for span in spans:
        exact.setdefault((span.start, span.end), []).append(span.label)
    text = said.document.text
    title = shown_title(said.document.meta.title, text, said.document.id)
    for start, end in ranges:
        labels = tuple(dict.fromkeys(exact.get((start, end), ())))
        if query.is_labelled is None or query.is_labelled == bool(labels):
            left = text[max(0, start - AROUND) : start]
            right = text[end : end + AROUND]
            yield Hit(said.document.id, title, start, end, left, text[start:end], right, labels)


def _is_wanted(span: Span, query: CorpusQuery) -> bool:
    if query.labels and span.label not in query.labels:
        return False
    if query.attribute is None:
        return True
    name, value = query.attribute
    worn = span.attributes.get(name)
    if isinstance(worn, tuple) and isinstance(value, tuple):
        return set(value) <= set(worn)
    # A flag is no number, though Python takes True for 1.
    return worn == value and isinstance(worn, bool) == isinstance(value, bool)


def _covers(span: Span, place: Range) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in span.fragments)
