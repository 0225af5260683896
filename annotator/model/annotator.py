"""An annotator: a person who marks, known by an id, not by a name."""

from typing import NamedTuple


class Annotator(NamedTuple):
    """A person. Two annotators may not have one name in one project."""

    id: str
    name: str
