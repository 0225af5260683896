"""Making a backup: a copy, read and found whole, compressed, read back, and only then named."""

import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from threading import Lock

from annotator.model.backup import Backup
from annotator.model.backup_errors import BackupFailed, BackupUnsound
from annotator.model.errors import SavingFailed
from annotator.storage.backups.folder import (
    LIMIT,
    list_backups,
    next_name,
    next_number,
    superfluous,
)
from annotator.storage.beside import sync_folder
from annotator.storage.checks import Broken, check_database, check_history, check_texts
from annotator.storage.database import DAMAGE, protect
from annotator.storage.journal.line import MadeBackup
from annotator.storage.journal.pieces import drop_pieces, list_pieces, pack_pieces
from annotator.storage.journal.replaying import standing_of
from annotator.storage.writer import Writer

_CHUNK = 1 << 20
_SPARE = 64 << 20
"""Bytes that stay free on the disk of the backups."""
_STEPS = 100_000
"""Instructions of SQLite between two looks at whether it is to be broken off."""
_UNPACKED = 3
"""How much larger than its backup a project is taken to be."""
_LEVEL = 3
"""Of zstd: a project of news shrinks to a third at the speed of the disk."""


def make_backup(
    writer: Writer,
    path: Path,
    folder: Path,
    *,
    limit: int = LIMIT,
    follow: Callable[[int, int], None] = lambda done, total: None,
) -> Backup:
    """Make a backup of the project file that a writer holds, and drop what the rule drops then.

    Edits go on being saved meanwhile, and from its beginning on are kept in the journal beside the
    backups, which goes with those it follows on. `follow` is told how much of the copying is done,
    and ends it by raising. BackupUnsound: the project is not whole; BackupFailed. Whatever is
    raised, all the backups that were there stay.
    """
    journal = writer.journal
    with _private_folder(folder, path.stat().st_size) as unfinished:
        if journal is not None:
            journal.turn_over(folder, next_number(list_backups(folder)))
        copy = unfinished / "copy"
        try:
            # Nothing but where in the journal the file is, so that the copy says it too.
            writer.run(lambda writing: None)
            at = datetime.now(UTC)
            writer.copy_to(copy, follow)
        except SavingFailed as error:
            raise BackupFailed(folder, error.reason, error.is_disk_full) from error
        size = copy.stat().st_size

        def go_on() -> None:
            """All is copied; what comes now may be ended too."""
            follow(size, size)

        for broken in verify(copy, go_on):
            raise BackupUnsound(path, broken.what, broken.where)
        position, seq, _ = standing_of(copy)
        packed = unfinished / "packed"
        if _pack(copy, packed, go_on) != _hash_packed(packed, go_on):
            raise BackupFailed(folder, "what was written is not what is read")
        backups = list_backups(folder)
        target = folder / next_name(backups, at)
        packed.rename(target)
    sync_folder(folder)
    made = next(one for one in list_backups(folder) if one.path == target)
    if journal is not None and position:
        journal.note_backup(MadeBackup(made.number, position, seq))
    pack_pieces(folder, made.number)
    drop_superfluous(folder, limit)
    return made


def drop_superfluous(folder: Path, limit: int = LIMIT) -> None:
    """Delete the backups in a folder that the rule drops, and what only they need of the
    journal."""
    there = list_backups(folder)
    pieces = [(one.number, one.size) for one in list_pieces(folder)]
    gone = superfluous(there, limit, pieces)
    for one in gone:
        with suppress(OSError):
            one.path.unlink()
    # One more stays: of two backups made at once the second has begun in the piece of the first.
    drop_pieces(folder, min(one.number for one in there if one not in gone) - 1)


def change_backup(
    backup: Backup, change: Callable[[Path], bool], go_on: Callable[[], None] = lambda: None
) -> bool:
    """Change what a backup holds, in a file apart; verify that, pack it, read it back, and put it
    in the backup's place. `change` tells whether it did anything: where not, the backup stays as
    it is, and so does it where anything is raised. BackupFailed, BackupUnsound."""
    folder = backup.path.parent
    with _private_folder(folder, _UNPACKED * backup.size) as unfinished:
        copy, packed = unfinished / "copy", unfinished / "packed"
        unpack_backup(backup.path, copy)
        _check(copy, backup.path, go_on)
        if not change(copy):
            return False
        _check(copy, backup.path, go_on)
        if _pack(copy, packed, go_on) != _hash_packed(packed, go_on):
            raise BackupFailed(folder, "what was written is not what is read")
        packed.replace(backup.path)
    sync_folder(folder)
    return True


def _check(copy: Path, backup: Path, go_on: Callable[[], None]) -> None:
    for broken in verify(copy, go_on):
        raise BackupUnsound(backup, broken.what, broken.where, is_of_project=False)


def unpack_backup(backup: Path, target: Path) -> None:
    """Write what a backup holds to a place where nothing is, and sync it. BackupFailed; the
    unfinished file is left to the caller."""
    import zstandard

    try:
        with backup.open("rb") as packed, target.open("xb") as file:
            zstandard.ZstdDecompressor().copy_stream(packed, file)
            file.flush()
            os.fsync(file.fileno())
    except zstandard.ZstdError as error:
        raise BackupFailed(backup, str(error)) from error
    except OSError as error:
        raise _failed(error, target.parent) from error


def verify(path: Path, go_on: Callable[[], None] = lambda: None) -> Iterator[Broken]:
    """Yield what is not whole in a project file that nobody else has open: SQLite's own finding,
    texts that are not what their hash says, a broken chain of the history. `go_on` is called now
    and then, and ends it by raising."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            protect(connection)
            connection.set_progress_handler(_handler(go_on), _STEPS)
            for check in (check_database, check_texts, check_history):
                go_on()
                yield from check(connection)
    except sqlite3.OperationalError as error:
        go_on()  # where that is why it was broken off, it raises
        yield Broken("database", str(error))
    except DAMAGE as error:
        yield Broken("database", str(error))


def _handler(go_on: Callable[[], None]) -> Callable[[], bool]:
    """Return what SQLite asks now and then whether it shall break off."""

    def is_over() -> bool:
        try:
            go_on()
        except BaseException:  # noqa: BLE001  raised again by whoever asked SQLite
            return True
        return False

    return is_over


@contextmanager
def _private_folder(folder: Path, size: int) -> Iterator[Path]:
    """Hold a folder for unfinished work beside the backups, and take it away; what a crash left
    there goes too. One at a time: what another thread is making is no leftover."""
    with _ONE_AT_A_TIME, _made_folder(folder, size) as unfinished:
        yield unfinished


_ONE_AT_A_TIME = Lock()


@contextmanager
def _made_folder(folder: Path, size: int) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.glob(".unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        if shutil.disk_usage(folder).free < 2 * size + _SPARE:
            raise BackupFailed(folder, "", is_disk_full=True)
        unfinished = folder / f".unfinished-{token_hex(4)}"
        unfinished.mkdir(mode=0o700)
    except OSError as error:
        raise _failed(error, folder) from error
    try:
        yield unfinished
    except OSError as error:
        raise _failed(error, folder) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _pack(source: Path, target: Path, go_on: Callable[[], None]) -> str:
    """Compress a file and sync it; return the hash of what went in."""
    import zstandard

    packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as packed:
        with packer.stream_writer(packed, closefd=False) as stream:
            while chunk := file.read(_CHUNK):
                go_on()
                digest.update(chunk)
                stream.write(chunk)
        packed.flush()
        os.fsync(packed.fileno())
    return digest.hexdigest()


def _hash_packed(path: Path, go_on: Callable[[], None]) -> str:
    """Return the hash of what a compressed file holds."""
    import zstandard

    digest = hashlib.sha256()
    try:
        with path.open("rb") as packed:
            for chunk in zstandard.ZstdDecompressor().read_to_iter(packed, read_size=_CHUNK):
                go_on()
                digest.update(chunk)
    except zstandard.ZstdError:
        return ""
    return digest.hexdigest()


def _failed(error: OSError, folder: Path) -> BackupFailed:
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return BackupFailed(folder, error.strerror or type(error).__name__, is_full)
