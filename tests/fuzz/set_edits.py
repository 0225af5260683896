"""Edits of one set, drawn by three small numbers from what is there: each makes sense, not each is
allowed."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from annotator.edits import edit as edits
from annotator.edits.compose import confirm_spans, remove_annotations
from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span

PLACES: Sequence[tuple[Fragment, ...]] = (
    ((0, 5),), ((3, 8),), ((0, 8),), ((10, 12), (14, 20)), ((30, 40),), ((39, 40),),
    ((0, 1), (2, 3), (4, 5)), ((11, 36),), ((0, 400),),
)  # fmt: skip
"""Crossing, containing, stacking, in parts, at both ends of a text of forty characters; and one
outside of it."""
NOTES = ("who?", "עברית", None, "x" * 300, "a\x00b\ud800", "  ")
_numbers = count(1)


def count_anew() -> None:
    """Let ids begin again: the same in every run of an example."""
    global _numbers  # noqa: PLW0603
    _numbers = count(1)


def new_id(stem: str) -> str:
    """Return an id that nothing else has since `count_anew`; in order as they are made."""
    return f"{stem}{next(_numbers):04}"


def draw_edit(
    kind: str,
    which: int,
    how: int,
    one: AnnotationSet,
    labels: Sequence[str] = ("p", "o", "r", "c"),
    entities: Sequence[str] = (),
) -> SetEdit | None:
    """Return an edit of this kind; None where there is nothing that it could be about."""
    spans, relations = sorted(one.spans), sorted(one.relations)
    if kind in _OF_DOCUMENT:
        return _OF_DOCUMENT[kind](how)
    if kind == "add":
        label = labels[how % len(labels)]
        return edits.AddSpan(Span(new_id("s"), label, PLACES[which % len(PLACES)]))
    if kind == "several":
        parts = [
            draw_edit(one_kind, which + at, how + at, one, labels, entities)
            for at, one_kind in enumerate(("add", "note", "status", "add"))
        ]
        return edits.Together(tuple(part for part in parts if part), "relabel")
    if kind in _OF_RELATION:
        return _OF_RELATION[kind](relations[which % len(relations)], how) if relations else None
    if not spans:
        return None
    span = spans[which % len(spans)]
    if kind in _OF_SPAN:
        return _OF_SPAN[kind](span, how)
    makers: dict[str, Callable[[], SetEdit]] = {
        "tie": lambda: edits.AddRelation(
            Relation(new_id("r"), "whls"[(which + how) % 4], span, spans[how % len(spans)])
        ),
        "link": lambda: edits.LinkSpan(span, [*entities, None][how % (len(entities) + 1)]),
        "delete": lambda: remove_annotations(one, [span]),
        "confirm": lambda: confirm_spans(one.spans.values()),
        "relabel": lambda: edits.RelabelSpan(span, labels[how % len(labels)]),
    }
    return makers[kind]()


_OF_SPAN: Mapping[str, Callable[[str, int], SetEdit]] = {
    "remove": lambda id, _: edits.RemoveSpan(id),
    "move": lambda id, how: edits.MoveSpan(id, PLACES[how % len(PLACES)]),
    "attribute": lambda id, how: edits.SetAttribute(
        id, "mx"[how % 2], ("named", "pronoun", "certain", None)[how % 4]
    ),
    "note": lambda id, how: edits.SetNote(id, NOTES[how % len(NOTES)]),
}
_OF_RELATION: Mapping[str, Callable[[str, int], SetEdit]] = {
    "untie": lambda id, _: edits.RemoveRelation(id),
    "turn": lambda id, _: edits.TurnRelation(id),
    "rename": lambda id, how: edits.RelabelRelation(id, "whls"[how % 4]),
    "flag": lambda id, how: edits.SetAttribute(id, "f", (True, False, None)[how % 3]),
    "relation note": lambda id, how: edits.SetNote(id, NOTES[how % len(NOTES)]),
}
_OF_DOCUMENT: Mapping[str, Callable[[int], SetEdit]] = {
    "status": lambda how: edits.SetStatus(("new", "in_progress", "finished")[how % 3]),
    "document": lambda how: edits.SetDocumentLabels(
        frozenset(([], ["d1"], ["d2"], ["d1", "d2"])[how % 4])
    ),
    "tone": lambda how: edits.SetDocumentAttribute(
        "t", (("calm",), ("calm", "sad"), None)[how % 3]
    ),
}
KINDS = (
    "add", "add", "add", "tie", "tie", "several", *_OF_SPAN, "relabel", "delete", "link", "confirm",
    *_OF_RELATION, *_OF_DOCUMENT,
)  # fmt: skip
