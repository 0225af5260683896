"""What can be done to entities with all that is linked to them: small frozen values."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from annotator.model.entity import Entity


class Mention(NamedTuple):
    """A span that is linked, in an annotator's (id; None: the curated) set on a document (id)."""

    document: str
    annotator: str | None
    span: str


@dataclass(frozen=True, slots=True)
class MergeEntities:
    """Let all that is linked to some entities (ids) be linked to another, and retire them."""

    entities: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class SplitEntity:
    """Let some mentions of an entity (id) be mentions of a new one, called so."""

    entity: str
    mentions: tuple[Mention, ...]
    name: str


@dataclass(frozen=True, slots=True)
class LinkEverywhere:
    """Link all spans of mine that cover the same words to an entity (id), or to none."""

    words: str
    entity: str | None
    documents: tuple[str, ...] | None = None
    """Ids: only on these; None: on all."""
    besides: frozenset[Mention] = frozenset()
    """Spans that stay as they are."""
    label: str | None = None
    """Only spans that wear this label (id); None: any."""
    made: Entity | None = None
    """The entity itself where the same act makes it."""


EntityAct: TypeAlias = MergeEntities | SplitEntity | LinkEverywhere
