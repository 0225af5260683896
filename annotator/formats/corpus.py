"""What every format reads and writes: corpus lines, and the problems met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.model.annotation_set import Status
from annotator.model.attribute import Attributes
from annotator.model.curated import Negative, Provenance
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span


@dataclass(frozen=True, slots=True)
class CorpusLine:
    """One document as one annotator sees it, in names: labels and attributes are names, not ids.

    Spans and relations are the model's own values whose `label` is a name and whose attributes
    are keyed by name. `annotator` None with status "new" is a document without any set, with
    status "curated" the curated set. `is_raw` says that the document's id was made up by the
    reader (from a file name), so that it is met by its text alone.
    """

    document: Document
    annotator: str | None = None
    status: Status = "new"
    labels: tuple[str, ...] = ()
    attributes: Attributes | None = None
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    provenance: Mapping[str, Provenance] | None = None
    """Of a curated set: by the id of a span or relation, as far as it is known."""
    negatives: tuple[Negative, ...] = ()
    """Of a curated set; their labels are names too."""
    entities: tuple[Entity, ...] = ()
    """Those that spans are linked to; their `kind` is a name."""
    open: int = field(default=0, compare=False)
    """Of a curated set: how many spans of its annotators nobody has decided on; not written."""
    is_raw: bool = False
    """Whether the id was made up by the reader; it may have annotations all the same."""
    has_raw_entities: bool = False
    """Whether the ids of entities were made up by the reader: they are met by what they are called
    elsewhere (`Entity.identifier`)."""
    number: int | None = field(default=None, compare=False)
    """The line of its file that it was read from, from 1, for reports."""


@dataclass(frozen=True, slots=True)
class LabelsFound:
    """Labels and attributes that a file declares beside its annotations.

    Those the project does not have by name are made so; those it has stay as they are. The ids
    are good within this value only.
    """

    label_set: LabelSet


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not come in, or came in changed; `line` counts from 1, None: the file."""

    file: str
    line: int | None
    error: AnnotatorError
    is_skipped: bool = True
    """Whether something stayed out because of it; False is a remark."""
    is_whole: bool = False
    """Whether a whole line or file stayed out."""
