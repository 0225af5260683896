"""A picture of the window on a project, made without a screen."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtWidgets import QApplication

from annotator.model.errors import TargetUnwritable
from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.actions import Place
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from annotator.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from annotator.ui.pages.overview_page import OverviewPage

PATIENCE = 10.0
"""Seconds to wait for what is read off the GUI thread."""


def picture_window(
    project: Path,
    annotator: str | None,
    picture: Path,
    size: tuple[int, int],
    *,
    theme: ThemeChoice = "light",
    place: Place = "annotate",
) -> None:
    """Save a PNG of the window (width, height in pixels) on a project's first article: where one
    annotates, with the span that has the most relations selected, or where one reviews; or on the
    overview when everything is counted.

    `annotator` None takes the project's first. TargetUnwritable, and what opening a project raises.
    """
    with quiet_platform():
        is_written = _grab(project, annotator, size, theme, place).save(str(picture), "PNG")
    if not is_written:
        raise TargetUnwritable(picture, "the picture could not be written")


def _grab(
    project: Path,
    annotator: str | None,
    size: tuple[int, int],
    theme: ThemeChoice,
    place: Place,
) -> QPixmap:
    settings = PictureSettings(theme)
    application = make_application(settings)
    with shown_window(project, annotator, settings, size) as window:
        if place == "annotate":
            select_busiest_span(window)
        else:
            window.show_place(place)
        settle(application)
        if window.overview_page is not None and place == "overview":
            wait_counted(window.overview_page, application)
        return window.grab()


def wait_counted(page: "OverviewPage", application: QApplication) -> None:
    """Let all cards be made and counted: one comes after the other."""
    end = time.monotonic() + PATIENCE
    while not (page.is_made and page.reading.is_done) and time.monotonic() < end:
        settle(application)


@contextmanager
def shown_window(
    project: Path, annotator: str | None, settings: Settings, size: tuple[int, int]
) -> Iterator[MainWindow]:
    """Hold a window on a project's first article, as it is when it has come to rest. The
    application is there already. What opening a project raises."""
    application = make_application(settings)
    opened = Project.open(project)
    names = [one.name for one in opened.annotators()]
    name = annotator or (names[0] if names else "")
    if name:
        opened.sign_in(name)
    window = MainWindow(settings)
    try:
        window.resize(*size)
        QCursor.setPos(*size)  # nothing in the picture is under the pointer
        window.show_project(opened)
        window.show()
        settle(application)
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def quiet_platform() -> Iterator[None]:
    """Keep from the terminal what the platform without a screen says of itself, and only that."""

    def tell(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith("This plugin does not support"):
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def select_busiest_span(window: MainWindow) -> None:
    """Select the span on screen with the most relations, so that the inspector has much to show."""
    if window.page is None:
        return
    view = window.page.view
    start, end = view.visible_range()
    spans = [one for one in view.index.in_order() if start <= view.index.spans[one].start < end]
    if spans:
        view.go_to_span(max(spans, key=lambda one: len(view.index.relations_of(one))))


class PictureSettings(Settings):
    """The defaults but for the theme, whatever the user prefers; nothing is written anywhere."""

    def __init__(self, theme: ThemeChoice = "light") -> None:
        super().__init__(Path(os.devnull) / "settings.json")
        self.choose("theme", theme)


def settle(application: QApplication) -> None:
    """Let the window finish: events, then whatever tasks still run, then what they delivered."""
    end = time.monotonic() + PATIENCE
    application.processEvents()
    while running_tasks() and time.monotonic() < end:
        for task in running_tasks():
            task.wait(0.05)
        application.processEvents()
    application.processEvents()
