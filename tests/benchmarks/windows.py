"""The real window on a project, and how long each turn of its event loop takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from tests.benchmarks.measures import discard

LONGEST_BLOCK = 50
"""Milliseconds that no act may hold up the window for."""
_NONE = Qt.KeyboardModifier.NoModifier


class Turn(NamedTuple):
    """Milliseconds that something held up the window for."""

    cpu: float
    """Of the processor in the window's thread: what else the machine does is not in it."""
    wall: float


class Watch:
    """Acts on a window and writes down how long each turn of the event loop took."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.turns: list[Turn] = []
        self.painted: list[float] = []
        """Processor time from each key press until the text was on the screen."""

    def do(self, act: Callable[[], object]) -> Turn:
        """Do something that holds up the window while it lasts."""
        cpu, wall = thread_time(), perf_counter()
        act()
        turn = Turn((thread_time() - cpu) * 1000, (perf_counter() - wall) * 1000)
        self.turns.append(turn)
        return turn

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> Turn:
        """Press a key where the focus is, and paint; whatever else is due comes after that."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"

        def act() -> None:
            QTest.keyClick(target, key, modifiers)
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)

        turn = self.do(act)
        self.painted.append(turn.cpu)
        self.do(QApplication.processEvents)
        return turn

    def spin(self, is_over: Callable[[], bool]) -> None:
        """Turn the event loop until something is so."""
        while not is_over():
            self.do(QApplication.processEvents)

    def pause(self, seconds: float) -> None:
        until = perf_counter() + seconds
        self.spin(lambda: perf_counter() > until)

    def settle(self) -> None:
        """Let everything happen that was put off."""
        view = self.window.page.view  # type: ignore[union-attr]
        self.pause(0.05)
        self.spin(lambda: view.is_settled and not running_tasks())

    @property
    def longest(self) -> Turn:
        """The longest turn by the processor, and the longest by the clock."""
        return Turn(max(one.cpu for one in self.turns), max(one.wall for one in self.turns))


@contextmanager
def open_window(folder: Path, project: Path, *, does_learn: bool = True) -> Iterator[MainWindow]:
    """Show the window on a project, with the focus in the text of its first article; `does_learn`:
    what is finished may be learned from, in a process beside."""
    register_fonts()
    QApplication.setFont(interface_font())
    settings = Settings(folder / "settings" / "settings.json")
    settings.choose("are_suggestions_shown", does_learn)
    window = MainWindow(settings)
    window.resize(1400, 900)
    window.show()
    window.activateWindow()
    opened: Any = Project.open(project, annotator="ilse")
    assert window.show_project(opened)
    watch = Watch(window)
    watch.spin(lambda: window.session is not None and window.session.document is not None)
    watch.settle()
    window.page.view.setFocus()  # type: ignore[union-attr]
    try:
        yield window
    finally:
        opened.flush()
        watch.spin(lambda: not running_tasks())
        window.close()
        watch.spin(lambda: not running_tasks())
        discard(window)
