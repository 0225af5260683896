"""The bytes of a web archive, decompressed member by member, so that one damaged loses no other.

An archive is compressed record by record (gzip members one behind the other). Where a member is
damaged the stream ends, says why, and goes on with the next when it is told to.
"""

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

_CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31
"""zlib's word for a gzip header around the data."""


class RecordStream(io.RawIOBase):
    """Reads a file that may be gzip; `fault` says why it stopped before the end, or is empty."""

    def __init__(self, raw: BinaryIO, report_bytes: Callable[[int], None] | None = None) -> None:
        self._raw = raw
        self._report = report_bytes
        self._read = 0
        self._pending = self._more()
        self._is_packed = self._pending.startswith(GZIP_MAGIC)
        self._member = zlib.decompressobj(_GZIP)
        self._is_within = False
        self.fault = ""

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill a buffer as far as there is more; 0 at the end and at a fault."""
        size = len(target)
        plain = self._unpacked(size) if self._is_packed else self._plain(size)
        target[: len(plain)] = plain
        return len(plain)

    def skip_damage(self) -> bool:
        """Go to the beginning of the next member; False where there is none."""
        self.fault, self._is_within = "", False
        self._member = zlib.decompressobj(_GZIP)
        waiting = self._pending[1:]
        while (at := waiting.find(GZIP_MAGIC)) < 0:
            more = self._more()
            if not more:
                self._pending = b""
                return False
            waiting = waiting[-len(GZIP_MAGIC) + 1 :] + more
        self._pending = waiting[at:]
        return True

    def _more(self) -> bytes:
        chunk = self._raw.read(_CHUNK)
        self._read += len(chunk)
        if self._report:
            self._report(self._read)
        return chunk

    def _plain(self, size: int) -> bytes:
        self._pending = self._pending or self._more()
        plain, self._pending = self._pending[:size], self._pending[size:]
        return plain

    def _unpacked(self, size: int) -> bytes:
        while not self.fault:
            if not self._pending:
                self._pending = self._more()
                if not self._pending:
                    self.fault = "the file is cut off" if self._is_within else ""
                    return b""
            try:
                plain = self._member.decompress(self._pending, size)
            except zlib.error:
                self.fault = "its compression is damaged"
                return b""
            self._step()
            if plain:
                return plain
        return b""

    def _step(self) -> None:
        """Go on behind what was decompressed, in this member or the next."""
        if not self._member.eof:
            self._pending, self._is_within = self._member.unconsumed_tail, True
            return
        # Zeros between members are padding.
        self._pending, self._is_within = self._member.unused_data.lstrip(b"\0"), False
        self._member = zlib.decompressobj(_GZIP)
