"""The articles, sets and summaries of a project as columns of numbers, from which everything is
counted that is not about single spans.

Decision: SQLite takes a second to group 800,000 summary rows, and while it does nothing can be
saved. So they are read page by page into numpy, once for an open project; afterwards a filter over
100,000 articles is a matter of milliseconds. What changes is told by the history: the articles
that it names since are read again, all of them where it names the project as a whole. Nothing is
kept on disk, so nothing there can be out of date.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.project.rows import Progress, ReportProgress
from annotator.storage.overview.sheets import (
    FileState,
    read_annotator_keys,
    read_label_keys,
    read_reviewed,
    read_size,
    read_state,
    read_touched,
    stream_articles,
    stream_counts,
    stream_sets,
)
from annotator.storage.readers import Reading

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Words = NDArray[np.object_]
"""Of str."""

NEW, IN_PROGRESS, FINISHED, CURATED = range(4)
"""Statuses of sets as they stand in the columns; the order of `STATUSES`."""
NOBODY = 0
"""Stands for the annotator of the curated sets."""
_MANY = 2_000
"""Articles from which on all is read again rather than those."""


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that lists show, in project order; a row of each column is one."""

    keys: Numbers
    positions: Numbers
    ids: Words
    sources: Words
    published: Words
    characters: Numbers
    is_reviewed: Mask
    """Whether there is a verdict."""


@dataclass(frozen=True, slots=True)
class Sets:
    """The annotation sets on these articles, by key."""

    keys: Numbers
    articles: Numbers
    """Rows of `Articles`."""
    annotators: Numbers
    """Keys; `NOBODY` for the curated sets."""
    statuses: Numbers
    spans: Numbers
    relations: Numbers
    ids: Words


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a label stands in a set."""

    sets: Numbers
    """Rows of `Sets`."""
    labels: Numbers
    """Keys."""
    times: Numbers


@dataclass(frozen=True, slots=True)
class Sheets:
    """All of it, as it was at one state of the file."""

    state: FileState
    articles: Articles
    sets: Sets
    spans: Counts
    relations: Counts
    annotator_keys: dict[str, int]
    """Id -> key."""
    span_labels: dict[str, int]
    relation_labels: dict[str, int]

    @property
    def annotator_ids(self) -> dict[int, str]:
        """Key -> id."""
        return {key: id for id, key in self.annotator_keys.items()}


def read_sheets(
    reading: Reading,
    known: Sheets | None = None,
    progress: ReportProgress = lambda progress: None,
) -> Sheets:
    """Return the sheets of a file as it is now; `known`: those that were read before."""
    with reading() as connection:
        state = read_state(connection)
        if known is not None and known.state == state:
            return known
        touched = None
        if known is not None and known.state.whole == state.whole:
            touched = read_touched(connection, known.state.last)
        names = read_annotator_keys(connection)
        labels = {kind: read_label_keys(connection, kind) for kind in ("span", "relation")}
        reviewed = read_reviewed(connection)
        size = read_size(connection) if touched is None else 0
    if touched is not None and len(touched) > _MANY:
        touched = None
    rows = _Rows.read(reading, touched, _Told(progress, size))
    if touched is not None and known is not None:
        rows = _Rows.of(known).without(touched).joined(rows)
    keys = {id: key for key, id in names.items()}
    by_id = {kind: {id: key for key, id in held.items()} for kind, held in labels.items()}
    return rows.sheets(state, reviewed, keys, by_id["span"], by_id["relation"])


class _Told:
    """Tells how far reading is."""

    def __init__(self, progress: ReportProgress, size: int) -> None:
        self._progress, self._size, self._done = progress, size, 0

    def through(self, pages: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield pages, each when it has been told."""
        for page in pages:
            self._done += len(page)
            self._progress(Progress(min(self._done, self._size), self._size))
            yield page


@dataclass(slots=True)
class _Rows:
    """Rows as they stand in the file: they name each other by key."""

    articles: Numbers
    """Key, position, characters."""
    article_words: Words
    """Id, source, date of each."""
    sets: Numbers
    """Key, document key, annotator key, status, spans, relations."""
    set_ids: Words
    spans: Numbers
    """Set key, label key, times."""
    relations: Numbers

    @staticmethod
    def read(reading: Reading, among: Collection[str] | None, told: _Told) -> "_Rows":
        articles = list(chain.from_iterable(told.through(stream_articles(reading, among))))
        sets = list(chain.from_iterable(told.through(stream_sets(reading, among))))
        return _Rows(
            _table([[(row[0], row[1], row[5]) for row in articles]], 3),
            _words([row[2:5] for row in articles], 3),
            _table([[row[:6] for row in sets]], 6),
            _words([row[6:] for row in sets], 1)[:, 0],
            _table(told.through(stream_counts(reading, "span", among)), 3),
            _table(told.through(stream_counts(reading, "relation", among)), 3),
        )

    @staticmethod
    def of(known: Sheets) -> "_Rows":
        articles, sets = known.articles, known.sets
        spans, relations = (
            np.stack((sets.keys[one.sets], one.labels, one.times), axis=1)
            for one in (known.spans, known.relations)
        )
        return _Rows(
            np.stack((articles.keys, articles.positions, articles.characters), axis=1),
            np.stack((articles.ids, articles.sources, articles.published), axis=1),
            np.stack(
                (sets.keys, articles.keys[sets.articles], sets.annotators, sets.statuses,
                 sets.spans, sets.relations),
                axis=1,
            ),
            sets.ids,
            spans,
            relations,
        )  # fmt: skip

    def without(self, documents: set[str]) -> "_Rows":
        ids = self.article_words[:, 0]
        is_gone = np.fromiter((id in documents for id in ids), np.bool_, len(ids))
        of_gone = np.isin(self.sets[:, 1], self.articles[is_gone, 0])
        sets = self.sets[of_gone, 0]
        return _Rows(
            self.articles[~is_gone],
            self.article_words[~is_gone],
            self.sets[~of_gone],
            self.set_ids[~of_gone],
            self.spans[~np.isin(self.spans[:, 0], sets)],
            self.relations[~np.isin(self.relations[:, 0], sets)],
        )

    def joined(self, other: "_Rows") -> "_Rows":
        return _Rows(
            *(
                np.concatenate((getattr(self, name), getattr(other, name)))
                for name in self.__slots__
            )
        )

    def sheets(
        self,
        state: FileState,
        reviewed: set[int],
        annotators: dict[str, int],
        span_labels: dict[str, int],
        relation_labels: dict[str, int],
    ) -> Sheets:
        order = np.lexsort((self.articles[:, 0], self.articles[:, 1]))
        keys, positions, characters = self.articles[order].T
        ids, sources, published = self.article_words[order].T
        articles = Articles(
            keys, positions, ids, sources, published, characters, np.isin(keys, list(reviewed))
        )
        order = np.argsort(self.sets[:, 0], kind="stable")
        rows, set_ids = self.sets[order], self.set_ids[order]
        # Sets of hidden articles, and of one that came between two pages, are not counted.
        places, is_there = places_of(keys, rows[:, 1])
        rows = rows[is_there]
        sets = Sets(
            rows[:, 0], places[is_there], rows[:, 2], rows[:, 3], rows[:, 4], rows[:, 5],
            set_ids[is_there],
        )  # fmt: skip
        spans, relations = (_counts(sets, held) for held in (self.spans, self.relations))
        return Sheets(
            state, articles, sets, spans, relations, annotators, span_labels, relation_labels
        )


def _counts(sets: Sets, rows: Numbers) -> Counts:
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    places, is_there = places_of(sets.keys, rows[:, 0])
    return Counts(places[is_there], rows[is_there, 1], rows[is_there, 2])


def _table(pages: Iterable[Sequence[tuple[int, ...]]], columns: int) -> Numbers:
    read = [np.array(page, np.int64).reshape(-1, columns) for page in pages]
    return np.concatenate(read) if read else np.empty((0, columns), np.int64)


def _words(rows: Sequence[Sequence[str]], columns: int) -> Words:
    table = np.empty((len(rows), columns), object)
    if rows:
        table[:] = rows
    return table


def places_of(keys: Numbers, wanted: Numbers) -> tuple[Numbers, Mask]:
    """Return where each of the wanted stands among keys, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    order = np.argsort(keys, kind="stable")  # they are in order nearly always: then it is quick
    places = np.searchsorted(keys, wanted, sorter=order)
    rows = order[np.minimum(places, len(keys) - 1)]
    return rows, keys[rows] == wanted


def distinct(numbers: Numbers) -> Numbers:
    """Return the numbers that there are, each once, in order."""
    # By sorting: of millions, numpy's own way by hashing takes ten times as long.
    ordered: Numbers = np.sort(numbers)
    return ordered[_is_first(ordered)]


def count_alike(*columns: Numbers) -> tuple[Numbers, Numbers]:
    """Return the rows that there are in columns of numbers from 0 on, each once, in order, and how
    often each stands there."""
    sizes = [int(one.max(initial=0)) + 1 for one in columns]
    if prod(sizes) >= 2**63:
        rows, times = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
        return rows, times
    # As one number a row: sorting rows of several takes many times as long.
    codes = np.zeros(len(columns[0]), np.int64)
    for one, size in zip(columns, sizes, strict=True):
        codes = codes * size + one
    codes.sort()
    firsts = np.flatnonzero(_is_first(codes))
    times = np.diff(np.append(firsts, len(codes)))
    return np.stack(np.unravel_index(codes[firsts], sizes), axis=1), times


def _is_first(ordered: Numbers) -> Mask:
    return np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
