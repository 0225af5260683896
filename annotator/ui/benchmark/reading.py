"""Scrolling the list, opening articles and scrolling them, beside bare widgets of Qt."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView

from annotator.benchmark.corpus import PEOPLE, USUAL, Shape
from annotator.benchmark.ground import LARGE, LIGHT, Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import memory_of, without_collecting
from annotator.settings.store import Settings
from annotator.storage.bare import read_rows
from annotator.ui.application import make_application
from annotator.ui.benchmark.hands import (
    Watch,
    bare_field,
    discard,
    make_bare_field,
    open_window,
    paint,
    rest,
    scroll,
    timed,
)
from annotator.ui.tasks import running_tasks

_NOTCH = 60
"""Pixels of one notch of the wheel: three lines of the bare field."""


@contextmanager
def window_on(ground: Ground, project: Path) -> Iterator[Watch]:
    """Show the real window on a project that may be changed, at rest."""
    make_application(Settings(ground.folder / "settings.json"))
    with open_window(ground.folder, project, PEOPLE[0]) as window:
        watch = Watch(window)
        watch.settle()
        yield watch


def article(ground: Ground, shape: Shape, name: str) -> Path:
    """Return a project of two articles of this shape that may be changed."""
    return ground.copy(ground.project(2, shape, PEOPLE[:1]), name)


def measure_list_scroll(ground: Ground) -> Measured:
    """Scroll the list by pages until its rows are painted."""
    path = ground.copy(ground.project(ground.sizes.many, LIGHT, PEOPLE[:1]), "list")
    with window_on(ground, path) as watch, without_collecting():
        ours = watch.page.articles.view
        bare = QListView()
        bare.setUniformItemSizes(True)
        bare.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model = QStringListModel([f"Report {number:06}" for number in range(ground.sizes.many)])
        bare.setModel(model)
        bare.resize(ours.size())
        bare.show()
        QApplication.processEvents()
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ground.sizes.strokes):
            times[0].extend(scroll(ours, ours.verticalScrollBar().pageStep(), 1))
            times[1].extend(scroll(bare, bare.verticalScrollBar().pageStep(), 1))
            _let_rows_come(watch)
        discard(bare)
        return Measured.of_milliseconds(*times)


def _let_rows_come(watch: Watch) -> None:
    watch.spin(lambda: not running_tasks())


def measure_open_small(ground: Ground) -> Measured:
    """Open an article of usual size."""
    return _measure_open(ground, USUAL, ground.sizes.strokes // 4)


def measure_open_large(ground: Ground) -> Measured:
    """Open a very large article."""
    return _measure_open(ground, LARGE, ground.sizes.rounds)


def _measure_open(ground: Ground, shape: Shape, rounds: int) -> Measured:
    """Open two articles by turns, as a hand does that goes through them. The floor reads the rows
    of one, half of what the file holds."""
    path, alone = article(ground, shape, "open"), ground.project(1, shape, PEOPLE[:1])
    with window_on(ground, path) as watch:
        session = watch.window.session
        assert session is not None
        ids = session.project.document_ids(session.project.document_keys())
        text = session.project.document(ids[1]).text

        def bare() -> float:
            field = make_bare_field()

            def act() -> None:
                read_rows(alone)
                field.setPlainText(text)
                field.show()

            taken = timed(act, perf_counter)
            discard(field)
            return taken

        def ours(number: int) -> float:
            def act() -> None:
                session.open_then(ids[number % 2], lambda: None)
                while session.document is None or session.document.id != ids[number % 2]:
                    QApplication.processEvents()
                paint()

            taken = watch.do(act).wall
            watch.settle()
            return taken

        times: tuple[list[float], list[float]] = ([], [])
        memory = memory_of(lambda: [ours(1), ours(2)])
        bare()
        for number in range(1, rounds + 1):
            rest(30)
            times[1].append(bare())
            times[0].append(ours(number))
        return Measured.of_milliseconds(*times, memory)


def measure_scroll(ground: Ground) -> Measured:
    """Scroll a very large article by notches of the wheel, and a bare field with its text."""
    with window_on(ground, article(ground, LARGE, "scroll")) as watch:
        view = watch.page.view
        with bare_field(view.text) as bare, without_collecting():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(ground.sizes.strokes):
                times[0].extend(scroll(view, _NOTCH, 1))
                times[1].extend(scroll(bare, 3, 1))
            return Measured.of_milliseconds(*times)
