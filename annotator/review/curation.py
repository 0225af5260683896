"""The curated set of a document: made from what all agree on and from verdicts, and from nothing
else, so that it can be made again at any time."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import orjson

from annotator.model.annotation_set import AnnotationSet, place_of_span
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.curated import Curated, Negative, Provenance
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
    is_made,
    judged,
    judged_relations,
    judged_spans,
    span_likeness,
)

RelationKey: TypeAlias = tuple[str, str, str]
"""Label, and the ids of head and tail in the curated set."""
_UNDECIDED = (None, False)
Origins: TypeAlias = dict[SpanLikeness, Provenance | None]
"""Where each curated span comes from; None: it stands in the imported set, and no verdict says so.
"""


def curate(
    document: str,
    sets: Iterable[AnnotationSet],
    verdicts: Iterable[Verdict],
    label_set: LabelSet,
    imported: Curated | None = None,
) -> Curated:
    """Return the curated set of a document from its annotators' sets and the verdicts on it.

    Unanimous is what all say who have finished, where they are two or more. A relation is in it
    only where both its ends are. Ids are the same whenever the same comes out. A verdict that the
    sets have moved away from since does not count.

    An imported curated set has been decided elsewhere: it stays as it came, ids and all, and only
    verdicts change it. What all say here and it does not is a difference like any other.
    """
    everybody = sorted(sets, key=lambda one: one.annotator or "")
    counting = [one for one in in_order(verdicts) if not is_stale(one, everybody)]
    making = _Making(document, everybody, counting, label_set, imported)
    making.make_spans()
    making.make_relations()
    return making.finish()


def has_curated(sets: Iterable[AnnotationSet], verdicts: Sequence[object]) -> bool:
    """Tell whether there is anything to make a curated set of: a verdict, or two who have
    finished. An imported one is there in any case."""
    finished = sum(one.status == "finished" for one in sets if one.annotator is not None)
    return bool(verdicts) or finished > 1


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
    imported: Curated | None
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    rejected: set[SpanLikeness] = field(default_factory=set)
    open: int = 0
    stands_for: dict[str, str] = field(default_factory=dict)
    """Id of anybody's span -> id of the curated span that it became."""
    attribute_verdicts: list[tuple[set[str], str, AttributeValue | None]] = field(init=False)
    """Ids of the annotations concerned, the attribute, its value; later ones count."""

    def __post_init__(self) -> None:
        self.attribute_verdicts = [
            (
                {one.id for one in (difference.first, difference.second) if one},
                difference.attribute,
                decided_value(verdict),
            )
            for verdict in self.verdicts
            if (difference := verdict.difference) and difference.attribute
        ]

    @property
    def agreeing(self) -> set[str | None]:
        """Whoever has to say a thing for it to be unanimous; nobody where that counts for nothing:
        one has finished alone, or it was decided elsewhere."""
        finished = {one.annotator for one in self.sets if one.status == "finished"}
        return finished if len(finished) > 1 and not self.imported else set()

    # ---- spans ----------------------------------------------------------------------------------

    def make_spans(self) -> None:
        """Take in what was imported or what all say, and then what verdicts say."""
        members = self._members()
        ground = self._ground_spans()
        decided: dict[SpanLikeness, tuple[Span, bool]] = {}
        origin: Origins = dict.fromkeys(ground)
        agreeing = self.agreeing
        for likeness, held in members.items():
            if agreeing and agreeing <= {annotator for annotator, _ in held}:
                origin[likeness] = "unanimous"
        for verdict in self.verdicts:
            self._judge(verdict, origin, decided)
        judged = {span_likeness(one) for each in self.verdicts for one in judged_spans(each)}
        self.open = sum(
            likeness not in origin
            and likeness not in judged
            and not agreeing.isdisjoint(annotator for annotator, _ in held)
            for likeness, held in members.items()
        )
        for likeness, provenance in origin.items():
            theirs = [span for _, span in members.get(likeness, ())]
            if likeness in ground:
                self._keep_ground(ground[likeness], provenance, theirs)
            elif provenance:
                self._keep_span(likeness, provenance, theirs, *decided.get(likeness, _UNDECIDED))
        for verdict in self.verdicts:
            self._let_stand(verdict)

    def _ground_spans(self) -> dict[SpanLikeness, list[Span]]:
        """Return the spans of the imported set; take note of what it says is nothing."""
        ground: dict[SpanLikeness, list[Span]] = defaultdict(list)
        if self.imported:
            for span in self.imported.annotation_set.spans.values():
                ground[span_likeness(span)].append(span)
            self.rejected.update((one.fragments, one.label) for one in self.imported.negatives)
        return ground

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
        origin: Origins,
        decided: dict[SpanLikeness, tuple[Span, bool]],
    ) -> None:
        """Take a verdict in; `decided` gets the span, and whether the reviewer made it."""
        right = decided_spans(verdict)
        if confirms(verdict) and all(span_likeness(one) in origin for one in right):
            return
        for span in judged_spans(verdict):
            origin.pop(span_likeness(span), None)
            if not right:
                self.rejected.add(span_likeness(span))
        for span in right:
            likeness = span_likeness(span)
            origin[likeness] = "added" if verdict.choice == "added" else "adjudicated"
            self.rejected.discard(likeness)
            decided[likeness] = (span, is_made(verdict))

    def _keep_ground(
        self, ground: list[Span], provenance: Provenance | None, held: list[Span]
    ) -> None:
        """Keep imported spans as they came, but for attributes that verdicts have settled."""
        for span in ground:
            attributes = self._settled(span.attributes, [span, *held])
            self.spans[span.id] = span._replace(attributes=attributes)
            self.provenance[span.id] = provenance or self._said_of(span.id)
            for one in (span, *held):
                self.stands_for.setdefault(one.id, span.id)

    def _keep_span(
        self,
        likeness: SpanLikeness,
        provenance: Provenance,
        held: list[Span],
        decided: Span | None,
        is_made: bool,
    ) -> None:
        """Make a curated span of what annotators have alike, or of what the reviewer made."""
        fragments, label = likeness
        id = self._free_id("span", fragments, label)
        everybody = [*held, *([decided] if decided else [])]
        attributes = decided.attributes if decided and is_made else _agreed(held or everybody)
        note = decided.note if decided and is_made else None
        self.spans[id] = Span(id, label, fragments, self._settled(attributes, everybody), note)
        self.provenance[id] = provenance
        self.stands_for[id] = id
        for one in everybody:
            self.stands_for[one.id] = id

    def _said_of(self, id: str) -> Provenance:
        """What the imported set says of where an annotation comes from."""
        return self.imported.provenance.get(id, "imported") if self.imported else "imported"

    def _free_id(self, *likeness: object) -> str:
        """Return the id of what is so; not one that the imported set has given to another."""
        id = curated_id(self.document, *likeness)
        ground = self._ground
        while ground and (id in ground.spans or id in ground.relations):
            id = curated_id(self.document, id)
        return id

    def _let_stand(self, verdict: Verdict) -> None:
        """What was decided against stands for what was decided on: relations follow."""
        decided = decided_spans(verdict)
        if len(decided) == 1 and verdict.difference:
            kept = self.stands_for.get(decided[0].id)
            for span in judged_spans(verdict):
                if kept:
                    self.stands_for.setdefault(span.id, kept)

    def _settled(
        self, attributes: Attributes, held: Sequence[Span] | Sequence[Relation]
    ) -> Attributes:
        """Return attributes with what verdicts say of those of an annotation, whoever's it is."""
        ids = {one.id for one in held}
        settled = {
            attribute: value for whose, attribute, value in self.attribute_verdicts if whose & ids
        }
        return _present({**attributes, **settled}) if settled else attributes

    # ---- relations ------------------------------------------------------------------------------

    def make_relations(self) -> None:
        """Take in relations between curated spans: as with spans."""
        ground: dict[RelationKey, list[Relation]] = defaultdict(list)
        held: dict[RelationKey, list[Relation]] = defaultdict(list)
        whose: dict[RelationKey, set[str | None]] = defaultdict(set)
        decided: dict[RelationKey, tuple[Relation, bool]] = {}
        if self.imported:
            for key, relation in self._keyed(self.imported.annotation_set.relations.values()):
                ground[key].append(relation)
        origin: dict[RelationKey, Provenance | None] = dict.fromkeys(ground)
        agreeing = self.agreeing
        for one in self.sets:
            for key, relation in self._keyed(one.relations.values()):
                held[key].append(relation)
                whose[key].add(one.annotator)
                if agreeing and agreeing <= whose[key]:
                    origin[key] = "unanimous"
        for verdict in self.verdicts:
            self._judge_relations(verdict, origin, decided)
        for key, provenance in origin.items():
            if key in ground:
                self._keep_ground_relations(ground[key], provenance, held[key])
            elif provenance:
                self._keep_relation(key, provenance, held[key], *decided.get(key, _UNDECIDED))

    def _judge_relations(
        self,
        verdict: Verdict,
        origin: dict[RelationKey, Provenance | None],
        decided: dict[RelationKey, tuple[Relation, bool]],
    ) -> None:
        right = list(self._keyed(decided_relations(verdict)))
        if confirms(verdict) and all(key in origin for key, _ in right):
            return
        for key, _ in self._keyed(judged_relations(verdict)):
            origin.pop(key, None)
        for key, relation in right:
            origin[key] = "added" if verdict.choice == "added" else "adjudicated"
            decided[key] = (relation, is_made(verdict))

    def _keyed(self, relations: Iterable[Relation]) -> Iterator[tuple[RelationKey, Relation]]:
        """Yield the relations whose ends are both curated, each with what it is there."""
        for relation in relations:
            if (key := self._key(relation)) is not None:
                yield key, relation

    def _key(self, relation: Relation) -> RelationKey | None:
        """Return label, head and tail in the curated set; None where an end is not in it, or where
        both have become one span."""
        head, tail = self.stands_for.get(relation.head), self.stands_for.get(relation.tail)
        if head is None or tail is None or head == tail:
            return None
        label = self.label_set.relation_label(relation.label)
        if label and label.is_symmetric and tail < head:
            head, tail = tail, head
        return (relation.label, head, tail)

    def _keep_ground_relations(
        self, ground: list[Relation], provenance: Provenance | None, held: list[Relation]
    ) -> None:
        for one in ground:
            self.relations[one.id] = one._replace(
                head=self.stands_for[one.head],
                tail=self.stands_for[one.tail],
                attributes=self._settled(one.attributes, [one, *held]),
            )
            self.provenance[one.id] = provenance or self._said_of(one.id)

    def _keep_relation(
        self,
        key: RelationKey,
        provenance: Provenance,
        held: list[Relation],
        decided: Relation | None,
        is_made: bool,
    ) -> None:
        id = self._free_id("relation", *key)
        everybody = [*held, *([decided] if decided else [])]
        attributes = decided.attributes if decided and is_made else _agreed(held or everybody)
        note = decided.note if decided and is_made else None
        self.relations[id] = Relation(id, *key, self._settled(attributes, everybody), note)
        self.provenance[id] = provenance

    # ---- the whole ------------------------------------------------------------------------------

    def finish(self) -> Curated:
        """Return what was made."""
        spans = sorted(self.spans.values(), key=lambda one: place_of_span(one, one.label))
        relations = sorted(self.relations.values(), key=lambda one: one.id)
        made = AnnotationSet(
            self._ground.id if self._ground else curated_id(self.document, "set"),
            self.document,
            None,
            "curated",
            self._document_labels(),
            self._document_attributes(),
            {one.id: one for one in spans},
            {one.id: one for one in relations},
        )
        rejected = [Negative(label, fragments) for fragments, label in self.rejected]
        negatives = tuple(sorted(rejected, key=lambda one: one.place))
        return Curated(made, self.provenance, negatives, self.open)

    @property
    def _ground(self) -> AnnotationSet | None:
        return self.imported.annotation_set if self.imported else None

    def _document_labels(self) -> frozenset[str]:
        labels = set(self._ground.labels) if self._ground else set()
        if agreeing := self.agreeing:
            theirs = (one.labels for one in self.sets if one.annotator in agreeing)
            labels |= frozenset.intersection(*theirs)
        for verdict in self.verdicts:
            difference = verdict.difference
            if difference and difference.document_label:
                labels.discard(difference.document_label)
                if decided_value(verdict):
                    labels.add(difference.document_label)
        return frozenset(labels)

    def _document_attributes(self) -> Attributes:
        values: dict[str, AttributeValue | None] = {}
        if self._ground:
            values |= self._ground.attributes
        if agreeing := self.agreeing:
            theirs = [one.attributes for one in self.sets if one.annotator in agreeing]
            for name in {name for one in theirs for name in one}:
                values[name] = _one_value([one.get(name) for one in theirs])
        for verdict in self.verdicts:
            difference = verdict.difference
            if difference and difference.attribute and difference.is_of_document:
                values[difference.attribute] = decided_value(verdict)
        return _present(values)


def _agreed(held: Sequence[Span] | Sequence[Relation]) -> Attributes:
    """Return the attributes that all say of an annotation."""
    names = {name for one in held for name in one.attributes}
    said = {name: [one.attributes.get(name) for one in held] for name in names}
    return _present({name: _one_value(values) for name, values in said.items()})


def _one_value(values: Sequence[AttributeValue | None]) -> AttributeValue | None:
    """Return the value that all say, None where they differ."""
    return values[0] if all(one == values[0] for one in values) else None


def _present(values: Mapping[str, AttributeValue | None]) -> Attributes:
    held = {name: value for name, value in sorted(values.items()) if value is not None}
    return held or NO_ATTRIBUTES
