"""A past state of my set, or chosen annotations of it, put back as one new act like any other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.edits.becoming import edit_between
from annotator.edits.edit import Together
from annotator.model.annotation_set import AnnotationSet, SetState
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span

T = TypeVar("T", Span, Relation)

_ACT = "restore "


def restored_act(seq: int) -> str:
    """Return what the act is called that puts back what was there after another (its number)."""
    return f"{_ACT}{seq}"


def restored_from(act: str) -> int | None:
    """Return after which act was what an act of this name put back; None for any other."""
    number = act.removeprefix(_ACT)
    return int(number) if act.startswith(_ACT) and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class Restoring:
    """The edit that puts back what was, and what of it stays as it is now."""

    edit: Together
    left: tuple[str, ...] = ()
    """Annotations (ids) that stay as they are: their label is none of the label set any more, or
    they stand on such a span."""
    unlinked: int = 0
    """Spans that lose their link: the entity is none of the project any more."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to put back."""
        return not self.edit.edits


def plan_restoring(
    now: AnnotationSet,
    then: AnnotationSet,
    label_set: LabelSet,
    entities: Collection[str],
    act: str,
    chosen: Collection[str] | None = None,
) -> Restoring:
    """Return the edit by which a set becomes what it was; with `chosen` (ids of spans and
    relations) only those become as they were, and what they cannot stand without.

    What was there then comes back exactly, what has come since goes. `entities`: ids of those that
    there are.
    """
    wanted = then if chosen is None else _chosen(now, then, {*chosen})
    kept = _LeftAlone(now, label_set)
    spans = kept.spans(wanted.spans)
    relations = kept.relations(wanted.relations, spans)
    unlinked = 0
    for id, one in spans.items():
        if one.entity is not None and one.entity not in entities:
            spans[id] = one._replace(entity=None)
            unlinked += 1
    state = _state_now(wanted.state, now.state, label_set)
    after = replace(
        now,
        spans=spans,
        relations=relations,
        status=state.status,
        labels=state.labels,
        attributes=state.attributes,
    )
    edit = replace(edit_between(now, after), act=act)
    return Restoring(edit, tuple(kept.left), unlinked)


def _chosen(now: AnnotationSet, then: AnnotationSet, chosen: set[str]) -> AnnotationSet:
    """Return the set as it is now, with what was chosen as it was."""
    for id in [*chosen]:
        if (relation := then.relations.get(id)) is not None:
            chosen |= {end for end in (relation.head, relation.tail) if end not in now.spans}
    spans = _exchanged(now.spans, then.spans, chosen)
    relations = _exchanged(now.relations, then.relations, chosen)
    standing = {id: one for id, one in relations.items() if one.head in spans and one.tail in spans}
    return replace(now, spans=spans, relations=standing)


def _exchanged(now: Mapping[str, T], then: Mapping[str, T], chosen: set[str]) -> dict[str, T]:
    kept = {id: one for id, one in now.items() if id not in chosen}
    return kept | {id: one for id, one in then.items() if id in chosen}


class _LeftAlone:
    """Lets what cannot come back stay as it is now, and keeps count of it."""

    def __init__(self, now: AnnotationSet, label_set: LabelSet) -> None:
        self.left: list[str] = []
        self._now = now
        self._labels = label_set

    def spans(self, wanted: Mapping[str, Span]) -> dict[str, Span]:
        fit = {id for id, one in wanted.items() if self._labels.span_label(one.label) is not None}
        return self._or_as_now(wanted, self._now.spans, fit)

    def relations(
        self, wanted: Mapping[str, Relation], spans: Mapping[str, Span]
    ) -> dict[str, Relation]:
        fit = {
            id
            for id, one in wanted.items()
            if self._labels.relation_label(one.label) is not None and _has_ends(one, spans)
        }
        kept = self._or_as_now(wanted, self._now.relations, fit)
        return {id: one for id, one in kept.items() if _has_ends(one, spans)}

    def _or_as_now(
        self, wanted: Mapping[str, T], now: Mapping[str, T], fit: set[str]
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        for id, one in wanted.items():
            as_now = now.get(id)
            if id in fit or one == as_now:
                found[id] = one
                continue
            self.left.append(id)
            if as_now is not None:
                found[id] = as_now
        return found


def _has_ends(relation: Relation, spans: Mapping[str, Span]) -> bool:
    return relation.head in spans and relation.tail in spans


def _state_now(wanted: SetState, now: SetState, label_set: LabelSet) -> SetState:
    """Return what was said of the document, without labels and attributes that are gone."""
    labels = {id for id in wanted.labels if id in now.labels or label_set.document_label(id)}
    attributes = {
        id: value
        for id, value in wanted.attributes.items()
        if id in now.attributes or label_set.attribute(id) is not None
    }
    return SetState(wanted.status, frozenset(labels), attributes)
