"""Work off the GUI thread."""

import threading

import pytest
from PySide6.QtCore import QObject

from annotator.ui.tasks import run_task, running_tasks


def test_the_result_comes_on_the_gui_thread(qtbot):
    heard = []

    def work(number):
        return number + 1, threading.current_thread()

    run_task(work, 1, on_done=lambda result: heard.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(heard))
    (number, thread), here = heard[0]
    assert number == 2
    assert thread is not here is threading.current_thread()
    assert running_tasks() == ()


def test_a_failure_comes_as_the_error_itself(qtbot):
    heard = []

    def work():
        raise KeyError("gone")

    run_task(work, on_failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], KeyError)


def test_a_failure_nobody_takes_is_raised_on_the_gui_thread(qtbot):
    def work():
        raise KeyError("gone")

    with qtbot.captureExceptions() as caught:
        run_task(work)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is KeyError


def test_progress_and_cancel_reach_the_work(qtbot):
    seen, told = [], []
    go_on = threading.Event()

    def work(*, progress, is_cancelled):
        progress(1)
        go_on.wait(10)
        told.append(is_cancelled())
        raise InterruptedError

    failed = []
    task = run_task(work, on_progress=seen.append, on_failed=failed.append)
    qtbot.waitUntil(lambda: bool(seen))
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert (seen, told) == ([1], [True])


def test_the_result_of_a_cancelled_task_is_dropped(qtbot):
    go_on = threading.Event()
    heard = []
    task = run_task(lambda: go_on.wait(10), on_done=heard.append)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not running_tasks())
    assert heard == []


def test_nothing_is_called_once_the_owner_is_gone(qtbot):
    go_on = threading.Event()
    heard = []
    owner = QObject()
    run_task(lambda: go_on.wait(10), owner=owner, on_done=heard.append)
    owner.deleteLater()
    owner.destroyed.connect(go_on.set)
    qtbot.waitUntil(lambda: not running_tasks())
    assert heard == []


def test_reports_are_thinned_out(qtbot):
    seen = []

    def work(*, progress, is_cancelled):
        for number in range(10_000):
            progress(number)

    done = []
    run_task(work, on_progress=seen.append, on_done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert 1 <= len(seen) < 1000


@pytest.mark.parametrize("seconds", [10.0])
def test_waiting_for_the_work(qtbot, seconds):
    task = run_task(lambda: None)
    assert task.wait(seconds)
    qtbot.waitUntil(lambda: not running_tasks())
