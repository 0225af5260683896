"""The label sets that come with the program, to begin a project with."""

from pathlib import Path
from typing import NamedTuple

from annotator.formats.label_sets import read_label_set
from annotator.model.labels import LabelSet
from annotator.resources import resource_path


class DeliveredLabelSet(NamedTuple):
    """`name` is what scripts call it, `words` what it is called on screen."""

    name: str
    words: str


DELIVERED = (
    DeliveredLabelSet("news", "News: who did what to whom"),
    DeliveredLabelSet("names", "Persons, organisations and places"),
    DeliveredLabelSet("quotations", "Quotations and claims"),
    DeliveredLabelSet("empty", "Empty: I make my own labels"),
)
"""The first one is what a project gets where nobody chooses."""


def delivered_path(name: str) -> Path | None:
    """Return the file of a delivered label set, or None where there is none of that name."""
    known = any(one.name == name for one in DELIVERED)
    return resource_path("label_sets", f"{name}.toml") if known else None


def read_delivered(name: str) -> LabelSet:
    """Return a delivered label set, with ids made anew. KeyError where there is none."""
    path = delivered_path(name)
    if path is None:
        raise KeyError(name)
    return read_label_set(path)
