"""Copies of one annotator's set in memory, each with what it knows of how it came to be."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeAlias

import orjson

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    MoveSpan,
    RelabelRelation,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    SetAttribute,
    SetDocumentAttribute,
    SetDocumentLabels,
    SetEdit,
    SetNote,
    SetStatus,
    TurnRelation,
)
from annotator.edits.encoding import encode_relation, encode_span
from annotator.edits.history import Act
from annotator.edits.touched import Known, Touched, core_of
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.errors import AnnotatorError
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from annotator.project.merging.sets import Pair, meet_pair
from annotator.project.merging.sides import KnownRow
from annotator.project.past import row_of
from annotator.storage.taken import TakenRow
from tests.builders import LABEL_SET, make_set
from tests.strategies import LENGTH

LABELS = replace(
    LABEL_SET,
    attributes=(
        *LABEL_SET.attributes,
        Attribute("t", "tone", "choice", "document", ("calm", "angry", "sad")),
    ),
)
GROUND = Ground(LABELS, LENGTH)
PLACES = (((0, 5),), ((3, 8),), ((10, 12), (14, 20)), ((30, 40),))
"""Few, so that different people mark the same."""
Step: TypeAlias = tuple[str, int, int]
KINDS = (
    "add", "add", "remove", "relabel", "move", "attribute", "note", "tie", "untie", "turn",
    "rename", "flag", "status", "document", "tone", "undo",
)  # fmt: skip
BASE = make_set(
    Span("a", "p", PLACES[0], {"m": "named"}),
    Span("b", "o", PLACES[1]),
    Span("c", "o", PLACES[2]),
    Relation("r", "w", "a", "b"),
    Relation("q", "s", "b", "c"),
)
"""What copies part from: everything in it can be contradicted."""
TAKING_AWAY = ("remove", "untie", "undo")
_numbers = count(1)


def begin(base: AnnotationSet = BASE) -> "World":
    """Return the first copy of a set, before the clocks begin."""
    global _numbers  # noqa: PLW0603  the same in every run of an example
    _numbers = count(1)
    return World(base)


@dataclass
class World:
    """One copy. Acts have times that go up in all copies together, as on clocks that agree."""

    mine: AnnotationSet
    copy: AnnotationSet | None = None
    rows: dict[str, KnownRow] = field(default_factory=dict)
    origins: frozenset[str] = frozenset()
    done: list[Act] = field(default_factory=list)
    """Acts of this copy that can be taken back."""
    places: tuple[tuple[Fragment, ...], ...] = PLACES
    """Where new marks are made in it."""
    is_free: bool = False
    """Whether anything may be taken away."""

    def apart(self) -> "World":
        """Return a copy of the copy."""
        return World(
            self.mine,
            self.copy,
            dict(self.rows),
            self.origins,
            list(self.done),
            self.places,
            self.is_free,
        )

    def do(self, edit: SetEdit) -> None:
        """Do something to the set; what the set refuses is not done."""
        try:
            outcome = apply(edit, self.mine, GROUND)
        except AnnotatorError:
            return
        if outcome.changes.is_empty or _has_twice(outcome.annotation_set):
            return
        self._keep(outcome.annotation_set, edit, outcome.inverse, None)

    def go_on(self, steps: Iterable[Step]) -> None:
        """Do some things, each on what is there then."""
        for kind, which, how in steps:
            if kind == "undo":
                self.undo()
            elif edit := self.edit(kind, which, how):
                self.do(edit)

    def edit(self, kind: str, which: int, how: int) -> SetEdit | None:
        """Return an edit of this kind on the annotation that `which` chooses, if there is any."""
        spans, relations = sorted(self.mine.spans), sorted(self.mine.relations)
        if kind == "add":
            span = Span(
                f"{which:02}-{next(_numbers):03}",
                "po"[how % 2],
                self.places[which % len(self.places)],
            )
            return AddSpan(span)
        if kind in _OF_DOCUMENT:
            return _OF_DOCUMENT[kind](how)
        if kind == "tie" and spans:
            ends = (spans[which % len(spans)], spans[how % len(spans)])
            return AddRelation(Relation(f"{how:02}-{next(_numbers):03}", "ws"[how % 2], *ends))
        if kind in TAKING_AWAY and not self.is_free:
            # What one has changed and then taken away is as if never touched by that one; who else
            # made it the same then may be the newer or not, in whichever order they meet.
            touched = Touched(Known(act, "") for act in self.done)
            spans, relations = (
                [one for one in each if not touched.has_value(one)] for each in (spans, relations)
            )
        if kind in _OF_SPAN and spans:
            return _OF_SPAN[kind](spans[which % len(spans)], how)
        if kind in _OF_RELATION and relations:
            return _OF_RELATION[kind](relations[which % len(relations)], how)
        return None

    def undo(self) -> None:
        """Take back the last act of this copy."""
        if self.done:
            last = self.done.pop()
            outcome = apply(last.inverse, self.mine, GROUND)  # type: ignore[arg-type]
            self._keep(outcome.annotation_set, last.inverse, outcome.inverse, last.seq)  # type: ignore[arg-type]

    def _keep(self, after: AnnotationSet, edit: SetEdit, inverse: SetEdit, of: int | None) -> None:
        self.mine = after
        number = next(_numbers)
        act = Act(
            number,
            f"{number:09}",
            "me",
            "talks",
            after.id,
            "undo" if of else "do",
            of,
            edit,
            inverse,
        )
        if of is None:
            self.done.append(act)
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        self.rows[sha256] = KnownRow(Known(act, sha256), TakenRow(row_of(act), "", sha256), "me")

    def take_in(self, other: "World") -> bool:
        """Take another copy in; tell whether it had anything new."""
        met = meet_pair(
            Pair(
                "me",
                self.mine,
                other.mine,
                self.copy,
                other.copy,
                list(self.rows.values()),
                list(other.rows.values()),
                self.origins | {self.mine.id},
                other.origins | {other.mine.id},
                {},
                {},
                False,
            )
        )
        if met is None:
            return False
        for one in met:
            if one.is_other_copy:
                self.copy = None if one.after.is_untouched else one.after
            else:
                if one.after != self.mine:
                    self.done.clear()  # What was taken in would have to go first.
                self.mine = one.after
                self.origins |= one.others
        self.rows |= other.rows
        return True

    def content(self) -> tuple[object, ...]:
        """Return what people see, whatever the sets are called."""
        return (_content(self.mine), _content(self.copy) if self.copy else None)


_OF_SPAN: dict[str, Callable[[str, int], SetEdit]] = {
    "remove": lambda id, _: RemoveSpan(id),
    "relabel": lambda id, how: RelabelSpan(id, "poc"[how % 3]),
    "move": lambda id, how: MoveSpan(id, PLACES[how % len(PLACES)]),
    "attribute": lambda id, how: SetAttribute(id, "m", ("named", "pronoun", None)[how % 3]),
    "note": lambda id, how: SetNote(id, ("one", "two", None)[how % 3]),
}
_OF_RELATION: dict[str, Callable[[str, int], SetEdit]] = {
    "untie": lambda id, _: RemoveRelation(id),
    "turn": lambda id, _: TurnRelation(id),
    "rename": lambda id, how: RelabelRelation(id, "wls"[how % 3]),
    "flag": lambda id, how: SetAttribute(id, "f", (True, False, None)[how % 3]),
}
_OF_DOCUMENT: dict[str, Callable[[int], SetEdit]] = {
    "status": lambda how: SetStatus(("new", "in_progress", "finished")[how % 3]),
    "document": lambda how: SetDocumentLabels(frozenset((["d1"], ["d2"], ["d1", "d2"])[how % 3])),
    "tone": lambda how: SetDocumentAttribute("t", ("calm", "angry", "sad", None)[how % 4]),
}


def taken_together(worlds: Iterable[World]) -> World:
    """Return a copy of the first after it has taken in the others, one after the other."""
    first, *others = worlds
    made = first.apart()
    for other in others:
        made.take_in(other)
    return made


def _has_twice(one: AnnotationSet) -> bool:
    """Tell whether somebody has said the same twice, which nobody means."""
    said = [core_of(held) for held in (*one.spans.values(), *one.relations.values())]
    return len(said) > len(set(said))


def _content(one: AnnotationSet) -> tuple[object, ...]:
    return (
        one.status,
        sorted(one.labels),
        sorted(one.attributes.items()),
        sorted(orjson.dumps(encode_span(span)) for span in one.spans.values()),
        sorted(orjson.dumps(encode_relation(held)) for held in one.relations.values()),
    )


def with_id(world: World, id: str) -> World:
    """Return a copy of a world whose set has another id: begun for itself."""
    made = world.apart()
    made.mine = replace(made.mine, id=id)
    return made
