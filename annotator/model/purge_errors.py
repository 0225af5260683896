"""Errors and remarks about what is erased for good: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class ActPurged(AnnotatorError):
    """What would be taken back (or done again) was erased, or is an erasing itself: so many acts in
    a row. The next one is the one before them."""

    count: int
    is_redo: bool = False


@dataclass(eq=False)
class ReasonMissing(AnnotatorError):
    """Nobody said why something is to be erased."""


@dataclass(eq=False)
class PurgeRefused(AnnotatorError):
    """Nothing can be erased just now. `reason`: "busy" (something is coming in)."""

    path: Path
    reason: str


@dataclass(eq=False)
class PurgeUnfinished(AnnotatorError):
    """It is erased in the project (`path`), but not yet in all backups in `folder`, for `reason`,
    or since somebody stopped it (""). It is gone on with later."""

    path: Path
    folder: Path
    reason: str = ""
    is_disk_full: bool = False


@dataclass(eq=False)
class ArticlePurged(AnnotatorError):
    """A remark: an article (id) stays out since it was erased here."""

    document: str
