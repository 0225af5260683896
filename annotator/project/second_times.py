"""Articles that come back to whoever labelled them: which are due, and agreement with oneself."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from annotator.model.assignment import SecondTime
from annotator.project.dividing import drawn
from annotator.project.road import Road
from annotator.storage.assignments import read_last_touched

USUAL_DAYS, USUAL_SHARE = 14, 10
"""After how many days an article comes back, and how many in a hundred, unless one says."""


class OneSelf(NamedTuple):
    """How far somebody agrees with what they said before, on what they have labelled twice."""

    annotator: str
    documents: int
    matched: int
    """Spans with the same label on the same characters, of the two numbers that follow."""
    first: int
    second: int

    @property
    def span_f1(self) -> float | None:
        """The harmonic mean of both shares; None where there is no span."""
        both = self.first + self.second
        return 2 * self.matched / both if both else None


def find_due(
    road: Road,
    annotator: str,
    *,
    days: int = USUAL_DAYS,
    share: int = USUAL_SHARE,
    documents: Collection[str] | None = None,
    now: datetime | None = None,
) -> list[str]:
    """Return the documents (ids, of some) that can come back to an annotator (id) now, in project
    order: finished, last touched at least so many days ago, no second time under way; of these
    the share (in a hundred) that is drawn. The road's lock is held."""
    until = (now or datetime.now(UTC)) - timedelta(days=days)
    finished = road.finished_by(annotator)
    for time in road.assigned.times_of(annotator):
        finished -= road.assigned.of(time.annotator).keys() - road.finished_by(time.annotator)
    with road.store.reading() as connection:
        touched = read_last_touched(connection, annotator)
    unsaved = road.on_screen.unsaved_sets(annotator).keys()
    due = [
        document
        for document, at in touched
        if document in finished
        and document not in unsaved
        and (documents is None or document in documents)
        and datetime.fromisoformat(at) <= until
    ]
    return drawn(due, share, "second time")


def next_round(road: Road, document: str, annotator: str) -> int:
    """Return which time it is when a document (id) comes back to an annotator (id) now."""
    assigned = road.assigned.on(document)
    rounds = [one.round for one in road.assigned.times_of(annotator) if one.annotator in assigned]
    return max(rounds, default=1) + 1


def finished_times(road: Road, annotator: str) -> Iterator[tuple[str, SecondTime]]:
    """Yield the documents (ids) that somebody (id) has labelled once more, each with the time.
    The road's lock is held."""
    for time in road.assigned.times_of(annotator):
        again = road.assigned.of(time.annotator)
        finished = road.finished_by(time.annotator)
        yield from ((document, time) for document in again if document in finished)
