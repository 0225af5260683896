"""One line of the journal: the rows that an act has left behind, and the hash that ties it to the
line before."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple, Self

import orjson

Rows = Mapping[str, list[list[object]]]
"""Name of a table -> rows of it, columns in the table's order."""

_END = b',"sha256":"%b"}'
_END_LENGTH = len(_END) - 2 + 64


class Line(NamedTuple):
    """What one act, or one transaction without any, has left in the file."""

    after: str
    """The hash of the line before."""
    at: str
    """When its last act was, or without any when it was written, ISO in UTC."""
    schema: int
    """The version of the file."""
    seq: int
    """The number of the last row of the history then."""
    acts: int
    """How many rows of the history are in `put`."""
    put: Rows
    """Rows as they are then, whole."""
    altered: Rows
    """The same of rows that were there before, without the columns that never change."""
    gone: Rows
    """The keys of rows that are not there any more."""
    sha256: str = ""

    def dump(self) -> tuple[bytes, str]:
        """Return the line as it stands in the journal, and its hash."""
        body = orjson.dumps({name: getattr(self, name) for name in self._fields[:-1]})
        sha256 = hashlib.sha256(body).hexdigest()
        return body[:-1] + _END % sha256.encode() + b"\n", sha256

    @classmethod
    def load(cls, line: bytes) -> Self | None:
        """Return what a line says; None where it is torn or not what its hash says."""
        line = line.rstrip(b"\r\n")
        body = line[:-_END_LENGTH] + b"}"
        sha256 = hashlib.sha256(body).hexdigest()
        if not line.endswith(_END % sha256.encode()):
            return None
        try:
            return cls(**orjson.loads(body), sha256=sha256)
        except (orjson.JSONDecodeError, TypeError):
            return None


class MadeBackup(NamedTuple):
    """A line that says that a backup (number) was made of the file at a position, and how far the
    history went."""

    backup: int
    position: str
    seq: int

    def dump(self) -> bytes:
        """Return the line as it stands in the journal."""
        return orjson.dumps(self._asdict()) + b"\n"

    @classmethod
    def load(cls, line: bytes) -> Self | None:
        """Return what a line says; None where it is no such line."""
        if not line.startswith(b'{"backup":'):
            return None
        try:
            return cls(**orjson.loads(line))
        except (orjson.JSONDecodeError, TypeError):
            return None
