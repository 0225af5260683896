"""How fast the list of what is not allowed is with ten thousand rows.

    python -m pytest -m benchmark -s tests/benchmarks/test_not_allowed_speed.py

What counts is how long an act holds up the window: nothing else can be done meanwhile.
"""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.label_changes.change import Retire
from annotator.project.project import Project
from annotator.storage.intake import Intake
from annotator.ui.main_window import MainWindow
from annotator.ui.not_allowed.dialog import NotAllowedDialog
from annotator.ui.not_allowed.model import LEFT, TEXT, WRONG
from annotator.ui.tasks import running_tasks
from tests.benchmarks.measures import without_collecting
from tests.benchmarks.windows import LONGEST_BLOCK, Watch, open_window
from tests.builders import LABEL_SET, make_document

pytestmark = pytest.mark.benchmark

ARTICLES, EACH = 1_000, 10
WORDS = "Norrow votes again. "
_CTRL = Qt.KeyboardModifier.ControlModifier
_FIRST_ROWS = 1.0
"""Seconds until something is there to be worked on."""


def make_project(path: Path) -> Path:
    """Make a project in which two labels that ilse has given five times each to every one of a
    thousand articles are retired."""

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse").id
        for at in range(ARTICLES):
            spans = [
                Span(f"s{at}-{nth}", "pr"[nth % 2], ((nth * len(WORDS), nth * len(WORDS) + 6),))
                for nth in range(EACH)
            ]
            document = make_document(WORDS * EACH, f"d{at:04}", f"Article {at}")
            intake.add_document(document)
            intake.add_set(
                AnnotationSet(f"set{at}", document.id, ilse, "in_progress",
                              spans={one.id: one for one in spans})
            )  # fmt: skip

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="all")
        project.labels.change(Retire("p"))
        project.labels.change(Retire("r"))
    return path


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on the project, and idle."""
    project = make_project(tmp_path / "articles.annotator")
    with open_window(tmp_path, project) as window, without_collecting():
        yield window


def wait(watch: Watch) -> float:
    """Turn the event loop until nothing is under way; return the longest turn in milliseconds."""
    before = len(watch.turns)
    while running_tasks():
        watch.do(QApplication.processEvents)
    watch.do(QApplication.processEvents)
    return max(turn.cpu for turn in watch.turns[before:])


def test_ten_thousand_rows(window: MainWindow) -> None:
    watch = Watch(window)
    page: Any = window.page
    begun = perf_counter()
    held = {"open": watch.do(lambda: window.run("not_allowed")).cpu}
    dialog: NotAllowedDialog = page.working_through.dialog
    while not dialog.model.rowCount():
        watch.do(QApplication.processEvents)
    first = perf_counter() - begun
    looking = wait(watch)
    looked = perf_counter() - begun
    assert dialog.model.rowCount() == ARTICLES * EACH
    dialog.activateWindow()
    dialog.list.setFocus()
    QApplication.processEvents()
    held["down"] = max(watch.press(Qt.Key.Key_Down).cpu for _ in range(20))
    held["end"] = watch.press(Qt.Key.Key_End).cpu
    held["select alike"] = watch.press(Qt.Key.Key_E, _CTRL).cpu
    held["down, out of it"] = watch.press(Qt.Key.Key_Up).cpu
    held["select all"] = watch.press(Qt.Key.Key_A, _CTRL).cpu
    for column, name in ((TEXT, "words"), (WRONG, "what is wrong"), (LEFT, "what is before")):
        held[f"sort by {name}"] = watch.do(lambda at=column: dialog._sort(at)).cpu
    held["whose"] = watch.do(lambda: dialog.whose.setCurrentIndex(1)).cpu
    dialog.list.setFocus()
    held["mend one"] = max(watch.press(Qt.Key.Key_2).cpu, wait(watch))
    begun = perf_counter()
    watch.press(Qt.Key.Key_A, _CTRL)
    held["mend all"] = max(watch.press(Qt.Key.Key_2).cpu, wait(watch))
    mended = perf_counter() - begun
    assert not dialog.model.rowCount()
    begun = perf_counter()
    undone = watch.do(page.working_through._undo).wall
    held["after undo"] = wait(watch)
    back = perf_counter() - begun
    assert dialog.model.rowCount() == ARTICLES * EACH - 1
    print(f"\n  first rows {first:.2f} s, all {looked:.2f} s, of which the window waits "
          f"{looking:.0f} ms at most; all mended {mended:.2f} s, "
          f"undone {back:.2f} s (of which the window waits {undone:.0f} ms)")  # fmt: skip
    for name, milliseconds in held.items():
        print(f"  {name:<24} {milliseconds:7.1f} ms")
    dialog.reject()
    assert first < _FIRST_ROWS
    slow = {name: time for name, time in held.items() if time > 3 * LONGEST_BLOCK}
    assert undone < LONGEST_BLOCK
    assert not slow
