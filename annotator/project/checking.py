"""Is a project whole: every invariant asked of the file, and what is broken named."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import orjson

from annotator.edits.encoding import decode_edit, decode_verdict, encode_verdict
from annotator.model.errors import NotAProject
from annotator.model.ids import derived_id
from annotator.model.labels import LabelSet
from annotator.project.past import read_history
from annotator.project.reviews import verdict_row
from annotator.project.rows import Fault
from annotator.review.soundness import Ground, unsound
from annotator.storage.annotators import read_annotators
from annotator.storage.assignments import has_assignments, read_second_times
from annotator.storage.checks import (
    check_database,
    check_history,
    check_rows,
    check_taken,
    check_texts,
)
from annotator.storage.labels import label_keys
from annotator.storage.store import Store
from annotator.storage.taken import read_taken_bodies
from annotator.storage.verdicts import VerdictRow, read_verdict_rows

T = TypeVar("T", bound=tuple[Any, ...])

_CHECKS = (check_database, check_rows, check_texts, check_history, check_taken)
_PAGE = 1000
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What reading a body of another make may raise."""


def check_project(store: Store, label_set: LabelSet) -> list[Fault]:
    """Return everything that is not whole; each check holds the file only while it runs."""
    faults: list[Fault] = []
    for check in _CHECKS:
        try:
            with store.reading() as connection:
                faults += (Fault(*broken) for broken in check(connection))
        except NotAProject as error:
            faults.append(Fault("database", error.reason))
    faults += _label_faults(label_set)
    for look in (_history_faults, _verdict_faults, _taken_faults, _second_time_faults):
        try:
            faults += look(store)
        except NotAProject as error:
            faults.append(Fault("database", error.reason))
    return list(dict.fromkeys(faults))


def _label_faults(label_set: LabelSet) -> Iterator[Fault]:
    """Yield labels that refer to labels which are not in the label set."""
    known = {one.id for one in label_set.span_labels}
    known |= {one.id for one in label_set.relation_labels}
    for relation_label in label_set.relation_labels:
        if not relation_label.heads | relation_label.tails <= known:
            yield Fault("label refers to no label", relation_label.name)
    for attribute in label_set.attributes:
        if not attribute.labels <= known:
            yield Fault("attribute refers to no label", attribute.name)


def _history_faults(store: Store) -> Iterator[Fault]:
    """Yield where the history cannot be read as edits."""
    last = 0
    try:
        for act in read_history(store, None, None):
            last = act.seq
    except (KeyError, TypeError, ValueError):
        yield Fault("history", f"unreadable after {last}")


# ---- reviews ----------------------------------------------------------------------------------


def _verdict_faults(store: Store) -> Iterator[Fault]:
    """Yield verdicts that cannot be read, say something else than their columns, or do not fit."""
    with store.reading() as connection:
        labels = {
            *label_keys(connection, "span_labels"),
            *label_keys(connection, "relation_labels"),
        }
        people = {one.id for one in read_annotators(connection)}
    for _, characters, row in _pages(store, read_verdict_rows):
        ground = Ground(characters, labels, people)
        yield from (Fault(what, f"{row.document} {row.id}") for what in _wrong(row, ground))


def _wrong(row: VerdictRow, ground: Ground) -> Iterator[str]:
    try:
        body = orjson.loads(row.verdict)
        verdict = decode_verdict(body)
        if verdict_row(verdict)[:-1] != row[:-1] or encode_verdict(verdict) != body:
            yield "verdict and its columns differ"
        yield from unsound(verdict, ground)
    except _UNREADABLE:
        yield "verdict unreadable"


# ---- what was taken in, second times ----------------------------------------------------------


def _taken_faults(store: Store) -> Iterator[Fault]:
    """Yield where rows of other files' histories, or what they changed here, are no edits."""
    for table, what in (("taken_history", "taken history"), ("taken_edits", "taken edit")):
        for key, *bodies in _pages(store, partial(read_taken_bodies, table=table)):
            try:
                for body in bodies:
                    decode_edit(orjson.loads(body))
            except _UNREADABLE:
                yield Fault(what, f"{key} unreadable")


def _second_time_faults(store: Store) -> Iterator[Fault]:
    """Yield second times that are not called what they would be called in every copy."""
    with store.reading() as connection:
        times = read_second_times(connection) if has_assignments(connection) else []
    for one in times:
        if one.annotator != derived_id("second time", one.of, str(one.round)):
            yield Fault("second time under a wrong id", one.annotator)


def _pages(store: Store, read: Callable[..., list[T]]) -> Iterator[T]:
    """Yield rows, each beginning with its key, page by page; `read` gets connection, key, count."""
    after = 0
    while True:
        with store.reading() as connection:
            page = read(connection, after, _PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1][0]
