"""A suggestion: a place and the label that it might wear, what says so, and how sure that is."""

from typing import NamedTuple, TypeAlias

from annotator.model.span import Fragment

Place: TypeAlias = tuple[Fragment, ...]
REPETITION = "repetition"
"""The model of what repeats words that were labelled before."""
IN_ARTICLE, IN_PROJECT = "article", "project"
"""Its versions: labelled before in the same article, or in others."""


class Suggestion(NamedTuple):
    """Nothing but an offer."""

    place: Place
    label: str
    """A span label (id)."""
    model: str
    version: str = ""
    confidence: float | None = None
    """0 to 1; None where what says so does not say how sure it is."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return self.place[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.place[-1][1]

    @property
    def key(self) -> tuple[Place, str]:
        """By what it is known: whatever says so, it is the same suggestion."""
        return (self.place, self.label)


def in_text_order(suggestion: Suggestion) -> tuple[int, int, str]:
    """Return the sort key of suggestions: start, end descending, label."""
    return (suggestion.start, -suggestion.end, suggestion.label)


def overlap(one: Place, other: Place) -> bool:
    """Tell whether two places share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)
