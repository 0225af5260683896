"""The command fill-in."""

from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Command


@pytest.fixture
def hidden(command: Command, project: Path, tmp_path: Path) -> Path:
    assert command("export", project, "-o", "whole.jsonl").status == 0
    result = command("export", project, "-o", "hidden.jsonl", "--without-text")
    assert (result.status, result.err) == (0, "")
    assert ARTICLE[:20] not in (tmp_path / "hidden.jsonl").read_text()
    assert command("verify", "hidden.jsonl").status == 0
    return tmp_path / "hidden.jsonl"


def test_texts_come_back_from_a_project(
    command: Command, project: Path, hidden: Path, tmp_path: Path
) -> None:
    result = command("fill-in", hidden, "--from", project, "-o", "filled.jsonl")
    assert (result.status, result.err) == (0, "")
    assert result.out == "Wrote filled.jsonl: 2 lines, 2 texts filled in\n"
    assert (tmp_path / "filled.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert command("verify", "filled.jsonl").status == 0


def test_texts_that_are_not_there(command: Command, hidden: Path, tmp_path: Path) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8", newline="")
    refused = command("fill-in", hidden, "--from", folder, "-o", "filled.jsonl")
    assert (refused.status, refused.out) == (2, "")
    assert "--partial" in refused.line
    assert not (tmp_path / "filled.jsonl").exists()
    result = command(
        "fill-in", hidden, "--from", folder, "-o", "filled.jsonl", "--partial", "--json"
    )
    assert result.json == {"lines": 2, "filled": 1, "missing": 1}
    told = command("fill-in", hidden, "--from", folder, "-o", "filled.jsonl", "--partial")
    assert "1 line stayed without a text" in told.out


def test_wrong_use(command: Command, project: Path, hidden: Path, tmp_path: Path) -> None:
    for options in (
        ["--from", "missing", "-o", "x"],
        ["-o", "x"],
        ["--from", project, "--from", tmp_path, "-o", "x"],
    ):
        result = command("fill-in", hidden, *options)
        assert (result.status, result.out) == (2, "")
        assert result.line
