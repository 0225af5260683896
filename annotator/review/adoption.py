"""What a verdict would make of an annotator's own set. What is theirs keeps its ids, and so its
history."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from annotator.model.altered import plain
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeTarget, with_attribute
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.concerns import Concern, concern_of
from annotator.review.counterparts import Counterparts
from annotator.review.curation import is_stale
from annotator.review.decisions import known_spans, span_likeness
from annotator.review.matching import pair_spans

_RelationKey = tuple[str, str, str]


class Adoption:
    """An annotator's set, and what verdicts on its document would make of it.

    `others` are the sets of the others as they are now: they tell which span of the annotator's
    answers the end of a relation of theirs.
    """

    def __init__(
        self, mine: AnnotationSet, label_set: LabelSet, others: Iterable[AnnotationSet] = ()
    ) -> None:
        self.mine = mine
        self.label_set = label_set
        self.counterparts = Counterparts(mine, others)

    def concern(self, verdict: Verdict) -> Concern | None:
        """Return what a verdict says to the annotator; None where it says nothing new."""
        annotator, has_finished = self.mine.annotator, self.mine.status == "finished"
        return concern_of(verdict, annotator, has_finished=has_finished) if annotator else None

    def as_decided(self, verdict: Verdict) -> AnnotationSet:
        """Return the set as a verdict has it: the very set where it says so already.

        A span that was decided against becomes the one that is right, or goes with the relations
        on it; all else stays as it is. No rule of the label set is asked.
        """
        concern = self.concern(verdict)
        if concern is None:
            return self.mine
        if concern.is_of_value:
            return self._with_value(concern)
        making = _Making(self.mine, self.label_set, self.counterparts, concern)
        making.take_spans()
        making.take_relations()
        return making.finish()

    def has_moved_on(self, verdict: Verdict) -> bool:
        """Tell whether the set says neither what was judged nor what was decided: the verdict is
        stale."""
        concern = self.concern(verdict)
        if concern is None:
            return False
        if concern.is_of_value:
            return self._has_other_value(concern)
        if is_stale(verdict, [self.mine]):
            return True
        if isinstance(concern.before, Relation):
            return self._has_other_ends(concern.before, verdict)
        return concern.before is None and any(map(self._says_otherwise, concern.after))

    # ---- values ---------------------------------------------------------------------------------

    def _with_value(self, concern: Concern) -> AnnotationSet:
        difference, mine, value = concern.verdict.difference, self.mine, concern.after_value
        assert difference is not None
        if difference.document_label is not None:
            label = frozenset({difference.document_label})
            labels = mine.labels | label if value else mine.labels - label
            return mine if labels == mine.labels else replace(mine, labels=labels)
        assert difference.attribute is not None
        carrier = self._carrier(concern)
        if carrier is None or carrier.attributes.get(difference.attribute) == value:
            return mine
        attributes = with_attribute(carrier.attributes, difference.attribute, value)
        if isinstance(carrier, Span):
            changed = carrier._replace(attributes=attributes)
            return replace(mine, spans={**mine.spans, carrier.id: changed})
        if isinstance(carrier, Relation):
            related = carrier._replace(attributes=attributes)
            return replace(mine, relations={**mine.relations, carrier.id: related})
        return replace(mine, attributes=attributes)

    def _carrier(self, concern: Concern) -> Span | Relation | AnnotationSet | None:
        """Return what carries the attribute now: the set for the document; None where it is gone
        or is not asked any more."""
        difference, was = concern.verdict.difference, concern.before
        assert difference is not None
        asked = self.label_set.attribute(difference.attribute or "")
        if asked is None:
            return None
        if was is None:
            return self.mine if difference.is_of_document else None
        now = self.mine.spans.get(was.id) or self.mine.relations.get(was.id)
        return now if now is not None and asked.applies_to_label(now.label) else None

    def _has_other_value(self, concern: Concern) -> bool:
        difference = concern.verdict.difference
        assert difference is not None
        if difference.attribute is None:
            return False
        carrier = self._carrier(concern)
        if carrier is None:
            return True
        now = carrier.attributes.get(difference.attribute)
        return now not in (concern.before_value, concern.after_value)

    # ---- annotations ----------------------------------------------------------------------------

    def _says_otherwise(self, missing: Span | Relation) -> bool:
        """Whether something here has come to answer what was not there, and is not alike."""
        if isinstance(missing, Relation):
            return False
        answer = self.counterparts.of(missing)
        return answer is not None and span_likeness(answer) != span_likeness(missing)

    def _has_other_ends(self, was: Relation, verdict: Verdict) -> bool:
        now = self.mine.relations.get(was.id)
        if now is None or {now.head, now.tail} == {was.head, was.tail}:
            return False
        return self.as_decided(verdict) is not self.mine


@dataclass(slots=True)
class _Making:
    """A set while it is brought to what was decided."""

    mine: AnnotationSet
    label_set: LabelSet
    counterparts: Counterparts
    concern: Concern
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)
    """Id of a span that was decided on -> id of the one here that is it, or has become it."""

    def __post_init__(self) -> None:
        self.spans = dict(plain(self.mine.spans))
        self.relations = dict(plain(self.mine.relations))

    def finish(self) -> AnnotationSet:
        """Return the set as it has become."""
        mine = self.mine
        if self.spans == mine.spans and self.relations == mine.relations:
            return mine
        return replace(mine, spans=self.spans, relations=self.relations)

    # ---- spans ----------------------------------------------------------------------------------

    def take_spans(self) -> None:
        """Let spans become what was decided, come, or go."""
        before = self.concern.before
        now = self.spans.get(before.id) if isinstance(before, Span) else None
        wanted = {span_likeness(one): one for one in self.concern.after if isinstance(one, Span)}
        held = self.counterparts.by_likeness
        missing = [one for likeness, one in wanted.items() if likeness not in held]
        for likeness, one in wanted.items():
            if likeness in held:
                self.stands_for[one.id] = held[likeness]
        if now is not None and span_likeness(now) not in wanted:
            if missing:
                heir = _nearest(now, missing)
                missing.remove(heir)
                self._become(now, heir)
            else:
                self._remove(now)
        for one in missing:
            self._add(one)

    def _become(self, now: Span, decided: Span) -> None:
        attributes = now.attributes
        if now.label != decided.label:
            attributes = self._attributes(now, decided, "span")
        self.spans[now.id] = now._replace(
            label=decided.label, fragments=decided.fragments, attributes=attributes
        )
        self.stands_for[decided.id] = now.id

    def _remove(self, span: Span) -> None:
        del self.spans[span.id]
        for relation in self.mine.relations_of(span.id):
            self.relations.pop(relation.id, None)

    def _add(self, decided: Span) -> str:
        """Take a span over; one that was deleted since comes back under its id."""
        id = self._free_id(Span)
        attributes = self._attributes(None, decided, "span")
        self.spans[id] = Span(id, decided.label, decided.fragments, attributes)
        self.stands_for[decided.id] = id
        return id

    # ---- relations ------------------------------------------------------------------------------

    def take_relations(self) -> None:
        """Let relations become what was decided, come, or go; ends that are missing come too."""
        before = self.concern.before
        now = self.relations.get(before.id) if isinstance(before, Relation) else None
        wanted: dict[_RelationKey, Relation] = {}
        for one in self.concern.after:
            if isinstance(one, Relation) and (placed := self._placed(one)) is not None:
                wanted[self._key(placed)] = placed
        held = {self._key(one): one.id for one in self.relations.values()} if wanted else {}
        missing = [one for key, one in wanted.items() if key not in held]
        if now is not None and self._key(now) not in wanted:
            if missing:
                self._turn_into(now, missing.pop(0))
            else:
                del self.relations[now.id]
        for one in missing:
            id = self._free_id(Relation)
            attributes = self._attributes(None, one, "relation")
            self.relations[id] = Relation(id, one.label, one.head, one.tail, attributes)

    def _turn_into(self, now: Relation, decided: Relation) -> None:
        attributes = now.attributes
        if now.label != decided.label:
            attributes = self._attributes(now, decided, "relation")
        self.relations[now.id] = now._replace(
            label=decided.label, head=decided.head, tail=decided.tail, attributes=attributes
        )

    def _placed(self, relation: Relation) -> Relation | None:
        """Return a relation with its ends here; None where nobody knows them any more."""
        head, tail = self._end(relation.head), self._end(relation.tail)
        if head is None or tail is None or head == tail:
            return None
        return relation._replace(head=head, tail=tail)

    def _end(self, id: str) -> str | None:
        """Return the id of the span here that is, or answers, an end that was decided on."""
        if id in self.spans:
            return id
        if id in self.stands_for:
            return self.stands_for[id]
        end = self.counterparts.span_of_others(id) or known_spans(self.concern.verdict).get(id)
        if end is None:
            return None
        answer = self.counterparts.of(end)
        return answer.id if answer is not None else self._add(end)

    def _key(self, relation: Relation) -> _RelationKey:
        head, tail = relation.head, relation.tail
        label = self.label_set.relation_label(relation.label)
        if label is not None and label.is_symmetric and tail < head:
            head, tail = tail, head
        return (relation.label, head, tail)

    # ---- both -----------------------------------------------------------------------------------

    def _free_id(self, kind: type[Span | Relation]) -> str:
        """Return the id of what was judged, where it is gone from the set, else a new one."""
        before = self.concern.before
        if type(before) is not kind or before.id in self.spans or before.id in self.relations:
            return new_id()
        return before.id

    def _attributes(
        self, now: Span | Relation | None, decided: Span | Relation, target: AttributeTarget
    ) -> Attributes:
        """Return what is said of an annotation here that the decided label asks as well, and what
        was decided of the rest."""
        found: Attributes = {}
        for asked in self.label_set.attributes_of(target, decided.label):
            is_mine = now is not None and asked.applies_to_label(now.label)
            value = (now if now is not None and is_mine else decided).attributes.get(asked.id)
            if value is not None and (is_mine or asked.accepts(value)):
                found = with_attribute(found, asked.id, value)
        return found


def _nearest(now: Span, wanted: list[Span]) -> Span:
    """Return what a span is likeliest to become."""
    answer = pair_spans([now], wanted)
    return answer[0].second if answer else wanted[0]
