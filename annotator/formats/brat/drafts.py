"""Spans and relations as they grow while an .ann file is read."""

from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.attribute import AttributeValue
from annotator.model.entity import Entity
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span


@dataclass(slots=True, eq=False)
class DraftSpan:
    """A span as it grows."""

    label: str
    fragments: tuple[Fragment, ...]
    is_doubtful: bool
    id: str = field(default_factory=new_id)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    named: Entity | None = None
    """What its first reference to a knowledge base stands for."""

    def span(self) -> Span:
        """Return the span, linked to nothing yet."""
        note = "\n".join(self.notes) if self.notes else None
        place = (self.id, self.label, self.fragments)
        return Span(*place, self.attributes, note, "imported", self.is_doubtful)


@dataclass(slots=True, eq=False)
class DraftRelation:
    """A relation as it grows."""

    label: str
    head: DraftSpan
    tail: DraftSpan
    id: str = field(default_factory=new_id)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def relation(self) -> Relation:
        """Return the relation."""
        note = "\n".join(self.notes) if self.notes else None
        ends = (self.head.id, self.tail.id)
        return Relation(self.id, self.label, *ends, self.attributes, note, "imported")


Draft: TypeAlias = DraftSpan | DraftRelation


@dataclass(slots=True, eq=False)
class DraftEvent:
    """An event: a name for a trigger with arguments."""

    name: str
    type: str
    trigger: DraftSpan
    arguments: list[tuple[DraftRelation, str]] = field(default_factory=list)
    """With the id of each as it stands in the file."""
