"""Mending what looks like a slip, one place or many, as one act."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from annotator.edits.apply import Ground, apply
from annotator.edits.compose import remove_annotations
from annotator.edits.edit import (
    AddSpan,
    MoveSpan,
    RelabelRelation,
    RelabelSpan,
    SetEdit,
    SetStatus,
    Together,
    TurnRelation,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, AnnotatorUnknown
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.oddity import Oddity
from annotator.model.span import Span
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress


class OddPlace(NamedTuple):
    """Something odd, on a document and in whose labels (ids)."""

    document: str
    annotator: str
    oddity: Oddity


class Mended(NamedTuple):
    """What mending did."""

    places: tuple[OddPlace, ...] = ()
    """Those that are mended."""
    left: int = 0
    """Places that are not mine, have changed since, or that cannot be mended so."""

    @property
    def done(self) -> int:
        """How many are mended."""
        return len(self.places)

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({one.document for one in self.places})


def mend_places(
    road: Road,
    places: Sequence[OddPlace],
    *,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> tuple[Mended, Changes]:
    """Mend places in my sets, each as its oddity says, as one act of mine.

    AnnotatorUnknown, and the errors of `change_many`.
    """
    if road.my_id is None:
        raise AnnotatorUnknown("")
    by_document: dict[str, list[OddPlace]] = defaultdict(list)
    for place in places:
        by_document[place.document].append(place)
    with road.lock:
        mine = {id: owner for id in by_document if (owner := road.set_owner(id, road.my_id))}
    mending = _Mending(road.label_set, by_document, mine)
    many = ManyChanges("mended what looked like slips", list(by_document), mending.edit_of)
    changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
    return Mended(tuple(mending.done), len(places) - len(mending.done)), changes


class _Mending:
    """Says what is done to my set on each article, and counts it."""

    def __init__(
        self, label_set: LabelSet, places: dict[str, list[OddPlace]], mine: dict[str, str]
    ) -> None:
        self.done: list[OddPlace] = []
        self._label_set = label_set
        self._places = places
        self._mine = mine

    def edit_of(self, one: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set; None where it is not mine. What is refused is left out."""
        if one.annotator is None or one.annotator != self._mine.get(one.document):
            return None
        ground = Ground(self._label_set, len(text))
        is_new = one.status == "new"
        parts: list[SetEdit] = []
        done: list[OddPlace] = []
        for place in self._places[one.document]:
            edit = self._edit(place.oddity, one) if place.annotator == one.annotator else None
            if edit is None:
                continue
            try:
                one = apply(edit, one, ground).annotation_set
            except AnnotatorError:
                continue  # it does not do here
            parts.append(edit)
            done.append(place)
        self.done += done
        if parts and is_new:
            parts.append(SetStatus("in_progress"))
        return Together(tuple(parts), "mend") if parts else None

    def _edit(self, odd: Oddity, one: AnnotationSet) -> SetEdit | None:
        if odd.mend == "label":
            return self._label(odd, one)
        id = odd.annotations[0] if odd.annotations else ""
        if id in one.relations:
            return self._of_relation(id, odd, one)
        span = one.spans.get(id)
        if span is None or (span.label, span.fragments) != (odd.label, odd.place):
            return None
        return self._of_span(span, odd, one)

    def _label(self, odd: Oddity, one: AnnotationSet) -> SetEdit | None:
        found = self._label_set.span_label(odd.better_label or odd.label)
        start, end = odd.place[0][0], odd.place[-1][1]
        parts = (part for span in one.spans.values() for part in span.fragments)
        is_touched = any(first < end and start < last for first, last in parts)
        if found is None or found.is_retired or is_touched:
            return None
        return AddSpan(Span(new_id(), found.id, odd.place, origin="propagated"))

    def _of_span(self, span: Span, odd: Oddity, one: AnnotationSet) -> SetEdit | None:
        if odd.mend == "move":
            return MoveSpan(span.id, odd.better_place)
        if odd.mend == "relabel":
            found = self._label_set.span_label(odd.better_label)
            usable = found is not None and not found.is_retired
            return RelabelSpan(span.id, odd.better_label) if usable else None
        if odd.mend != "delete" or not _has_other(odd, one.spans):
            return None
        # A relation that stands on it is for a person to put elsewhere.
        if any(span.id in (tie.head, tie.tail) for tie in one.relations.values()):
            return None
        return remove_annotations(one, [span.id])

    def _of_relation(self, id: str, odd: Oddity, one: AnnotationSet) -> SetEdit | None:
        relation = one.relations[id]
        ends = one.spans[relation.head].fragments, one.spans[relation.tail].fragments
        if relation.label != odd.label or not _has_other(odd, one.relations):
            return None
        # The places of a duplicate may be those of the one that is kept, the other way round.
        if set(ends) != {odd.place, odd.other_place}:
            return None
        if odd.kind != "duplicates" and ends[0] != odd.place:
            return None
        if odd.mend == "turn":
            return TurnRelation(id)
        if odd.mend == "relabel":
            return RelabelRelation(id, odd.better_label)
        return remove_annotations(one, [id]) if odd.mend == "delete" else None


def _has_other(odd: Oddity, there: Collection[str]) -> bool:
    """Tell whether what a duplicate is held against is still there."""
    return odd.kind != "duplicates" or all(id in there for id in odd.annotations)
