"""How fast the real window is with a large article: panels, storage, history, and an import beside.

    python -m pytest -m benchmark -s tests/benchmarks/test_window_speed.py

What counts is the longest turn of the event loop: nothing else can be done meanwhile.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import run_task, running_tasks
from annotator.ui.text_view.text_view import TextView
from tests.benchmarks.large_projects import make_project
from tests.benchmarks.measures import FRAME, p99, row, scroll, timed

pytestmark = pytest.mark.benchmark

LONGEST_BLOCK = 50
"""Milliseconds that no act may hold up the window for."""
KEYS = 60
IMPORTED = 400
_PAUSE = 0.03
"""Seconds between two keys."""


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    """The window with the large article open, and idle."""
    register_fonts()
    QApplication.setFont(interface_font())
    window = MainWindow(Settings(tmp_path / "settings" / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1400, 900)
    window.show()
    window.activateWindow()
    project = Project.open(make_project(tmp_path / "large.annotator", "large"), annotator="ilse")
    window.show_project(project)
    qtbot.waitUntil(lambda: window.session.document is not None, timeout=30_000)
    turns = spin(lambda: window.page.view.is_settled and not running_tasks())
    print("\nthe window, large article")
    print(f"  longest turn of the loop after opening {max(turns):.0f} ms")
    window.page.view.setFocus()
    yield window
    project.flush()
    qtbot.waitUntil(lambda: not running_tasks(), timeout=30_000)
    window.close()


def spin(is_over) -> list[float]:  # type: ignore[no-untyped-def]
    """Turn the event loop until something is so; return how long each turn took (wall time)."""
    turns = []
    while not is_over():
        start = perf_counter()
        QApplication.processEvents()
        turns.append((perf_counter() - start) * 1000)
    return turns


def press_keys(window: MainWindow) -> tuple[list[float], list[float]]:
    """Label words on screen by keys; return the time to the painted span, and turns between."""
    view: TextView = window.page.view
    start, end = view.visible_range()
    times, turns = [], []
    for number in range(KEYS):
        window.session.selection.set_caret(start + (end - start) * number // KEYS)
        until = perf_counter() + _PAUSE
        turns += spin(lambda until=until: perf_counter() > until)
        focused = QApplication.focusWidget()
        assert focused is not None
        times.append(timed(lambda one=focused: QTest.keyClick(one, Qt.Key.Key_1)))
    return times, turns


def test_reading_and_marking_in_the_window(window: MainWindow) -> None:
    view: TextView = window.page.view
    wheel = scroll(view, 60, 200)
    keys, turns = press_keys(window)
    print(row("wheel", wheel))
    print(row("key to painted span", keys))
    print(f"  longest block {max(*wheel, *keys, *turns):.0f} ms")
    assert p99(wheel) <= 2 * FRAME
    assert p99(keys) <= LONGEST_BLOCK


def test_while_an_import_runs(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(IMPORTED):
        words = f"Ferry {number}\n\n" + f"The harbour council met for the {number}th time. " * 60
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    over = threading.Event()
    project: Project = window.session.project
    run_task(project.import_sources, [folder], owner=window, on_done=lambda _: over.set())
    view: TextView = window.page.view
    wheel = []
    while not over.is_set() and len(wheel) < 2000:
        start = perf_counter()
        view.scroll_by(60)
        QApplication.processEvents()
        wheel.append((perf_counter() - start) * 1000)
    print(row("wheel during an import", wheel) + "  (wall)")
    assert len(wheel) > 5
