"""The report of an import says what came in, what did not and why, and can be copied."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.formats.corpus import Problem
from annotator.model.errors import FileEmpty, FileNotText
from annotator.project.rows import ImportReport
from annotator.ui.dialogs.import_report import (
    ImportReportDialog,
    problem_lines,
    report_lines,
    report_title,
)

REMARK = Problem("odd.txt", 3, FileNotText(Path("odd.txt"), 12), is_skipped=False)
SKIPPED = Problem("<b>empty</b>.txt", None, FileEmpty(Path("<b>empty</b>.txt")))


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (ImportReport(12), "12 articles came in"),
        (ImportReport(1, 4), "1 article came in"),
        (ImportReport(0, 1, spans=3), "Annotations came in"),
        (ImportReport(0, 4), "Nothing new came in"),
    ],
)
def test_titles(report, title):
    assert report_title(report) == title


def test_counts_one_fact_a_line():
    report = ImportReport(2, 1, 3, 41, 1, ["VESSEL", "CARGO"])
    assert report_lines(report) == [
        "1 article was here already.",
        "3 articles stayed out.",
        "41 spans and 1 relation came with them.",
        "New labels: VESSEL, CARGO.",
    ]


def test_many_new_labels_are_cut_short():
    report = ImportReport(1, new_labels=[f"L{number}" for number in range(25)])
    assert report_lines(report)[-1].endswith("L19 and 5 more.")


def test_nothing_to_say():
    assert report_lines(ImportReport(1)) == ["Everything was read."]
    assert report_lines(ImportReport()) == ["There was nothing to read."]


def test_what_stayed_out_stands_before_remarks():
    lines = problem_lines(ImportReport(problems=[REMARK, SKIPPED]))
    assert "empty" in lines[0]
    assert "odd.txt" in lines[1]


def test_thousands_of_problems_are_cut_short():
    lines = problem_lines(ImportReport(problems=[SKIPPED] * 2500))
    assert len(lines) == 2001
    assert lines[-1] == "… and 500 more"


def test_it_is_shown_literally_and_copied(qtbot):
    dialog = ImportReportDialog(ImportReport(2, problems=[SKIPPED]))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "<b>empty</b>.txt" in dialog.problems.toPlainText()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("2 articles came in.\n")
    assert "<b>empty</b>.txt" in copied


def test_without_problems_there_is_no_list_of_them(qtbot):
    dialog = ImportReportDialog(ImportReport(2))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.problems.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


@pytest.fixture
def saved(qtbot, tmp_path, monkeypatch):
    """Saves a report under a name, and returns the dialog and the file."""

    def save(report, name):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        dialog = ImportReportDialog(report)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.save_button.click()
        return dialog, path

    return save


def test_it_is_saved_whole_as_text(saved):
    dialog, path = saved(ImportReport(2, problems=[SKIPPED] * 2500), "report.txt")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2502
    assert "report.txt" in dialog.message.text()


def test_it_is_saved_as_json_where_the_name_says_so(saved):
    _, path = saved(ImportReport(2, spans=3, problems=[SKIPPED]), "report.JSON")
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["documents"]["new"] == 2
    assert report["problems"][0]["skipped"] is True


def test_where_it_cannot_be_saved_it_says_so(saved):
    dialog, path = saved(ImportReport(2), "no such folder/report.txt")
    assert "No such file" in dialog.message.text()
    assert not path.exists()


def test_what_was_left_out_as_chosen_is_said():
    assert "2 spans and 1 relation were left out, as you chose." in report_lines(
        ImportReport(1, spans_left_out=2, relations_left_out=1)
    )
