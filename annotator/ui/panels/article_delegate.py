"""How one article looks in the list: status dot, title in up to two lines, a line of facts."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.model.annotation_set import Status
from annotator.project.rows import DocumentRow
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import one_line, tail_words, title_words
from annotator.ui.models.articles import RowRole
from annotator.ui.panels.wrapped_text import is_right_to_left, wrap_lines
from annotator.ui.theme import Colours, current_colours

_MARGIN = 10
"""Between the edge of the list and a row's background."""
_PADDING = 9
_DOT_COLUMN = 28
_TITLE_LINES = 2
_AnyIndex = QModelIndex | QPersistentModelIndex


class ArticleDelegate(QStyledItemDelegate):
    """Paints rows that are all of one height, so that a list of 100,000 need not be measured."""

    open_document: str | None = None
    """The id of the article that stands open, whose row is highlighted."""
    has_length: bool = False
    """Whether rows say how long the articles are: what they are sorted by is to be seen."""
    has_several: bool = False
    """Whether several rows are chosen; they are highlighted then, with an edge besides."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """Return the height of two lines of title and one of facts."""
        title = QFontMetrics(option.font)
        facts = QFontMetrics(small_font(option.font))
        height = _TITLE_LINES * title.lineSpacing() + facts.lineSpacing() + 2 * _PADDING + 2
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint a row."""
        row: DocumentRow | None = index.data(RowRole)
        if row is None:
            return
        colours = current_colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = _frame_of(option)
        self._paint_background(painter, option, frame, row.id == self.open_document, colours)
        inside = frame.adjusted(_DOT_COLUMN, _PADDING - 1, -_PADDING, 1 - _PADDING)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            inside = frame.adjusted(_PADDING, _PADDING - 1, -_DOT_COLUMN, 1 - _PADDING)
        self._paint_words(painter, option, inside, frame, row, colours)
        painter.restore()

    def _paint_background(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        frame: QRect,
        is_open: bool,
        colours: Colours,
    ) -> None:
        ground = ""
        is_chosen = self.has_several and bool(option.state & QStyle.StateFlag.State_Selected)
        if is_open or is_chosen:
            ground = colours.accent_soft
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = colours.hover
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(frame, 6, 6)
        if is_chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(_edge_of(frame, option.direction), 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(frame).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        frame: QRect,
        row: DocumentRow,
        colours: Colours,
    ) -> None:
        title_metrics = QFontMetrics(option.font)
        facts_font = small_font(option.font)
        facts_metrics = QFontMetrics(facts_font)
        lines = wrap_lines(title_words(row), option.font, inside.width(), _TITLE_LINES)
        facts = facts_line(row, facts_metrics, inside.width(), has_length=self.has_length)
        alignment = Qt.AlignmentFlag.AlignVCenter | _side_of(title_words(row), option.direction)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        line = QRect(inside.left(), inside.top(), inside.width(), title_metrics.lineSpacing())
        paint_status(painter, _dot_place(frame, line, option.direction), row.status, colours)
        painter.setPen(QColor(colours.text))
        for words in lines:
            painter.drawText(line, alignment, words)
            line.translate(0, title_metrics.lineSpacing())
        line.translate(0, 2)
        line.setHeight(facts_metrics.lineSpacing())
        painter.setFont(facts_font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, alignment, facts)


def _frame_of(option: QStyleOptionViewItem) -> QRect:
    """Return the rounded background of a row; beside a scroll bar it needs no margin."""
    view = option.widget
    has_bar = isinstance(view, QAbstractScrollArea) and view.verticalScrollBar().isVisible()
    near, far = _MARGIN, 2 if has_bar else _MARGIN
    if option.direction == Qt.LayoutDirection.RightToLeft:
        near, far = far, near
    return option.rect.adjusted(near, 1, -far, -1)


def _edge_of(frame: QRect, direction: Qt.LayoutDirection) -> QRectF:
    """Return the firm line at the side where reading begins: chosen is not told by a tint alone."""
    edge = QRectF(frame).adjusted(2, 6, 0, -6)
    if direction == Qt.LayoutDirection.RightToLeft:
        edge.setLeft(frame.right() - 4)
    edge.setWidth(3)
    return edge


def facts_line(
    row: DocumentRow, metrics: QFontMetrics, width: int, *, has_length: bool = False
) -> str:
    """Return "source · 24 Jan 2017 · 41 spans", with the length before the spans where that is
    asked for; where room is short the source gives way."""
    tail = tail_words(row, has_length=has_length)
    source = one_line(row.source, 200)
    if not source:
        return metrics.elidedText(tail, Qt.TextElideMode.ElideRight, width)
    joined = f" · {tail}" if tail else ""
    room = width - metrics.horizontalAdvance(joined)
    shown = metrics.elidedText(source, Qt.TextElideMode.ElideRight, max(room, width // 4))
    return metrics.elidedText(shown + joined, Qt.TextElideMode.ElideRight, width)


def paint_status(painter: QPainter, centre: QPointF, status: Status, colours: Colours) -> None:
    """Paint the dot: empty (new), half full (in progress), full and green (finished)."""
    radius = 3.5
    circle = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status == "new":
        painter.setPen(QPen(QColor(colours.faint), 1.2))
        painter.drawEllipse(circle)
    elif status == "in_progress":
        painter.setPen(QPen(QColor(colours.accent), 1.2))
        painter.drawEllipse(circle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawPie(circle, 90 * 16, 180 * 16)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.good))
        painter.drawEllipse(circle.adjusted(-0.5, -0.5, 0.5, 0.5))


def _dot_place(frame: QRect, line: QRect, direction: Qt.LayoutDirection) -> QPointF:
    x = frame.left() + _DOT_COLUMN / 2
    if direction == Qt.LayoutDirection.RightToLeft:
        x = frame.right() - _DOT_COLUMN / 2
    return QPointF(x, line.center().y() + 1)


def _side_of(title: str, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Return the side where a title of its own writing direction starts.

    `drawText` mirrors left and right where the painter's direction is right to left.
    """
    if is_right_to_left(title) != (direction == Qt.LayoutDirection.RightToLeft):
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft
