"""A new project is made by the dialog, and what hinders it is said there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from annotator.formats.delivered_label_sets import DELIVERED, delivered_path
from annotator.formats.label_sets import read_label_set
from annotator.ui.new_project.dialog import NewProjectDialog
from annotator.ui.new_project.labels_step import FILE_ROW, label_set_words
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
    """Go through the steps as they are, and return the project made."""
    with qtbot.waitSignal(dialog.project_created) as caught:
        while dialog.step < 2:
            dialog.accept_button.click()
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


def test_enter_goes_through_the_steps_and_makes_it(qtbot, dialog):
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "harbour")
    with qtbot.waitSignal(dialog.project_created) as caught:
        for step in (1, 2):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
            assert dialog.step == step
        dialog.accept_button.setFocus()
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    caught.args[0].close()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_it_can_be_made_at_once(qtbot, dialog, way):
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "harbour")
    with qtbot.waitSignal(dialog.project_created) as caught:
        if way == "button":
            dialog.now_button.click()
        else:
            qtbot.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    caught.args[0].close()


def test_the_later_steps_wait_for_the_first(qtbot, dialog):
    assert [one.isEnabled() for one in dialog.row.buttons] == [True, False, False]
    dialog.go_to(1)
    assert dialog.step == 0
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.row.buttons[2].click()
    assert dialog.step == 2
    dialog.back_button.click()
    assert dialog.step == 1
    assert dialog.focusWidget() is dialog.labels.list


@pytest.mark.parametrize("row", range(len(DELIVERED)), ids=[one.name for one in DELIVERED])
def test_each_delivered_label_set_can_be_begun_with(qtbot, dialog, row):
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.labels.list.setCurrentRow(row)
    expected = read_label_set(delivered_path(DELIVERED[row].name))
    with make(qtbot, dialog) as project:
        assert project.label_set.name == expected.name
        names = [label.name for label in project.label_set.span_labels]
        assert names == [label.name for label in expected.span_labels]


def test_files_that_were_dropped_are_on_the_list_once(qtbot, tmp_path):
    path = tmp_path / "talks.txt"
    dialog = NewProjectDialog(folder=tmp_path, annotator="maria", articles=[path, path])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert dialog.articles.paths == [path]
    assert dialog.row.buttons[2].text().endswith("1 source")
    dialog.articles.list.setCurrentRow(0)
    qtbot.keyClick(dialog.articles.list, Qt.Key.Key_Delete)
    assert dialog.articles.paths == []
    assert dialog.articles.short_words() == ""


def test_files_are_chosen_from_the_disk(dialog, tmp_path, monkeypatch):
    chosen = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.articles.files_button.click()
    dialog.articles.folder_button.click()
    assert dialog.articles.paths == [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path]


def test_a_file_of_labels_is_asked_for_and_nothing_chosen_leaves_it(qtbot, dialog, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    dialog.labels.list.setCurrentRow(1)
    dialog.labels.list.setCurrentRow(FILE_ROW)
    dialog.labels.list.itemActivated.emit(dialog.labels.list.item(FILE_ROW))
    assert dialog.labels.list.currentRow() == 1
    assert dialog.labels.label_set.name == "Names"


def test_an_ending_is_not_added_twice(qtbot, dialog, tmp_path):
    qtbot.keyClicks(dialog.name, "harbour.annotator")
    assert dialog.path() == tmp_path / "harbour.annotator"


def test_labels_from_a_file(qtbot, dialog, tmp_path):
    path = tmp_path / "ships.toml"
    path.write_text(LABELS, encoding="utf-8")
    assert dialog.labels.use_file(path)
    assert dialog.labels.list.currentItem().text() == "From a file: Ships"
    assert dialog.labels.counts.text() == "1 label, 0 relations, 0 attributes"
    qtbot.keyClicks(dialog.name, "harbour")
    with make(qtbot, dialog) as project:
        assert [label.name for label in project.label_set.span_labels] == ["VESSEL"]


def test_a_wrong_label_file_is_said_and_the_labels_before_stay(dialog, tmp_path):
    path = tmp_path / "ships.toml"
    path.write_text("[[span_labels]\n", encoding="utf-8")
    assert not dialog.labels.use_file(path)
    assert "ships.toml" in dialog.message.text()
    assert dialog.labels.label_set.name == "News"


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
        dialog.make()
    assert dialog.message.isVisible()
    assert dialog.isVisible()


def test_somebody_must_annotate(qtbot, dialog):
    qtbot.keyClicks(dialog.name, "harbour")
    dialog.annotator.clear()
    assert not dialog.accept_button.isEnabled()


def test_counts_of_a_label_set():
    assert label_set_words(LABEL_SET) == "4 labels, 4 relations, 3 attributes"
