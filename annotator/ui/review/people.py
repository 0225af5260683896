"""Who can be compared on an article: everybody with a set on it, and the curated set. No Qt."""

from typing import NamedTuple

from annotator.messages import show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.project.project import Project
from annotator.project.standing import Pairing

CURATED = "Curated set"
EVERYBODY_WORDS = "Everybody"


class Person(NamedTuple):
    """Somebody with a set on an article."""

    id: str
    name: str
    annotation_set: AnnotationSet
    is_second_time: bool = False


def list_people(project: Project, document: str) -> list[Person]:
    """Return whoever has labelled an article (id), by name, second times last; nobody where I may
    not see others' labels there. DocumentUnknown."""
    names = {one.id: one.name for one in project.annotators(with_second_times=True)}
    assignments = project.assignments
    if assignments.why_closed(document) is not None:
        return []
    found = [
        Person(
            one.annotator,
            show_text(names.get(one.annotator, one.annotator)),
            one,
            assignments.second_time(one.annotator) is not None,
        )
        for one in project.annotation_sets(document)
        if one.annotator is not None
        and not one.is_untouched
        and assignments.can_see(document, one.annotator)
    ]
    return sorted(found, key=lambda one: one.is_second_time)


def name_in(people: list[Person], annotator: str | None) -> str:
    """Return the name of one of these people; None is the curated set."""
    if annotator is None:
        return CURATED
    return next((one.name for one in people if one.id == annotator), annotator)


def likely_pairing(people: list[Person], me: str | None, wished: Pairing | None) -> Pairing | None:
    """Return whom to compare: whom one has chosen, if they are here; else two others than me
    where there are two, else me and another; one alone where there is nobody else; None where
    nobody has labelled the article. Second times are compared only where somebody has chosen so."""
    here = {one.id for one in people}
    if wished is not None and _is_here(wished, here):
        return wished
    people = [one for one in people if not one.is_second_time] or people
    others = [one.id for one in people if one.id != me]
    if len(others) > 1:
        return Pairing(others[0], others[1])
    both = [*others, *(one.id for one in people if one.id == me)]
    if len(both) > 1:
        return Pairing(both[0], both[1])
    return Pairing(both[0], is_alone=True) if both else None


def _is_here(pairing: Pairing, here: set[str]) -> bool:
    if pairing.is_everybody:
        return len(here) > 1
    wanted = {pairing.first} if pairing.is_alone else {pairing.first, pairing.second}
    return wanted - {None} <= here
