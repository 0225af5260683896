"""Near duplicates: groups to look at, labels carried from one article to the others."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.near_duplicates import NearDuplicatesDialog
from annotator.ui.session import Session
from tests.builders import make_document, make_span
from tests.project.building import make_project
from tests.text.test_fingerprints import text_of

WIRE = "Ilse Varga met Norrow Lines on Monday in Lomera.\n\n" + " ".join(text_of(5, 200)) + "\n"
COPY = WIRE + "\nMore to follow.\n"


@pytest.fixture
def session(qtbot, tmp_path):
    documents = [
        Document("wire", WIRE, Meta("<b>Wire</b> copy", source="Agency", published="2026-01-24")),
        make_document(" ".join(text_of(9, 200)), "other", "Other"),
        make_document(COPY, "copy", "Morning paper"),
    ]
    session = Session(make_project(tmp_path, documents))
    session.project.apply(AddSpan(make_span(WIRE, "Ilse Varga", id="varga")), "wire")
    session.project.apply(AddSpan(make_span(WIRE, "Norrow Lines", "o", id="lines")), "wire")
    session.project.apply(AddRelation(Relation("w", "w", "varga", "lines")), "wire")
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = NearDuplicatesDialog(session, session.project.near_duplicates.groups())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def row(dialog, at):
    item = dialog.list.topLevelItem(0).child(at)
    return [item.text(column) for column in range(5)]


def test_groups_with_what_is_known_of_each(dialog):
    assert dialog.counts.text() == "2 articles in 1 group."
    assert row(dialog, 0)[:3] == ["<b>Wire</b> copy", "Agency", "2026-01-24"]
    assert row(dialog, 0)[4] == "2"
    assert row(dialog, 1)[0] == "Morning paper" and row(dialog, 1)[4] == ""
    assert row(dialog, 0)[3] == row(dialog, 1)[3] and row(dialog, 0)[3].endswith(" %")


def test_labels_are_carried_to_the_others_and_undo_takes_them_back(qtbot, dialog, session):
    qtbot.mouseClick(dialog.carry_button, Qt.MouseButton.LeftButton)
    assert dialog.message.text() == (
        "Carried 2 spans and 1 relation over to 1 article. Undo takes them back."
    )
    assert row(dialog, 1)[4] == "2"
    spans = session.project.annotation_set("copy").spans.values()
    assert {one.covered_text(COPY) for one in spans} == {"Ilse Varga", "Norrow Lines"}
    qtbot.mouseClick(dialog.carry_button, Qt.MouseButton.LeftButton)
    assert "Nothing to carry over" in dialog.message.text()
    session.undo()
    assert session.project.annotation_set("copy").spans == {}


def test_what_has_no_labels_has_nothing_to_carry(qtbot, dialog):
    assert dialog.carry_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert not dialog.carry_button.isEnabled()


def test_enter_opens_the_article(qtbot, dialog, session):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert session.document.id == "copy"
    assert not dialog.isVisible()


def test_where_there_is_none(qtbot, session):
    dialog = NearDuplicatesDialog(session, [])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.counts.text() == "No two articles are nearly the same."
    assert not dialog.list.isVisible()
    assert not dialog.accept_button.isEnabled() and not dialog.carry_button.isEnabled()


def test_an_import_says_what_is_nearly_the_same(qtbot, session, tmp_path):
    (tmp_path / "late.txt").write_text(COPY + "And more.\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text(" ".join(text_of(77, 200)), encoding="utf-8")
    report = session.project.import_sources([tmp_path / "late.txt", tmp_path / "new.txt"])
    dialog = ImportReportDialog(report, None, session.project)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.near_button.isVisible)
    assert dialog.near.text() == "1 article is nearly the same as others."
    with qtbot.waitSignal(dialog.near_duplicates_requested):
        qtbot.mouseClick(dialog.near_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_large_article_may_be_read_beside_before_it_is_opened(qtbot, dialog, session):
    asked = []
    session.opener = lambda document, act: asked.append((document, act))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert [document for document, _ in asked] == ["copy"]
    assert session.document is None
