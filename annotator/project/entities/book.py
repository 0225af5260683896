"""The entities of a project as they are on screen: read once, kept with what is not saved."""

from collections.abc import Iterable, Mapping

from annotator.model.changes import Changes, EntityChange
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityAmbiguous, EntityUnknown
from annotator.project.entities.suggesting import Names
from annotator.project.on_screen import OnScreen
from annotator.storage.entities import read_entities
from annotator.storage.store import Store


class EntityBook:
    """A memory before the file. Guarded by the lock of the road."""

    def __init__(self, store: Store, on_screen: OnScreen) -> None:
        self._store = store
        self._on_screen = on_screen
        self._entities: dict[str, Entity] | None = None
        self._unsaved: list[tuple[int, tuple[EntityChange, ...]]] = []
        self.names: tuple[int, Names] | None = None
        """What they are called, and the `version` of which that is true."""
        self.version = 0
        """Another number whenever anything may have changed."""

    @property
    def all(self) -> Mapping[str, Entity]:
        """Id -> entity, retired ones included, in the order in which they were made."""
        if self._entities is None:
            with self._store.reading() as connection:
                self._entities = {one.id: one for one in read_entities(connection)}
            saved = self._on_screen.saved_seq
            self._unsaved = [one for one in self._unsaved if one[0] > saved]
            for _, changed in self._unsaved:
                self._put(changed)
        return self._entities

    def get(self, id: str) -> Entity | None:
        """Return the entity with this id."""
        return self.all.get(id)

    def entity(self, id: str) -> Entity:
        """Return the entity with this id. EntityUnknown."""
        found = self.all.get(id)
        if found is None:
            raise EntityUnknown(id)
        return found

    def named(self, name: str) -> Entity:
        """Return the entity with this id, or the only one with this name. EntityUnknown,
        EntityAmbiguous."""
        if name in self.all:
            return self.all[name]
        found = [one for one in self.all.values() if one.name == name]
        if len(found) > 1:
            found = [one for one in found if not one.is_retired] or found
        if len(found) > 1:
            raise EntityAmbiguous(name, tuple(one.id for one in found))
        return found[0] if found else self.entity(name)

    def check_all(self, ids: Iterable[str]) -> None:
        """EntityUnknown where one of these is no entity of the project."""
        for id in ids:
            self.entity(id)

    def note(self, seq: int, changes: Changes) -> None:
        """Take in what an act with this number changed."""
        if changes.entities:
            _ = self.all
            self._unsaved.append((seq, changes.entities))
            self._put(changes.entities)
        if changes.entities or any(_is_linked_anew(pair) for pair in changes.spans):
            self.version += 1

    def forget(self) -> None:
        """Drop what was read: it may have changed in the file."""
        self._entities = None
        self.version += 1

    def _put(self, changed: tuple[EntityChange, ...]) -> None:
        assert self._entities is not None
        for before, after in changed:
            if after is not None:
                self._entities[after.id] = after
            elif before is not None:
                self._entities.pop(before.id, None)


def _is_linked_anew(pair: tuple[object, object]) -> bool:
    before, after = (getattr(one, "entity", None) for one in pair)
    return before != after
