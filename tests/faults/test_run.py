"""A run that did not end well is found at the next start, with what is known of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.faults.run import take_broken_off

ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
import ctypes, os, signal, sys, time
from pathlib import Path
from annotator.faults import run
run.HANGS = 0.3
going_on = run.Run.begin(Path(sys.argv[1]))
def some_function_of_ours():
    {what}
some_function_of_ours()
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")


def child(folder: Path, what: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN.format(what=what), folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(folder: Path, what: str) -> int:
    with child(folder, what) as process:
        process.communicate(timeout=60)
        return process.returncode


def test_a_run_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "going_on.end()") == 0
    assert list(tmp_path.iterdir()) == []
    assert take_broken_off(tmp_path) == []


@pytest.mark.parametrize(
    ("what", "status", "why"),
    [
        ("ctypes.string_at(0)", -signal.SIGSEGV, "Segmentation fault"),
        ("os.abort()", -signal.SIGABRT, "Aborted"),
    ],
)
def test_a_crash_says_where_it_was(tmp_path: Path, what: str, status: int, why: str) -> None:
    assert run(tmp_path, what) == status
    [found] = take_broken_off(tmp_path)
    assert found.why == why
    assert "some_function_of_ours" in found.trace
    assert str(ROOT) not in found.trace
    assert found.began
    assert take_broken_off(tmp_path) == []


def test_a_kill_leaves_word_too(tmp_path: Path) -> None:
    assert run(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)") == -signal.SIGKILL
    [found] = take_broken_off(tmp_path)
    assert (found.trace, found.why.partition(",")[0]) == ("", "it was ended from outside")


def test_where_it_stood_still_is_written_down(tmp_path: Path) -> None:
    what = "going_on.expect_life(); time.sleep(1); os.kill(os.getpid(), signal.SIGKILL)"
    run(tmp_path, what)
    [found] = take_broken_off(tmp_path)
    assert found.why == "it stood still and was ended"
    assert "some_function_of_ours" in found.trace


def test_a_run_that_lives_or_is_not_looked_at_is_left_alone(tmp_path: Path) -> None:
    what = "going_on.expect_life(); going_on.expect_nothing(); print('up', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN.format(what=what), tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        assert take_broken_off(tmp_path) == []
        assert len(list(tmp_path.iterdir())) == 1
        process.kill()
    [found] = take_broken_off(tmp_path)
    assert (found.process, found.trace) == (process.pid, "")


def test_a_place_that_cannot_be_written_means_only_that(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    script = (
        "import sys; from pathlib import Path\nfrom annotator.faults.run import Run\n"
        "print(Run.begin(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", script, tmp_path / "file" / "log"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("None\n", "")


def test_rubbish_in_its_place_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "run-1-1.txt").write_bytes(b"\xff\x00 nonsense")
    [found] = take_broken_off(tmp_path)
    assert (found.process, found.began) == (0, "")
    assert list(tmp_path.iterdir()) == []
