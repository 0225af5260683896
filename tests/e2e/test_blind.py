"""Story: two people label the same article blind in one file, and one of them labels it again.

A coordinator assigns; each signs in, labels and finishes, and sees nothing of the other behind any
door of the window; then they are compared. Later the article comes back to one of them, unmarked,
and how far she agrees with herself is told, in the window and by command.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.edits.edit import Look
from annotator.project.project import Project
from annotator.ui.dialogs.assign import AssignDialog
from annotator.ui.dialogs.assign_again import AssignAgainDialog
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.who import WhoDialog
from annotator.ui.history.dialog import HistoryDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.pages.review_page import ReviewPage
from annotator.ui.tasks import running_tasks
from tests.e2e.conftest import Annotator

ARTICLE = "Ilse met Jonas on Monday. Norrow paid.\n"
OTHER = "Nothing happened in Wend.\n"
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Room:
    """The window, and the hands of whoever sits before it."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window = window
        self._qtbot = qtbot

    # ---- hands ---------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is under way, pauses of panels included."""
        for _ in range(2):
            QTest.qWait(100)
            self._qtbot.waitUntil(lambda: not running_tasks())

    def focused(self) -> QWidget:
        """Whatever has the focus; after a dialog the window has to be woken offscreen."""
        QApplication.processEvents()
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focused(), key, modifiers)

    def type(self, words: str) -> None:
        for character in words:
            QTest.keyClick(self.focused(), character)

    def command(self, words: str) -> None:
        """Find a command by typing."""
        self.press(Qt.Key.Key_K, CTRL)
        QApplication.processEvents()
        self.type(words)
        self.press(Qt.Key.Key_Return)
        QApplication.processEvents()

    def click(self, button: QWidget) -> None:
        self._qtbot.waitUntil(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def dialog(self, kind: type[QDialog]) -> Any:
        self._qtbot.waitUntil(lambda: bool(self._open(kind)))
        return self._open(kind)[0]

    def sign_in(self, name: str) -> None:
        self.command("annotate as")
        self.dialog(WhoDialog)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(name)
        self.press(Qt.Key.Key_Return)
        self.settle()
        me = self.project.me
        assert me is not None
        assert me.name == name

    def label(self, *keys: Qt.Key) -> None:
        """Label the words of the open article in turn, from the first; Key_0 passes one over."""
        self.press(Qt.Key.Key_Home, CTRL)
        for key in keys:
            if key != Qt.Key.Key_0:
                self.press(key)
            self.press(Qt.Key.Key_Escape)
            self.press(Qt.Key.Key_Right, CTRL)

    def finish(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self.settle()

    def mine(self) -> None:
        """Let the list show what is assigned to me, and open the first of it."""
        chip = self.window.page.articles.chips.chip("mine")  # type: ignore[union-attr]
        self._qtbot.waitUntil(chip.isVisible)
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        self.settle()
        self.open("talks")

    def open(self, document: str) -> None:
        assert self.window.session is not None
        self.window.session.open_document(document)
        self.window.page.focus_text()  # type: ignore[union-attr]
        self.settle()

    # ---- eyes ----------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        assert self.window.session is not None
        return self.window.session.project

    @property
    def review(self) -> ReviewPage:
        assert self.window.review_page is not None
        return self.window.review_page

    def doors(self) -> set[str]:
        """Look behind every door of the window for what others say of the open article; return
        those behind which something is."""
        page = self.window.page
        assert page is not None
        self.settle()
        me = self.project.me
        assert me is not None
        found = {
            "history": self._is_in_the_history(me.name),
            "discussion": self._is_anything_said(),
            "inbox": page.side.inbox.has_rows,
            "disputed": page.articles.model.counts.get("disputed", 0) > 0,
            "text": len(page.view.index.spans) != len(self.window.session.annotation_set.spans),  # type: ignore[union-attr]
            "below the text": self._stands_below_the_text(),
            "review": self._is_in_review(),
            "export": self._is_in_export(me.name),
        }
        return {door for door, is_open in found.items() if is_open}

    def _is_in_the_history(self, me: str) -> bool:
        """Tell whether the timeline of the article has acts of somebody else's on labels."""
        self.press(Qt.Key.Key_H, CTRL)
        (dialog,) = self._open(HistoryDialog)
        self._qtbot.waitUntil(lambda: not dialog._pause.isActive() and not running_tasks())
        lines = [dialog.model.line(row) for row in range(dialog.model.rowCount())]
        self.press(Qt.Key.Key_Escape)
        return any(one.who != me for one in lines if one is not None and one.annotation_set)

    def _is_anything_said(self) -> bool:
        page = self.window.page
        assert page is not None
        remarks = page.inspector.discussion._remarks
        mine = self.window.session.annotation_set  # type: ignore[union-attr]
        return mine is not None and any(remarks.thread_of(one) for one in mine.spans)

    def _stands_below_the_text(self) -> bool:
        self.command("show another annotator's labels")
        offered = self._open(Chooser)
        if offered:
            self.press(Qt.Key.Key_Escape)
        return bool(offered)

    def _is_in_review(self) -> bool:
        self.press(Qt.Key.Key_2, CTRL)
        self.settle()
        review = self.review
        self.press(Qt.Key.Key_P)
        QApplication.processEvents()
        offered = self._open(Chooser)
        if offered:
            self.press(Qt.Key.Key_Escape)
        seen = (
            bool(review.reviewing.people)
            or bool(review.view.index.spans)
            or review.view.second.annotation_set is not None
            or bool(review.queue.model.rowCount())
            or bool(offered)
        )
        self.press(Qt.Key.Key_1, CTRL)
        self.settle()
        return seen

    def _is_in_export(self, me: str) -> bool:
        self.command("export a corpus")
        dialog = self.dialog(ExportDialog)
        self.settle()
        lines = [orjson.loads(line) for line in dialog.preview.lines.toPlainText().splitlines()]
        dialog.reject()
        return any(line["id"] == "talks" and line["annotator"] not in (me, None) for line in lines)

    def _open(self, kind: type[QDialog]) -> list[Any]:
        return [
            one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()
        ]


@pytest.fixture
def room(window: MainWindow, qtbot: Any, tmp_path: Path) -> Room:
    """A project of two articles, open as the coordinator."""
    for name, text in (("talks", ARTICLE), ("wend", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "news.annotator"
    with Project.create(path) as project:
        project.import_sources([tmp_path / "talks.txt", tmp_path / "wend.txt"])
    window.opening.open_path(path, "Mara")
    made = Room(window, qtbot)
    qtbot.waitUntil(lambda: window.session is not None and window.session.document is not None)
    made.settle()
    return made


def test_two_label_blind_and_one_of_them_again(room: Room, annotator: Annotator) -> None:
    assign_blind(room)

    # Maria labels, and sees nothing of anybody's.
    room.sign_in("Maria")
    room.mine()
    room.label(Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_1)
    assert room.doors() == set()

    # Jonas labels something else, and finishes; he sees nothing of hers, nor does Mara.
    room.sign_in("Jonas")
    room.mine()
    room.label(Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_6)
    assert room.doors() == set()
    room.finish()
    room.open("talks")
    assert room.doors() == set()
    room.sign_in("Mara")
    assert room.doors() == set()

    look_anyway(room)

    # When Maria has finished too, all doors are open, to both of them and to Mara.
    room.sign_in("Maria")
    room.open("talks")
    assert room.doors() == set()
    room.finish()
    room.open("talks")
    assert room.doors() == {"history", "disputed", "below the text", "review", "export"}
    differences = compared(room)
    assert differences == {"label": 1, "extra": 1}

    again(room, annotator)


def assign_blind(room: Room) -> None:
    """Mara gives both articles to Maria and Jonas, who are new, as one act."""
    room.command("assign articles")
    dialog = room.dialog(AssignDialog)
    for name in ("Maria", "Jonas"):
        dialog.name.setFocus()
        room.type(name)
        room.press(Qt.Key.Key_Return)
    dialog.each.choice_requested.emit("2")
    room.click(dialog.blind)
    room.settle()
    assert dialog.message.text() == "2 articles: 2 each, each by both, blind."
    room.click(dialog.accept_button)
    room.settle()
    assert room.window.status_bar.message() == "Assigned 2 articles to 2 annotators blind."


def look_anyway(room: Room) -> None:
    """Mara, who is not to label it, looks before they have finished; that is written down."""
    room.press(Qt.Key.Key_2, CTRL)
    room.settle()
    assert "Maria has not finished" in room.review.blind.words.text()
    room.click(room.review.blind.look)
    room.settle()
    assert room.review.reviewing.names == ("Jonas", "Maria")
    room.press(Qt.Key.Key_1, CTRL)
    looked = [one for one in room.project.history("talks") if isinstance(one.edit, Look)]
    assert len(looked) == 1


def compared(room: Room) -> dict[str, int]:
    """Return how Jonas and Maria differ, as the review shows it to Mara."""
    room.sign_in("Mara")
    room.press(Qt.Key.Key_2, CTRL)
    room.settle()
    kinds = [one.difference.kind for one in room.review.reviewing.cases]
    names = room.review.reviewing.names
    room.press(Qt.Key.Key_1, CTRL)
    assert names == ("Jonas", "Maria")
    return {kind if kind != "missing" else "extra": kinds.count(kind) for kind in kinds}


def again(room: Room, annotator: Annotator) -> None:
    """The article comes back to Maria; she labels it once more, and agrees with half of it."""
    room.command("assign again")
    dialog = room.dialog(AssignAgainDialog)
    jonas, maria = dialog.people.boxes["Jonas"], dialog.people.boxes["Maria"]
    room.click(jonas)
    assert maria.isChecked()
    for field, number in ((dialog.days, "0"), (dialog.share, "100")):
        field.setFocus()
        field.selectAll()
        room.type(number)
    room.settle()
    assert dialog.message.text() == "Mara: nothing finished.\nMaria: 1 article of 1 finished."
    room.click(dialog.accept_button)
    assert room.window.status_bar.message() == "1 article comes back to Maria."

    room.sign_in("Maria")
    room.mine()
    assert room.window.session.annotation_set.spans == {}  # type: ignore[union-attr]
    assert "second time" in room.window.page.inspector.status.duty.text()  # type: ignore[union-attr]
    room.label(Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_2)
    assert room.doors() - {"disputed"} == set()
    first_time = room.project.annotation_set("talks", room.project.me.id)  # type: ignore[union-attr]
    room.finish()
    room.open("talks")
    assert room.window.session.annotation_set == first_time  # type: ignore[union-attr]
    assert len(first_time.spans) == 2

    room.command("assign articles")
    dialog = room.dialog(AssignDialog)
    room.settle()
    assert dialog.people.words["Maria"].text().endswith("0.50 with oneself on 1 article")
    dialog.reject()
    path = room.project.path
    assert room.window.close_project()
    told = annotator("agreement", path, "--json")
    (pair,) = orjson.loads(told.stdout)["with_oneself"]
    assert (pair["a"], pair["b"]) == ("Maria", "Maria, second time")
    assert pair["span_f1"]["value"] == 0.5
    assert annotator("check", path).returncode == 0
