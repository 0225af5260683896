"""The report: read, copied, saved; with texts only for who ticks that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.faults.fault import Fault
from annotator.faults.run import BrokenOff
from annotator.ui.dialogs.help_page import HelpReader
from annotator.ui.faults.dialog import FaultReport

FAULT = Fault("KeyError", "annotator/ui/session.py:3", "<b>where</b>", "KeyError: 'Ilse Varga'")


@pytest.fixture
def show(opened, hands):
    def make(what):
        report = FaultReport(what, opened)
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        report.open()
        hands.settle()
        return report

    return make


def test_it_is_plain_text_with_all_that_doctor_says(show):
    report = show(FAULT)
    assert report.heading.text() == "Something in annotator went wrong"
    assert "<b>where</b>" in report.report()
    assert "SQLite 3" in report.report()
    assert "Qt 6" in report.report()
    assert "Varga" not in report.report()
    assert report.saved.isVisible()


def test_it_is_copied_as_it_is_shown(show, hands):
    report = show(FAULT)
    assert report.focusWidget() is report.close_button
    while report.focusWidget() is not report.copy_button:
        hands.press(Qt.Key.Key_Tab)
    assert report.focusWidget() is report.copy_button
    hands.press(Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == report.report()
    assert report.done_words.text() == "Copied."
    hands.press(Qt.Key.Key_Escape)
    assert report.isHidden()


def test_f1_is_the_help_for_it(show, hands):
    report = show(FAULT)
    hands.press(Qt.Key.Key_F1)
    [reader] = report.findChildren(HelpReader)
    assert reader.page == "troubleshooting"
    reader.close()


def test_texts_are_in_it_only_where_that_is_ticked(show):
    report = show(FAULT)
    report.has_words.click()
    assert "KeyError: 'Ilse Varga'" in report.report()
    report.has_words.click()
    assert "Varga" not in report.report()


def test_it_is_saved_as_a_file_or_says_why_not(show, tmp_path, monkeypatch):
    report = show(FAULT)
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    report.save_button.click()
    assert target.read_text("utf-8") == report.report()
    assert "report.txt" in report.done_words.text()
    target = tmp_path / "none" / "report.txt"
    report.save_button.click()
    assert report.done_words.property("tone") == "bad"
    assert "No such file or directory" in report.done_words.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    report.save_button.click()


def test_a_run_that_broke_off(show):
    report = show(BrokenOff(1, "2026-11-29 10:00:00", "Fatal Python error: Aborted"))
    assert report.heading.text() == "annotator did not end well last time"
    assert not report.has_words.isVisible()
    assert "Aborted" in report.report()


def test_one_can_be_asked_for_at_any_time(window, hands, qtbot):
    window.run("report_fault")
    hands.settle()
    report = window.faults.report
    assert report.heading.text() == "Report a fault"
    assert not report.saved.isVisible()
    assert "No fault was met in this run." in report.report()
    window.run("report_fault")
    assert window.faults.report is report
    report.reject()


@pytest.mark.parametrize("trace", ["Fatal Python error: Aborted", ""])
def test_the_run_before_is_told_of_as_far_as_it_matters(window, hands, trace):
    """A crash is shown; of a program that was ended from outside a word is enough."""
    window.faults.tell_of_run_before(BrokenOff(1, "2026-11-29 10:00:00", trace))
    hands.settle()
    assert (window.faults.report is not None) == bool(trace)
    window.run("report_fault")
    assert "(process 1) did not end well" in window.faults.report.report()
    window.faults.report.reject()
