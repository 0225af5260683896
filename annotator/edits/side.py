"""One of two copies of an annotation set that meet: what it says, since when, what stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from annotator.edits.touched import (
    WHOLE,
    Aspect,
    Known,
    Touched,
    When,
    fields_of_document,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Span

Annotation: TypeAlias = Span | Relation
ConflictKind = Literal["core", "attribute", "deleted", "document attribute"]
"""core: another label, place or end · deleted: one side has taken away what the other has changed,
or what a relation of the other stands on."""


@dataclass(frozen=True, slots=True)
class Side:
    """One copy of a set, and what is known there of how it came to be."""

    annotation_set: AnnotationSet
    acts: tuple[Known, ...] = ()
    """All acts on the set that this side knows, whoever did them where."""
    copy: AnnotationSet | None = None
    """The set of the other copy, where an earlier meeting has left one."""
    is_incomplete: bool = False
    """Whether annotations may be missing that nobody has taken away."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Annotations (ids) that go under other ids in the sets than in the acts."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The same of labels and attributes."""

    @property
    def annotations(self) -> dict[str, Annotation]:
        """All spans and relations by id."""
        return {**self.annotation_set.spans, **self.annotation_set.relations}

    def touched(self, besides: Iterable[Known] = ()) -> Touched:
        """Return what the acts have touched, but for those that are known elsewhere too."""
        hashes = {act.sha256 for act in besides}
        own = (act for act in self.acts if act.sha256 not in hashes)
        return Touched(own).renamed(self.names, self.labels)


class Conflict(NamedTuple):
    """A contradiction between two copies, for people to look at."""

    kind: ConflictKind
    kept: Annotation | None
    """As it stays in the set; None for the document as a whole."""
    other: Annotation | None
    """As it is in the other copy; None where it has been deleted there."""
    attribute: str = ""
    """Its id, where the two have different values of it, which are here too."""
    kept_value: AttributeValue | None = None
    other_value: AttributeValue | None = None


@dataclass(slots=True)
class Here:
    """One side while it meets the other."""

    side: Side
    own: Touched
    """By acts that the other side does not know."""
    known: Touched
    """By all acts that this side knows."""

    def when(self, aspect: Aspect) -> When | None:
        """Return since when what this side says of the document is so, by acts of its own."""
        return self.own.when(WHOLE, aspect, fields_of_document(self.side.annotation_set))


class Said(NamedTuple):
    """What one side says, and since when; None where no act that only it knows has said so."""

    when: When | None
    value: object

    @property
    def rank(self) -> tuple[When, str]:
        """The newer stays; of what no act has made, always the same."""
        return (self.when or ("", ""), repr(self.value))


def choose(mine: Said, yours: Said) -> tuple[bool, bool]:
    """Return whether what we say stays, and whether what both say contradicts each other."""
    if (mine.when is None) != (yours.when is None):
        return mine.when is not None, False
    if mine.value is None or yours.value is None:
        # One has taken away what the other has changed: it stays.
        return mine.value is not None, False
    return mine.rank > yours.rank, True
