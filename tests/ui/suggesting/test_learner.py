"""Learning in the window: after ten articles done by hand, what was never labelled is suggested."""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer

from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.suggesting import trained
from annotator.suggest import child
from annotator.ui.main_window import MainWindow
from annotator.ui.suggesting.suggestions import FORGOTTEN
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.suggesting.test_trained import NAMES, NEW, TEXTS
from tests.ui.suggesting.conftest import Desk
from tests.ui.suggesting.test_learned_dialog import opened
from tests.ui.windows import CTRL

Key = Qt.Key


@pytest.fixture
def learning(
    window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """Ten articles with a name in each labelled, none of them done, and a new one."""
    monkeypatch.setattr(trained, "models_folder", lambda: tmp_path / "models")
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="maria") as project:
        bring(
            project,
            [
                *(make_document(TEXTS[f"d{n}"], f"d{n}") for n in range(10)),
                make_document(NEW, "new"),
            ],
        )
        for number in range(10):
            place = ((9, 9 + len(NAMES[number])),)
            project.apply(AddSpan(Span(new_id(), "p", place)), f"d{number}")
    assert window.show_project(Project.open(path, annotator="maria"))
    desk = Desk(qtbot, window)
    desk.rest()
    desk.page.focus_text()
    return desk


def finish_ten(desk: Desk) -> None:
    for _ in range(10):
        desk.press(Key.Key_Return, CTRL)
        desk.rest()


def test_ten_articles_done_by_hand_teach_it(learning: Desk) -> None:
    finish_ten(learning)
    assert learning.session.document.id == "new"
    assert learning.told() == []
    learning.qtbot.waitUntil(lambda: bool(learning.told()))
    assert learning.told() == [("Ada Newname", "p", 9)]
    learning.press(Key.Key_F5)
    learning.press(Key.Key_Plus)
    assert learning.mine() == [("Ada Newname", "p", "suggested")]


def test_the_window_is_not_held_while_it_learns_and_can_be_closed(
    learning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr(child, "_command", lambda: command)
    finish_ten(learning)
    learner = learning.page.suggestions.learner
    learner.learn()
    ticks: list[float] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    loop = QEventLoop()
    QTimer.singleShot(1000, loop.quit)
    loop.exec()
    timer.stop()
    assert learner.is_learning
    assert max(b - a for a, b in pairwise(ticks)) < 0.3
    learner.cancel()
    assert not learner.is_learning


def test_what_fails_is_told_and_harms_nothing(
    learning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning.page.suggestions.learner.learn()
    learning.qtbot.waitUntil(lambda: "ten finished" in learning.window.status_bar.message())
    monkeypatch.setattr(child, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    finish_ten(learning)
    learning.page.suggestions.learner.learn()
    learning.qtbot.waitUntil(
        lambda: "Nothing new was learned" in learning.window.status_bar.message(), timeout=20_000
    )
    assert learning.told() == []


def test_learning_is_stopped_and_what_was_learned_is_forgotten_on_the_page(
    learning: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_ten(learning)
    learning.qtbot.waitUntil(lambda: bool(learning.told()))
    learner = learning.page.suggestions.learner
    learning.qtbot.waitUntil(lambda: not learner.is_learning)
    dialog = opened(learning)
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    monkeypatch.setattr(child, "_command", lambda: command)
    dialog.learn_button.click()
    learning.qtbot.waitUntil(lambda: dialog.learn_button.text() == "Stop learning")
    assert not dialog.forget_button.isEnabled()
    dialog.learn_button.click()
    learning.qtbot.waitUntil(lambda: dialog.learn_button.text() == "Learn now")
    assert not learner.is_learning
    learning.qtbot.waitUntil(lambda: "Learned from 10 articles" in dialog.told.text())
    dialog.forget_button.click()
    learning.qtbot.waitUntil(lambda: "Nothing yet" in dialog.told.text())
    assert "10 articles more" in dialog.told.text()
    assert learning.window.status_bar.message() == FORGOTTEN
    learning.rest()
    assert learning.told() == []
    learner._learn_if_due()
    learning.qtbot.waitUntil(lambda: not learner.is_learning)
    assert learning.session.project.suggesting.card() is None
    dialog.reject()
