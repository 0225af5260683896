"""Labels come from a file into the window and go from there into one: nothing is applied by it."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.formats.label_sets import read_label_set, write_label_set
from annotator.ui.label_set.editing import edit_label_set
from annotator.ui.session import Session
from annotator.ui.tasks import running_tasks
from tests.builders import LABEL_SET
from tests.project.building import make_project

LEFT = Qt.MouseButton.LeftButton
SHIP = '[[span_labels]]\nname = "SHIP"\nkey = "s"\n'


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session(make_project(tmp_path))
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = edit_label_set(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not running_tasks())
    return dialog


@pytest.fixture
def take_over(qtbot, dialog, monkeypatch, tmp_path):
    """Take a file over that has this name and these words."""

    def act(name, text, between=lambda: None):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        qtbot.mouseClick(dialog.take_over_button, LEFT)
        assert dialog.notice.text() == f"Reading {name}…"
        between()
        qtbot.waitUntil(lambda: not running_tasks())
        return dialog.notice.text()

    return act


@pytest.fixture
def write(qtbot, dialog, monkeypatch, tmp_path):
    """Write a file of this name."""

    def act(name, kind=""):
        chosen = (str(tmp_path / name), kind)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
        qtbot.mouseClick(dialog.write_button, LEFT)
        qtbot.waitUntil(lambda: not running_tasks())
        return dialog.notice.text()

    return act


def test_a_label_set_is_taken_over_and_applied(qtbot, session, dialog, take_over):
    text = SHIP + '[[span_labels]]\nname = "PERSON"\ncolour = "#123456"\nkey = "1"\n'
    said = take_over("labels.toml", text)
    assert said == "Taken over from labels.toml: 1 new, 1 changed. Apply makes it so."
    assert dialog.part.name == "SHIP" and dialog.draft.label_set.span_label("p").colour == "#123456"
    assert session.label_set == LABEL_SET
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert session.label_set.span_label_named("SHIP").key == "s"
    session.undo()
    assert session.label_set == LABEL_SET


def test_what_was_changed_meanwhile_is_kept(qtbot, dialog, take_over):
    def add():
        qtbot.mouseClick(dialog.add_button, LEFT)
        qtbot.keyClicks(dialog.page.name, "HARBOUR")

    take_over("labels.toml", SHIP, add)
    names = [one.name for one in dialog.draft.label_set.span_labels]
    assert names == ["PERSON", "ORGANISATION", "ROLE", "CLAIM", "HARBOUR", "SHIP"]


def test_brats_configuration_is_taken_over_and_its_odd_lines_are_told(dialog, take_over):
    said = take_over("annotation.conf", "[entities]\nPERSON\nShip\n[nonsense]\n").split("\n")
    assert said[0] == "Taken over from annotation.conf: 1 new, 1 as before. Apply makes it so."
    assert "annotation.conf:4" in said[1]
    assert dialog.part.name == "Ship"


def test_doccanos_label_types_are_taken_over(dialog, take_over):
    types = [{"text": "Ship", "suffix_key": "s", "background_color": "#00aa00"}]
    assert "1 new" in take_over("label_config.json", json.dumps(types))
    assert (dialog.part.name, dialog.part.key) == ("Ship", "s")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("labels.toml", "[[span_labels]]\nname = ", "labels.toml:2: the label set cannot be used"),
        (
            "labels.toml",
            SHIP + '[[span_labels]]\nname = "BOAT"\nkey = "s"\n',
            "labels.toml:4: the label set cannot be used: the key 's' of 'BOAT' is that of 'SHIP'",
        ),
        ("annotation.conf", "\n", "declares no labels"),
        (
            "labels.toml",
            '[[span_labels]]\nname = "PERSON"\nkey = "2"\n',
            "Give one of the two another key, here or in the file.",
        ),
        ("labels.toml", write_label_set(LABEL_SET), "says nothing that is not so already"),
    ],
)
def test_what_cannot_be_taken_over_is_told_and_changes_nothing(dialog, take_over, name, text, said):
    assert said in take_over(name, text)
    assert not dialog.draft.is_changed


def test_a_key_of_the_article_is_told_with_what_to_do(qtbot, dialog, take_over):
    take_over("labels.toml", '[[span_labels]]\nname = "GROUP"\nkey = "g"\n')
    assert dialog.part.name == "GROUP"
    told = dialog.page._told["key"].text()
    assert told == "G does something else in the article; choose another key, or press Free."
    qtbot.mouseClick(dialog.page.key_button, LEFT)
    assert dialog.part.key == "5" and dialog.notice.text() == ""


def test_the_draft_is_written_and_read_back(qtbot, session, dialog, write, tmp_path):
    qtbot.mouseClick(dialog.add_button, LEFT)
    qtbot.keyClicks(dialog.page.name, "SHIP")
    assert write("out").startswith("Wrote ")
    again = read_label_set(tmp_path / "out.toml")
    assert [one.name for one in again.span_labels][-1] == "SHIP"
    assert session.label_set == LABEL_SET


def test_for_another_tool_it_is_said_that_not_all_is_held(dialog, write, tmp_path):
    assert "does not hold all" in write("annotation.conf")
    assert "PERSON" in (tmp_path / "annotation.conf").read_text(encoding="utf-8")
    assert "#c2571a" in (tmp_path / "visual.conf").read_text(encoding="utf-8")


def test_what_stands_beside_is_not_overwritten(dialog, write, tmp_path):
    (tmp_path / "visual.conf").write_text("mine", encoding="utf-8")
    assert "visual.conf cannot be written (is there already)" in write("annotation.conf")
    assert (tmp_path / "visual.conf").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "annotation.conf").exists()


def test_what_contradicts_itself_is_mended_before_it_is_written(qtbot, dialog, write, tmp_path):
    dialog.page.name.setFocus()
    dialog.page.name.selectAll()
    qtbot.keyClicks(dialog.page.name, "ROLE")
    write("out.toml")
    assert not (tmp_path / "out.toml").exists() and dialog.focusWidget() is dialog.page.name


def test_a_file_that_is_dropped_is_taken_over(qtbot, dialog, tmp_path):
    path = tmp_path / "labels.toml"
    path.write_text(SHIP, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, LEFT, none)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted() and not dialog.draft.is_changed
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), copy, data, LEFT, none))
    qtbot.waitUntil(lambda: not running_tasks())
    assert dialog.part.name == "SHIP"


def test_words_that_are_dropped_are_not_taken(dialog):
    data = QMimeData()
    data.setText("labels.toml")
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(dialog, enter)
    assert not enter.isAccepted()
