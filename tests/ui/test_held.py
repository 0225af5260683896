"""Row 7: another program holds the project that one opens. The window waits, beside its work."""

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.project import held
from annotator.ui.dialogs.held_dialog import HeldDialog
from annotator.ui.dialogs.progress import ProgressDialog
from tests.ui.ferry_project import make_project

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    made = make_project(tmp_path / "ferry.annotator")
    made.close()
    return made.path


@pytest.fixture
def holder(path):
    """Another process that holds the file until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout.readline() == "held\n"
        yield child
        child.stdin.close()


def shown(kind):
    widgets = QApplication.topLevelWidgets()
    return [one for one in widgets if isinstance(one, kind) and one.isVisible()]


def test_row_7_it_waits_beside_the_window_and_says_who(
    window, path, holder, qtbot, monkeypatch, tally
):
    monkeypatch.setattr(held, "BUSY_TIMEOUT", 1.0)
    ticks = []
    timer = QTimer(window, interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(HeldDialog)) == 1)
    timer.stop()
    assert max(b - a for a, b in pairwise(ticks)) < 0.5
    (dialog,) = shown(HeldDialog)
    assert "in use by" in dialog.words.text()
    if sys.platform == "linux":
        assert f"process {holder.pid}" in dialog.words.text()
    holder.stdin.close()
    holder.wait(10)
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None)
    assert not window.session.project.is_read_only
    tally(locks_met=1)


def test_row_7_it_opens_when_the_other_lets_go(window, path, holder, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(ProgressDialog)) == 1)
    assert window.session is None
    holder.stdin.close()
    qtbot.waitUntil(lambda: window.session is not None)
    assert not window.session.project.is_read_only


def test_row_7_one_need_not_wait(window, path, holder, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(ProgressDialog)) == 1)
    shown(ProgressDialog)[0].reject()
    qtbot.waitUntil(lambda: not shown(ProgressDialog))
    assert window.session is None
    assert shown(HeldDialog) == []
