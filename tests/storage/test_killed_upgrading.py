"""Row 3: killed anywhere while an older file is carried forward, nothing of it is lost."""

import gzip
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project.project import Project
from annotator.storage.header import SCHEMA_VERSION, read_header
from tests.storage.test_upgrading import OLD, rows_of

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals are another thing on Windows"
)


def run(path: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.storage.killed_at_statement", str(path), str(fatal)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_row_3_killed_while_it_is_carried_forward(
    tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    path, chance = tmp_path / "news.annotator", random.Random(5)
    for old in OLD[: trials(everyday=1, full=len(OLD))]:
        content = gzip.decompress(old.read_bytes())
        path.write_bytes(content)
        before, version = rows_of(path), read_header(path).version
        done = run(path, 0)
        assert done.returncode == 0, done.stderr
        statements = range(1, int(done.stdout) + 1)
        for fatal in chance.sample(statements, trials(everyday=2, full=20)):
            for one in tmp_path.iterdir():
                one.unlink()
            path.write_bytes(content)
            done = run(path, fatal)
            assert done.returncode == -signal.SIGKILL, done.stderr
            lost = judge(path, version, before)
            tally(kills=1, losses=len(lost))
            assert lost == [], (old.name, fatal)


def judge(path: Path, version: int, before: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """Return what is gone once somebody has opened the file again, as they would."""
    with Project.open(path, annotator="ilse") as project:
        assert not project.is_read_only
        assert project.check() == []
    assert read_header(path).version == SCHEMA_VERSION
    lost = [name for name, rows in rows_of(path).items() if rows != before[name]]
    copies = list(path.parent.glob(f"news (version {version})*.annotator"))
    assert copies, "the copy as it was"
    for copy in copies:
        lost += [name for name, rows in rows_of(copy).items() if rows != before[name]]
    return lost
