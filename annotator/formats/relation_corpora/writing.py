"""Lists of JSON written one element at a time."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson


def write_list(bodies: Iterable[Any], stream: BinaryIO) -> None:
    """Write a JSON list, one element a line."""
    before = b"[\n"
    for body in bodies:
        stream.write(before + orjson.dumps(body))
        before = b",\n"
    stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")
