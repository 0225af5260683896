"""Errors about annotators renamed and joined: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class AnnotatorNameTaken(AnnotatorError):
    """Another annotator is called so, or so nearly that people would take one for the other."""

    name: str
    other: str


@dataclass(eq=False)
class JoinRefused(AnnotatorError):
    """Two annotators (names) cannot become one. `reason`: "same", "me" (whoever would go is
    signed in), "second times", "sets" (both have one on `documents`, of which the first are
    named)."""

    name: str
    into: str
    reason: str
    documents: tuple[str, ...] = ()
    count: int = 0
