"""What two sets on one article have in common, counted once for each two and kept: numbers of
agreement are sums over articles, whatever they are narrowed down to.

Decision: comparing takes about a millisecond for two sets of sixty spans, so that a hundred
thousand articles labelled twice take minutes the first time, with progress; what has been compared
stays when one cancels, and for the next time (`kept`): what has changed since the history tells.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import orjson

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet
from annotator.project.overview.kept import Column, Loaded, narrow
from annotator.project.overview.sheets import Mask, Numbers, Sheets
from annotator.review.compare import Comparison, compare
from annotator.review.f1 import shared
from annotator.review.outline import Outline
from annotator.review.overlap import count_overlapping

CURATED_SET = 0
"""Stands for the set key of the curated set, which may stand in no file."""

Pair = tuple[int, int]
"""Two sets (keys): the first is that of the lower annotator key, the curated set comes second."""


@dataclass(slots=True)
class Meetings:
    """Counts of pairs of sets. Columns of numbers, each row with the number of its meeting."""

    last: int = -1
    """The row of the history up to which it is so."""
    numbers: dict[Pair, int] = field(default_factory=dict)
    """Pair -> its meeting; what is out of date is not in it any more, its rows count nowhere."""
    spans: "array[int]" = field(default_factory=lambda: array("q"))
    """Six a row: meeting, label key, same in both, first has, second has, overlapping."""
    relations: "array[int]" = field(default_factory=lambda: array("q"))
    """Five a row: meeting, label key, same in both, first has, second has."""
    confusions: "array[int]" = field(default_factory=lambda: array("q"))
    """Five a row: meeting, label key of the first, of the second, whether the boundaries differ,
    pairs of spans."""
    assisted: "array[int]" = field(default_factory=lambda: array("q"))
    """Six a row: meeting, label key, suggested spans of the first, how many of these the second
    has too, and the same of the second. Only where there are any."""
    differing: "array[int]" = field(default_factory=lambda: array("q"))
    """Meetings in which the two differ in anything, values and labels of the article too."""
    _count: int = 0
    complete: list[tuple[object, bool]] = field(default_factory=list)
    """Scopes of which everything has been compared, and whether with the curated sets."""
    _tables: dict[str, Numbers] = field(default_factory=dict)
    """The columns as they were last asked for."""
    _pairs: "tuple[dict[Pair, int], Numbers] | None" = None
    """The numbers, and the same as columns, as they were last asked for."""

    @staticmethod
    def of(kept: Loaded) -> "Meetings":
        """Return what was kept."""
        columns = kept.columns
        found = Meetings(kept.last)
        first, second, numbers = (columns[name].tolist() for name in ("first", "second", "numbers"))
        found.numbers = dict(zip(zip(first, second, strict=True), numbers, strict=True))
        for name in _WIDTHS:
            getattr(found, name).frombytes(columns[name].astype(np.int64).tobytes())
        found._count = max(numbers, default=-1) + 1
        return found

    def as_columns(self) -> dict[str, Column]:
        """Return all of it, to be kept; the rows of what is out of date are left out."""
        first, second, numbers = self.pairs()
        columns = {"first": narrow(first), "second": narrow(second), "numbers": narrow(numbers)}
        for name in _WIDTHS:
            rows = self.table(name)
            columns[name] = narrow(rows[np.isin(rows[:, 0], numbers)].reshape(-1))
        return columns

    def add(self, pair: Pair, sets: Sequence[AnnotationSet], keys: "LabelKeys") -> None:
        """Compare two sets."""
        number = self._count
        self._count += 1
        first, second = sets
        comparison = compare(first, second, keys.label_set)
        if comparison.differences:
            self.differing.append(number)
        confusions: Counter[tuple[str, str, int]] = Counter(
            (one.label, other.label, 0) for one, other in comparison.matches
        )
        for difference in comparison.differences:
            if difference.kind in _CONFUSED:
                one, other = difference.first, difference.second
                assert one is not None
                assert other is not None
                confusions[one.label, other.label, int(difference.kind != "label")] += 1
        exact = Counter(one.label for one, _ in comparison.matches)
        here, there = (Counter(span.label for span in one.spans.values()) for one in sets)
        overlap = count_overlapping(first.spans.values(), second.spans.values())
        for label in {**here, **there}:
            row = (keys.spans[label], exact[label], here[label], there[label])
            self.spans.extend((number, *row, overlap.get(label, 0)))
        self._add_assisted(number, comparison, sets, keys)
        for (label, other_label, is_apart), count in confusions.items():
            ends = (keys.spans[label], keys.spans[other_label])
            self.confusions.extend((number, *ends, is_apart, count))
        if first.relations or second.relations:
            self._add_relations(number, sets, keys)
        self.numbers[pair] = number  # last: others may be counting meanwhile

    def _add_relations(self, number: int, sets: Sequence[AnnotationSet], keys: "LabelKeys") -> None:
        outlines = [Outline(one, keys.symmetric) for one in sets]
        same: Counter[str] = Counter()
        for (label, _, _), count in shared(outlines[0].relations, outlines[1].relations).items():
            same[label] += count
        here, there = (Counter(one.label for one in held.relations.values()) for held in sets)
        for label in {**here, **there}:
            counts = (same[label], here[label], there[label])
            self.relations.extend((number, keys.relations[label], *counts))

    def _add_assisted(
        self, number: int, comparison: Comparison, sets: Sequence[AnnotationSet], keys: "LabelKeys"
    ) -> None:
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for side, held in enumerate(sets):
            for span in held.spans.values():
                counts[span.label][2 * side] += span.is_assisted
            for match in comparison.matches:
                counts[match[side].label][2 * side + 1] += match[side].is_assisted
        for label, row in counts.items():
            if any(row):
                self.assisted.extend((number, keys.spans[label], *row))

    def drop(self, sets: set[int] | None, judged: set[int] | None) -> None:
        """Let go of the pairs in which one of these sets (keys; None: all) is, and of those with
        the curated set in which one of `judged` is."""
        self.complete = []
        self.numbers = {
            pair: number
            for pair, number in self.numbers.items()
            if not _is_in(pair, sets) and not (pair[1] == CURATED_SET and _is_in(pair, judged))
        }

    def table(self, name: str) -> Numbers:
        """Return the rows of a column of columns: "spans", "relations", "confusions" or
        "differing"."""
        column, kept = getattr(self, name), self._tables.get(name)
        if kept is None or kept.size != len(column):  # it only grows
            # A copy taken at once: an array that is being looked at cannot grow, and others may be
            # comparing meanwhile.
            kept = np.frombuffer(column.tobytes(), np.int64).reshape(-1, _WIDTHS[name])
            self._tables[name] = kept
        return kept

    def pairs(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return first set, second set (keys) and number of each meeting that is up to date."""
        kept, numbers = self._pairs, self.numbers
        if kept is None or kept[0] is not numbers or len(kept[1]) != len(numbers):
            copied = numbers.copy()  # at once: others may be comparing meanwhile
            rows = np.array([(*pair, number) for pair, number in copied.items()], np.int64)
            kept = self._pairs = numbers, rows.reshape(-1, 3)
        return kept[1][:, 0], kept[1][:, 1], kept[1][:, 2]


_CONFUSED = ("label", "boundary", "label_and_boundary")
_WIDTHS = {"spans": 6, "assisted": 6, "relations": 5, "confusions": 5, "differing": 1}


def _is_in(pair: Pair, sets: set[int] | None) -> bool:
    return sets is None or pair[0] in sets or pair[1] in sets


@dataclass(frozen=True, slots=True)
class LabelKeys:
    """The label set with the keys of its labels, id -> key."""

    label_set: LabelSet
    spans: Mapping[str, int]
    relations: Mapping[str, int]
    symmetric: frozenset[str]
    rules: str
    """All of the label set on which it depends what two sets differ in, in one word."""

    @staticmethod
    def of(label_set: LabelSet, sheets: Sheets) -> "LabelKeys":
        """Return those of a project."""
        symmetric = frozenset(one.id for one in label_set.relation_labels if one.is_symmetric)
        asked = [
            [one.id, one.applies_to, sorted(one.labels), one.is_retired]
            for one in label_set.attributes
        ]
        rules = orjson.dumps([sorted(symmetric), asked]).decode()
        return LabelKeys(label_set, sheets.span_labels, sheets.relation_labels, symmetric, rules)


def pairs_on_articles(sheets: Sheets, chosen: Mask) -> Iterator[tuple[int, list[Pair]]]:
    """Yield article (row) and the pairs of people's sets on it that are chosen, where there are
    any, in project order."""
    people = chosen & (sheets.sets.annotators > 0)
    rows = np.flatnonzero(people)
    articles = sheets.sets.articles[rows]
    several = np.bincount(articles, minlength=len(sheets.articles.keys)) > 1
    rows = rows[several[articles]]
    order = np.lexsort((sheets.sets.annotators[rows], sheets.sets.articles[rows]))
    rows = rows[order]
    articles = sheets.sets.articles[rows]
    keys = sheets.sets.keys[rows].tolist()
    is_last = np.append(articles[1:] != articles[:-1], True)[: len(rows)]
    begin = 0
    for end in np.flatnonzero(is_last).tolist():
        held = keys[begin : end + 1]
        yield (
            int(articles[begin]),
            [(one, other) for at, one in enumerate(held) for other in held[at + 1 :]],
        )
        begin = end + 1
