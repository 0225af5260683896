"""Which documents a search of the project looks into: nothing but their keys, in order."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from annotator.storage.columns import dump
from annotator.storage.hidden import SHOWN


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on documents; empty is all."""

    question: str = ""
    """To the index of words, as `text.index_words` puts it."""
    labels: Collection[str] = ()
    """Span labels (ids): a set has a span with one of them."""
    annotators: Collection[str] = ()
    """Ids: one of them has a set."""
    statuses: Collection[str] = ()
    """Of a set (of one of these annotators, where some are named)."""
    sources: Collection[str] = ()
    since: str = ""
    until: str = ""
    """ISO dates, or their beginnings: a month, a year; both included."""
    relation_labels: Collection[str] = ()
    """Relation labels (ids): a set has a relation with one of them."""
    with_hidden: bool = False
    """Whether documents that lists leave out are looked up too."""


def look_up(
    connection: sqlite3.Connection, wanted: Wanted, at_most: int = -1
) -> list[tuple[int, str]]:
    """Return key and id of the documents that meet the conditions, in project order: the first
    `at_most`, or all.

    What is not in the index of words yet is not looked up by a `question`.
    """
    conditions = ["documents.is_retired = 0" if wanted.with_hidden else SHOWN]
    parameters: list[Any] = []

    def narrow(condition: str, *values: Any) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if wanted.question:
        narrow("key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)", wanted.question)
    if wanted.sources:
        narrow("source IN (SELECT value FROM json_each(?))", dump(list(wanted.sources)))
    if wanted.since:
        narrow("published >= ?", wanted.since)
    if wanted.until:
        # Of a month or a year all days are included.
        narrow("published <= ?", wanted.until + "\uffff")
    if wanted.annotators or wanted.statuses or wanted.labels or wanted.relation_labels:
        narrow(*_sets_wanted(wanted))
    rows = connection.execute(
        f"SELECT key, id FROM documents WHERE {' AND '.join(conditions)} ORDER BY position, key"
        " LIMIT ?",
        [*parameters, at_most],
    )
    return rows.fetchall()


def _sets_wanted(wanted: Wanted) -> tuple[Any, ...]:
    condition = "SELECT document_key FROM annotation_sets WHERE annotation_sets.is_retired = 0"
    parameters: list[Any] = []
    if wanted.annotators:
        condition += (
            " AND annotator_key IN (SELECT key FROM annotators"
            " WHERE id IN (SELECT value FROM json_each(?)))"
        )
        parameters.append(dump(list(wanted.annotators)))
    if wanted.statuses:
        condition += " AND status IN (SELECT value FROM json_each(?))"
        parameters.append(dump(list(wanted.statuses)))
    for kind, labels in (("span", wanted.labels), ("relation", wanted.relation_labels)):
        if labels:
            condition += (
                f" AND annotation_sets.key IN (SELECT set_key FROM {kind}_counts"
                f" WHERE {kind}s > 0 AND label_key IN (SELECT key FROM {kind}_labels"
                " WHERE id IN (SELECT value FROM json_each(?))))"
            )
            parameters.append(dump(list(labels)))
    return (f"key IN ({condition})", *parameters)
