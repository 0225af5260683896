"""What acts touch in annotation sets and reviews: which annotations, verdicts and remarks, in which
respect, and when last."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.edits.history import Act
from annotator.model.attribute import Attributes
from annotator.model.relation import Relation
from annotator.model.span import Span

Aspect: TypeAlias = tuple[str, str]
"""A respect in which an annotation or the whole document is touched; attributes and document
labels say in the second place which."""
MADE: Aspect = ("made", "")
GONE: Aspect = ("gone", "")
CORE: Aspect = ("core", "")
"""What a span or relation is: its label, its fragments, its ends."""
NOTE: Aspect = ("note", "")
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


class Touched:
    """Id -> aspect -> when some acts last touched it; those taken back left nothing."""

    def __init__(self, acts: Iterable[Known] = ()) -> None:
        self._last: dict[str, dict[Aspect, When]] = defaultdict(dict)
        for act, sha256 in standing(acts):
            for id, aspect in touched_by(act.edit, act.inverse):
                last = self._last[id]
                last[aspect] = max((act.at, sha256), last.get(aspect, ("", "")))

    def when(self, id: str, aspect: Aspect) -> When | None:
        """Return when a respect of an annotation was last given its value."""
        last = self._last.get(id, {})
        return max((last[one] for one in (aspect, MADE) if one in last), default=None)

    def has_value(self, id: str) -> bool:
        """Tell whether an annotation was made, or given any value."""
        return any(aspect != GONE for aspect in self._last.get(id, ()))

    def is_gone(self, id: str) -> bool:
        """Tell whether an annotation was taken away."""
        return GONE in self._last.get(id, ())

    def renamed(self, names: dict[str, str], labels: dict[str, str]) -> "Touched":
        """Return the same where annotations, and labels and attributes, go under other ids."""
        made = Touched()
        for id, last in self._last.items():
            made._last[names.get(id, id)] = {
                (kind, labels.get(which, which)): when for (kind, which), when in last.items()
            }
        return made


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


def touched_by(edit: Edit | None, inverse: Edit | None) -> Iterator[tuple[str, Aspect]]:
    """Yield (id, aspect) for all that an edit, of which the inverse is known, touches; `WHOLE` for
    the document. An edit of the project touches nothing."""
    if isinstance(edit, edits.Together | edits.ReviewTogether):
        backwards: tuple[Edit, ...] = ()
        if isinstance(inverse, edits.Together | edits.ReviewTogether):
            backwards = inverse.edits[::-1]
        for number, part in enumerate(edit.edits):
            yield from touched_by(part, backwards[number] if number < len(backwards) else None)
    elif isinstance(edit, edits.AnswerVerdict):
        yield (edit.verdict, ANSWER)
        taken = inverse.taken if isinstance(inverse, edits.AnswerVerdict) else None
        yield from touched_by(edit.taken, taken)
    elif isinstance(edit, edits.Settle):
        yield from ((verdict.id, MADE) for verdict in edit.verdicts)
        yield from ((id, GONE) for id in edit.withdrawn)
    elif isinstance(edit, edits.Say | edits.Unsay):
        yield (edit.remark.id, MADE) if isinstance(edit, edits.Say) else (edit.remark, GONE)
    elif isinstance(edit, edits.SetStatus | edits.SetDocumentLabels | edits.SetDocumentAttribute):
        yield from ((WHOLE, aspect) for aspect in _of_document(edit, inverse))
    elif edit is not None:
        yield from _of_annotation(edit, inverse)


def _of_document(
    edit: edits.SetStatus | edits.SetDocumentLabels | edits.SetDocumentAttribute,
    inverse: Edit | None,
) -> Iterator[Aspect]:
    if isinstance(edit, edits.SetStatus):
        yield STATUS
    elif isinstance(edit, edits.SetDocumentAttribute):
        yield ("attribute", edit.attribute)
    else:
        before = inverse.labels if isinstance(inverse, edits.SetDocumentLabels) else frozenset()
        yield from (("label", label) for label in edit.labels ^ before)


def _of_annotation(edit: Edit, inverse: Edit | None) -> Iterator[tuple[str, Aspect]]:
    before = inverse.annotation if isinstance(inverse, edits.PutBack) else None
    match edit:
        case edits.AddSpan(span):
            yield (span.id, MADE)
        case edits.AddRelation(relation):
            yield (relation.id, MADE)
        case edits.RemoveSpan(id) | edits.RemoveRelation(id):
            yield (id, GONE)
        case edits.MoveSpan(id, _) | edits.TurnRelation(id):
            yield (id, CORE)
        case edits.RelabelSpan(id, _) | edits.RelabelRelation(id, _):
            yield (id, CORE)
            # Those that the new label does not carry have gone.
            yield from ((id, ("attribute", one)) for one in (before.attributes if before else ()))
        case edits.SetAttribute(id, attribute, _):
            yield (id, ("attribute", attribute))
        case edits.SetNote(id, _):
            yield (id, NOTE)
        case edits.PutBack(after):
            yield from ((after.id, aspect) for aspect in _between(before, after))


def _between(before: Span | Relation | None, after: Span | Relation) -> Iterator[Aspect]:
    """Yield in what an annotation that was put back differs from what it was."""
    if before is None or before.id != after.id:
        yield MADE
        return
    if core_of(before) != core_of(after):
        yield CORE
    if before.note != after.note:
        yield NOTE
    yield from (("attribute", one) for one in differing(before.attributes, after.attributes))


def core_of(annotation: Span | Relation) -> tuple[object, ...]:
    """Return what an annotation is, whatever is said of it."""
    if isinstance(annotation, Span):
        return (annotation.label, annotation.fragments)
    return (annotation.label, annotation.head, annotation.tail)


def differing(one: Attributes, other: Attributes) -> list[str]:
    """Return the attributes (ids) that have different values, in order."""
    return sorted(id for id in {*one, *other} if one.get(id) != other.get(id))
