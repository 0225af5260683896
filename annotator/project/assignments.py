"""The assignments of a project: who is to label what, whether blind, who sees whose labels, and
articles that come back. A door of its own beside `Project`: `project.assignments`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from annotator.edits.edit import Assign, AssigningEdit, Look
from annotator.edits.history import Act
from annotator.model.annotator import Annotator
from annotator.model.assignment import Assignment, SecondTime
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorUnknown
from annotator.project.assigning import assign
from annotator.project.dividing import Division, divide
from annotator.project.people import find_or_make_annotator, list_annotators
from annotator.project.review import Pairing, Review, Walk
from annotator.project.road import Road
from annotator.project.second_times import (
    USUAL_DAYS,
    USUAL_SHARE,
    OneSelf,
    find_due,
    finished_times,
    next_round,
)
from annotator.project.seeing import Closed, can_see, can_see_act, is_blind, why_closed


class Workload(NamedTuple):
    """What one annotator (id) has been assigned, in documents."""

    annotator: str
    assigned: int
    finished: int
    blind: int
    again: int
    """How many came back to them, and of those `again_finished` are done."""
    again_finished: int


class Assignments:
    """What can be asked of assignments and done with them. `can_see` and what follows it say what
    a window shows; scripts see everything."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road = road
        self._walk = walk

    # ---- looking --------------------------------------------------------------------------------

    def on(self, document: str) -> list[Assignment]:
        """Return the assignments on a document (id)."""
        with self._road.lock:
            return list(self._road.assigned.on(document).values())

    def of(self, annotator: str) -> list[Assignment]:
        """Return the assignments of an annotator (id)."""
        with self._road.lock:
            return list(self._road.assigned.of(annotator).values())

    def second_time(self, annotator: str) -> SecondTime | None:
        """Return what an annotator (id) is a second time of; None for a person."""
        with self._road.lock:
            return self._road.assigned.second_time(annotator)

    def second_times(self) -> list[SecondTime]:
        """Return the second times in which somebody has finished something, by person and round."""
        found: list[SecondTime] = []
        with self._road.lock:
            for one in list_annotators(self._road):
                times = {time for _, time in finished_times(self._road, one.id)}
                found += sorted(times, key=lambda time: time.round)
        return found

    def workloads(self) -> list[Workload]:
        """Return what each annotator has been assigned, by name; those with nothing too."""
        with self._road.lock:
            return [self._workload(one.id) for one in list_annotators(self._road)]

    def with_oneself(self, annotator: str) -> OneSelf:
        """Return how far an annotator (id) agrees with what they said the first time, on all that
        they have labelled once more."""
        with self._road.lock:
            again = list(finished_times(self._road, annotator))
        review = Review(self._road, self._walk)
        found = OneSelf(annotator, len(again), 0, 0, 0)
        for document, time in again:
            matches = review.compare(document, Pairing(annotator, time.annotator)).matches
            found = found._replace(
                matched=found.matched + len(matches),
                first=found.first + len(review.set_of(document, annotator).spans),
                second=found.second + len(review.set_of(document, time.annotator).spans),
            )
        return found

    def _workload(self, annotator: str) -> Workload:
        assigned = self._road.assigned.of(annotator)
        finished = self._road.finished_by(annotator) if assigned else set()
        times = [one.annotator for one in self._road.assigned.times_of(annotator)]
        return Workload(
            annotator,
            len(assigned),
            len(assigned.keys() & finished),
            sum(one.is_blind for one in assigned.values()),
            sum(len(self._road.assigned.of(one)) for one in times),
            len(list(finished_times(self._road, annotator))) if times else 0,
        )

    # ---- doing ----------------------------------------------------------------------------------

    def person(self, name: str) -> Annotator:
        """Return the annotator of a name, made where there is none. NameUnfit, SavingFailed."""
        self._road.check_writable()
        return find_or_make_annotator(self._road, name)

    def divide(
        self,
        documents: Sequence[str],
        annotators: Sequence[str],
        *,
        per_article: int = 1,
        share: int = 100,
    ) -> Division:
        """Return how documents (ids) would be divided among annotators (ids): nothing happens yet.

        Each gets as many; `share` in a hundred of them go to `per_article` people, the others to
        one. What they have been assigned already stays with them, and counts.
        """
        with self._road.lock:
            assigned = self._road.assigned.on_each(documents)
            held = {one: assigned[one].keys() for one in documents}
        return divide(documents, annotators, held, per_article=per_article, share=share)

    def assign(
        self, division: Division, *, is_blind: bool = False, origin: object = None
    ) -> Changes:
        """Assign as a division says, as one act of mine. DocumentUnknown, ProjectReadOnly."""
        by, at = self._road.my_id, _now()
        made = tuple(Assignment(*pair, at, by, is_blind) for pair in division.given)
        return self._do(Assign(made), origin)

    def withdraw(
        self, documents: Collection[str], annotators: Collection[str], origin: object = None
    ) -> Changes:
        """Take back what of these documents (ids) has been assigned to these annotators (ids), as
        one act of mine. Labels stay."""
        with self._road.lock:
            assigned = self._road.assigned.on_each(list(documents))
            gone = [
                (document, annotator)
                for document in documents
                for annotator in assigned[document]
                if annotator in annotators
            ]
        return self._do(Assign((), tuple(gone)), origin)

    def due_again(
        self,
        annotator: str,
        *,
        days: int = USUAL_DAYS,
        share: int = USUAL_SHARE,
        documents: Collection[str] | None = None,
        now: datetime | None = None,
    ) -> list[str]:
        """Return the documents (ids, of some) that can come back to an annotator (id): finished
        and not touched for so many days; of these the share in a hundred that is drawn."""
        with self._road.lock:
            return find_due(
                self._road, annotator, days=days, share=share, documents=documents, now=now
            )

    def assign_again(self, due: Mapping[str, Sequence[str]], origin: object = None) -> Changes:
        """Let documents come back, unmarked, as one act of mine; `due` is annotator -> documents
        (ids). AnnotatorUnknown, DocumentUnknown.

        Until somebody has finished one once more, it is a set of its own that they label there;
        then their first is theirs again, and the two can be compared as those of two people.
        """
        road = self._road
        road.check_writable()
        names = {one.id: one.name for one in list_annotators(road)}
        by, at = road.my_id, _now()
        made: list[Assignment] = []
        for annotator, documents in due.items():
            if annotator not in names:
                raise AnnotatorUnknown(annotator)
            with road.lock:
                for document in documents:
                    round = next_round(road, document, annotator)
                    time = road.assigned.make_time(annotator, round, names[annotator])
                    made.append(Assignment(document, time.annotator, at, by, True))
        return self._do(Assign(tuple(made)), origin)

    def look(self, document: str, origin: object = None) -> Changes:
        """Look at labels that are given blind on a document (id), though I am not to label it and
        not all have finished: until the project is closed, and the history says so."""
        return self._do(Look(document), origin)

    def _do(self, edit: AssigningEdit, origin: object) -> Changes:
        return self._walk(lambda road: assign(road, edit), origin)

    # ---- who sees what --------------------------------------------------------------------------

    def can_see(self, document: str, whose: str | None) -> bool:
        """Tell whether I see the labels of an annotator (None: the curated) on a document (ids)."""
        with self._road.lock:
            return can_see(self._road, document, self._road.my_id, whose)

    def is_blind(self, document: str) -> bool:
        """Tell whether a document (id) is given blind to those who are to label it."""
        with self._road.lock:
            return is_blind(self._road, document)

    def why_closed(self, document: str) -> Closed | None:
        """Return why I see only my own labels on a document (id); None: I see everybody's."""
        with self._road.lock:
            return why_closed(self._road, document, self._road.my_id)

    def can_see_act(self, act: Act) -> bool:
        """Tell whether I see what an act of the history did."""
        with self._road.lock:
            return can_see_act(self._road, act, self._road.my_id)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
