"""Which annotations an edit is about, and the part of it that is about one of them."""

from collections.abc import Iterator

from annotator.edits import edit as edits
from annotator.edits.edit import Edit


def annotations_of(edit: Edit) -> Iterator[str]:
    """Yield the ids of the spans and relations that an edit is about."""
    match edit:
        case edits.Together(parts) | edits.ReviewTogether(parts):
            for part in parts:
                yield from annotations_of(part)
        case edits.AnswerVerdict(taken=taken) if taken is not None:
            yield from annotations_of(taken)
        case edits.AddSpan(annotation) | edits.AddRelation(annotation) | edits.PutBack(annotation):
            yield annotation.id
        case edits.RemoveSpan(id) | edits.RelabelSpan(id) | edits.MoveSpan(id):
            yield id
        case edits.RemoveRelation(id) | edits.RelabelRelation(id) | edits.TurnRelation(id):
            yield id
        case edits.SetAttribute(id) | edits.SetNote(id) | edits.LinkSpan(id):
            yield id
        case edits.PutEntities(linked=linked) if linked is not None:
            yield from annotations_of(linked)


def part_about(edit: Edit, annotation: str) -> Edit:
    """Return the first part of an edit that is about an annotation; the edit itself if none is."""
    if isinstance(edit, edits.Together | edits.ReviewTogether):
        for part in edit.edits:
            if annotation in annotations_of(part):
                return part_about(part, annotation)
    if isinstance(edit, edits.PutEntities) and annotation in annotations_of(edit):
        assert edit.linked is not None, "that is what touches it"
        return part_about(edit.linked, annotation)
    return edit
