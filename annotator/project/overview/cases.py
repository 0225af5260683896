"""Doors of agreement: the spans behind a cell, two by two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.overview.agreement import in_order, met_of
from annotator.project.overview.behind import Behind, SpanRow
from annotator.project.overview.comparing import stream_curated
from annotator.project.overview.meetings import LabelKeys, Meetings
from annotator.project.overview.met import Met, Rows
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import Numbers
from annotator.project.overview.shown import span_row
from annotator.review.matching import pair_spans
from annotator.storage.annotations import read_set_rows
from annotator.storage.columns import dump
from annotator.storage.documents import read_texts_by_key
from annotator.storage.store import Store

CaseKind = Literal["", "agree", "label", "boundary", "label_and_boundary", "missing", "extra"]
Two: TypeAlias = tuple[str, str | None]
"""Annotators (ids; None: the curated sets)."""


@dataclass(frozen=True, slots=True)
class CasesWhere:
    """Which spans of two annotators (ids; `second` None: the curated sets), or of each two people
    who have met (`first` ""), are behind a number.

    A cell of `Confusion.counts` is of the kind "agree" or "label", one of `apart` "boundary" or
    "label_and_boundary", `only_first` is "missing", `only_second` "extra".
    """

    first: str = ""
    second: str | None = None
    kind: CaseKind = ""
    """"" is any."""
    label: str = ""
    """What the first says; "" is anything."""
    other: str = ""
    """What the second says."""
    either: str = ""
    """What one of the two says, or both; "" is anything."""


class CaseRow(NamedTuple):
    """Two spans that answer each other, or one that nothing answers."""

    document: str
    kind: CaseKind
    first: SpanRow | None
    second: SpanRow | None
    people: Two
    """Whose spans they are."""


@dataclass(frozen=True, slots=True)
class CaseSource:
    """What cases are read from."""

    store: Store
    scope: Scope
    meetings: Meetings
    keys: LabelKeys
    second_times: frozenset[str]
    names: Mapping[str, str]
    """Annotator id -> name."""


def find_cases(source: CaseSource, where: CasesWhere, first: int, count: int) -> Behind[CaseRow]:
    """Return the cases that are meant, `count` from the `first` on, in project order; on one
    article two after two."""
    scope, rows = source.scope, Rows(source.meetings, source.scope)
    both = _who_met(source, where)
    each = np.concatenate([_count_each(rows, met, where) for met in both.values()] or [_NONE])
    places = np.concatenate([met.articles for met in both.values()] or [_NONE])
    whose = np.repeat(np.arange(len(both)), [len(met) for met in both.values()])
    order = np.lexsort((whose, places))
    each, places, whose = each[order], places[order], whose[order]
    ends = np.cumsum(each)
    total = int(ends[-1]) if len(ends) else 0
    wanted = np.flatnonzero((each > 0) & (ends > first) & (ends - each < first + count))
    if not len(wanted):
        return Behind(total, ())
    skipped = first - int(ends[wanted[0]] - each[wanted[0]])
    articles, two = scope.sheets.articles, list(both)
    asked: dict[int, list[Two]] = {}
    for place, number in zip(places[wanted].tolist(), whose[wanted].tolist(), strict=True):
        asked.setdefault(place, []).append(two[number])
    labels = _wanted_labels(scope)
    documents = {int(articles.keys[row]): articles.ids[row] for row in asked}
    people = {articles.ids[row]: several for row, several in asked.items()}
    found = [
        row
        for text, one, other in _read(source, where, documents, people)
        for row in _cases(text, one, other, labels)
        if _is_meant(row, where)
    ]
    return Behind(total, found[skipped : skipped + count])


_NONE = np.empty(0, np.int64)


def _who_met(source: CaseSource, where: CasesWhere) -> dict[Two, Met]:
    if not where.first:
        several = in_order(source.scope, source.meetings, source.names)
        return {(one, other): met for (one, other), met in several.items()}
    met = met_of(source.scope, source.meetings, where.first, where.second)
    return {(where.first, where.second): met}


def _count_each(rows: Rows, met: Met, where: CasesWhere) -> Numbers:
    """Return for each meeting how many cases are meant."""
    count, keys = len(met), rows.scope.sheets.span_labels
    label, other, either = (
        keys.get(one, -1) if one else None for one in (where.label, where.other, where.either)
    )
    at, pairs = rows.cut("confusions", met)
    is_same, is_apart = pairs[:, 1] == pairs[:, 2], pairs[:, 3] == 1
    kinds = {
        "agree": is_same & ~is_apart,
        "label": ~is_same & ~is_apart,
        "boundary": is_same & is_apart,
        "label_and_boundary": ~is_same & is_apart,
    }
    found = np.zeros(count)
    for kind, is_of_it in kinds.items():
        if where.kind in ("", kind):
            chosen = is_of_it & _has(pairs[:, 1], label) & _has(pairs[:, 2], other)
            chosen &= _has(pairs[:, 1], either) | _has(pairs[:, 2], either)
            found += np.bincount(at[chosen], pairs[chosen, 4], count)
    on, spans = rows.cut("spans", met)
    # What is not in a pair: all that somebody has, but for the pairs.
    for kind, side, asked, is_other_asked in (
        ("missing", 0, label, bool(where.other)),
        ("extra", 1, other, bool(where.label)),
    ):
        if where.kind in ("", kind) and not is_other_asked:
            held, paired = (
                _has(column, asked) & _has(column, either)
                for column in (spans[:, 1], pairs[:, 1 + side])
            )
            found += np.bincount(on[held], spans[held, 3 + side], count)
            found -= np.bincount(at[paired], pairs[paired, 4], count)
    return found.astype(np.int64)


def _has(labels: Numbers, asked: int | None) -> Numbers:
    return np.ones(len(labels), np.bool_) if asked is None else labels == asked


def _is_meant(row: CaseRow, where: CasesWhere) -> bool:
    first, second = (one.label if one else "" for one in (row.first, row.second))
    return (
        where.kind in ("", row.kind)
        and where.label in ("", first)
        and where.other in ("", second)
        and where.either in ("", first, second)
    )


def _wanted_labels(scope: Scope) -> set[str] | None:
    keys = scope.label_keys("span")
    if keys is None:
        return None
    return {id for id, key in scope.sheets.span_labels.items() if key in keys}


def _cases(
    text: str, first: AnnotationSet, second: AnnotationSet, labels: set[str] | None
) -> Iterator[CaseRow]:
    """Yield the cases of two sets, those of labels that count: a pair of which one label does not
    count is a span that nothing answers."""
    found: list[tuple[CaseKind, Span | None, Span | None]] = []
    answered: set[str] = set()
    for pair in pair_spans(first.spans.values(), second.spans.values()):
        if labels is None or {pair.first.label, pair.second.label} <= labels:
            found.append((pair.kind, pair.first, pair.second))
            answered |= {f"1{pair.first.id}", f"2{pair.second.id}"}
    for side, kind, held in ((1, "missing", first), (2, "extra", second)):
        for span in held.spans.values():
            if f"{side}{span.id}" not in answered and (labels is None or span.label in labels):
                found.append(
                    ("missing", span, None) if kind == "missing" else ("extra", None, span)
                )
    found.sort(key=_place)
    for case, one, other in found:
        yield CaseRow(
            first.document,
            case,
            span_row(text, first, one) if one else None,
            span_row(text, second, other) if other else None,
            (first.annotator or "", second.annotator),
        )


def _place(case: tuple[CaseKind, Span | None, Span | None]) -> tuple[int, int, str]:
    span = case[1] or case[2]
    assert span is not None
    return (span.start, span.end, span.id)


def _read(
    source: CaseSource,
    where: CasesWhere,
    documents: dict[int, str],
    people: Mapping[str, Sequence[Two]],
) -> Iterator[tuple[str, AnnotationSet, AnnotationSet]]:
    """Yield text, first set, second set of documents (key -> id), in their order, of each two who
    are asked for there (`people`: by id)."""
    with source.store.reading() as connection:
        texts = read_texts_by_key(connection, documents)
    by_id = {id: texts.get(key, "") for key, id in documents.items()}
    for id, sets in _read_sets(source, where, list(documents), list(by_id)):
        for first, second in people[id]:
            if first in sets and second in sets:
                yield by_id[id], sets[first], sets[second]


def _read_sets(
    source: CaseSource, where: CasesWhere, keys: Sequence[int], ids: Sequence[str]
) -> Iterator[tuple[str, dict[str | None, AnnotationSet]]]:
    if where.first and where.second is None:
        for id, curated, sets in stream_curated(
            source.store, ids, source.keys, source.second_times
        ):
            both: dict[str | None, AnnotationSet] = {None: curated}
            both.update(sets)
            yield id, both
        return
    condition = "AND document_key IN (SELECT value FROM json_each(?))"
    with source.store.reading() as connection:
        rows = read_set_rows(connection, condition, (dump(list(keys)),))
    found: dict[str, dict[str | None, AnnotationSet]] = {id: {} for id in ids}
    for row in rows:
        if not where.first or row.annotator in (where.first, where.second):
            found[row.document][row.annotator] = row.made()
    yield from found.items()
