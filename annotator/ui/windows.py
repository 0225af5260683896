"""The windows of this program: one for each project, brought forward if it is asked for again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.actions import Place
from annotator.ui.main_window import MainWindow

if TYPE_CHECKING:
    from annotator.settings.store import Settings

_APART = 32
"""Pixels between the corners of two windows."""


class Windows(QObject):
    """Makes windows, finds who shows what, and remembers what was open when the last one closed.

    A window that was closed is kept and used again: what hears of faults is the first one's.
    """

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self.all: list[MainWindow] = []
        self._quitting = False
        application = QApplication.instance()
        if application is not None and sys.platform == "darwin":
            application.installEventFilter(self)

    # ---- looking

    @property
    def shown(self) -> list[MainWindow]:
        """The windows that are not closed."""
        return [one for one in self.all if one.isVisible()]

    def showing(self, project: Path) -> MainWindow | None:
        """Return the window that has a project open."""
        wanted = _real(project)
        for one in self.shown:
            if one.session is not None and _real(one.session.project.path) == wanted:
                return one
        return None

    # ---- doing

    def make(self) -> MainWindow:
        """Return a window with its start page, not yet shown."""
        hidden = next((one for one in self.all if not one.isVisible()), None)
        if hidden is not None:
            return hidden
        window = MainWindow(self._settings)
        window.windows = self
        window.closed.connect(self._take_closed)
        window.key_table.changed.connect(self._spread_keys)
        if self.all:
            window.move(self.all[-1].pos().x() + _APART, self.all[-1].pos().y() + _APART)
        self.all.append(window)
        return window

    def open(self, project: Path | None, annotator: str = "") -> MainWindow:
        """Show a project, or the start page: in the window that has it, in an empty one, else in a
        new one; and bring that forward."""
        window = self.showing(project) if project is not None else None
        if window is None:
            empty = (one for one in self.shown if one.session is None and not _is_busy(one))
            window = next(empty, None) or self.make()
            window.show()
            if project is not None:
                window.opening.open_path(project, annotator)
        bring_forward(window)
        return window

    def brings_forward(self, project: Path, besides: MainWindow) -> bool:
        """Bring another window forward that has this project open; tell whether there is one."""
        found = self.showing(project)
        if found is None or found is besides:
            return False
        bring_forward(found)
        return True

    def quit(self) -> None:
        """Close all windows, and remember what they showed; one that has to stay stays."""
        self._quitting = True
        kept = {_real(one): place for window in self.shown for one, place in _open_in(window)}
        for one in self.shown:
            if not one.close():
                break
        else:
            self._remember(kept)
        self._quitting = False

    def restore(self) -> None:
        """Open what was open when the last window closed, where one likes that."""
        if not self._settings.get("is_session_restored"):
            return
        for name, place in self._settings.get("open_projects").items():
            path = Path(name)
            if path.is_file():
                self.open(path).show_place(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a Mac the system asks the program that runs to open a file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.open(Path(event.file()))
            return True
        return False

    # ---- what happens

    def _take_closed(self, showed: object) -> None:
        """Remember the last window's project; of one among others nothing is left open."""
        if not self._quitting and not self.shown and isinstance(showed, dict):
            self._remember(showed)

    def _remember(self, showed: dict[str, Place]) -> None:
        is_kept = self._settings.get("are_recent_kept")
        self._settings.choose("open_projects", showed if is_kept else {})

    def _spread_keys(self) -> None:
        for one in self.all:
            one.key_table.read_again()


def bring_forward(window: MainWindow) -> None:
    """Put a window before the others, or ask for it where the system lets nobody do that."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _is_busy(window: MainWindow) -> bool:
    return QApplication.activeModalWidget() is not None and window.isActiveWindow()


def _open_in(window: MainWindow) -> list[tuple[Path, Place]]:
    return [] if window.session is None else [(window.session.project.path, window.place)]


def _real(path: Path) -> str:
    try:
        return str(path.resolve())
    except OSError:
        return str(path.absolute())
