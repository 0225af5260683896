"""Where a project lies is said once when it is opened, and a service's copies can be taken in."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.dialogs.take_in import TakeInDialog
from annotator.ui.place.dialog import PlaceDialog
from tests.ui.ferry_project import make_project

pytestmark = pytest.mark.trust(9, simulated="the services' folders are of our making")


@pytest.fixture
def path(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    made = make_project(tmp_path / "Dropbox" / "ferry.annotator")
    made.close()
    return made.path


@pytest.fixture
def copy(path):
    """What another machine has made of it at the same time."""
    copy = path.with_name("ferry (conflicted copy 2026-01-24).annotator")
    shutil.copy(path, copy)
    with Project.open(copy, annotator="Lena") as project:
        label = project.label_set.span_labels[0].id
        document = next(project.documents()).id
        project.apply(AddSpan(Span("hers", label, ((0, 5),))), document)
    return copy


def shown(kind):
    widgets = QApplication.topLevelWidgets()
    return [one for one in widgets if isinstance(one, kind) and one.isVisible()]


def test_it_is_said_once(window, path, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(PlaceDialog)) == 1)
    (dialog,) = shown(PlaceDialog)
    assert "Dropbox synchronises" in dialog.lines[0].text()
    assert dialog.copy_buttons == []
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shown(PlaceDialog))
    window.opening.open_path(path)
    qtbot.wait(300)
    assert shown(PlaceDialog) == []
    window.run("place")
    qtbot.waitUntil(lambda: len(shown(PlaceDialog)) == 1)
    shown(PlaceDialog)[0].reject()


def test_a_copy_is_offered_until_it_is_taken_in(window, path, copy, qtbot):
    for _ in range(2):
        window.opening.open_path(path)
        qtbot.waitUntil(lambda: len(shown(PlaceDialog)) == 1)
        shown(PlaceDialog)[0].accept()
        qtbot.waitUntil(lambda: not shown(PlaceDialog))
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(PlaceDialog)) == 1)
    (dialog,) = shown(PlaceDialog)
    qtbot.mouseClick(dialog.copy_buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown(TakeInDialog)) == 1)
    (taking_in,) = shown(TakeInDialog)
    qtbot.waitUntil(taking_in.accept_button.isEnabled)
    taking_in.accept()
    project = window.session.project
    document = next(project.documents()).id

    def is_here():
        return any("hers" in one.spans for one in project.annotation_sets(document))

    qtbot.waitUntil(is_here)
    window.opening.open_path(path)
    qtbot.wait(300)
    assert shown(PlaceDialog) == []


def test_it_can_be_put_away(window, path, copy, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(shown(PlaceDialog)) == 1)
    qtbot.mouseClick(shown(PlaceDialog)[0].away_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown(PlaceDialog))
    window.opening.open_path(path)
    qtbot.wait(300)
    assert shown(PlaceDialog) == []
