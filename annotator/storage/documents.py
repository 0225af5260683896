"""Rows of documents: the articles whole, and what lists show of them, read page by page."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from annotator.model.annotation_set import Status
from annotator.model.document import Document, Meta
from annotator.storage.columns import dump, load, load_sections
from annotator.storage.database import MALFORMED
from annotator.storage.hidden import SHOWN

PAGE = 500
"""Documents of which lists read the short columns at once."""

_META = "title, source, published, url, authors, language, extra"
OPENING = 200
"""Characters of a text that a list may need for want of a title."""


class ListRow(NamedTuple):
    """What a list shows of a document; `opening` is its first characters where it has no title."""

    key: int
    id: str
    title: str | None
    opening: str
    source: str | None
    published: str | None
    characters: int
    status: Status
    spans: int
    relations: int


class SearchRow(NamedTuple):
    """What a search in the list looks at."""

    key: int
    id: str
    title: str | None
    source: str | None
    text: str


def insert_document(
    connection: sqlite3.Connection, document: Document, position: int, import_id: str | None
) -> int:
    """Add a document at a place in the project's order; return its key."""
    row = {
        "id": document.id,
        "position": position,
        **meta_row(document.meta),
        "sections": dump([list(section) for section in document.sections]),
        "import_id": import_id,
        "sha256": document.sha256,
        "characters": len(document.text),
        "text": document.text,
    }
    key = connection.execute(_INSERT, row).lastrowid
    assert key is not None
    return key


_INSERT = f"""
    INSERT INTO documents (
        id, position, {_META}, sections, import_id, sha256, characters, text
    ) VALUES (
        :id, :position, :title, :source, :published, :url, :authors, :language, :extra,
        :sections, :import_id, :sha256, :characters, :text
    )
"""


def meta_row(meta: Meta) -> dict[str, Any]:
    """Return the columns that hold what is known about a document."""
    return {
        "title": meta.title,
        "source": meta.source,
        "published": meta.published,
        "url": meta.url,
        "authors": dump(list(meta.authors)),
        "language": meta.language,
        "extra": dump(dict(meta.extra)),
    }


def put_meta(connection: sqlite3.Connection, document: str, meta: Meta) -> None:
    """Say anew what is known about a document (id)."""
    connection.execute(
        "UPDATE documents SET title = :title, source = :source, published = :published,"
        " url = :url, authors = :authors, language = :language, extra = :extra"
        " WHERE id = :id AND is_retired = 0",
        {**meta_row(meta), "id": document},
    )


def read_document(connection: sqlite3.Connection, document: str) -> Document | None:
    """Return the document with this id."""
    row = connection.execute(
        f"SELECT id, text, sections, {_META} FROM documents WHERE id = ? AND is_retired = 0",
        (document,),
    ).fetchone()
    return _document(row) if row else None


def read_sha256(connection: sqlite3.Connection, document: str) -> str | None:
    """Return the hash that was kept of the text of the document with this id."""
    row = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    return row[0] if row else None


def read_each_document(
    connection: sqlite3.Connection, documents: Collection[str]
) -> dict[str, Document]:
    """Return id -> document of those of these ids that there are."""
    rows = connection.execute(
        f"SELECT id, text, sections, {_META} FROM documents"
        " WHERE is_retired = 0 AND id IN (SELECT value FROM json_each(?))",
        (dump(list(documents)),),
    )
    return {row[0]: _document(row) for row in rows}


def read_characters(connection: sqlite3.Connection, document: str) -> int | None:
    """Return how many characters the document with this id has."""
    row = connection.execute(
        "SELECT characters FROM documents WHERE id = ? AND is_retired = 0", (document,)
    ).fetchone()
    return row[0] if row else None


def read_text_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return document id -> hash of its text, in project order."""
    rows = connection.execute(
        "SELECT id, sha256 FROM documents WHERE is_retired = 0 ORDER BY position, key"
    )
    return dict(rows.fetchall())


def find_texts(
    connection: sqlite3.Connection, ids: Collection[str], hashes: Collection[str]
) -> tuple[dict[str, str], set[str]]:
    """Return id -> hash of its text of those of these ids that there are, and those of these
    hashes that a document has."""
    here = "FROM documents WHERE is_retired = 0 AND"
    by_id = connection.execute(
        f"SELECT id, sha256 {here} id IN (SELECT value FROM json_each(?))", (dump(list(ids)),)
    )
    by_hash = connection.execute(
        f"SELECT sha256 {here} sha256 IN (SELECT value FROM json_each(?))", (dump(list(hashes)),)
    )
    return dict(by_id.fetchall()), {row[0] for row in by_hash}


def read_hashes(connection: sqlite3.Connection, keys: Collection[int]) -> dict[int, str]:
    """Return key -> hash that the text of a document came in with."""
    rows = connection.execute(
        "SELECT key, sha256 FROM documents WHERE key IN (SELECT value FROM json_each(?))",
        (dump(list(keys)),),
    )
    return dict(rows.fetchall())


class Origin(NamedTuple):
    """Where a document (id) comes from and when it was published, as far as that is known."""

    document: str
    source: str | None = None
    published: str | None = None


def read_equal_texts(connection: sqlite3.Connection) -> list[list[str]]:
    """Return the ids of documents that have the same text, group by group, in project order."""
    rows = connection.execute(
        f"SELECT sha256, id FROM documents WHERE {SHOWN} AND sha256 IN"
        f" (SELECT sha256 FROM documents WHERE {SHOWN} GROUP BY sha256 HAVING count(*) > 1)"
        " ORDER BY position, key"
    )
    groups: dict[str, list[str]] = {}
    for sha256, id in rows:
        groups.setdefault(sha256, []).append(id)
    return list(groups.values())


def read_origins(connection: sqlite3.Connection, documents: Collection[str]) -> list[Origin]:
    """Return the origins of documents (ids), in project order."""
    rows = connection.execute(
        "SELECT id, source, published FROM documents WHERE is_retired = 0"
        " AND id IN (SELECT value FROM json_each(?)) ORDER BY position, key",
        (dump(list(documents)),),
    )
    return [Origin(*row) for row in rows]


def read_text_of(connection: sqlite3.Connection, sha256: str) -> str | None:
    """Return the text that has this hash (hex), of a document that is not retired."""
    row = connection.execute(
        "SELECT text FROM documents WHERE sha256 = ? AND is_retired = 0 LIMIT 1", (sha256,)
    ).fetchone()
    return row[0] if row else None


def document_key(connection: sqlite3.Connection, document: str) -> int | None:
    """Return the key of the document with this id."""
    row = connection.execute(
        "SELECT key FROM documents WHERE id = ? AND is_retired = 0", (document,)
    ).fetchone()
    return row[0] if row else None


def read_documents(
    connection: sqlite3.Connection,
    after: tuple[int, int],
    count: int,
    among: Collection[str] | None = None,
) -> list[tuple[tuple[int, int], Document]]:
    """Return the next documents that are not hidden after a place (position, key), each with its
    place.

    `among`: no others than these (ids).
    """
    narrowed = "" if among is None else " AND id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f"SELECT position, key, id, text, sections, {_META} FROM documents"
        f" WHERE {SHOWN} AND (position, key) > (?, ?){narrowed}"
        " ORDER BY position, key LIMIT ?",
        (*after, *(() if among is None else (dump(list(among)),)), count),
    )
    return [((row[0], row[1]), _document(row[2:])) for row in rows]


def read_texts(connection: sqlite3.Connection, keys: Collection[int]) -> list[tuple[str, str]]:
    """Return id and text of the documents with these keys, in project order."""
    rows = connection.execute(
        "SELECT id, text FROM documents WHERE is_retired = 0"
        " AND key IN (SELECT value FROM json_each(?)) ORDER BY position, key",
        (dump(list(keys)),),
    )
    return rows.fetchall()


def read_texts_by_key(connection: sqlite3.Connection, keys: Collection[int]) -> dict[int, str]:
    """Return key -> text of the documents with these keys."""
    rows = connection.execute(
        "SELECT key, text FROM documents WHERE key IN (SELECT value FROM json_each(?))",
        (dump(list(keys)),),
    )
    return dict(rows.fetchall())


def _document(row: Sequence[Any]) -> Document:
    id, text, sections, title, source, published, url, authors, language, extra = row
    if not isinstance(text, str):  # damage can make bytes of it, or nothing at all
        raise sqlite3.DatabaseError(MALFORMED)
    meta = Meta(title, source, published, url, tuple(load(authors)), language, load(extra))
    return Document(id, text, meta, load_sections(sections))


def next_position(connection: sqlite3.Connection) -> int:
    """Return the place after the last document."""
    row = connection.execute("SELECT coalesce(max(position), 0) + 1 FROM documents").fetchone()
    return int(row[0])


# ---- lists --------------------------------------------------------------------------------------

_MINE = """
    LEFT JOIN annotation_sets ON annotation_sets.document_key = documents.key
        AND annotation_sets.is_retired = 0
        AND coalesce(annotation_sets.annotator_key, 0) =
            (SELECT key FROM annotators WHERE id = :annotator)
"""


def read_keys(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of all documents that are not hidden, in project order."""
    rows = connection.execute(f"SELECT key FROM documents WHERE {SHOWN} ORDER BY position, key")
    return [key for (key,) in rows]


def read_all_ids(connection: sqlite3.Connection, *, with_hidden: bool = False) -> list[str]:
    """Return the ids of all documents in project order, of hidden ones where they are asked for."""
    condition = "is_retired = 0" if with_hidden else SHOWN
    rows = connection.execute(f"SELECT id FROM documents WHERE {condition} ORDER BY position, key")
    return [id for (id,) in rows]


def read_ids(connection: sqlite3.Connection, keys: Sequence[int]) -> list[str]:
    """Return the ids of the documents with these keys, in their order."""
    rows = connection.execute(
        "SELECT key, id FROM documents WHERE is_retired = 0"
        " AND key IN (SELECT value FROM json_each(?))",
        (dump(list(keys)),),
    )
    found = dict(rows.fetchall())
    return [found[key] for key in keys if key in found]


def read_statuses(connection: sqlite3.Connection, annotator: str | None) -> dict[int, Status]:
    """Return key -> status of the documents on which the annotator (id) has a set."""
    rows = connection.execute(
        "SELECT document_key, status FROM annotation_sets WHERE is_retired = 0"
        " AND annotator_key = (SELECT key FROM annotators WHERE id = ?)",
        (annotator,),
    )
    return dict(rows.fetchall())


def count_by_status(
    connection: sqlite3.Connection, annotator: str | None, besides: Collection[str]
) -> dict[str, int]:
    """Return status -> documents on which the annotator's (id) set has it, besides some (ids) and
    hidden ones."""
    rows = connection.execute(
        "SELECT status, count(*) FROM annotation_sets"
        " JOIN documents ON documents.key = document_key"
        " WHERE annotator_key = (SELECT key FROM annotators WHERE id = ?)"
        f" AND annotation_sets.is_retired = 0 AND {SHOWN}"
        " AND documents.id NOT IN (SELECT value FROM json_each(?)) GROUP BY status",
        (annotator, dump(list(besides))),
    )
    return dict(rows.fetchall())


def keys_of(connection: sqlite3.Connection, documents: Collection[str]) -> dict[str, int]:
    """Return id -> key of some documents."""
    rows = connection.execute(
        "SELECT id, key FROM documents WHERE is_retired = 0"
        " AND id IN (SELECT value FROM json_each(?))",
        (dump(list(documents)),),
    )
    return dict(rows.fetchall())


def count_documents(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many documents and how many characters there are, hidden ones left out."""
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(characters), 0) FROM documents WHERE {SHOWN}"
    ).fetchone()
    return (row[0], row[1])


def read_list_rows(
    connection: sqlite3.Connection,
    keys: Sequence[int],
    annotator: str | None,
    untitled: Collection[str] = (),
) -> list[ListRow]:
    """Return list rows for these keys in their order; status and counts are the annotator's.

    `untitled` are documents (ids) that need their opening whatever title stands in the file.
    """
    rows = connection.execute(
        f"""
        SELECT documents.key, documents.id, title,
            CASE WHEN coalesce(title, '') = ''
                OR documents.id IN (SELECT value FROM json_each(:untitled))
            THEN substr(text, 1, {OPENING}) ELSE '' END,
            source, published, characters, coalesce(status, 'new'), coalesce(spans, 0),
            coalesce(relations, 0)
        FROM documents {_MINE}
        WHERE documents.key IN (SELECT value FROM json_each(:keys))
        """,
        {"annotator": annotator, "keys": dump(list(keys)), "untitled": dump(list(untitled))},
    )
    found = {row[0]: ListRow(*row) for row in rows}
    return [found[key] for key in keys if key in found]


def read_search_rows(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[SearchRow]:
    """Return what a search looks at, for these keys in their order."""
    rows = connection.execute(
        "SELECT key, id, title, source, text FROM documents"
        " WHERE key IN (SELECT value FROM json_each(?))",
        (dump(list(keys)),),
    )
    found = {row[0]: SearchRow(*row) for row in rows}
    return (found[key] for key in keys if key in found)
