"""What the stories share: the command in a process of its own, and a window."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.settings.store import Settings
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks

ROOT = Path(__file__).resolve().parents[2]
Annotator = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def annotator(tmp_path: Path) -> Annotator:
    """Run `annotator` with these arguments where `tmp_path` is the working folder."""

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return call


@pytest.fixture
def window(qtbot, tmp_path: Path) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    """The window as it starts, of the size of the drawings."""
    register_fonts()
    QApplication.setFont(interface_font())
    settings = Settings(tmp_path / "settings" / "settings.json")
    settings.choose("audit_percent", 0)  # a story with an audit says so
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    # Whatever `qtbot` has closed goes as soon as events are waited for.
    qtbot.waitUntil(lambda: not running_tasks())
    if isValid(window):
        window.close()
    qtbot.waitUntil(lambda: not running_tasks())
