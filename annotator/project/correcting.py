"""Edits of the project: what is known about a document, and the label set."""

from annotator.edits.edit import CorrectMeta, Edit, ReplaceLabelSet
from annotator.edits.history import Step
from annotator.model.attribute import Attribute
from annotator.model.changes import Changes
from annotator.model.errors import LabelInUse, ProjectLocked
from annotator.model.label_checks import check_label_set
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.project.road import Road
from annotator.storage.labels import count_label_use


def correct(
    road: Road, edit: CorrectMeta | ReplaceLabelSet, step: Step = "do", of: int | None = None
) -> Changes:
    """Apply an edit of the project and queue it. The road's lock is held."""
    if isinstance(edit, CorrectMeta):
        return _correct_meta(road, edit, step, of)
    return _replace_label_set(road, edit, step, of)


def is_overtaken(road: Road, edit: Edit) -> bool:
    """Tell whether what an edit of the project made so has been changed since."""
    if isinstance(edit, CorrectMeta):
        return road.document(edit.document).meta != edit.meta
    return isinstance(edit, ReplaceLabelSet) and road.label_set != edit.label_set


def _correct_meta(road: Road, edit: CorrectMeta, step: Step, of: int | None) -> Changes:
    before = road.document(edit.document).meta
    if before == edit.meta:
        return Changes(edit.document)
    inverse = CorrectMeta(edit.document, before)
    act = road.new_act(edit, inverse, step, of, document=edit.document)
    changes = Changes(edit.document, meta=(before, edit.meta))
    road.send(act, changes)
    return changes


def _replace_label_set(road: Road, edit: ReplaceLabelSet, step: Step, of: int | None) -> Changes:
    before = road.label_set
    if before == edit.label_set:
        return Changes()
    if road.imports_running:
        # It may be putting labels into the label set that this edit does not know of.
        raise ProjectLocked(road.store.path, "import")
    if step == "do":
        check_label_set(edit.label_set)
    _check_unused(road, _names(before).keys() - _names(edit.label_set).keys())
    act = road.new_act(edit, ReplaceLabelSet(before), step, of)
    changes = Changes(label_set=(before, edit.label_set))
    road.send(act, changes)
    road.label_set = edit.label_set
    return changes


def _check_unused(road: Road, labels: set[str]) -> None:
    """Refuse to let labels (ids) go that annotations wear."""
    if not labels:
        return
    road.writer.flush()
    with road.store.reading() as connection:
        for label in sorted(labels):
            if count := count_label_use(connection, label):
                raise LabelInUse(_names(road.label_set)[label], count)


def _names(label_set: LabelSet) -> dict[str, str]:
    """Return id -> name of everything in a label set."""
    parts: tuple[SpanLabel | RelationLabel | DocumentLabel | Attribute, ...] = (
        *label_set.span_labels,
        *label_set.relation_labels,
        *label_set.document_labels,
        *label_set.attributes,
    )
    return {part.id: part.name for part in parts}
