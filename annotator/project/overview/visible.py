"""Which sets somebody may see, of all there are at once: `annotator.project.seeing` has the rules,
and asks the file for each article; numbers are about a hundred thousand."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from annotator.model.assignment import Assignment
from annotator.project.overview.sheets import FINISHED, NOBODY, Mask, Sheets
from annotator.project.road import Road
from annotator.storage.assignments import has_assignments, read_assignments


class Seen(NamedTuple):
    """What somebody may see."""

    sets: Mask
    """Rows of the sets."""
    curated: Mask
    """Rows of the articles on which they may see what is curated."""


def see_all(sheets: Sheets) -> Seen:
    """Return that everything may be seen."""
    return Seen(
        np.ones(len(sheets.sets.keys), np.bool_), np.ones(len(sheets.articles.keys), np.bool_)
    )


def find_seen(road: Road, sheets: Sheets, viewer: str | None) -> Seen:
    """Return what a viewer (annotator id) sees, as `can_see` tells."""
    seen = see_all(sheets)
    assigned = _read_assigned(road)
    if not assigned:
        return seen
    places = {id: row for row, id in enumerate(sheets.articles.ids)}
    statuses, rows = _on_articles(sheets, set(assigned))
    for document, on in assigned.items():
        one = _Article(road, document, on, statuses.get(document, {}))
        with road.lock:  # for each anew: whoever labels meanwhile is not to wait for all of them
            closed = one.why_closed(viewer)
            for annotator, row in rows.get(document, ()):
                seen.sets[row] = one.can_see(viewer, annotator, closed)
            if document in places:
                seen.curated[places[document]] = one.can_see(viewer, None, closed)
    return seen


def _read_assigned(road: Road) -> dict[str, dict[str, Assignment]]:
    """Return document id -> annotator id -> assignment, of the documents on which that makes
    anything not to be seen."""
    with road.store.reading() as connection:
        read = read_assignments(connection) if has_assignments(connection) else []
    found: dict[str, dict[str, Assignment]] = defaultdict(dict)
    for one in read:
        found[one.document][one.annotator] = one
    with road.lock:
        times = road.assigned.second_times()
    return {
        id: on
        for id, on in found.items()
        if any(one.is_blind or one.annotator in times for one in on.values())
    }


def _on_articles(
    sheets: Sheets, documents: set[str]
) -> tuple[dict[str, dict[str, int]], dict[str, list[tuple[str | None, int]]]]:
    """Return document id -> annotator id -> status, and document id -> (annotator id or None, row
    of the set), for these documents."""
    ids, names = sheets.articles.ids, sheets.annotator_ids
    statuses: dict[str, dict[str, int]] = defaultdict(dict)
    rows: dict[str, list[tuple[str | None, int]]] = defaultdict(list)
    sets = sheets.sets
    columns = (sets.articles.tolist(), sets.annotators.tolist(), sets.statuses.tolist())
    for row, (article, annotator, status) in enumerate(zip(*columns, strict=True)):
        document = ids[article]
        if document in documents:
            who = None if annotator == NOBODY else names[annotator]
            rows[document].append((who, row))
            if who is not None:
                statuses[document][who] = status
    return statuses, rows


class _Article:
    """What the rules ask about an article, from what has been read already."""

    def __init__(
        self, road: Road, document: str, on: dict[str, Assignment], statuses: dict[str, int]
    ) -> None:
        self._road, self._document, self._on, self._statuses = road, document, on, statuses

    def why_closed(self, viewer: str | None) -> str:
        """Return "second time", "blind" or "" where everything is seen."""
        if viewer is not None and self._owner(viewer) != viewer:
            return "second time"
        assigned = self._road.assigned
        people = [one for one in self._on.values() if not assigned.second_time(one.annotator)]
        is_waited_for = any(one.is_blind for one in people) and any(
            self._statuses.get(one.annotator) != FINISHED for one in people
        )
        if not is_waited_for:
            return ""
        has_looked = viewer is not None and viewer not in self._on and self._has_looked(viewer)
        return "" if has_looked else "blind"

    def can_see(self, viewer: str | None, whose: str | None, closed: str) -> bool:
        """Tell whether a viewer sees the labels of an annotator (None: the curated ones)."""
        if viewer is not None and whose == self._owner(viewer):
            return True
        time = self._road.assigned.second_time(whose) if whose is not None else None
        if closed:
            return closed == "blind" and time is not None and time.of == viewer
        return time is None or self._owner(time.of) != whose

    def _owner(self, annotator: str) -> str:
        """Return whose set somebody labels here: their own, or that of an open second time."""
        times = self._road.assigned.times_of(annotator)
        opened = (
            one.annotator
            for one in times
            if one.annotator in self._on and self._statuses.get(one.annotator) != FINISHED
        )
        return next(opened, annotator)

    def _has_looked(self, viewer: str) -> bool:
        road = self._road
        if (self._document, viewer) in road.assigned.looks:
            return True
        given = road.reviews.verdicts(self._document).values()
        return any(one.reviewer == viewer for one in given)
