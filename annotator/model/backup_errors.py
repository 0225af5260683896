"""Errors about backups: data, never sentences, as in `model.errors`."""

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class BackupUnsound(AnnotatorError):
    """A copy of the project (`path`) is not whole (`what`, `where`), so it is not kept as one.
    `is_of_project`: the project itself is not."""

    path: Path
    what: str
    where: str
    is_of_project: bool = True


@dataclass(eq=False)
class BackupFailed(AnnotatorError):
    """A backup could not be written to `folder`, or one could not be read there."""

    folder: Path
    reason: str
    is_disk_full: bool = False


@dataclass(eq=False)
class BackupUnknown(AnnotatorError):
    """There is no backup of this number, or none at all (0), of a project; `folder` is where they
    would be."""

    path: Path
    number: int
    folder: Path


@dataclass(eq=False)
class RestoreRefused(AnnotatorError):
    """A project cannot be put back while somebody (`holder`) has it open."""

    path: Path
    holder: str


@dataclass(eq=False)
class JournalStopped(AnnotatorError):
    """The journal in `folder` could not be gone on with; it does when it can, and is of use again
    from the next backup on. `is_too_large`: one act was too much for it."""

    folder: Path
    reason: str
    is_disk_full: bool = False
    is_too_large: bool = False


@dataclass(eq=False)
class ReplayUnsound(AnnotatorError):
    """What the journal makes of a backup (`path`, `number`) is not whole (`what`, `where`), so it
    is not put in the project's place."""

    path: Path
    number: int
    what: str
    where: str
