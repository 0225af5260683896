"""Buttons that Enter presses as Space does, where they have the focus, also outside dialogs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is one of the two that go on."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button where the key is Enter; tell whether it was."""
    if not is_enter(event):
        return False
    button.click()
    return True


class EnterButton(QPushButton):
    """A push button that has no need of a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)
