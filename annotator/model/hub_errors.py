"""Errors of what a team shares: folders and servers, streams and rights."""

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class HubMissing(AnnotatorError):
    """There is no shared folder in this place."""

    path: Path


@dataclass(eq=False)
class HubExists(AnnotatorError):
    """What was to be made is there already."""

    path: Path


@dataclass(eq=False)
class HubUnreadable(AnnotatorError):
    """A shared folder cannot be read or written."""

    path: Path
    reason: str = ""


@dataclass(eq=False)
class HubTooNew(AnnotatorError):
    """It was made by a newer version, in a way that this one does not know."""

    hub: str
    version: int
    known: int


@dataclass(eq=False)
class HubUnknown(AnnotatorError):
    """The project has no hub yet, and none was named."""

    path: Path


@dataclass(eq=False)
class StreamBroken(AnnotatorError):
    """A stream is not whole from a number on: lost, torn, or changed by somebody."""

    person: str
    stream: str
    seq: int


@dataclass(eq=False)
class StreamForked(AnnotatorError):
    """The hub has other revisions under the numbers of ours: what is known here was exchanged."""

    person: str
    stream: str
    seq: int


@dataclass(eq=False)
class RevisionRefused(AnnotatorError):
    """One revision cannot be used or stored; the others go on."""

    person: str
    seq: int
    reason: str


@dataclass(eq=False)
class HeadsDiffer(AnnotatorError):
    """After all was sent or fetched, both sides do not have the same."""

    person: str
    here: int
    there: int
