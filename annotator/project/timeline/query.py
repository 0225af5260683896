"""Which acts a timeline shows, and a page of them, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from annotator.edits.edit import TakeIn
from annotator.edits.history import Act
from annotator.project.past import act_of
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, stop_if
from annotator.project.seeing import can_see_act
from annotator.storage.acts import read_acts
from annotator.storage.past import read_taken_acts

ActKind = Literal[
    "labels", "review", "entities", "label set", "coming in", "articles", "assigning", "people"
]
ACT_KINDS: tuple[ActKind, ...] = get_args(ActKind)
_MANY = " of many"
"""What storage adds to a taking in that is a change of many sets here."""
_EDITS: dict[ActKind, tuple[str, ...]] = {
    "labels": (
        "AddSpan", "RemoveSpan", "RelabelSpan", "MoveSpan", "AddRelation", "RemoveRelation",
        "RelabelRelation", "TurnRelation", "SetAttribute", "SetNote", "LinkSpan", "SetStatus",
        "SetDocumentLabels", "SetDocumentAttribute", "PutBack", "PutBackState", "Together",
    ),
    "review": ("Settle", "AnswerVerdict", "Say", "Unsay", "SetReasons", "ReviewTogether"),
    "entities": ("PutEntities",),
    "label set": ("ReplaceLabelSet", f"TakeIn{_MANY}", f"GiveBack{_MANY}"),
    "coming in": ("BringIn", "Retire", "TakeIn", "GiveBack"),
    "articles": ("CorrectMeta", "Hide", "Dismiss", "Purge", "Purged"),
    "assigning": ("Assign", "Look"),
    "people": ("RenameAnnotators", "JoinAnnotators", "PartAnnotators"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Which acts; empty is all."""

    document: str | None = None
    annotators: frozenset[str] = frozenset()
    """Ids of those who acted."""
    kinds: frozenset[ActKind] = frozenset()
    since: str = ""
    until: str = ""
    """Moments, ISO in UTC as acts have them: the first included, the last not."""

    @property
    def edits(self) -> tuple[str, ...]:
        """The names of the edits of these kinds; none: of all."""
        return tuple(name for kind in ACT_KINDS if kind in self.kinds for name in _EDITS[kind])


class TimelinePage(NamedTuple):
    """Acts, newest first, and where the next page begins; None: there is no more."""

    acts: list[Act]
    before: int | None
    elsewhere: Mapping[int, Sequence[Act]] = MappingProxyType({})
    """Of an article, where nothing else narrows: the number of an act in which a colleague's
    project was taken in -> what had been done there, newest first. Its numbers are of that file.
    """


def read_page(
    road: Road,
    query: TimelineQuery,
    before: int | None,
    count: int,
    *,
    is_for_me: bool = False,
    is_cancelled: IsCancelled = lambda: False,
) -> TimelinePage:
    """Return the next acts that a query asks for, older than the one numbered `before`, or the
    newest; as many as `count` unless there are no more. Cancelled.

    Where few of very many fit it takes its time, and reads some thousand at a time.
    """
    acts: list[Act] = []
    while len(acts) < count:
        stop_if(is_cancelled)
        with road.store.reading() as connection:
            rows, before = read_acts(
                connection,
                query.document,
                before,
                count - len(acts),
                annotators=query.annotators,
                edits=query.edits,
                since=query.since,
                until=query.until,
            )
        found = map(act_of, rows)
        if is_for_me:
            with road.lock:
                acts += [act for act in found if can_see_act(road, act, road.my_id)]
        else:
            acts += found
        if before is None:
            break
    elsewhere = _read_elsewhere(road, query, acts, is_for_me=is_for_me)
    return TimelinePage(acts, before, elsewhere)


def _read_elsewhere(
    road: Road, query: TimelineQuery, acts: Sequence[Act], *, is_for_me: bool
) -> dict[int, list[Act]]:
    """Return what came with the takings in among some acts, by their numbers."""
    if query.document is None or query != TimelineQuery(query.document):
        return {}
    takings = {
        act.edit.import_id: act.seq
        for act in acts
        if isinstance(act.edit, TakeIn) and act.step == "do" and not act.edit.act
    }
    with road.store.reading() as connection:
        taken = read_taken_acts(connection, query.document, takings)
    found: dict[int, list[Act]] = {}
    for one in taken:
        # The article may have another id there.
        act = replace(act_of(one.row), document=query.document)
        with road.lock:
            if not is_for_me or can_see_act(road, act, road.my_id):
                found.setdefault(takings[one.import_id], []).append(act)
    return found
