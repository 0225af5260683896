"""Where two copies of one annotation set contradict each other: what the other copy says.

What is kept stands in the set. What the other copy says stands in a set of an annotator of its own
(“maria, other copy”), which is like the set in everything else: so the two compared show exactly
what is to be settled. Its ids tell what answers what: `x~` is the twin of `x`; `x~3f21ab09` another
version of it, and `x~3f21ab09.m` one with another value of the attribute `m`; where `x` has
neither, the other copy has deleted it.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from annotator.edits.touched import CORE, ENTITY, Aspect, core_of, differing
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeValue, with_attribute
from annotator.model.ids import derived_id
from annotator.model.relation import Relation
from annotator.model.span import Span

_SIGN = "~"


@lru_cache(1024)
def copy_annotator(annotator: str | None) -> str:
    """Return the id of the annotator who stands for the other copy of somebody's (id) sets."""
    return derived_id("other copy", annotator or "")


class Version(NamedTuple):
    """Which other version of an annotation (id) it is: in what respect, and a hash of how it is."""

    of: str
    aspect: Aspect
    mark: str


@dataclass(slots=True)
class Others:
    """What other copies of a set say that the set does not."""

    versions: dict[Version, Span | Relation] = field(default_factory=dict)
    """Each whole, as it was last in that copy; relations name the spans of the set itself."""
    attributes: dict[str, set[AttributeValue]] = field(default_factory=dict)
    """Of the document."""

    def add(self, aspect: Aspect, annotation: Span | Relation) -> None:
        """Add another version of an annotation."""
        digest = hashlib.sha256(repr((aspect, value_of(aspect, annotation))).encode())
        self.versions[Version(annotation.id, aspect, digest.hexdigest()[:8])] = annotation

    def add_attribute(self, attribute: str, value: AttributeValue) -> None:
        """Add another value of an attribute of the document."""
        self.attributes.setdefault(attribute, set()).add(value)

    def add_all(self, others: "Others", names: dict[str, str]) -> None:
        """Add what others say, of annotations that go under other ids (`names`) by now."""
        for version, annotation in others.versions.items():
            self.add(version.aspect, renamed(annotation, names))
        for attribute, values in others.attributes.items():
            self.attributes.setdefault(attribute, set()).update(values)


def renamed(annotation: Span | Relation, names: dict[str, str]) -> Span | Relation:
    """Return the annotation where it or its ends go under other ids."""
    id = names.get(annotation.id, annotation.id)
    if isinstance(annotation, Span):
        return annotation._replace(id=id)
    head, tail = annotation.head, annotation.tail
    return annotation._replace(id=id, head=names.get(head, head), tail=names.get(tail, tail))


def value_of(aspect: Aspect, annotation: Span | Relation) -> object:
    """Return what an annotation is in one respect."""
    if aspect == ENTITY:
        return annotation.entity if isinstance(annotation, Span) else None
    return core_of(annotation) if aspect == CORE else annotation.attributes.get(aspect[1])


def with_aspect(
    annotation: Span | Relation, aspect: Aspect, other: Span | Relation
) -> Span | Relation:
    """Return the annotation as another is in one respect."""
    if aspect == ENTITY:
        assert isinstance(annotation, Span)
        assert isinstance(other, Span)
        return annotation._replace(entity=other.entity)
    if aspect != CORE:
        value = other.attributes.get(aspect[1])
        return annotation._replace(
            attributes=with_attribute(annotation.attributes, aspect[1], value)
        )
    annotation = annotation._replace(label=other.label, origin=other.origin)
    if isinstance(annotation, Span):
        assert isinstance(other, Span)
        return annotation._replace(
            fragments=other.fragments, is_doubtful=other.is_doubtful, suggested=other.suggested
        )
    assert isinstance(other, Relation)
    return annotation._replace(head=other.head, tail=other.tail)


def rename_copy(copy: AnnotationSet, names: dict[str, str]) -> AnnotationSet:
    """Return the set of an other copy where annotations of the set go under other ids."""
    if not names:
        return copy
    ids = {}
    for id in (*copy.spans, *copy.relations):
        of, sign, version = id.rpartition(_SIGN)
        ids[id] = names.get(of, of) + sign + version
    spans = [one._replace(id=ids[one.id]) for one in copy.spans.values()]
    relations = [renamed(one, ids) for one in copy.relations.values()]
    return replace(
        copy,
        spans={one.id: one for one in spans},
        relations={one.id: one for one in relations if isinstance(one, Relation)},
    )


# ---- reading ------------------------------------------------------------------------------------


def read_others(main: AnnotationSet | None, copy: AnnotationSet | None) -> Others:
    """Return what the set of the other copy says that the set itself does not."""
    others = Others()
    if main is None or copy is None:
        return others
    ends = {id: id.rpartition(_SIGN)[0] or id for id in copy.spans}
    theirs: list[Span | Relation] = [*copy.spans.values(), *copy.relations.values()]
    for annotation in theirs:
        of, _, mark = annotation.id.rpartition(_SIGN)
        if mark:
            mark, _, attribute = mark.partition(".")
            aspect = ("attribute", attribute) if attribute else CORE
            whole = renamed(annotation, {annotation.id: of, **ends})
            others.versions[Version(of, aspect, mark)] = whole
    for attribute in differing(main.attributes, copy.attributes):
        if attribute in copy.attributes:
            others.add_attribute(attribute, copy.attributes[attribute])
    return others


# ---- making -------------------------------------------------------------------------------------


def make_other_copy(
    main: AnnotationSet, others: Others, deleted: Collection[str], id: str
) -> AnnotationSet:
    """Return the set of the other copy, under this id; untouched where nothing differs.

    `deleted` are annotations (ids) of the set that another copy has deleted.
    """
    mine: dict[str, Span | Relation] = {**main.spans, **main.relations}
    versions: dict[str, dict[str, Span | Relation]] = {}
    for version, whole in sorted(others.versions.items(), key=lambda one: one[0]):
        one = whole
        if version.of in mine and type(mine[version.of]) is type(whole):
            one = with_aspect(mine[version.of], version.aspect, whole)
            if one == mine[version.of]:
                continue  # The set says so too by now.
        versions.setdefault(version.of, {})[_name(version)] = one
    gone = {one for one in deleted if one in mine and one not in versions}
    attributes = _attributes(main, others)
    annotator = copy_annotator(main.annotator)
    if not versions and not gone and attributes == main.attributes:
        return AnnotationSet(id, main.document, annotator)
    for of, annotation in mine.items():
        if of not in versions and of not in gone:
            versions[of] = {of + _SIGN: annotation}
    spans, relations = _standing(versions)
    return AnnotationSet(
        id, main.document, annotator, "in_progress", main.labels, attributes, spans, relations
    )


def _name(version: Version) -> str:
    """Return the id of a version in the set of the other copy."""
    attribute = "" if version.aspect == CORE else f".{version.aspect[1]}"
    return f"{version.of}{_SIGN}{version.mark}{attribute}"


def _attributes(main: AnnotationSet, others: Others) -> Attributes:
    """A set has one value for each attribute: of several others the greatest is kept."""
    attributes = main.attributes
    for attribute, values in others.attributes.items():
        other = values - {main.attributes.get(attribute)}
        if other:
            attributes = with_attribute(attributes, attribute, max(other, key=repr))
    return attributes


def _standing(
    versions: dict[str, dict[str, Span | Relation]],
) -> tuple[dict[str, Span], dict[str, Relation]]:
    """Return the spans, and those relations whose ends are there, under their new ids."""
    spans: dict[str, Span] = {}
    ends: dict[str, str] = {}
    for of, held in versions.items():
        for id, one in held.items():
            if isinstance(one, Span):
                spans[id] = one._replace(id=id)
                ends.setdefault(of, id)
    relations = {
        id: one._replace(id=id, head=ends[one.head], tail=ends[one.tail])
        for held in versions.values()
        for id, one in held.items()
        if isinstance(one, Relation) and one.head in ends and one.tail in ends
    }
    return spans, relations
