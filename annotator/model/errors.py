"""Errors of the user's world: they carry data, never sentences (`annotator.messages` has those).

Every class derives from `AnnotatorError`. Anything else that is raised is a fault of ours.
Add a class under the heading of the room that raises it.
"""

from dataclasses import dataclass
from pathlib import Path


class AnnotatorError(Exception):
    """Something in the user's world is not as it must be; nothing was half done."""

    def __str__(self) -> str:
        return repr(self)


# ---- edits ----------------------------------------------------------------------------------


@dataclass(eq=False)
class SpanUnknown(AnnotatorError):
    """An edit names a span that the set does not have."""

    span: str


@dataclass(eq=False)
class RelationUnknown(AnnotatorError):
    """An edit names a relation that the set does not have."""

    relation: str


@dataclass(eq=False)
class IdTaken(AnnotatorError):
    """An edit adds an annotation under an id that is there already."""

    id: str


@dataclass(eq=False)
class LabelUnknown(AnnotatorError):
    """A label (id or name) that the label set does not have, or that is retired."""

    label: str


@dataclass(eq=False)
class OffsetsOutside(AnnotatorError):
    """A span lies outside the text, or has no characters."""

    start: int
    end: int
    length: int


@dataclass(eq=False)
class SpanHasRelations(AnnotatorError):
    """A span cannot go while relations stand on it."""

    span: str
    relations: tuple[str, ...]


@dataclass(eq=False)
class RelationForbidden(AnnotatorError):
    """The label set does not allow this relation between these ends; names, not ids."""

    relation: str
    head_label: str
    tail_label: str


@dataclass(eq=False)
class RelationToItself(AnnotatorError):
    """Head and tail are one span."""

    span: str


@dataclass(eq=False)
class RelationExists(AnnotatorError):
    """The same relation is there already."""

    relation: str


@dataclass(eq=False)
class AttributeUnknown(AnnotatorError):
    """An attribute that the label set does not have, or that this label does not carry."""

    attribute: str


@dataclass(eq=False)
class AttributeValueWrong(AnnotatorError):
    """A value that the attribute does not take."""

    attribute: str
    value: object
    allowed: tuple[str, ...]


# ---- label sets -----------------------------------------------------------------------------


@dataclass(eq=False)
class LabelSetUnreadable(AnnotatorError):
    """A label set file does not parse or contradicts itself."""

    path: Path
    reason: str
    line: int | None = None


@dataclass(eq=False)
class KeyTaken(AnnotatorError):
    """Two labels want one key."""

    key: str
    label: str
    other: str


@dataclass(eq=False)
class LabelInUse(AnnotatorError):
    """A label or attribute cannot leave the label set: so many annotations wear it (retire it)."""

    label: str
    count: int


# ---- project files --------------------------------------------------------------------------


@dataclass(eq=False)
class ProjectMissing(AnnotatorError):
    """There is no file at this path."""

    path: Path


@dataclass(eq=False)
class ProjectExists(AnnotatorError):
    """A new project would overwrite a file."""

    path: Path


@dataclass(eq=False)
class NotAProject(AnnotatorError):
    """The file is not one of ours, or it is damaged; `reason` is SQLite's or ours, in short."""

    path: Path
    reason: str


@dataclass(eq=False)
class ProjectLocked(AnnotatorError):
    """Another process holds the file; `holder` names it where that is known."""

    path: Path
    holder: str = ""


@dataclass(eq=False)
class ProjectReadOnly(AnnotatorError):
    """A change was asked of a project that can only be read."""

    path: Path
    reason: str = ""


@dataclass(eq=False)
class ProjectTooNew(AnnotatorError):
    """The file was made by a newer version that this one may not read."""

    path: Path
    version: int
    known: int


@dataclass(eq=False)
class MadeWhileOpen(AnnotatorError):
    """A colleague's file has a journal or log (`beside`) whose work is not in the file itself."""

    path: Path
    beside: Path


@dataclass(eq=False)
class ForeignShape(AnnotatorError):
    """A colleague's file has something that a project file of its version has not, or lacks it."""

    path: Path
    kind: str
    """As SQLite calls it: table, index, view, trigger."""
    name: str
    is_missing: bool = False


@dataclass(eq=False)
class HistoryBroken(AnnotatorError):
    """The history of a colleague's file is not as it was written; nothing of it can be trusted."""

    path: Path
    row: int


@dataclass(eq=False)
class CorpusToImport(AnnotatorError):
    """What was to be merged is no project file; a corpus comes in by an import."""

    path: Path
    project: Path


@dataclass(eq=False)
class NothingChosen(AnnotatorError):
    """No article is what was asked for."""


@dataclass(eq=False)
class RowUnfit(AnnotatorError):
    """A remark: one row of a colleague's file is not as it must be and stays out."""

    table: str
    row: str
    reason: str


@dataclass(eq=False)
class SavingFailed(AnnotatorError):
    """A commit failed; the edits are kept and will be tried again."""

    path: Path
    reason: str
    is_disk_full: bool = False


@dataclass(eq=False)
class DocumentUnknown(AnnotatorError):
    """The project has no article under this id."""

    document: str


@dataclass(eq=False)
class AnnotatorUnknown(AnnotatorError):
    """The project has no annotator of this name."""

    name: str


@dataclass(eq=False)
class VerdictUnknown(AnnotatorError):
    """The project has no verdict or remark with this id: it was taken back."""

    id: str


@dataclass(eq=False)
class LabelsHidden(AnnotatorError):
    """An act would show labels on this article that are not to be seen yet: it is given blind, or
    is labelled a second time."""

    document: str


@dataclass(eq=False)
class NameUnfit(AnnotatorError):
    """A name of an annotator or a label is empty, too long or has control characters."""

    name: str
    reason: str


@dataclass(eq=False)
class NothingToUndo(AnnotatorError):
    """There is no act of this annotator to take back (or to do again)."""

    is_redo: bool = False


@dataclass(eq=False)
class UndoBlocked(AnnotatorError):
    """Later work stands on what would be taken back."""

    count: int


# ---- formats and files ----------------------------------------------------------------------


@dataclass(eq=False)
class SourceMissing(AnnotatorError):
    """A file or folder that was named is not there."""

    path: Path


@dataclass(eq=False)
class FileUnreadable(AnnotatorError):
    """A file cannot be read; `reason` is a short word of the system or of ours."""

    path: Path
    reason: str


@dataclass(eq=False)
class FileEmpty(AnnotatorError):
    """A file has no text in it."""

    path: Path


@dataclass(eq=False)
class FileTooLarge(AnnotatorError):
    """A file is larger than an article can be."""

    path: Path
    size: int
    limit: int


@dataclass(eq=False)
class FileNotText(AnnotatorError):
    """A file is not text in any encoding that can be told; `position` is a byte offset."""

    path: Path
    position: int | None = None


@dataclass(eq=False)
class FormatUnknown(AnnotatorError):
    """There is no format of this name, or it cannot do what is asked."""

    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class LineWrong(AnnotatorError):
    """A line of a file does not hold what the format says; `field` names the part where known."""

    path: Path
    line: int
    reason: str
    field: str = ""


@dataclass(eq=False)
class NothingCameIn(AnnotatorError):
    """An import was asked and nothing came in."""

    count: int
    first_reason: str = ""


@dataclass(eq=False)
class TargetUnwritable(AnnotatorError):
    """A file cannot be written there."""

    path: Path
    reason: str


@dataclass(eq=False)
class SplitWrong(AnnotatorError):
    """A split is not three (or two) shares that sum to 100."""

    split: str


@dataclass(eq=False)
class Cancelled(AnnotatorError):
    """The user stopped a long job; nothing of it stays."""


# ---- formats: what came in changed, or stayed out ---------------------------------------------


@dataclass(eq=False)
class LabelSetUnwritable(AnnotatorError):
    """A label set cannot be written as a file of its kind; `reason` in short."""

    name: str
    reason: str


@dataclass(eq=False)
class LinkNotFollowed(AnnotatorError):
    """A symbolic link in a folder leads out of it, or round in a circle."""

    path: Path


@dataclass(eq=False)
class ByteOrderMarkDropped(AnnotatorError):
    """A remark: the file began with a byte order mark, which is not part of its text."""

    encoding: str


@dataclass(eq=False)
class EncodingGuessed(AnnotatorError):
    """A remark: the file is not UTF-8 and was read in the encoding that fits it best."""

    encoding: str


@dataclass(eq=False)
class CharactersReplaced(AnnotatorError):
    """A remark: so many NULs and lone surrogates became U+FFFD, one for one."""

    count: int
    first: int
    """Code point offset of the first; 0 where it is not in the text."""


@dataclass(eq=False)
class KeysUnknown(AnnotatorError):
    """A remark: a line has keys that the format does not know; they are kept in its meta."""

    keys: tuple[str, ...]


@dataclass(eq=False)
class OffsetUnitFound(AnnotatorError):
    """A remark: the offsets of a line are not in the unit that was said, but in this one."""

    unit: str
    said: str


@dataclass(eq=False)
class SpanDoubtful(AnnotatorError):
    """A remark: a span's own text is not what its offsets cover; it came in as it stands."""

    span: str
    text: str
    covered: str


# ---- transfer: what an import met -------------------------------------------------------------


@dataclass(eq=False)
class DocumentConflict(AnnotatorError):
    """The project has another text under this document id; it is left alone."""

    document: str


@dataclass(eq=False)
class DocumentRenamed(AnnotatorError):
    """An article came in under another id, since the project has another text under its own."""

    document: str
    id: str


@dataclass(eq=False)
class SetConflict(AnnotatorError):
    """The annotator has another set on this document already; it is left alone."""

    document: str
    annotator: str | None


@dataclass(eq=False)
class MetaKept(AnnotatorError):
    """A remark: a known document came with other meta or sections; those it has are kept."""

    document: str


@dataclass(eq=False)
class TextTwice(AnnotatorError):
    """A remark: a document came in whose text the project has under another id too."""

    document: str
    other: str


@dataclass(eq=False)
class ArticleTwice(AnnotatorError):
    """A remark: a file has the text that another file of the same import has too."""

    document: str
    other: Path


@dataclass(eq=False)
class IdsRenewed(AnnotatorError):
    """A remark: so many ids of annotations were taken already and got new ones."""

    document: str
    count: int
    first: str


@dataclass(eq=False)
class AnnotatorAssumed(AnnotatorError):
    """A remark: a line with annotations names no annotator; they are put down to this one."""

    document: str
    annotator: str


@dataclass(eq=False)
class ManifestUnreadable(AnnotatorError):
    """An export has no manifest beside it (reason "missing"), or one that cannot be understood."""

    path: Path
    reason: str


@dataclass(eq=False)
class ManifestDiffers(AnnotatorError):
    """A file is not what the manifest says; `what` names the figure, as in "sha256" or "spans"."""

    path: Path
    what: str
    said: object
    found: object


# ---- searching --------------------------------------------------------------------------------


@dataclass(eq=False)
class PatternWrong(AnnotatorError):
    """A regular expression cannot be understood; `reason` in short."""

    reason: str
    position: int | None = None
    """Code point offset in the pattern, where that is known."""


@dataclass(eq=False)
class PatternTooHeavy(AnnotatorError):
    """A search would take too long; `length` is that of a query longer than `limit`, else 0."""

    length: int = 0
    limit: int = 0


# ---- agreement --------------------------------------------------------------------------------


@dataclass(eq=False)
class ExtraMissing(AnnotatorError):
    """What is asked for needs a library that comes with an extra of the program only."""

    what: str
    library: str
    extra: str
