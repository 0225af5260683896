"""The pills above the article list: All, Mine, To do, In progress, Done, Disputed, To check, Set
aside, each with its number."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from annotator.project.rows import DocumentFilter
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import STATUS_WORDS, locale, short_count
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours, theme

FILTERS: tuple[tuple[DocumentFilter, str], ...] = (
    ("all", "All"),
    ("mine", "Mine"),
    ("new", STATUS_WORDS["new"]),
    ("in_progress", STATUS_WORDS["in_progress"]),
    ("finished", STATUS_WORDS["finished"]),
    ("disputed", "Disputed"),
    ("doubtful", "To check"),
    ("hidden", "Set aside"),
)
_SOMETIMES: tuple[DocumentFilter, ...] = ("mine", "disputed", "doubtful", "hidden")

PADDINGS = (14, 12, 10, 8, 6)
"""Free room beside the words of a pill: the widest with which all stand in one row."""
_GAP = 3


class FilterChip(QAbstractButton):
    """One pill; filled while it is the one chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = name
        self._padding = PADDINGS[0]
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

    def set_name(self, name: str) -> None:
        """Be called otherwise; without a number until one is set."""
        if name != self._name:
            self._name = name
            self.set_count(None)

    def set_count(self, count: int | None) -> None:
        """Show a number behind the name, shortened where it is long; None shows none."""
        number = "" if count is None else short_count(count)
        whole = "" if count is None else locale().toString(count)
        self._words = f"{self._name} {number}".strip()
        self.setAccessibleName(f"{self._name} {whole}".strip())
        self.setToolTip("" if number == whole else plain_tooltip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def words_width(self) -> int:
        """Return how wide the words are."""
        return QFontMetrics(small_font(self.font())).horizontalAdvance(self._words)

    def set_padding(self, padding: int) -> None:
        """Leave so many pixels free beside the words, both sides together."""
        if padding != self._padding:
            self._padding = padding
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for the words."""
        height = QFontMetrics(small_font(self.font())).height()
        return QSize(self.words_width() + self._padding, height + 8)

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words, which are elided then."""
        return self.sizeHint().boundedTo(QSize(32, 100))

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
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)


class FilterChips(QWidget):
    """All pills, one of them chosen; they get slimmer, then wrap, where room is short."""

    filter_requested = Signal(str)
    """A `DocumentFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filter articles by status")
        layout = FlowLayout(self, spacing=_GAP)
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
        for which in _SOMETIMES:
            self._chips[which].hide()

    def chip(self, which: DocumentFilter) -> FilterChip:
        """Return the pill of a filter."""
        return self._chips[which]

    def choose(self, which: DocumentFilter) -> None:
        """Fill the pill of a filter, which is shown from now on; nothing is asked for."""
        self._chips[which].setChecked(True)
        self._chips[which].show()
        self._fit()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many articles each filter has; "all" needs no number, the search says it.

        "mine" is there only where something has been assigned to me, and counts what of it is not
        done; "disputed" only where people have labelled the same article, "doubtful" only where
        spans of mine are to be looked at, "hidden" only where articles were set aside or removed.
        """
        for which, chip in self._chips.items():
            if which != "all":
                chip.set_count(counts.get("mine_open" if which == "mine" else which, 0))
        for which in _SOMETIMES:
            chip = self._chips[which]
            chip.setVisible(which in counts or chip.isChecked())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pills as wide as the room allows."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        chips = [one for one in self._chips.values() if not one.isHidden()]
        least = sum(chip.words_width() for chip in chips) + _GAP * (len(chips) - 1)
        room = (self.width() - least) // len(chips)
        padding = next((one for one in PADDINGS if one <= room), PADDINGS[0])
        for chip in chips:
            chip.set_padding(padding)
