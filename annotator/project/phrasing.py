"""Phrases all over a project: where one stands and what is said of it there, which are labelled
unlike; page by page."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.model.errors import Cancelled
from annotator.project.listing import shown_title
from annotator.project.pages import pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.project.searching import telling_of_patterns
from annotator.project.seeing import why_closed
from annotator.review.phrases import Occurrence, Phrase, PhraseCounts, one_spaced, see_occurrences
from annotator.storage.annotations import read_labelled
from annotator.storage.documents import read_all_ids, read_each_document
from annotator.text.finding import Finder, Query

_AROUND = 60
"""Characters shown on either side of an occurrence."""
_FEW = 200
"""Documents of which the texts alone are read in one go."""


class Found(NamedTuple):
    """An occurrence, for people to look at."""

    occurrence: Occurrence
    title: str
    before: str
    words: str
    after: str


def find_occurrences(
    road: Road,
    words: str,
    *,
    is_case_exact: bool = False,
    is_for_me: bool = False,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Iterator[list[Found]]:
    """Yield the occurrences of whole words, labelled or not, in project order, some at a time.

    Spelling counts as in any search (`annotator.text.finding`). `is_for_me`: not on documents on
    which I see only my own labels. PatternTooHeavy where there are too many words; Cancelled.
    """
    query = Query(one_spaced(words), is_case_exact=is_case_exact, is_whole_word=True)
    with telling_of_patterns(query.words):
        finder = Finder(query)
    with road.store.reading() as connection:
        documents = read_all_ids(connection)
    documents = _open_to_me(road, documents) if is_for_me else documents
    for number, page in enumerate(pages(documents, _FEW)):
        if is_cancelled():
            raise Cancelled
        progress(Progress(number * _FEW, len(documents)))
        yield from _look_through(road, finder, page)


def count_phrases(
    road: Road,
    *,
    is_for_me: bool = False,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> list[Phrase]:
    """Return the phrases that are not labelled alike all over the project, the worst first.

    Cancelled. As long as it takes to read all that is labelled, twice.
    """
    with road.store.reading() as connection:
        documents = read_labelled(connection, [])
    documents = _open_to_me(road, documents) if is_for_me else documents
    counts = PhraseCounts()
    total = 2 * len(documents)
    done = 0
    for is_first in (True, False):
        for page in pages(documents):
            if is_cancelled():
                raise Cancelled
            progress(Progress(done, total))
            done += len(page)
            for said in read_said(road, page):
                text = said.document.text
                if is_first:
                    counts.count(text, said.sets, said.verdicts, road.label_set)
                elif said.sets:
                    counts.count_unlabelled(text, said.sets, said.verdicts)
    return counts.phrases()


def _open_to_me(road: Road, documents: list[str]) -> list[str]:
    """Return those on which nothing is given blind that I may not see yet."""
    seen: list[str] = []
    for page in pages(documents, _FEW):
        with road.lock:
            seen += [one for one in page if why_closed(road, one, road.my_id) is None]
    return seen


def _look_through(road: Road, finder: Finder, documents: list[str]) -> Iterator[list[Found]]:
    """Yield what a page of documents has; what people say is read only where the words stand."""
    with road.store.reading() as connection:
        texts = {id: one.text for id, one in read_each_document(connection, documents).items()}
    ranges = {id: list(finder.find(texts[id])) for id in documents if id in texts}
    for page in pages([id for id in documents if ranges.get(id)]):
        found: list[Found] = []
        for said in read_said(road, page):
            id, text = said.document.id, said.document.text
            title = shown_title(said.document.meta.title, text, id)
            seen = see_occurrences(id, ranges[id], said.sets, said.verdicts, road.label_set)
            found += [_show(one, title, text) for one in seen]
        yield found


def _show(occurrence: Occurrence, title: str, text: str) -> Found:
    start, end = occurrence.covered
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return Found(occurrence, title, before, text[start:end], after)
