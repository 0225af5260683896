"""A main window for tests, with settings of its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from annotator.settings.store import Settings
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from tests.ui.ferry_project import make_project

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Presses keys where the focus is, as somebody at the keyboard does."""

    def __init__(self, qtbot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def focused(self) -> QWidget:
        QApplication.processEvents()  # a dialog that has just opened takes the focus then
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, key, modifiers=NONE) -> None:
        """Press and let go of a key: shortcuts of the window are found as for a real key."""
        QTest.keyClick(self.focused(), key, modifiers)

    def type(self, text: str) -> None:
        """Type ASCII as keys, anything else as an input method gives it."""
        for character in text:
            if character.isascii():
                QTest.keyClick(self.focused(), character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(self.focused(), event)

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        self.qtbot.waitUntil(lambda: not running_tasks())
        QApplication.processEvents()

    def wait_saved(self) -> None:
        project = self.window.session.project
        self.qtbot.waitUntil(lambda: project.unsaved == 0)


@pytest.fixture
def settings(tmp_path):
    settings = Settings(tmp_path / "settings" / "settings.json")
    settings.choose("annotator", "maria")
    settings.choose("theme", "light")
    settings.choose("audit_percent", 0)  # a test of the audit says so
    return settings


@pytest.fixture
def window(qtbot, settings):
    """A window with its start page."""
    register_fonts()
    QApplication.instance().setFont(interface_font())
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


@pytest.fixture
def opened(window, tmp_path, qtbot):
    """The window on a project of three articles."""
    project = make_project(tmp_path / "news.annotator")
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    return window


@pytest.fixture
def hands(qtbot, window):
    return Hands(qtbot, window)
