"""Starting the program and a bare window by turns; opening few and many articles."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication

from annotator.benchmark.corpus import PEOPLE, USUAL
from annotator.benchmark.ground import LIGHT, Ground
from annotator.benchmark.measured import Measured, Memory
from annotator.benchmark.stopwatch import by_turns
from annotator.settings.store import Settings
from annotator.ui.application import TELL_START, make_application
from annotator.ui.benchmark.hands import SIZE, Watch, discard, paint
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks

_FEW = 100
_PATIENCE = 120
"""Seconds within which a window has to answer."""
_BARE = [sys.executable, "-m", "annotator.ui.benchmark.bare_window"]
_OURS = [sys.executable, "-m", "annotator"]


def measure_start_page(ground: Ground) -> Measured:
    """Start the program without a project."""
    return _measure_start(_OURS, ground)


def measure_start_project(ground: Ground) -> Measured:
    """Start the program on a project."""
    path = ground.project(_FEW, USUAL, PEOPLE[:1])
    return _measure_start([*_OURS, "open", str(path), "--annotator", PEOPLE[0]], ground)


def _measure_start(ours: Sequence[str], ground: Ground) -> Measured:
    """Start by turns, each once before: files are in memory then, for both."""
    held = [_start(command)[1] for command in (_BARE, ours)]
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(5, ground.sizes.rounds)):
        taken[1].append(_start(_BARE)[0])
        taken[0].append(_start(ours)[0])
    bare, own = held
    return Measured(*taken, Memory(bare, own) if bare and own else None)


def _start(command: Sequence[str]) -> tuple[float, float | None]:
    """Return the seconds until a window answers, and the megabytes that its process holds then."""
    path = os.pathsep.join(filter(None, sys.path))
    begun = perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {TELL_START: "1", "PYTHONPATH": path},
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        taken = perf_counter() - begun
        held, _ = child.communicate(timeout=_PATIENCE)
    if not said.startswith("answers"):
        raise RuntimeError(f"the window ended with {child.returncode} before it answered")
    return taken, float(held) if held.strip() else None


def measure_open_many(ground: Ground) -> Measured:
    """Open a project of very many articles, and one of a hundred."""
    application = make_application(Settings(ground.folder / "settings.json"))
    few, many = (ground.project(count, LIGHT, PEOPLE[:1]) for count in (_FEW, ground.sizes.many))
    window = MainWindow(Settings(ground.folder / "settings.json"))
    window.resize(*SIZE)
    window.show()
    application.processEvents()

    def close() -> None:
        window.close_project()
        while running_tasks():
            QApplication.processEvents()
        QApplication.processEvents()

    def show(path: Path) -> None:
        assert window.show_project(ground.open(path))
        watch = Watch(window)
        watch.spin(lambda: window.session is not None and window.session.document is not None)
        watch.spin(lambda: watch.page.articles.model.rowCount() > 0)
        paint()

    def show_few() -> None:
        close()
        show(few)

    measured = by_turns(
        lambda: show(many), show_few, ground.sizes.rounds, clock=perf_counter, before=close
    )
    close()
    window.close()
    discard(window)
    return measured
