"""Editing the label set of a project: one act, told before, taken back at once."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan
from annotator.ui.label_set.editing import edit_label_set
from annotator.ui.session import Session
from tests.builders import LABEL_SET, TEXT, make_span
from tests.project.building import make_project


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session(make_project(tmp_path))
    session.project.apply(AddSpan(make_span(TEXT, "Ilse Varga")), "talks")
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = edit_label_set(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.labels.topLevelItem(0).text(2) == "1")
    assert dialog.add_button.isEnabled() and dialog.propose_button.isEnabled()
    return dialog


def test_what_is_worn_is_told_before_and_undo_takes_all_back(qtbot, session, dialog):
    dialog.name.setFocus()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "PEOPLE")
    assert dialog.effects.text() == "“PERSON” becomes “PEOPLE” on 1 span."
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.name, "SHIP")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    names = [one.name for one in session.project.label_set.span_labels]
    assert names == ["PEOPLE", "ORGANISATION", "ROLE", "CLAIM", "SHIP"]
    session.undo()
    assert session.project.label_set == LABEL_SET


def test_a_retired_label_stays_on_what_wears_it(qtbot, session, dialog):
    qtbot.mouseClick(dialog.retire_button, Qt.MouseButton.LeftButton)
    assert dialog.effects.text() == "“PERSON” is offered no more and stays on 1 span."
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert session.project.label_set.span_label("p").is_retired
    assert [one.label for one in session.project.annotation_set("talks").spans.values()] == ["p"]
