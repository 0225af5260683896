"""The bare command and open: where there is no display or no Qt, one line says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize("arguments", [[], ["open"]])
def test_without_a_display(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    result = command(*arguments, *([project] if arguments else []))
    assert result.status == 2
    assert "There is no display" in result.line


def run_without_qt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own in which Qt cannot be imported."""
    script = (
        "from tests.guards.without_qt import block_qt; block_qt()\n"
        "from annotator.cli.main import main; main()\n"
    )
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_but_those_of_the_window_works_without_qt(
    project: Path, tmp_path: Path
) -> None:
    for arguments in (
        ("--help",),
        ("new", "other.annotator"),
        ("import", "other.annotator", "articles"),
        ("export", "news.annotator", "-o", "x.jsonl"),
        ("verify", "x.jsonl"),
        ("import", "other.annotator", "x.jsonl"),
        ("formats", "--json"),
        ("stats", "other.annotator", "--json"),
        ("check", "other.annotator"),
        ("history", "other.annotator"),
    ):
        result = run_without_qt(tmp_path, *arguments)
        assert (result.returncode, result.stderr) == (0, ""), arguments


def test_the_window_without_qt(project: Path, tmp_path: Path) -> None:
    for arguments in ((), ("open", "news.annotator")):
        result = run_without_qt(tmp_path, *arguments)
        assert result.returncode == 2
        assert "The window needs Qt" in result.stderr
        assert "Traceback" not in result.stderr
