"""A span: the covered characters of an article that wear a label."""

from typing import Literal, NamedTuple, TypeAlias

from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.suggested import Suggested

Fragment: TypeAlias = tuple[int, int]
"""start, end: code points, half open."""
Origin = Literal["manual", "propagated", "suggested", "imported"]


class Span(NamedTuple):
    """One or several fragments, in text order, never touching each other, that wear one label.

    A named tuple rather than a dataclass: fifty thousand are made when a large article opens.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: Attributes = NO_ATTRIBUTES
    note: str | None = None
    origin: Origin = "manual"
    is_doubtful: bool = False
    """Came in with a text that none of the offset units explains."""
    entity: str | None = None
    """The entity (id) that it is a mention of, where it is linked to one."""
    suggested: Suggested | None = None
    """What offered it and what was done with that, where somebody was offered it."""

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1][1]

    @property
    def is_discontinuous(self) -> bool:
        """Whether there is more than one fragment."""
        return len(self.fragments) > 1

    @property
    def is_assisted(self) -> bool:
        """Whether whoever put it was shown a suggestion, taken as it was or changed."""
        return self.suggested is not None or self.origin in ("propagated", "suggested")

    def covers(self, offset: int) -> bool:
        """Tell whether the character at this offset lies inside a fragment."""
        return any(start <= offset < end for start, end in self.fragments)

    def covered_text(self, text: str) -> str:
        """Return what the span covers in the article's text, fragments joined by one space."""
        return " ".join(text[start:end] for start, end in self.fragments)


def tidy_fragments(fragments: tuple[Fragment, ...] | list[Fragment]) -> tuple[Fragment, ...]:
    """Return fragments in text order with those that touch or overlap joined, empty ones gone."""
    tidy: list[Fragment] = []
    for start, end in sorted(fragments):
        if start >= end:
            continue
        if tidy and start <= tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((start, end))
    return tuple(tidy)
