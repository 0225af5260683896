"""What wears the labels of a project now, and what another label set would mean for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.attribute import Attribute, AttributeTarget, AttributeValue
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.project.road import Road
from annotator.storage.label_use import (
    EndsCount,
    LabelCount,
    ValueCount,
    count_ends,
    count_labels,
    count_values,
)

Part: TypeAlias = SpanLabel | RelationLabel | DocumentLabel | Attribute
EffectKind = Literal["rename", "retire", "restore", "ends", "value", "values", "kind", "labels"]
"""What becomes of something that is worn: another name, offered no more, offered again; relations
whose ends would not be allowed, a value that would have another name, values that would not be
among those to choose from or not of the kind, values on labels that would not have the attribute
any more."""
Revalue: TypeAlias = Callable[[str, AttributeValue], AttributeValue]
"""What becomes of a value of an attribute (id)."""


class Whose(NamedTuple):
    """How much of an annotator's (by name; None: the curated set's) is concerned."""

    annotator: str | None
    spans: int = 0
    relations: int = 0
    articles: int = 0
    """Article labels, or values on articles."""


class Effect(NamedTuple):
    """What a change of one label or attribute (id) means for what is there."""

    kind: EffectKind
    part: str
    name: str
    """As it is now."""
    becomes: str
    """The new name; the values or kinds of labels that are concerned; else empty."""
    whose: tuple[Whose, ...]
    """Names in order, the curated set last."""

    @property
    def total(self) -> Whose:
        """All of it together, under no name."""
        return Whose(
            None,
            sum(one.spans for one in self.whose),
            sum(one.relations for one in self.whose),
            sum(one.articles for one in self.whose),
        )


@dataclass(frozen=True, slots=True)
class LabelUse:
    """What is worn, by whom, as it was when it was read."""

    labels: tuple[LabelCount, ...] = ()
    values: tuple[ValueCount, ...] = ()
    ends: tuple[EndsCount, ...] = ()
    _counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label in self.labels:
            self._counts[label.label] = self._counts.get(label.label, 0) + label.times
        for value in self.values:
            self._counts[value.attribute] = self._counts.get(value.attribute, 0) + value.times

    def count(self, part: str) -> int:
        """Return how often a label is worn, or an attribute has a value (id)."""
        return self._counts.get(part, 0)


def read_label_use(road: Road) -> LabelUse:
    """Return what is worn now, what waits to be saved included. It belongs off the GUI thread."""
    if road.store.writer is not None:
        road.store.writer.flush()
    with road.store.reading() as connection:
        return LabelUse(
            tuple(count_labels(connection)),
            tuple(count_values(connection)),
            tuple(count_ends(connection)),
        )


def effects_of(
    before: LabelSet,
    after: LabelSet,
    use: LabelUse,
    revalue: Revalue = lambda attribute, value: value,
) -> list[Effect]:
    """Return what of a change of the label set concerns something that is there, in the order of
    the label set. Nothing of it goes: what would not be allowed stays, to be worked through.

    `revalue`: what the change makes of values, where it makes anything of them.
    """
    found: list[Effect] = []
    for target, part, now in _pairs(before, after):
        found += _name_and_retirement(part, now, target, use)
        if isinstance(part, RelationLabel) and isinstance(now, RelationLabel):
            found += _ends(part, now, before, use)
        if isinstance(part, Attribute) and isinstance(now, Attribute):
            found += _values(part, now, before, use, revalue)
    return found


def _pairs(
    before: LabelSet, after: LabelSet
) -> Iterator[tuple[AttributeTarget | None, Part, Part]]:
    """Yield (what it is worn by, before, after) of what is in both and differs."""
    kinds: tuple[tuple[AttributeTarget | None, Iterable[Part], Iterable[Part]], ...] = (
        ("span", before.span_labels, after.span_labels),
        ("relation", before.relation_labels, after.relation_labels),
        (None, before.attributes, after.attributes),
        ("document", before.document_labels, after.document_labels),
    )
    for target, here, there in kinds:
        known = {one.id: one for one in there}
        for part in here:
            now = known.get(part.id)
            if now is not None and now != part:
                yield target, part, now


def _name_and_retirement(
    part: Part, now: Part, target: AttributeTarget | None, use: LabelUse
) -> Iterator[Effect]:
    whose = _worn(part, target, use)
    if not whose:
        return
    if now.name != part.name:
        yield Effect("rename", part.id, part.name, now.name, whose)
    was, is_now = _is_retired(part), _is_retired(now)
    if was != is_now:
        yield Effect("retire" if is_now else "restore", part.id, part.name, "", whose)


def _is_retired(part: Part) -> bool:
    return getattr(part, "is_retired", False)


def _worn(part: Part, target: AttributeTarget | None, use: LabelUse) -> tuple[Whose, ...]:
    if target is None:
        return _gather((one.annotator, one.target, one.times) for one in use.values
                       if one.attribute == part.id)  # fmt: skip
    return _gather((one.annotator, target, one.times) for one in use.labels if one.label == part.id)


def _ends(
    part: RelationLabel, now: RelationLabel, label_set: LabelSet, use: LabelUse
) -> Iterator[Effect]:
    """Relations that are allowed now and would not be."""
    gone = [
        one
        for one in use.ends
        if one.relation == part.id
        and part.allows(one.head, one.tail)
        and not now.allows(one.head, one.tail)
    ]
    if gone:
        names = {one.id: one.name for one in label_set.span_labels}
        kinds = dict.fromkeys(f"{names.get(e.head, '?')} → {names.get(e.tail, '?')}" for e in gone)
        whose = _gather((one.annotator, "relation", one.times) for one in gone)
        yield Effect("ends", part.id, part.name, ", ".join(kinds), whose)


def _values(
    part: Attribute, now: Attribute, label_set: LabelSet, use: LabelUse, revalue: Revalue
) -> Iterator[Effect]:
    mine = [one for one in use.values if one.attribute == part.id]

    def told(kind: EffectKind, which: Callable[[ValueCount], str]) -> Iterator[Effect]:
        gone = [(one, words) for one in mine if (words := which(one))]
        if gone:
            names = ", ".join(dict.fromkeys(words for _, words in gone))
            whose = _gather((one.annotator, one.target, one.times) for one, _ in gone)
            yield Effect(kind, part.id, part.name, names, whose)

    if part.kind != now.kind:
        yield from told(
            "kind",
            lambda one: "" if now.accepts(revalue(part.id, one.value)) else _shown(one.value),
        )
    elif part.kind in ("choice", "several"):
        yield from told("value", lambda one: _renamed(one.value, revalue(part.id, one.value)))
        yield from told("values", lambda one: _missing(revalue(part.id, one.value), part, now))
    names = {one.id: one.name for one in label_set.span_labels}
    names |= {one.id: one.name for one in label_set.relation_labels}
    yield from told(
        "labels",
        lambda one: (
            names.get(one.label, "?")
            if one.label
            and part.applies_to_label(one.label)
            and not now.applies_to_label(one.label)
            else ""
        ),
    )


def _renamed(before: AttributeValue, after: AttributeValue) -> str:
    """Return which of a value has another name, and which."""
    pairs = zip(_each(before), _each(after), strict=False)
    return ", ".join(f"{old} → {new}" for old, new in pairs if old != new)


def _missing(value: AttributeValue, part: Attribute, now: Attribute) -> str:
    """Return those of a value that can be chosen now and could not be chosen any more."""
    return ", ".join(v for v in _each(value) if v in part.values and v not in now.values)


def _each(value: AttributeValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _shown(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "nothing"
    return str(value) or "texts"


def _gather(rows: Iterable[tuple[str | None, AttributeTarget, int]]) -> tuple[Whose, ...]:
    found: dict[str | None, Whose] = {}
    for name, target, count in rows:
        known = found.get(name) or Whose(name)
        found[name] = Whose(
            name,
            known.spans + count * (target == "span"),
            known.relations + count * (target == "relation"),
            known.articles + count * (target == "document"),
        )
    return tuple(sorted(found.values(), key=lambda one: (one.annotator is None, one.annotator)))
