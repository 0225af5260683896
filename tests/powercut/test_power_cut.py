"""What the screen called saved is there after the power was cut, at whatever moment."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.project.project import Project
from annotator.storage.checks import check_database, check_history, check_rows, check_texts
from tests.powercut.disk import Disk, Operation, read_trace
from tests.powercut.workload import ACTS, SAVED
from tests.project.building import make_project

OPENED = 50
"""One state of so many is opened as a person would, and checked by the program's own check."""
ROOT = Path(__file__).parents[2]
PROJECT = "news.annotator"
CHECKS = (check_database, check_history, check_texts, check_rows)


class Recorded(NamedTuple):
    """What a child did, and the files before and after."""

    before: dict[str, bytes]
    operations: list[Operation]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A child's work on a project, recorded beneath SQLite."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("recording beneath SQLite needs Linux and a C compiler")
    folder = tmp_path_factory.mktemp("powercut")
    work, trace, recorder = folder / "work", folder / "trace", folder / "recorder.so"
    work.mkdir()
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", "-o", recorder, source, "-ldl", "-lpthread"],
        check=True,
    )
    make_project(work).close()
    before = {one.name: one.read_bytes() for one in work.iterdir()}
    subprocess.run(
        [sys.executable, "-m", "tests.powercut.workload", work / PROJECT],
        cwd=ROOT,
        check=True,
        env=os.environ
        | {
            "LD_PRELOAD": str(recorder),
            "POWERCUT_FOLDER": str(work),
            "POWERCUT_TRACE": str(trace),
        },
    )
    operations = list(read_trace(trace))
    if not any(one.name == PROJECT for one in operations):
        pytest.skip("this Python's SQLite does not write through the C library of the system")
    after = {one.name: one.read_bytes() for one in work.iterdir()}
    return Recorded(before, operations, after)


def test_row_1_the_record_is_what_happened(recorded: Recorded) -> None:
    """Nothing that was written went past the recorder."""
    disk = Disk(recorded.before)
    for one in recorded.operations:
        disk.take(one)
    for name in (PROJECT, SAVED, "."):
        disk.take(Operation("synced", name))
    assert disk.cut(random.Random(1)) == recorded.after
    assert set(recorded.after) == {PROJECT, SAVED}, "closing leaves one file"
    assert len(recorded.after[SAVED].split()) == ACTS
    assert sum(one.kind == "synced" for one in recorded.operations) > 2 * ACTS


def test_row_1_nothing_saved_is_lost_wherever_the_power_is_cut(
    recorded: Recorded, tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    states = trials(everyday=200, full=1_000)
    found = Counter(
        _judged(files, saved, tmp_path, is_opened=number % OPENED == 0)
        for number, (files, saved) in enumerate(_states(recorded, recorded.operations, states))
    )
    tally(states_simulated=found.total(), losses=found.total() - found["whole"])
    assert found == {"whole": states}


def test_row_1_a_program_that_does_not_sync_would_be_caught(
    recorded: Recorded, tmp_path: Path
) -> None:
    """The same record without its syncs: were the states not hard enough, this would pass."""
    careless = [one for one in recorded.operations if one.kind != "synced"]
    found = Counter(
        _judged(files, saved, tmp_path) for files, saved in _states(recorded, careless, 100)
    )
    assert found["lost"] + found["broken"] > 50


def _states(
    recorded: Recorded, operations: list[Operation], count: int
) -> Iterator[tuple[dict[str, bytes], int]]:
    """Yield what so many cuts leave, each with the last act that was told to be saved."""
    chance = random.Random(11)
    cuts = Counter(chance.randint(1, len(operations)) for _ in range(count))
    disk, saved = Disk(recorded.before), 0
    for number, one in enumerate(operations, start=1):
        if one.name == SAVED:
            saved = int(one.data) if one.kind == "written" else saved
        else:
            disk.take(one)
        for _ in range(cuts[number]):
            yield disk.cut(chance), saved


def _judged(files: dict[str, bytes], saved: int, folder: Path, *, is_opened: bool = False) -> str:
    """Return "whole", "lost" or "broken"; `saved` is the last act that must be there."""
    path = folder / PROJECT
    for one in folder.iterdir():
        one.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            if any(broken for check in CHECKS for broken in check(connection)):
                return "broken"
            if _last_act(connection) < saved:
                return "lost"
    except sqlite3.Error:
        return "broken"
    if is_opened:
        with Project.open(path, annotator="ilse") as project:
            if project.is_read_only or project.check():
                return "broken"
    return "whole"


def _last_act(connection: sqlite3.Connection) -> int:
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM history").fetchone()
    return int(seq)
