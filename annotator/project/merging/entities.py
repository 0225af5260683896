"""Entities meet: what comes in is linked to is brought along where ours does not have it."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.project.merging.labels import LabelsMet


class EntitiesMet:
    """Those of theirs that ours may need. One that both have stays as it is said here."""

    def __init__(self, ours: Iterable[Entity], theirs: Iterable[Entity], labels: LabelsMet) -> None:
        self._here = {one.id for one in ours}
        self._theirs = {one.id: one for one in theirs}
        self._labels = labels

    def needed(self, annotations: Iterable[object]) -> tuple[Entity, ...]:
        """Return the entities that spans among these are linked to and that are not here, in our
        label ids; from then on they are."""
        linked = {one.entity for one in annotations if isinstance(one, Span) and one.entity}
        new = sorted(linked - self._here)
        self._here.update(new)
        return tuple(self._in_our_words(self._theirs[id]) for id in new)

    def _in_our_words(self, one: Entity) -> Entity:
        return one if one.kind is None else replace(one, kind=self._labels.label(one.kind))
