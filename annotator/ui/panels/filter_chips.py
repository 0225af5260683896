"""The pills above the article list: All, To do, In progress, Done, each with its number."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from annotator.project.rows import DocumentFilter
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import STATUS_WORDS, locale
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.theme import current_colours, theme

FILTERS: tuple[tuple[DocumentFilter, str], ...] = (
    ("all", "All"),
    ("new", STATUS_WORDS["new"]),
    ("in_progress", STATUS_WORDS["in_progress"]),
    ("finished", STATUS_WORDS["finished"]),
)


class FilterChip(QAbstractButton):
    """One pill; filled while it is the one chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = name
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self.update)

    @property
    def words(self) -> str:
        """What stands on the pill."""
        return self._words

    def set_count(self, count: int | None) -> None:
        """Show a number behind the name; None shows none."""
        number = "" if count is None else locale().toString(count)
        self._words = f"{self._name} {number}".strip()
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words."""
        metrics = QFontMetrics(small_font(self.font()))
        return QSize(metrics.horizontalAdvance(self._words) + 14, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words, which are elided then."""
        return QSize(32, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = frame.height() / 2
        ground, edge, ink = "", colours.border, colours.muted
        if self.isChecked():
            ground, edge, ink = colours.accent_soft, colours.accent_soft, colours.text
        elif self.underMouse():
            ground = colours.hover
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else edge), 1))
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, radius, radius)
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(ink))
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)


class FilterChips(QWidget):
    """All pills, one of them chosen; they wrap where room is short."""

    filter_requested = Signal(str)
    """A `DocumentFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filter articles by status")
        layout = FlowLayout(self, spacing=4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips: dict[str, FilterChip] = {}
        for which, name in FILTERS:
            chip = FilterChip(name, self)
            chip.clicked.connect(lambda _=False, which=which: self.filter_requested.emit(which))
            self._group.addButton(chip)
            self._chips[which] = chip
            layout.addWidget(chip)
        self._chips["all"].setChecked(True)

    def chip(self, which: DocumentFilter) -> FilterChip:
        """Return the pill of a filter."""
        return self._chips[which]

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many articles each filter has; "all" needs no number, the search says it."""
        for which, chip in self._chips.items():
            if which != "all":
                chip.set_count(counts.get(which, 0))
