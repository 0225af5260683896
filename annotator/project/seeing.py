"""Who sees whose labels: nobody another's on an article given blind before all have finished it.

In one file this is a courtesy of the program. It is kept in the window; scripts and the command
line see everything, as any SQLite tool does.
"""

from typing import Literal, NamedTuple

from annotator.edits.edit import (
    Assign,
    BringIn,
    CorrectMeta,
    Dismiss,
    Hide,
    Look,
    Retire,
    ReviewEdit,
)
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.assignment import Assignment
from annotator.model.errors import DocumentUnknown
from annotator.project.annotating import owner_of
from annotator.project.road import Road

_SEEN_BY_ALL = (Assign, Look, CorrectMeta, BringIn, Retire, Hide, Dismiss)
"""Acts that are about an article, not about labels on it."""


class Closed(NamedTuple):
    """Why somebody sees nobody else's labels on a document."""

    reason: Literal["blind", "second time"]
    """blind: others have not finished · second time: they have not, themselves."""
    waiting: tuple[str, ...]
    """Who has not finished yet (annotator ids)."""
    can_look: bool
    """Whether they may look all the same (`Look`): they are not to label it."""


def why_closed(road: Road, document: str, viewer: str | None) -> Closed | None:
    """Return why a viewer (annotator id) sees only their own labels on a document (id), None where
    they see everybody's. The road's lock is held.

    Whoever is not to label it may look all the same, which the history says; who has given a
    verdict on it has looked.
    """
    if road.set_owner(document, viewer) != viewer:
        return Closed("second time", (viewer,) if viewer else (), can_look=False)
    waiting = waited_for(road, document)
    if not waiting:
        return None
    is_to_label = viewer in road.assigned.on(document)
    if not is_to_label and viewer is not None and _has_looked(road, document, viewer):
        return None
    return Closed("blind", waiting, can_look=not is_to_label and viewer is not None)


def waited_for(road: Road, document: str) -> tuple[str, ...]:
    """Return who (annotator ids) has yet to finish a document (id) that is given blind; nobody
    where it is not. The road's lock is held."""
    if not is_blind(road, document):
        return ()
    statuses = road.statuses_on(document)
    people = (one.annotator for one in people_on(road, document))
    return tuple(one for one in people if statuses.get(one) != "finished")


def is_blind(road: Road, document: str) -> bool:
    """Tell whether a document (id) is given blind to those who are to label it. The road's lock is
    held."""
    return any(one.is_blind for one in people_on(road, document))


def people_on(road: Road, document: str) -> list[Assignment]:
    """Return the assignments on a document, but for those of second times."""
    assigned = road.assigned
    return [
        one for one in assigned.on(document).values() if not assigned.second_time(one.annotator)
    ]


def can_see(road: Road, document: str, viewer: str | None, whose: str | None) -> bool:
    """Tell whether a viewer sees the labels of an annotator (None: the curated ones) on a document
    (ids). The road's lock is held.

    One's own are always seen, but for those of the first time while one labels it a second time;
    what somebody says a second time is seen by others when it is finished.
    """
    if viewer is not None and whose == road.set_owner(document, viewer):
        return True
    closed = why_closed(road, document, viewer)
    time = road.assigned.second_time(whose) if whose is not None else None
    if closed is not None:
        return closed.reason == "blind" and time is not None and time.of == viewer
    return time is None or road.set_owner(document, time.of) != whose


def is_seen(road: Road, one: AnnotationSet) -> bool:
    """Tell whether I see what a set says."""
    with road.lock:
        return can_see(road, one.document, road.my_id, one.annotator)


def can_see_act(road: Road, act: Act, viewer: str | None) -> bool:
    """Tell whether a viewer (annotator id) sees what an act did. The road's lock is held.

    DocumentUnknown is for an article that is gone: there is nothing to hide on it.
    """
    if act.document is None or isinstance(act.edit, _SEEN_BY_ALL):
        return True
    try:
        if isinstance(act.edit, ReviewEdit):
            return why_closed(road, act.document, viewer) is None
        return can_see(road, act.document, viewer, owner_of(road, act))
    except DocumentUnknown:
        return True


def _has_looked(road: Road, document: str, viewer: str) -> bool:
    if (document, viewer) in road.assigned.looks:
        return True
    return any(one.reviewer == viewer for one in road.reviews.verdicts(document).values())
