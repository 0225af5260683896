"""The label set as a change leaves it, or why it cannot be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from annotator.edits.cleaning import clean_label_set
from annotator.model.attribute import Attribute, AttributeKind
from annotator.model.errors import LabelUnknown
from annotator.model.label_checks import check_label_set
from annotator.model.label_errors import (
    LabelKindsDiffer,
    NameEmpty,
    NameTaken,
    NothingToChoose,
    ValueUnknown,
)
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.project.label_changes.change import (
    AllowEnds,
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Revise,
    Split,
)
from annotator.text.names import is_name

Part: TypeAlias = SpanLabel | RelationLabel | DocumentLabel | Attribute

KINDS = ("span_labels", "relation_labels", "document_labels", "attributes")
"""The tuples of a label set."""
_CHOICES: tuple[AttributeKind, ...] = ("choice", "several")


def label_set_after(label_set: LabelSet, change: LabelChange) -> LabelSet:
    """Return the label set as a change leaves it. LabelUnknown, NameEmpty, NameTaken,
    LabelKindsDiffer, ValueUnknown, NothingToChoose; KeyTaken."""
    if isinstance(change, Revise):
        return _revised(label_set, change)
    if isinstance(change, Split):
        _check_split(label_set, change)
        return label_set
    if isinstance(change, Merge):
        return _merged(label_set, change)
    if isinstance(change, RenameValue | RemoveValue | ChangeKind):
        return _with_attribute(label_set, change)
    kind, part = find_part(label_set, change.label)
    if isinstance(change, Rename):
        _check_name(label_set, kind, part, change.name)
        return _with(label_set, kind, part.id, lambda one: replace(one, name=change.name))
    if isinstance(change, AllowEnds):
        return _with_ends(label_set, change)
    assert isinstance(change, Retire | Restore)
    is_retired = isinstance(change, Retire)
    return _with(label_set, kind, part.id, lambda one: replace(one, is_retired=is_retired))


def find_part(label_set: LabelSet, id: str) -> tuple[str, Part]:
    """Return which tuple of a label set has a label or attribute, and itself. LabelUnknown."""
    for kind in KINDS:
        for one in getattr(label_set, kind):
            if one.id == id:
                return kind, one
    raise LabelUnknown(id)


def _revised(label_set: LabelSet, change: Revise) -> LabelSet:
    """Return the label set that is wanted: one that can be used, and from which nothing goes."""
    after = clean_label_set(change.label_set)
    check_label_set(after)
    for kind in KINDS:
        gone = {one.id for one in getattr(label_set, kind)} - {o.id for o in getattr(after, kind)}
        if gone:
            raise LabelUnknown(min(gone))
    for attribute in after.attributes:
        if attribute.kind in _CHOICES and not attribute.values:
            raise NothingToChoose(attribute.name)
    known = {one.id: one for one in label_set.attributes}
    for id, value, _ in change.value_names:
        if id not in known:
            raise LabelUnknown(id)
        _check_value(known[id], value)
    return after


# ---- labels -------------------------------------------------------------------------------------


def _check_name(label_set: LabelSet, kind: str, part: Part, name: str) -> None:
    if not is_name(name):
        raise NameEmpty(name)
    for one in getattr(label_set, kind):
        is_rival = not isinstance(part, Attribute) or one.applies_to == part.applies_to
        if one.name == name and one.id != part.id and is_rival:
            raise NameTaken(name)


def _check_split(label_set: LabelSet, change: Split) -> None:
    kind, part = find_part(label_set, change.label)
    into_kind, into = find_part(label_set, change.into)
    if kind != into_kind or kind not in ("span_labels", "relation_labels") or part.id == into.id:
        raise LabelKindsDiffer(part.name, into.name)
    if kind == "span_labels" and (change.heads or change.tails):
        raise LabelKindsDiffer(part.name, into.name)
    _check_ends(label_set, change.heads | change.tails)


def _with_ends(label_set: LabelSet, change: AllowEnds) -> LabelSet:
    label = label_set.relation_label(change.label)
    if label is None:
        raise LabelUnknown(change.label)
    _check_ends(label_set, change.heads | change.tails)
    made = replace(
        label,
        heads=change.heads,
        tails=change.tails,
        is_symmetric=change.is_symmetric,
        is_transitive=change.is_transitive,
    )
    return _with(label_set, "relation_labels", label.id, lambda _: made)


def _check_ends(label_set: LabelSet, ends: frozenset[str]) -> None:
    for id in sorted(ends):
        if label_set.span_label(id) is None:
            raise LabelUnknown(id)


def _merged(label_set: LabelSet, change: Merge) -> LabelSet:
    kind, into = find_part(label_set, change.into)
    parts = [find_part(label_set, id) for id in change.labels]
    for its_kind, part in parts:
        if its_kind != kind or part.id == change.into or not are_alike(part, into):
            raise LabelKindsDiffer(part.name, into.name)
    gone = set(change.labels)

    def with_heir(ids: frozenset[str]) -> frozenset[str]:
        return ids | {change.into} if ids & gone else ids

    labels = getattr(label_set, kind)
    after = _replaced(
        label_set,
        kind,
        tuple(replace(one, is_retired=one.is_retired or one.id in gone) for one in labels),
    )
    if isinstance(into, Attribute):
        heir = _heir(into, [part for _, part in parts if isinstance(part, Attribute)])
        return _with(after, kind, into.id, lambda _: heir)
    return replace(
        after,
        relation_labels=tuple(
            replace(one, heads=with_heir(one.heads), tails=with_heir(one.tails))
            for one in after.relation_labels
        ),
        attributes=tuple(replace(one, labels=with_heir(one.labels)) for one in after.attributes),
    )


def are_alike(part: Part, into: Part) -> bool:
    """Tell whether one part can take the place of another of its kind: of two attributes, whether
    they are asked of the same and answered alike."""
    if not isinstance(part, Attribute) or not isinstance(into, Attribute):
        return True
    return (part.kind, part.applies_to) == (into.kind, into.applies_to)


def _heir(into: Attribute, gone: list[Attribute]) -> Attribute:
    """Return the attribute with the values and labels of those that it takes the place of."""
    every = [into, *gone]
    values = dict.fromkeys(value for one in every for value in one.values)
    labels = frozenset[str]().union(*(one.labels for one in every))
    is_for_all = not all(one.labels for one in every)
    return replace(into, values=tuple(values), labels=frozenset() if is_for_all else labels)


# ---- attributes ---------------------------------------------------------------------------------


def _with_attribute(
    label_set: LabelSet, change: RenameValue | RemoveValue | ChangeKind
) -> LabelSet:
    attribute = label_set.attribute(change.attribute)
    if attribute is None:
        raise LabelUnknown(change.attribute)
    if isinstance(change, ChangeKind):
        made = _of_kind(attribute, change)
    elif isinstance(change, RenameValue):
        made = _with_value_renamed(attribute, change)
    else:
        made = _without_value(attribute, change)
    return _with(label_set, "attributes", attribute.id, lambda _: made)


def _of_kind(attribute: Attribute, change: ChangeKind) -> Attribute:
    values = (change.values or attribute.values) if change.kind in _CHOICES else ()
    if change.kind in _CHOICES and not values:
        raise NothingToChoose(attribute.name)
    for value in values:
        if not is_name(value):
            raise NameEmpty(value)
    return replace(attribute, kind=change.kind, values=tuple(dict.fromkeys(values)))


def _with_value_renamed(attribute: Attribute, change: RenameValue) -> Attribute:
    _check_value(attribute, change.value)
    if not is_name(change.name):
        raise NameEmpty(change.name)
    if change.name in attribute.values and change.name != change.value:
        raise NameTaken(change.name)
    values = (change.name if one == change.value else one for one in attribute.values)
    return replace(attribute, values=tuple(values))


def _without_value(attribute: Attribute, change: RemoveValue) -> Attribute:
    if change.instead:
        _check_value(attribute, change.instead)  # what fits no more may be moved, too
        if change.instead == change.value:
            raise NameTaken(change.value)
    else:
        _check_value(attribute, change.value)
    values = tuple(one for one in attribute.values if one != change.value)
    if not values:
        raise NothingToChoose(attribute.name)
    return replace(attribute, values=values)


def _check_value(attribute: Attribute, value: str) -> None:
    if value not in attribute.values:
        raise ValueUnknown(attribute.name, value)


# ---- what they have in common -------------------------------------------------------------------


def _with(label_set: LabelSet, kind: str, id: str, change: Callable[[Any], Any]) -> LabelSet:
    parts = tuple(change(one) if one.id == id else one for one in getattr(label_set, kind))
    return _replaced(label_set, kind, parts)


def _replaced(label_set: LabelSet, kind: str, parts: tuple[Any, ...]) -> LabelSet:
    changed: Any = {kind: parts}
    return replace(label_set, **changed)
