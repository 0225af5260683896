"""The curated set of a document: what is right and where that comes from, and what is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Fragment

Provenance = Literal["unanimous", "adjudicated", "added", "imported"]
"""All say so · a verdict says so · the reviewer made it · it came with an imported curated set."""
PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)


class Negative(NamedTuple):
    """A span that was judged to be nothing: nobody's, so it has no id."""

    label: str
    fragments: tuple[Fragment, ...]

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1][1]

    @property
    def place(self) -> tuple[int, int, str, tuple[Fragment, ...]]:
        """The sort key in lists and files: start, end descending, label, fragments."""
        return (self.start, -self.end, self.label, self.fragments)

    def covered_text(self, text: str) -> str:
        """Return what it covers in the article's text, fragments joined by one space."""
        return " ".join(text[start:end] for start, end in self.fragments)


@dataclass(frozen=True, slots=True)
class Curated:
    """The curated set, and where each span and relation of it comes from."""

    annotation_set: AnnotationSet
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """By the id of the span or relation; one that came in without it has none."""
    negatives: tuple[Negative, ...] = ()
    """In reading order."""
    open: int = 0
    """How many spans some say who have finished and others do not, and nobody has decided on: they
    are neither in it nor negatives."""
