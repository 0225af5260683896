"""What all numbers of the Overview are narrowed down to: one value for all pictures at once."""

from dataclasses import dataclass

from annotator.model.annotation_set import Status


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which articles, sets and labels count. Empty is everything."""

    annotators: tuple[str | None, ...] = ()
    """Ids of those whose sets count; None is the curated set. Empty is everybody and the curated
    sets, but for second times, which count where they are named."""
    labels: tuple[str, ...] = ()
    """Ids of labels for spans and for relations; of a kind of which none is named all count."""
    statuses: tuple[Status, ...] = ()
    """Of sets."""
    sources: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    """Dates of publication as far as they are said ("2017", "2017-03"), both included."""
    worked_since: str = ""
    worked_until: str = ""
    """Days (local, "2026-11-29") on which one of the annotators did something on the article, both
    included."""
    documents: frozenset[str] | None = None
    """Ids of the articles that count; None is all."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self != EVERYTHING


EVERYTHING = Narrowed()
