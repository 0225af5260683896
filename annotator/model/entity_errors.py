"""Errors about entities: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class EntityUnknown(AnnotatorError):
    """No entity has this id or name, or it has been taken back."""

    entity: str


@dataclass(eq=False)
class EntityAmbiguous(AnnotatorError):
    """Several entities have this name: an id must say which."""

    name: str
    ids: tuple[str, ...]


@dataclass(eq=False)
class EntityNameEmpty(AnnotatorError):
    """An entity would have no name, or one that cannot be shown in a line."""

    name: str


@dataclass(eq=False)
class EntityIntoItself(AnnotatorError):
    """An entity would be merged into itself."""

    name: str


@dataclass(eq=False)
class EntityLinked(AnnotatorError):
    """An entity would be removed to which spans are linked."""

    name: str
    count: int
    """How many."""


@dataclass(eq=False)
class EntitiesAlike(AnnotatorError):
    """What came in brought an entity whose name one with another id has here: they stay two."""

    name: str
    id: str
    other: str


@dataclass(eq=False)
class EntityDiffers(AnnotatorError):
    """What came in says something else of an entity that is here."""

    id: str
    name: str
    other: str
