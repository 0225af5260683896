"""Rows of articles, annotation sets and summaries as the Overview counts them, page by page."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from annotator.storage.columns import dump
from annotator.storage.hidden import SHOWN
from annotator.storage.readers import Reading

PAGE = 5_000
"""Rows that are read in one go: some tens of milliseconds."""


class FileState(NamedTuple):
    """What tells whether anything has changed, and how much has to be read again."""

    last: int
    """The last row of the history."""
    whole: tuple[int, ...]
    """Where this differs, more has changed than some articles."""


def read_state(connection: sqlite3.Connection) -> FileState:
    """Return the state of the file."""
    last = connection.execute("SELECT coalesce(max(seq), 0) FROM history").fetchone()[0]
    whole = connection.execute(
        "SELECT (SELECT count(*) FROM imports), (SELECT total(is_retired) FROM imports),"
        " (SELECT count(*) FROM hidden_documents), (SELECT count(*) FROM annotators)"
    ).fetchone()
    return FileState(last, tuple(int(one) for one in whole))


def read_proof(connection: sqlite3.Connection, act: int) -> str:
    """Return the hash of an act (its place in the history), which stands for all acts before it as
    well; "" where there is no such act."""
    row = connection.execute("SELECT sha256 FROM history WHERE seq = ?", (act,)).fetchone()
    return row[0] if row else ""


def read_touched(connection: sqlite3.Connection, after: int) -> set[str] | None:
    """Return the documents (ids) that the history tells of after a row of it; None where it tells
    of the project as a whole, which may be anything."""
    rows = connection.execute("SELECT DISTINCT document FROM history WHERE seq > ?", (after,))
    found = {document for (document,) in rows}
    return None if None in found else found


def read_size(connection: sqlite3.Connection) -> int:
    """Return how many rows there are to read of articles, sets and summaries, about."""
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM annotation_sets)"
        " + (SELECT count(*) FROM span_counts) + (SELECT count(*) FROM relation_counts)"
    )
    return int(counts.fetchone()[0])


# ---- rows ---------------------------------------------------------------------------------------


def stream_articles(
    reading: Reading, among: Collection[str] | None = None
) -> Iterator[Sequence[tuple[int, int, str, str, str, int]]]:
    """Yield pages of (key, position, id, source, published, characters) of the documents that lists
    show (of some, by id)."""
    yield from _pages(
        reading,
        "SELECT key, position, id, coalesce(source, ''), coalesce(published, ''), characters"
        f" FROM documents WHERE {SHOWN} AND ",
        "id IN (SELECT value FROM json_each(:among))",
        among,
        "(position, key) > (:first, :second) ORDER BY position, key",
        lambda row: (row[1], row[0]),
    )


def stream_sets(
    reading: Reading, among: Collection[str] | None = None
) -> Iterator[Sequence[tuple[int, int, int, int, int, int, str]]]:
    """Yield pages of (key, document key, annotator key or 0 for the curated set, status 0 to 3,
    spans, relations, id) of the sets that count (on some documents, by id), on hidden ones too."""
    yield from _pages(
        reading,
        f"SELECT key, document_key, coalesce(annotator_key, 0), {_STATUS}, spans, relations, id"
        " FROM annotation_sets WHERE is_retired = 0 AND ",
        f"document_key IN {_AMONG}",
        among,
        "key > :first ORDER BY key",
        lambda row: (row[0], 0),
    )


_STATUS = """
    CASE status WHEN 'new' THEN 0 WHEN 'in_progress' THEN 1 WHEN 'finished' THEN 2 ELSE 3 END
"""
_AMONG = """
    (SELECT key FROM documents WHERE is_retired = 0
    AND id IN (SELECT value FROM json_each(:among)))
"""


def stream_counts(
    reading: Reading, kind: str, among: Collection[str] | None = None
) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Yield pages of (set key, label key, how many) of the summaries of spans (kind "span") or
    relations (kind "relation"), of sets on some documents (ids) or of all sets there are."""
    yield from _pages(
        reading,
        f"SELECT set_key, label_key, {kind}s FROM {kind}_counts WHERE ",
        "set_key IN (SELECT key FROM annotation_sets"
        f" WHERE is_retired = 0 AND document_key IN {_AMONG})",
        among,
        "(set_key, label_key) > (:first, :second) ORDER BY set_key, label_key",
        lambda row: (row[0], row[1]),
    )


def _pages(
    reading: Reading,
    statement: str,
    of_some: str,
    among: Collection[str] | None,
    in_order: str,
    place: Callable[[Any], tuple[int, int]],
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a statement in pages, each read in one go; those about some documents
    (ids), which are few, in one."""
    if among is not None:
        with reading() as connection:
            found = connection.execute(statement + of_some, {"among": dump(list(among))}).fetchall()
        yield found
        return
    first, second = -1, -1
    while True:
        with reading() as connection:
            page = connection.execute(
                f"{statement}{in_order} LIMIT {PAGE}", {"first": first, "second": second}
            ).fetchall()
        if page:
            yield page
        if len(page) < PAGE:
            return
        first, second = place(page[-1])


# ---- names --------------------------------------------------------------------------------------


def read_annotator_keys(connection: sqlite3.Connection) -> dict[int, str]:
    """Return key -> id of all annotators."""
    return dict(connection.execute("SELECT key, id FROM annotators").fetchall())


def read_label_keys(connection: sqlite3.Connection, kind: str) -> dict[int, str]:
    """Return key -> id of all labels for spans (kind "span") or relations (kind "relation"), those
    that left the label set included."""
    return dict(connection.execute(f"SELECT key, id FROM {kind}_labels").fetchall())


def read_reviewed(connection: sqlite3.Connection) -> set[int]:
    """Return the keys of the documents on which there is a verdict."""
    has_place = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'verdicts'"
    ).fetchone()[0]
    if not has_place:
        return set()
    return {key for (key,) in connection.execute("SELECT DISTINCT document_key FROM verdicts")}


def read_languages(reading: Reading) -> dict[int, str]:
    """Return key -> language of the documents that lists show and of which it is known."""
    found: dict[int, str] = {}
    for page in _pages(
        reading,
        f"SELECT key, coalesce(language, '') FROM documents WHERE {SHOWN} AND ",
        "",
        None,
        "key > :first ORDER BY key",
        lambda row: (row[0], 0),
    ):
        found.update((key, language) for key, language in page if language)
    return found
