"""Annotators: who there is, and becoming one of them."""

import unicodedata

from annotator.model.annotator import Annotator
from annotator.model.errors import NameUnfit
from annotator.model.ids import new_id
from annotator.project.road import Road
from annotator.storage.annotators import annotator_named, read_annotators

LONGEST_NAME = 100
"""Characters."""


def list_annotators(road: Road) -> list[Annotator]:
    """Return the annotators in order of their names."""
    with road.store.reading() as connection:
        return read_annotators(connection)


def find_or_make_annotator(road: Road, name: str) -> Annotator:
    """Return the annotator of that name. NameUnfit, SavingFailed.

    Where there is none one is made; in a project that can only be read it is not kept.
    """
    name = fit_name(name)
    found = next((one for one in list_annotators(road) if one.name == name), None)
    if found is not None:
        return found
    writer = road.store.writer
    if writer is None:
        return Annotator(new_id(), name)
    return writer.run(lambda writing: annotator_named(writing.connection, name))


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
