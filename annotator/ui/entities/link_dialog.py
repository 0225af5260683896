"""The window that asks who or what a span is a mention of: type, walk with arrows, Enter links."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from annotator.ui.bindings import shown_keys
from annotator.ui.dialogs.chooser import Entry, EntryDelegate, EntryRole
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.entities.link_rows import LinkRow
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.plain_text import ElidedLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.widgets.line_label import LineLabel

_WIDTH = 600
_ROWS_SEEN = 7
_CTRL = Qt.KeyboardModifier.ControlModifier
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[LinkRow] = ()

    def show_rows(self, rows: Sequence[LinkRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {row.why}" if row.why else row.text
        return Entry(row.text, lambda: None, group=row.why) if role == EntryRole else None


class LinkDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "entities"

    typed = Signal(str)
    """Other words stand in the field."""
    row_chosen = Signal(object, bool)
    """A `LinkRow`, and whether all others of the same words shall be linked too."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("chooser")
        title = f"Who or what is {what}?"
        self.setWindowTitle("Entity of what is selected")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.heading = ElidedLabel(title, self, mode=Qt.TextElideMode.ElideMiddle, tone="strong")
        self.query = QLineEdit(self)
        self.query.setPlaceholderText("Name of an entity, or the beginning of its outside id")
        self.query.setAccessibleName(title)
        self._rows = _Rows(self)
        self.list = QListView(self)
        self.list.setModel(self._rows)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Entities")
        self.everywhere = TickBox("", self, widest=_WIDTH - 160)
        self.everywhere_key = KeyHint(shown_keys("Ctrl+Return"), self)
        self.said = LineLabel("", self, tone="muted")
        self._has_others = False
        self.query.textChanged.connect(self.typed)
        self.query.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._choose(index.row(), is_all=False))
        self._arrange()
        self.show_others(0, 0, "")

    # ---- for whoever opened it -----------------------------------------------------------

    def show_rows(self, rows: Sequence[LinkRow], at: int = 0) -> None:
        """Show what can be chosen, the row `at` as the one that Enter takes."""
        self._rows.show_rows(rows)
        self.list.setCurrentIndex(self._rows.index(at))

    @property
    def rows(self) -> Sequence[LinkRow]:
        """What can be chosen now."""
        return self._rows.rows

    @property
    def row(self) -> int:
        """The row that Enter takes, -1 where there is none."""
        return self.list.currentIndex().row()

    def show_others(self, spans: int, articles: int, label: str) -> None:
        """Offer to link so many other spans of these words that wear a label (its name) too."""
        self._has_others = spans > 0
        self.say("")
        if not spans:
            self.everywhere.setChecked(False)
        others = "the other span" if spans == 1 else f"the {spans:,} other spans"
        where = "1 article" if articles == 1 else f"{articles:,} articles"
        self.everywhere.show_words(f"And {others} of these words ({label}, in {where})")

    def say(self, words: str) -> None:
        """Say what is under way, or why something was not done."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        for part in (self.everywhere, self.everywhere_key):
            part.setVisible(self._has_others and not words)

    def be_busy(self, is_busy: bool) -> None:
        """Take nothing while something is being done."""
        for part in (self.query, self.list, self.everywhere):
            part.setEnabled(not is_busy)

    # ---- Qt ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk in the list while a name is typed above it."""
        if watched is self.query and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS_SEEN - 1,
                Qt.Key.Key_PageUp: 1 - _ROWS_SEEN,
            }.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter links, with Ctrl all others too; F1 helps, Esc leaves."""
        if is_enter(event):
            self._choose(self.row, is_all=bool(event.modifiers() & _CTRL))
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        last = self._rows.rowCount() - 1
        row = self.row + step
        if abs(step) == 1 and last >= 0:
            row %= last + 1
        self.list.setCurrentIndex(self._rows.index(max(0, min(last, row))))

    def _choose(self, row: int, *, is_all: bool) -> None:
        if 0 <= row < len(self.rows) and self.query.isEnabled():
            is_all = self._has_others and (is_all or self.everywhere.isChecked())
            self.row_chosen.emit(self.rows[row], is_all)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 10)
        column.setSpacing(8)
        above, below = QVBoxLayout(), QHBoxLayout()
        above.setContentsMargins(16, 0, 16, 0)
        above.setSpacing(8)
        above.addWidget(self.heading)
        above.addWidget(self.query)
        below.setContentsMargins(16, 0, 16, 0)
        for part in (self.everywhere, self.said):
            below.addWidget(part)
        below.addStretch(1)
        below.addWidget(self.everywhere_key)
        foot = QWidget(self)
        foot.setLayout(below)
        foot.setFixedHeight(self.fontMetrics().height() + 10)
        column.addLayout(above)
        column.addWidget(self.list)
        column.addWidget(foot)
        self.setFixedWidth(_WIDTH)
        self.list.setFixedHeight((self.fontMetrics().height() + 14) * _ROWS_SEEN)
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            left = (window.width() - _WIDTH) // 2
            self.move(window.mapToGlobal(QPoint(max(0, left), 48)))
