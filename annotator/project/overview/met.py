"""The meetings that count, and what they come to: tables with a row for each article, from which
numbers with intervals are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.project.overview.meetings import CURATED_SET, Meetings
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import (
    NOBODY,
    Mask,
    Numbers,
    count_alike,
    distinct,
    places_of,
)
from annotator.review.agreement import F1, Undefined
from annotator.review.bootstrap import Table
from annotator.review.f1 import f1_values
from annotator.review.reckoning import Counted, Reckoning, Tables

GROUPS = 1_000
"""Of more articles than that, groups are drawn anew and not articles one by one: each article is in
one, by chance and always in the same. Intervals are the same to a few per cent of their width, and
hundred thousand articles take no longer than a thousand."""
_SEED = 20170124


@dataclass(frozen=True, slots=True)
class Met:
    """Meetings of two annotators, one an article."""

    numbers: Numbers
    articles: Numbers
    """Rows of the sheets."""
    firsts: Numbers
    """Rows of the sets of the first annotator."""
    seconds: Numbers
    """Rows of the sets of the second; -1 for the curated set."""
    is_turned: bool = False
    """Whether the first here is the second in what was counted."""

    def __len__(self) -> int:
        return len(self.numbers)

    def of(self, chosen: Mask) -> "Met":
        """Return some of them."""
        return Met(
            self.numbers[chosen],
            self.articles[chosen],
            self.firsts[chosen],
            self.seconds[chosen],
            self.is_turned,
        )

    def turned(self) -> "Met":
        """Return the same with first and second the other way round."""
        return Met(
            self.numbers, self.articles, self.seconds, self.firsts, is_turned=not self.is_turned
        )


def find_met(scope: Scope, meetings: Meetings) -> dict[tuple[int, int], Met]:
    """Return (annotator key, annotator key) -> their meetings on the articles that count; the
    lower key first, the curated sets (`NOBODY`) second."""
    sets = scope.sheets.sets
    first, second, numbers = meetings.pairs()
    if not len(numbers) or not len(sets.keys):
        return {}
    firsts, has_first = places_of(sets.keys, first)
    seconds, has_second = places_of(sets.keys, second)
    is_curated = second == CURATED_SET
    chosen = has_first & scope.sets[firsts]
    chosen &= np.where(
        is_curated, scope.curated[sets.articles[firsts]], has_second & scope.sets[seconds]
    )
    firsts, seconds, numbers = firsts[chosen], seconds[chosen], numbers[chosen]
    seconds = np.where(is_curated[chosen], -1, seconds)
    who = sets.annotators[firsts]
    whom = np.where(seconds < 0, NOBODY, sets.annotators[seconds])
    found = {}
    for one, other in count_alike(who, whom)[0].tolist():
        rows = np.flatnonzero((who == one) & (whom == other))
        rows = rows[np.argsort(sets.articles[firsts[rows]], kind="stable")]
        articles = sets.articles[firsts[rows]]
        found[one, other] = Met(numbers[rows], articles, firsts[rows], seconds[rows])
    return found


def find_differing(scope: Scope, meetings: Meetings) -> Numbers:
    """Return the articles that count (rows, in project order) on which two people who count differ
    in anything."""
    differing = meetings.table("differing")[:, 0]
    several = [
        met.articles[places_of(differing, met.numbers)[1]]
        for (_, other), met in find_met(scope, meetings).items()
        if other != NOBODY
    ]
    return distinct(np.concatenate(several)) if several else np.empty(0, np.int64)


# ---- tables -------------------------------------------------------------------------------------


class Rows:
    """The rows that were counted, as tables, read off once for many pairs."""

    def __init__(self, meetings: Meetings, scope: Scope) -> None:
        self.scope = scope
        self.spans = meetings.table("spans")
        self.relations = meetings.table("relations")
        self.confusions = meetings.table("confusions")
        self.assisted = meetings.table("assisted")

    def cut(self, name: str, met: Met) -> tuple[Numbers, Numbers]:
        """Return for the rows of these meetings, of labels that count, the place of the meeting in
        `met`, and the rows turned as `met` is."""
        rows: Numbers = getattr(self, name)
        if not len(met) or not len(rows):
            return np.empty(0, np.int64), rows[:0]
        places, is_there = places_of(met.numbers, rows[:, 0])
        labels = self.scope.label_keys("relation" if name == "relations" else "span")
        if labels is not None:
            is_there = is_there & np.isin(rows[:, 1], labels)
            if name == "confusions":
                is_there &= np.isin(rows[:, 2], labels)
        rows = rows[is_there]
        if met.is_turned:
            rows = rows[:, [0, 2, 1, 3, 4] if name == "confusions" else _TURNED[name]]
        return places[is_there], rows

    def tables(self, met: Met) -> dict[str, Table]:
        """Return a row for each meeting: (matched, first, second) of "span", "boundary", "overlap"
        and "relation", and "breakdown" (its six fields)."""
        count = len(met)
        at, spans = self.cut("spans", met)
        matched, first, second, overlap = (
            _sum(at, spans[:, column], count) for column in (2, 3, 4, 5)
        )
        at, confusions = self.cut("confusions", met)
        is_same = confusions[:, 1] == confusions[:, 2]
        is_apart = confusions[:, 3] == 1
        kinds = [
            _sum(at, confusions[:, 4] * chosen, count)
            for chosen in (
                ~is_apart & is_same,
                ~is_apart & ~is_same,
                is_apart & is_same,
                is_apart & ~is_same,
            )
        ]
        paired = sum(kinds)
        at, relations = self.cut("relations", met)
        ties = [_sum(at, relations[:, column], count) for column in (2, 3, 4)]
        return {
            "span": np.stack((matched, first, second), axis=1),
            "boundary": np.stack((kinds[0] + kinds[1], first, second), axis=1),
            "overlap": np.stack((overlap, first, second), axis=1),
            "relation": np.stack(ties, axis=1),
            "breakdown": np.stack((*kinds, first - paired, second - paired), axis=1),
        }

    def assisted_tables(self, met: Met) -> dict[str, Table]:
        """Return a row for each meeting: same in the other, all, all again (so that F1 is the
        share), of what was suggested and what was not, of both together and of the first alone."""
        count = len(met)
        at, spans = self.cut("spans", met)
        same, here, there = (_sum(at, spans[:, column], count) for column in (2, 3, 4))
        at, rows = self.cut("assisted", met)
        mine, mine_same, theirs, theirs_same = (
            _sum(at, rows[:, column], count) for column in (2, 3, 4, 5)
        )
        shares = {
            "assisted": (mine_same + theirs_same, mine + theirs),
            "unassisted": (
                2 * same - mine_same - theirs_same,
                here + there - mine - theirs,
            ),
            "assisted first": (mine_same, mine),
            "unassisted first": (same - mine_same, here - mine),
        }
        return {
            name: np.stack((alike, total, total), axis=1) for name, (alike, total) in shares.items()
        }

    def label_tables(self, met: Met) -> dict[str, Table]:
        """Return label (id) -> (matched, first, second) for each meeting, of span labels that
        somebody has used there."""
        names = {key: id for id, key in self.scope.sheets.span_labels.items()}
        at, rows = self.cut("spans", met)
        found = {}
        for key in np.unique(rows[:, 1]).tolist():
            chosen = rows[:, 1] == key
            columns = (_sum(at[chosen], rows[chosen, column], len(met)) for column in (2, 3, 4))
            found[names[key]] = np.stack(tuple(columns), axis=1)
        return found


_TURNED = {
    "spans": [0, 1, 2, 4, 3, 5],
    "assisted": [0, 1, 4, 5, 2, 3],
    "relations": [0, 1, 2, 4, 3],
}


def _sum(places: Numbers, counts: Numbers | Table, length: int) -> Table:
    return np.bincount(places, counts, length).astype(np.float64)


# ---- numbers ------------------------------------------------------------------------------------


def reckon(tables: Mapping[str, Table], articles: int) -> Reckoning:
    """Return what makes numbers of tables that have a row for each of so many articles."""
    if articles <= GROUPS:
        return Reckoning(dict(tables), articles)
    groups = np.random.default_rng(_SEED).permutation(np.arange(articles) % GROUPS)
    return Reckoning({name: _grouped(table, groups) for name, table in tables.items()}, articles)


def _grouped(table: Table, groups: Numbers) -> Table:
    columns = (_sum(groups, table[:, at], GROUPS) for at in range(table.shape[1]))
    return np.stack(tuple(columns), axis=1) if table.shape[1] else np.zeros((GROUPS, 0))


def counted(name: str) -> Callable[[Tables], Counted]:
    """Return what reads matched, first and second off a table."""

    def read(tables: Tables) -> Counted:
        table = tables[name]
        return table[:, 0], table[:, 1], table[:, 2]

    return read


def join_articles(
    tables: Sequence[dict[str, Table]], articles: Sequence[Numbers]
) -> tuple[dict[str, Table], int]:
    """Return tables of several pairs added up by article, and how many articles there are: pairs
    on one article are not independent of each other."""
    if not tables:
        return {}, 0
    rows, places = np.unique(np.concatenate(list(articles)), return_inverse=True)
    names = {name: table.shape[1] for each in tables for name, table in each.items()}
    joined: dict[str, Table] = {}
    for name, width in names.items():
        parts = [
            each.get(name, np.zeros((len(on), width)))
            for each, on in zip(tables, articles, strict=True)
        ]
        whole = np.concatenate(parts)
        columns = (_sum(places.reshape(-1), whole[:, at], len(rows)) for at in range(width))
        joined[name] = np.stack(tuple(columns), axis=1)
    return joined, len(rows)


def change_of(early: Reckoning, late: Reckoning, name: str) -> tuple[float, float, float] | None:
    """Return by how much an F1 has changed, with its interval; None where there is none."""
    if early.draws is None or late.draws is None:
        return None
    first, second = _f1_of(early.sums, name), _f1_of(late.sums, name)
    # Both are drawn by the same chance: turned round, they are independent of each other.
    drawn = _f1_of(late.draws, name) - _f1_of(early.draws, name)[::-1]
    known = drawn[~np.isnan(drawn)]
    if not len(known) or np.isnan(first[0]) or np.isnan(second[0]):
        return None
    low, high = np.percentile(known, (2.5, 97.5)).tolist()
    return float(second[0] - first[0]), low, high


def _f1_of(tables: Tables, name: str) -> Table:
    table = tables[name]
    return f1_values(table[:, 0], table[:, 1], table[:, 2])


def f1_of(reckoning: Reckoning, name: str, why: Undefined = "spans") -> F1:
    """Return the F1 of a table with its interval."""
    return reckoning.f1(counted(name), why)
