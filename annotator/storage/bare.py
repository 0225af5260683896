"""The least that any program would do with the rows of a project file: nothing checked, nothing
kept for undoing. Speed is measured against it; nobody works with it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

_NEW = 1_000_000
"""Keys of sets that are new begin above it."""
_AT_ONCE = 20_000
"""Spans that are gathered before they are put in."""


@contextmanager
def bare_connection(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that commits as safely as the program does, without foreign keys."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection


def put_span(connection: sqlite3.Connection, id: str) -> None:
    """Put one span into the first set there is, and commit."""
    connection.execute(
        "INSERT INTO spans (set_key, id, label_key, start, end)"
        " SELECT min(annotation_sets.key), ?, 1, 0, 9 FROM annotation_sets",
        (id,),
    )
    connection.commit()


def read_rows(path: Path) -> dict[str, list[Any]]:
    """Read all rows of documents, sets, spans and relations."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("documents", "annotation_sets", "spans", "relations")
        }


def read_texts(path: Path) -> list[str]:
    """Read the texts of all documents."""
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM documents")]


def read_places(path: Path) -> list[dict[tuple[int, int, int], str]]:
    """Read each set as the ids of its spans by start, end and label."""
    query = "SELECT start, end, label_key, id FROM spans WHERE set_key = ?"
    with closing(sqlite3.connect(path)) as connection:
        keys = connection.execute("SELECT key FROM annotation_sets ORDER BY document_key")
        return [
            {row[:3]: row[3] for row in connection.execute(query, key)} for key in keys.fetchall()
        ]


def find_texts(path: Path, word: str) -> list[int]:
    """Return the keys of all documents in whose text a word stands, in order."""
    query = "SELECT key FROM documents WHERE text LIKE ? ORDER BY position"
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute(query, (f"%{word}%",))]


def ask_index(connection: sqlite3.Connection, question: str, page: int) -> list[str]:
    """Put a question to the index of words, and read the first texts that it names."""
    asked = "SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid"
    keys = [key for (key,) in connection.execute(asked, (question,)).fetchall()][:page]
    places = ",".join("?" * len(keys))
    query = f"SELECT text FROM documents WHERE key IN ({places})"
    return [text for (text,) in connection.execute(query, keys)]


def label_phrase(path: Path, phrase: str) -> int:
    """Put a span on every place of a phrase, in the first set on each document, and take it all
    back uncommitted; return how many."""
    with bare_connection(path) as connection:
        sets = connection.execute(
            "SELECT min(annotation_sets.key), text FROM documents JOIN annotation_sets"
            " ON document_key = documents.key GROUP BY documents.key"
        )
        rows = [
            (key, f"b{key}-{start}", 1, start, start + len(phrase))
            for key, text in sets
            for start in _places(text, phrase)
        ]
        connection.executemany(
            "INSERT INTO spans (set_key, id, label_key, start, end) VALUES (?, ?, ?, ?, ?)", rows
        )
        connection.rollback()
        return len(rows)


def take_rows(path: Path, other: Path) -> int:
    """Read the sets of two projects on the same articles, and put those of the other in as rows;
    take it all back uncommitted; return how many spans."""
    mine, theirs = read_rows(path), read_rows(other)
    with bare_connection(path) as connection:
        at = _column(connection, "documents", "sha256")
        here = {row[at]: row[0] for row in mine["documents"]}
        met = {row[0]: here[row[at]] for row in theirs["documents"] if row[at] in here}
        connection.execute("INSERT INTO annotators (key, id, name) VALUES (9999, 'bare', 'bare')")
        connection.executemany(
            "INSERT INTO annotation_sets (key, id, document_key, annotator_key, status)"
            " VALUES (?, ?, ?, 9999, 'finished')",
            [(_NEW + row[0], f"bare{row[0]}", met[row[2]]) for row in theirs["annotation_sets"]],
        )
        for table in ("spans", "relations"):
            connection.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(theirs[table][0]))})",
                [(_NEW + row[0], *row[1:]) for row in theirs[table]],
            )
        connection.rollback()
    return len(theirs["spans"])


def _column(connection: sqlite3.Connection, table: str, name: str) -> int:
    columns = connection.execute(f"PRAGMA table_info ({table})").fetchall()
    return [one[1] for one in columns].index(name)


def read_in(corpus: Path, path: Path) -> None:
    """Bring the lines of a corpus into an empty project, as rows."""
    with bare_connection(path) as connection, corpus.open("rb") as stream:
        _Rows(connection).read(stream)
        connection.commit()


class _Rows:
    """Rows that are gathered and put in together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        labels = ("span_labels", "relation_labels")
        self._span_labels, self._relation_labels = (
            dict(connection.execute(f"SELECT name, key FROM {table}")) for table in labels
        )
        self._rows: dict[str, list[tuple[object, ...]]] = {
            "documents (key, id, position, title, sha256, characters, text)": [],
            "annotation_sets (key, id, document_key, annotator_key, status, spans, relations)": [],
            "spans (set_key, id, label_key, start, end, fragments, attributes, note)": [],
            "relations (set_key, id, label_key, head, tail, attributes, note)": [],
        }
        self._documents: dict[str, int] = {}
        self._people: dict[str, int] = {}

    def read(self, lines: Iterable[bytes]) -> None:
        """Read lines into rows."""
        spans = list(self._rows.values())[2]
        for number, raw in enumerate(lines, 1):
            self._take(number, orjson.loads(raw))
            if len(spans) > _AT_ONCE:
                self._put()
        self._put()

    def _take(self, key: int, line: dict[str, Any]) -> None:
        documents, sets, spans, relations = self._rows.values()
        whose, text = self._key_of(line["annotator"]), line["text"]
        document = self._documents.get(line["id"])
        if document is None:
            document = self._documents[line["id"]] = len(self._documents) + 1
            hashed = sha256(text.encode()).hexdigest()
            title = line["meta"].get("title")
            documents.append((document, line["id"], document, title, hashed, len(text), text))
        counts = (len(line["spans"]), len(line["relations"]))
        sets.append((key, str(key), document, whose, line["status"], *counts))
        for one in line["spans"]:
            spans.append((
                key, one["id"], self._span_labels[one["label"]], one["start"], one["end"],
                orjson.dumps(one["fragments"]).decode() if "fragments" in one else None,
                orjson.dumps(one["attributes"]).decode() if one["attributes"] else None,
                one["note"],
            ))  # fmt: skip
        for one in line["relations"]:
            label = self._relation_labels[one["label"]]
            relations.append((key, one["id"], label, one["head"], one["tail"], None, one["note"]))

    def _key_of(self, name: str) -> int:
        if name not in self._people:
            key = self._people[name] = len(self._people) + 1_000
            row = (key, f"bare{key}", name)
            self._connection.execute("INSERT INTO annotators (key, id, name) VALUES (?, ?, ?)", row)
        return self._people[name]

    def _put(self) -> None:
        for table, gathered in self._rows.items():
            places = ", ".join("?" * (table.count(",") + 1))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", gathered)
            gathered.clear()


def write_out(path: Path) -> bytes:
    """Return all sets as lines of JSON."""
    out = BytesIO()
    with closing(sqlite3.connect(path)) as connection:
        people = dict(connection.execute("SELECT key, name FROM annotators").fetchall())
        query = "SELECT key, id, title, text FROM documents ORDER BY position"
        for key, id, title, text in connection.execute(query).fetchall():
            sets = "SELECT key, annotator_key, status FROM annotation_sets WHERE document_key = ?"
            for set_key, whose, status in connection.execute(sets, (key,)).fetchall():
                out.write(
                    orjson.dumps({
                        "version": 1, "id": id, "text": text, "meta": {"title": title},
                        "annotator": people[whose], "status": status,
                        "spans": _spans(connection, set_key, text),
                        "relations": _relations(connection, set_key),
                    }, option=orjson.OPT_APPEND_NEWLINE)
                )  # fmt: skip
    return out.getvalue()


def _spans(connection: sqlite3.Connection, set_key: int, text: str) -> list[dict[str, Any]]:
    return [
        {"id": span, "label": label, "start": start, "end": end, "text": text[start:end],
         "attributes": orjson.loads(attributes) if attributes else {}, "note": note}
        for span, label, start, end, attributes, note in connection.execute(
            "SELECT spans.id, span_labels.name, start, spans.end, attributes, note FROM spans"
            " JOIN span_labels ON span_labels.key = label_key WHERE set_key = ?"
            " ORDER BY start, spans.end DESC, name, spans.id", (set_key,))
    ]  # fmt: skip


def _relations(connection: sqlite3.Connection, set_key: int) -> list[dict[str, Any]]:
    return [
        {"id": one, "label": label, "head": head, "tail": tail, "attributes": {}, "note": note}
        for one, label, head, tail, note in connection.execute(
            "SELECT relations.id, relation_labels.name, head, tail, note FROM relations"
            " JOIN relation_labels ON relation_labels.key = label_key WHERE set_key = ?",
            (set_key,))
    ]  # fmt: skip


def _places(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + len(phrase))
