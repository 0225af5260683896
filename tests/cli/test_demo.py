"""The names that the command demo takes; the story of the whole command is in tests/e2e."""

from pathlib import Path

import pytest

from annotator.cli.demo import free_stem
from tests.cli.conftest import Command


def test_the_first_demo_is_called_so(tmp_path: Path) -> None:
    assert free_stem(tmp_path) == tmp_path / "demo"


@pytest.mark.parametrize("ending", [".annotator", ".jsonl", ".jsonl.manifest.json", ".png"])
def test_any_file_that_is_there_is_kept(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"demo{ending}").touch()
    (tmp_path / "demo-2.png").touch()
    assert free_stem(tmp_path) == tmp_path / "demo-3"


def test_a_folder_that_cannot_be_made(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = command("demo", "file/inside")
    assert result.status == 2
    assert "cannot be written" in result.line
