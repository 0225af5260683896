"""Errors about the history: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class ActUnknown(AnnotatorError):
    """The history has no act of this number; the last one has the number `last`."""

    seq: int
    last: int


@dataclass(eq=False)
class NotThereThen(AnnotatorError):
    """An article (id) came in only after the act of this number."""

    document: str
    seq: int


@dataclass(eq=False)
class PastUntold(AnnotatorError):
    """How an annotator's (name) set on an article (id) was after an act cannot be told: what the
    history says and what stands there do not go together."""

    document: str
    seq: int
    annotator: str


@dataclass(eq=False)
class AnnotationUnknown(AnnotatorError):
    """Neither the article (id) nor its history knows a span or relation of this id."""

    document: str
    annotation: str
