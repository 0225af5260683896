"""Tables, JSON and the line of progress."""

import pytest

from annotator.cli.output import ProgressLine, count, print_json, print_table
from annotator.project.rows import Progress


def test_a_table_lines_up(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("Maria", 12), ("Jo", 1_234)], ("annotator", "spans"))
    assert capsys.readouterr().out == ("annotator  spans\nMaria         12\nJo         1,234\n")


def test_a_cell_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("a\nb\u202e", 1)])
    assert capsys.readouterr().out == "a⏎b‹U+202E›  1\n"


def test_an_empty_table_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([])
    assert capsys.readouterr().out == ""


def test_json_keeps_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "وزير 船"})
    assert '"وزير 船"' in capsys.readouterr().out


def test_counts() -> None:
    assert count(1, "span") == "1 span"
    assert count(1_200, "span") == "1,200 spans"


def test_progress_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine("importing", lambda: True) as progress:
        progress.report(Progress(1, 4, "a.txt"))
        progress.report(Progress(1, 4, "a.txt"))
        progress.report(Progress(3, 0))
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.split("\r")
    assert lines[1] == "importing  1 of 4  25 %  a.txt"
    assert lines[2].rstrip() == "importing  3"
    assert len(lines[2]) == len(lines[1])
    assert lines[3].strip() == ""


def test_progress_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine("importing") as progress:
        progress.report(Progress(1, 4))
    assert capsys.readouterr().err == ""
