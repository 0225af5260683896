"""Colleagues' files, sound and then tampered with as nobody does by accident."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.edits.edit import AddRelation, AddSpan, SetNote, SetStatus
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project

VARGA = make_span(TEXT, "Ilse Varga", id="varga")
LINES = make_span(TEXT, "Norrow Lines", "o", id="lines")
SHE = Span("she", "p", ((120, 123), (130, 132)))
WORKS = Relation("works", "w", "varga", "lines")


def make_theirs(folder: Path, name: str = "theirs") -> Path:
    """Make a sound file: two articles, three spans and a relation by ilse on the first."""
    documents = [make_document(title="Talks"), make_document("Second text.", "second")]
    with make_project(folder, documents, name=name) as project:
        for span in (VARGA, LINES, SHE):
            project.apply(AddSpan(span), "talks")
        project.apply(AddRelation(WORKS), "talks")
        project.apply(SetNote("varga", "who?"), "talks")
        project.apply(SetStatus("finished"), "talks")
        return project.path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file as any tool would, without foreign keys; nothing stays beside it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def run(*statements: str) -> Callable[[Path], None]:
    """Return what runs statements on a file."""

    def tamper(path: Path) -> None:
        with opened(path) as connection:
            for statement in statements:
                connection.execute(statement)

    return tamper


def without_rules(table: str, *statements: str) -> Callable[[Path], None]:
    """Return what runs statements on a table that has lost its types and checks for a moment."""

    def tamper(path: Path) -> None:
        with opened(path) as connection:
            (sql,) = connection.execute(
                "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
            ).fetchone()
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            key = ["key", "seq"][names[0] == "seq"] if names[0] in ("key", "seq") else ""
            columns = ", ".join(
                f'"{name}"' + (" INTEGER PRIMARY KEY" if name == key else "") for name in names
            )
            bare = f"CREATE TABLE {table} ({columns})"
            if not key:
                bare = f"CREATE TABLE {table} ({columns}, PRIMARY KEY (set_key, id)) WITHOUT ROWID"
            _rewrite(connection, table, bare)
        with opened(path) as connection:
            for statement in statements:
                connection.execute(statement)
            _rewrite(connection, table, sql)

    return tamper


def _rewrite(connection: sqlite3.Connection, table: str, sql: str) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))
    version = connection.execute("PRAGMA schema_version").fetchone()[0]
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = OFF")


def put_hot_journal(path: Path, victim: Path) -> None:
    """Put a journal beside a file, as a crash might leave it, that names another to be deleted.

    Whoever opens the file with SQLite 3.40 as one usually does deletes the other.
    """
    page_size = 4096
    magic = bytes.fromhex("d9d505f920a163d7")
    numbers = (0, 7, path.stat().st_size // page_size, 512, page_size)
    head = magic + b"".join(number.to_bytes(4) for number in numbers)
    name = str(victim).encode()
    lock_page = (0x4000_0000 // page_size + 1).to_bytes(4)
    ending = lock_page + name + len(name).to_bytes(4) + sum(name).to_bytes(4) + magic
    path.with_name(path.name + "-journal").write_bytes(head.ljust(512, b"\0") + ending)
