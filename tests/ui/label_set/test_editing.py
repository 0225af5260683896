"""Editing the label set of a project: one act, told before, taken back at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, SetAttribute
from annotator.project.project import Project
from annotator.ui.label_set.editing import edit_label_set
from annotator.ui.label_set.places import PlacesDialog
from annotator.ui.session import Session
from annotator.ui.tasks import running_tasks
from tests.builders import LABEL_SET, TEXT, make_span
from tests.project.building import make_project

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session(make_project(tmp_path))
    session.project.apply(AddSpan(make_span(TEXT, "Ilse Varga")), "talks")
    session.project.apply(SetAttribute("Ilse Varga", "m", "named"), "talks")
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = edit_label_set(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.labels.topLevelItem(0).text(2) == "1")
    assert dialog.add_button.isEnabled() and dialog.page.propose_button.isEnabled()
    return dialog


def said_value(session):
    return session.project.annotation_set("talks").spans["Ilse Varga"].attributes["m"]


def test_what_is_worn_is_told_before_and_undo_takes_all_back(qtbot, session, dialog):
    name = dialog.page.name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "PEOPLE")
    assert dialog.effects.text() == "“PERSON” becomes “PEOPLE” on 1 span."
    qtbot.mouseClick(dialog.add_button, LEFT)
    qtbot.keyClicks(name, "SHIP")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    names = [one.name for one in session.project.label_set.span_labels]
    assert names == ["PEOPLE", "ORGANISATION", "ROLE", "CLAIM", "SHIP"]
    session.undo()
    assert session.project.label_set == LABEL_SET


def test_a_retired_label_stays_on_what_wears_it(qtbot, session, dialog):
    qtbot.mouseClick(dialog.retire_button, LEFT)
    assert dialog.effects.text() == "“PERSON” is offered no more and stays on 1 span."
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert session.project.label_set.span_label("p").is_retired
    assert [one.label for one in session.project.annotation_set("talks").spans.values()] == ["p"]


def test_a_value_is_renamed_where_it_was_given_too(qtbot, session, dialog):
    before = session.project.label_set
    dialog.show_part("m")
    field = dialog.page.values
    field.list.setCurrentRow(0)
    field.list.editItem(field.list.currentItem())
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "by name")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    told = "“mention” on 1 span is called otherwise: named → by name."
    qtbot.waitUntil(lambda: dialog.effects.text() == told)
    said = []
    session.said_of_labels.connect(lambda words, _: said.append(words))
    qtbot.mouseClick(dialog.accept_button, LEFT)
    qtbot.waitUntil(lambda: not running_tasks() and not dialog.isVisible())
    assert said == ["The label set is changed."]
    assert session.project.label_set.attribute("m").values == ("by name", "pronoun")
    assert said_value(session) == "by name" and session.project.check() == []
    session.undo()
    assert said_value(session) == "named" and session.project.label_set == before


def test_another_kind_takes_the_values_along_and_tells_what_it_cannot(qtbot, session, dialog):
    dialog.show_part("m")
    page = dialog.page
    for kind, told in (
        ("number", "“mention” cannot say named in its new kind: 1 span will be listed to be"),
        ("several", ""),
    ):
        page.kind.setCurrentIndex(page.kind.findData(kind))
        assert dialog.effects.text().startswith(told) and bool(dialog.effects.text()) == bool(told)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    qtbot.waitUntil(lambda: not running_tasks() and not dialog.isVisible())
    assert session.project.label_set.attribute("m").kind == "several"
    assert said_value(session) == ("named",)


def test_it_opens_at_a_label(qtbot, session):
    dialog = edit_label_set(session, label="l")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not running_tasks())
    assert dialog.kind == "relation_labels" and dialog.page.name.text() == "leads"


def test_some_of_the_places_are_shown_before_and_it_can_be_applied_from_there(
    qtbot, session, dialog
):
    assert not dialog.places_button.isVisible()
    dialog.page.name.setFocus()
    dialog.page.name.selectAll()
    qtbot.keyClicks(dialog.page.name, "PEOPLE")
    qtbot.mouseClick(dialog.places_button, LEFT)
    places = dialog.findChild(PlacesDialog)
    qtbot.waitUntil(lambda: places.preview.examples.topLevelItemCount() == 1)
    item = places.preview.examples.topLevelItem(0)
    assert item.text(1) == "Ilse Varga" and item.text(0).endswith("A spokesman for")
    assert places.effects.text() == "“PERSON” becomes “PEOPLE” on 1 span."
    assert places.preview.people.topLevelItem(0).text(2) == "1"
    qtbot.keyClick(places, Qt.Key.Key_Escape)
    assert dialog.isVisible() and session.label_set == LABEL_SET
    qtbot.mouseClick(dialog.places_button, LEFT)
    places = next(one for one in dialog.findChildren(PlacesDialog) if one.isVisible())
    qtbot.mouseClick(places.accept_button, LEFT)
    assert not dialog.isVisible() and session.label_set.span_label("p").name == "PEOPLE"
    qtbot.waitUntil(lambda: not running_tasks())


def test_where_a_project_can_only_be_read_that_is_told(qtbot, tmp_path):
    make_project(tmp_path).close()
    (path,) = tmp_path.glob("*.annotator")
    session = Session(Project.open(path, is_read_only=True))
    dialog = edit_label_set(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not running_tasks())
    assert dialog.notice.text().startswith("This project can only be read")
    qtbot.keyClicks(dialog.page.description, "x")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.isVisible() and "read" in dialog.message.text()
    session.close()
    session.deleteLater()
