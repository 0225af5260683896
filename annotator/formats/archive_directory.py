"""How many entries a ZIP archive has, counted before anything makes objects of them.

The directory at the end of an archive says how many entries it has and how long it is; `zipfile`
believes the length and makes an object of each, so a small lie costs gigabytes. Places and
signatures are those of PKWARE's APPNOTE 4.3.12 to 4.3.16.
"""

import os
import struct
import zipfile
from typing import BinaryIO

_END = struct.Struct("<4s4H2LH")
_END_64_PLACE = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT = 1 << 16
_ENTRY = struct.Struct("<4s24x3H12x")
"""The head of an entry in the directory: its signature, and how long three fields behind it are."""
_DIRECTORY_LIMIT = 64 << 20
"""The longest directory that is looked at: 640 bytes for each of 100,000 entries."""


def count_entries(stream: BinaryIO, limit: int) -> int:
    """Return how many entries the directory of an archive has: what it claims, if over `limit`.

    zipfile.BadZipFile where it has none, or one that is longer than can be.
    """
    claimed, size, end = _end_of_directory(stream)
    if claimed > limit:
        return claimed
    if size > min(_DIRECTORY_LIMIT, end):
        raise zipfile.BadZipFile("its directory is too long")
    stream.seek(end - size)
    directory = stream.read(size)
    count = at = 0
    while at + _ENTRY.size <= size:
        signature, *lengths = _ENTRY.unpack_from(directory, at)
        if signature != b"PK\x01\x02":
            break  # zipfile will say so
        at += _ENTRY.size + sum(lengths)
        count += 1
    return count


def _end_of_directory(stream: BinaryIO) -> tuple[int, int, int]:
    """Return how many entries the directory claims, its length, and where it ends."""
    length = stream.seek(0, os.SEEK_END)
    reach = min(length, _END.size + _LONGEST_COMMENT + _END_64_PLACE.size)
    stream.seek(length - reach)
    tail = stream.read(reach)
    # zipfile takes a record without a comment at the very end, else the last signature.
    found = len(tail) - _END.size
    if found < 0 or tail[found : found + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        found = tail.rfind(b"PK\x05\x06")
    if found < 0 or found + _END.size > len(tail):
        raise zipfile.BadZipFile("it has no directory")
    _, _, _, _, count, size, _, _ = _END.unpack_from(tail, found)
    end = length - reach + found
    if found >= _END_64_PLACE.size:
        place_at = found - _END_64_PLACE.size
        if tail[place_at : place_at + 4] == b"PK\x06\x07":
            return _end_64(stream, end - _END_64_PLACE.size)
    return count, size, end


def _end_64(stream: BinaryIO, place_at: int) -> tuple[int, int, int]:
    # zipfile looks right before the record that says where it is, not where that says.
    start = place_at - _END_64.size
    if start < 0:
        raise zipfile.BadZipFile("its directory is cut off")
    stream.seek(start)
    signature, *_, count, size, _ = _END_64.unpack(stream.read(_END_64.size))
    if signature != b"PK\x06\x06":
        raise zipfile.BadZipFile("its directory is damaged")
    return count, size, start
