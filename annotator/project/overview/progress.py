"""How far a project is: its articles by state, by annotator, and day by day."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import CURATED, FINISHED, IN_PROGRESS, NOBODY, Mask
from annotator.project.overview.timeline import local_day


class ArticlesByState(NamedTuple):
    """Articles that count; the first four add up to all of them."""

    reviewed: int = 0
    """Finished, and a verdict has been given on it or a curated set came in."""
    finished: int = 0
    """Somebody has finished it, and it is not reviewed."""
    in_progress: int = 0
    """Somebody has begun, and nobody finished."""
    new: int = 0
    """Nobody has begun."""
    waiting: int = 0
    """Of the finished: two or more have, so that a review has something to compare."""

    @property
    def all(self) -> int:
        """All articles that count."""
        return sum(self[:4])


class AnnotatorProgress(NamedTuple):
    """How far an annotator (id; None: the curated sets) is, in sets and what is in them."""

    annotator: str | None
    new: int = 0
    in_progress: int = 0
    finished: int = 0
    """Curated sets count here."""
    spans: int = 0
    """In sets that may be seen."""
    relations: int = 0


class FinishedByDay(NamedTuple):
    """Annotation sets that are finished now, by the local day on which they were; days on which
    none was are left out."""

    days: tuple[str, ...]
    """ISO, in order."""
    counts: Mapping[str, tuple[int, ...]]
    """Annotator id -> sets for each of the days."""
    came_finished: int
    """Sets that were finished already when they were imported: on no day."""

    @property
    def totals(self) -> tuple[int, ...]:
        """Sets of all annotators for each of the days."""
        return tuple(map(sum, zip(*self.counts.values(), strict=True))) if self.counts else ()


def count_by_state(scope: Scope) -> ArticlesByState:
    """Return the articles that count by their state; with annotators or statuses narrowed, those
    sets alone make the state."""
    states = article_states(scope)
    counts = (int(np.count_nonzero(states[name])) for name in ArticlesByState._fields)
    return ArticlesByState(*counts)


def article_states(scope: Scope) -> dict[str, Mask]:
    """Return state -> the articles that are in it, by the fields of `ArticlesByState`."""
    sheets, count = scope.sheets, len(scope.articles)
    statuses, rows = sheets.sets.statuses, sheets.sets.articles

    def having(sets: Mask) -> Mask:
        return np.bincount(rows[sets & scope.begun], minlength=count) > 0

    finishers = np.bincount(rows[(statuses == FINISHED) & scope.begun], minlength=count)
    is_curated = having(statuses == CURATED)
    is_done = (finishers > 0) | is_curated
    is_reviewed = is_done & (sheets.articles.is_reviewed | is_curated)
    is_begun = is_done | having(statuses == IN_PROGRESS)
    return {
        "reviewed": scope.articles & is_reviewed,
        "finished": scope.articles & is_done & ~is_reviewed,
        "in_progress": scope.articles & is_begun & ~is_done,
        "new": scope.articles & ~is_begun,
        "waiting": scope.articles & (finishers > 1) & ~is_reviewed,
    }


def count_by_annotator(scope: Scope) -> list[AnnotatorProgress]:
    """Return how far each annotator is who has a set that counts, in the order of their keys, the
    curated sets last."""
    sets, ids = scope.sheets.sets, scope.sheets.annotator_ids
    chosen = scope.begun
    found = []
    for key in np.unique(sets.annotators[chosen]).tolist():
        theirs = chosen & (sets.annotators == key)
        statuses = np.bincount(sets.statuses[theirs], minlength=4).tolist()
        found.append(
            AnnotatorProgress(
                None if key == NOBODY else ids[key],
                statuses[0],
                statuses[IN_PROGRESS],
                statuses[FINISHED] + statuses[CURATED],
                int(sets.spans[theirs & scope.sets].sum()),
                int(sets.relations[theirs & scope.sets].sum()),
            )
        )
    return sorted(found, key=lambda one: one.annotator is None)


def count_by_day(scope: Scope, finished: Mapping[str, int]) -> FinishedByDay:
    """Return the sets that are finished by day; `finished`: set (id) -> when (seconds)."""
    sets, ids = scope.sheets.sets, scope.sheets.annotator_ids
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    came = 0
    for row in np.flatnonzero(scope.begun & (sets.statuses == FINISHED)).tolist():
        at = finished.get(sets.ids[row])
        if at is None:
            came += 1
        else:
            counted[ids[int(sets.annotators[row])]][local_day(at)] += 1
    days = tuple(sorted({day for counts in counted.values() for day in counts}))
    return FinishedByDay(
        days,
        {who: tuple(counts[day] for day in days) for who, counts in counted.items()},
        came,
    )
