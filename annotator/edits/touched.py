"""What acts touch in annotation sets and reviews: which annotations, verdicts and remarks, in which
respect, and when last."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments

Aspect: TypeAlias = tuple[str, str]
"""A respect in which an annotation or the whole document is touched; attributes and document
labels say in the second place which."""
MADE: Aspect = ("made", "")
GONE: Aspect = ("gone", "")
CORE: Aspect = ("core", "")
"""What a span or relation is: its label, its fragments, its ends."""
NOTE: Aspect = ("note", "")
ENTITY: Aspect = ("entity", "")
"""Which entity a span is a mention of."""
STATUS: Aspect = ("status", "")
ANSWER: Aspect = ("answer", "")
"""What somebody says to a verdict."""
WHOLE = ""
"""Stands for the document among the ids of annotations."""

When: TypeAlias = tuple[str, str]
"""The time that an act says (clocks lie) and its hash, so that no two acts have the same."""


class Known(NamedTuple):
    """An act of a set's history, with the hash by which every copy of the file knows it."""

    act: Act
    sha256: str


Fields: TypeAlias = Mapping[str, object]
"""What an annotation, or a document as a whole, is in each field that edits give a value."""


class Touch(NamedTuple):
    """What an edit does to one annotation in one respect."""

    id: str
    aspect: Aspect
    values: Fields = MappingProxyType({})
    """What it gives those fields that it tells of."""


class Touched:
    """Id -> aspect -> what some acts did to it when."""

    def __init__(self, acts: Iterable[Known] = (), *, with_undone: bool = False) -> None:
        """Those that were taken back left nothing; `with_undone` they are there all the same."""
        self._touches: dict[str, dict[Aspect, list[tuple[When, Fields]]]] = {}
        for act, sha256 in acts if with_undone else standing(acts):
            for touch in touched_by(act.edit, act.inverse):
                self._add(touch, (act.at, sha256))

    def _add(self, touch: Touch, when: When) -> None:
        aspects = self._touches.setdefault(touch.id, {})
        aspects.setdefault(touch.aspect, []).append((when, touch.values))

    def when(self, id: str, aspect: Aspect, now: Fields | None = None) -> When | None:
        """Return when a respect of an annotation was last touched; with `now` the last time that
        gave it the values it has. None: never so."""
        return max(self.whens(id, aspect, now), default=None)

    def whens(self, id: str, aspect: Aspect, now: Fields | None = None) -> list[When]:
        """Return all times that a respect of an annotation was touched (so)."""
        touches = self._touches.get(id, {}).get(aspect, ())
        return [when for when, values in touches if holds(values, now)]

    def values(self, id: str, aspect: Aspect) -> list[Fields]:
        """Return all that a respect of an annotation was made to be."""
        return [values for _, values in self._touches.get(id, {}).get(aspect, ())]

    def made(self) -> dict[str, Fields]:
        """Return annotation id -> what it was when it was made, of all that were."""
        return {
            id: aspects[MADE][-1][1]
            for id, aspects in self._touches.items()
            if MADE in aspects and aspects[MADE][-1][1]
        }

    def has_value(self, id: str) -> bool:
        """Tell whether an annotation was made, or given any value."""
        return any(aspect != GONE for aspect in self._touches.get(id, ()))

    def is_gone(self, id: str) -> bool:
        """Tell whether an annotation was taken away."""
        return GONE in self._touches.get(id, ())

    def renamed(self, names: Mapping[str, str], labels: Mapping[str, str]) -> "Touched":
        """Return the same where annotations, and labels and attributes, go under other ids."""
        if not names and not labels:
            return self
        made = Touched()
        for id, aspects in self._touches.items():
            for (kind, which), touches in aspects.items():
                for when, values in touches:
                    aspect = (kind, labels.get(which, which))
                    renamed = {
                        _renamed_field(field, labels): _renamed_value(field, value, names, labels)
                        for field, value in values.items()
                    }
                    made._add(Touch(names.get(id, id), aspect, renamed), when)
        return made


def fields_of(annotation: Span | Relation) -> Fields:
    """Return the fields of a span or relation."""
    attributes = {f"attribute {id}": value for id, value in annotation.attributes.items()}
    said = {**core_fields(annotation), "note": annotation.note, **attributes}
    return {**said, "entity": annotation.entity} if isinstance(annotation, Span) else said


def core_fields(annotation: Span | Relation) -> Fields:
    """Return the fields of what a span or relation is, whatever is said of it."""
    if isinstance(annotation, Span):
        return {"label": annotation.label, "fragments": annotation.fragments}
    return {"label": annotation.label, "head": annotation.head, "tail": annotation.tail}


def fields_of_document(one: AnnotationSet) -> Fields:
    """Return the fields of what a set says of the document as a whole."""
    labels = {f"label {label}": True for label in one.labels}
    attributes = {f"attribute {id}": value for id, value in one.attributes.items()}
    return {"status": one.status, **labels, **attributes}


def holds(values: Fields, now: Fields | None) -> bool:
    """Tell whether fields have values now; where it is None whatever they have will do."""
    return now is None or all(now.get(field) == value for field, value in values.items())


def _renamed_field(field: str, labels: Mapping[str, str]) -> str:
    kind, space, id = field.partition(" ")
    return f"{kind}{space}{labels.get(id, id)}"


def _renamed_value(
    field: str, value: object, names: Mapping[str, str], labels: Mapping[str, str]
) -> object:
    known = labels if field == "label" else names if field in ("head", "tail") else {}
    return known.get(value, value) if isinstance(value, str) else value


def standing(acts: Iterable[Known]) -> list[Known]:
    """Return the acts, in order of their numbers, without those that took back one of them.

    Those that were taken back go as well: together they changed nothing.
    """
    kept: dict[int, list[Known]] = defaultdict(list)
    for one in sorted(acts, key=lambda one: one.act.seq):
        act = one.act
        same = kept[act.of or act.seq]
        # The number alone does not tell: in two copies of a file it is two acts.
        taken = next((other for other in same[::-1] if other.act.inverse == act.edit), None)
        if act.step != "do" and taken:
            same.remove(taken)
        else:
            same.append(one)
    return sorted((one for same in kept.values() for one in same), key=lambda one: one.act.seq)


def touched_by(edit: Edit | None, inverse: Edit | None) -> Iterator[Touch]:
    """Yield all that an edit, of which the inverse is known, touches; `WHOLE` is the document. An
    edit of the project touches nothing."""
    if isinstance(edit, edits.Together | edits.ReviewTogether):
        backwards: Sequence[Edit] = ()
        if isinstance(inverse, edits.Together | edits.ReviewTogether):
            backwards = inverse.edits[::-1]
        for number, part in enumerate(edit.edits):
            yield from touched_by(part, backwards[number] if number < len(backwards) else None)
    elif isinstance(edit, edits.AnswerVerdict):
        yield Touch(edit.verdict, ANSWER)
        taken = inverse.taken if isinstance(inverse, edits.AnswerVerdict) else None
        yield from touched_by(edit.taken, taken)
    elif isinstance(edit, edits.PutEntities):
        linked = inverse.linked if isinstance(inverse, edits.PutEntities) else None
        yield from touched_by(edit.linked, linked)
    elif isinstance(edit, edits.Settle):
        for verdict in edit.verdicts:
            yield from (Touch(verdict.id, aspect) for aspect in (MADE, ANSWER))
        yield from (Touch(id, GONE) for id in edit.withdrawn)
    elif isinstance(edit, edits.Say):
        yield Touch(edit.remark.id, MADE)
    elif isinstance(edit, edits.Unsay):
        yield Touch(edit.remark, GONE)
    elif edit is not None:
        yield from _of_document(edit, inverse)
        yield from _of_annotation(edit, inverse)


def _of_document(edit: Edit, inverse: Edit | None) -> Iterator[Touch]:
    match edit:
        case edits.SetStatus(status):
            yield Touch(WHOLE, STATUS, {"status": status})
        case edits.SetDocumentAttribute(attribute, value):
            yield Touch(WHOLE, ("attribute", attribute), {f"attribute {attribute}": value})
        case edits.SetDocumentLabels(labels):
            before = inverse.labels if isinstance(inverse, edits.SetDocumentLabels) else frozenset()
            for label in sorted(labels ^ before):
                value = True if label in labels else None
                yield Touch(WHOLE, ("label", label), {f"label {label}": value})


def _of_annotation(edit: Edit, inverse: Edit | None) -> Iterator[Touch]:
    before = inverse.annotation if isinstance(inverse, edits.PutBack) else None
    match edit:
        case edits.AddSpan(made) | edits.AddRelation(made):
            yield from _between(None, made)
        case edits.PutBack(after):
            yield from _between(before, after)
        case edits.RemoveSpan(id) | edits.RemoveRelation(id):
            yield Touch(id, GONE)
        case edits.MoveSpan(id, fragments):
            yield Touch(id, CORE, {"fragments": tidy_fragments(fragments)})
        case edits.TurnRelation(id):
            yield Touch(id, CORE, _core_after(before, head="tail", tail="head"))
        case edits.RelabelSpan(id, label) | edits.RelabelRelation(id, label):
            yield Touch(id, CORE, {**_core_after(before), "label": label})
            # Those that the new label does not carry have gone.
            for attribute in before.attributes if before else ():
                yield Touch(id, ("attribute", attribute), {f"attribute {attribute}": None})
        case edits.SetAttribute(id, attribute, value):
            yield Touch(id, ("attribute", attribute), {f"attribute {attribute}": value})
        case edits.LinkSpan(id, entity):
            yield Touch(id, ENTITY, {"entity": entity})
        case edits.SetNote(id, note):
            yield Touch(id, NOTE, {"note": note if note and note.strip() else None})


def _core_after(before: Span | Relation | None, **exchanged: str) -> Fields:
    """Return what an annotation is as far as the inverse tells, some fields for each other."""
    was = core_fields(before) if before else {}
    return {field: was[exchanged.get(field, field)] for field in was}


def _between(before: Span | Relation | None, after: Span | Relation) -> Iterator[Touch]:
    """Yield in what an annotation that was made or put back differs from what it was."""
    if before is not None and (before.id != after.id or type(before) is not type(after)):
        before = None
    was = fields_of(before) if before else {}
    now = fields_of(after)
    if before is None:
        yield Touch(after.id, MADE, core_fields(after))
    if before is None or core_of(before) != core_of(after):
        yield Touch(after.id, CORE, core_fields(after))
    if before is None or before.note != after.note:
        yield Touch(after.id, NOTE, {"note": after.note})
    if was.get("entity") != now.get("entity"):
        yield Touch(after.id, ENTITY, {"entity": now.get("entity")})
    for field in sorted(field for field in {**was, **now} if field.startswith("attribute ")):
        if was.get(field) != now.get(field):
            aspect = ("attribute", field.partition(" ")[2])
            yield Touch(after.id, aspect, {field: now.get(field)})


def core_of(annotation: Span | Relation) -> tuple[object, ...]:
    """Return what an annotation is, whatever is said of it."""
    if isinstance(annotation, Span):
        return (annotation.label, annotation.fragments)
    return (annotation.label, annotation.head, annotation.tail)


def differing(one: Attributes, other: Attributes) -> list[str]:
    """Return the attributes (ids) that have different values, in order."""
    return sorted(id for id in {*one, *other} if one.get(id) != other.get(id))
