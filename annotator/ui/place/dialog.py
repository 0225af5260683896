"""What it means where the project lies, and the copies beside it that can be taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.messages.place_words import copies_line, place_line
from annotator.project.place import Place
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel, menu_text

_SHOWN = 6
"""Copies that have a button."""


class PlaceDialog(FormDialog):
    """Says it, and offers each copy."""

    help_page = "files-and-safety"

    taking_in_requested = Signal(Path)
    """A copy is to be taken in."""
    put_away = Signal()
    """It is not to be said again."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__("Where this project lies", "Close", parent)
        self.setObjectName("place")
        lines = [place_line(place.network, place.service), copies_line(place.copies)]
        said = [one for one in lines if one] or [
            "On a drive of this machine, as far as can be told; no copies that a service has made"
            " stand beside it."
        ]
        self.lines = [PlainLabel(one, self) for one in said]
        for line in self.lines:
            self.fields.addWidget(line)
        self.copy_buttons = [self._button(one) for one in place.copies[:_SHOWN]]
        self.fields.addStretch(1)
        self.away_button = QPushButton("Do not say this again", self)
        self.away_button.setAutoDefault(False)
        self.away_button.setVisible(place.is_shared or bool(place.copies))
        self.buttons.insertWidget(0, self.away_button)
        self.away_button.clicked.connect(self._put_away)
        self.cancel_button.hide()
        self.setMinimumWidth(520)
        self.accept_button.setFocus()

    def _button(self, copy: Path) -> QPushButton:
        button = QPushButton(menu_text(f"Take in {copy.name}…", 68), self)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take_in, copy))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self.fields.addLayout(row)
        return button

    def _take_in(self, copy: Path) -> None:
        self.accept()
        self.taking_in_requested.emit(copy)

    def _put_away(self) -> None:
        self.put_away.emit()
        self.accept()
