"""The command report."""

from pathlib import Path

import pytest

from annotator.project.project import Project
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


def test_whose_pace_is_told_is_said(command: Command, project: Path, tmp_path: Path) -> None:
    with Project.open(project) as opened:
        (name, *_) = [one.name for one in opened.annotators()] or [opened.sign_in("Maria").name]
    for options, is_told in (((), False), (("--pace", name), True)):
        assert command("report", project, "-o", "report.html", *options).status == 0
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert ('id="pace"' in page) is is_told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "x.html", "--annotators", "Maria,Nobody"], "“Nobody”"),
        (["-o", "x.html", "--pace", "Nobody"], "“Nobody”"),
        (["-o", "nowhere/x.html"], "nowhere"),
        ([], "--out"),
    ],
)
def test_what_cannot_be(command: Command, project: Path, options: list[str], said: str) -> None:
    result = command("report", project, *options)
    assert result.status == 2
    assert said in result.line
