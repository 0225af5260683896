"""A list to choose from by typing a few letters: the command palette, labels by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.fuzzy import fit
from annotator.ui.panels.key_hint import key_cap_size, paint_key_cap
from annotator.ui.panels.plain_text import title_text
from annotator.ui.theme import current_colours
from annotator.ui.widgets.line_label import LineLabel

_AnyIndex = QModelIndex | QPersistentModelIndex
EntryRole = Qt.ItemDataRole.UserRole
_ROWS_SEEN = 11
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose. `keys` is shown at the right, `colour` as a dot before the text."""

    text: str
    run: Callable[[], object]
    keys: str = ""
    group: str = ""
    colour: str = ""


class _Entries(QAbstractListModel):
    """The entries that fit the query, best first; all of them in their order for no query."""

    def __init__(self, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = tuple(entries)
        self._found = self._all

    def look_for(self, query: str) -> None:
        self.beginResetModel()
        self._found = found_entries(query, self._all)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.keys}" if entry.keys else entry.text
        return entry if role == EntryRole else None


def found_entries(query: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that have the query's letters in text or group, best first."""
    if not query.strip():
        return tuple(entries)
    scored = [(fit(query, f"{entry.text} {entry.group}"), entry) for entry in entries]
    found = [(score, entry) for score, entry in scored if score is not None]
    found.sort(key=lambda pair: -pair[0])
    return tuple(entry for _, entry in found)


class EntryDelegate(QStyledItemDelegate):
    """Paints entries: the words, and at the right the group and the keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(0, QFontMetrics(option.font).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        entry: Entry = index.data(EntryRole)
        colours = current_colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(6, 1, -6, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(frame, 6, 6)
        inside = frame.adjusted(10, 0, -10, 0)
        if entry.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(entry.colour))
            painter.drawEllipse(inside.left(), inside.center().y() - 3, 8, 8)
            inside.adjust(18, 0, 0, 0)
        right = self._paint_keys(painter, option, inside.right(), frame.center(), entry.keys)
        inside.setRight(right)
        self._paint_words(painter, option, inside, entry)
        painter.restore()

    @staticmethod
    def _paint_keys(
        painter: QPainter, option: QStyleOptionViewItem, right: int, centre: QPoint, keys: str
    ) -> int:
        if not keys:
            return right
        size = key_cap_size(keys, option.font)
        top = centre.y() - size.height() / 2 + 0.5
        place = QRectF(right - size.width(), top, size.width(), size.height())
        paint_key_cap(painter, place, keys, option.font, current_colours())
        return right - size.width() - 10

    @staticmethod
    def _paint_words(
        painter: QPainter, option: QStyleOptionViewItem, inside: QRect, entry: Entry
    ) -> None:
        colours = current_colours()
        metrics = QFontMetrics(option.font)
        line = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
        right = line | Qt.AlignmentFlag.AlignRight
        room = inside.width() - metrics.horizontalAdvance(entry.group) - 16
        painter.setPen(QColor(colours.text))
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inside, int(line), text)
        painter.setPen(QColor(colours.muted))
        painter.drawText(inside, int(right), entry.group)


class Chooser(HelpedDialog):
    """Type, walk with the arrows, Enter runs, Esc leaves. What is chosen runs after it closed."""

    help_page = "keys"

    def __init__(self, title: str, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("chooser")
        self.setWindowTitle(title_text(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = _Entries(entries, self)
        self.query = QLineEdit(self)
        self.query.setPlaceholderText(title)
        self.query.setAccessibleName(title)
        self.list = QListView(self)
        self.list.setModel(self._entries)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title)
        self._nothing = LineLabel("Nothing has these letters.", self, tone="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.query.textChanged.connect(self._look)
        self.query.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self._arrange()
        self._look("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk in the list while the words are typed above it."""
        if (
            watched is self.query
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS_SEEN - 1,
                Qt.Key.Key_PageUp: 1 - _ROWS_SEEN,
            }.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def shown_texts(self) -> list[str]:
        """Return the texts of what is listed now."""
        rows = range(self._entries.rowCount())
        return [str(self._entries.index(row).data()) for row in rows]

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 8)
        column.setSpacing(8)
        field = QVBoxLayout()
        field.setContentsMargins(10, 0, 10, 0)
        field.addWidget(self.query)
        column.addLayout(field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self.setFixedWidth(_WIDTH)
        row = self.fontMetrics().height() + 14
        self.list.setFixedHeight(row * min(_ROWS_SEEN, max(2, self._entries.rowCount())))
        self._nothing.setFixedHeight(self.list.height())
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window()
            left = (window.width() - _WIDTH) // 2
            self.move(window.mapToGlobal(QPoint(max(0, left), 48)))

    def _look(self, query: str) -> None:
        self._entries.look_for(query)
        has_any = self._entries.rowCount() > 0
        self.list.setVisible(has_any)
        self._nothing.setVisible(not has_any)
        self.list.setCurrentIndex(self._entries.index(0))

    def _walk(self, step: int) -> None:
        last = self._entries.rowCount() - 1
        row = self.list.currentIndex().row() + step
        if abs(step) == 1:
            row %= last + 1 if last >= 0 else 1
        row = max(0, min(last, row))
        self.list.setCurrentIndex(self._entries.index(row))

    def _run(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(EntryRole)
        if entry is None:
            return
        self.accept()
        entry.run()
