"""An annotator: a person who marks, known by an id, not by a name."""

import unicodedata
from typing import NamedTuple

from annotator.model.errors import NameUnfit

LONGEST_NAME = 100
"""Characters."""


class Annotator(NamedTuple):
    """A person. Two annotators may not have one name in one project."""

    id: str
    name: str


def fit_name(name: str) -> str:
    """Return a name in one form, without blanks around it. NameUnfit."""
    fit = unicodedata.normalize("NFC", name).strip()
    if not fit:
        raise NameUnfit(name, "empty")
    if len(fit) > LONGEST_NAME:
        raise NameUnfit(name, "too long")
    if any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in fit):
        raise NameUnfit(name, "control characters")
    return fit
