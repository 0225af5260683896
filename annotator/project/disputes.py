"""Which documents are disputed: two who have finished differ, and nobody has settled it. What is
given blind is disputed only when all who are to label it have finished."""

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from annotator.model.errors import Cancelled
from annotator.model.labels import LabelSet
from annotator.project.pages import Said, pages, read_said
from annotator.project.road import Road
from annotator.project.seeing import waited_for
from annotator.review.cases import find_cases
from annotator.review.compare import compare
from annotator.storage.annotations import read_finished_twice


class Disputed(NamedTuple):
    """What is found out about a project."""

    documents: list[str]
    """Ids of the disputed, in project order."""
    compared: int
    """How many documents two annotators or more have finished."""


def find_disputed(road: Road, is_cancelled: Callable[[], bool] = lambda: False) -> Disputed:
    """Return which documents are disputed. Cancelled where `is_cancelled` says so meanwhile.

    As long as it takes to compare them the first time: not for the thread of a window.
    """
    disputes = road.disputes
    finished = _finished_twice(road)
    unknown = [id for id in finished if disputes.get(id) is None]
    for page in pages(unknown):
        if is_cancelled():
            raise Cancelled
        versions = {id: disputes.version(id) for id in page}
        for one in read_said(road, page):
            id = one.document.id
            disputes.keep(id, versions[id], is_disputed(one, road.label_set))
    with road.lock:
        open = [id for id in finished if disputes.get(id) and not waited_for(road, id)]
    return Disputed(open, len(finished))


def is_disputed(said: Said, label_set: LabelSet) -> bool:
    """Tell whether two who have finished differ in something that nobody has settled."""
    finished = [one for one in said.sets if one.status == "finished"]
    return any(
        case.is_open
        for first, second in combinations(finished, 2)
        for case in find_cases(compare(first, second, label_set).differences, said.verdicts)
    )


def _finished_twice(road: Road) -> list[str]:
    """Documents that two have finished; where something waits to be saved, what is on screen
    counts."""
    unsaved = {one.document for one in road.on_screen.all_unsaved_sets()}
    with road.lock:
        besides = road.assigned.second_times()
    with road.store.reading() as connection:
        finished = read_finished_twice(connection, besides)
    candidates = dict.fromkeys([*finished, *sorted(unsaved)])
    return [id for id in candidates if id not in unsaved or _count_finished(road, id) > 1]


def _count_finished(road: Road, document: str) -> int:
    return sum(
        one.status == "finished" for said in read_said(road, [document]) for one in said.sets
    )
