"""An assignment: who is to label what, whether blind, and articles that come back to somebody."""

from typing import NamedTuple


class Assignment(NamedTuple):
    """Somebody is to label a document; there is one for each document and annotator.

    Where one on a document is blind, nobody sees another's labels there before all who are to
    label it have finished.
    """

    document: str
    annotator: str
    """An annotator's id; that of a second time where the document comes back."""
    at: str
    """ISO 8601, UTC."""
    by: str | None = None
    """Who assigned it (annotator id); None: nobody had signed in."""
    is_blind: bool = False


class SecondTime(NamedTuple):
    """A further round of an annotator over documents labelled before. It is an annotator of its
    own, so that agreement with oneself is agreement between two."""

    annotator: str
    """Its own id."""
    of: str
    """The id of the person."""
    round: int
    """2 and on."""
