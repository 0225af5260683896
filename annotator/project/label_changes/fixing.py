"""Mending what the label set does not allow, one place or many, as one act."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from annotator.edits.apply import Ground, apply
from annotator.edits.compose import remove_annotations
from annotator.edits.edit import (
    RelabelRelation,
    RelabelSpan,
    RemoveRelation,
    SetAttribute,
    SetDocumentAttribute,
    SetDocumentLabels,
    SetEdit,
    Together,
    TurnRelation,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import AttributeValue
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, AnnotatorUnknown
from annotator.model.labels import LabelSet
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress


@dataclass(frozen=True, slots=True)
class Relabel:
    """Let it wear another label (id) of its kind."""

    label: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Swap head and tail."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give the attribute this value; None takes it away."""

    value: AttributeValue | None


@dataclass(frozen=True, slots=True)
class Delete:
    """Take the span (with its relations), the relation or the document label away."""


Fix: TypeAlias = Relabel | Turn | SetValue | Delete


class Fixed(NamedTuple):
    """What mending did."""

    done: int = 0
    left: int = 0
    """Places that are not mine, are gone, or for which it does not do."""


def fixes_of(place: InvalidPlace, label_set: LabelSet) -> list[Fix]:
    """Return what would mend a place, what keeps most of it first."""
    return list(_fixes(place, label_set))


def _fixes(place: InvalidPlace, label_set: LabelSet) -> Iterator[Fix]:
    attribute = label_set.attribute(place.attribute)
    if place.kind == "ends":
        label = label_set.relation_label(place.label)
        if label is not None and label.allows(place.tail, place.head):
            yield Turn()
        fitting = label_set.relations_between(place.head, place.tail)
        yield from (Relabel(one.id) for one in fitting if one.id != place.label)
        yield Delete()
    elif place.kind == "missing":
        if attribute is not None:
            yield from _values(attribute.kind, attribute.values)
    elif attribute is not None:
        if place.kind == "value":
            yield from _values(attribute.kind, attribute.values)
        yield SetValue(None)
    else:
        yield from _other_labels(place, label_set)
        yield Delete()


def _values(kind: str, values: Sequence[str]) -> Iterator[Fix]:
    if kind == "flag":
        yield from (SetValue(True), SetValue(False))
    elif kind == "choice":
        yield from (SetValue(one) for one in values)
    elif kind == "several":
        yield from (SetValue((one,)) for one in values)


def _other_labels(place: InvalidPlace, label_set: LabelSet) -> Iterator[Fix]:
    if label_set.span_label(place.label) is not None:
        yield from (Relabel(one.id) for one in label_set.usable_span_labels())
    elif label_set.relation_label(place.label) is not None:
        fitting = label_set.relations_between(place.head, place.tail)
        yield from (Relabel(one.id) for one in fitting)
    else:
        others = (one for one in label_set.document_labels if not one.is_retired)
        yield from (Relabel(one.id) for one in others)


def fix_places(
    road: Road,
    places: Sequence[InvalidPlace],
    fix: Fix,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> tuple[Fixed, Changes]:
    """Mend places in my sets; see `Labels.fix`."""
    if road.my_id is None:
        raise AnnotatorUnknown("")
    by_document: dict[str, list[InvalidPlace]] = defaultdict(list)
    for place in places:
        by_document[place.document].append(place)
    with road.lock:
        mine = {id: road.set_owner(id, road.my_id) for id in by_document}
    fixing = _Fixing(road.label_set, by_document, mine, fix)
    many = ManyChanges("mended what is not allowed", list(by_document), fixing.edit_of)
    changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
    return Fixed(fixing.done, len(places) - fixing.done), changes


class _Fixing:
    """Says what is done to my set on each article, and counts it."""

    def __init__(
        self,
        label_set: LabelSet,
        places: dict[str, list[InvalidPlace]],
        mine: dict[str, str | None],
        fix: Fix,
    ) -> None:
        self.done = 0
        self._label_set = label_set
        self._places = places
        self._mine = mine
        self._fix = fix

    def edit_of(self, one: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set; None where it is not mine. What is refused is left out."""
        if one.annotator is None or one.annotator != self._mine.get(one.document):
            return None
        ground = Ground(self._label_set, len(text))
        parts: list[SetEdit] = []
        for place in self._places[one.document]:
            if place.annotator != one.annotator:
                continue
            edit = self._edit(place, one)
            if edit is None:
                continue
            try:
                one = apply(edit, one, ground).annotation_set
            except AnnotatorError:
                continue  # it does not do here, or is gone
            parts.append(edit)
        self.done += len(parts)
        return Together(tuple(parts), "mend") if parts else None

    def _edit(self, place: InvalidPlace, one: AnnotationSet) -> SetEdit | None:
        if isinstance(self._fix, SetValue):
            return _with_value(place, self._fix.value)
        if place.annotation in one.relations:
            return self._of_relation(place.annotation)
        if place.annotation in one.spans:
            return self._of_span(place.annotation, one)
        return self._of_document(place, one) if not place.annotation else None

    def _of_relation(self, id: str) -> SetEdit:
        if isinstance(self._fix, Relabel):
            return RelabelRelation(id, self._fix.label)
        return TurnRelation(id) if isinstance(self._fix, Turn) else RemoveRelation(id)

    def _of_span(self, id: str, one: AnnotationSet) -> SetEdit | None:
        if isinstance(self._fix, Relabel):
            return RelabelSpan(id, self._fix.label)
        return remove_annotations(one, [id]) if isinstance(self._fix, Delete) else None

    def _of_document(self, place: InvalidPlace, one: AnnotationSet) -> SetEdit | None:
        if place.label not in one.labels or isinstance(self._fix, Turn):
            return None
        instead = {self._fix.label} if isinstance(self._fix, Relabel) else set()
        return SetDocumentLabels(one.labels - {place.label} | instead)


def _with_value(place: InvalidPlace, value: AttributeValue | None) -> SetEdit | None:
    if not place.attribute:
        return None
    if place.annotation:
        return SetAttribute(place.annotation, place.attribute, value)
    return SetDocumentAttribute(place.attribute, value)
