"""Rows of annotation sets, spans and relations, read: whole sets, and which documents have some."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.attribute import NO_ATTRIBUTES
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.suggested import Suggested, suggested_of
from annotator.storage.columns import (
    dump,
    load,
    load_attributes,
    load_fragments,
    load_ids,
)
from annotator.storage.database import MALFORMED
from annotator.storage.entities import has_entities
from annotator.storage.hidden import SHOWN
from annotator.storage.labels import label_keys

_SETS = """
    SELECT annotation_sets.key, annotation_sets.id, documents.id, annotators.id,
        annotation_sets.status, annotation_sets.labels, annotation_sets.attributes
    FROM annotation_sets
    JOIN documents ON documents.key = annotation_sets.document_key
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE documents.is_retired = 0
"""
_SHOWN = "AND annotation_sets.is_retired = 0 "
_IN_ORDER = """
    ORDER BY documents.position, documents.key, annotators.name IS NULL, annotators.name
"""


def read_set(
    connection: sqlite3.Connection, document: str, annotator: str | None
) -> AnnotationSet | None:
    """Return the set of an annotator (id; None: the curated) on a document (id), whole."""
    found = read_sets(
        connection, "AND documents.id = ? AND annotators.id IS ?", (document, annotator)
    )
    return found[0] if found else None


def read_sets_on(connection: sqlite3.Connection, document: str) -> list[AnnotationSet]:
    """Return the sets on a document (id), annotators by name, the curated set last."""
    return read_sets(connection, "AND documents.id = ?", (document,))


def read_statuses_on(connection: sqlite3.Connection, document: str) -> dict[str, Status]:
    """Return annotator id -> status of the annotators' sets on a document (id)."""
    rows = connection.execute(
        "SELECT annotators.id, status FROM annotation_sets"
        " JOIN annotators ON annotators.key = annotator_key"
        " JOIN documents ON documents.key = document_key"
        " WHERE documents.id = ? AND documents.is_retired = 0 AND annotation_sets.is_retired = 0",
        (document,),
    )
    return dict(rows.fetchall())


def read_finished(connection: sqlite3.Connection, annotator: str) -> set[str]:
    """Return the ids of the documents on which an annotator's (id) set is finished."""
    rows = connection.execute(
        "SELECT documents.id FROM annotation_sets JOIN documents ON documents.key = document_key"
        " WHERE annotator_key = (SELECT key FROM annotators WHERE id = ?) AND status = 'finished'"
        " AND documents.is_retired = 0 AND annotation_sets.is_retired = 0",
        (annotator,),
    )
    return {id for (id,) in rows}


def read_doubtful(connection: sqlite3.Connection, annotators: Collection[str]) -> list[str]:
    """Return the ids of the documents on which sets of annotators (ids) have doubtful spans, in
    project order."""
    rows = connection.execute(
        f"SELECT documents.id FROM documents WHERE {SHOWN} AND key IN ("
        " SELECT document_key FROM annotation_sets WHERE is_retired = 0"
        " AND annotator_key IN ("
        "  SELECT key FROM annotators WHERE id IN (SELECT value FROM json_each(?))"
        " ) AND key IN (SELECT set_key FROM spans WHERE is_doubtful = 1)"
        ") ORDER BY position, key",
        (dump(list(annotators)),),
    )
    return [id for (id,) in rows]


def read_sets_on_each(
    connection: sqlite3.Connection, documents: Collection[str]
) -> dict[str, list[AnnotationSet]]:
    """Return document id -> the sets on it, as `read_sets_on` has them."""
    found: dict[str, list[AnnotationSet]] = {id: [] for id in documents}
    condition = "AND documents.id IN (SELECT value FROM json_each(?))"
    for one in read_sets(connection, condition, (dump(list(documents)),)):
        found[one.document].append(one)
    return found


def read_finished_twice(connection: sqlite3.Connection, besides: Collection[str] = ()) -> list[str]:
    """Return the ids of the documents that two annotators or more have finished, some (ids) not
    counted, in project order."""
    return _read_shared(connection, "status = 'finished'", besides)


def _read_shared(
    connection: sqlite3.Connection, condition: str, besides: Collection[str]
) -> list[str]:
    rows = connection.execute(
        "SELECT documents.id FROM documents"
        " JOIN annotation_sets ON annotation_sets.document_key = documents.key"
        f" WHERE {SHOWN} AND annotation_sets.is_retired = 0"
        f" AND annotator_key IS NOT NULL AND {condition} AND annotator_key NOT IN"
        " (SELECT key FROM annotators WHERE id IN (SELECT value FROM json_each(?)))"
        " GROUP BY documents.key HAVING count(*) > 1"
        " ORDER BY documents.position, documents.key",
        (dump(list(besides)),),
    )
    return [id for (id,) in rows]


def read_labelled_twice(connection: sqlite3.Connection, besides: Collection[str] = ()) -> list[str]:
    """Return the ids of the documents on which two annotators or more have a set, some (ids) not
    counted, in project order."""
    return _read_shared(connection, "1", besides)


def read_labelled(connection: sqlite3.Connection, annotators: Sequence[str]) -> list[str]:
    """Return the ids of the documents on which all of these annotators (ids) have a set, in
    project order; with none named, those on which anybody has."""
    rows = connection.execute(
        """
        SELECT documents.id FROM documents
        JOIN annotation_sets ON annotation_sets.document_key = documents.key
        JOIN annotators ON annotators.key = annotation_sets.annotator_key
        WHERE documents.is_retired = 0 AND annotation_sets.is_retired = 0
            AND (:count = 0 OR annotators.id IN (SELECT value FROM json_each(:annotators)))
        GROUP BY documents.key HAVING count(DISTINCT annotators.key) >= max(1, :count)
        ORDER BY documents.position, documents.key
        """,
        {"annotators": dump(list(annotators)), "count": len(annotators)},
    )
    return [id for (id,) in rows]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set as it was read, of which no spans and relations have been made yet.

    Whoever goes through thousands makes one after another: all at once they are as many objects
    as keep Python's collector busy for a quarter of the time.
    """

    head: tuple[Any, ...]
    spans: Sequence[Any]
    relations: Sequence[Any]
    span_labels: Mapping[int, str]
    """Key -> id."""
    relation_labels: Mapping[int, str]
    links: Sequence[tuple[str, str]] = ()
    """Spans and the entities (ids) they are linked to."""
    offers: Sequence[tuple[str, str]] = ()
    """Spans and, as JSON, what they were suggested as."""

    @property
    def key(self) -> int:
        """The key of the set."""
        key: int = self.head[0]
        return key

    @property
    def document(self) -> str:
        """The id of the document."""
        document: str = self.head[2]
        return document

    @property
    def annotator(self) -> str | None:
        """The id of the annotator; None: the curated set."""
        annotator: str | None = self.head[3]
        return annotator

    def made(self) -> AnnotationSet:
        """Return the set. Spans stand in the order of the text."""
        _key, id, document, annotator, status, labels, attributes = self.head
        return AnnotationSet(
            id,
            document,
            annotator,
            status,
            load_ids(labels),
            load_attributes(attributes),
            self._made_spans() if self.spans else {},
            _make_relations([load(column) for column in self.relations], self.relation_labels)
            if self.relations
            else {},
        )

    def _made_spans(self) -> dict[str, Span]:
        columns = [load(column) for column in self.spans]
        spans = _make_spans(columns, self.span_labels)
        for id, entity in self.links:
            spans[id] = spans[id]._replace(entity=entity)
        for id, offer in self.offers:
            spans[id] = spans[id]._replace(suggested=_load_suggested(offer))
        return spans


def read_set_rows(
    connection: sqlite3.Connection,
    condition: str,
    parameters: Sequence[Any],
    *,
    with_retired: bool = False,
) -> list[SetRow]:
    """Return the sets that meet a condition, in document order, annotators by name; those that
    came with an import that was taken back too, where they are asked for.

    A handful of statements, however many sets.
    """
    shown = "" if with_retired else _SHOWN
    heads = connection.execute(_SETS + shown + condition + _IN_ORDER, parameters).fetchall()
    set_keys = dump([head[0] for head in heads])
    spans = {key: columns for key, *columns in connection.execute(_SPANS, (set_keys,))}
    relations = {key: columns for key, *columns in connection.execute(_RELATIONS, (set_keys,))}
    labels = _label_ids(connection, "span_labels"), _label_ids(connection, "relation_labels")
    links, offers = _read_links(connection, set_keys), _read_offers(connection, set_keys)
    return [
        SetRow(
            head,
            spans.get(head[0], ()),
            relations.get(head[0], ()),
            *labels,
            links[head[0]],
            offers[head[0]],
        )
        for head in heads
    ]


def read_sets(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any]
) -> list[AnnotationSet]:
    """Return the sets of `read_set_rows`, made."""
    return [one.made() for one in read_set_rows(connection, condition, parameters)]


# A large set has 50,000 spans, and fetching a row of ten columns costs more than making a span of
# it. So SQLite hands over whole columns as JSON, and the tuples are made without the detour over
# the constructor: a third of the time all in all.
_SPANS = """
    SELECT set_key, json_group_array(id), json_group_array(label_key), json_group_array(start),
        json_group_array(spans.end), json_group_array(fragments), json_group_array(attributes),
        json_group_array(note), json_group_array(nullif(origin, 'manual')),
        json_group_array(is_doubtful)
    FROM spans WHERE set_key IN (SELECT value FROM json_each(?)) GROUP BY set_key
"""
_RELATIONS = """
    SELECT set_key, json_group_array(id), json_group_array(label_key), json_group_array(head),
        json_group_array(tail), json_group_array(attributes), json_group_array(note),
        json_group_array(nullif(origin, 'manual'))
    FROM relations WHERE set_key IN (SELECT value FROM json_each(?)) GROUP BY set_key
"""
# Few spans are linked, or none: they are read by themselves, from an index of nothing else.
_LINKS = """
    SELECT set_key, spans.id, entities.id FROM spans JOIN entities ON entities.key = entity_key
    WHERE entity_key IS NOT NULL AND set_key IN (SELECT value FROM json_each(?))
"""
_OFFERS = """
    SELECT set_key, id, suggested FROM spans
    WHERE suggested IS NOT NULL AND set_key IN (SELECT value FROM json_each(?))
"""
_new: Any = tuple.__new__
_MANY = 5_000
"""Spans from which on NumPy sorts them faster."""


def _make_spans(columns: list[list[Any]], labels: Mapping[int, str]) -> dict[str, Span]:
    # They come in the order of the key, by id. Made in the order of the text they lie in memory so,
    # and whoever goes through tens of thousands of them does it in half the time.
    order = _in_text_order(columns[2], columns[3])
    ids, keys, starts, ends = ([column[one] for one in order] for column in columns[:4])
    parts, attributes, notes, origins, doubts = (_given(column, order) for column in columns[4:])
    fragments: list[Any] = list(zip(zip(starts, ends, strict=True), strict=True))
    for at, several in enumerate(parts or ()):
        if several is not None:
            fragments[at] = load_fragments(several, starts[at], ends[at])
    values = zip(
        ids,
        map(labels.__getitem__, keys),
        fragments,
        (NO_ATTRIBUTES if one is None else load_attributes(one) for one in attributes)
        if attributes
        else repeat(NO_ATTRIBUTES),
        notes or repeat(None),
        (one or "manual" for one in origins) if origins else repeat("manual"),
        (one == 1 for one in doubts) if doubts and any(doubts) else repeat(False),
        repeat(None),
        repeat(None),
        strict=False,
    )
    return dict(zip(ids, map(partial(_new, Span), values), strict=True))


def _read_links(
    connection: sqlite3.Connection, set_keys: str
) -> defaultdict[int, list[tuple[str, str]]]:
    """Return set key -> spans and entities (ids) of the links in it."""
    links: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    if has_entities(connection):
        for key, span, entity in connection.execute(_LINKS, (set_keys,)):
            links[key].append((span, entity))
    return links


def _read_offers(
    connection: sqlite3.Connection, set_keys: str
) -> defaultdict[int, list[tuple[str, str]]]:
    """Return set key -> spans (ids) and what they were suggested as, of those that were."""
    offers: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    if has_suggested(connection):
        for key, span, offer in connection.execute(_OFFERS, (set_keys,)):
            offers[key].append((span, offer))
    return offers


def has_suggested(connection: sqlite3.Connection) -> bool:
    """Tell whether spans know what they were suggested as: those of an older file do not."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'suggested_spans'")
    return found.fetchone() is not None


def _load_suggested(column: str) -> Suggested:
    try:
        return suggested_of(load(column))
    except ValueError:
        raise sqlite3.DatabaseError(MALFORMED) from None


def _given(column: list[Any], order: list[int]) -> list[Any] | None:
    """Return a column in another order, or None where nothing stands in it."""
    return None if column.count(None) == len(column) else [column[one] for one in order]


def _in_text_order(starts: list[int], ends: list[int]) -> list[int]:
    """Return the numbers of spans in the order of the text, those that reach farther first."""
    # Numbers are sorted faster than places of two.
    places = [(start << 32) - end for start, end in zip(starts, ends, strict=True)]
    if len(places) < _MANY:
        return sorted(range(len(places)), key=places.__getitem__)
    import numpy as np  # here: most commands do without

    order: list[int] = np.argsort(np.array(places), kind="stable").tolist()
    return order


def _make_relations(columns: list[list[Any]], labels: Mapping[int, str]) -> dict[str, Relation]:
    return {
        id: _new(
            Relation,
            (
                id,
                labels[label],
                head,
                tail,
                NO_ATTRIBUTES if attributes is None else load_attributes(attributes),
                note,
                origin or "manual",
            ),
        )
        for id, label, head, tail, attributes, note, origin in zip(*columns, strict=True)
    }


class _LabelIds(dict[int, str]):
    """Key -> id; a row with a key that is none was not written by us."""

    def __missing__(self, key: int) -> str:
        raise sqlite3.DatabaseError(MALFORMED)


def _label_ids(connection: sqlite3.Connection, table: str) -> Mapping[int, str]:
    return _LabelIds((key, id) for id, key in label_keys(connection, table).items())


def has_set_id(connection: sqlite3.Connection, id: str) -> bool:
    """Tell whether a set has this id, one that is retired included."""
    row = connection.execute("SELECT 1 FROM annotation_sets WHERE id = ?", (id,)).fetchone()
    return row is not None


def is_id_taken(connection: sqlite3.Connection, id: str, besides: str) -> bool:
    """Tell whether a span or relation of another set than `besides` (id) has this id."""
    taken = connection.execute(_ID_TAKEN_ELSEWHERE, {"id": id, "set": besides}).fetchone()
    return taken is not None


_ID_TAKEN_ELSEWHERE = """
    SELECT 1 FROM spans JOIN annotation_sets ON annotation_sets.key = set_key
    WHERE spans.id = :id AND is_retired = 0 AND annotation_sets.id <> :set
    UNION ALL
    SELECT 1 FROM relations JOIN annotation_sets ON annotation_sets.key = set_key
    WHERE relations.id = :id AND is_retired = 0 AND annotation_sets.id <> :set
    LIMIT 1
"""
