"""Comparing two annotation sets on one article: what agrees, and every difference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeTarget
from annotator.model.difference import DIFFERENCE_KINDS, Difference, DifferenceKind, Ends
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.matching import Pair, pair_spans
from annotator.review.relations import RelationPair, pair_relations

_KINDS: tuple[DifferenceKind, ...] = (*DIFFERENCE_KINDS, "agree")


class Breakdown(NamedTuple):
    """How the spans of two sets divide: a pair counts once, a span without an answer once."""

    agree: int = 0
    label: int = 0
    boundary: int = 0
    label_and_boundary: int = 0
    only_first: int = 0
    only_second: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sets say alike, and what not, in reading order."""

    matches: tuple[tuple[Span, Span], ...]
    """Spans with the same label on the same fragments."""
    relation_matches: tuple[tuple[Relation, Relation], ...]
    """Relations with the same label between spans that answer each other."""
    differences: tuple[Difference, ...]
    breakdown: Breakdown


def compare(first: AnnotationSet, second: AnnotationSet, label_set: LabelSet) -> Comparison:
    """Compare two sets on one document. ValueError where they are on two.

    Attributes are compared where spans or relations answer each other and the attribute is asked
    of both labels; so are the document's attributes and labels. Status and notes are not.
    """
    if first.document != second.document:
        raise ValueError(f"sets on {first.document} and {second.document}")
    pairs = pair_spans(first.spans.values(), second.spans.values())
    relations = pair_relations(first, second, pairs, label_set)
    differences = [
        *_span_differences(first, second, pairs, label_set),
        *_relation_differences(first, second, relations, label_set),
        *_document_differences(first, second, label_set),
    ]
    return Comparison(
        tuple((one.first, one.second) for one in pairs if one.kind == "agree"),
        tuple((one.first, one.second) for one in relations if one.fault is None),
        tuple(sorted(differences, key=reading_order)),
        _count(first, second, pairs),
    )


def compare_alone(annotation_set: AnnotationSet, label_set: LabelSet) -> Comparison:
    """Return every annotation of a set that is reviewed alone as a case: nobody else has it."""
    nobody = AnnotationSet("", annotation_set.document, None)
    return compare(annotation_set, nobody, label_set)


def reading_order(one: Difference) -> tuple[object, ...]:
    """Return the sort key of differences on one document."""
    ids = tuple(id or "" for id in one.sides)
    return (*one.place, _KINDS.index(one.kind), ids)


# ---- spans ------------------------------------------------------------------------------------


def _span_differences(
    first: AnnotationSet, second: AnnotationSet, pairs: list[Pair], label_set: LabelSet
) -> Iterator[Difference]:
    for pair in pairs:
        if pair.kind != "agree":
            yield Difference(pair.kind, pair.first, pair.second)
        yield from _attribute_differences(pair.first, pair.second, label_set, None, None)
    answered = {pair.first.id for pair in pairs}
    yield from (Difference("missing", one) for id, one in first.spans.items() if id not in answered)
    answered = {pair.second.id for pair in pairs}
    yield from (
        Difference("extra", None, one) for id, one in second.spans.items() if id not in answered
    )


def _attribute_differences(
    first: Span | Relation,
    second: Span | Relation,
    label_set: LabelSet,
    first_ends: Ends | None,
    second_ends: Ends | None,
) -> Iterator[Difference]:
    if not first.attributes and not second.attributes:
        return
    target: AttributeTarget = "span" if isinstance(first, Span) else "relation"
    theirs = {one.id for one in label_set.attributes_of(target, second.label)}
    for attribute in label_set.attributes_of(target, first.label):
        here, there = first.attributes.get(attribute.id), second.attributes.get(attribute.id)
        if here != there and attribute.id in theirs:
            yield Difference(
                "attribute",
                first,
                second,
                first_ends,
                second_ends,
                attribute=attribute.id,
                first_value=here,
                second_value=there,
            )


def _count(first: AnnotationSet, second: AnnotationSet, pairs: list[Pair]) -> Breakdown:
    kinds = [pair.kind for pair in pairs]
    return Breakdown(
        kinds.count("agree"),
        kinds.count("label"),
        kinds.count("boundary"),
        kinds.count("label_and_boundary"),
        len(first.spans) - len(pairs),
        len(second.spans) - len(pairs),
    )


# ---- relations --------------------------------------------------------------------------------


def _relation_differences(
    first: AnnotationSet,
    second: AnnotationSet,
    pairs: list[RelationPair],
    label_set: LabelSet,
) -> Iterator[Difference]:
    for pair in pairs:
        ends = (_ends(pair.first, first.spans), _ends(pair.second, second.spans))
        if pair.fault:
            yield Difference("relation", pair.first, pair.second, *ends, fault=pair.fault)
        yield from _attribute_differences(pair.first, pair.second, label_set, *ends)
    answered = {pair.first.id for pair in pairs}
    for id, one in first.relations.items():
        if id not in answered:
            yield Difference("relation", one, None, _ends(one, first.spans), fault="missing")
    answered = {pair.second.id for pair in pairs}
    for id, one in second.relations.items():
        if id not in answered:
            yield Difference("relation", None, one, None, _ends(one, second.spans), fault="extra")


def _ends(relation: Relation, spans: Mapping[str, Span]) -> Ends:
    return (spans[relation.head], spans[relation.tail])


# ---- the document as a whole ------------------------------------------------------------------


def _document_differences(
    first: AnnotationSet, second: AnnotationSet, label_set: LabelSet
) -> Iterator[Difference]:
    for label in sorted(first.labels ^ second.labels):
        yield Difference(
            "document_label",
            document_label=label,
            first_value=True if label in first.labels else None,
            second_value=True if label in second.labels else None,
        )
    for attribute in _differing(first.attributes, second.attributes):
        yield Difference(
            "attribute",
            attribute=attribute,
            first_value=first.attributes.get(attribute),
            second_value=second.attributes.get(attribute),
        )


def _differing(first: Attributes, second: Attributes) -> list[str]:
    return sorted(id for id in {*first, *second} if first.get(id) != second.get(id))
