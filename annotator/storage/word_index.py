"""The index of words: which documents may have what is looked for. It holds no text, and follows
the documents by their keys, which only ever grow."""

import sqlite3

from annotator.storage.about import put_about, read_about
from annotator.text.index_words import words_to_index

_UP_TO = "word_index_up_to"
_DOCUMENTS_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 400_000
"""What is indexed in one transaction: some tens of milliseconds."""


def has_word_index(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for it: one of an older version that can only be read has
    none."""
    return bool(
        connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'word_index'"
        ).fetchone()[0]
    )


def indexed_up_to(connection: sqlite3.Connection) -> int:
    """Return the key of the last document that is in the index; -1: none is."""
    said = read_about(connection, _UP_TO)
    return int(said) if said else -1


def count_unindexed(connection: sqlite3.Connection) -> int:
    """Return how many documents are not in the index yet."""
    return int(
        connection.execute(
            "SELECT count(*) FROM documents WHERE key > ?", (indexed_up_to(connection),)
        ).fetchone()[0]
    )


def index_more(connection: sqlite3.Connection) -> int:
    """Put the next documents into the index; return how many, 0 where all are in it.

    Retired ones too: they may come back.
    """
    rows = connection.execute(
        "SELECT key, characters FROM documents WHERE key > ? ORDER BY key LIMIT ?",
        (indexed_up_to(connection), _DOCUMENTS_AT_ONCE),
    ).fetchall()
    chosen: list[int] = []
    characters = 0
    for key, count in rows:
        if chosen and characters + count > _CHARACTERS_AT_ONCE:
            break
        chosen.append(key)
        characters += count
    if not chosen:
        return 0
    texts = connection.execute(
        f"SELECT key, text FROM documents WHERE key IN ({','.join('?' * len(chosen))})", chosen
    )
    connection.executemany(
        "INSERT INTO word_index (rowid, words) VALUES (?, ?)",
        [(key, words_to_index(text)) for key, text in texts.fetchall()],
    )
    put_about(connection, _UP_TO, str(chosen[-1]))
    return len(chosen)
