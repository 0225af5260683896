"""The start page: who am I, and which project."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.settings.store import Settings
from annotator.ui.icons import icon
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.tour.steps import tour_words
from annotator.ui.widgets.line_label import LineLabel
from annotator.ui.widgets.recent_row import RecentRow

_WIDTH = 560
NAME_AT_MOST = 80
_WAYS = (
    ("open_sample", "Open the sample", "book-open"),
    ("new_project", "New project…", "file-plus"),
    ("open_project", "Open a project…", "folder-open"),
)


class StartPage(QWidget):
    """Everything on it is a wish; the window fulfils it."""

    help_page = "first-hour"

    action_requested = Signal(str)
    project_requested = Signal(object)
    """A Path out of the recent ones."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        self._settings = settings
        self.name = QLineEdit(settings.get("annotator"), self)
        self.name.setMaxLength(NAME_AT_MOST)
        self.name.setPlaceholderText("Your name, as colleagues will see it")
        self.name.setAccessibleName("Who are you?")
        # With every letter: a key such as Ctrl N goes on from here without leaving the field.
        self.name.textEdited.connect(self._keep_name)
        self.ways = {id: self._way(id, text, drawing) for id, text, drawing in _WAYS}
        self.tour = QuietButton("", self)
        self.tour.clicked.connect(lambda: self.action_requested.emit("tour"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._recent_heading = LineLabel("RECENT", tone="heading")
        self._words = PlainLabel("", tone="bad")
        self._arrange()
        self.say("")
        self.refresh()

    def refresh(self) -> None:
        """Read the recent projects again; those that are gone are shown grey."""
        self.name.setText(self._settings.get("annotator"))
        self.tour.setText(tour_words(self._settings.get("tour_step")))
        self.tour.setAccessibleName(self.tour.text())
        for row in self.rows():
            self._recent.removeWidget(row)
            row.hide()
            row.deleteLater()
        recent = self._settings.recent_projects()
        for path in recent:
            row = RecentRow(path, is_there=path.is_file())
            row.clicked.connect(lambda _=False, path=path: self.project_requested.emit(path))
            row.forget_requested.connect(self._forget)
            self._recent.addWidget(row)
            row.show()  # now, not with the next layout: it may get the focus at once
        self._recent_heading.setVisible(bool(recent))

    def say(self, words: str) -> None:
        """Say why something could not be done; empty words take it away."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def rows(self) -> list[RecentRow]:
        """Return the rows of recent projects."""
        items = (self._recent.itemAt(place) for place in range(self._recent.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, RecentRow)]

    def annotator(self) -> str:
        """Return the name that stands in the field."""
        return self.name.text().strip()

    def focus_first(self) -> None:
        """Put the focus where one starts: the name, or the first way once it is known."""
        first: QWidget = self.name
        if self.annotator():
            rows = [row for row in self.rows() if row.isEnabled()]
            first = rows[0] if rows else self.ways["open_sample"]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_name(self) -> None:
        self._settings.choose("annotator", self.annotator())

    def _forget(self, path: Path) -> None:
        self._settings.forget_project(path)
        self.refresh()

    def _way(self, id: str, text: str, drawing: str) -> QAbstractButton:
        button = QPushButton(icon(drawing, "accent", "on_accent"), text, self)
        button.setIconSize(QSize(20, 20))
        button.setProperty("way", True)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.action_requested.emit(id))
        return button

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("start_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(LineLabel("annotator", tone="title"))
        column.addWidget(
            LineLabel(
                "Mark who and what is in the news, tie it together, train on it.", tone="muted"
            )
        )
        column.addSpacing(26)
        column.addWidget(LineLabel("WHO ARE YOU?", tone="heading"))
        column.addWidget(self.name)
        column.addSpacing(22)
        column.addWidget(LineLabel("START", tone="heading"))
        ways = QGridLayout()
        ways.setSpacing(10)
        for place, button in enumerate(self.ways.values()):
            ways.addWidget(button, 0, place)
        column.addLayout(ways)
        column.addWidget(self.tour)
        drop = LineLabel("Or drop a project or articles anywhere in this window.", tone="muted")
        column.addWidget(drop)
        column.addWidget(self._words)
        column.addSpacing(22)
        column.addWidget(self._recent_heading)
        column.addLayout(self._recent)
        column.addStretch(1)
        inside.setFixedWidth(_WIDTH)
        self._put_in_the_middle(inside)

    def _put_in_the_middle(self, inside: QWidget) -> None:
        page = QWidget()
        page.setObjectName("start_inside")
        row = QHBoxLayout(page)
        row.setContentsMargins(20, 84, 20, 40)
        row.addStretch(1)
        row.addWidget(inside)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
