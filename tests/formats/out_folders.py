"""A folder in memory, for what writes several files."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions


class MemoryFolder:
    """Keeps what was written by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        assert name not in self.files, f"{name} is written twice"
        assert not name.startswith(("/", ".")) and ".." not in name and "\\" not in name
        self.files[name] = b""
        stream = BytesIO()
        yield stream
        self.files[name] = stream.getvalue()


def write_folder(
    format: Format, lines: Iterable[CorpusLine], options: WriteOptions | None = None
) -> dict[str, bytes]:
    """What a format writes, by the names of its files."""
    folder = MemoryFolder()
    format.write_folder(lines, folder, options or WriteOptions())
    return folder.files
