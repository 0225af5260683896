"""Every way a fault can come while the window is open: heard of, kept, shown once; work goes on."""

import sys
import threading

import pytest
from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.edits.edit import AddSpan
from annotator.model.errors import DocumentUnknown
from annotator.ui.faults.watching import watch_faults
from annotator.ui.tasks import run_task
from tests.builders import TEXT, make_span

SECRET = "Zyx" + "wvut"


@pytest.fixture
def watched(opened, qtbot, expected_logs, capsys):
    """The window as it runs; faults are expected."""
    expected_logs("fault, in")
    with watch_faults(opened):
        yield opened
    if opened.faults.report is not None:
        opened.faults.report.reject()
    assert SECRET not in capsys.readouterr().err


class Sender(QObject):
    sent = Signal()


class Broken(QWidget):
    def paintEvent(self, event):
        raise ValueError(SECRET)


def fail(*_):
    raise KeyError(SECRET)


def in_a_slot(window, qtbot):
    sender = Sender(window)
    sender.sent.connect(fail)
    sender.sent.emit()


def in_a_timer(window, qtbot):
    QTimer.singleShot(0, window, fail)


def in_painting(window, qtbot):
    widget = Broken(window)
    widget.setGeometry(0, 0, 50, 50)
    widget.show()
    qtbot.waitUntil(lambda: window.faults.faults.last is not None)
    widget.deleteLater()


def in_a_task(window, qtbot):
    run_task(fail, owner=window)


def in_a_thread(window, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_a_thread_of_qt(window, qtbot):
    class Work(QThread):
        def run(self):
            fail()

    work = Work(window)
    work.start()
    work.wait()


def in_a_pool(window, qtbot):
    class Work(QRunnable):
        def run(self):
            fail()

    QThreadPool.globalInstance().start(Work())
    QThreadPool.globalInstance().waitForDone()


@pytest.mark.parametrize(
    "how",
    [in_a_slot, in_a_timer, in_painting, in_a_task, in_a_thread, in_a_thread_of_qt, in_a_pool],
)
def test_a_fault_is_shown_and_one_can_go_on(watched, qtbot, hands, how):
    how(watched, qtbot)
    qtbot.waitUntil(lambda: watched.faults.report is not None)
    report = watched.faults.report
    assert watched.faults.faults.last.kind in ("KeyError", "ValueError")
    assert "tests/ui/faults/test_watching.py:" in report.report()
    assert SECRET not in report.report()
    assert report.saved.text() == "Everything you did is saved."
    report.reject()
    hands.settle()
    assert watched.faults.report is None
    watched.session.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "later")))
    hands.wait_saved()


def test_what_fails_while_being_thrown_away_is_kept_and_not_shown(watched, hands):
    class Odd:
        def __del__(self):
            fail()

    Odd()
    hands.settle()
    assert watched.faults.faults.last.kind == "KeyError"
    assert watched.faults.report is None
    watched.run("report_fault")
    assert "KeyError" in watched.faults.report.report()


def test_a_fault_in_the_writers_thread_loses_nothing(
    watched, qtbot, hands, monkeypatch, expected_logs
):
    """It is the queue of edits itself that meets the fault."""
    from annotator.storage import writer

    real = writer.write_set_changes

    def broken(*args, **how):
        raise KeyError(SECRET)

    monkeypatch.setattr(writer, "write_set_changes", broken)
    watched.session.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "i")))
    qtbot.waitUntil(lambda: watched.faults.report is not None)
    report = watched.faults.report
    qtbot.waitUntil(lambda: "not saved" in report.saved.text())
    assert report.saved.property("tone") == "bad"
    monkeypatch.setattr(writer, "write_set_changes", real)
    watched.session.project.retry()
    hands.wait_saved()
    qtbot.waitUntil(lambda: report.saved.text() == "Everything you did is saved.")


def test_whoever_hears_of_saved_edits_may_fail_and_the_writer_goes_on(
    watched, qtbot, hands, monkeypatch
):
    on_screen = watched.session.project._road.on_screen
    monkeypatch.setattr(on_screen, "note_saved", fail)
    watched.session.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "i")))
    qtbot.waitUntil(lambda: watched.faults.report is not None)
    monkeypatch.undo()
    watched.session.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", "n")))
    hands.wait_saved()
    assert watched.session.project.unsaved == 0


def test_a_thousand_times_the_same_is_one_report_that_counts(watched, qtbot, hands, expected_logs):
    expected_logs("has come 10+ times")
    sender = Sender(watched)
    sender.sent.connect(fail)
    for _ in range(1_000):
        sender.sent.emit()
    qtbot.waitUntil(lambda: watched.faults.report is not None)
    report = watched.faults.report
    assert report.heading.text() == "Something in annotator went wrong, 1,000 times"
    qtbot.waitUntil(lambda: "1,000 times, first at" in report.report())
    report.reject()
    hands.settle()
    sender.sent.emit()
    hands.settle()
    assert watched.faults.report is None
    assert watched.status_bar.message() == "The same fault came again."
    watched.status_bar.door.click()
    assert "1,001 times, first at" in watched.faults.report.report()


def test_another_fault_beside_an_open_report_is_told_there(watched, qtbot):
    watched.faults.hear(KeyError(1), "in a test")
    qtbot.waitUntil(lambda: watched.faults.report is not None)
    watched.faults.hear(ValueError(1), "in a test")
    report = watched.faults.report
    qtbot.waitUntil(lambda: "other faults came" in report.heading.text())


def test_a_fault_in_telling_of_a_fault_ends_there(watched, qtbot, hands, monkeypatch):
    monkeypatch.setattr("annotator.ui.faults.dialog.FaultReport", fail)
    monkeypatch.setattr(type(watched), "tell_of_fault", fail)
    for _ in range(3):
        watched.faults.hear(ValueError(1), "in a test")
    hands.settle()
    kinds = [one.kind for one in watched.faults.faults._known.values()]
    assert sorted(kinds) == ["KeyError", "KeyError", "ValueError"]
    assert sum(one.count for one in watched.faults.faults._known.values()) == 6


def test_an_error_of_the_users_world_is_a_sentence(opened, qtbot):
    with watch_faults(opened):
        sys.excepthook(DocumentUnknown, DocumentUnknown("nowhere"), None)
        qtbot.waitUntil(lambda: "nowhere" in opened.status_bar.message())
    assert opened.faults.report is None


def test_faults_are_heard_of_only_while_the_window_runs(opened):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with watch_faults(opened):
        inside = sys.excepthook, threading.excepthook, sys.unraisablehook
        assert not set(inside) & set(before)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_ctrl_c_in_the_terminal_closes_the_window(opened):
    with watch_faults(opened):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert opened.session is None
