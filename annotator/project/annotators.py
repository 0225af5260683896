"""The annotators of a project: who there is, renamed, joined. A door of its own beside `Project`:
`project.people`."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from annotator.model.annotator import Annotator
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorUnknown
from annotator.project.joining import JoinPreview, free_name, join, preview_join, rename
from annotator.project.people import annotator_typed, list_annotators
from annotator.project.review import Walk
from annotator.project.road import Road
from annotator.storage.joined import read_sets_of

_Asked = TypeVar("_Asked")


class Person(NamedTuple):
    """An annotator, and how much they have in the project, hidden articles included."""

    annotator: Annotator
    sets: int
    finished: int
    spans: int
    relations: int


class People:
    """What can be asked of annotators and done with them."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road = road
        self._walk = walk

    def all(self) -> list[Person]:
        """Return the annotators by name, each with what they have, as it is in the file."""
        found = []
        for one in list_annotators(self._road):
            with self._road.store.reading() as connection:
                sets = read_sets_of(connection, one.id)
            found.append(
                Person(
                    one,
                    len(sets),
                    sum(held.status == "finished" for held in sets),
                    sum(held.spans for held in sets),
                    sum(held.relations for held in sets),
                )
            )
        return found

    def named(self, name: str) -> Annotator:
        """Return whom a person means who types a name. AnnotatorUnknown."""
        found = annotator_typed(list_annotators(self._road), name)
        if found is None:
            raise AnnotatorUnknown(name)
        return found

    def free_name(self, annotator: str, name: str) -> str:
        """Return the name as `rename` would give it to an annotator (id), which it refuses for the
        same reasons; nothing happens yet. AnnotatorUnknown, NameUnfit, AnnotatorNameTaken."""
        return self._asking(lambda road: free_name(road, annotator, name))

    def rename(self, annotator: str, name: str, origin: object = None) -> Changes:
        """Give an annotator (id) another name, as one act of mine.

        AnnotatorUnknown, NameUnfit, AnnotatorNameTaken, ProjectReadOnly, SavingFailed.
        """
        return self._walk(lambda road: rename(road, annotator, name), origin)

    def preview_join(self, annotator: str, into: str) -> JoinPreview:
        """Return what letting an annotator be another (ids) would do: nothing happens yet.
        AnnotatorUnknown, JoinRefused, SavingFailed."""
        return self._asking(lambda road: preview_join(road, annotator, into))

    def join(self, annotator: str, into: str, origin: object = None) -> Changes:
        """Let an annotator be another (ids), the same person under two names, as one act of mine;
        errors as `preview_join`."""
        return self._walk(lambda road: join(road, annotator, into), origin)

    def _asking(self, ask: Callable[[Road], _Asked]) -> _Asked:
        with self._road.lock:
            return ask(self._road)
