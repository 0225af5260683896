"""A picture of the window on a project, made without a screen."""

import os
import time
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from annotator.model.errors import TargetUnwritable
from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks

PATIENCE = 10.0
"""Seconds to wait for what is read off the GUI thread."""


def picture_window(
    project: Path, annotator: str | None, picture: Path, size: tuple[int, int]
) -> None:
    """Save a PNG of the window (width, height in pixels) on a project's first article.

    `annotator` None takes the project's first. TargetUnwritable, and what opening a project raises.
    """
    settings = PictureSettings()
    application = make_application(settings)
    opened = Project.open(project)
    names = [one.name for one in opened.annotators()]
    name = annotator or (names[0] if names else "")
    if name:
        opened.sign_in(name)
    window = MainWindow(settings)
    window.resize(*size)
    QCursor.setPos(*size)  # nothing in the picture is under the pointer
    window.show_project(opened)
    window.show()
    settle(application)
    is_written = window.grab().save(str(picture), "PNG")
    window.close()
    if not is_written:
        raise TargetUnwritable(picture, "the picture could not be written")


class PictureSettings(Settings):
    """The defaults, whatever the user prefers; nothing is written anywhere."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull) / "settings.json")


def settle(application: QApplication) -> None:
    """Let the window finish: events, then whatever tasks still run, then what they delivered."""
    end = time.monotonic() + PATIENCE
    application.processEvents()
    while running_tasks() and time.monotonic() < end:
        for task in running_tasks():
            task.wait(0.05)
        application.processEvents()
    application.processEvents()
