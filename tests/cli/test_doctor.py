"""The command doctor."""

import sqlite3

import pytest

from annotator import __version__
from annotator.faults import state
from tests.cli.conftest import Command


def test_what_a_bug_report_needs(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    result = command("doctor", "--json")
    facts = result.json
    assert (result.status, facts["faults"]) == (0, [])
    assert (facts["annotator"], facts["sqlite"]) == (__version__, sqlite3.sqlite_version)
    assert facts["libraries"]["pyside6-essentials"] == facts["screen"]["qt"]
    assert set(facts["extras"]) >= {"web", "documents", "uima", "spacy", "parquet", "gamma"}
    assert (facts["screen"]["platform"], facts["screen"]["unreadable_fonts"]) == ("offscreen", [])
    assert facts["screen"]["reading_fonts"][0] == "Noto Serif"
    lines = command("doctor").out.splitlines()
    assert lines[0].startswith(f"annotator {__version__}, Python ")
    assert any(line.startswith("Qt ") and "on offscreen: " in line for line in lines)


def test_no_screen_is_said_in_one_line(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt ends the process that asks it, not this one."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "nothing-of-that-name")
    result = command("doctor")
    assert result.status == 1
    assert "nothing-of-that-name" in result.out.splitlines()[-1]
    assert result.out.splitlines()[-1].startswith("No window can be shown here: ")


def test_a_library_that_is_missing_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(
        state.importlib.metadata,
        "requires",
        lambda _: ["no-such-library>=2", 'no-such-other>=1 ; extra == "web"'],
    )
    result = command("doctor")
    assert result.status == 1
    assert "libraries: no-such-library (missing)" in result.out
    assert "extra web: no-such-other (missing)" in result.out
    assert result.out.splitlines()[-1] == "no-such-library is missing."
