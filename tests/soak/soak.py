"""A pair of hands at machine speed on a real window, with a plain model of what they have done.

What they do is drawn by chance from a seed: labels, relations, undo and redo, other articles,
searches, exports, the review, other colours, and every dialog there is opened and closed. The model
takes in each change that the window tells of; the file must say the same in the end.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from annotator.model.changes import Changes
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.text import tokens
from annotator.ui.actions import ACTIONS
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE = 20.0
"""Seconds that anything put off may take."""
NOT_OPENED = {
    "open_project", "new_project", "open_sample", "import_files", "import_folder", "take_in", "quit",
    "close_project", "assign", "assign_again",
}  # fmt: skip
"""Actions of the table that leave the project, or ask the system for a file."""
DIALOGS = [one.id for one in ACTIONS if one.text.endswith("…") and one.id not in NOT_OPENED]
Said = dict[tuple[str, str], Any]
"""Article and id of an annotation -> the annotation."""


class Soak:
    """Hands on one window."""

    def __init__(self, window: MainWindow, seed: int, folder: Path) -> None:
        assert window.session is not None
        assert window.page is not None
        self.window = window
        self.folder = folder
        self.session: Any = window.session
        self.view: Any = window.page.view
        self.chance = random.Random(seed)
        self.said: Said = {}
        self.acts: Counter[str] = Counter()
        self.unexpected: list[str] = []
        self.articles = self.session.project.document_counts()["all"]
        self.take_up()
        self.session.changed.connect(self.hear)

    # ---- the model --------------------------------------------------------------------------

    def take_up(self) -> None:
        """Begin with what is there."""
        project: Project = self.session.project
        for document in project.documents():
            one = project.annotation_set(document.id)
            for held in (*one.spans.values(), *one.relations.values()):
                self.said[document.id, held.id] = held

    def hear(self, changes: Changes, _origin: object) -> None:
        for before, after in (*changes.spans, *changes.relations):
            assert changes.document is not None
            if before is not None:
                del self.said[changes.document, before.id]
            if after is not None:
                self.said[changes.document, after.id] = after

    def in_file(self) -> Said:
        """Return what the file says of my sets."""
        self.session.project.flush(PATIENCE)
        me = self.session.project.me.id
        with Project.open(self.session.project.path, is_read_only=True) as read:
            return {
                (document.id, held.id): held
                for document in read.documents()
                for one in [read.annotation_set(document.id, me)]
                for held in (*one.spans.values(), *one.relations.values())
            }

    # ---- hands --------------------------------------------------------------------------------

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, held)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        for letter in words:
            self.press(Qt.Key(ord(letter.upper())))

    def settle(self) -> None:
        """Let everything happen that was put off."""
        self.wait(lambda: not running_tasks())

    def rest(self, milliseconds: int) -> None:
        """Go to the first article, with nothing selected, and let go of the keys for a while, as
        long as timers of the idle window run."""
        self.to_text()
        for _ in range(self.articles):
            self.press(Qt.Key.Key_PageUp, CTRL)
        self.press(Qt.Key.Key_Home, CTRL)
        self.press(Qt.Key.Key_Escape)
        QTest.qWait(milliseconds)
        self.settle()

    def wait(self, is_over: Callable[[], bool]) -> None:
        end = monotonic() + PATIENCE
        QApplication.processEvents()
        while not is_over():
            assert monotonic() < end, f"still not over: {self.acts.most_common(3)}"
            QTest.qWait(2)

    def to_text(self) -> None:
        """Come back to the text of the article, from wherever one is."""
        for _ in range(4):
            self.close_dialogs()
            if not self.window.isActiveWindow():  # what the manager of windows does elsewhere
                self.window.activateWindow()
                QApplication.processEvents()
            if self.window.place != "annotate":
                self.window.run("annotate")
            if self.view.hasFocus():
                return
            self.press(Qt.Key.Key_Escape)
        self.view.setFocus()

    def close_dialogs(self) -> None:
        """Close whatever stands before the window, by Escape as people do."""
        for _ in range(6):
            top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            others = [
                one
                for one in QApplication.topLevelWidgets()
                if one.isVisible() and one is not self.window and one.isWindow()
            ]
            shown: QWidget | None = top or next(iter(others), None)
            if shown is None:
                return
            QTest.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Escape)
            QApplication.processEvents()
            if isValid(shown) and shown.isVisible():
                shown.close()
                QApplication.processEvents()

    # ---- acts ---------------------------------------------------------------------------------

    def round(self) -> None:
        """Do everything once, some of it often, in an order of chance, and take the labels back."""
        before = dict(self.said)
        acts: list[Callable[[], None]] = [self.label] * 12 + [self.delete] * 3
        acts += [self.relate] * 3 + [self.undo_and_redo] * 3 + [self.click, self.drag] * 3
        acts += [self.go_on] * 6 + [self.find, self.filter_list, self.find_in_project]
        acts += [self.review, self.export, self.change_theme, self.zoom, *[self.open_dialog] * 4]
        self.chance.shuffle(acts)
        for act in acts:
            self.to_text()
            act()
            self.acts[act.__name__] += 1
        self.to_text()
        self.undo_until(before)

    def undo_until(self, before: Said) -> None:
        """Take back what was done since; what was said before stands again."""
        for _ in range(200):
            if self.said == before:
                return
            self.press(Qt.Key.Key_Z, CTRL)
            self.settle()
        more, less = self.said.keys() - before.keys(), before.keys() - self.said.keys()
        act = self.session.project.next_undo()
        raise AssertionError(f"undone, it is not what it was: {more} more, {less} less; {act}")

    def walk(self) -> None:
        keys = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up)
        for _ in range(self.chance.randint(1, 6)):
            key = self.chance.choice(keys)
            is_across = key in keys[:2]
            self.press(key, CTRL if is_across else NONE)

    def label(self) -> None:
        """Label the word at the caret by a key; the window and the model say so at once."""
        self.walk()
        self.press(Qt.Key.Key_Escape)
        caret, text = self.session.selection.caret, self.view.text
        labels = [one for one in self.session.label_set.usable_span_labels() if one.key][:4]
        label = self.chance.choice(labels)
        word = tokens.word_at(text, caret)
        if word is None or not tokens.is_word_like(text, word) or caret == word[1]:
            return
        if self.session.selection.spans:
            return
        self.type(label.key)
        document = self.session.document.id
        said = [one for (where, _), one in self.said.items() if where == document]
        is_there = any(
            getattr(one, "fragments", None) == (word,) and one.label == label.id for one in said
        )
        if not is_there:
            self.unexpected.append(f"{document} {word} {label.name}: not labelled")

    def delete(self) -> None:
        self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Delete)

    def relate(self) -> None:
        """From the next span to whichever span a hint stands on."""
        self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_R)
        hints = list(self.view.relating.hints().values())
        if hints:
            self.type(self.chance.choice(hints))
            if self.chance.random() < 0.7:
                self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)

    def undo_and_redo(self) -> None:
        times = self.chance.randint(1, 3)
        before = dict(self.said)
        undone = 0
        for _ in range(times):
            act = self.session.project.next_undo()
            if act is None or act.annotation_set is None:
                break
            self.press(Qt.Key.Key_Z, CTRL)
            self.settle()
            undone += 1
        for _ in range(undone):
            self.press(Qt.Key.Key_Y, CTRL)
            self.settle()
        assert self.said == before, "undone and done again it is not what it was"

    def click(self) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, self.place())

    def drag(self) -> None:
        here, there, button = self.place(), self.place(), Qt.MouseButton.LeftButton
        target = self.view.viewport()
        QTest.mousePress(target, button, NONE, here)
        QTest.mouseMove(target, there)
        QTest.mouseRelease(target, button, NONE, there)
        QApplication.processEvents()

    def place(self) -> QPoint:
        area = self.view.viewport().rect().adjusted(60, 30, -60, -60)
        return QPoint(
            self.chance.randint(area.left(), area.right()),
            self.chance.randint(area.top(), area.bottom()),
        )

    def go_on(self) -> None:
        """To the next article or the one before."""
        self.press(self.chance.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)), CTRL)
        self.settle()

    def find(self) -> None:
        self.press(Qt.Key.Key_F, CTRL)
        self.type(self.chance.choice(("ilse", "norrow", "zzz")))
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_F3)
        self.press(Qt.Key.Key_Escape)

    def filter_list(self) -> None:
        self.press(Qt.Key.Key_L, CTRL)
        self.type("council")
        self.settle()
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)
        self.settle()

    def find_in_project(self) -> None:
        self.press(Qt.Key.Key_F, CTRL | SHIFT)
        self.type(self.chance.choice(("lines", "monday")))
        self.press(Qt.Key.Key_Return)
        self.settle()

    def review(self) -> None:
        """To the review, some decisions there, taken back, and home."""
        self.press(Qt.Key.Key_2, CTRL)
        self.settle()
        for key in (Qt.Key.Key_J, Qt.Key.Key_A, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_K):
            self.press(key)
        self.settle()
        while (act := self.session.project.next_undo()) and act.annotation_set is None:
            self.press(Qt.Key.Key_Z, CTRL)
            self.settle()
        self.press(Qt.Key.Key_1, CTRL)

    def export(self) -> None:
        self.session.project.export(self.folder / "corpus.jsonl", ExportChoice())

    def change_theme(self) -> None:
        is_dark = self.window.settings.get("theme") == "dark"
        self.window.run("theme_light" if is_dark else "theme_dark")
        QApplication.processEvents()

    def zoom(self) -> None:
        for action in ("zoom_in", "zoom_out", "zoom_normal"):
            self.window.run(action)
            QApplication.processEvents()

    def open_everything(self) -> None:
        """Open each dialog once: what is made once and kept is made then."""
        for action in DIALOGS:
            self.to_text()
            self.open_dialog(action)

    def open_dialog(self, action: str = "") -> None:
        """Open what an action of the table opens, and close it again by Escape."""
        action = action or self.chance.choice(DIALOGS)
        self.acts[f"  {action}"] += 1
        self.window.run(action)
        self.settle()
        self.close_dialogs()
        self.settle()
