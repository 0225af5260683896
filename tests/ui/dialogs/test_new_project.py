"""A new project is made by the dialog, and what hinders it is said there."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.dialogs.new_project import NewProjectDialog, label_set_words
from tests.builders import LABEL_SET

LABELS = """
name = "Ships"
[[span_labels]]
name = "VESSEL"
colour = "#227744"
key = "v"
"""


@pytest.fixture
def dialog(qtbot, tmp_path):
    """A dialog on screen, for a project in a folder of its own."""
    dialog = NewProjectDialog(folder=tmp_path, annotator="maria")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def make(qtbot, dialog):
    """Accept, and return the project made."""
    with qtbot.waitSignal(dialog.project_created) as caught:
        dialog.accept_button.click()
    return caught.args[0]


def test_nothing_can_be_made_without_a_name(dialog):
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.isHidden()


def test_a_project_is_made_with_the_news_labels(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.name, "harbour")
    assert "harbour.annotator" in dialog.where.text()
    project = make(qtbot, dialog)
    with project:
        assert project.path == tmp_path / "harbour.annotator"
        assert project.me.name == "maria"
        assert project.label_set.span_label_named("PERSON")


def test_enter_makes_it(qtbot, dialog):
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "harbour")
    with qtbot.waitSignal(dialog.project_created) as caught:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    caught.args[0].close()


def test_an_ending_is_not_added_twice(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.name, "harbour.annotator")
    assert dialog.path() == tmp_path / "harbour.annotator"


def test_labels_from_a_file(qtbot, dialog, tmp_path):
    path = tmp_path / "ships.toml"
    path.write_text(LABELS, encoding="utf-8")
    dialog.use_label_file(path)
    assert dialog.labels.words == "Ships"
    assert dialog.about_labels.text() == "1 label, 0 relations, 0 attributes"
    qtbot.keyClicks(dialog.name, "harbour")
    with make(qtbot, dialog) as project:
        assert [label.name for label in project.label_set.span_labels] == ["VESSEL"]


def test_a_wrong_label_file_is_said_and_the_labels_before_stay(dialog, tmp_path):
    path = tmp_path / "ships.toml"
    path.write_text("[[span_labels]\n", encoding="utf-8")
    dialog.use_label_file(path)
    assert "ships.toml" in dialog.message.text()
    assert dialog.labels.words == "News"


def test_a_file_that_is_there_is_not_overwritten(qtbot, dialog, tmp_path):
    (tmp_path / "harbour.annotator").write_text("mine")
    qtbot.keyClicks(dialog.name, "harbour")
    assert "harbour.annotator" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()
    assert (tmp_path / "harbour.annotator").read_text() == "mine"


@pytest.mark.parametrize("name", ["a/b", "a\\b", "what?", "..", "."])
def test_names_that_no_file_can_have(qtbot, dialog, name):
    qtbot.keyClicks(dialog.name, name)
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.isVisible()


def test_a_folder_that_is_not_there(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.place.edit.setText(str(tmp_path / "nowhere"))
    assert "nowhere" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()


def test_a_name_that_the_project_refuses_is_said(qtbot, dialog):
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.annotator.setText("m\x07aria")
    with qtbot.assertNotEmitted(dialog.project_created):
        dialog.accept()
    assert dialog.message.isVisible()
    assert dialog.isVisible()


def test_somebody_must_annotate(qtbot, dialog):
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.annotator.clear()
    assert not dialog.accept_button.isEnabled()


def test_counts_of_a_label_set():
    assert label_set_words(LABEL_SET) == "4 labels, 4 relations, 3 attributes"
