"""The bar at the top: menu, project, who annotates, and the way to all commands."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from annotator.ui.actions import BY_ID, Place
from annotator.ui.icons import icon
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.plain_text import ElidedLabel, set_tone

HEIGHT = 40
PLACES: tuple[Place, ...] = ("annotate", "review", "overview")
"""Places of the window, each with the id of the action that goes there."""


class TopBar(QWidget):
    """Says where we are; everything in it is also a command."""

    menu_requested = Signal()
    annotator_change_requested = Signal()
    palette_requested = Signal()
    inbox_requested = Signal()
    place_requested = Signal(str)
    """An action (id) that goes to a place of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.menu_button = QToolButton(self)
        self.menu_button.setIcon(icon("menu"))
        self.menu_button.setIconSize(QSize(18, 18))
        self.menu_button.setAccessibleName("Menu")
        self.menu_button.clicked.connect(self.menu_requested)
        self._project = ElidedLabel("", tone="strong")
        self._annotator = QPushButton(self)
        self._annotator.setProperty("quiet", True)
        self._annotator.clicked.connect(self.annotator_change_requested)
        self.places = {place: self._place_button(place) for place in PLACES}
        self.inbox_button = QPushButton("Inbox", self)
        self.inbox_button.setProperty("quiet", True)
        self.inbox_button.clicked.connect(self.inbox_requested)
        self.inbox_button.hide()
        self._commands = QPushButton("Commands", self)
        self._commands.setProperty("quiet", True)
        self._commands.clicked.connect(self.palette_requested)
        self._hint = KeyHint("", self)
        self._arrange()
        self.show_project("", "")

    def show_project(self, name: str, annotator: str) -> None:
        """Show the names of the project and of who annotates; empty where there is none."""
        self._project.setText(name)
        # A button takes "&" for its shortcut: doubled, it is the character.
        self._annotator.setText(annotator.replace("&", "&&") or "Who am I?")
        self._annotator.setAccessibleName(f"Annotating as {annotator}" if annotator else "Who am I")
        self._project.setVisible(bool(name))
        for button in self.places.values():
            button.setVisible(bool(name))
        self._annotator.setVisible(bool(name))

    def show_place(self, place: Place) -> None:
        """Show in which place of the window one is."""
        self.places[place].setChecked(True)

    def show_inbox(self, waiting: int, *, has_rows: bool) -> None:
        """Show how much waits in the inbox; nothing where there never was anything."""
        self.inbox_button.setVisible(has_rows)
        self.inbox_button.setText(f"Inbox {waiting:,}" if waiting else "Inbox")
        set_tone(self.inbox_button, "strong" if waiting else "text")
        self.inbox_button.setAccessibleName(f"Inbox, {waiting:,} waiting")

    def _place_button(self, place: Place) -> QPushButton:
        button = QPushButton(BY_ID[place].text, self)
        button.setObjectName("place")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.place_requested.emit(place))
        return button

    def show_palette_key(self, key: str) -> None:
        """Show the key of the palette beside its button; empty for none."""
        self._hint.set_keys(key)
        self._hint.setVisible(bool(key))

    def project_name(self) -> str:
        """Return the name of the project that is shown."""
        return self._project.text()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 14, 0)
        row.setSpacing(4)
        row.addWidget(self.menu_button)
        row.addWidget(self._project)
        row.addSpacing(6)
        row.addWidget(self._annotator)
        row.addStretch(1)
        for place in self.places.values():
            row.addWidget(place)
        row.addStretch(1)
        row.addWidget(self.inbox_button)
        row.addWidget(self._commands)
        row.addWidget(self._hint)
        for button in (self.menu_button, self._annotator, self.inbox_button, self._commands):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
