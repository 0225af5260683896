"""Where two copies of one annotation set contradict each other: what the other copy says.

What is kept stands in the set. What the other copy says stands in a set of an annotator of its own
(“maria, other copy”), which is like the set in everything else: so the two compared show exactly
what is to be settled. Its ids tell what answers what: `x~` is the twin of `x`, `x~3f21ab09` another
version of it; where `x` has neither, the other copy has deleted it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import orjson

from annotator.edits.touched import CORE, Aspect, core_of, differing
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeValue, with_attribute
from annotator.model.relation import Relation
from annotator.model.span import Span

Version: TypeAlias = tuple[str, Aspect, str]
"""An annotation (id), the respect in which another copy says otherwise, and a hash of what."""
_SIGN = "~"


def copy_annotator(annotator: str | None) -> str:
    """Return the id of the annotator who stands for the other copy of somebody's (id) sets."""
    return hashlib.sha256(orjson.dumps(["other copy", annotator])).hexdigest()[:13]


@dataclass(slots=True)
class Others:
    """What other copies of a set say that the set does not."""

    versions: dict[Version, Span | Relation] = field(default_factory=dict)
    """Each whole, as it was last in that copy; relations name the spans of the set itself."""
    deleted: set[str] = field(default_factory=set)
    """Annotations (ids) that another copy has deleted."""
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    """Of the document. Of several values for one attribute the greatest is kept."""

    def add(self, aspect: Aspect, annotation: Span | Relation) -> None:
        """Add another version of an annotation."""
        self.versions[(annotation.id, aspect, _hash(aspect, annotation))] = annotation

    def add_attribute(self, attribute: str, value: AttributeValue) -> None:
        """Add another value of an attribute of the document."""
        values = (value, self.attributes.get(attribute, value))
        self.attributes[attribute] = max(values, key=repr)

    def add_all(self, others: "Others", names: dict[str, str]) -> None:
        """Add what others say, of annotations that go under other ids (`names`) by now."""
        for (_, aspect, _), annotation in others.versions.items():
            self.add(aspect, renamed(annotation, names))
        self.deleted |= {names.get(id, id) for id in others.deleted}
        for attribute, value in others.attributes.items():
            self.add_attribute(attribute, value)


def renamed(annotation: Span | Relation, names: dict[str, str]) -> Span | Relation:
    """Return the annotation where it or its ends go under other ids."""
    id = names.get(annotation.id, annotation.id)
    if isinstance(annotation, Span):
        return annotation._replace(id=id)
    head, tail = annotation.head, annotation.tail
    return annotation._replace(id=id, head=names.get(head, head), tail=names.get(tail, tail))


def with_aspect(
    annotation: Span | Relation, aspect: Aspect, other: Span | Relation
) -> Span | Relation:
    """Return the annotation as another is in one respect."""
    if aspect != CORE:
        value = other.attributes.get(aspect[1])
        return annotation._replace(
            attributes=with_attribute(annotation.attributes, aspect[1], value)
        )
    annotation = annotation._replace(label=other.label, origin=other.origin)
    if isinstance(annotation, Span):
        assert isinstance(other, Span)
        return annotation._replace(fragments=other.fragments, is_doubtful=other.is_doubtful)
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


def read_others(
    main: AnnotationSet | None, copy: AnnotationSet | None, was_deleted: Callable[[str], bool]
) -> Others:
    """Return what the set of the other copy says that the set itself does not.

    was_deleted: whether any act known took an annotation (id) away; one that came later is only
        not yet in the other copy.
    """
    others = Others()
    if main is None or copy is None:
        return others
    mine: dict[str, Span | Relation] = {**main.spans, **main.relations}
    ends = {id: id.rpartition(_SIGN)[0] or id for id in copy.spans}
    answered = set()
    theirs: list[Span | Relation] = [*copy.spans.values(), *copy.relations.values()]
    for annotation in theirs:
        id, _, version = annotation.id.rpartition(_SIGN)
        answered.add(id)
        if version:
            whole = renamed(annotation, {annotation.id: id, **ends})
            for aspect in _aspects(mine.get(id), whole, version):
                others.add(aspect, whole)
    others.deleted = {id for id in mine.keys() - answered if was_deleted(id)}
    for attribute in differing(main.attributes, copy.attributes):
        if attribute in copy.attributes:
            others.add_attribute(attribute, copy.attributes[attribute])
    return others


def _aspects(
    mine: Span | Relation | None, other: Span | Relation, version: str
) -> Iterator[Aspect]:
    """Yield the respects in which another version was meant to be another one."""
    aspects: list[Aspect] = [CORE, *(("attribute", one) for one in sorted(other.attributes))]
    meant = [aspect for aspect in aspects if _hash(aspect, other) == version]
    if meant or mine is None or type(mine) is not type(other):
        yield from meant or [CORE]
        return
    # Somebody has edited it there.
    if core_of(mine) != core_of(other):
        yield CORE
    for attribute in differing(mine.attributes, other.attributes):
        if attribute in other.attributes:
            yield ("attribute", attribute)


# ---- making -------------------------------------------------------------------------------------


def make_other_copy(main: AnnotationSet, others: Others, id: str) -> AnnotationSet:
    """Return the set of the other copy, under this id; untouched where nothing differs."""
    versions: dict[str, dict[str, Span | Relation]] = {}
    mine: dict[str, Span | Relation] = {**main.spans, **main.relations}
    for (of, aspect, hash), whole in sorted(others.versions.items(), key=lambda one: one[0]):
        version = whole
        if of in mine and type(mine[of]) is type(whole):
            version = with_aspect(mine[of], aspect, whole)
            if version == mine[of]:
                continue  # The set says so too by now.
        versions.setdefault(of, {})[f"{of}{_SIGN}{hash}"] = version
    deleted = {one for one in others.deleted if one in mine and one not in versions}
    attributes = _attributes(main, others)
    annotator = copy_annotator(main.annotator)
    if not versions and not deleted and attributes == main.attributes:
        return AnnotationSet(id, main.document, annotator)
    for of, annotation in mine.items():
        if of not in versions and of not in deleted:
            versions[of] = {of + _SIGN: annotation}
    spans, relations = _standing(versions)
    return AnnotationSet(
        id, main.document, annotator, "in_progress", main.labels, attributes, spans, relations
    )


def _attributes(main: AnnotationSet, others: Others) -> Attributes:
    attributes = main.attributes
    for attribute, value in others.attributes.items():
        attributes = with_attribute(attributes, attribute, value)
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


def _hash(aspect: Aspect, annotation: Span | Relation) -> str:
    value: Any = core_of(annotation) if aspect == CORE else annotation.attributes.get(aspect[1])
    return hashlib.sha256(repr((aspect, value)).encode()).hexdigest()[:8]
