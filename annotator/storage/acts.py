"""Acts read page by page, newest first, narrowed by who, what and when."""

import sqlite3
from collections.abc import Collection

from annotator.storage.columns import dump
from annotator.storage.history import ROW, HistoryRow
from annotator.storage.taken import has_taken

_WINDOW = 2_000
"""Rows that are looked through at once where a page is narrowed: some milliseconds."""
_NAME = """
    json_extract(edit, '$.edit') || iif(coalesce(json_extract(edit, '$.act'), '') <> ''
        AND json_extract(edit, '$.edit') IN ('TakeIn', 'GiveBack'), ' of many', '')
"""
"""What an edit is called; a taking in that is a change of many sets here is so called."""


def read_acts(
    connection: sqlite3.Connection,
    document: str | None,
    before: int | None,
    count: int,
    *,
    annotators: Collection[str] = (),
    edits: Collection[str] = (),
    since: str = "",
    until: str = "",
) -> tuple[list[HistoryRow], int | None]:
    """Return rows below a number, newest first, at most `count`, and below which number the next
    ones stand; None: there are none. Of a document (id): those about it, and those in which it or
    anything on it came in, or was changed with much else.

    What is empty does not narrow; `edits` are names, `since` (included) and `until` moments. Of a
    narrowed page only so many rows are looked through, so there may be few or none in it.
    """
    conditions, parameters = [], {"document": document, "before": before, "count": count + 1}
    if annotators:
        conditions.append("annotator IN (SELECT value FROM json_each(:annotators))")
    if edits:
        conditions.append(f"{_NAME} IN (SELECT value FROM json_each(:edits))")
    if since:
        conditions.append("at >= :since")
    if until:
        conditions.append("at < :until")
    window = _WINDOW if conditions else count + 1
    asked = parameters | {
        "annotators": dump(sorted(annotators)),
        "edits": dump(sorted(edits)),
        "since": since,
        "until": until,
        "window": window,
    }
    below = "seq < :before" if before is not None else "1"
    within = f"FROM history WHERE {below} ORDER BY seq DESC LIMIT :window"
    if document is not None:
        within = (
            f"FROM (SELECT {ROW} FROM history WHERE document = :document AND {below}"
            f" UNION ALL SELECT {ROW} FROM history WHERE document IS NULL AND {below}"
            " AND json_extract(edit, '$.import_id') IN (SELECT value FROM json_each(:imports))"
            " ORDER BY seq DESC LIMIT :window)"
        )
        asked["imports"] = dump(_imports_touching(connection, document))
    narrowed = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = [
        HistoryRow(*row)
        for row in connection.execute(
            f"SELECT {ROW} FROM (SELECT {ROW} {within}) {narrowed} ORDER BY seq DESC LIMIT :count",
            asked,
        )
    ]
    if len(rows) > count:
        return rows[:count], rows[count - 1].seq
    last, seen = connection.execute(
        f"SELECT min(seq), count(*) FROM (SELECT seq {within})", asked
    ).fetchone()
    return rows, last if seen == window else None


def _imports_touching(connection: sqlite3.Connection, document: str) -> list[str]:
    """Return the imports (ids) that brought a document (id) or a set on it, or changed one."""
    sets = (
        "SELECT annotation_sets.id FROM annotation_sets JOIN documents"
        " ON documents.key = document_key WHERE documents.id = :document"
    )
    changed = (
        f" UNION SELECT import_id FROM taken_edits WHERE annotation_set IN ({sets})"
        if has_taken(connection)
        else ""
    )
    rows = connection.execute(
        "SELECT import_id FROM documents WHERE id = :document AND import_id IS NOT NULL"
        " UNION SELECT annotation_sets.import_id FROM annotation_sets JOIN documents"
        " ON documents.key = document_key WHERE documents.id = :document"
        f" AND annotation_sets.import_id IS NOT NULL{changed}",
        {"document": document},
    )
    return [import_id for (import_id,) in rows]
