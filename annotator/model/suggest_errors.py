"""Errors about suggestions: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class TrainingFailed(AnnotatorError):
    """The process that learns from labels ended without a model."""

    why: str
