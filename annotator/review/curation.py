"""The curated set of a document: made from what all agree on and from verdicts, and from nothing
else, so that it can be made again at any time."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import orjson

from annotator.model.annotation_set import AnnotationSet, place_of_span
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.decisions import (
    SpanLikeness,
    confirms,
    decided_relations,
    decided_spans,
    decided_value,
    in_order,
    judged,
    judged_relations,
    judged_spans,
    span_likeness,
)

RelationKey: TypeAlias = tuple[str, str, str]
"""Label, and the ids of head and tail in the curated set."""
Provenance = Literal["unanimous", "adjudicated", "added", "imported"]
"""All say so · a verdict says so · the reviewer made it · it came with an imported curated set."""


@dataclass(frozen=True, slots=True)
class Curated:
    """The curated set, and where each span and relation of it comes from."""

    annotation_set: AnnotationSet
    provenance: Mapping[str, Provenance]
    """By the id of the span or relation."""
    negatives: tuple[Span, ...]
    """Spans that were judged to be nothing, in reading order."""


def curate(
    document: str,
    sets: Iterable[AnnotationSet],
    verdicts: Iterable[Verdict],
    label_set: LabelSet,
    imported: AnnotationSet | None = None,
) -> Curated:
    """Return the curated set of a document from its annotators' sets and the verdicts on it.

    Unanimous is what all say who have finished, where they are two or more. A relation is in it
    only where both its ends are. Ids are the same whenever the same comes out. A verdict that the
    sets have moved away from since does not count.
    """
    everybody = sorted(sets, key=lambda one: one.annotator or "")
    counting = [one for one in in_order(verdicts) if not is_stale(one, everybody)]
    making = _Making(document, everybody, counting, label_set, imported)
    making.make_spans()
    making.make_relations()
    return making.finish()


def is_stale(verdict: Verdict, sets: Iterable[AnnotationSet]) -> bool:
    """Tell whether an annotation that was judged has become another, and not the one that was
    decided on."""
    by_annotator = {one.annotator: one for one in sets}
    right = {span_likeness(one) for one in decided_spans(verdict)}
    sides = zip((verdict.first, verdict.second), _judged_by_side(verdict), strict=True)
    for annotator, was in sides:
        held = by_annotator.get(annotator)
        if was is None or held is None:
            continue
        if isinstance(was, Span):
            now = held.spans.get(was.id)
            if now is None and span_likeness(was) in right:
                return True
            if now and span_likeness(now) not in {span_likeness(was), *right}:
                return True
        elif was.id in held.relations and held.relations[was.id].label != was.label:
            decided = {one.label for one in decided_relations(verdict)}
            if held.relations[was.id].label not in decided:
                return True
    return False


def _judged_by_side(verdict: Verdict) -> tuple[Span | Relation | None, Span | Relation | None]:
    if not judged(verdict) or verdict.difference is None:
        return (None, None)
    return (verdict.difference.first, verdict.difference.second)


def curated_id(document: str, *likeness: object) -> str:
    """Return the id of what is so in the curated set of a document: always the same."""
    return hashlib.sha256(orjson.dumps([document, *likeness])).hexdigest()[:16]


@dataclass(slots=True)
class _Making:
    """The curated set while it is made."""

    document: str
    sets: Sequence[AnnotationSet]
    verdicts: Sequence[Verdict]
    label_set: LabelSet
    imported: AnnotationSet | None
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    rejected: dict[SpanLikeness, Span] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)
    """Id of anybody's span -> id of the curated span that it became."""

    @property
    def finished(self) -> list[AnnotationSet]:
        """The sets that count for unanimity."""
        return [one for one in self.sets if one.status == "finished"]

    # ---- spans ----------------------------------------------------------------------------------

    def make_spans(self) -> None:
        """Take in what was imported, what all say, and what verdicts say, in this order."""
        members = self._members()
        origin: dict[SpanLikeness, Provenance] = {}
        made: dict[SpanLikeness, Span] = {}
        if self.imported:
            for span in self.imported.spans.values():
                origin[span_likeness(span)] = "imported"
                made[span_likeness(span)] = span
        for likeness, held in members.items():
            whose = {annotator for annotator, _ in held}
            if len(self.finished) > 1 and whose >= {one.annotator for one in self.finished}:
                origin.setdefault(likeness, "unanimous")
        for verdict in self.verdicts:
            self._judge(verdict, origin, made)
        for likeness, provenance in origin.items():
            self._keep_span(likeness, provenance, members.get(likeness, []), made.get(likeness))
        for verdict in self.verdicts:
            self._let_stand(verdict)

    def _members(self) -> dict[SpanLikeness, list[tuple[str | None, Span]]]:
        """Return who has each span, with theirs."""
        members: dict[SpanLikeness, list[tuple[str | None, Span]]] = defaultdict(list)
        for one in self.sets:
            for span in one.spans.values():
                members[span_likeness(span)].append((one.annotator, span))
        return members

    def _judge(
        self,
        verdict: Verdict,
        origin: dict[SpanLikeness, Provenance],
        made: dict[SpanLikeness, Span],
    ) -> None:
        decided = decided_spans(verdict)
        if confirms(verdict) and all(span_likeness(one) in origin for one in decided):
            return
        for span in judged_spans(verdict):
            origin.pop(span_likeness(span), None)
            if not decided:
                self.rejected[span_likeness(span)] = span
        for span in decided:
            likeness = span_likeness(span)
            origin[likeness] = "added" if verdict.choice == "added" else "adjudicated"
            self.rejected.pop(likeness, None)
            if verdict.choice in {"added", "edited"}:
                made[likeness] = span

    def _keep_span(
        self,
        likeness: SpanLikeness,
        provenance: Provenance,
        held: list[tuple[str | None, Span]],
        made: Span | None,
    ) -> None:
        fragments, label = likeness
        id = curated_id(self.document, "span", fragments, label)
        attributes = made.attributes if made else NO_ATTRIBUTES
        if held:
            attributes = self._agreed_attributes([span for _, span in held])
        note = made.note if made else None
        self.spans[id] = Span(id, label, fragments, attributes, note)
        self.provenance[id] = provenance
        for one in [*(span for _, span in held), *([made] if made else [])]:
            self.stands_for[one.id] = id

    def _let_stand(self, verdict: Verdict) -> None:
        """What was decided against stands for what was decided on: relations follow."""
        decided = decided_spans(verdict)
        if len(decided) == 1 and verdict.difference:
            kept = self.stands_for.get(decided[0].id)
            for span in judged_spans(verdict):
                if kept:
                    self.stands_for.setdefault(span.id, kept)

    def _agreed_attributes(self, held: Sequence[Span] | Sequence[Relation]) -> Attributes:
        """Return what all say of an annotation, and what verdicts say where they differ."""
        ids = {one.id for one in held}
        settled: dict[str, AttributeValue | None] = {}
        for verdict in self.verdicts:
            difference = verdict.difference
            if difference is None or difference.attribute is None:
                continue
            if {one.id for one in (difference.first, difference.second) if one} & ids:
                settled[difference.attribute] = decided_value(verdict)
        names = {name for one in held for name in one.attributes}
        values = {name: _one_value([one.attributes.get(name) for one in held]) for name in names}
        return _present({**values, **settled})

    # ---- relations ------------------------------------------------------------------------------

    def make_relations(self) -> None:
        """Take in relations between curated spans: as with spans."""
        origin: dict[RelationKey, Provenance] = {}
        held: dict[RelationKey, list[Relation]] = defaultdict(list)
        if self.imported:
            for key, relation in self._keyed(self.imported.relations.values()):
                origin[key] = "imported"
                held[key].append(relation)
        finished = {one.annotator for one in self.finished}
        whose: dict[RelationKey, set[str | None]] = defaultdict(set)
        for one in self.sets:
            for key, relation in self._keyed(one.relations.values()):
                held[key].append(relation)
                whose[key].add(one.annotator)
                if len(finished) > 1 and whose[key] >= finished:
                    origin.setdefault(key, "unanimous")
        for verdict in self.verdicts:
            if confirms(verdict) and all(
                key in origin for key, _ in self._keyed(decided_relations(verdict))
            ):
                continue
            for key, _ in self._keyed(judged_relations(verdict)):
                origin.pop(key, None)
            for key, relation in self._keyed(decided_relations(verdict)):
                origin[key] = "added" if verdict.choice == "added" else "adjudicated"
                held[key].append(relation)
        for key, provenance in origin.items():
            self._keep_relation(key, provenance, held[key])

    def _keyed(self, relations: Iterable[Relation]) -> Iterator[tuple[RelationKey, Relation]]:
        """Yield the relations whose ends are both curated, each with what it is there."""
        for relation in relations:
            if (key := self._key(relation)) is not None:
                yield key, relation

    def _key(self, relation: Relation) -> RelationKey | None:
        """Return label, head and tail in the curated set; None where an end is not in it."""
        head, tail = self.stands_for.get(relation.head), self.stands_for.get(relation.tail)
        if head is None or tail is None:
            return None
        label = self.label_set.relation_label(relation.label)
        if label and label.is_symmetric and tail < head:
            head, tail = tail, head
        return (relation.label, head, tail)

    def _keep_relation(
        self, key: RelationKey, provenance: Provenance, held: list[Relation]
    ) -> None:
        label, head, tail = key
        id = curated_id(self.document, "relation", label, head, tail)
        self.relations[id] = Relation(id, label, head, tail, self._agreed_attributes(held))
        self.provenance[id] = provenance

    # ---- the whole ------------------------------------------------------------------------------

    def finish(self) -> Curated:
        """Return what was made."""
        spans = sorted(self.spans.values(), key=lambda one: place_of_span(one, one.label))
        relations = sorted(self.relations.values(), key=lambda one: one.id)
        made = AnnotationSet(
            self.imported.id if self.imported else curated_id(self.document, "set"),
            self.document,
            None,
            "curated",
            self._document_labels(),
            self._document_attributes(),
            {one.id: one for one in spans},
            {one.id: one for one in relations},
        )
        negatives = sorted(self.rejected.values(), key=lambda one: place_of_span(one, one.label))
        return Curated(made, self.provenance, tuple(negatives))

    def _document_labels(self) -> frozenset[str]:
        labels = set(self.imported.labels) if self.imported else set()
        if len(self.finished) > 1:
            labels |= frozenset.intersection(*(one.labels for one in self.finished))
        for verdict in self.verdicts:
            difference = verdict.difference
            if difference and difference.document_label:
                labels.discard(difference.document_label)
                if decided_value(verdict):
                    labels.add(difference.document_label)
        return frozenset(labels)

    def _document_attributes(self) -> Attributes:
        values: dict[str, AttributeValue | None] = {}
        if self.imported:
            values |= self.imported.attributes
        if len(self.finished) > 1:
            names = {name for one in self.finished for name in one.attributes}
            for name in names:
                values[name] = _one_value([one.attributes.get(name) for one in self.finished])
        for verdict in self.verdicts:
            difference = verdict.difference
            if difference and difference.attribute and difference.is_of_document:
                values[difference.attribute] = decided_value(verdict)
        return _present(values)


def _one_value(values: Sequence[AttributeValue | None]) -> AttributeValue | None:
    """Return the value that all say, None where they differ."""
    return values[0] if all(one == values[0] for one in values) else None


def _present(values: Mapping[str, AttributeValue | None]) -> Attributes:
    held = {name: value for name, value in sorted(values.items()) if value is not None}
    return held or NO_ATTRIBUTES
