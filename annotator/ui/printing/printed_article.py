"""An article laid out for paper: its sheets one by one, with a head, a legend and a foot."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPageSize, QPainter

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.fonts import interface_font
from annotator.ui.models.article_words import count_words, locale, title_words_of
from annotator.ui.printing.paper_painter import PaperPainter, draw_words
from annotator.ui.printing.sheets import Sheet, break_into_sheets
from annotator.ui.text_view.blocks import WHOLE_BLOCK_KINDS
from annotator.ui.text_view.colours import LIGHT
from annotator.ui.text_view.density import Density
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.laid import LaidBlock
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.ordering import order_article
from annotator.ui.text_view.repainting import Patch
from annotator.ui.text_view.substitution import shown_text
from annotator.ui.text_view.typography import Typography

POINTS = 11.0
_SMALL = 8.0
_MARGINS = QMarginsF(62, 52, 62, 56)
"""Points around the text."""
_FOOT = 24.0
"""Points from the text down to the foot."""
_AFTER_HEAD = 12.0
_CHIP_PADDING, _CHIP_GAP = 4.0, 10.0
_LARGEST_LEGEND = 0.3
"""Of the height of a sheet."""
_OVERHANG = 40.0
"""Pixels that dotted lines and arrows may reach into the margin."""
_HEADINGS = WHOLE_BLOCK_KINDS - {"caption", "credit"}


@dataclass(frozen=True, slots=True)
class ToPrint:
    """What is put on paper, frozen."""

    document: Document
    annotation_set: AnnotationSet
    label_set: LabelSet
    annotator: str
    """Whose labels these are."""
    second: tuple[AnnotationSet, str] | None = None
    """What stands below the lines, and whose it is."""
    family: str = "Noto Serif"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """How it is put on paper."""

    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
    has_names: bool = True
    has_arcs: bool = True


class PrintedArticle:
    """Lays an article out at the width of a sheet. For one thread, whichever it is."""

    def __init__(self, article: ToPrint, choice: PrintChoice, dpi: float) -> None:
        """`dpi`: pixels in an inch by which fonts are measured, those of the screen."""
        self._article = article
        self._scale = dpi / 72
        """Pixels in a point."""
        size = QPageSize(choice.size).size(QPageSize.Unit.Point)
        self.size = QSizeF(size) * self._scale
        """Of a sheet, in pixels."""
        margins = _MARGINS * self._scale
        self._area = QRectF(0, 0, self.size.width(), self.size.height()).marginsRemoved(margins)
        self._small = interface_font(_SMALL)
        self._metrics = QFontMetricsF(self._small)
        kind = Typography(article.family, POINTS, article.document.meta.language)
        density = Density(
            "always" if choice.has_names else "never", "all" if choice.has_arcs else "none"
        )
        second = None if article.second is None else article.second[0]
        self._galley = Galley(
            article.document,
            article.annotation_set,
            article.label_set,
            kind,
            LIGHT,
            float(int(self._area.width())),
            density,
            order_article(article.document, article.annotation_set, second),
        )
        self._galley.show_second(second)
        self._painter = PaperPainter(LIGHT, article.label_set, kind)
        self._title = title_words_of(article.document)
        self._legend = self._lay_legend()
        self._head = self._height_of_head()

    # ---- sheets ------------------------------------------------------------------------------

    @property
    def blocks(self) -> int:
        """How many blocks the article has."""
        return len(self._galley.blocks)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets, each laid out when it is asked for; there is always one."""
        room = self._area.height()
        found = break_into_sheets(self._laid_blocks(), room, room - self._head)
        first = next(found, Sheet(()))
        yield first
        yield from found

    def _laid_blocks(self) -> Iterator[tuple[LaidBlock, bool]]:
        for number, block in enumerate(self._galley.blocks):
            yield self._galley.laid(number), block.kind in _HEADINGS

    def paint(self, painter: QPainter, sheet: Sheet, number: int, count: int | None) -> None:
        """Paint a sheet, in pixels; `number` from 1 of `count`, None where nobody knows yet."""
        y, room = self._area.top(), self._area.height()
        if number == 1:
            self._paint_head(painter)
            y, room = y + self._head, room - self._head
        painter.save()
        painter.translate(self._area.left(), y)
        if sheet.height > room:
            # A line alone that is higher than paper is: all of it, smaller.
            painter.scale(room / sheet.height, room / sheet.height)
        for piece in sheet.pieces:
            painter.save()
            wide = self._area.width() + 2 * _OVERHANG
            painter.setClipRect(QRectF(-_OVERHANG, 0, wide, piece.bottom - piece.top))
            painter.translate(0, -piece.top)
            block = self._galley.laid(piece.block)
            self._painter.paint(painter, block, [Patch(piece.top, piece.bottom)], Look())
            painter.restore()
            painter.translate(0, piece.bottom - piece.top)
        painter.restore()
        self._paint_foot(painter, number, count)

    # ---- head and foot -------------------------------------------------------------------------

    def _whose(self) -> str:
        """Return whose labels stand on the sheets, in a line."""
        mine = self._article.annotation_set
        name = shown_text(self._article.annotator)
        words = f"{name}: " if name else ""
        words += count_words(len(mine.spans), "span")
        words += f", {count_words(len(mine.relations), 'relation')}"
        if self._article.second is not None:
            other, whose = self._article.second
            spans = count_words(len(other.spans), "span")
            words += f". Below the lines, {shown_text(whose)}: {spans}"
        return words

    def _used(self) -> list[tuple[str, str, str]]:
        """Return name, count and colour of the labels that are used, in the order of the set."""
        sets = [self._article.annotation_set]
        if self._article.second is not None:
            sets.append(self._article.second[0])
        counts = Counter(one.label for each in sets for one in each.spans.values())
        counts.update(one.label for each in sets for one in each.relations.values())
        known: list[SpanLabel | RelationLabel] = [
            *self._article.label_set.span_labels,
            *self._article.label_set.relation_labels,
        ]
        return [
            (shown_text(one.name), locale().toString(counts[one.id]), one.id)
            for one in known
            if counts[one.id]
        ]

    def _lay_legend(self) -> list[tuple[QRectF, str, str, str]]:
        """Return where each label of the legend stands, from its top left; name, count, id ("" for
        how many more there are)."""
        placed = []
        height = self._metrics.height() + 4
        x = y = 0.0
        used = self._used()
        for at, (name, count, label) in enumerate(used):
            shown = self._metrics.elidedText(
                name, Qt.TextElideMode.ElideRight, self._area.width() / 2
            )
            wide = self._metrics.horizontalAdvance(f"{shown} {count}") + 2 * _CHIP_PADDING + 3
            if x and x + wide > self._area.width():
                x, y = 0.0, y + height + 5
                if y > self._area.height() * _LARGEST_LEGEND:
                    # An article may wear a hundred labels: the head leaves room for the text.
                    more = f"and {locale().toString(len(used) - at)} more"
                    placed.append((QRectF(x, y, self._area.width(), height), more, "", ""))
                    break
            placed.append((QRectF(x, y, wide, height), shown, count, label))
            x += wide + _CHIP_GAP
        return placed

    def _height_of_head(self) -> float:
        height = self._metrics.height() + 6
        if self._legend:
            height += self._legend[-1][0].bottom()
        return height + _AFTER_HEAD * self._scale

    def _paint_head(self, painter: QPainter) -> None:
        left, top = self._area.left(), self._area.top()
        muted, text = QColor(LIGHT.muted), QColor(LIGHT.text)
        whose = self._metrics.elidedText(
            self._whose(), Qt.TextElideMode.ElideRight, self._area.width()
        )
        draw_words(painter, QPointF(left, top), whose, self._small, muted)
        top += self._metrics.height() + 6
        relations = {one.id for one in self._article.label_set.relation_labels}
        for rect, name, count, label in self._legend:
            chip = rect.translated(left, top)
            if label:
                wears = self._painter.label_colours(label)
                if label not in relations:
                    painter.fillRect(chip, QColor(wears.tint))
                line = QRectF(chip.left(), chip.bottom() - 1.5, chip.width(), 1.5)
                painter.fillRect(line, QColor(wears.strong))
            place = QPointF(chip.left() + _CHIP_PADDING, chip.top() + 1)
            wide = draw_words(painter, place, name, self._small, text)
            draw_words(painter, place + QPointF(wide + 3, 0), count, self._small, muted)

    def _paint_foot(self, painter: QPainter, number: int, count: int | None) -> None:
        muted = QColor(LIGHT.muted)
        page = locale().toString(number)
        if count is not None:
            page = f"{page} of {locale().toString(count)}"
        wide = self._metrics.horizontalAdvance(page)
        y = self._area.bottom() + _FOOT * self._scale - self._metrics.height() / 2
        room = self._area.width() - wide - 20
        title = self._metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        draw_words(painter, QPointF(self._area.left(), y), title, self._small, muted)
        draw_words(painter, QPointF(self._area.right() - wide, y), page, self._small, muted)
