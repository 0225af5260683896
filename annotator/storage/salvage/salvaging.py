"""A damaged project file read into a new one. The damaged file is only read, from a copy."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from annotator.model.backup import Salvaged
from annotator.model.errors import NotAProject, ProjectExists, ProjectMissing, TargetUnwritable
from annotator.storage.database import transaction
from annotator.storage.header import APPLICATION_ID, SCHEMA_VERSION
from annotator.storage.salvage.healing import heal
from annotator.storage.salvage.lending import lend_schema
from annotator.storage.salvage.scanning import UNREADABLE, Row, scan_by_key, scan_by_rowid

_TOGETHER = 500
_LARGEST = 1 << 36
"""Bytes that a file is lengthened to: a broken header may say anything."""
_MAGIC = b"SQLite format 3\x00"
_NOT_READ = ("word_index", "_sqlite", "sqlite_", "span_counts", "relation_counts")
"""Tables that are made anew."""
_FIRST = ("meta", "imports", "annotators", "documents", "annotation_sets")
"""Read before the others: what belongs to a set is looked for set by set."""


def salvage_file(path: Path, target: Path, follow: Callable[[], None] = lambda: None) -> Salvaged:
    """Read what can be read of a project file into a new one at `target`.

    `follow` is called now and then, and may raise to end it all. ProjectMissing; NotAProject: not
    even its tables can be found; ProjectExists, TargetUnwritable.
    """
    if not path.is_file():
        raise ProjectMissing(path)
    if target.exists():
        raise ProjectExists(target)
    with tempfile.TemporaryDirectory(prefix="annotator-") as name:
        folder = Path(name)
        damaged, made = folder / "damaged", folder / "made"
        shutil.copyfile(path, damaged)
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():  # what a crash left half done is rolled back in the copy
            shutil.copyfile(journal, folder / "damaged-journal")
        version = _version_of(damaged, path)
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            done = _fill(connection, damaged, path, version, follow)
        try:
            with made.open("rb") as source, target.open("xb") as file:
                shutil.copyfileobj(source, file)
        except FileExistsError:
            raise ProjectExists(target) from None
        except OSError as error:
            target.unlink(missing_ok=True)
            raise TargetUnwritable(target, error.strerror or "") from error
    return done


def _version_of(damaged: Path, path: Path) -> int:
    """Return the version of the file's shape as its header says. Of what a header begins with and
    what says whose it is one of the two may be broken. NotAProject."""
    with damaged.open("rb+") as file:
        head = file.read(100)
        is_ours = int.from_bytes(head[68:72]) == APPLICATION_ID
        if not head.startswith(_MAGIC):
            if not is_ours:
                raise NotAProject(path, "not a database" if head else "empty")
            file.seek(0)
            file.write(_MAGIC)
        # What was cut off is as if it were empty: SQLite looks at nothing of a file too short.
        size = int.from_bytes(head[16:18]) * int.from_bytes(head[28:32])
        if damaged.stat().st_size < size <= _LARGEST:
            file.truncate(size)
    version = int.from_bytes(head[60:64])
    return version if 1 <= version <= SCHEMA_VERSION else SCHEMA_VERSION


def _fill(
    connection: sqlite3.Connection,
    damaged: Path,
    path: Path,
    version: int,
    follow: Callable[[], None],
) -> Salvaged:
    # Late: sqlite-utils takes longer to import than a project to open.
    import sqlite_utils

    from annotator.storage.migrations import bring_up_to_date, steps

    database = sqlite_utils.Database(connection, execute_plugins=False)
    names = [step.name for step in steps.pending(database)]
    steps.apply(database, stop_before=names[version:])
    done = Salvaged()
    connection.execute("PRAGMA foreign_keys = OFF")
    if not _has_tables(damaged):
        lend_schema(Path(connection.execute("PRAGMA database_list").fetchone()[2]), damaged)
        if not _has_tables(damaged):
            raise NotAProject(path, "its tables cannot be found")
    with closing(_open_damaged(damaged)) as source, transaction(connection, is_write=True):
        for table in _tables(connection):
            follow()
            if not _copy_table(source, connection, table, follow):
                done.unreadable.append(table)
        _note_expected(connection, done)
        acts = connection.execute("SELECT count(*) FROM history").fetchone()[0]
        done.changed = heal(connection)
        _count(connection, done, acts)
    if done.unreadable and not (done.documents or done.acts):
        raise NotAProject(path, "nothing can be read")
    bring_up_to_date(connection)
    connection.execute("VACUUM")
    return done


def _open_damaged(damaged: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(damaged, isolation_level=None)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace").replace("\0", "\ufffd")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _has_tables(damaged: Path) -> bool:
    with closing(_open_damaged(damaged)) as source:
        try:
            source.execute("SELECT sql FROM sqlite_schema").fetchall()
            source.execute("SELECT key FROM documents LIMIT 0")
        except UNREADABLE:
            return False
    return True


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
        )
        if not name.startswith(_NOT_READ)
    ]
    return [*_FIRST, *(one for one in found if one not in _FIRST)]


def _copy_table(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    follow: Callable[[], None],
) -> bool:
    """Copy what can be read of a table; tell whether all of it could be."""
    columns = ", ".join(f'"{row[1]}"' for row in target.execute(f"PRAGMA table_info({table})"))
    places = ", ".join("?" * (columns.count(",") + 1))
    insertion = f"INSERT OR {'REPLACE' if table == 'meta' else 'IGNORE'} INTO {table}"
    statement = f"{insertion} ({columns}) VALUES ({places})"
    ready: list[Row] = []
    for row in _rows(source, target, table, columns):
        ready.append(row)
        if len(ready) == _TOGETHER:
            follow()
            _insert(target, statement, ready)
            ready = []
    _insert(target, statement, ready)
    try:
        there = source.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
    except UNREADABLE:
        return False
    return bool(there <= target.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _rows(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, columns: str
) -> Iterator[Row]:
    if table in ("spans", "relations"):
        for (key,) in target.execute("SELECT key FROM annotation_sets").fetchall():
            yield from scan_by_key(source, table, columns, "set_key = ?", (key,), "id")
        return
    sql = target.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    if "WITHOUT ROWID" in sql:
        keys = sorted((row[5], row[1]) for row in target.execute(f"PRAGMA table_info({table})"))
        order = ", ".join(f'"{name}"' for place, name in keys if place)
        yield from scan_by_key(source, table, columns, "1", (), order)
    else:
        yield from scan_by_rowid(source, table, columns)


def _insert(target: sqlite3.Connection, statement: str, rows: list[Row]) -> None:
    """Insert rows; those that break a rule of their table stay out."""
    for row in rows:
        try:
            target.execute(statement, row)
        except (sqlite3.Error, OverflowError):
            continue


def _note_expected(connection: sqlite3.Connection, done: Salvaged) -> None:
    """What the sets say they have, before it is counted again."""
    done.lost_documents = connection.execute(
        "SELECT count(DISTINCT document_key) FROM annotation_sets"
        " WHERE document_key NOT IN (SELECT key FROM documents)"
    ).fetchone()[0]
    done.lost_spans, done.lost_relations = connection.execute(
        "SELECT coalesce(sum(spans), 0), coalesce(sum(relations), 0) FROM annotation_sets"
        " WHERE document_key IN (SELECT key FROM documents)"
    ).fetchone()


def _count(connection: sqlite3.Connection, done: Salvaged, acts: int) -> None:
    for name in ("documents", "annotation_sets", "spans", "relations", "history"):
        count = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        setattr(done, {"annotation_sets": "sets", "history": "acts"}.get(name, name), count)
    done.lost_spans = max(0, done.lost_spans - done.spans)
    done.lost_relations = max(0, done.lost_relations - done.relations)
    done.lost_acts = acts - done.acts


def is_one_of_ours(path: Path) -> bool:
    """Tell whether a file that cannot be opened is, or was, a project file as far as its header
    says."""
    try:
        with path.open("rb") as file:
            return int.from_bytes(file.read(100)[68:72]) == APPLICATION_ID
    except OSError:
        return False
