"""What everybody says of one article as one set, each thing with how many say so. No Qt.

The text shows names of labels; so each label is there once for each number of voices, under an id
and a name of its own: "PERSON 2/3". Only the view sees these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.votes import Place

L = TypeVar("L", SpanLabel, RelationLabel)


class Union(NamedTuple):
    """A set to be looked at, and the labels that its annotations wear."""

    annotation_set: AnnotationSet
    label_set: LabelSet


def unite(document: str, places: Sequence[Place], label_set: LabelSet) -> Union:
    """Return what stands above the text: each vote once, with its voices; ids are those of the
    first who says so."""
    shown = {id: place.votes[0].annotations[0].id for place in places for id in _ids(place)}
    spans: dict[str, Span] = {}
    relations: dict[str, Relation] = {}
    used: dict[tuple[str, int], int] = {}
    for place in places:
        if place.is_of_value:
            continue
        for vote in place.votes:
            one, voices = vote.annotations[0], len(vote.annotators)
            used[one.label, voices] = place.voices
            label = _counted(one.label, voices)
            if isinstance(one, Span):
                spans[one.id] = one._replace(label=label)
            else:
                head, tail = shown[one.head], shown[one.tail]
                relations[one.id] = one._replace(label=label, head=head, tail=tail)
    held = AnnotationSet("everybody", document, None, spans=spans, relations=relations)
    return Union(held, _with_voices(label_set, used))


def _ids(place: Place) -> Iterable[str]:
    """Return the ids of everybody's spans in a place: one of them stands for them all."""
    is_of_spans = not place.is_of_value and isinstance(place.votes[0].annotation, Span)
    return place.ids if is_of_spans else ()


def _counted(label: str, voices: int) -> str:
    return f"{label}·{voices}"


def _with_voices(label_set: LabelSet, used: Mapping[tuple[str, int], int]) -> LabelSet:
    return replace(
        label_set,
        span_labels=tuple(_each(label_set.span_labels, used)),
        relation_labels=tuple(_each(label_set.relation_labels, used)),
    )


def _each(labels: Iterable[L], used: Mapping[tuple[str, int], int]) -> Iterable[L]:
    """Yield a label for each number of voices that it has somewhere; none has a key."""
    for label in labels:
        for (id, voices), total in used.items():
            if id == label.id:
                name = f"{label.name} {voices}/{total}"
                yield replace(label, id=_counted(id, voices), name=name, key="")
