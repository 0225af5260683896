"""The power is cut while something is erased: all is as it was, or it is erased; never between."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.powercut.disk import Disk, Operation, read_trace
from tests.powercut.test_power_cut import CHECKS, PROJECT, ROOT
from tests.project.purging.worlds import ID, SECRET, leave_traces, make_world

STATES = 300
CHILD = f"""
import sys
from pathlib import Path
from annotator.project.project import Project
path, root = map(Path, sys.argv[1:])
with Project.open(path, annotator="ilse", backups=root) as project:
    project.purging.purge_articles(["{ID}"], "The court says so.")
"""


@pytest.fixture
def recorded(tmp_path: Path) -> tuple[dict[str, bytes], list[Operation]]:
    """The files before, and what a child that erases has done to them."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("recording beneath SQLite needs Linux and a C compiler")
    work, trace, recorder = tmp_path / "work", tmp_path / "trace", tmp_path / "recorder.so"
    work.mkdir()
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", "-o", recorder, source, "-ldl", "-lpthread"],
        check=True,
    )
    with make_world(work) as project:
        leave_traces(project)
    before = {one.name: one.read_bytes() for one in work.iterdir()}
    subprocess.run(
        [sys.executable, "-c", CHILD, work / PROJECT, tmp_path / "backups"],
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
    return before, operations


def test_all_or_nothing_wherever_the_power_is_cut(
    recorded: tuple[dict[str, bytes], list[Operation]], tmp_path: Path
) -> None:
    before, operations = recorded
    chance = random.Random(3)
    cuts = Counter(chance.randint(1, len(operations)) for _ in range(STATES))
    disk, found = Disk(before), Counter[str]()
    place = tmp_path / "state"
    place.mkdir()
    for number, one in enumerate(operations, start=1):
        disk.take(one)
        for _ in range(cuts[number]):
            found[_judged(disk.cut(chance), place)] += 1
    print(f"purge, power cut: {dict(found)} of {STATES} states, {len(operations)} operations")
    assert set(found) == {"as it was", "erased"}


def _judged(files: dict[str, bytes], folder: Path) -> str:
    for one in folder.iterdir():
        one.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / PROJECT, isolation_level=None)) as connection:
            if any(broken for check in CHECKS for broken in check(connection)):
                return "broken"
            said = [connection.execute(one, (SECRET,)).fetchone()[0] > 0 for one in _TOLD]
    except sqlite3.Error:
        return "broken"
    return "half done" if len({*said}) > 1 else "as it was" if said[0] else "erased"


_TOLD = (
    "SELECT count(*) FROM documents WHERE instr(text, ?)",
    "SELECT count(*) FROM history WHERE instr(edit, ?)",
    "SELECT count(*) FROM verdicts WHERE instr(comment, ?)",
    "SELECT count(*) FROM span_labels WHERE instr(guideline, ?)",
    "SELECT count(*) FROM entities WHERE instr(name, ?)",
)
