"""Questions that annotators answer of whole things, and the answers given on one document.

A thing is an article, a span or a relation that two or more have, or a pair of spans that two or
more tie together. Whoever does not have the thing has not been asked; who has it and says nothing
has answered nothing, which is an answer too where somebody else said something.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.decisions import span_likeness

Item: TypeAlias = list[Hashable]
"""What those who were asked said of one thing."""


class Question(NamedTuple):
    """What is asked, and about which group of labels or which attribute (id)."""

    what: Literal["document_labels", "label_group", "attribute", "relation_types", "words"]
    about: str = ""


class Asker:
    """Knows the questions of a label set."""

    def __init__(self, label_set: LabelSet) -> None:
        groups: dict[str, set[str]] = defaultdict(set)
        for label in label_set.document_labels:
            groups[label.group].add(label.id)
        self._groups = groups if len(groups) > 1 else {}
        self._attributes = label_set.attributes
        self._symmetric = {one.id for one in label_set.relation_labels if one.is_symmetric}

    def ask(self, sets: Sequence[AnnotationSet]) -> dict[Question, list[Item]]:
        """Return the answers on one document, question by question."""
        asked: dict[Question, list[Item]] = {
            Question("document_labels"): [[one.labels for one in sets]]
        }
        for group, labels in self._groups.items():
            asked[Question("label_group", group)] = [[one.labels & labels for one in sets]]
        asked |= self._ask_attributes(sets)
        asked[Question("relation_types")] = self._ask_types(sets)
        return asked

    def _ask_attributes(self, sets: Sequence[AnnotationSet]) -> dict[Question, list[Item]]:
        if not self._attributes:
            return {}
        things: dict[str, list[list[Span | Relation | AnnotationSet]]] = {
            "span": _together(_spans_of(one) for one in sets),
            "relation": _together(self._relations_of(one) for one in sets),
            "document": [list(sets)],
        }
        return {
            Question("attribute", one.id): _answers(one, things[one.applies_to])
            for one in self._attributes
        }

    def _relations_of(self, one: AnnotationSet) -> dict[Hashable, Relation]:
        """Return the relations of a set by what makes them the same."""
        return {
            (relation.label, self._ends(relation, one)): relation
            for relation in one.relations.values()
        }

    def _ends(self, relation: Relation, one: AnnotationSet) -> Hashable:
        ends = (span_likeness(one.spans[relation.head]), span_likeness(one.spans[relation.tail]))
        return frozenset(ends) if relation.label in self._symmetric else ends

    def _ask_types(self, sets: Sequence[AnnotationSet]) -> list[Item]:
        """Return for each two spans that are tied what each annotator calls the tie."""
        ties: dict[Hashable, Item] = defaultdict(list)
        for one in sets:
            labels: dict[Hashable, set[str]] = defaultdict(set)
            for relation in one.relations.values():
                labels[self._ends(relation, one)].add(relation.label)
            for ends, used in labels.items():
                ties[ends].append(frozenset(used))
        return list(ties.values())


def _spans_of(one: AnnotationSet) -> dict[Hashable, Span]:
    return {span_likeness(span): span for span in one.spans.values()}


def _together(
    of_each: Iterable[Mapping[Hashable, Span] | Mapping[Hashable, Relation]],
) -> list[list[Span | Relation | AnnotationSet]]:
    """Return what is the same, each time of all who have it."""
    things: dict[Hashable, list[Span | Relation | AnnotationSet]] = defaultdict(list)
    for theirs in of_each:
        for key, thing in theirs.items():
            things[key].append(thing)
    return [same for same in things.values() if len(same) > 1]


def _answers(
    attribute: Attribute, things: Iterable[Sequence[Span | Relation | AnnotationSet]]
) -> list[Item]:
    """Return what is said of things that carry the attribute; none of whom nobody said anything.

    A flag that is not set says no.
    """
    items: list[Item] = []
    for same in things:
        thing = same[0]
        if not isinstance(thing, AnnotationSet) and not attribute.applies_to_label(thing.label):
            continue
        item: Item = [one.attributes.get(attribute.id) for one in same]
        if attribute.kind == "flag":
            item = [bool(value) for value in item]
        if attribute.kind == "several":
            item = [frozenset(value) if isinstance(value, tuple) else value for value in item]
        if any(value is not None for value in item):
            items.append(item)
    return items
