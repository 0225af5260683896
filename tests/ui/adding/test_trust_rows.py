"""Rows 21 to 34 of the table of faults, from the window: told, shown as it is, and the rest in."""

import tempfile

import pytest
from PySide6.QtGui import QTextDocument

from annotator.ui.adding.dialog import AddArticlesDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from tests.hostile_sources import GOOD, LINES, SPANS, ZIPS, bodies, brat_folder, by_row, evil_pickle
from tests.watching import hearing, nothing_outside


@pytest.fixture
def take_in(session, settle, tmp_path, monkeypatch, qtbot):
    """Takes a folder in as a drop does, agreeing to whatever is asked; returns the report."""
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))

    def take_in(folder):
        reports = []
        dialog = AddArticlesDialog(session, [folder])
        dialog.taken_in.connect(reports.append)
        dialog.failed.connect(reports.append)
        with nothing_outside(tmp_path):
            dialog.begin()
            settle()
            if not reports:
                assert dialog.isVisible()
                dialog.grab()
                dialog.accept()
                settle()
        [report] = reports
        assert list((tmp_path / "spare").iterdir()) == []
        shown = ImportReportDialog(report)
        qtbot.addWidget(shown)
        shown.show()
        return report, shown.problems.toPlainText()

    return take_in


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.jsonl").write_bytes(GOOD)
    return folder


@pytest.mark.parametrize("name", by_row(LINES))
def test_a_bad_line_is_told_and_the_rest_comes_in(take_in, folder, name):
    line, why = LINES[name]
    (folder / "in.jsonl").write_bytes(GOOD.replace(b'"good"', b'"first"') + b"\n" + line)
    report, said = take_in(folder)
    assert report.documents_new == 2
    assert "in.jsonl:2" in said
    assert why in said


@pytest.mark.parametrize("name", by_row(SPANS))
def test_a_bad_span_is_told_and_its_article_comes_in(take_in, folder, name):
    line, why = SPANS[name]
    (folder / "in.jsonl").write_bytes(line)
    report, said = take_in(folder)
    assert (report.documents_new, report.spans) == (2, 1), "one is of the good line"
    assert why in said


@pytest.mark.parametrize(
    "name", by_row(["zeroes", "deep lists", "wrong kinds", "entity outside", "markup"])
)
def test_no_content_stops_a_folder(take_in, folder, name, monkeypatch):
    asked = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *a: asked.append(a))
    for ending in (".jsonl", ".json", ".txt", ".html", ".xmi", ".csv", ".docx", ".eml"):
        (folder / f"<b>bad<b>{ending}").write_bytes(bodies()[name])
    report, said = take_in(folder)
    assert report.documents_new >= 1
    assert "fault of annotator" not in said
    assert not report.problems or "<b>bad<b>" in said
    assert asked == []


@pytest.mark.parametrize("name", ZIPS)
def test_row_34_archives_have_limits(take_in, folder, name):
    (folder / "in.zip").write_bytes(ZIPS[name]())
    report, said = take_in(folder)
    assert report.documents_new >= 1
    assert "in.zip" in said
    assert "spare" not in said


def test_row_33_a_folder_of_brat_with_links(take_in, folder):
    brat_folder(folder / "chosen")
    report, said = take_in(folder)
    assert report.documents_new == 3
    for name in ("circle", "etc", "passwd.txt", "gone.txt", "alone.ann"):
        assert name in said


def test_row_38_what_would_run_when_it_is_loaded_is_told_and_the_rest_comes_in(
    take_in, folder, tmp_path, tally
):
    names = ["model.pkl", "model.joblib", "model.crf", "a.spacy", "a.parquet", "a.txt"]
    for name in names:
        (folder / name).write_bytes(evil_pickle(tmp_path / "made")[0])
    with hearing("pickle.find_class", "marshal.load") as heard:
        report, said = take_in(folder)
    assert heard == []
    assert not (tmp_path / "made").exists()
    assert report.documents_new == 1
    assert all(name in said for name in names)
    tally(pickles=len(names))
