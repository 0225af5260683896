"""What else comes in from outside and is no format of its own: archives, label sets, compressed
files, and exports that are verified. Damaged likewise, by the same rules."""

import gzip
import io
import random
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import zstandard

from annotator.formats.jsonl import encode_line
from annotator.formats.label_sets import parse_label_set, read_label_set, write_label_set
from annotator.formats.verify import verify
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from tests.builders import LABEL_SET
from tests.formats.articles.pages import SEMANTIC
from tests.fuzz.damage import hurt
from tests.fuzz.importers import MEGABYTES as MOST_MEGABYTES
from tests.fuzz.importers import SECONDS, check_said, peak_megabytes
from tests.project.rich_project import rich_lines
from tests.watching import nothing_outside


class Kind(NamedTuple):
    """How such files are named, made and read."""

    ending: str
    make: Callable[[], bytes]
    read: Callable[[Path], object]


@cache
def _corpus() -> bytes:
    return b"".join(map(encode_line, rich_lines()))


def _packed() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/corpus.jsonl", _corpus())
        archive.writestr("page.html", SEMANTIC)
        archive.writestr("a.txt", "Ilse Varga left.")
    return stream.getvalue()


def _bring_in(path: Path) -> None:
    target = path.with_name("target.annotator")
    with Project.create(target, annotator="ilse") as project:
        try:
            report = project.import_sources([path])
            for problem in report.problems:
                check_said(problem.error)
        finally:
            assert project.check() == []


def _read_labels(path: Path) -> None:
    """What is read can be written, and reads the same again."""
    written = write_label_set(read_label_set(path))
    assert write_label_set(parse_label_set(written, path)) == written


def _verify(path: Path) -> None:
    for fault in verify(path).faults:
        repr(fault).encode()


KINDS = {
    "archive": Kind(".zip", _packed, _bring_in),
    "gzip": Kind(".jsonl.gz", lambda: gzip.compress(_corpus(), mtime=0), _bring_in),
    "zstandard": Kind(".jsonl.zst", lambda: zstandard.compress(_corpus()), _bring_in),
    "label-set": Kind(".toml", lambda: write_label_set(LABEL_SET).encode(), _read_labels),
    "verify": Kind(".jsonl", _corpus, _verify),
}


def attempt(name: str, number: int, folder: Path) -> None:
    """Try one; the same number gives the same file. AssertionError where it does harm."""
    kind = KINDS[name]
    way, raw = hurt(kind.make(), random.Random(f"{name} {number}"))
    path = folder / f"hurt{kind.ending}"
    path.write_bytes(raw)
    before, started = peak_megabytes(), time.process_time()
    try:
        with nothing_outside(folder):
            _read(kind, path)
        took, grown = time.process_time() - started, peak_megabytes() - before
        assert took < SECONDS, f"it took {took:.1f} s"
        assert grown < MOST_MEGABYTES, f"it took {grown} MB"
    except BaseException as error:
        error.add_note(f"{name} {number}: {way}")
        raise
    finally:
        for one in folder.iterdir():
            one.unlink()


def _read(kind: Kind, path: Path) -> None:
    try:
        kind.read(path)
    except AnnotatorError as error:
        check_said(error)
