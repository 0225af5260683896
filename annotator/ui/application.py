"""The one place where Qt is set up and the window is opened."""

import os
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.settings.store import Settings
from annotator.ui.door import Door
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.motion import reduce_motion
from annotator.ui.theme import theme
from annotator.ui.windows import Windows

TELL_START = "ANNOTATOR_TELL_START"
"""Of the environment: set where a start is measured; then the window says when it answers, and
closes."""


def make_application(settings: Settings) -> QApplication:
    """Return the application of this process, dressed; made where there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["annotator"])
    application.setApplicationName("annotator")
    application.setApplicationDisplayName("annotator")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("annotator")
    register_fonts()
    application.setFont(interface_font())
    theme().install(application, settings.get("theme"), settings.get("contrast"))
    reduce_motion(application, settings.get("is_motion_reduced"))
    return application


def make_window(project: Path | None, annotator: str | None, settings: Settings) -> MainWindow:
    """Return a shown window on a project, or with its start page."""
    window = MainWindow(settings)
    fill_window(window, project, annotator)
    return window


def fill_window(window: MainWindow, project: Path | None, annotator: str | None) -> None:
    """Show a window, and a project in it where there is one."""
    window.show()
    if project is not None:
        window.opening.open_path(project, annotator or "")


def open_window(project: Path | None, annotator: str | None) -> int:
    """Open the window and run until it is closed; return the exit status."""
    from annotator.ui.faults.running import running
    from annotator.ui.faults.watching import watch_faults

    settings = Settings()
    is_measured = TELL_START in os.environ
    door = Door(settings.folder)
    if not is_measured and not door.hold() and door.hand_over(project, annotator or ""):
        return 0
    application = make_application(settings)
    with running() as broken_off, closing(door):
        windows = Windows(settings)
        window = windows.make()
        with watch_faults(window):
            fill_window(window, project, annotator)
            if project is None and not is_measured:
                windows.restore()
            door.listen(windows.open)
            if is_measured:
                from annotator.ui.benchmark.start_watch import StartWatch

                StartWatch(window, is_for_article=project is not None)
            if broken_off is not None:
                window.faults.tell_of_run_before(broken_off)
            return application.exec()


def run() -> int:
    """Open the window with its start page."""
    return open_window(None, None)


if __name__ == "__main__":
    sys.exit(run())
