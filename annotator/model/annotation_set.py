"""An annotation set: what one annotator says of one document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.relation import Relation
from annotator.model.span import Span

Status = Literal["new", "in_progress", "finished", "curated"]
"""`curated` is the status of the curated set alone, which has no annotator."""
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """One annotator's (None: the curated) spans and relations on one document, by id."""

    id: str
    document: str
    annotator: str | None
    status: Status = "new"
    labels: frozenset[str] = frozenset()
    """Document label ids."""
    attributes: Attributes = field(default_factory=lambda: NO_ATTRIBUTES)
    """Attributes of the document, as this annotator sees it."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)

    @property
    def state(self) -> "SetState":
        """What is said of the document as a whole."""
        return SetState(self.status, self.labels, self.attributes)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing at all has been said yet."""
        return self.status == "new" and not (
            self.spans or self.relations or self.labels or self.attributes
        )

    def relations_of(self, span: str) -> tuple[Relation, ...]:
        """Return the relations that have the span with this id at an end (linear in relations)."""
        # Asked on every step from span to span: no call for each of many thousand relations.
        return tuple([one for one in self.relations.values() if one[2] == span or one[3] == span])


@dataclass(frozen=True, slots=True)
class SetState:
    """What a set says of its document as a whole: status, document labels, attributes."""

    status: Status
    labels: frozenset[str]
    attributes: Attributes


def place_of_span(span: Span, label_name: str = "") -> tuple[int, int, str, str]:
    """Return the sort key of spans in lists and files: start, end descending, label name, id."""
    return (span.start, -span.end, label_name, span.id)
