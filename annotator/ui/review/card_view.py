"""A list of cards, and what its model says of each."""

from typing import TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QWidget

WordsRole = Qt.ItemDataRole.UserRole
"""`CaseWords`."""
IsCurrentRole = Qt.ItemDataRole.UserRole + 1
IsOpenRole = Qt.ItemDataRole.UserRole + 2
DecisionsRole = Qt.ItemDataRole.UserRole + 3
TitleRole = Qt.ItemDataRole.UserRole + 4
"""The title of the article that begins with this card, or ""."""
Decisions: TypeAlias = tuple[tuple[str, str], ...]
"""What can be decided on a card: action ids, and what they are called there."""


class CardView(QListView):
    """Cards below each other; the keyboard stays where it is."""

    def __init__(self, cards: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        cards.setParent(self)
        self.setItemDelegate(cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """A card or two can always be seen."""
        return QSize(0, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
