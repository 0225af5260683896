"""Which copy of a project a file is: a name of its own, so that two copies never count as one.

Decision: a copy is a file in its place on a disk. Copied by whatever program, restored or saved
elsewhere, it is another file, and gets a new name with the first thing that is written to it; so
does one that was put back to an older state in its place, as the journal beside its backups tells.
The stream of a person is theirs in one copy, and its numbers only ever go on (TEAM.md, C3). A new
name too many does no harm, one too few lets the numbers fork.
"""

import platform
import sqlite3
from pathlib import Path

from annotator.model.ids import derived_id, new_id
from annotator.storage.about import put_about, read_about
from annotator.storage.database import file_identity

COPY, PLACE = "copy", "copy_place"
"""Names in the table of names and values."""


def read_copy(connection: sqlite3.Connection) -> str:
    """Return the name of the copy that the file said it was when it was last written to; "": none
    yet."""
    return read_about(connection, COPY)


def settle_copy(connection: sqlite3.Connection, path: Path, *, has_gone_back: bool) -> None:
    """Let the file have its own name, a new one where it is not the file that had it."""
    place = derived_id("place", platform.node(), *map(str, file_identity(path)))
    if has_gone_back or not read_copy(connection) or read_about(connection, PLACE) != place:
        put_about(connection, COPY, new_id())
        put_about(connection, PLACE, place)


def forget_copy(connection: sqlite3.Connection) -> None:
    """Let the file get a new name when it is next written to."""
    put_about(connection, COPY, "")
    put_about(connection, PLACE, "")


def renew_copy(connection: sqlite3.Connection) -> None:
    """Give the file another name: what is known of it elsewhere is not how it is."""
    put_about(connection, COPY, new_id())


def stream_of(copy: str, annotator: str) -> str:
    """Return the stream of a person (id) in a copy of the project; "" where it has no name yet."""
    return derived_id("stream", copy, annotator) if copy else ""
