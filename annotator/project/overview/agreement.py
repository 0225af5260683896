"""How far annotators agree: two by two, label by label, over time, and who confuses what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from annotator.project.overview.meetings import Meetings
from annotator.project.overview.met import (
    Met,
    Rows,
    change_of,
    f1_of,
    find_met,
    join_articles,
    reckon,
)
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import NOBODY, Numbers
from annotator.project.overview.timeline import QUARTER, local_day
from annotator.review.agreement import F1
from annotator.review.bootstrap import Table
from annotator.review.compare import Breakdown
from annotator.review.reckoning import Reckoning


@dataclass(frozen=True, slots=True)
class Scores:
    """How far some annotators agree on the articles that count, each F1 with its interval."""

    articles: int
    span_f1: F1
    """Same fragments, same label."""
    boundary_f1: F1
    """Same fragments, whatever the label."""
    overlap_f1: F1
    """Same label and a character in common."""
    relation_f1: F1
    """Same label between spans that are the same."""
    breakdown: Breakdown
    labels: Mapping[str, F1] = field(default_factory=dict)
    """`span_f1` by label id."""


@dataclass(frozen=True, slots=True)
class PairScores:
    """How far two annotators (ids) agree."""

    first: str
    second: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class AgreementNow:
    """All pairs, and all of them taken together."""

    whole: Scores
    pairs: tuple[PairScores, ...]
    """By the names of the two."""
    documents: frozenset[str] = frozenset()
    """The articles (ids) on which two met."""


class PeriodScore(NamedTuple):
    """Agreement on the articles on which the second of two finished in a month or week."""

    period: str
    """Its first day (ISO)."""
    articles: int
    span_f1: F1
    relation_f1: F1
    documents: frozenset[str] = frozenset()
    """The articles (ids)."""


class Drift(NamedTuple):
    """Agreement on the earlier and on the later half of articles, in the order in which they were
    finished."""

    first: str
    second: str | None
    """None: the curated sets."""
    articles: int
    early: F1
    late: F1
    change: tuple[float, float, float] | None
    """By how much `span_f1` rose, with its interval; None where one half has none."""
    early_documents: frozenset[str] = frozenset()
    late_documents: frozenset[str] = frozenset()
    """The articles (ids) of the halves."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """What two annotators call the same spans; rows are labels (ids) of the first, columns of the
    second."""

    first: str
    second: str | None
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """Pairs of spans with the same boundaries."""
    apart: tuple[tuple[int, ...], ...]
    """Pairs of spans that overlap and have other boundaries."""
    only_first: tuple[int, ...]
    """By label: spans that nothing of the second answers."""
    only_second: tuple[int, ...]

    def shares(self) -> tuple[tuple[float, ...], ...]:
        """Return `counts` as shares of all that the first has of the label; 0 where that is
        nothing."""
        totals = [
            sum(row) + sum(apart) + only
            for row, apart, only in zip(self.counts, self.apart, self.only_first, strict=True)
        ]
        return tuple(
            tuple(count / total if total else 0.0 for count in row)
            for row, total in zip(self.counts, totals, strict=True)
        )


def measure(scope: Scope, meetings: Meetings, names: Mapping[str, str]) -> AgreementNow:
    """Return how far people agree; `names`: annotator id -> name."""
    rows = Rows(meetings, scope)
    tables, articles, pairs = [], [], []
    for (first, second), met in in_order(scope, meetings, names).items():
        found = rows.tables(met) | _named(rows.label_tables(met))
        tables.append(found)
        articles.append(met.articles)
        pairs.append(PairScores(first, second, _scores(found, len(met))))
    ids = scope.sheets.articles.ids
    documents = frozenset(ids[row] for several in articles for row in several.tolist())
    return AgreementNow(_scores(*join_articles(tables, articles)), tuple(pairs), documents)


def in_order(
    scope: Scope, meetings: Meetings, names: Mapping[str, str]
) -> dict[tuple[str, str], Met]:
    """Return the meetings of each two people (ids) who met, the one whose name is first first."""
    ids = scope.sheets.annotator_ids
    found: dict[tuple[str, str], Met] = {}
    for (one, other), met in find_met(scope, meetings).items():
        if other == NOBODY:
            continue
        pair = (ids[one], ids[other])
        if names.get(pair[1], "") < names.get(pair[0], ""):
            found[pair[1], pair[0]] = met.turned()
        else:
            found[pair] = met
    return dict(sorted(found.items(), key=lambda one: tuple(names.get(id, "") for id in one[0])))


def _named(labels: Mapping[str, Table]) -> dict[str, Table]:
    return {f"label {label}": table for label, table in labels.items()}


_NOTHING = {
    name: np.zeros((0, width))
    for name, width in (
        ("span", 3),
        ("boundary", 3),
        ("overlap", 3),
        ("relation", 3),
        ("breakdown", 6),
    )
}


def _scores(tables: Mapping[str, Table], articles: int) -> Scores:
    reckoning = reckon(tables or _NOTHING, articles)
    breakdown = Breakdown(*(int(count) for count in reckoning.sums["breakdown"][0]))
    return Scores(
        articles,
        f1_of(reckoning, "span"),
        f1_of(reckoning, "boundary"),
        f1_of(reckoning, "overlap"),
        f1_of(reckoning, "relation", "relations"),
        breakdown,
        {name[6:]: f1_of(reckoning, name) for name in tables if name.startswith("label ")},
    )


# ---- over time ----------------------------------------------------------------------------------


def measure_over_time(
    scope: Scope, meetings: Meetings, finished: Mapping[str, int], *, is_by_week: bool = False
) -> list[PeriodScore]:
    """Return agreement of all pairs taken together by month (or week, from Monday on) in which the
    second of the two finished; sets that came finished are left out. `finished`: set (id) -> when
    (seconds)."""
    rows = Rows(meetings, scope)
    parts: dict[str, list[Met]] = {}
    for (_, other), met in find_met(scope, meetings).items():
        if other == NOBODY:
            continue
        times = _times(scope, met, finished)
        quarters, of = np.unique(times // QUARTER, return_inverse=True)
        begins = (quarters * QUARTER).tolist()
        periods = np.array([_period(at, is_by_week=is_by_week) if at else "" for at in begins])
        periods = periods[of.reshape(-1)]
        for period in np.unique(periods[periods != ""]).tolist():
            parts.setdefault(period, []).append(met.of(periods == period))
    found = []
    for period, several in sorted(parts.items()):
        tables, count = join_articles(
            [rows.tables(one) for one in several], [one.articles for one in several]
        )
        reckoning = reckon(tables, count)
        found.append(
            PeriodScore(
                period,
                count,
                f1_of(reckoning, "span"),
                f1_of(reckoning, "relation", "relations"),
                frozenset().union(*(_documents(scope, one) for one in several)),
            )
        )
    return found


def _times(scope: Scope, met: Met, finished: Mapping[str, int]) -> Numbers:
    """Return when the later of the two was finished (seconds), 0 where that is not known."""
    ids = scope.sheets.sets.ids
    times = np.fromiter((finished.get(id, 0) for id in ids), np.int64, len(ids))
    first, second = times[met.firsts], times[met.seconds]
    second = np.where(met.seconds < 0, first, second)  # nobody finishes the curated set
    later: Numbers = np.where((first > 0) & (second > 0), np.maximum(first, second), 0)
    return later


def _period(at: int, *, is_by_week: bool) -> str:
    day = local_day(at)
    if not is_by_week:
        return f"{day[:7]}-01"
    return str(np.datetime64(day, "D") - (np.datetime64(day, "D").astype(int) + 3) % 7)


def measure_drift(
    scope: Scope,
    meetings: Meetings,
    finished: Mapping[str, int],
    names: Mapping[str, str],
    *,
    with_curated: bool,
) -> list[Drift]:
    """Return how agreement has drifted, of each two people, or of each person with the curated
    sets; articles that came finished are left out."""
    rows = Rows(meetings, scope)
    ids = scope.sheets.annotator_ids
    several: list[tuple[str, str | None, Met]] = (
        [
            (ids[one], None, met)
            for (one, other), met in find_met(scope, meetings).items()
            if other == NOBODY
        ]
        if with_curated
        else [(*pair, met) for pair, met in in_order(scope, meetings, names).items()]
    )
    found = []
    for first, second, met in sorted(several, key=lambda one: names.get(one[0], "")):
        times = _times(scope, met, finished)
        timed, times = met.of(times > 0), times[times > 0]
        half = np.argsort(np.argsort(times, kind="stable"), kind="stable") < (len(timed) + 1) // 2
        halves = [timed.of(chosen) for chosen in (half, ~half)]
        early, late = (_halved(rows, one) for one in halves)
        found.append(
            Drift(
                first, second, len(timed), f1_of(early, "span"), f1_of(late, "span"),
                change_of(early, late, "span"), *(_documents(scope, one) for one in halves),
            )
        )  # fmt: skip
    return found


def _documents(scope: Scope, met: Met) -> frozenset[str]:
    ids = scope.sheets.articles.ids
    return frozenset(ids[row] for row in met.articles.tolist())


def _halved(rows: Rows, met: Met) -> Reckoning:
    return reckon(rows.tables(met), len(met))


# ---- who confuses what --------------------------------------------------------------------------


def count_confusion(
    scope: Scope, meetings: Meetings, first: str, second: str | None, labels: tuple[str, ...]
) -> Confusion:
    """Return what two annotators (ids; None: the curated sets) call the same spans; `labels`: the
    order of the rows, of which those stay that one of them has used."""
    met = met_of(scope, meetings, first, second)
    rows = Rows(meetings, scope)
    keys = scope.sheets.span_labels
    _, spans = rows.cut("spans", met)
    used = set(spans[:, 1].tolist())
    kept = tuple(label for label in labels if keys.get(label) in used)
    size = max(keys.values(), default=0) + 1
    _, pairs = rows.cut("confusions", met)
    tables = []
    for is_apart in (0, 1):
        chosen = pairs[pairs[:, 3] == is_apart]
        cells = np.bincount(chosen[:, 1] * size + chosen[:, 2], chosen[:, 4], size * size)
        tables.append(cells.astype(np.int64).reshape(size, size))
    both = tables[0] + tables[1]
    here = np.bincount(spans[:, 1], spans[:, 3], size).astype(np.int64) - both.sum(axis=1)
    there = np.bincount(spans[:, 1], spans[:, 4], size).astype(np.int64) - both.sum(axis=0)
    order = [keys[label] for label in kept]
    counts, apart = (tuple(tuple(table[row, order].tolist()) for row in order) for table in tables)
    return Confusion(
        first,
        second,
        kept,
        counts,
        apart,
        tuple(here[order].tolist()),
        tuple(there[order].tolist()),
    )


def met_of(scope: Scope, meetings: Meetings, first: str, second: str | None) -> Met:
    """Return the meetings of two (ids; None: the curated sets), `first` first."""
    keys = scope.sheets.annotator_keys
    one = keys.get(first, -1)
    other = NOBODY if second is None else keys.get(second, -1)
    found = find_met(scope, meetings)
    if (one, other) in found:
        return found[one, other]
    if (other, one) in found:
        return found[other, one].turned()
    nothing = np.empty(0, np.int64)
    return Met(nothing, nothing, nothing, nothing)
