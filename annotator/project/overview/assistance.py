"""How spans fare that were suggested, and those that were not: what others and reviewers say, and
articles shown without suggestions beside the rest."""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from annotator.project.overview.meetings import Meetings
from annotator.project.overview.met import Met, Rows, f1_of, find_met, join_articles, reckon
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import NOBODY
from annotator.review.agreement import F1, Undefined
from annotator.review.bootstrap import Table


@dataclass(frozen=True, slots=True)
class Assistance:
    """Shares stand as F1s, whose `first` is how many spans there are and `matched` how many of
    them are the same elsewhere: same fragments, same label."""

    assisted: F1
    """Of the spans that one of two people took from a suggestion, those the other has too."""
    unassisted: F1
    """The same of those that were put without."""
    assisted_kept: F1
    """Of the spans taken from a suggestion, those that the curated set has: the rest was
    corrected."""
    unassisted_kept: F1
    without: F1
    """Agreement on the articles that are shown without suggestions; an F1 as any."""
    others: F1
    """On the other articles that two have done."""
    documents_without: frozenset[str]
    """The articles (ids)."""

    def shares(self) -> dict[str, F1]:
        """Return the shares by their names."""
        return {
            "assisted": self.assisted,
            "unassisted": self.unassisted,
            "assisted_kept": self.assisted_kept,
            "unassisted_kept": self.unassisted_kept,
        }

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell apart: nothing was taken, no article is without."""
        taken = self.assisted.first + self.assisted_kept.first
        return not (taken or self.documents_without)


def measure_assistance(scope: Scope, meetings: Meetings, unaided: Container[str]) -> Assistance:
    """Return it of all that count; `unaided`: the articles (ids) shown without suggestions."""
    rows = Rows(meetings, scope)
    met = find_met(scope, meetings)
    people = [one for (_, other), one in met.items() if other != NOBODY]
    curated = [one for (_, other), one in met.items() if other == NOBODY]
    ids = scope.sheets.articles.ids
    places = {place for one in people for place in one.articles.tolist()}
    without = {place for place in places if ids[place] in unaided}
    parts: tuple[list[Met], list[Met]] = ([], [])
    for one in people:
        is_without = np.isin(one.articles, list(without))
        parts[0].append(one.of(is_without))
        parts[1].append(one.of(~is_without))
    return Assistance(
        _share(rows, people, "assisted", "suggestions"),
        _share(rows, people, "unassisted", "spans"),
        _share(rows, curated, "assisted first", "suggestions"),
        _share(rows, curated, "unassisted first", "spans"),
        _agreement(rows, parts[0]),
        _agreement(rows, parts[1]),
        frozenset(ids[place] for place in without),
    )


def _share(rows: Rows, several: list[Met], name: str, why: Undefined) -> F1:
    return _joined(several, [rows.assisted_tables(one) for one in several], name, why)


def _agreement(rows: Rows, several: list[Met]) -> F1:
    return _joined(several, [rows.tables(one) for one in several], "span", "spans")


def _joined(several: list[Met], tables: list[dict[str, Table]], name: str, why: Undefined) -> F1:
    named = [{name: one[name]} for one in tables]
    joined, articles = join_articles(named, [one.articles for one in several])
    return f1_of(reckon(joined or {name: np.zeros((0, 3))}, articles), name, why)
