"""Story: an hour of labels, and then half of it is changed by mistake and a label merged away. The
next day ana opens the history, steps back through it, sees what has become of her work, takes one
span back that she clicks on in the past, then all of it, then not after all. Who made a span, and
changed it, is told beside it and leads to the moment. The command line tells the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.ui.history.dialog import HistoryDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from tests.builders import LABEL_SET, make_document
from tests.e2e.conftest import Annotator
from tests.project.building import bring
from tests.ui.windows import CTRL, Hands

TEXT = "Varga met Quill in Lomera. 港務局說。 Quill left.\n"
LEFT = Qt.MouseButton.LeftButton


class Story:
    """ana at the window, with keys and the mouse."""

    def __init__(self, qtbot: Any, window: MainWindow, path: Path) -> None:
        self.qtbot, self.window, self.path = qtbot, window, path
        self.hands = Hands(qtbot, window)

    @property
    def project(self) -> Project:
        assert self.window.session is not None
        return self.window.session.project

    def sit_down(self) -> None:
        """Open the project, as on any morning."""
        project = Project.open(self.path, annotator="ana")
        assert self.window.show_project(project)
        self.hands.settle()
        assert self.window.session is not None
        self.window.session.open_document("talks")
        assert self.window.page is not None
        self.window.page.focus_text()
        self.hands.settle()

    def label(self, words: str, key: Qt.Key) -> None:
        """Go to a word from the keyboard and press the key of a label."""
        self.hands.press(Qt.Key.Key_Home, CTRL)
        for _ in range(TEXT.index(words)):
            self.hands.press(Qt.Key.Key_Right)
        self.hands.press(key)

    def labels(self) -> dict[str, str]:
        """Words -> label, as they stand now."""
        mine = self.project.annotation_set("talks")
        return {one.covered_text(TEXT): one.label for one in mine.spans.values()}

    def history(self) -> HistoryDialog:
        self.hands.press(Qt.Key.Key_H, CTRL)
        return self.dialog()

    def dialog(self) -> HistoryDialog:
        (dialog,) = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, HistoryDialog) and one.isVisible()
        ]
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        self.rest(dialog)
        return dialog

    def rest(self, dialog: HistoryDialog) -> None:
        """Wait until the act one is at is what the text shows."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not running_tasks() and self.is_shown(dialog))

    @staticmethod
    def is_shown(dialog: HistoryDialog) -> bool:
        past, line = dialog.past.past, dialog.line
        return line is not None and past is not None and past.seq == line.seq

    def step(self, dialog: HistoryDialog, key: Qt.Key, to: str) -> None:
        """Press an arrow until one is at an act."""
        for _ in range(dialog.model.rowCount()):
            assert dialog.line is not None
            if dialog.line.words == to:
                return
            self.hands.press(key)
            self.rest(dialog)
        raise AssertionError(f"no act: {to}")

    def click_in_past(self, dialog: HistoryDialog, words: str) -> None:
        view = dialog.past.view
        rect = view.caret_rect(TEXT.index(words) + 1)
        assert rect is not None
        QTest.mouseClick(
            view.viewport(), LEFT, pos=QPoint(round(rect.x()), round(rect.center().y()))
        )


def past_labels(dialog: HistoryDialog) -> dict[str, str]:
    spans = dialog.past.view.index.spans.values()
    return {one.covered_text(TEXT): one.label for one in spans}


@pytest.fixture
def story(qtbot: Any, window: MainWindow, tmp_path: Path) -> Story:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="ana") as project:
        bring(project, [make_document(TEXT)])
    return Story(qtbot, window, path)


GOOD = {"Varga": "p", "Quill": "o", "Lomera": "c"}
OF_LOMERA = "labelled “Lomera” CLAIM"


def work_and_go_wrong(story: Story) -> dict[str, str]:
    """Return what is left at the end of the day."""
    story.sit_down()
    for words, key in (("Varga", Qt.Key.Key_1), ("Quill", Qt.Key.Key_2), ("Lomera", Qt.Key.Key_4)):
        story.label(words, key)
    assert story.labels() == GOOD
    story.label("met", Qt.Key.Key_3)
    story.hands.press(Qt.Key.Key_Z, CTRL)
    story.hands.press(Qt.Key.Key_Tab)
    story.hands.press(Qt.Key.Key_Delete)
    story.project.labels.change(Merge(("c",), "r"))
    story.hands.settle()
    story.hands.wait_saved()
    left = story.labels()
    assert left == {"Varga": "p", "Lomera": "r"}
    assert story.window.close_project()
    return left


def look_back(story: Story, dialog: HistoryDialog) -> None:
    """Step back to the good hour: what has become of it is seen."""
    story.step(dialog, Qt.Key.Key_Down, OF_LOMERA)
    assert past_labels(dialog) == GOOD
    assert dialog.past.became.text() == (
        "Then 3 spans, 0 relations. Since then: 1 gone, 1 changed. Above: then. Below: now."
    )
    second = dialog.past.view.second.annotation_set
    assert second is not None
    assert [one.covered_text(TEXT) for one in second.spans.values()] == ["Lomera"]


def put_back(story: Story, dialog: HistoryDialog, left: dict[str, str]) -> None:
    """The one that was deleted by a click on it; then all of it, and not after all."""
    story.click_in_past(dialog, "Quill")
    assert len(dialog.past.chosen()) == 1
    QTest.mouseClick(dialog.selected_button, LEFT)
    story.rest(dialog)
    assert story.labels() == left | {"Quill": "o"}
    dialog.list.setFocus()
    story.step(dialog, Qt.Key.Key_Down, OF_LOMERA)
    story.hands.press(Qt.Key.Key_Return, CTRL)
    story.rest(dialog)
    assert story.labels() == GOOD
    story.hands.press(Qt.Key.Key_Z, CTRL)
    story.rest(dialog)
    assert story.labels() == left | {"Quill": "o"}
    story.hands.press(Qt.Key.Key_Escape)


def ask_who_made_it(story: Story) -> tuple[str, int]:
    """Return the span over Lomera, and the act that made it, to which the inspector leads."""
    window: Any = story.window
    mine = story.project.annotation_set("talks")
    lomera = next(one.id for one in mine.spans.values() if one.label == "r")
    window.session.selection.select_spans([lomera])
    made = window.page.inspector.history
    story.qtbot.waitUntil(lambda: len(made.links) >= 2)
    assert any("merged" in done for done, _ in made.lines)
    QTest.mouseClick(made.links[-1], LEFT)
    dialog = story.dialog()
    assert dialog.line is not None
    assert dialog.line.words == OF_LOMERA
    seq = dialog.line.seq
    story.hands.press(Qt.Key.Key_Escape)
    return lomera, seq


def test_the_past_is_seen_and_comes_back(story: Story, annotator: Annotator) -> None:
    left = work_and_go_wrong(story)
    story.sit_down()
    dialog = story.history()
    look_back(story, dialog)
    put_back(story, dialog, left)
    lomera, seq = ask_who_made_it(story)
    assert story.window.close_project()
    told = annotator("history", story.path, "talks", "--at", str(seq), "--json")
    (ana,) = orjson.loads(told.stdout)["sets"]
    names = {one.id: one.name for one in LABEL_SET.span_labels}
    assert {one["text"]: one["label"] for one in ana["spans"]} == {
        words: names[label] for words, label in GOOD.items()
    }
    blame = annotator("history", story.path, "talks", "--blame", lomera)
    assert blame.stdout.rstrip().endswith(OF_LOMERA)
    assert annotator("check", story.path).returncode == 0
