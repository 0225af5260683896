"""Errors and remarks about files of other tools: data, never sentences, as in `model.errors`.

Most of what a reader meets fits `LineWrong` (a line or record stays out), `FileWrong` (a file),
`LineNoted` and `FileNoted` (it came in, but not as it stood). A class of its own is for what a
person is told to do something about, or what a program must tell apart.
"""

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class SettingUnknown(AnnotatorError):
    """A setting is named that nothing here has; `known` are those there are."""

    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class SettingWrong(AnnotatorError):
    """A setting is given what is none of its values."""

    name: str
    value: str
    values: tuple[str, ...]


@dataclass(eq=False)
class FormatBroken(AnnotatorError):
    """A format that another package brings cannot be used."""

    name: str
    reason: str


@dataclass(eq=False)
class ReaderFailed(AnnotatorError):
    """A format did not read a file to its end, by a fault of its own; `format` is its title."""

    path: Path
    format: str
    what: str


@dataclass(eq=False)
class DoesNotFit(AnnotatorError):
    """A strict export meets what the format cannot carry; `kind` as in `formats.losses`."""

    kind: str
    document: str
    annotation: str = ""


@dataclass(eq=False)
class FileWrong(AnnotatorError):
    """A file does not hold what its format says and stays out; `reason` is a few words."""

    path: Path
    reason: str


@dataclass(eq=False)
class EntryLeftOut(AnnotatorError):
    """A file in an archive stays out; `reason` is a clause about it, as in "it is a link"."""

    path: Path
    entry: str
    """Its name in the archive, as it stands there."""
    reason: str


@dataclass(eq=False)
class FileNoted(AnnotatorError):
    """A file came in, but not as it stood; `what` is a short clause."""

    path: Path
    what: str


@dataclass(eq=False)
class LineNoted(AnnotatorError):
    """A line or record came in, but not as it stood; `what` is a short clause."""

    path: Path
    line: int
    what: str


@dataclass(eq=False)
class AnnotationDamaged(AnnotatorError):
    """What is written does not agree with the text it is about: damaged data or a fault of ours."""

    document: str
    annotation: str
    """The id of a span or relation, or nothing: the article itself."""
    reason: str


@dataclass(eq=False)
class FolderNotOurs(AnnotatorError):
    """An export into a folder would replace what it did not write itself."""

    path: Path
    other: str
    """The first file that no export of ours left so."""


@dataclass(eq=False)
class FolderNeeded(AnnotatorError):
    """A format writes several files and was given one stream."""

    format: str
    """Its title."""


@dataclass(eq=False)
class TextNeeded(AnnotatorError):
    """A format cannot be written without the articles' texts."""

    format: str
    """Its title."""


@dataclass(eq=False)
class OffsetsFixed(AnnotatorError):
    """A format counts offsets in one way, and another was asked for."""

    format: str
    """Its title."""
    unit: str


# ---- newer texts ------------------------------------------------------------------------------


@dataclass(eq=False)
class TextNewer(AnnotatorError):
    """An article came in as a newer text of one that is here."""

    document: str
    older: str


@dataclass(eq=False)
class LabelsFollowed(AnnotatorError):
    """Labels went along to a newer text: how many spans, how many of them are to be looked at, how
    many stayed with the older text."""

    document: str
    older: str
    spans: int
    doubtful: int
    lost: int


@dataclass(eq=False)
class TextsMissing(AnnotatorError):
    """A corpus without texts cannot be filled in: some texts are not to be had."""

    count: int
    document: str
    """The id of the first."""
