"""Revisions in files: compressed lines, written whole and never changed; the numbers of the first
and the last stand in the name."""

import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from annotator.hub.revision import KINDS, Revision

MOST_BYTES = 8_000_000
"""Of a bundle, before it is compressed; one revision alone may be longer."""
LONGEST_LINE = 64_000_000
"""Bytes that are read at most of one revision."""
_NAME = re.compile(r"(?P<first>\d{12})-(?P<last>\d{12})\.jsonl\.zst")
_TYPES: tuple[Any, ...] = (str, int, str, str, (str, type(None)), str, int, str, str, str, str, str)


class Bundle(NamedTuple):
    """A file with the revisions from one number to another."""

    first: int
    last: int
    path: Path


def list_bundles(folder: Path) -> list[Bundle]:
    """Return the bundles in a folder in order; what is called otherwise is not one."""
    try:
        names = [(one, _NAME.fullmatch(one.name)) for one in folder.iterdir()]
    except OSError:
        return []
    return sorted(
        Bundle(int(name["first"]), int(name["last"]), path) for path, name in names if name
    )


def write_bundles(folder: Path, revisions: Iterable[Revision]) -> None:
    """Write revisions into as many bundles as they need. OSError: those written are whole."""
    lines: list[bytes] = []
    size = first = last = 0
    for one in revisions:
        line = orjson.dumps([*one])
        if lines and (size + len(line) > MOST_BYTES or one.seq != last + 1):
            _write(folder, first, last, lines)
            lines, size = [], 0
        if not lines:
            first = one.seq
        lines.append(line)
        size += len(line)
        last = one.seq
    if lines:
        _write(folder, first, last, lines)


def _write(folder: Path, first: int, last: int, lines: Sequence[bytes]) -> None:
    body = zstandard.ZstdCompressor(level=9, write_checksum=True).compress(b"\n".join(lines))
    write_whole(folder / f"{first:012}-{last:012}.jsonl.zst", body)


def read_bundle(bundle: Bundle) -> Iterator[Revision]:
    """Yield what a bundle holds. ValueError: it is torn, or not what its name says. OSError."""
    expected = bundle.first
    try:
        with (
            bundle.path.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as raw,
        ):
            lines = io.BufferedReader(raw)
            while line := lines.readline(LONGEST_LINE):
                one = _revision(line)
                if one.seq != expected:
                    raise ValueError("not what its name says")
                expected += 1
                yield one
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    if expected != bundle.last + 1:  # what is cut off between two blocks makes no error
        raise ValueError("torn")


def _revision(line: bytes) -> Revision:
    cells = orjson.loads(line)
    if (
        not isinstance(cells, list)
        or len(cells) != len(_TYPES)
        or not all(isinstance(one, kind) for one, kind in zip(cells, _TYPES, strict=True))
        or cells[3] not in KINDS
    ):
        raise ValueError("not a revision")
    return Revision(*cells)


def write_whole(path: Path, body: bytes) -> None:
    """Write a file beside and rename it, so that nobody meets half of it. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.partial")
    try:
        with unfinished.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
