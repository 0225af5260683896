"""One act walked back on an annotation set: what it was before; or, that it cannot be told."""

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.edits.edit import Edit, SetEdit, Together
from annotator.edits.touched import (
    GONE,
    MADE,
    WHOLE,
    Fields,
    fields_of,
    fields_of_document,
    holds,
    touched_by,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet


def part_on_set(edit: Edit) -> SetEdit | None:
    """Return what an edit does to an annotation set; None where it touches none."""
    if isinstance(edit, edits.AnswerVerdict):
        return edit.taken
    if isinstance(edit, edits.PutEntities):
        return edit.linked
    if isinstance(edit, edits.ReviewTogether):
        parts = [part for one in edit.edits if (part := part_on_set(one)) is not None]
        return Together(tuple(parts)) if parts else None
    return edit if isinstance(edit, edits.SetEdit) else None


def step_back(after: AnnotationSet, edit: Edit, inverse: Edit, length: int) -> AnnotationSet | None:
    """Return what a set was before an act that left it as it is; None where it cannot be told: it
    is not as the act left it. `length`: characters of the text."""
    done, undoing = part_on_set(edit), part_on_set(inverse)
    if done is None or undoing is None:
        return after
    if not _is_left_by(after, done, undoing):
        return None
    return _applied(undoing, after, Ground(_NO_LABELS, length, is_past=True))


def step_forth(
    before: AnnotationSet, edit: Edit, label_set: LabelSet, length: int
) -> AnnotationSet | None:
    """Return what an act that was done before made of a set, under the label set as it was; None
    where it cannot have been done to it."""
    done = part_on_set(edit)
    return (
        before if done is None else _applied(done, before, Ground(label_set, length, is_past=True))
    )


_NO_LABELS = LabelSet()
"""Edits that take something back say all that was: they ask for no label."""


def _applied(edit: SetEdit, to: AnnotationSet, ground: Ground) -> AnnotationSet | None:
    try:
        return apply(edit, to, ground).annotation_set
    except AnnotatorError:
        return None


def _is_left_by(now: AnnotationSet, edit: SetEdit, inverse: SetEdit) -> bool:
    """Tell whether all that an edit touched is as it left it; of two touches the last counts."""
    there: dict[str, bool] = {}
    values: dict[str, dict[str, object]] = {}
    for touch in touched_by(edit, inverse):
        if touch.aspect in (MADE, GONE):
            there[touch.id] = touch.aspect == MADE
        values.setdefault(touch.id, {}).update(touch.values)
    return all(_is_so(now, id, there.get(id, True), fields) for id, fields in values.items())


def _is_so(now: AnnotationSet, id: str, is_there: bool, fields: Fields) -> bool:
    known = _fields(now, id)
    if known is None or not is_there:
        return (known is not None) == is_there
    # Whether another label carries an attribute is not told by the edit: it may have gone or not.
    told = {name: value for name, value in fields.items() if _is_told(name, value)}
    return holds(told, known)


def _is_told(field: str, value: object) -> bool:
    return value is not None or not field.startswith("attribute ")


def _fields(now: AnnotationSet, id: str) -> Fields | None:
    if id == WHOLE:
        return fields_of_document(now)
    found = now.spans.get(id) or now.relations.get(id)
    return None if found is None else fields_of(found)
