"""Import, export, verifying and merging, beside bare rows and lines."""

from hashlib import sha256
from itertools import count
from pathlib import Path
from time import process_time

import orjson

from annotator.benchmark.corpus import PEOPLE, USUAL
from annotator.benchmark.ground import Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import by_turns
from annotator.formats.verify import verify
from annotator.project.project import Project
from annotator.storage.bare import read_in, take_rows, write_out


def measure_import(ground: Ground) -> Measured:
    """Bring a corpus into an empty project."""
    some = ground.sizes.some
    corpus, numbers = ground.corpus(some), count()
    with Project.create(ground.folder / "empty.annotator", backups=ground.backups) as empty:
        labels = empty.path

    def target() -> Path:
        return ground.copy(labels, f"import-{next(numbers)}")

    def ours() -> None:
        with ground.open(target()) as project:
            report = project.import_sources([corpus])
            assert (len(report.documents), report.problems) == (some, []), report.problems[:1]

    def floor() -> None:
        read_in(corpus, target())

    return by_turns(ours, floor, ground.sizes.rounds, clock=process_time)


def measure_export(ground: Ground) -> Measured:
    """Write all sets as JSONL."""
    path, out = ground.project(ground.sizes.some), ground.folder / "export.jsonl"
    with Project.open(path, is_read_only=True) as project:
        return by_turns(
            lambda: project.export(out),
            lambda: (ground.folder / "bare.jsonl").write_bytes(write_out(path)),
            ground.sizes.rounds,
            clock=process_time,
        )


def measure_verify(ground: Ground) -> Measured:
    """Check what was exported against its manifest, its schema and its own text."""
    out = ground.folder / "verify.jsonl"
    with Project.open(ground.project(ground.sizes.some), is_read_only=True) as project:
        project.export(out)

    def ours() -> None:
        assert verify(out).is_right

    return by_turns(ours, lambda: read_lines(out), ground.sizes.rounds, clock=process_time)


def read_lines(path: Path) -> int:
    """Hash a corpus and hold the spans of its lines against their texts; return how many fit."""
    raw = path.read_bytes()
    sha256(raw).hexdigest()
    fitting = 0
    for line in raw.splitlines():
        body = orjson.loads(line)
        text = body["text"]
        for span in body["spans"]:
            fitting += "fragments" in span or text[span["start"] : span["end"]] == span["text"]
    return fitting


def measure_merge(ground: Ground) -> Measured:
    """Take in a colleague's labels on the same articles."""
    some = ground.sizes.some
    mine, theirs = (ground.project(some, USUAL, (name,)) for name in PEOPLE)
    into, numbers = ground.copy(mine, "bare-merge"), count()
    fresh: list[Path] = []

    def prepare() -> None:
        fresh.append(ground.copy(mine, f"merge-{next(numbers)}"))

    def ours() -> None:
        with ground.open(fresh[-1]) as project:
            report = project.merge(theirs)
            assert report.annotators[PEOPLE[1]].sets_new == some, report

    def floor() -> None:
        assert take_rows(into, theirs) > 0

    return by_turns(ours, floor, ground.sizes.rounds, clock=process_time, before=prepare)
