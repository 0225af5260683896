"""Errors about changes of the label set: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class NameTaken(AnnotatorError):
    """Another label, or attribute, of the same kind has this name."""

    name: str


@dataclass(eq=False)
class NameEmpty(AnnotatorError):
    """A label would have no name, or one that cannot be shown in a line."""

    name: str


@dataclass(eq=False)
class LabelKindsDiffer(AnnotatorError):
    """Two labels (names) cannot become one: they are of two kinds, or are one already."""

    label: str
    into: str


@dataclass(eq=False)
class ValueUnknown(AnnotatorError):
    """An attribute (by name) has no such value."""

    attribute: str
    value: str


@dataclass(eq=False)
class NothingToChoose(AnnotatorError):
    """An attribute (by name) of which one chooses values would have none."""

    attribute: str


@dataclass(eq=False)
class VersionUnknown(AnnotatorError):
    """The label set has no version of this number; `count` is how many it has."""

    number: int
    count: int
