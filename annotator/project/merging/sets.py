"""Annotation sets of two files met: by annotator, on one document."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

import orjson

from annotator.edits.encoding import encode_relation, encode_span
from annotator.edits.meeting import meet
from annotator.edits.other_copy import copy_annotator, make_other_copy, renamed
from annotator.edits.side import Conflict, Side
from annotator.edits.touched import Known, core_of
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.merging.sides import KnownRow, OnDocument


@dataclass(frozen=True, slots=True)
class SetMet:
    """What becomes of one annotator's set."""

    annotator: str | None
    before: AnnotationSet | None
    """Ours, where there is one."""
    after: AnnotationSet
    conflicts: tuple[Conflict, ...] = ()
    others: frozenset[str] = frozenset()
    """Ids under which it goes in their file."""
    is_other_copy: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        if self.before is None:
            return not self.after.is_untouched
        return self.before != self.after


@dataclass(slots=True)
class SetsMet:
    """What becomes of all sets on a document."""

    changed: list[SetMet] = field(default_factory=list)
    known: list[str | None] = field(default_factory=list)
    """Annotators in whose set theirs has nothing that is not here."""
    learned: list[SetMet] = field(default_factory=list)
    """Sets that stay as they are, but are known to be theirs by now."""
    contradicted: list[SetMet] = field(default_factory=list)
    """Sets of which the other copy says otherwise, be they changed or not."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One annotator's set in two files, in our ids, and what each knows of it."""

    annotator: str | None
    mine: AnnotationSet | None
    yours: AnnotationSet | None
    my_copy: AnnotationSet | None
    your_copy: AnnotationSet | None
    my_rows: list[KnownRow]
    your_rows: list[KnownRow]
    my_origins: frozenset[str]
    your_origins: frozenset[str]
    names: dict[str, str]
    """What annotations of theirs are called here that are called otherwise there."""
    labels: dict[str, str]
    """The same of labels and attributes."""
    is_incomplete: bool


def meet_pair(pair: Pair) -> list[SetMet] | None:
    """Return what becomes of the set, and of its other copy; None where theirs has nothing new."""
    mine = {row.sha256 for row in pair.my_rows}
    yours = {row.sha256 for row in pair.your_rows}
    others = pair.your_origins - pair.my_origins
    if yours <= mine and not others:
        is_same_known = bool(mine) and mine == yours and pair.my_origins == pair.your_origins
        return (list(_fuller(pair)) or None) if is_same_known else None
    if pair.mine is None and not pair.my_rows:
        return list(_as_theirs(pair, pair.your_origins))
    is_behind = mine <= yours and pair.my_origins <= pair.your_origins
    if is_behind and not pair.is_incomplete:
        return list(_as_theirs(pair, others))
    return list(_met(pair, others))


def _fuller(pair: Pair) -> Iterator[SetMet]:
    """Both know the same, and yet may have come to something else, where a third copy was taken in
    before a mark became one with another: the one that says more is taken everywhere."""
    if pair.mine is None or pair.yours is None or pair.is_incomplete or pair.names:
        return
    if _fullness(pair.yours, pair.your_copy) > _fullness(pair.mine, pair.my_copy):
        yield from _as_theirs(pair, frozenset())


def _fullness(one: AnnotationSet, copy: AnnotationSet | None) -> tuple[object, ...]:
    """Return a value that is greater the more different things are said, and the fewer twice; what
    says the same has the same, anything else another."""
    every = [_annotations(held) if held else [] for held in (one, copy)]
    different = [len({core_of(each) for each in each_set}) for each_set in every]
    twice = [-len(each_set) for each_set in every]
    return (*different, *twice, [_said(held) if held else [] for held in (one, copy)])


def _said(one: AnnotationSet) -> list[str]:
    """Return all that a set says, in an order of its own."""
    about = [one.status, sorted(one.labels), sorted(one.attributes.items())]
    spans = map(encode_span, one.spans.values())
    relations = map(encode_relation, one.relations.values())
    every = (_line(about), *sorted(map(_line, spans)), *sorted(map(_line, relations)))
    return [line.decode() for line in every]


def _line(body: object) -> bytes:
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def _as_theirs(pair: Pair, others: frozenset[str]) -> Iterator[SetMet]:
    """Ours is new, or only behind: it becomes as theirs."""
    for mine, yours, is_copy in (
        (pair.mine, pair.yours, False),
        (pair.my_copy, pair.your_copy, True),
    ):
        whose = copy_annotator(pair.annotator) if is_copy else pair.annotator
        if yours is not None:
            after = yours if mine is None else replace(yours, id=mine.id)
            yield SetMet(whose, mine, after, (), frozenset() if is_copy else others, is_copy)
        elif mine is not None:
            empty = _empty(mine)
            yield SetMet(whose, mine, empty, (), frozenset() if is_copy else others, is_copy)


def _met(pair: Pair, others: frozenset[str]) -> Iterator[SetMet]:
    """Both have gone on: they meet."""
    base = pair.mine or pair.yours
    if base is None:
        return  # Each has begun it, and has taken that back.
    met = meet(
        Side(pair.mine or _empty(base), _acts(pair.my_rows), pair.my_copy),
        Side(
            pair.yours or _empty(base),
            _acts(pair.your_rows),
            pair.your_copy,
            pair.is_incomplete,
            pair.names,
            pair.labels,
        ),
    )
    yield SetMet(pair.annotator, pair.mine, met.annotation_set, met.conflicts, others)
    id = pair.my_copy.id if pair.my_copy else new_id()
    copy = make_other_copy(met.annotation_set, met.others, met.deleted, id)
    if pair.my_copy is not None or not copy.is_untouched:
        yield SetMet(copy.annotator, pair.my_copy, copy, is_other_copy=True)


def _acts(rows: Iterable[KnownRow]) -> tuple[Known, ...]:
    return tuple(row.known for row in rows)


def _empty(one: AnnotationSet) -> AnnotationSet:
    status: Status = "curated" if one.annotator is None else "new"
    return AnnotationSet(one.id, one.document, one.annotator, status)


def rows_of_sets(about: OnDocument, annotator: str | None) -> list[KnownRow]:
    """Return the rows that tell what was done to an annotator's (id) own set."""
    return [
        row
        for row in about.rows
        if row.owner == annotator and row.known.act.annotation_set is not None
    ]


# ---- ids ----------------------------------------------------------------------------------------


def with_free_ids(
    yours: AnnotationSet, mine: AnnotationSet | None, taken: Collection[str]
) -> tuple[AnnotationSet, dict[str, str]]:
    """Return their set with other ids for annotations whose own are `taken` by others here, and
    what those are called; always the same, so that they are met again."""
    held: dict[str, Span | Relation] = {**mine.spans, **mine.relations} if mine else {}
    if not held and not taken:
        return yours, {}
    names: dict[str, str] = {}
    for one in _annotations(yours):
        other = hashlib.sha256(f"{yours.id} {one.id}".encode()).hexdigest()[:13]
        known = held.get(one.id)
        if other in held or one.id in taken or _is_other_kind(known, one):
            names[one.id] = other
    if not names:
        return yours, names
    every = [renamed(one, names) for one in _annotations(yours)]
    return (
        replace(
            yours,
            spans={one.id: one for one in every if isinstance(one, Span)},
            relations={one.id: one for one in every if isinstance(one, Relation)},
        ),
        names,
    )


def _annotations(one: AnnotationSet) -> list[Span | Relation]:
    return [*one.spans.values(), *one.relations.values()]


def _is_other_kind(known: Span | Relation | None, one: Span | Relation) -> bool:
    return known is not None and type(known) is not type(one)
