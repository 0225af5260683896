"""What a format could not carry of an export: told before, counted, and refused where asked to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from annotator.model.format_errors import DoesNotFit

LossKind: TypeAlias = Literal[
    "span",
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
    "entity",
    "other",
]
"""What it is that does not fit. "span" is a span where a format has none at all, "misaligned" one
that ends inside a token, "far_relation" a relation between two sentences, "entity" that a span is
linked to one, "other" what only the format's own help tells."""


class Lost(NamedTuple):
    """Something of a line that went out otherwise than it is, or not at all."""

    kind: LossKind
    document: str
    annotation: str = ""
    """The id of the span or relation concerned, or nothing."""
    is_bent: bool = False
    """Whether it went out changed; else it stayed out."""
    name: str = ""
    """What it is counted under: the label of a span, relation or document, the name of an attribute
    or an annotator, the kind of a section, the key of what is known about the article."""


def lose(lost: Lost, misfit: str, report: Callable[[Lost], None] | None) -> None:
    """Tell of a loss, or refuse it where `misfit` is "strict". DoesNotFit."""
    if misfit == "strict":
        raise DoesNotFit(lost.kind, lost.document, lost.annotation)
    if report is not None:
        report(lost)


LOSS_KINDS: tuple[LossKind, ...] = get_args(LossKind)
TOLD_ONLY: frozenset[LossKind] = frozenset(("section", "meta", "status"))
"""What a strict export tells of and is not refused for: nobody has marked it, or said it of a mark.
An article has parts and a date in every project, and hardly a format for training has room."""


class LossCount(NamedTuple):
    """How many of one kind under one name went out changed, and how many stayed out."""

    kind: LossKind
    name: str
    bent: int
    left_out: int


@dataclass(slots=True)
class Losses:
    """What was lost, counted by kind and name."""

    _counts: Counter[tuple[LossKind, str, bool]] = field(default_factory=Counter)

    def add(self, lost: Lost) -> None:
        """Count a loss."""
        self._counts[lost.kind, lost.name, lost.is_bent] += 1

    def __bool__(self) -> bool:
        """Whether anything was lost."""
        return bool(self._counts)

    def counts(self) -> list[LossCount]:
        """Return the counts, kinds in the order of `LossKind`, names in alphabetical order."""
        places = {kind: place for place, kind in enumerate(LOSS_KINDS)}
        keys = sorted(
            {(kind, name) for kind, name, _ in self._counts}, key=lambda one: (places[one[0]], one)
        )
        return [
            LossCount(kind, name, self._counts[kind, name, True], self._counts[kind, name, False])
            for kind, name in keys
        ]

    def plain(self) -> dict[str, Any]:
        """Return the counts as the manifest has them: by kind, and in it by name where it has one.

        `{"overlap": {"bent": 0, "left_out": 3, "names": {"PERSON": 3}}}`
        """
        body: dict[str, Any] = {}
        for kind, name, bent, left_out in self.counts():
            of_kind = body.setdefault(kind, {"bent": 0, "left_out": 0, "names": {}})
            of_kind["bent"] += bent
            of_kind["left_out"] += left_out
            if name:
                of_kind["names"][name] = bent + left_out
        return body
