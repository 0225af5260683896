"""Labels of a colleague's project met with ours: by id, else by name, else they come in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import NO_ATTRIBUTES, Attribute, Attributes
from annotator.model.difference import Difference
from annotator.model.labels import (
    DocumentLabel,
    LabelSet,
    RelationLabel,
    SpanLabel,
    taken_keys,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict

Label = TypeVar("Label", SpanLabel, RelationLabel, DocumentLabel, Attribute)


@dataclass(slots=True)
class LabelsMet:
    """The label set that both make together, and what each of their ids is in it.

    A label that both have keeps what ours says of it; order and keys of ours stay.
    """

    label_set: LabelSet
    new: list[str] = field(default_factory=list)
    """Names of the labels and attributes that come in."""
    ids: dict[str, str] = field(default_factory=dict)
    """Of those that are called otherwise here: span labels, relation labels, document labels and
    attributes alike, for no two things have one id."""

    def label(self, id: str) -> str:
        """Return what a label or attribute of theirs is here."""
        return self.ids.get(id, id)

    def attributes(self, attributes: Attributes) -> Attributes:
        """Return attributes by our ids."""
        if not attributes:
            return NO_ATTRIBUTES
        return {self.label(id): value for id, value in attributes.items()}

    def annotation(self, one: Any) -> Any:
        """Return a span or relation in our ids."""
        if not one.attributes:  # Half the time, of what a merge does most often.
            return tuple.__new__(type(one), (one[0], self.label(one[1]), *one[2:]))
        return one._replace(label=self.label(one.label), attributes=self.attributes(one.attributes))

    def annotation_set(self, one: AnnotationSet, document: str) -> AnnotationSet:
        """Return a set in our ids, on a document of ours (id)."""
        if not self.ids:
            return one if one.document == document else replace(one, document=document)
        return replace(
            one,
            document=document,
            labels=frozenset(map(self.label, one.labels)),
            attributes=self.attributes(one.attributes),
            spans={id: self.annotation(span) for id, span in one.spans.items()},
            relations={id: self.annotation(held) for id, held in one.relations.items()},
        )

    def verdict(self, one: Verdict, document: str) -> Verdict:
        """Return a verdict in our ids, on a document of ours (id)."""
        return replace(
            one,
            document=document,
            difference=self._difference(one.difference) if one.difference else None,
            outcome=tuple(map(self.annotation, one.outcome)),
        )

    def _difference(self, one: Difference) -> Difference:
        def ends(held: tuple[Span, Span] | None) -> tuple[Span, Span] | None:
            return (self.annotation(held[0]), self.annotation(held[1])) if held else None

        def side(held: Span | Relation | None) -> Span | Relation | None:
            return self.annotation(held) if held else None

        return replace(
            one,
            first=side(one.first),
            second=side(one.second),
            first_ends=ends(one.first_ends),
            second_ends=ends(one.second_ends),
            attribute=self.label(one.attribute) if one.attribute else None,
            document_label=self.label(one.document_label) if one.document_label else None,
        )


def meet_labels(ours: LabelSet, theirs: LabelSet) -> LabelsMet:
    """Return our label set with what only theirs has, and what their ids are in it."""
    met = LabelsMet(ours)
    spans = _meet(met, ours.span_labels, theirs.span_labels)
    met.label_set = replace(
        met.label_set, span_labels=(*ours.span_labels, *_with_free_keys(ours.span_labels, spans))
    )
    known = {one.id for one in met.label_set.span_labels}
    relations = [
        replace(
            one,
            heads=frozenset(map(met.label, one.heads)) & known,
            tails=frozenset(map(met.label, one.tails)) & known,
        )
        for one in _meet(met, ours.relation_labels, theirs.relation_labels)
    ]
    known |= {one.id for one in (*ours.relation_labels, *relations)}
    attributes = [
        replace(one, labels=frozenset(map(met.label, one.labels)) & known)
        for one in _meet(met, ours.attributes, theirs.attributes)
    ]
    documents = _meet(met, ours.document_labels, theirs.document_labels)
    met.label_set = replace(
        met.label_set,
        relation_labels=(
            *ours.relation_labels,
            *_with_free_keys(ours.relation_labels, relations),
        ),
        attributes=(*ours.attributes, *attributes),
        document_labels=(*ours.document_labels, *documents),
    )
    return met


def _meet(met: LabelsMet, ours: Iterable[Label], theirs: Iterable[Label]) -> list[Label]:
    """Note what their labels are here; return those that are new."""
    by_id = {one.id: one for one in ours}
    by_name = {_name(one): one for one in ours}
    new: list[Label] = []
    for one in theirs:
        known = by_id.get(one.id) or by_name.get(_name(one))
        if known is None:
            new.append(one)
            met.new.append(one.name)
        elif known.id != one.id:
            met.ids[one.id] = known.id
    return new


def _name(one: SpanLabel | RelationLabel | DocumentLabel | Attribute) -> tuple[str, str]:
    return (one.applies_to if isinstance(one, Attribute) else "", one.name)


Keyed = TypeVar("Keyed", SpanLabel, RelationLabel)


def _with_free_keys(ours: tuple[Keyed, ...], new: list[Keyed]) -> list[Keyed]:
    """A key that a label of ours has stays with it."""
    taken: Callable[[str], bool] = taken_keys(ours).__contains__
    return [replace(one, key="") if taken(one.key) else one for one in new]
