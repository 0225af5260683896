"""Story: somebody stops a command, or stops listening to it; nothing is half done."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.e2e.conftest import ROOT, Annotator

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "annotator", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture(autouse=True)
def ctrl_c_is_heard() -> Iterator[None]:
    """A run of tests in the background of a shell ignores Ctrl C, and whatever it starts with it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def project(annotator: Annotator, tmp_path: Path) -> Path:
    path = tmp_path / "news.annotator"
    assert annotator("new", path).returncode == 0
    return path


def interrupt(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Press Ctrl C and return the exit status and what was said."""
    assert process.stderr is not None
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    return process.wait(60), said


def test_ctrl_c_while_it_listens_to_stdin(project: Path, tmp_path: Path) -> None:
    with start(tmp_path, "import", str(project), "-") as process:
        assert process.stdin is not None
        # More than a pipe holds: once all of it is written the command is listening.
        process.stdin.write(b"The ferry sails again. " * 20_000)
        process.stdin.flush()
        assert interrupt(process) == (130, b"annotator: stopped.\n")
    assert_nothing_came(project)


def assert_nothing_came(project: Path) -> None:
    with Project.open(project) as opened:
        assert list(opened.documents()) == []
        assert opened.check() == []


def test_a_reader_that_has_enough(annotator: Annotator, project: Path, tmp_path: Path) -> None:
    for number in range(40):
        text = f"Number {number}\n\n" + "The ferry sails again. " * 400
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert annotator("import", project, "*.txt").returncode == 0
    with start(tmp_path, "export", str(project), "-o", "-") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(100).startswith(b'{"version":1,')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
