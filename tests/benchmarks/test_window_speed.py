"""How fast the real window is with a large article: panels, storage, history, and work beside.

    python -m pytest -m benchmark -s tests/benchmarks/test_window_speed.py

What counts is the longest turn of the event loop: nothing else can be done meanwhile.
"""

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.intake import Intake
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import run_task, running_tasks
from annotator.ui.text_view.text_view import TextView
from tests.benchmarks.large_projects import make_project
from tests.benchmarks.measures import FRAME, p99, row, scroll, without_collecting
from tests.benchmarks.windows import LONGEST_BLOCK, Watch, open_window

pytestmark = pytest.mark.benchmark

KEYS = 100
IMPORTED = 400
COMPARED, COMPARED_SPANS = 300, 60
"""Articles that two people have finished, and the spans of each of them on each."""
_PAUSE = 0.03
"""Seconds between two keys."""
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["small", "large", "dense"])
def window(request: Any, qapp: object, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with an article open, and idle."""
    project = make_project(tmp_path / "articles.annotator", request.param)
    print(f"\nthe window, {request.param} article")
    with open_window(tmp_path, project) as window, without_collecting():
        yield window


def press_keys(watch: Watch) -> None:
    """Label words on screen by keys, one after the other."""
    view: TextView = watch.window.page.view  # type: ignore[union-attr]
    start, end = view.visible_range()
    for number in range(KEYS):
        view.selection.set_caret(start + (end - start) * number // KEYS)
        watch.pause(_PAUSE)
        watch.press(Qt.Key.Key_1)


def test_reading_and_marking_in_the_window(window: MainWindow) -> None:
    view: TextView = window.page.view  # type: ignore[union-attr]
    wheel = scroll(view, 60, 200)
    watch = Watch(window)
    press_keys(watch)
    print(row("wheel", wheel))
    print(row("key to painted span", watch.painted))
    print(row("turn of the loop", [one.cpu for one in watch.turns]))
    print(f"  longest block {max(*wheel, watch.longest.cpu):.0f} ms")
    assert p99(wheel) <= FRAME
    assert p99(watch.painted) <= FRAME
    assert max(*wheel, watch.longest.cpu) <= LONGEST_BLOCK


# ---- work beside ---------------------------------------------------------------------------------


def add_compared(project: Project) -> None:
    """Add articles that Ada and Bo have finished, with differences in every fourth span."""
    chance = random.Random(5)

    def job(intake: Intake) -> None:
        for number in range(COMPARED):
            text = " ".join(f"word{chance.randrange(100):02}" for _ in range(600))
            document = Document(f"c{number}", text)
            intake.add_document(document)
            for name in ("Ada", "Bo"):
                spans = {}
                for at in range(COMPARED_SPANS):
                    end = at * 70 + (6 if chance.random() < 0.75 else 13)
                    spans[id] = Span(id := f"{name}{number}.{at}", "p", ((at * 70, end),))
                whose = intake.annotator_named(name).id
                mine = AnnotationSet(f"{name}{number}", document.id, whose, "finished")
                intake.add_set(replace(mine, spans=spans))

    project.bring_in(job, import_id="compared")


def write_articles(folder: Path) -> Path:
    folder.mkdir()
    for number in range(IMPORTED):
        words = f"Ferry {number}\n\n" + f"The harbour council met for the {number}th time. " * 60
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    return folder


def work_beside(watch: Watch, name: str, job: Callable[[], object]) -> None:
    """Scroll, label and take back while a job runs on another thread."""
    over = threading.Event()
    run_task(job, owner=watch.window, on_done=lambda _: over.set())
    view: TextView = watch.window.page.view  # type: ignore[union-attr]
    begun, count = perf_counter(), 0
    while not over.is_set():
        watch.do(partial(view.scroll_by, 60 if count % 80 < 40 else -60))
        watch.do(QApplication.processEvents)
        if count % 5 == 0:
            start, end = view.visible_range()
            view.selection.set_caret((start + end) // 2)
            watch.press(Qt.Key.Key_1)
            watch.press(Qt.Key.Key_Z, _CTRL)
        count += 1
    cpu, wall = ([one[which] for one in watch.turns] for which in (0, 1))
    print(f"\n{name}, {perf_counter() - begun:.1f} s, {count} times scrolled and {count // 5} keys")
    print(row("turn of the loop", cpu) + f"  longest {max(cpu):.0f}")
    print(row("the same by the clock", wall) + f"  longest {max(wall):.0f}")
    print(row("key to painted span", watch.painted))
    assert count > 5
    assert watch.longest.cpu <= LONGEST_BLOCK


def test_while_an_import_runs(qapp: object, tmp_path: Path) -> None:
    project = make_project(tmp_path / "large.annotator", "large")
    folder = write_articles(tmp_path / "articles")
    with open_window(tmp_path, project) as window, without_collecting():
        opened: Project = window.session.project  # type: ignore[union-attr]
        work_beside(Watch(window), "an import", lambda: opened.import_sources([folder]))


def test_while_agreement_is_measured(qapp: object, tmp_path: Path) -> None:
    path = make_project(tmp_path / "large.annotator", "large")
    with Project.open(path) as project:
        add_compared(project)
    with open_window(tmp_path, path) as window, without_collecting():
        opened: Project = window.session.project  # type: ignore[union-attr]
        work_beside(Watch(window), "an agreement", opened.agreement)


def test_while_an_import_and_an_agreement_run(qapp: object, tmp_path: Path) -> None:
    path = make_project(tmp_path / "large.annotator", "large")
    with Project.open(path) as project:
        add_compared(project)
    folder = write_articles(tmp_path / "articles")
    with open_window(tmp_path, path) as window, without_collecting():
        opened: Project = window.session.project  # type: ignore[union-attr]
        run_task(opened.import_sources, [folder], owner=window, on_done=lambda _: None)
        work_beside(Watch(window), "both at once", opened.agreement)
        Watch(window).spin(lambda: not running_tasks())
