"""Slow turns are logged with where; quick ones are not."""

import logging
import time

import pytest

from annotator.faults.log_file import keeping_log, newest_lines
from annotator.ui.faults.pace import Pace, where_is


@pytest.fixture
def log(tmp_path):
    logger = logging.getLogger("annotator")
    logger.propagate = False
    with keeping_log(tmp_path / "log"):
        yield lambda: newest_lines(20, tmp_path / "log")
    logger.propagate = True


def test_a_slow_turn_is_logged_with_where_it_was(window, qtbot, log, monkeypatch):
    lived, nothing = [], []
    pace = Pace(lambda: lived.append(1), lambda: nothing.append(1), window)
    pace.start()
    qtbot.wait(250)
    assert log() == []
    monkeypatch.setattr(window.start, "say", lambda _: time.sleep(0.5))
    window.tell("words")
    qtbot.waitUntil(lambda: bool(log()))
    pace.stop()
    [line] = log()
    milliseconds = int(line.partition("slow turn: ")[2].split()[0])
    assert 250 <= milliseconds < 2_000
    assert "annotator/ui/main_window.py:" in line
    assert " MainWindow.tell" in line
    assert lived
    assert nothing


def test_nobody_s_functions_are_named_but_ours():
    assert where_is(None) == ""
