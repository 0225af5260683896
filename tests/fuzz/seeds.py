"""For each format that is read, files to be damaged: written by our own writer where there is one,
and else those that the tests of the reader are about.

A seed is the files of a folder, by name, the one that is read first. A format without seeds fails
a test: whoever adds one adds them here.
"""

import json
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from annotator.formats.compression import without_compression
from annotator.formats.fitting import Fitting
from annotator.formats.format import HEAD_SIZE, Format, WriteOptions
from annotator.formats.registry import all_formats, recognise_format
from tests.builders import LABEL_SET
from tests.formats import test_damaged_annotations as annotations
from tests.formats.articles import test_any_bytes, test_damaged_articles
from tests.formats.journeys import _Folder as OutFolder
from tests.formats.mapper import test_reading as mapper
from tests.project.rich_project import rich_lines

Files: TypeAlias = Mapping[str, bytes]


@cache
def seeds_of(format: Format) -> tuple[Files, ...]:
    """Return the seeds of a format; none where nobody has thought of any."""
    made = [_written(format)] if format.can_write else []
    return (*made, *(_of_tests().get(format.name, ())))


def read_formats() -> list[Format]:
    """Return every format that reads."""
    return [one for one in all_formats() if one.can_read and one.is_installed]


def _written(format: Format) -> Files:
    """Return what our writer makes of a rich project, the file that is read first."""
    lines = list(Fitting(format, "flatten").lines(rich_lines()))
    options = WriteOptions(label_set=LABEL_SET)
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library of somebody else's
        folder = Path(name)
        if format.is_folder:
            format.write_folder(iter(lines), OutFolder(folder), options)
        else:
            with (folder / f"corpus{format.endings[0]}").open("xb") as stream:
                format.write(iter(lines), stream, options)
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    first = next(name for name, raw in files.items() if _is_of(format, name, raw))
    place = str(Path(first).parent)
    beside = {
        Path(name).name: raw for name, raw in files.items() if str(Path(name).parent) == place
    }
    return {Path(first).name: beside.pop(Path(first).name), **beside}


def _is_of(format: Format, name: str, raw: bytes) -> bool:
    found = recognise_format(without_compression(Path(name)), raw[:HEAD_SIZE])
    return found is format


@cache
def _of_tests() -> dict[str, list[Files]]:
    found: dict[str, list[Files]] = {}
    makers: list[tuple[Format, Callable[[], dict[str, bytes]]]] = annotations.MAKERS
    for format, make in makers:
        found.setdefault(format.name, []).append(make())
    for one, raw in _raw_ones():
        found.setdefault(one.name, []).append({f"a{one.endings[0]}": raw})
    records = [mapper.FULL, {"text": "Short.", "entities": [[0, 5, "X"]]}]
    found["mapper"] = [{"a.jsonl": b"\n".join(json.dumps(one).encode() for one in records)}]
    found["text"] = [{"a.txt": "Ferry talks open\n\nIlse Varga 👩‍👧 left.\r\n\r\n“So.”\n".encode()}]
    return found


def _raw_ones() -> Iterator[tuple[Format, bytes]]:
    yield from test_any_bytes.FILES
    yield from test_damaged_articles.SAMPLES
