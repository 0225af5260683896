"""Edits of an annotation set and of a project: small frozen values, nothing happens in them."""

from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.annotation_set import SetState, Status
from annotator.model.assignment import Assignment
from annotator.model.attribute import AttributeValue
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import Hidden
from annotator.model.labels import LabelSet
from annotator.model.oddity import Dismissal
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from annotator.model.verdict import Answer, Remark, Verdict

# ---- on one annotation set --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddSpan:
    """Make a span."""

    span: Span


@dataclass(frozen=True, slots=True)
class RemoveSpan:
    """Take a span away; refused while relations stand on it."""

    span: str


@dataclass(frozen=True, slots=True)
class RelabelSpan:
    """Give a span another label; attributes that the new label does not carry go."""

    span: str
    label: str


@dataclass(frozen=True, slots=True)
class MoveSpan:
    """Give a span other fragments: ends moved, parts added or taken away."""

    span: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class AddRelation:
    """Make a relation."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class RemoveRelation:
    """Take a relation away."""

    relation: str


@dataclass(frozen=True, slots=True)
class RelabelRelation:
    """Give a relation another label."""

    relation: str
    label: str


@dataclass(frozen=True, slots=True)
class TurnRelation:
    """Swap head and tail of a relation."""

    relation: str


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Give a span or relation (by id) a value for an attribute (by id); None takes it away."""

    annotation: str
    attribute: str
    value: AttributeValue | None


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write the note on a span or relation (by id); None or white space alone takes it away."""

    annotation: str
    note: str | None


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """Say which entity (id) a span is a mention of; None takes the link away."""

    span: str
    entity: str | None
    name: str = ""
    """What the entity was called then, for the history."""


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Say how far the annotator is with the document."""

    status: Status


@dataclass(frozen=True, slots=True)
class SetDocumentLabels:
    """Say which document labels (ids) the document has."""

    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class SetDocumentAttribute:
    """Give the document a value for an attribute (by id); None takes it away."""

    attribute: str
    value: AttributeValue | None


@dataclass(frozen=True, slots=True)
class PutBack:
    """Restore a span or relation exactly as it was: the inverse of acts that lose something.

    No rule of the label set is asked: what was there may be there again.
    """

    annotation: Span | Relation


@dataclass(frozen=True, slots=True)
class PutBackState:
    """Restore what was said of the document as a whole exactly as it was; no rule is asked."""

    state: SetState


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits on one set as one act, all or none; `act` says in a word what it was."""

    edits: tuple["SetEdit", ...]
    act: str = ""


SetEdit: TypeAlias = (
    AddSpan
    | RemoveSpan
    | RelabelSpan
    | MoveSpan
    | AddRelation
    | RemoveRelation
    | RelabelRelation
    | TurnRelation
    | SetAttribute
    | SetNote
    | LinkSpan
    | SetStatus
    | SetDocumentLabels
    | SetDocumentAttribute
    | PutBack
    | PutBackState
    | Together
)

# ---- on the project ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CorrectMeta:
    """Say what is known about a document (by id) anew."""

    document: str
    meta: Meta


@dataclass(frozen=True, slots=True)
class ReplaceLabelSet:
    """Put another label set in place; labels keep their ids, nothing is taken from annotations."""

    label_set: LabelSet


@dataclass(frozen=True, slots=True)
class BringIn:
    """An import: the rows themselves stand in the project under `import_id`, shown or retired."""

    import_id: str
    sources: tuple[str, ...] = ()
    documents: int = 0
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Retire:
    """Hide what an import brought in: its inverse. Refused while later work stands on it."""

    import_id: str
    documents: int = field(default=0)
    sets: int = field(default=0)


@dataclass(frozen=True, slots=True)
class TakeIn:
    """A colleague's project taken in: what is new stands in the project under `import_id`, shown or
    retired; what it changed is kept there edit by edit."""

    import_id: str
    sources: tuple[str, ...] = ()
    documents: int = 0
    sets: int = 0
    changed: int = 0
    """Annotation sets that were here and became others."""
    act: str = ""
    """What it was, in a few words, where nothing was taken in: a change of many sets here."""


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Undo the taking in of a colleague's project: its inverse. Refused while later work stands on
    it."""

    import_id: str
    documents: int = field(default=0)
    sets: int = field(default=0)
    changed: int = field(default=0)
    act: str = ""


ProjectEdit: TypeAlias = CorrectMeta | ReplaceLabelSet | BringIn | Retire | TakeIn | GiveBack

# ---- on the review ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settle:
    """Give verdicts, each made or put in the place of the one with its id; withdraw others (ids).

    One act, however many: its inverse is an edit of the same kind.
    """

    verdicts: tuple[Verdict, ...]
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerVerdict:
    """Say to a verdict (by id) on my annotations that I accept or contest it; None: neither.

    `taken` is what accepting does to my set on the document, in the same act.
    """

    verdict: str
    answer: Answer | None
    taken: SetEdit | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Make a remark in a discussion."""

    remark: Remark


@dataclass(frozen=True, slots=True)
class Unsay:
    """Take a remark (by id) away: the inverse of making it."""

    remark: str


@dataclass(frozen=True, slots=True)
class SetReasons:
    """Say which reasons verdicts are given for, in the order of the list."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewTogether:
    """Several edits of the review as one act, all or none. What they do to a set they do to mine
    on one document."""

    edits: tuple["ReviewEdit", ...]


ReviewEdit: TypeAlias = Settle | AnswerVerdict | Say | Unsay | SetReasons | ReviewTogether

# ---- on assignments ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who is to label what, each made or put in the place of the one for the same document and
    annotator; withdraw others (ids of document and annotator).

    One act, however many: its inverse is an edit of the same kind.
    """

    assignments: tuple[Assignment, ...]
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Look at labels that are given blind on a document (by id) before all have finished it, or
    (`is_looking` false) no more. The history is what keeps it."""

    document: str
    is_looking: bool = True


AssigningEdit: TypeAlias = Assign | Look

# ---- on lists ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hide:
    """Set documents aside or remove them from lists; bring others (ids) back. What stands on them
    is kept.

    One act, however many: its inverse is an edit of the same kind.
    """

    hidden: tuple[Hidden, ...]
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Say that what looks like slips is right as it is; let others be told again.

    One act, however many: its inverse is an edit of the same kind.
    """

    dismissed: tuple[Dismissal, ...]
    brought_back: tuple[Dismissal, ...] = ()


# ---- on entities ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PutEntities:
    """Say what entities are, each made or put in the place of the one with its id; take others
    (ids) back, which no span may be linked to.

    `linked` is what is done to my set on a document in the same act. However much it is, its
    inverse is an edit of the same kind.
    """

    entities: tuple[Entity, ...]
    withdrawn: tuple[str, ...] = ()
    linked: SetEdit | None = None


# ---- on annotators ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RenameAnnotators:
    """Give annotators (ids) other names: one, and those that stand for their second times."""

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JoinAnnotators:
    """Let an annotator be another (ids): the same person under two names.

    What the one has said is the other's from then on; it is named here thing by thing, so that it
    can be given back.
    """

    annotator: str
    into: str
    set_ids: tuple[str, ...] = ()
    remark_ids: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    """As they read afterwards."""
    assignments: tuple[Assignment, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PartAnnotators:
    """Let two annotators be two again: the inverse of joining them."""

    annotator: str
    into: str
    set_ids: tuple[str, ...] = ()
    remark_ids: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


PeopleEdit: TypeAlias = RenameAnnotators | JoinAnnotators | PartAnnotators

# ---- on what is to be forgotten -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Purge:
    """Erase articles, or who somebody is, for good. Nothing takes it back.

    What was erased is told by a row of the file (`annotator.storage.purging.purges`).
    """

    purge: str
    documents: int = 0
    people: int = 0
    emptied: tuple[tuple[str, str], ...] = ()
    """Of each row of the history that was emptied: its hash, and the hash of what is left of it.
    No other row may be empty."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What stands in the place of an edit that was erased."""


PurgeEdit: TypeAlias = Purge | Purged
ListEdit: TypeAlias = Hide | Dismiss | PutEntities | PeopleEdit
Edit: TypeAlias = SetEdit | ProjectEdit | ReviewEdit | AssigningEdit | ListEdit | PurgeEdit
