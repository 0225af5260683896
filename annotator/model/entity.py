"""An entity: the thing behind mentions, whatever they call it, in one project."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that spans of any article can be linked to (`Span.entity`)."""

    id: str
    name: str
    kind: str | None = None
    """The span label (id) that its mentions mostly wear, where somebody has said so."""
    identifier: str = ""
    """What it is called elsewhere, such as a Wikidata id: text, nothing is looked up."""
    note: str = ""
    is_retired: bool = False
    """Offered no more; what is linked to it stays linked."""
