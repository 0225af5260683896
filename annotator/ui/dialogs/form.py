"""What dialogs with fields have in common: a heading, named fields, a message, two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel, Tone, set_tone, title_text

_TITLE_BAR = 32
"""Pixels of the screen's height that the window system takes for a title."""


class FormDialog(HelpedDialog):
    """Fields from top to bottom. Enter accepts where the fields allow it, Esc leaves; on a button
    with the focus Enter presses that one."""

    def __init__(self, title: str, accept_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title_text(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 20, 22, 18)
        whole.setSpacing(14)
        heading = PlainLabel(title, self)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        whole.addWidget(heading)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        whole.addLayout(self.fields, 1)
        self.message = PlainLabel(parent=self, tone="bad")
        self.message.hide()
        whole.addWidget(self.message)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.cancel_button = QPushButton("Cancel", self)
        self.cancel_button.setAutoDefault(False)
        self.accept_button = QPushButton(accept_words, self)
        self.accept_button.setDefault(True)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        whole.addLayout(self.buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)

    def add_field(self, name: str, field: QWidget, *beside: QWidget) -> QLabel:
        """Add a field under its name, with what stands beside it; return the name's label."""
        label = PlainLabel(name, self, tone="muted")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1)
        for widget in beside:
            row.addWidget(widget)
        column.addLayout(row)
        self.fields.addLayout(column)
        return label

    def add_pair(self, *named: tuple[str, QWidget]) -> None:
        """Add several fields side by side, each under its name."""
        outer = self.fields
        row = QHBoxLayout()
        row.setSpacing(14)
        outer.addLayout(row)
        for name, field in named:
            self.fields = QVBoxLayout()
            self.add_field(name, field)
            row.addLayout(self.fields, 1)
        self.fields = outer

    def say(self, words: str, tone: Tone = "bad") -> None:
        """Say what is wrong (or how things stand) above the buttons; nothing hides the line."""
        set_tone(self.message, tone)
        self.message.setText(words)
        self.message.setVisible(bool(words))
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if is_enter(event) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._grow()  # with large letters words take more lines than their hint said
        super().showEvent(event)

    def _grow(self) -> None:
        """Give a new line its room at the bottom rather than squeeze the fields, unless the screen
        is too low for both: the buttons are to be seen."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = max(
                layout.totalMinimumSize().height(), layout.totalHeightForWidth(self.width())
            )
            room = self.screen().availableGeometry().height() - _TITLE_BAR
            height = min(max(needed, self.height()), max(room, self.minimumSizeHint().height()))
            if height != self.height():
                self.resize(self.width(), height)
