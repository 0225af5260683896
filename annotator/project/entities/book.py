"""The entities of a project as they are on screen: read once, kept with what is not saved."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.model.changes import Changes, EntityChange
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityAmbiguous, EntityUnknown
from annotator.project.entities.known_names import KnownNames
from annotator.project.on_screen import OnScreen
from annotator.storage.entities import has_entities, read_entities, read_entities_named
from annotator.storage.store import Store


class ReadEntities(NamedTuple):
    """All entities as the file had them."""

    entities: dict[str, Entity]
    saved: int
    """The last row of the history that was in the file for sure."""
    state: int


class EntityBook:
    """A memory before the file. Guarded by the lock of the road."""

    def __init__(self, store: Store, on_screen: OnScreen) -> None:
        self._store = store
        self._on_screen = on_screen
        self._entities: dict[str, Entity] | None = None
        self._unsaved: list[tuple[int, tuple[EntityChange, ...]]] = []
        self._state = 0
        """Another number whenever they may have changed in the file otherwise than by edits."""
        self.known = KnownNames()
        """What they are called."""

    @property
    def all(self) -> Mapping[str, Entity]:
        """Id -> entity, retired ones included, in the order in which they were made."""
        if self._entities is None:
            self.take(self.read())
        assert self._entities is not None, "they have just been taken"
        return self._entities

    def read(self) -> ReadEntities:
        """Read all of them, for `take`. It needs no lock: where there are very many, nothing else
        needs to wait for it."""
        state, saved = self._state, self._on_screen.saved_seq
        with self._store.reading() as connection:
            entities = {one.id: one for one in read_entities(connection)}
        return ReadEntities(entities, saved, state)

    def take(self, read: ReadEntities) -> None:
        """Have what was read, with what was done since; nothing where all must be read again."""
        if self._entities is None and read.state == self._state:
            for seq, changed in self._unsaved:
                if seq > read.saved:
                    self._put(read.entities, changed)
            self._entities = read.entities

    @property
    def is_read(self) -> bool:
        """Whether all are here."""
        return self._entities is not None

    def get(self, id: str) -> Entity | None:
        """Return the entity with this id; where all have not been read, it is read alone."""
        if self._entities is not None:
            return self._entities.get(id)
        saved = self._on_screen.saved_seq
        for seq, changed in reversed(self._unsaved):
            for before, after in reversed(changed):
                if seq > saved and id in (before and before.id, after and after.id):
                    return after
        with self._store.reading() as connection:
            if not has_entities(connection):
                return None
            return next(iter(read_entities_named(connection, [id])), None)

    def entity(self, id: str) -> Entity:
        """Return the entity with this id. EntityUnknown."""
        found = self.get(id)
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
            self._unsaved.append((seq, changes.entities))
            if self._entities is not None:
                self._put(self._entities, changes.entities)
        self.known.note(changes)

    def forget(self) -> None:
        """Drop what was read: it may have changed in the file."""
        saved = self._on_screen.saved_seq
        self._unsaved = [one for one in self._unsaved if one[0] > saved]
        self._entities = None
        self._state += 1
        self.known.forget()

    @staticmethod
    def _put(entities: dict[str, Entity], changed: tuple[EntityChange, ...]) -> None:
        for before, after in changed:
            if after is not None:
                entities[after.id] = after
            elif before is not None:
                entities.pop(before.id, None)
