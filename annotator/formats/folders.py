"""Which files an import names: files, globs, standard input, and folders walked safely.

A folder is walked in the order of its names; hidden files and the manifests that exports write
are passed over. A link that leads out of the folder is not followed, nor is one to a folder: what
lies inside is met anyway, and a circle is never entered.
"""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.corpus import Problem
from annotator.formats.manifest import MANIFEST_ENDING
from annotator.formats.source import (
    STDIN,
    Source,
    file_source,
    reason_of,
    shown_path,
    stdin_source,
)
from annotator.model.errors import FileUnreadable, LinkNotFollowed, SourceMissing


def find_sources(named: Iterable[Path | str]) -> Iterator[Source | Problem]:
    """Yield the files meant, and those that are named but cannot be read.

    SourceMissing for a name that is not there, before anything is yielded of it.
    """
    for one in named:
        if isinstance(one, str) and one == STDIN:
            yield stdin_source()
            continue
        for path in _expanded(one):
            if path.is_dir():
                yield from _walk(path, Path(os.path.realpath(path)))
            else:
                yield _file_or_problem(path)


def check_named(named: Iterable[Path | str]) -> None:
    """Refuse names that are not there, before anything is done. SourceMissing."""
    for one in named:
        if one != STDIN:
            _expanded(one)


def _expanded(named: Path | str) -> list[Path]:
    path = Path(named)
    if os.path.lexists(path):
        return [path]
    found = sorted(glob.glob(str(named), recursive=True)) if glob.has_magic(str(named)) else []
    if not found:
        raise SourceMissing(path)
    return [Path(one) for one in found]


def _walk(folder: Path, root: Path) -> Iterator[Source | Problem]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield Problem(
            shown_path(folder), None, FileUnreadable(folder, reason_of(error)), is_whole=True
        )
        return
    for name in names:
        path = folder / name
        if name.startswith(".") or name.endswith(MANIFEST_ENDING):
            continue
        if path.is_symlink():
            yield from _linked(path, root)
        elif path.is_dir():
            yield from _walk(path, root)
        else:
            yield _file_or_problem(path, root)


def _linked(path: Path, root: Path) -> Iterator[Source | Problem]:
    target = Path(os.path.realpath(path))
    if target.is_dir() or not target.is_relative_to(root):
        yield Problem(shown_path(path), None, LinkNotFollowed(path), is_whole=True)
    else:
        yield _file_or_problem(path, root)


def _file_or_problem(path: Path, root: Path | None = None) -> Source | Problem:
    """A pipe or a device could keep a reader waiting for ever."""
    if path.is_file():
        return file_source(path, root)
    reason = "not a file" if path.exists() else "leads nowhere"
    return Problem(shown_path(path), None, FileUnreadable(path, reason), is_whole=True)
