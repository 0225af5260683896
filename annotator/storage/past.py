"""What tells how the annotation sets on a document were: acts since a moment, and what came in."""

import sqlite3
from collections.abc import Collection, Mapping
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.storage.annotations import read_set_rows
from annotator.storage.columns import dump
from annotator.storage.history import ROW, HistoryRow
from annotator.storage.purging.purges import has_purges
from annotator.storage.taken import TakenEdit, has_taken

_OF_MANY = ("BringIn", "Retire", "TakeIn", "GiveBack", "ReplaceLabelSet", "JoinAnnotators",
            "PartAnnotators", "Purge")  # fmt: skip
"""Edits of the project that may concern any set."""


class SetEver(NamedTuple):
    """A set that stands in the file, and the import that brought it, where one did."""

    annotation_set: AnnotationSet
    import_id: str | None
    is_retired: bool


def read_sets_ever(connection: sqlite3.Connection, document: str) -> list[SetEver]:
    """Return all sets on a document (id), annotators by name, those that were taken back too."""
    came = {
        id: (import_id, bool(is_retired))
        for id, import_id, is_retired in connection.execute(
            "SELECT annotation_sets.id, annotation_sets.import_id, annotation_sets.is_retired"
            " FROM annotation_sets JOIN documents ON documents.key = document_key"
            " WHERE documents.id = ? AND documents.is_retired = 0",
            (document,),
        )
    }
    rows = read_set_rows(connection, "AND documents.id = ?", (document,), with_retired=True)
    return [SetEver(one, *came[one.id]) for one in (row.made() for row in rows)]


def read_import_of(connection: sqlite3.Connection, document: str) -> str | None:
    """Return the import that brought a document (id)."""
    row = connection.execute(
        "SELECT import_id FROM documents WHERE id = ? AND is_retired = 0", (document,)
    ).fetchone()
    return row[0] if row else None


def read_rows_since(
    connection: sqlite3.Connection, document: str, after: int, before: int, count: int
) -> list[HistoryRow]:
    """Return rows between two numbers, newest first, at most so many: those about a document (id),
    and those that may concern any set."""
    rows = connection.execute(
        f"SELECT {ROW} FROM history"
        " WHERE document = :document AND seq > :after AND seq < :before"
        f" UNION ALL SELECT {ROW} FROM history"
        " WHERE document IS NULL AND seq > :after AND seq < :before"
        " AND json_extract(edit, '$.edit') IN (SELECT value FROM json_each(:of_many))"
        " ORDER BY seq DESC LIMIT :count",
        {
            "document": document,
            "after": after,
            "before": before,
            "count": count,
            "of_many": dump(list(_OF_MANY)),
        },
    )
    return [HistoryRow(*row) for row in rows]


def read_parts_on(
    connection: sqlite3.Connection, document: str, imports: Collection[str]
) -> dict[str, list[TakenEdit]]:
    """Return import id -> its edits of sets on a document (id) and of the label set, in order."""
    found: dict[str, list[TakenEdit]] = {one: [] for one in imports}
    if imports and has_taken(connection):
        for import_id, *cells in connection.execute(
            "SELECT import_id, document, annotator, annotation_set, edit, inverse FROM taken_edits"
            " WHERE import_id IN (SELECT value FROM json_each(?)) AND (annotation_set IN ("
            "  SELECT annotation_sets.id FROM annotation_sets"
            "  JOIN documents ON documents.key = document_key WHERE documents.id = ?"
            ' ) OR document = ? OR (document IS NULL AND edit LIKE \'{"edit":"ReplaceLabelSet"%\'))'
            " ORDER BY key",
            (dump(sorted(imports)), document, document),
        ):
            found[import_id].append(TakenEdit(*cells))
    return found


def has_acts_until(
    connection: sqlite3.Connection, document: str, annotation_set: str, seq: int
) -> bool:
    """Tell whether any row up to a number is about a set (id) on a document (id)."""
    row = connection.execute(
        "SELECT 1 FROM history WHERE document = ? AND seq <= ? AND annotation_set = ? LIMIT 1",
        (document, seq, annotation_set),
    ).fetchone()
    return row is not None


def read_forgetful(
    connection: sqlite3.Connection, purges: Mapping[str, Collection[str]], after: int
) -> set[str | None]:
    """Return who (annotator ids) did what purges have emptied (purge id -> hashes of rows) after a
    number, where these have replaced words on articles that are still there. What only told of
    articles that are gone is no loss to the past of others."""
    if not purges or not has_purges(connection):
        return set()
    replacing = connection.execute(
        "SELECT id FROM purges WHERE are_words_replaced = 1"
        " AND id IN (SELECT value FROM json_each(?))",
        (dump(sorted(purges)),),
    )
    hashes = [sha256 for (id,) in replacing.fetchall() for sha256 in purges[id]]
    rows = connection.execute(
        "SELECT DISTINCT annotator FROM history WHERE seq > ?"
        " AND sha256 IN (SELECT value FROM json_each(?))",
        (after, dump(hashes)),
    )
    return {annotator for (annotator,) in rows}


# ---- one annotation -----------------------------------------------------------------------------


class TakenAct(NamedTuple):
    """A row that a taking in has brought, or an edit that it is made of; by its import."""

    import_id: str
    row: HistoryRow


def read_rows_naming(
    connection: sqlite3.Connection, document: str, annotation: str
) -> list[HistoryRow]:
    """Return the rows about a document (id) that name an annotation (id), in order."""
    rows = connection.execute(
        f"SELECT {ROW} FROM history WHERE document = :document"
        " AND (instr(edit, :annotation) OR instr(inverse, :annotation)) ORDER BY seq",
        {"document": document, "annotation": annotation},
    )
    return [HistoryRow(*row) for row in rows]


def read_taken_naming(
    connection: sqlite3.Connection, document: str, annotation: str
) -> tuple[list[TakenAct], list[TakenAct]]:
    """Return what was taken in about a document (id) that names an annotation (id) and stands: rows
    of other files' history, and the edits that the takings in themselves have made."""
    if not has_taken(connection):
        return [], []
    asked = {"document": document, "annotation": annotation}
    names = "(instr(edit, :annotation) OR instr(inverse, :annotation))"
    live = "import_id IN (SELECT id FROM imports WHERE is_retired = 0)"
    rows = connection.execute(
        f"SELECT import_id, {ROW} FROM taken_history WHERE here = :document AND {live}"
        f" AND {names} ORDER BY key",
        asked,
    ).fetchall()
    edits = connection.execute(
        "SELECT import_id, 0, '', annotator, document, annotation_set, 'do', NULL, edit, inverse"
        f" FROM taken_edits WHERE document = :document AND {live} AND {names}"
        " AND annotation_set IN ("
        "  SELECT annotation_sets.id FROM annotation_sets"
        "  JOIN documents ON documents.key = document_key WHERE documents.id = :document"
        ") ORDER BY key",
        asked,
    ).fetchall()
    found = [[TakenAct(one, HistoryRow(*row)) for one, *row in some] for some in (rows, edits)]
    return found[0], found[1]


def read_taken_acts(
    connection: sqlite3.Connection, document: str, imports: Collection[str]
) -> list[TakenAct]:
    """Return the rows of other files' history about a document (id) that imports (ids) brought,
    those of each newest first."""
    if not imports or not has_taken(connection):
        return []
    rows = connection.execute(
        f"SELECT import_id, {ROW} FROM taken_history WHERE here = ?"
        " AND import_id IN (SELECT value FROM json_each(?)) ORDER BY seq DESC",
        (document, dump(sorted(imports))),
    )
    return [TakenAct(import_id, HistoryRow(*cells)) for import_id, *cells in rows]


def read_rows_of_imports(
    connection: sqlite3.Connection, imports: Collection[str]
) -> list[HistoryRow]:
    """Return the rows in which imports (ids) came in, in order."""
    rows = connection.execute(
        f"SELECT {ROW} FROM history WHERE document IS NULL AND step = 'do'"
        " AND json_extract(edit, '$.import_id') IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (dump(sorted(imports)),),
    )
    return [HistoryRow(*row) for row in rows]


def read_place_of(
    connection: sqlite3.Connection, document: str, annotation: str
) -> tuple[str, str | None, str | None] | None:
    """Return the set (id) on a document (id) in which an annotation (id) stands, whose it is (an
    id), and the import that brought the set; None where it stands in none."""
    for table in ("spans", "relations"):
        row = connection.execute(
            "SELECT annotation_sets.id, annotators.id, annotation_sets.import_id"
            f" FROM {table} JOIN annotation_sets ON annotation_sets.key = set_key"
            " JOIN documents ON documents.key = document_key"
            " LEFT JOIN annotators ON annotators.key = annotator_key"
            f" WHERE {table}.id = ? AND documents.id = ?"
            " AND annotation_sets.is_retired = 0 AND documents.is_retired = 0",
            (annotation, document),
        ).fetchone()
        if row:
            return row[0], row[1], row[2]
    return None
