"""The real program in a process of its own, played by a scenario: what a fault leaves behind.

    python -m tests.e2e.running_window SCENARIO PROJECT NAME [FOLDER]

It says JSON on stdout: "saved" before it comes to grief, or what was seen.
"""

import ctypes
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.faults import run
from annotator.settings.store import Settings
from annotator.ui.application import make_application, open_window
from annotator.ui.dialogs.help_page import PAGES, show_help
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import run_task, running_tasks
from tests.watching import CALLS_OUT, hearing

PATIENCE = 30.0
Steps = Iterator[Callable[[], object]]
"""Each step yields what must be so before the next one."""


def say(what: Any) -> None:
    print(json.dumps(what), flush=True)


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, *modifiers)


def label_first_words(window: Any) -> Steps:
    """Label the first three words by keys, and wait until all is saved."""
    yield lambda: window.session is not None and window.session.document is not None
    window.activateWindow()
    window.page.focus_text()
    yield window.page.view.hasFocus
    for _ in range(3):
        press(Qt.Key.Key_1)
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    yield lambda: window.session.project.unsaved == 0
    say("saved")


def crash(window: Any, _: Path) -> Steps:
    """Something below Python reads where nothing is."""
    yield from label_first_words(window)
    ctypes.string_at(0)


def hang(window: Any, _: Path) -> Steps:
    """The window never comes back."""
    yield from label_first_words(window)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass


def wait(window: Any, _: Path) -> Steps:
    """All is well, until somebody ends it from outside."""
    yield from label_first_words(window)
    yield lambda: False


def look(window: Any, _: Path) -> Steps:
    """See what is told at the start, and leave."""
    yield lambda: window.session is not None
    yield lambda: not running_tasks()
    report = window.faults.report
    mine = window.session.annotation_set
    say(
        {
            "heading": report.heading.text() if report else None,
            "report": report.report() if report else "",
            "words": window.status_bar.message(),
            "spans": sorted(span.start for span in mine.spans.values()),
        }
    )
    if report:
        report.close()


def use(window: Any, folder: Path) -> Steps:
    """Use much of the window on files that name places elsewhere, with faults between."""
    yield from label_first_words(window)
    session, text = window.session, window.session.document.text
    window.opening.bring_in([folder])
    yield lambda: not running_tasks() and session.project.unsaved == 0
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isVisible():
            dialog.close()
    for key in session.project.document_keys():
        [row] = session.project.document_rows([key])
        session.open_document(row.id)
        yield lambda: not running_tasks()
        window.grab()
    window.run("guideline")
    window.grab()
    for page in PAGES:
        reader = show_help(page, window)
        reader.grab()
    reader.close()
    window.run("find_in_project")
    yield lambda: not running_tasks()
    window.page.searching.dialog.words.setText(text.split()[0])
    yield lambda: not running_tasks()
    window.page.searching.dialog.close()

    def fail(*_: object) -> None:
        raise KeyError(text)

    QTimer.singleShot(0, window, fail)
    run_task(fail, owner=window)
    qWarning(text)
    yield lambda: window.faults.report is not None and not running_tasks()
    report = window.faults.report
    report.copy()
    say(QGuiApplication.clipboard().text())
    report.close()


SCENARIOS = {"crash": crash, "hang": hang, "wait": wait, "look": look, "use": use}


def play(steps: Steps, window: MainWindow) -> None:
    """Take the next step as soon as what it waits for is so; close at the end."""
    wanted: Callable[[], object] = lambda: True  # noqa: E731
    end = time.monotonic() + PATIENCE
    timer = QTimer(window, interval=20)

    def go_on() -> None:
        nonlocal wanted, end
        assert time.monotonic() < end, "it never came to that"
        if not wanted():
            return
        end = time.monotonic() + PATIENCE
        try:
            wanted = next(steps)
        except StopIteration:
            timer.stop()
            window.close()

    timer.timeout.connect(go_on)
    timer.start()


def main(scenario: str, project: str, name: str, folder: str = "") -> int:
    if scenario == "hang":
        run.HANGS = 0.5
    make_application(Settings())

    def begin() -> None:
        [window] = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        play(SCENARIOS[scenario](window, Path(folder)), window)

    QTimer.singleShot(0, begin)
    with hearing(*CALLS_OUT) as heard:
        status = open_window(Path(project), name)
    say(
        {
            "calls out": [event for event, _ in heard],
            "modules": sorted(one for one in sys.modules if one.startswith("PySide6.QtNetwork")),
            "libraries": "libQt6Network" in Path("/proc/self/maps").read_text()
            if sys.platform == "linux"
            else False,
        }
    )
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
