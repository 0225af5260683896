"""Annotators: who there is, and becoming one of them."""

import unicodedata
from collections.abc import Iterable

from annotator.model.annotator import Annotator, fit_name
from annotator.model.errors import NameUnfit
from annotator.model.ids import new_id
from annotator.project.road import Road
from annotator.storage.annotators import annotator_named, read_annotators
from annotator.storage.joined import read_joined, read_with_sets


def list_annotators(road: Road, *, with_second_times: bool = False) -> list[Annotator]:
    """Return the annotators in order of their names; those that stand for somebody's second time,
    and those who are somebody else now and have nothing of their own, only where they are asked
    for."""
    with road.store.reading() as connection:
        everybody = read_annotators(connection)
        joined = read_joined(connection)
        gone = joined.keys() - read_with_sets(connection, joined) if joined else set()
    if with_second_times:
        return everybody
    with road.lock:
        second_time = road.assigned.second_time
        return [one for one in everybody if one.id not in gone and second_time(one.id) is None]


def find_or_make_annotator(road: Road, name: str) -> Annotator:
    """Return the annotator of that name, however it is typed (`annotator_typed`). NameUnfit,
    SavingFailed.

    Where there is none one is made; in a project that can only be read it is not kept.
    """
    name = fit_name(name)
    everybody = list_annotators(road, with_second_times=True)
    found = annotator_typed(everybody, name)
    if found is not None:
        with road.lock:
            is_person = road.assigned.second_time(found.id) is None
        if not is_person:
            raise NameUnfit(name, "it stands for a second time")
        return _now(road, found, everybody)
    writer = road.store.writer
    if writer is None:
        return Annotator(new_id(), name)
    return writer.run(lambda writing: annotator_named(writing.connection, name))


def _now(road: Road, person: Annotator, everybody: Iterable[Annotator]) -> Annotator:
    """Return whom somebody has become who was joined with another."""
    with road.store.reading() as connection:
        id = read_joined(connection).get(person.id, person.id)
    return next((one for one in everybody if one.id == id), person)


def annotator_typed(annotators: Iterable[Annotator], name: str) -> Annotator | None:
    """Return whom a person means who types a name, None where there is nobody like that.

    That is the annotator of exactly this name, else the first whose name differs only by case,
    normal form or blanks: "maria" is Maria. A name in a file is not typed and is taken as it is.
    """
    same = [one for one in annotators if _spoken(one.name) == _spoken(name)]
    exactly = (one for one in same if one.name == name)
    return next(exactly, same[0] if same else None)


def _spoken(name: str) -> str:
    """Names that people say alike become one."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", " ".join(folded.split()))
