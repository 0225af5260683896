"""The folder of a project's backups: what is in it, and which of them go.

Decision: backups are numbered, since clocks are set back; each file is compressed, and has its name
only when what it holds was read back and found whole. Of a project that moves the backups stay
findable by its old path.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from annotator.model.backup import Backup

NEWEST_KEPT, DAYS_KEPT, WEEKS_KEPT = 10, 7, 4
"""The newest, the last one of each of so many days, and of each of so many weeks."""
LIMIT = 4_000_000_000
"""Bytes that the backups of one project may take; the newest stays whatever its size."""

_NAME = re.compile(
    r"(?P<number>[0-9]{6}) (?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2})Z"
    r"\.annotator\.zst"
)
_TIME = "%Y-%m-%dT%H-%M-%S"


def folder_of(project: Path, root: Path) -> Path:
    """Return the folder, under a root, that holds the backups of a project file."""
    path = str(project.absolute())
    key = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    stem = re.sub(r"[^\w.-]+", "_", project.stem)[:40]
    return root / f"{stem}-{key}"


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups in a folder, the newest first; none where there is no such folder."""
    try:
        found = [backup for path in folder.iterdir() if (backup := _backup_at(path))]
    except OSError:
        return []
    return sorted(found, reverse=True)


def _backup_at(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None or not path.is_file():
        return None
    try:
        at = datetime.strptime(f"{match['at']}+0000", f"{_TIME}%z")
    except ValueError:  # a name that only looks like one of ours
        return None
    return Backup(int(match["number"]), at, path, path.stat().st_size)


def next_number(backups: Sequence[Backup]) -> int:
    """Return the number of the next one."""
    return 1 + max((one.number for one in backups), default=0)


def next_name(backups: Sequence[Backup], at: datetime) -> str:
    """Return the name of the next one, made at a time in UTC."""
    return f"{next_number(backups):06} {at:{_TIME}}Z.annotator.zst"


def superfluous(
    backups: Sequence[Backup], limit: int = LIMIT, journal: Sequence[tuple[int, int]] = ()
) -> list[Backup]:
    """Return which of the backups, newest first, go: by the rule, and then the oldest, until the
    others, and what they need of the journal, take no more than `limit` bytes. The newest never
    goes. Of each piece of the journal its number and its size are given: a backup needs those from
    its own number on."""
    kept = {one.number for one in backups[:NEWEST_KEPT]}
    kept |= _first_of_each(((one.at.date(), one.number) for one in backups), DAYS_KEPT)
    weeks = ((one.at.isocalendar()[:2], one.number) for one in backups)
    kept |= _first_of_each(weeks, WEEKS_KEPT)
    gone, size = [], 0
    for place, one in enumerate(backups):
        needed = sum(bytes for number, bytes in journal if number >= one.number)
        if one.number in kept and (place == 0 or size + one.size + needed <= limit):
            size += one.size
        else:
            gone.append(one)
    return gone


def _first_of_each(backups: Iterable[tuple[object, int]], count: int) -> set[int]:
    """Return the newest number of each of the first `count` spans of time."""
    newest: dict[object, int] = {}
    for when, number in backups:
        newest.setdefault(when, number)
    return set(list(newest.values())[:count])
