"""Long work in a dialog: progress, stopping, ends."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton

from annotator.model.errors import Cancelled
from annotator.project.rows import Progress
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.tasks import running_tasks


@pytest.fixture
def ends():
    return {"done": [], "failed": []}


@pytest.fixture
def open_dialog(qtbot, ends):
    def make(work, *args):
        dialog = ProgressDialog(
            "Adding articles",
            work,
            *args,
            on_done=ends["done"].append,
            on_failed=ends["failed"].append,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


def test_the_result_comes_when_the_dialog_is_gone(open_dialog, ends, qtbot):
    dialog = open_dialog(lambda number, *, progress, is_cancelled: number * 2, 21)
    qtbot.waitUntil(lambda: ends["done"] == [42])
    assert dialog.isHidden()


def test_progress_is_shown(open_dialog, ends, qtbot):
    go_on = threading.Event()

    def work(*, progress, is_cancelled):
        progress(Progress(3, 12, "a.txt"))
        go_on.wait(10)

    dialog = open_dialog(work)
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.maximum() == 12)
    assert bar.value() == 3
    assert dialog.words() == "3 of 12 · a.txt"
    go_on.set()
    qtbot.waitUntil(lambda: bool(ends["done"]))


def test_stopping_waits_for_the_work_to_end(open_dialog, ends, qtbot):
    def work(*, progress, is_cancelled):
        while not is_cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    dialog = open_dialog(work)
    dialog.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: bool(ends["failed"]))
    assert isinstance(ends["failed"][0], Cancelled)
    assert dialog.isHidden()
    assert running_tasks() == ()


def test_escape_does_not_leave_the_work_alone(open_dialog, ends, qtbot):
    go_on = threading.Event()
    dialog = open_dialog(lambda *, progress, is_cancelled: go_on.wait(10))
    dialog.reject()
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not running_tasks())
