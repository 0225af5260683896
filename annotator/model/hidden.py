"""An article that lists, searches and exports leave out."""

from typing import NamedTuple, TypeAlias


class Hidden(NamedTuple):
    """That a document was set aside, or removed: both can be taken back at any time."""

    document: str
    """Its id."""
    at: str
    """When, ISO 8601 with time zone."""
    by: str | None
    """Who did it (an annotator id); None: nobody had signed in."""
    is_removed: bool
    """Whether it was called removed; else set aside."""


HiddenChange: TypeAlias = tuple[Hidden | None, Hidden | None]
