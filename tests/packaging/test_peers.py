"""What others take for the same work: the memory of processes, and the row of a table."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is measured otherwise elsewhere"
)
PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
HOLD = "held = bytearray(60_000_000)\nprint('held', flush=True)\ninput()"
START = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {HOLD!r}])"


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the folder be found as it is when its script is run."""
    monkeypatch.syspath_prepend(str(PACKAGING))


def test_what_a_child_of_a_child_held_is_counted() -> None:
    from beside.serving import Watch

    command = [sys.executable, "-c", START]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        watch = Watch(lambda: [started.pid])
        assert started.stdout is not None
        assert started.stdout.readline() == "held\n"
        time.sleep(0.5)  # It looks ten times a second.
        started.communicate("\n")
    assert watch.end() > 60


def test_a_row_tells_the_middle_of_all_times() -> None:
    from beside.work import Taken

    row = Taken("one", 1.0, 2.0, [0.001, 0.002, 0.5], [0.004], 70.4).row()
    assert row == "| one | 1.0 s | 2.0 s | 2.0 ms | 4.0 ms | 70 MB |"
