"""Two copies of one annotation set that went different ways meet: a three-way merge without the
base, which the acts stand in for that only one of the two knows.

What only one side's acts have touched is as that side has it; what both have made alike is one.
What both have touched and made different is a contradiction: the newer stays, the other goes into
the other copy (`annotator.edits.other_copy`), so that nothing anybody made is lost. Which of the
two is called ours makes no difference to what comes out, nor does the order in which several meet.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from annotator.edits.other_copy import Others, read_others, renamed, with_aspect
from annotator.edits.touched import (
    CORE,
    NOTE,
    STATUS,
    WHOLE,
    Aspect,
    Touched,
    When,
    core_of,
    differing,
)
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Span

Annotation: TypeAlias = Span | Relation
ConflictKind = Literal["core", "attribute", "deleted", "document attribute"]
"""core: another label, place or end · deleted: one side has taken away what the other has changed,
or what a relation of the other stands on."""
T = TypeVar("T")

_PROGRESS: tuple[Status, ...] = ("curated", "new", "in_progress", "finished")


@dataclass(frozen=True, slots=True)
class Side:
    """One copy of a set, and what is known there of how it came to be."""

    annotation_set: AnnotationSet
    own: Touched = field(default_factory=Touched)
    """By acts that the other side does not know."""
    known: Touched = field(default_factory=Touched)
    """By all acts that this side knows."""
    copy: AnnotationSet | None = None
    """The set of the other copy, where an earlier meeting has left one."""
    is_incomplete: bool = False
    """Whether annotations may be missing that nobody has taken away."""

    @property
    def annotations(self) -> dict[str, Annotation]:
        """All spans and relations by id."""
        return {**self.annotation_set.spans, **self.annotation_set.relations}


class Conflict(NamedTuple):
    """A contradiction between two copies, for people to look at."""

    kind: ConflictKind
    kept: Annotation | None
    """As it stays in the set; None for the document as a whole."""
    other: Annotation | None
    """As it is in the other copy; None where it has been deleted there."""
    attribute: str = ""
    """Its id, where the two have different values of it, which are here too."""
    kept_value: AttributeValue | None = None
    other_value: AttributeValue | None = None


class Met(NamedTuple):
    """What came of a meeting."""

    annotation_set: AnnotationSet
    """Under the id that ours had."""
    others: Others
    conflicts: tuple[Conflict, ...]


def meet(ours: Side, theirs: Side) -> Met:
    """Return the set that both copies together make, and what it does not say.

    Both are on the same document, in the ids of one label set, and no id is a span's on one side
    and a relation's on the other.
    """
    return _Meeting(ours, theirs).finish()


class _Meeting:
    def __init__(self, ours: Side, theirs: Side) -> None:
        self.sides = (ours, theirs)
        self.met: dict[str, Annotation] = {}
        self.dropped: dict[str, Annotation] = {}
        """What one side has and is not in the result."""
        self.names: dict[str, str] = {}
        """Id of an annotation that became one with another -> the other's id."""
        self.others = Others()
        self.conflicts: list[Conflict] = []

    def finish(self) -> Met:
        ours, theirs = self.sides
        mine, yours = ours.annotations, theirs.annotations
        for id in dict.fromkeys((*mine, *yours)):
            self._meet(id, mine.get(id), yours.get(id))
        self._restore_ends()
        self._join_alike(mine.keys() - yours.keys(), yours.keys() - mine.keys(), Span)
        self._rename_ends()
        self._join_alike(mine.keys() - yours.keys(), yours.keys() - mine.keys(), Relation)
        state = self._state()
        spans = {id: one for id, one in self.met.items() if isinstance(one, Span)}
        relations = {id: one for id, one in self.met.items() if isinstance(one, Relation)}
        before = Others()
        for side in self.sides:
            earlier = read_others(side.annotation_set, side.copy, self._was_deleted)
            before.add_all(earlier, self.names)
        before.add_all(self.others, self.names)
        return Met(replace(state, spans=spans, relations=relations), before, tuple(self.conflicts))

    def _was_deleted(self, id: str) -> bool:
        return any(side.known.is_gone(id) for side in self.sides)

    # ---- one annotation ---------------------------------------------------------------------

    def _meet(self, id: str, mine: Annotation | None, yours: Annotation | None) -> None:
        ours, theirs = self.sides
        if mine is None or yours is None:
            has, lacks = (ours, theirs) if yours is None else (theirs, ours)
            self._meet_alone(id, mine or yours, has, lacks)  # type: ignore[arg-type]
        elif mine == yours:
            self.met[id] = mine
        else:
            self.met[id] = self._join(mine, yours, id)

    def _meet_alone(self, id: str, one: Annotation, has: Side, lacks: Side) -> None:
        """An annotation that one side has and the other lacks."""
        if lacks.own.is_gone(id):
            if not has.own.has_value(id):
                self.dropped[id] = one
                return
            self._keep_deleted(one)
        elif not has.own.has_value(id) and lacks.known.has_value(id) and not lacks.is_incomplete:
            # It was there, and an earlier meeting has made it one with another.
            self.dropped[id] = one
            return
        self.met[id] = one

    def _keep_deleted(self, one: Annotation) -> None:
        self.met[one.id] = one
        self.others.deleted.add(one.id)
        self.conflicts.append(Conflict("deleted", one, None))

    def _join(self, mine: Annotation, yours: Annotation, id: str) -> Annotation:
        """Return what two versions of an annotation make, under this id."""
        joined = mine._replace(id=id)
        if core_of(mine) != core_of(yours):
            joined = self._decide(joined, CORE, mine, yours)
        else:
            joined = _of_one_origin(joined, yours)
        for attribute in differing(mine.attributes, yours.attributes):
            joined = self._decide(joined, ("attribute", attribute), mine, yours)
        return joined._replace(note=self._note(mine, yours))

    def _decide(
        self, joined: Annotation, aspect: Aspect, mine: Annotation, yours: Annotation
    ) -> Annotation:
        """Return the annotation as it is in one respect in which its versions differ."""
        kept, other, is_conflict = self._choose(
            aspect, mine.id, yours.id, mine, yours, lambda one: _value(aspect, one)
        )
        joined = with_aspect(joined, aspect, kept)
        if is_conflict:
            version = with_aspect(joined, aspect, other)
            self.others.add(aspect, version)
            self._note_conflict(aspect, joined, version)
        return joined

    def _note_conflict(self, aspect: Aspect, kept: Annotation, other: Annotation) -> None:
        if aspect == CORE:
            self.conflicts.append(Conflict("core", kept, other))
            return
        name = aspect[1]
        values = (kept.attributes.get(name), other.attributes.get(name))
        self.conflicts.append(Conflict("attribute", kept, other, name, *values))

    def _choose(
        self,
        aspect: Aspect,
        my_id: str,
        your_id: str,
        mine: T,
        yours: T,
        value: Callable[[T], object],
    ) -> tuple[T, T, bool]:
        """Return what stays, the other, and whether they contradict each other."""
        ours, theirs = self.sides
        here, there = ours.own.when(my_id, aspect), theirs.own.when(your_id, aspect)
        if there is None and here is not None:
            return mine, yours, False
        if here is None and there is not None:
            return yours, mine, False
        if value(mine) is None or value(yours) is None:
            # One has taken away what the other has changed: it stays.
            return (mine, yours, False) if value(yours) is None else (yours, mine, False)
        if _rank(here, value(mine)) > _rank(there, value(yours)):
            return mine, yours, True
        return yours, mine, True

    def _note(self, mine: Annotation, yours: Annotation) -> str | None:
        """Both notes are kept, one below the other, where both are new."""
        if mine.note == yours.note:
            return mine.note
        ours, theirs = self.sides
        here, there = ours.own.when(mine.id, NOTE), theirs.own.when(yours.id, NOTE)
        if (here is None) != (there is None):
            return yours.note if here is None else mine.note
        parts = {part for note in (mine.note, yours.note) if note for part in note.split("\n\n")}
        return "\n\n".join(sorted(parts)) or None

    # ---- what stands on what ----------------------------------------------------------------

    def _restore_ends(self) -> None:
        """A relation never loses an end: what was taken away comes back with it."""
        for one in list(self.met.values()):
            if not isinstance(one, Relation):
                continue
            for end in (one.head, one.tail):
                if end not in self.met and end not in self.names:
                    self._restore(end)

    def _restore(self, end: str) -> None:
        span = self.dropped[end]
        if self._was_taken_away(end):
            self._keep_deleted(span)
            return
        alike = (
            id
            for id, one in self.met.items()
            if isinstance(one, Span) and core_of(one) == core_of(span)
        )
        if found := min(alike, default=None):
            self.names[end] = found
        else:
            self.met[end] = span

    def _was_taken_away(self, id: str) -> bool:
        return any(side.own.is_gone(id) for side in self.sides)

    def _join_alike(
        self, mine: Iterable[str], yours: Iterable[str], kind: type[Span] | type[Relation]
    ) -> None:
        """What both sides have made alike, each for itself, becomes one, under the lesser id."""
        waiting: dict[object, list[str]] = {}
        for id, one in self._of_kind(yours, kind):
            waiting.setdefault(core_of(one), []).append(id)
        for id, one in list(self._of_kind(mine, kind)):
            answers = waiting.get(core_of(one))
            if answers:
                self._join_two(id, answers.pop(0))

    def _of_kind(
        self, ids: Iterable[str], kind: type[Span] | type[Relation]
    ) -> Iterator[tuple[str, Annotation]]:
        return ((id, self.met[id]) for id in sorted(ids) if isinstance(self.met.get(id), kind))

    def _join_two(self, mine: str, yours: str) -> None:
        kept, gone = sorted((mine, yours))
        self.met[kept] = self._join(self.met[mine], self.met[yours], kept)
        del self.met[gone]
        self.names = {id: kept if name == gone else name for id, name in self.names.items()}
        self.names[gone] = kept

    def _rename_ends(self) -> None:
        for id, one in self.met.items():
            if isinstance(one, Relation):
                self.met[id] = renamed(one, self.names)

    # ---- the document as a whole ------------------------------------------------------------

    def _state(self) -> AnnotationSet:
        """Return our set with what both say of the document."""
        mine, yours = (side.annotation_set for side in self.sides)
        return replace(
            mine,
            status=self._status(mine.status, yours.status),
            labels=frozenset(self._labels(mine.labels, yours.labels)),
            attributes=self._attributes(mine.attributes, yours.attributes),
        )

    def _status(self, mine: Status, yours: Status) -> Status:
        """Where both have said how far it is, it is as far as the one that is less far."""
        if mine == yours:
            return mine
        ours, theirs = self.sides
        here, there = ours.own.when(WHOLE, STATUS), theirs.own.when(WHOLE, STATUS)
        if (here is None) != (there is None):
            return yours if here is None else mine
        return min(mine, yours, key=_PROGRESS.index)

    def _labels(self, mine: frozenset[str], yours: frozenset[str]) -> Iterator[str]:
        ours, theirs = self.sides
        yield from mine & yours
        for label in mine ^ yours:
            aspect = ("label", label)
            has, lacks = (ours, theirs) if label in mine else (theirs, ours)
            if has.own.when(WHOLE, aspect) or not lacks.own.when(WHOLE, aspect):
                yield label

    def _attributes(self, mine: Attributes, yours: Attributes) -> Attributes:
        met: dict[str, AttributeValue] = {**mine, **yours}
        for attribute in differing(mine, yours):
            kept, other, is_conflict = self._choose(
                ("attribute", attribute),
                WHOLE,
                WHOLE,
                mine.get(attribute),
                yours.get(attribute),
                lambda value: value,
            )
            if kept is None:
                del met[attribute]
            else:
                met[attribute] = kept
            if is_conflict and other is not None:
                self.others.add_attribute(attribute, other)
                self.conflicts.append(
                    Conflict("document attribute", None, None, attribute, kept, other)
                )
        return met or NO_ATTRIBUTES


def _of_one_origin(one: Annotation, other: Annotation) -> Annotation:
    """Return the annotation with an origin that does not depend on whose it is."""
    one = one._replace(origin=min(one.origin, other.origin))
    if isinstance(one, Span) and isinstance(other, Span):
        return one._replace(is_doubtful=one.is_doubtful and other.is_doubtful)
    return one


def _rank(when: When | None, value: object) -> tuple[When, str]:
    """The newer stays; of what no act has made, always the same."""
    return (when or ("", ""), repr(value))


def _value(aspect: Aspect, annotation: Annotation) -> object:
    return core_of(annotation) if aspect == CORE else annotation.attributes.get(aspect[1])
