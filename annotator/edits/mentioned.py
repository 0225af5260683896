"""What an edit is about beside the set that it changes: documents, entities, people, imports."""

from collections.abc import Iterable, Iterator

from annotator.edits import edit as edits
from annotator.edits.carrying import carried_from
from annotator.edits.edit import Edit
from annotator.model.purge import Mentioned
from annotator.model.span import Span


def mentioned_in(*all_edits: Edit) -> Mentioned:
    """Return all that edits name by id."""
    parts = [part for edit in all_edits for part in _parts(edit)]
    return Mentioned(
        frozenset(_documents(parts)),
        frozenset(_entities(parts)),
        frozenset(_people(parts)),
        frozenset(_imports(parts)),
    )


def _parts(edit: Edit | None) -> Iterator[Edit]:
    """Yield an edit and all that it is made of."""
    if edit is None:
        return
    yield edit
    if isinstance(edit, edits.Together | edits.ReviewTogether):
        for part in edit.edits:
            yield from _parts(part)
    elif isinstance(edit, edits.AnswerVerdict):
        yield from _parts(edit.taken)
    elif isinstance(edit, edits.PutEntities):
        yield from _parts(edit.linked)


def _documents(parts: Iterable[Edit]) -> Iterator[str]:
    for edit in parts:
        match edit:
            case edits.CorrectMeta(document, _) | edits.Look(document, _):
                yield document
            case edits.Settle():
                yield from (one.document for one in edit.verdicts)
            case edits.Say(remark):
                yield remark.document
            case edits.Assign():
                yield from (one.document for one in edit.assignments)
                yield from (document for document, _ in edit.withdrawn)
            case edits.Hide():
                yield from (one.document for one in edit.hidden)
                yield from edit.shown
            case edits.Dismiss():
                yield from (one.document for one in (*edit.dismissed, *edit.brought_back))
            case edits.JoinAnnotators() | edits.PartAnnotators():
                yield from (one.document for one in edit.verdicts)
                yield from (one.document for one in edit.assignments)
                yield from (document for document, _ in edit.withdrawn)
            case edits.Together() if (source := carried_from(edit.act)) is not None:
                yield source


def _entities(parts: Iterable[Edit]) -> Iterator[str]:
    for edit in parts:
        match edit:
            case edits.PutEntities():
                yield from (one.id for one in edit.entities)
                yield from edit.withdrawn
            case edits.LinkSpan(_, entity, _) if entity is not None:
                yield entity
            case edits.AddSpan(span) | edits.PutBack(span):
                if isinstance(span, Span) and span.entity is not None:
                    yield span.entity


def _people(parts: Iterable[Edit]) -> Iterator[str]:
    for edit in parts:
        if isinstance(edit, edits.RenameAnnotators):
            yield from (id for id, _ in edit.names)


def _imports(parts: Iterable[Edit]) -> Iterator[str]:
    for edit in parts:
        if isinstance(edit, edits.BringIn | edits.Retire | edits.TakeIn | edits.GiveBack):
            yield edit.import_id
