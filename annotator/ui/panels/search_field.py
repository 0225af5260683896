"""The search field above a list, with the name of its key inside where it has one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.panels.key_hint import KeyHint

_EDGE = 8


class SearchField(QLineEdit):
    """Text to search for. Down goes into the list, Esc empties the field and then leaves it."""

    list_requested = Signal()
    leave_requested = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = KeyHint(keys, self)
        self.setClearButtonEnabled(False)
        self.textChanged.connect(self._make_room)
        self._make_room()

    @property
    def key_hint(self) -> KeyHint:
        """The key cap at the end of the field; it is hidden while there is text."""
        return self._hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field where the key says so."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key cap at the end."""
        super().resizeEvent(event)
        self._place_hint()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the key cap where fonts change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_hint"):
            self._make_room()

    def _make_room(self) -> None:
        has_hint = bool(self._hint.keys) and not self.text()
        self._hint.setVisible(has_hint)
        width = self._hint.sizeHint().width() + _EDGE if has_hint else 0
        self.setTextMargins(0, 0, width, 0)
        self._place_hint()

    def _place_hint(self) -> None:
        size = self._hint.sizeHint()
        x = self.width() - size.width() - _EDGE
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = _EDGE
        self._hint.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
