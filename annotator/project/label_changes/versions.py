"""Which version of the label set an annotation was made under, and what has changed since."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.label_errors import VersionUnknown
from annotator.model.labels import LabelSet, LabelSetVersion, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.road import Road
from annotator.storage.label_set_versions import (
    count_by_version,
    has_versions,
    read_version_of,
    read_versions,
    version_in_force,
)

Told: TypeAlias = Literal["name", "meaning", "guideline", "ends", "attributes", "retired"]
"""In which respect a label says something else."""
_ABOUT: dict[str, Told] = {
    "name": "name",
    "description": "meaning",
    "example": "guideline",
    "guideline": "guideline",
    "heads": "ends",
    "tails": "ends",
    "is_symmetric": "ends",
    "is_transitive": "ends",
    "is_retired": "retired",
}


class VersionUse(NamedTuple):
    """A version and how much was made under it; without a version: nobody knows under which."""

    version: LabelSetVersion | None
    spans: int
    relations: int
    is_in_force: bool


class MadeUnder(NamedTuple):
    """The version under which an annotation was made, and in what its label says otherwise now."""

    version: LabelSetVersion
    is_in_force: bool
    changed: tuple[Told, ...]


def list_versions(road: Road) -> list[VersionUse]:
    """Return all versions in order, before them what nobody knows of, where there is any. It counts
    all annotations, and belongs off the GUI thread."""
    with road.store.reading() as connection:
        if not has_versions(connection):
            return []
        counts = count_by_version(connection)
        versions, in_force = read_versions(connection), version_in_force(connection)
    unknown = counts.get(None)
    known = [
        VersionUse(one, *counts.get(one.number, (0, 0)), one.number == in_force) for one in versions
    ]
    return [*([VersionUse(None, *unknown, False)] if unknown else []), *known]


def find_version(road: Road, number: int) -> LabelSetVersion:
    """Return the version with this number. VersionUnknown."""
    with road.store.reading() as connection:
        versions = read_versions(connection) if has_versions(connection) else []
    for one in versions:
        if one.number == number:
            return one
    raise VersionUnknown(number, len(versions))


def made_under(road: Road, annotation: Span | Relation) -> MadeUnder | None:
    """Return under which version an annotation was made; None where nobody knows."""
    with road.store.reading() as connection:
        if not has_versions(connection):
            return None
        number = read_version_of(connection, annotation.id)
        if number is None:
            return None
        version = next(one for one in read_versions(connection) if one.number == number)
        is_in_force = number == version_in_force(connection)
    with road.lock:
        now = road.label_set
    return MadeUnder(version, is_in_force, told_otherwise(version.label_set, now, annotation.label))


def told_otherwise(before: LabelSet, now: LabelSet, label: str) -> tuple[Told, ...]:
    """Return in which respects a label (id) of spans or relations says something else now."""
    old, new = _label(before, label), _label(now, label)
    if old is None or new is None:
        return ()
    told: list[Told] = [
        _ABOUT[field.name]
        for field in fields(new)
        if field.name in _ABOUT and getattr(old, field.name, None) != getattr(new, field.name, None)
    ]
    target: Literal["span", "relation"] = "span" if isinstance(new, SpanLabel) else "relation"
    asked = [
        [
            (one.id, one.name, one.values, one.is_required, one.description)
            for one in set_.attributes_of(target, label)
        ]
        for set_ in (before, now)
    ]
    if asked[0] != asked[1]:
        told.append("attributes")
    return tuple(dict.fromkeys(told))


def _label(label_set: LabelSet, label: str) -> SpanLabel | RelationLabel | None:
    labels: Sequence[SpanLabel | RelationLabel] = (
        *label_set.span_labels,
        *label_set.relation_labels,
    )
    return next((one for one in labels if one.id == label), None)
