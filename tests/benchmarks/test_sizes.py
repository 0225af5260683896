"""Articles of every size, in the real window: no act holds it up longer than fifty milliseconds.

    python -m pytest -m benchmark -s tests/benchmarks/test_sizes.py

Processor time of the window's thread in each turn of the event loop.
"""

import os
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.project.project import Project
from annotator.storage.intake import Intake
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view.text_view import TextView
from tests.benchmarks.large_articles import make_article
from tests.benchmarks.large_projects import SIZES, make_project
from tests.benchmarks.windows import LONGEST_BLOCK, Watch, open_window
from tests.builders import LABEL_SET, make_set

pytestmark = pytest.mark.benchmark

TEXTS = {
    "one word": "Norrow",
    "no text": "",
    "newlines alone": "\n" * 20_000,
    "blank lines": "   \n" * 3_000,
    "a word of 100,000 characters": "a" * 100_000,
    "dots of a table of contents": "Harbour" + "." * 20_000 + "7",
    "a million blanks": " " * 1_000_000,
    "a sentence without an end": "the ferry came and went " * 8_000,
}
ROOT = Path(__file__).resolve().parents[2]
_NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
ACTS: dict[str, list[tuple[Qt.Key, Qt.KeyboardModifier]]] = {
    "to the end and back": [(Key.Key_End, CTRL), (Key.Key_Home, CTRL)],
    "by word, line, page": [
        (Key.Key_Right, CTRL),
        (Key.Key_Down, _NONE),
        (Key.Key_PageDown, _NONE),
        (Key.Key_Down, CTRL),
    ],
    "to where a label fits": [(Key.Key_Home, CTRL)],
    "mark": [(Key.Key_1, _NONE)],
    "move its end": [(Key.Key_Right, ALT), (Key.Key_End, ALT)],
    "span to span": [(Key.Key_Tab, _NONE), (Key.Key_Tab, SHIFT)],
    "hints": [(Key.Key_R, _NONE), (Key.Key_Escape, _NONE)],
    "list": [(Key.Key_L, _NONE), (Key.Key_Escape, _NONE)],
    "delete": [(Key.Key_Delete, _NONE)],
    "undo and redo": [(Key.Key_Z, CTRL), (Key.Key_Z, CTRL), (Key.Key_Y, CTRL)],
    "a sentence": [(Key.Key_S, CTRL | SHIFT)],
    "all of it marked": [(Key.Key_A, CTRL), (Key.Key_4, _NONE), (Key.Key_Z, CTRL)],
}


def make_two(path: Path, document: Document, mine: AnnotationSet) -> None:
    """Make a project whose second article is this one."""

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse")
        intake.add_document(Document("first", "A short article.", Meta(title="First")))
        intake.add_document(replace(document, meta=Meta(title="Second")))
        intake.add_set(replace(mine, annotator=ilse.id))

    with Project.create(path, label_set=LABEL_SET) as project:
        project.bring_in(job, import_id="all")


def turn_wheel(view: TextView) -> None:
    middle = QPointF(view.viewport().rect().center())
    place = QPointF(view.viewport().mapToGlobal(middle.toPoint()))
    event = QWheelEvent(
        middle, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, _NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


class Acts:
    """What somebody does in the window, and the longest turn of each act."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: Any = window.page
        self.session: Any = window.session
        self.view: TextView = self.page.view
        self.longest: dict[str, float] = {}

    def note(self, name: str, watch: Watch) -> None:
        watch.settle()
        self.longest[name] = watch.longest.cpu

    def open(self) -> None:
        watch = Watch(self.window)
        watch.press(Key.Key_PageDown, CTRL)
        watch.spin(
            lambda: self.session.document is not None and self.session.document.id == "talks"
        )
        self.note("open", watch)
        assert self.view.galley is not None and self.view.galley.heights.all_exact()
        self.view.setFocus()

    def scroll(self) -> None:
        watch, bar = Watch(self.window), self.view.verticalScrollBar()
        for _ in range(10):
            watch.do(lambda: turn_wheel(self.view))
            watch.do(QApplication.processEvents)
        watch.do(lambda: bar.setValue(bar.maximum()))
        self.note("wheel, and to the end", watch)

    def press(self, name: str, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]]) -> None:
        watch = Watch(self.window)
        for key in keys:
            watch.press(*key)
        self.note(name, watch)

    def take_everything_back(self) -> None:
        watch = Watch(self.window)
        while self.session.project.next_undo() is not None:
            watch.press(Key.Key_Z, CTRL)
        self.note("everything taken back", watch)

    def search(self) -> None:
        watch = Watch(self.window)
        watch.press(Key.Key_F, CTRL)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        for letter in "er":
            watch.do(partial(QTest.keyClicks, field, letter))
            watch.do(QApplication.processEvents)
        watch.spin(lambda: not self.page.finding.is_looking)
        watch.press(Key.Key_Return)
        watch.press(Key.Key_Escape)
        self.note("search", watch)

    def set_otherwise(self) -> None:
        watch = Watch(self.window)
        watch.do(lambda: self.window.resize(1100, 800))
        watch.settle()
        watch.do(lambda: self.window.run("zoom_in"))
        self.note("another width, another size", watch)

    def leave(self) -> None:
        self.press("leave", [(Key.Key_PageUp, CTRL)])
        Watch(self.window).spin(lambda: self.session.project.unsaved == 0)


def make_one(name: str) -> tuple[Document, AnnotationSet]:
    if name in TEXTS:
        return Document("talks", TEXTS[name]), make_set()
    size, spans, relations, is_one = SIZES[name]
    return make_article(size, spans, relations, is_one_paragraph=is_one)


@pytest.mark.parametrize("name", [*SIZES, *TEXTS])
def test_nothing_holds_up_the_window(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # Else the objects of the test runner are looked through as well: they are measured below.
    monkeypatch.setattr("annotator.ui.collecting._MANY", -1)
    document, mine = make_one(name)
    make_two(tmp_path / "sizes.annotator", document, mine)
    with open_window(tmp_path, tmp_path / "sizes.annotator") as window:
        acts = Acts(window)
        acts.open()
        acts.scroll()
        for act, keys in ACTS.items():
            acts.press(act, keys)
        acts.take_everything_back()
        assert acts.session.annotation_set.spans == mine.spans
        acts.search()
        acts.set_otherwise()
        acts.leave()
    print(f"\n{name}: {len(document.text):,} characters, {len(mine.spans):,} spans")
    for act, took in acts.longest.items():
        print(f"  {act:<28} longest turn {took:6.1f} ms")
    assert max(acts.longest.values()) <= LONGEST_BLOCK, acts.longest


PROGRAM = """
import gc, sys, time
from pathlib import Path
from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.picture import quiet_platform, settle

settings = Settings(Path(sys.argv[1]) / "settings.json")
with quiet_platform():
    application = make_application(settings)
    window = MainWindow(settings)
    window.show_project(Project.open(Path(sys.argv[1]) / "small.annotator", annotator="ilse"))
    window.show()
    settle(application)
    longest = 0.0
    for _ in range(3):
        gc.unfreeze()
        start = time.thread_time()
        gc.collect()
        longest = max(longest, time.thread_time() - start)
    print(1000 * longest)
    window.close()
"""


def test_looking_for_garbage_holds_up_nobody(tmp_path: Path) -> None:
    """All objects of the program itself, as they are looked through when it is idle."""
    make_project(tmp_path / "small.annotator", "small")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"\nlooking for garbage in the program {float(ran.stdout):.0f} ms")
    assert float(ran.stdout) <= LONGEST_BLOCK
