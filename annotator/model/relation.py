"""A relation: an arrow with a label from one span, the head, to another, the tail."""

from typing import NamedTuple

from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.span import Origin


class Relation(NamedTuple):
    """head -> tail, by span id, both in the same annotation set."""

    id: str
    label: str
    head: str
    tail: str
    attributes: Attributes = NO_ATTRIBUTES
    note: str | None = None
    origin: Origin = "manual"

    def has_end(self, span: str) -> bool:
        """Tell whether the span with this id is the head or the tail."""
        return span in (self.head, self.tail)
