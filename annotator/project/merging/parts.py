"""The edits that a taking in is made of, each kept with its inverse, and applied in the file."""

from typing import cast

import orjson

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import (
    Assign,
    CorrectMeta,
    Edit,
    Hide,
    PutEntities,
    ReplaceLabelSet,
    Say,
    SetEdit,
    SetReasons,
    Settle,
    Unsay,
)
from annotator.edits.encoding import decode_edit, encode_edit
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.assignment import Assignment
from annotator.model.changes import AssignmentChange
from annotator.model.hidden import Hidden, HiddenChange
from annotator.model.labels import LabelSet
from annotator.project.reviews import verdict_row
from annotator.storage.annotation_writing import write_set_changes
from annotator.storage.annotations import read_set
from annotator.storage.assignments import write_assignments
from annotator.storage.documents import put_meta, read_characters
from annotator.storage.entities import put_entities
from annotator.storage.hidden import write_hidden
from annotator.storage.labels import put_label_set
from annotator.storage.taken import TakenEdit
from annotator.storage.verdicts import ReviewRows, write_review
from annotator.storage.writer import Transaction


def make_part(
    edit: Edit,
    inverse: Edit,
    document: str | None = None,
    annotation_set: AnnotationSet | None = None,
) -> TakenEdit:
    """Return an edit as it is kept, about a document (id) or a set."""
    return TakenEdit(
        document,
        annotation_set.annotator if annotation_set else None,
        annotation_set.id if annotation_set else None,
        orjson.dumps(encode_edit(edit)).decode(),
        orjson.dumps(encode_edit(inverse)).decode(),
    )


def edit_of(part: TakenEdit, *, is_inverse: bool) -> Edit:
    """Return the edit that a part is, or the one that takes it back."""
    return decode_edit(orjson.loads(part.inverse if is_inverse else part.edit))


def apply_in_file(writing: Transaction, part: TakenEdit, edit: Edit, label_set: LabelSet) -> None:
    """Apply the edit of a part, or its inverse, to what stands in the file."""
    connection = writing.connection
    if isinstance(edit, CorrectMeta):
        put_meta(connection, edit.document, edit.meta)
    elif isinstance(edit, ReplaceLabelSet):
        put_label_set(connection, edit.label_set, "")
    elif isinstance(edit, Hide):
        write_hidden(connection, hidden_by(edit))
    elif isinstance(edit, PutEntities):
        put_entities(connection, edit.entities, edit.withdrawn)
    elif isinstance(edit, Assign):
        write_assignments(connection, changes_of(edit))
    elif isinstance(edit, Settle | Say | Unsay | SetReasons):
        write_review(connection, _review_rows(edit))
    else:
        assert part.document is not None
        before = _set_of(writing, part)
        length = read_characters(connection, part.document) or 0
        outcome = apply(cast(SetEdit, edit), before, Ground(label_set, length))
        write_set_changes(connection, outcome.changes)


def hidden_by(edit: Hide) -> list[HiddenChange]:
    """Return what an edit of lists writes and takes away, whatever was there before."""
    gone = [Hidden(document, "", None, False) for document in edit.shown]
    return [*((None, one) for one in edit.hidden), *((one, None) for one in gone)]


def changes_of(edit: Assign) -> list[AssignmentChange]:
    """Return what an edit of assignments writes and takes away, whatever was there before."""
    gone = [Assignment(document, annotator, "") for document, annotator in edit.withdrawn]
    return [*((None, one) for one in edit.assignments), *((one, None) for one in gone)]


def _set_of(writing: Transaction, part: TakenEdit) -> AnnotationSet:
    assert part.document is not None
    assert part.annotation_set is not None
    found = read_set(writing.connection, part.document, part.annotator)
    if found is not None:
        return found
    status: Status = "curated" if part.annotator is None else "new"
    return AnnotationSet(part.annotation_set, part.document, part.annotator, status)


def _review_rows(edit: Settle | Say | Unsay | SetReasons) -> ReviewRows:
    if isinstance(edit, Settle):
        return ReviewRows(tuple(map(verdict_row, edit.verdicts)), edit.withdrawn)
    if isinstance(edit, Say):
        return ReviewRows(remarks=(edit.remark,))
    if isinstance(edit, Unsay):
        return ReviewRows(remarks_gone=(edit.remark,))
    return ReviewRows(reasons=edit.reasons)
