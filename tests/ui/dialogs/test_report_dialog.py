"""A report is asked for, written as HTML or PDF, and shown; what hinders it is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from annotator.ui.dialogs.path_field import documents_folder
from annotator.ui.dialogs.report_dialog import ReportDialog


@pytest.fixture
def dialog(qtbot, session, tmp_path):
    session.project.sign_in("<b>otto</b>")
    session.project.sign_in("maria")
    dialog = ReportDialog(session, folder=tmp_path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(qtbot, dialog):
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() != "")


def test_a_page_is_proposed_beside_the_last_export(dialog, session, tmp_path):
    assert dialog.target.path() == str(tmp_path / f"{session.project.name}-report.html")


def test_else_among_the_documents(qtbot, session):
    dialog = ReportDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.target.path() == str(documents_folder() / f"{session.project.name}-report.html")


def test_a_page_is_written_and_shown(qtbot, dialog, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    target = tmp_path / "out.html"
    dialog.target.edit.setText(str(target))
    write(qtbot, dialog)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert dialog.message.text().endswith("out.html.")
    dialog.show_button.click()
    assert [one.toLocalFile() for one in shown] == [str(target)]


def test_a_name_that_ends_in_pdf_gives_pdf(qtbot, dialog, tmp_path):
    target = tmp_path / "out.PDF"
    dialog.target.edit.setText(str(target))
    write(qtbot, dialog)
    assert target.read_bytes().startswith(b"%PDF-")


def test_my_pace_is_in_it_only_where_i_want_that(qtbot, dialog, tmp_path):
    target = tmp_path / "out.html"
    dialog.target.edit.setText(str(target))
    write(qtbot, dialog)
    assert 'id="pace"' not in target.read_text(encoding="utf-8")
    dialog.pace.click()
    assert dialog.message.text().endswith("Write replaces it.")
    dialog.say("")
    write(qtbot, dialog)
    assert 'id="pace"' in target.read_text(encoding="utf-8")


def test_people_and_articles_are_chosen(qtbot, dialog, tmp_path):
    ids = list(dialog.people)
    assert dialog.chosen() == ids
    box = dialog.people[ids[0]]
    box.click()
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.text() == "Tick one more: agreement takes two."
    dialog.people[ids[1]].click()
    assert dialog.message.text() == "Tick at least two annotators, or all."
    box.click()
    dialog.people[ids[1]].click()
    dialog.counted.choice_requested.emit("begun")
    assert dialog.counted.words == "that both of two have begun"
    dialog.target.edit.setText(str(tmp_path / "out.html"))
    write(qtbot, dialog)
    assert "have begun it" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_the_name_says_what_it_is(dialog, tmp_path):
    for name in ("", "out", "out.docx"):
        dialog.target.edit.setText(str(tmp_path / name) if name else "")
        assert not dialog.accept_button.isEnabled()
        assert ".html or .pdf" in dialog.message.text()


def test_what_is_replaced_and_what_cannot_be_written_is_said(qtbot, dialog, tmp_path):
    (tmp_path / "old.html").write_text("old", encoding="utf-8")
    dialog.target.edit.setText(str(tmp_path / "old.html"))
    assert dialog.message.text().endswith("old.html is there already; Write replaces it.")
    dialog.target.edit.setText(str(tmp_path / "nowhere" / "x.html"))
    write(qtbot, dialog)
    assert "nowhere" in dialog.message.text()
    assert dialog.accept_button.isEnabled()
    assert not dialog.show_button.isVisible()
