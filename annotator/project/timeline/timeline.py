"""The timeline: who did what when, read page by page; past states, restoring them, and blame. A
door of its own beside `Project`: `project.timeline`."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from annotator.edits.cleaning import clean_edit
from annotator.edits.history import Act
from annotator.edits.restoring import Restoring, plan_restoring, restored_act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorUnknown
from annotator.model.history_errors import ActUnknown, PastUntold
from annotator.project.annotating import apply_to_set
from annotator.project.past import act_of
from annotator.project.people import list_annotators
from annotator.project.review import Walk
from annotator.project.road import Road
from annotator.project.rows import IsCancelled
from annotator.project.seeing import can_see
from annotator.project.timeline.blame import Blamed, blame
from annotator.project.timeline.going_back import PastArticle, go_back
from annotator.project.timeline.query import TimelinePage, TimelineQuery, read_page
from annotator.storage.history import last_row, read_row


class Timeline:
    """What can be asked of the history, and put back from it. All of it waits for what is queued,
    and belongs off the GUI thread."""

    def __init__(self, road: Road, walk: Walk, wait: Callable[[], None]) -> None:
        self._road, self._walk, self._wait = road, walk, wait

    def page(
        self,
        query: TimelineQuery,
        before: int | None = None,
        count: int = 100,
        *,
        is_for_me: bool = False,
        is_cancelled: IsCancelled = lambda: False,
    ) -> TimelinePage:
        """Return acts, newest first, from the newest or below a number; `before` of what it returns
        is where the next page begins. `is_for_me`: only what I may see now. Cancelled."""
        self._wait()
        return read_page(
            self._road, query, before, count, is_for_me=is_for_me, is_cancelled=is_cancelled
        )

    def act(self, seq: int) -> Act:
        """Return the act with this number. ActUnknown."""
        with self._road.store.reading() as connection:
            row, last = read_row(connection, seq), last_row(connection)[0]
        if row is None:
            raise ActUnknown(seq, last)
        return act_of(row)

    def state(
        self,
        document: str,
        seq: int,
        *,
        is_for_me: bool = False,
        is_cancelled: IsCancelled = lambda: False,
    ) -> PastArticle:
        """Return what was said of a document (id) after the act with this number; 0: before any.

        `is_for_me`: only the sets that I may see now. DocumentUnknown, ActUnknown, NotThereThen,
        Cancelled.
        """
        self._wait()
        past = go_back(self._road, document, seq, is_cancelled)
        if not is_for_me:
            return past
        with self._road.lock:
            me = self._road.my_id
            sets = tuple(
                one for one in past.sets if can_see(self._road, document, me, one.annotator)
            )
            untold = tuple(one for one in past.untold if can_see(self._road, document, me, one))
        return past._replace(sets=sets, untold=untold)

    def blame(self, document: str, annotation: str, *, is_for_me: bool = False) -> list[Blamed]:
        """Return what made a span or relation (id) on a document (id) and changed it, newest first.

        `is_for_me`: only what I may see now. DocumentUnknown, AnnotationUnknown.
        """
        self._wait()
        return blame(self._road, document, annotation, is_for_me=is_for_me)

    def plan(self, document: str, seq: int, chosen: Collection[str] | None = None) -> Restoring:
        """Return what putting my set on a document (id) back to what it was after an act would do;
        with `chosen` only these spans and relations (ids). The errors of `restore`."""
        self._wait()
        past = go_back(self._road, document, seq)
        with self._road.lock:
            return _plan(self._road, past, chosen)

    def restore(
        self,
        document: str,
        seq: int,
        chosen: Collection[str] | None = None,
        origin: object = None,
    ) -> "Restored":
        """Put my set on a document (id) back to what it was after an act, as one new act that can
        be undone; with `chosen` only these spans and relations (ids).

        DocumentUnknown, ActUnknown, NotThereThen, PastUntold, AnnotatorUnknown, and whatever
        `Project.apply` may raise.
        """
        self._wait()
        past = go_back(self._road, document, seq)
        plans: list[Restoring] = []

        def act(road: Road) -> Changes:
            plans.append(_plan(road, past, chosen))
            if plans[0].is_empty:
                return Changes()
            return apply_to_set(road, clean_edit(plans[0].edit), document)

        changes = self._walk(act, origin)
        return Restored(changes, plans[0])


class Restored(NamedTuple):
    """What a restoring has changed, and what of it stays as it is."""

    changes: Changes
    plan: Restoring


def _plan(road: Road, past: PastArticle, chosen: Collection[str] | None) -> Restoring:
    if road.me is None:
        raise AnnotatorUnknown("")
    owner = road.set_owner(past.document, road.me.id)
    if owner in past.untold:
        names = {one.id: one.name for one in list_annotators(road, with_second_times=True)}
        raise PastUntold(past.document, past.seq, names.get(owner or "", ""))
    now = road.annotation_set(past.document, owner)
    then = past.set_of(owner) or AnnotationSet(now.id, now.document, owner)
    linked = {one.entity for one in then.spans.values() if one.entity is not None}
    entities = {id for id in linked if road.entities.get(id) is not None}
    return plan_restoring(now, then, road.label_set, entities, restored_act(past.seq), chosen)
