"""A difference: one thing that two annotators say of an article and do not say alike."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from annotator.model.attribute import AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Span

DifferenceKind = Literal[
    "missing",
    "extra",
    "label",
    "boundary",
    "label_and_boundary",
    "relation",
    "attribute",
    "document_label",
    "agree",
]
"""missing: a span that only the first has · extra: one that only the second has · agree: none at
all; both say the same, and a reviewer asks whether it is right."""
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)[:-1]
"""The kinds of what is not said alike."""
RelationFault = Literal["missing", "extra", "type", "direction", "ends"]
"""What differs between two relations; missing: only the first has it, extra: only the second."""

Ends: TypeAlias = tuple[Span, Span]
"""Head and tail of a relation, as they stand in the set that has it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the first says and what the second says, whole, so that it can be shown and kept.

    `first` and `second` are spans for the kinds of spans, relations for "relation" (with their
    ends beside them), the spans or relations that carry it for "attribute" (None: the document
    itself does), and None for "document_label". A side that says nothing is None.
    """

    kind: DifferenceKind
    first: Span | Relation | None = None
    second: Span | Relation | None = None
    first_ends: Ends | None = None
    second_ends: Ends | None = None
    fault: RelationFault | None = None
    """Kind "relation" only."""
    attribute: str | None = None
    """Its id; kind "attribute" only."""
    document_label: str | None = None
    """Its id; kind "document_label" only."""
    first_value: AttributeValue | None = None
    """The attribute's value, or True where the first gives the document label."""
    second_value: AttributeValue | None = None

    @property
    def sides(self) -> tuple[str | None, str | None, str | None, str | None]:
        """What it is about, whatever is said of it: the ids of both annotations, the attribute,
        the document label. No two differences of one comparison share it."""
        return (
            self.first.id if self.first else None,
            self.second.id if self.second else None,
            self.attribute,
            self.document_label,
        )

    @property
    def is_of_document(self) -> bool:
        """Whether it concerns the document as a whole, not a place in it."""
        return self.first is None and self.second is None

    @property
    def place(self) -> tuple[int, int]:
        """Where it is read: start and end (code points, half open) of what it concerns, of the
        head for a relation; (0, 0) for the document as a whole."""
        spans = [*_spans(self.first, self.first_ends), *_spans(self.second, self.second_ends)]
        if not spans:
            return (0, 0)
        return (min(span.start for span in spans), max(span.end for span in spans))


def _spans(annotation: Span | Relation | None, ends: Ends | None) -> list[Span]:
    if isinstance(annotation, Span):
        return [annotation]
    return [ends[0]] if ends else []
