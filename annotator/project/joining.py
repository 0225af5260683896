"""Annotators renamed, and two of them joined that are one person: previewed, one act, one undo.

A name is one row. In a joining every set of the one becomes the other's as it stands, under its own
id; so do remarks, verdicts and assignments. Where both have a set on an article it is refused, with
those articles named: which of two readings counts is for a review to say. The history keeps who
acted under which name. What comes in later under the name that is gone, from a file or a
colleague's copy, is met as the other's.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, cast

import orjson

from annotator.edits.edit import (
    Assign,
    JoinAnnotators,
    PartAnnotators,
    PeopleEdit,
    RenameAnnotators,
)
from annotator.edits.encoding import decode_verdict
from annotator.edits.history import Act, Step
from annotator.model.annotator import Annotator, fit_name
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorUnknown, UndoBlocked
from annotator.model.people_errors import AnnotatorNameTaken, JoinRefused
from annotator.model.verdict import Answers, Verdict
from annotator.project.assigned import time_names
from annotator.project.importing import count_standing
from annotator.project.merging.giving_back import forget_all
from annotator.project.merging.parts import changes_of
from annotator.project.past import row_of
from annotator.project.people import annotator_typed, list_annotators
from annotator.project.reviews import verdict_row
from annotator.project.road import Road
from annotator.storage.assignments import has_assignments, read_assignments, write_assignments
from annotator.storage.joined import (
    SetOver,
    count_not_of,
    drop_joined,
    move_remarks,
    move_sets,
    put_joined,
    read_remarks_by,
    read_sets_of,
    read_steps_on,
    read_verdicts_naming,
    rename_annotators,
)
from annotator.storage.verdicts import ReviewRows, has_reviews, write_review
from annotator.storage.writer import Transaction

_NAMED = 5
"""Articles that a refusal names."""


class JoinPreview(NamedTuple):
    """What joining two annotators would do: how much goes over, and where both have a set."""

    annotator: Annotator
    into: Annotator
    sets: int
    finished: int
    spans: int
    relations: int
    verdicts: int
    remarks: int
    assignments: int
    clashes: tuple[str, ...]
    """Documents (ids) on which both have a set; where there is any it is refused."""


class _Join(NamedTuple):
    """The edit that joins two, the one that parts them, and what stands in the way."""

    edit: JoinAnnotators
    inverse: PartAnnotators
    sets: list[SetOver]
    clashes: tuple[str, ...]


# ---- renaming -----------------------------------------------------------------------------------


def rename(road: Road, annotator: str, name: str) -> Changes:
    """Give an annotator (id) another name, and those that stand for their second times. The road's
    lock is held. AnnotatorUnknown, NameUnfit, AnnotatorNameTaken, SavingFailed."""
    name = free_name(road, annotator, name)
    everybody = list_annotators(road, with_second_times=True)
    others = [one for one in everybody if one.id != annotator]
    names = [(annotator, name)]
    taken_names = {one.name for one in others}
    for time in road.assigned.times_of(annotator):
        free = (one for one in time_names(name, time.round) if one not in taken_names)
        names.append((time.annotator, next(free)))
    return _apply_names(road, RenameAnnotators(tuple(names)))


def free_name(road: Road, annotator: str, name: str) -> str:
    """Return the name as an annotator (id) would get it. AnnotatorUnknown, NameUnfit,
    AnnotatorNameTaken."""
    name = fit_name(name)
    everybody = list_annotators(road, with_second_times=True)
    _person(everybody, annotator)
    if taken := annotator_typed([one for one in everybody if one.id != annotator], name):
        raise AnnotatorNameTaken(name, taken.name)
    return name


def _apply_names(
    road: Road, edit: RenameAnnotators, step: Step = "do", of: int | None = None
) -> Changes:
    held = {one.id: one for one in list_annotators(road, with_second_times=True)}
    pairs = [(held[id], Annotator(id, name)) for id, name in edit.names if held[id].name != name]
    if not pairs:
        return Changes()
    inverse = RenameAnnotators(tuple((before.id, before.name) for before, _ in pairs))
    act = road.new_act(edit, inverse, step, of)

    def work(writing: Transaction) -> None:
        rename_annotators(writing.connection, [after for _, after in pairs])
        writing.append(row_of(act))

    road.writer.run(work)
    road.past.record(act)
    if road.me is not None:
        road.me = next((after for _, after in pairs if after.id == road.me.id), road.me)
    return Changes(people=tuple(pairs))


# ---- joining ------------------------------------------------------------------------------------


def preview_join(road: Road, annotator: str, into: str) -> JoinPreview:
    """Return what joining would do. The road's lock is held. AnnotatorUnknown; JoinRefused for any
    reason but that both have labelled the same articles, which is told."""
    made = _join(road, annotator, into)
    everybody = list_annotators(road, with_second_times=True)
    return JoinPreview(
        _person(everybody, annotator),
        _person(everybody, into),
        len(made.sets),
        sum(one.status == "finished" for one in made.sets),
        sum(one.spans for one in made.sets),
        sum(one.relations for one in made.sets),
        len(made.edit.verdicts),
        len(made.edit.remark_ids),
        len(made.edit.assignments),
        made.clashes,
    )


def join(road: Road, annotator: str, into: str) -> Changes:
    """Let an annotator be another (ids), as one act. The road's lock is held. AnnotatorUnknown,
    JoinRefused, SavingFailed."""
    made = _join(road, annotator, into)
    if made.clashes:
        everybody = list_annotators(road, with_second_times=True)
        raise clash(_person(everybody, annotator), _person(everybody, into), made.clashes)
    return _do(road, made.edit, made.inverse, "do", None)


def clash(annotator: Annotator, into: Annotator, documents: Sequence[str]) -> JoinRefused:
    """Return the refusal of two annotators who have both labelled documents (ids)."""
    named = tuple(documents[:_NAMED])
    return JoinRefused(annotator.name, into.name, "sets", named, len(documents))


def walk_people_back(road: Road, latest: Act, edit: PeopleEdit, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: something has been done since;
    AnnotatorNameTaken: somebody else is called so by now."""
    if isinstance(edit, RenameAnnotators):
        assert isinstance(latest.edit, RenameAnnotators)
        everybody = list_annotators(road, with_second_times=True)
        held = {one.id: one.name for one in everybody}
        if changed := sum(held.get(id) != name for id, name in latest.edit.names):
            raise UndoBlocked(changed)
        others = [one for one in everybody if one.id not in dict(edit.names)]
        for _, name in edit.names:
            if taken := annotator_typed(others, name):
                raise AnnotatorNameTaken(name, taken.name)
        return _apply_names(road, edit, step, of)
    if count := _count_standing(road, latest, edit):
        raise UndoBlocked(count)
    inverse = cast(JoinAnnotators | PartAnnotators, latest.edit)
    return _do(road, edit, inverse, step, of)


def _do(
    road: Road,
    edit: JoinAnnotators | PartAnnotators,
    inverse: JoinAnnotators | PartAnnotators,
    step: Step,
    of: int | None,
) -> Changes:
    act = road.new_act(edit, inverse, step, of)
    everybody = {one.id: one for one in list_annotators(road, with_second_times=True)}
    is_joined = isinstance(edit, JoinAnnotators)
    assigned = changes_of(Assign(edit.assignments, edit.withdrawn))

    def work(writing: Transaction) -> None:
        connection = writing.connection
        owner = edit.into if is_joined else edit.annotator
        move_sets(connection, edit.set_ids, owner)
        move_remarks(connection, edit.remark_ids, owner)
        write_review(connection, ReviewRows(tuple(map(verdict_row, edit.verdicts))))
        write_assignments(connection, assigned)
        if is_joined:
            put_joined(connection, edit.annotator, edit.into)
        else:
            drop_joined(connection, edit.annotator)
        writing.append(row_of(act))

    road.writer.run(work)
    forget_all(road)
    road.past.record(act)
    person = everybody[edit.annotator]
    return Changes(
        sets_changed=len(edit.set_ids),
        people=((person, None),) if is_joined else ((None, person),),
        assignments=tuple(assigned),
    )


def _join(road: Road, annotator: str, into: str) -> _Join:
    if road.store.writer is not None:
        road.store.writer.flush()
    everybody = list_annotators(road, with_second_times=True)
    names = (_person(everybody, annotator).name, _person(everybody, into).name)
    if annotator == into:
        raise JoinRefused(*names, "same")
    if annotator == road.my_id:
        raise JoinRefused(*names, "me")
    assigned = road.assigned
    for one in (annotator, into):
        if assigned.second_time(one) or assigned.times_of(one):
            raise JoinRefused(*names, "second times")
    with road.store.reading() as connection:
        sets = read_sets_of(connection, annotator)
        theirs = {one.document for one in read_sets_of(connection, into)}
        bodies = read_verdicts_naming(connection, annotator) if has_reviews(connection) else []
        remarks = read_remarks_by(connection, annotator) if has_reviews(connection) else []
        held = (
            read_assignments(connection, annotators=[annotator, into])
            if has_assignments(connection)
            else []
        )
    before = tuple(decode_verdict(orjson.loads(body)) for body in bodies)
    after = tuple(_said_of(one, annotator, into) for one in before)
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    have = {one.document for one in held if one.annotator == into}
    gone = [one for one in held if one.annotator == annotator]
    given = [one._replace(annotator=into) for one in gone if one.document not in have]
    clashes = tuple(one.document for one in sets if one.document in theirs)
    ids = tuple(one.id for one in sets)
    edit = JoinAnnotators(
        annotator,
        into,
        ids,
        tuple(remarks),
        verdicts=tuple(one for _, one in changed),
        assignments=tuple(given),
        withdrawn=tuple((one.document, annotator) for one in gone),
    )
    inverse = PartAnnotators(
        annotator,
        into,
        ids,
        tuple(remarks),
        verdicts=tuple(one for one, _ in changed),
        assignments=tuple(gone),
        withdrawn=tuple((one.document, into) for one in given),
    )
    return _Join(edit, inverse, sets, clashes)


def _said_of(verdict: Verdict, annotator: str, into: str) -> Verdict:
    """Return a verdict with one annotator (id) in the place of another."""

    def now(who: str | None) -> str | None:
        return into if who == annotator else who

    return replace(
        verdict,
        reviewer=now(verdict.reviewer) or verdict.reviewer,
        first=now(verdict.first),
        second=now(verdict.second),
        answers=_answers(verdict.answers, annotator, into),
        answered_before=_answers(verdict.answered_before, annotator, into),
    )


def _answers(answers: Answers, annotator: str, into: str) -> Answers:
    return tuple((into if who == annotator else who, answer) for who, answer in answers)


def _count_standing(road: Road, latest: Act, edit: JoinAnnotators | PartAnnotators) -> int:
    """Return how much has been done since on what would be walked back."""
    road.writer.flush()
    owner = edit.annotator if isinstance(edit, JoinAnnotators) else edit.into
    taker = edit.into if isinstance(edit, JoinAnnotators) else edit.annotator
    with road.store.reading() as connection:
        count = count_standing(read_steps_on(connection, edit.set_ids, latest.seq))
        count += count_not_of(connection, edit.set_ids, owner)
        mine = {one.document for one in read_sets_of(connection, owner) if one.id in edit.set_ids}
        count += sum(one.document in mine for one in read_sets_of(connection, taker))
    return count


def _person(everybody: Sequence[Annotator], id: str) -> Annotator:
    found = next((one for one in everybody if one.id == id), None)
    if found is None:
        raise AnnotatorUnknown(id)
    return found
