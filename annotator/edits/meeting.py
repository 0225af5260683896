"""Two copies of one annotation set that went different ways meet: a three-way merge without the
base, which the acts stand in for that only one of the two knows.

What only one side's acts have touched is as that side has it; what both have made alike is one.
What both have touched and made different is a contradiction: the newer stays, the other goes into
the other copy (`annotator.edits.other_copy`), so that nothing anybody made is lost. Which of the
two is called ours makes no difference to what comes out, nor does the order in which several meet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from annotator.edits.joined import find_joined
from annotator.edits.other_copy import (
    Others,
    Version,
    read_others,
    rename_copy,
    renamed,
    value_of,
    with_aspect,
)
from annotator.edits.side import Annotation, Conflict, Here, Said, Side, choose
from annotator.edits.state_meeting import meet_states
from annotator.edits.touched import (
    CORE,
    ENTITY,
    NOTE,
    Aspect,
    Touched,
    core_of,
    differing,
    fields_of,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.suggested import Suggested

_BETWEEN = "\n\n"
"""Between paragraphs of a note."""


class Met(NamedTuple):
    """What came of a meeting."""

    annotation_set: AnnotationSet
    """Under the id that ours had."""
    others: Others
    deleted: frozenset[str]
    """Annotations (ids) of the set that one of the two has deleted."""
    conflicts: tuple[Conflict, ...]


def meet(ours: Side, theirs: Side) -> Met:
    """Return the set that both copies together make, and what it does not say.

    Both are on the same document, in the ids of one label set, and no id is a span's on one side
    and a relation's on the other.
    """
    here, there = (find_joined(one.annotations, one.touched()) for one in (ours, theirs))
    return _Meeting(_with_joined(ours, here, there), _with_joined(theirs, there, here)).finish()


def _with_joined(side: Side, own: dict[str, str], other: dict[str, str]) -> Side:
    """Return a side in which all goes under the ids of what it has become one with, here or on the
    other side."""
    held = side.annotations
    there = {id: now for id, now in other.items() if id in held and now not in held}
    one = side.annotation_set
    spans = [renamed(span, there) for span in one.spans.values()]
    relations = [renamed(relation, there) for relation in one.relations.values()]
    return replace(
        side,
        annotation_set=replace(
            one,
            spans={span.id: span for span in spans if isinstance(span, Span)},
            relations={held.id: held for held in relations if isinstance(held, Relation)},
        ),
        copy=rename_copy(side.copy, there) if side.copy else None,
        names={**{id: own.get(now, now) for id, now in side.names.items()}, **own, **there},
    )


class _Meeting:
    def __init__(self, ours: Side, theirs: Side) -> None:
        self.ours = Here(ours, ours.touched(theirs.acts), ours.touched())
        self.theirs = Here(theirs, theirs.touched(ours.acts), theirs.touched())
        self.met: dict[str, Annotation] = {}
        self.dropped: dict[str, Annotation] = {}
        """What one side has and is not in the result."""
        self.names: dict[str, str] = {}
        """Id of an annotation that became one with another -> the other's id."""
        self.others = Others()
        self.conflicts: list[Conflict] = []

    def finish(self) -> Met:
        mine, yours = self.ours.side.annotations, self.theirs.side.annotations
        for id in dict.fromkeys((*mine, *yours)):
            self._meet(id, mine.get(id), yours.get(id))
        self._restore_ends()
        only = (
            {id for id in mine.keys() - yours.keys() if not self.theirs.known.is_gone(id)},
            {id for id in yours.keys() - mine.keys() if not self.ours.known.is_gone(id)},
        )
        self._join_alike(*only, Span)
        self._rename_ends()
        self._join_alike(*only, Relation)
        whole = meet_states(self.ours, self.theirs)
        self.conflicts += whole.conflicts
        for attribute, value in whole.others.items():
            self.others.add_attribute(attribute, value)
        one, state = self.ours.side.annotation_set, whole.state
        spans = {id: one for id, one in self.met.items() if isinstance(one, Span)}
        relations = {id: one for id, one in self.met.items() if isinstance(one, Relation)}
        return Met(
            AnnotationSet(
                one.id,
                one.document,
                one.annotator,
                state.status,
                state.labels,
                state.attributes,
                spans,
                relations,
            ),
            self._all_others(),
            frozenset(self._deleted()),
            tuple(self.conflicts),
        )

    # ---- what other copies say --------------------------------------------------------------

    def _all_others(self) -> Others:
        """Return what is new of that, and what was kept before and is not overtaken."""
        every = Others()
        sides = (self.ours.side, self.theirs.side)
        before = [read_others(side.annotation_set, side.copy) for side in sides]
        for number, held in enumerate(before):
            left = Others(attributes=held.attributes)
            there, they_say = sides[1 - number], before[1 - number]
            for version, annotation in held.versions.items():
                if version in they_say.versions or not self._is_overtaken(
                    version, annotation, there
                ):
                    left.versions[version] = annotation
            every.add_all(left, self.names)
        every.add_all(self.others, self.names)
        return every

    def _is_overtaken(self, version: Version, annotation: Annotation, there: Side) -> bool:
        """Tell whether a side knows all that made another version so, and is not so any more."""
        now = there.annotations.get(version.of)
        if now and value_of(version.aspect, now) == value_of(version.aspect, annotation):
            return False
        makers: set[str] = set()
        for side in (self.ours.side, self.theirs.side):
            touched = Touched(side.acts, with_undone=True).renamed(side.names, side.labels)
            whens = touched.whens(version.of, version.aspect, fields_of(annotation))
            makers |= {sha256 for _, sha256 in whens}
        return bool(makers) and makers <= {act.sha256 for act in there.acts}

    def _deleted(self) -> Iterator[str]:
        """Yield what is there although some act that stands has taken it away."""
        acts = {act.sha256: act for act in (*self.ours.side.acts, *self.theirs.side.acts)}
        theirs = self.theirs.side
        every = Touched(acts.values())
        for touched in (every, every.renamed(theirs.names, theirs.labels)):
            yield from (id for id in self.met if touched.is_gone(id))

    # ---- one annotation ---------------------------------------------------------------------

    def _meet(self, id: str, mine: Annotation | None, yours: Annotation | None) -> None:
        if mine is None or yours is None:
            has, lacks = (self.ours, self.theirs) if yours is None else (self.theirs, self.ours)
            self._meet_alone(id, mine or yours, has, lacks)  # type: ignore[arg-type]
        elif mine == yours:
            self.met[id] = mine
        else:
            self.met[id] = self._join(mine, yours, id)

    def _meet_alone(self, id: str, one: Annotation, has: Here, lacks: Here) -> None:
        """An annotation that one side has and the other lacks."""
        if lacks.own.is_gone(id):
            if not has.own.has_value(id):
                self.dropped[id] = one
                return
            self._keep_deleted(one)
        elif (
            not has.own.has_value(id) and lacks.known.has_value(id) and not lacks.side.is_incomplete
        ):
            # It was there, and an earlier meeting has made it one with another.
            self.dropped[id] = one
            return
        self.met[id] = one

    def _keep_deleted(self, one: Annotation) -> None:
        self.met[one.id] = one
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
        if value_of(ENTITY, mine) != value_of(ENTITY, yours):
            joined = self._link(joined, mine, yours)
        return joined._replace(note=self._note(mine, yours))

    def _decide(
        self, joined: Annotation, aspect: Aspect, mine: Annotation, yours: Annotation
    ) -> Annotation:
        """Return the annotation as it is in one respect in which its versions differ."""
        here = self.ours.own.when(mine.id, aspect, fields_of(mine))
        there = self.theirs.own.when(yours.id, aspect, fields_of(yours))
        one, other = Said(here, value_of(aspect, mine)), Said(there, value_of(aspect, yours))
        is_mine, is_conflict = choose(one, other)
        kept, lost = (mine, yours) if is_mine else (yours, mine)
        joined = with_aspect(joined, aspect, kept)
        if is_conflict:
            version = with_aspect(joined, aspect, lost)
            self.others.add(aspect, version)
            self._note_conflict(aspect, joined, version)
        return joined

    def _link(self, joined: Annotation, mine: Annotation, yours: Annotation) -> Annotation:
        """Return the span linked as it was linked last: where both sides say another entity, the
        newer stays, and the older stands in the history."""
        sides = ((self.ours, mine), (self.theirs, yours))
        one, other = (
            Said(side.own.when(span.id, ENTITY, fields_of(span)), value_of(ENTITY, span))
            for side, span in sides
        )
        is_mine, _ = choose(one, other)
        return with_aspect(joined, ENTITY, mine if is_mine else yours)

    def _note_conflict(self, aspect: Aspect, kept: Annotation, other: Annotation) -> None:
        if aspect == CORE:
            self.conflicts.append(Conflict("core", kept, other))
            return
        name = aspect[1]
        values = (kept.attributes.get(name), other.attributes.get(name))
        self.conflicts.append(Conflict("attribute", kept, other, name, *values))

    def _note(self, mine: Annotation, yours: Annotation) -> str | None:
        """What is new on either side is kept, one below the other; what both knew and only one has
        still is gone."""
        if mine.note == yours.note:
            return mine.note
        here, there = _paragraphs(mine.note), _paragraphs(yours.note)
        new = (here & self._written(self.ours, mine)) | (there & self._written(self.theirs, yours))
        kept = new | (here & there)
        same = [one.note for one in (mine, yours) if _paragraphs(one.note) == kept]
        return max(same, key=lambda note: note or "", default=_BETWEEN.join(sorted(kept))) or None

    @staticmethod
    def _written(here: Here, annotation: Annotation) -> set[str]:
        """Return the paragraphs that acts which only one side knows have put into a note."""
        notes = here.own.values(annotation.id, NOTE)
        return {part for values in notes for part in _paragraphs(values.get("note"))}

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
        return self.ours.own.is_gone(id) or self.theirs.own.is_gone(id)

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


def _paragraphs(note: object) -> set[str]:
    return set(note.split(_BETWEEN)) if isinstance(note, str) else set()


def _of_one_origin(one: Annotation, other: Annotation) -> Annotation:
    """Return the annotation with an origin that does not depend on whose it is."""
    origin = min(one.origin, other.origin)
    if isinstance(one, Span) and isinstance(other, Span):
        offers = [span.suggested for span in (one, other) if span.origin == origin]
        return one._replace(
            origin=origin,
            is_doubtful=one.is_doubtful and other.is_doubtful,
            suggested=min(offers, key=_rank_of_offer),
        )
    return one._replace(origin=origin)


def _rank_of_offer(suggested: Suggested | None) -> tuple[str, ...]:
    return () if suggested is None else tuple(map(str, suggested))
