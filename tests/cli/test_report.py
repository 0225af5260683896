"""The command report."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_a_page_is_written(command: Command, project: Path, tmp_path: Path) -> None:
    result = command("report", project, "-o", "report.html")
    assert (result.status, result.out, result.err) == (0, "Wrote report.html\n", "")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "There are no two people to compare yet." in page


def test_stdout_gets_it(command: Command, project: Path, tmp_path: Path) -> None:
    result = command("report", project, "-o", "-", "--in-progress")
    assert result.out.startswith("<!DOCTYPE html>")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "x.html", "--annotators", "Maria,Nobody"], "“Nobody”"),
        (["-o", "nowhere/x.html"], "nowhere"),
        ([], "--out"),
    ],
)
def test_what_cannot_be(command: Command, project: Path, options: list[str], said: str) -> None:
    result = command("report", project, *options)
    assert result.status == 2
    assert said in result.line
