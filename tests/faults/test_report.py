"""A report: what happened, this computer, the newest lines; texts only for who asks for them."""

from pathlib import Path

import pytest

from annotator.faults.fault import Fault
from annotator.faults.places import log_folder, name_of_project, without_home
from annotator.faults.report import KEPT, compose_report, keep_report
from annotator.faults.run import BrokenOff
from annotator.faults.state import gather_state, lines_of_state
from annotator.settings.store import Settings

FAULT = Fault("KeyError", "annotator/ui/session.py:3", "where it was", "KeyError: 'Ilse Varga'")


def test_a_fault_the_computer_and_the_log() -> None:
    report = compose_report(FAULT, ["SQLite 3"], ["2026 begun"])
    assert "KeyError at annotator/ui/session.py:3, once" in report
    assert "where it was" in report
    assert "This computer\n\nSQLite 3" in report
    assert report.endswith("2026 begun\n")
    assert "Varga" not in report


def test_what_the_error_says_only_where_it_is_asked_for() -> None:
    assert "KeyError: 'Ilse Varga'" in compose_report(FAULT, [], [], has_words=True)


def test_a_run_that_broke_off_and_none_at_all() -> None:
    broken = BrokenOff(12, "2026-11-29 10:00:00", "Fatal Python error: Aborted\n\nThread 1")
    report = compose_report(broken, [], [])
    assert "(process 12) did not end well: Aborted" in report
    assert "Thread 1" in report
    assert "No fault was met in this run." in compose_report(None, [], [])


def test_the_home_folder_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/maria")
    assert compose_report(None, ["log: /home/maria/.local"], []).count("maria") == 0
    monkeypatch.setenv("HOME", "/")
    assert without_home("a/b") == "a/b"


def test_a_project_has_a_name_that_says_nothing(tmp_path: Path) -> None:
    name = name_of_project(tmp_path / "news.annotator")
    assert name == name_of_project(tmp_path / "news.annotator")
    assert name != name_of_project(tmp_path / "other.annotator")
    assert len(name) == 8


def test_reports_are_kept_and_the_oldest_go(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(KEPT + 3):
        (folder / f"report-2020010{number:02}.txt").touch()
    path = keep_report("\ud800 words", folder)
    assert path is not None
    assert path.read_text("utf-8") == "\\ud800 words"
    assert len(list(folder.iterdir())) == KEPT
    assert keep_report("words", path / "below") is None


def test_the_state_names_every_place_and_what_is_free(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.choose("backup_folder", str(tmp_path / "backups"))
    state = gather_state({}, settings)
    assert state["places"]["log"] == str(log_folder())
    assert state["places"]["backups"] == str(tmp_path / "backups")
    assert state["free_megabytes_at"]["backups"] > 0
    assert (state["faults"], state["not_writable"]) == ([], [])
    lines = list(lines_of_state(state))
    assert any(one.startswith("log: ") and one.endswith(" MB free)") for one in lines)
    assert not any(one.startswith("Qt ") for one in lines)
