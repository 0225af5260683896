"""Everything that a project says, as one flat dictionary of facts, each by a key of its own.

Two projects that say the same have the same facts, whatever their rows and sets are called.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.project.project import Project

Key: TypeAlias = tuple[Any, ...]
Facts: TypeAlias = dict[Key, Any]


def facts_of(project: Project) -> Facts:
    """Return what a project says as it is on screen: with what is not saved yet."""
    return dict(_facts(project))


def _facts(project: Project) -> Iterator[tuple[Key, Any]]:
    yield ("labels",), project.label_set
    yield ("reasons",), project.review.reasons
    for one in project.annotators(with_second_times=True):
        yield ("person", one.id), one.name
    for id, entity in project.entities.all().items():
        yield ("entity", id), entity
    for hidden in project.work_list.hidden():
        yield ("hidden", hidden.document), hidden
    for document_id in document_ids(project):
        document = project.document(document_id)
        yield ("text", document.id), document.text
        yield ("meta", document.id), document.meta
        for assignment in project.assignments.on(document_id):
            yield ("assigned", document_id, assignment.annotator), assignment
        for verdict in project.review.verdicts(document_id):
            yield ("verdict", verdict.id), verdict
        for remark in project.review.remarks(document_id):
            yield ("remark", remark.id), remark
        for one_set in project.annotation_sets(document_id):
            yield from set_facts(one_set)


def document_ids(project: Project) -> list[str]:
    """Return the ids of all articles, those that lists leave out too."""
    listed = [one.id for one in project.documents()]
    hidden = [one.document for one in project.work_list.hidden()]
    return [*listed, *(one for one in hidden if one not in listed)]


def set_facts(one: AnnotationSet) -> Iterator[tuple[Key, Any]]:
    """Yield what a set says; an untouched one says nothing."""
    at = (one.document, one.annotator)
    if one.status not in ("new", "curated"):
        yield ("status", *at), one.status
    for label in one.labels:
        yield ("document label", *at, label), True
    for attribute, value in one.attributes.items():
        yield ("document attribute", *at, attribute), value
    for span in one.spans.values():
        yield ("span", *at, span.id), plain(span)
    for relation in one.relations.values():
        yield ("relation", *at, relation.id), plain(relation)


def plain(annotation: Any) -> dict[str, Any]:
    """Return an annotation as a dictionary that nobody shares."""
    return {**annotation._asdict(), "attributes": dict(annotation.attributes)}


def difference(before: Mapping[Key, Any], after: Mapping[Key, Any]) -> dict[Key, tuple[Any, Any]]:
    """Return what has changed: key -> what it was and what it is, None where it is not there."""
    return {
        key: (before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    }


def assert_same(expected: Mapping[Key, Any], found: Mapping[Key, Any]) -> None:
    """Fail, and say where, unless both say the same."""
    differing = difference(expected, found)
    lines = [f"{key}\n    {one!r}\n    {other!r}" for key, (one, other) in differing.items()]
    assert not differing, "expected and found:\n" + "\n".join(lines)


def moved(facts: Facts, changes: Mapping[Key, tuple[Any, Any]], *, back: bool = False) -> Facts:
    """Return facts after changes, or before them again."""
    made = dict(facts)
    for key, sides in changes.items():
        value = sides[0 if back else 1]
        if value is None:
            made.pop(key, None)
        else:
            made[key] = value
    return made
