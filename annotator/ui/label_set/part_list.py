"""The list of labels of one kind: colour, name, key, how often worn; ordered by dragging."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, RelationLabel, SpanLabel
from annotator.ui.label_set.attribute_page import TARGET_WORDS
from annotator.ui.label_set.draft import Kind, Part
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours

_ID = Qt.ItemDataRole.UserRole
_SWATCH = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS: dict[Kind, tuple[str, str, str]] = {
    "span_labels": ("Label", "Key", "Worn"),
    "relation_labels": ("Label", "Key", "Worn"),
    "attributes": ("Attribute", "Asked of", "Answered"),
    "document_labels": ("Label", "Group", "Worn"),
}


class PartList(QTreeWidget):
    """A row for each label or attribute. One that is dragged changes places as the hand goes."""

    moved = Signal(str, int)
    """A label (id) is wanted at a place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._dragged = ""
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(_SWATCH, _SWATCH))
        header = self.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # what is seen decides: measuring all takes long
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    @property
    def chosen(self) -> str:
        """The label or attribute (id) that is chosen; empty: none is."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, _ID))

    def show_parts(
        self,
        kind: Kind,
        parts: Collection[Part],
        chosen: str,
        count: Callable[[str], int] | None,
        wrong: Collection[str],
    ) -> None:
        """Show a row for each; `count`: how often each is worn, where that is known; `wrong` are
        marked."""
        self.blockSignals(True)
        self.setHeaderLabels(_COLUMNS[kind])
        self.headerItem().setTextAlignment(2, _RIGHT)
        self.setAccessibleName(_COLUMNS[kind][0] + "s")
        # Rows are written over rather than made anew, which takes far longer.
        while self.topLevelItemCount() > len(parts):
            self.takeTopLevelItem(len(parts))
        current = 0
        for row, part in enumerate(parts):
            item = self.topLevelItem(row) or QTreeWidgetItem(self)
            item.setData(0, _ID, part.id)
            self.write_row(item, part, count, part.id in wrong)
            if part.id == chosen:
                current = row
        shown = self.topLevelItem(current)
        if shown is not None:
            self.setCurrentItem(shown)
        self.blockSignals(False)

    def write_row(
        self,
        item: QTreeWidgetItem,
        part: Part,
        count: Callable[[str], int] | None,
        is_wrong: bool,
    ) -> None:
        """Write what a row says."""
        item.setIcon(0, _swatch(part) if isinstance(part, SpanLabel | RelationLabel) else QIcon())
        name = one_line(part.name, 60) + (" (retired)" if part.is_retired else "")
        item.setText(0, name)
        item.setToolTip(0, plain_tooltip(part.name))
        item.setText(1, _beside(part))
        item.setText(2, f"{count(part.id):,}" if count else "")
        item.setTextAlignment(2, _RIGHT)
        colours = current_colours()
        ink = colours.bad if is_wrong else colours.muted if part.is_retired else colours.text
        item.setForeground(0, QColor(ink))
        for column in (1, 2):
            item.setForeground(column, QColor(colours.muted))

    # ---- the mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position().toPoint()
        is_row = event.button() == Qt.MouseButton.LeftButton and self.itemAt(place) is not None
        self._pressed = place if is_row else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take a row along: it takes the place of the one that the pointer is over."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        if not self._dragged:
            if (place - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragged = self.chosen
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._drag_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go()
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let go where the pointer is taken away in between."""
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self._let_go()
        return super().event(event)

    def _drag_to(self, place: QPoint) -> None:
        over = self.indexAt(QPoint(1, place.y())).row()
        if over < 0 and place.y() > 0:
            over = self.topLevelItemCount() - 1
        if self.chosen == self._dragged and over != self.currentIndex().row():
            self.moved.emit(self._dragged, max(0, over))
            self.scrollTo(self.currentIndex())

    def _let_go(self) -> None:
        self._pressed, self._dragged = None, ""
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of what is dragged before it closes anything."""
        if event.key() == Qt.Key.Key_Escape and self._dragged:
            self._let_go()
            return
        super().keyPressEvent(event)


def _swatch(label: SpanLabel | RelationLabel) -> QIcon:
    """Return a label's colour as it is drawn; chosen or not it is the same."""
    swatch = QPixmap(_SWATCH, _SWATCH)
    swatch.fill(QColor(chip_colours(label.colour, current_colours()).ink))
    icon = QIcon(swatch)
    icon.addPixmap(swatch, QIcon.Mode.Selected)
    return icon


def _beside(part: Part) -> str:
    """Return what stands beside a name."""
    if isinstance(part, Attribute):
        return TARGET_WORDS[part.applies_to].lower()
    if isinstance(part, DocumentLabel):
        return one_line(part.group, 24)
    return part.key.upper()
