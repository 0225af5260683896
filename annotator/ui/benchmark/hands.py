"""Hands on the real window, and how long each turn of its event loop takes; bare widgets beside.

Times are of the processor in the window's thread unless said otherwise: what else the machine does
is not in them. Between acts the loop sleeps as long as it does under a quick hand: whatever comes
on the screen then, ours and the bare widget alike, comes out of a sleep, not out of a warm cache.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, thread_time
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.pages.annotate_page import AnnotatePage
from annotator.ui.tasks import running_tasks

BETWEEN_KEYS = 30
"""Milliseconds of rest before a key: a hand takes longer."""
BETWEEN_NOTCHES = 16
"""Milliseconds of rest before a step of a scroll: those of a frame."""
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SIZE = (1400, 900)


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

    @property
    def page(self) -> AnnotatePage:
        """Where one annotates."""
        page = self.window.page
        assert page is not None, "no project is open"
        return page

    def do(self, act: Callable[[], object]) -> Turn:
        """Do something that holds up the window while it lasts."""
        cpu, wall = thread_time(), perf_counter()
        act()
        turn = Turn((thread_time() - cpu) * 1000, (perf_counter() - wall) * 1000)
        self.turns.append(turn)
        return turn

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> Turn:
        """Press a key where the focus is, and paint; whatever else is due comes after that."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"

        def act() -> None:
            QTest.keyClick(target, key, modifiers)
            paint()

        turn = self.do(act)
        self.painted.append(turn.cpu)
        self.do(QApplication.processEvents)
        return turn

    def spin(self, is_over: Callable[[], bool]) -> None:
        """Turn the event loop until something is so."""
        while not is_over():
            self.do(QApplication.processEvents)

    def pause(self, seconds: float) -> None:
        """Turn the event loop for a while."""
        until = perf_counter() + seconds
        self.spin(lambda: perf_counter() > until)

    def settle(self) -> None:
        """Let everything happen that was put off."""
        view = self.page.view
        self.pause(0.05)
        self.spin(lambda: view.is_settled and not running_tasks())

    @property
    def longest(self) -> Turn:
        """The longest turn by the processor, and the longest by the clock."""
        return Turn(max(one.cpu for one in self.turns), max(one.wall for one in self.turns))


@contextmanager
def open_window(folder: Path, project: Path, annotator: str = "ilse") -> Iterator[MainWindow]:
    """Show the window on a project, with the focus in the text of its first article. Settings and
    backups are in the folder."""
    register_fonts()
    QApplication.setFont(interface_font())
    window = MainWindow(Settings(folder / "settings" / "settings.json"))
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    opened = Project.open(project, annotator=annotator, backups=folder / "backups")
    assert window.show_project(opened)
    watch = Watch(window)
    watch.spin(lambda: window.session is not None and window.session.document is not None)
    watch.settle()
    watch.page.view.setFocus()
    try:
        yield window
    finally:
        opened.flush()
        watch.spin(lambda: not running_tasks())
        window.close()
        watch.spin(lambda: not running_tasks())
        discard(window)


@contextmanager
def bare_field(text: str) -> Iterator[QPlainTextEdit]:
    """Show a bare text field of Qt with a text in it."""
    bare = make_bare_field()
    bare.setPlainText(text)
    bare.show()
    QApplication.processEvents()
    try:
        yield bare
    finally:
        discard(bare)


def make_bare_field() -> QPlainTextEdit:
    """Return a bare text field as large as the text in the window."""
    bare = QPlainTextEdit()
    bare.resize(*SIZE)
    return bare


def paint() -> None:
    """Let what was changed come on the screen, and nothing else that is due."""
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


def rest(milliseconds: int) -> None:
    """Let the loop do what it has to, and sleep."""
    QTest.qWait(milliseconds)


def timed(act: Callable[[], object], clock: Callable[[], float] = thread_time) -> float:
    """Return the milliseconds until an act is on the screen."""
    start = clock()
    act()
    QApplication.processEvents()
    return (clock() - start) * 1000


def scroll(area: QAbstractScrollArea, step: int, times: int) -> list[float]:
    """Scroll by steps, each of which comes on the screen; return the milliseconds of each."""
    bar, taken = area.verticalScrollBar(), []
    for _ in range(times):
        rest(BETWEEN_NOTCHES)
        taken.append(timed(lambda: bar.setValue(bar.value() + step)))
    return taken


def discard(*widgets: QWidget) -> None:
    """Let go of widgets at once."""
    for one in widgets:
        one.hide()
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
