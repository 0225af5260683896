"""What a format could not carry of an export: told before, counted, and refused where asked to."""

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.format_errors import DoesNotFit

LossKind: TypeAlias = Literal[
    "overlap",
    "discontinuous",
    "relation",
    "far_relation",
    "misaligned",
    "attribute",
    "note",
    "document_label",
    "section",
    "meta",
    "annotator",
    "status",
    "negative",
    "other",
]
"""What it is that does not fit. "misaligned" is a span that ends inside a token, "far_relation" one
between two sentences, "other" what only the format's own help tells."""


class Lost(NamedTuple):
    """Something of a line that went out otherwise than it is, or not at all."""

    kind: LossKind
    document: str
    annotation: str = ""
    """The id of the span or relation concerned, or nothing."""
    is_bent: bool = False
    """Whether it went out changed; else it stayed out."""


def lose(lost: Lost, misfit: str, report: Callable[[Lost], None] | None) -> None:
    """Tell of a loss, or refuse it where `misfit` is "strict". DoesNotFit."""
    if misfit == "strict":
        raise DoesNotFit(lost.kind, lost.document, lost.annotation)
    if report is not None:
        report(lost)
