"""How a row of the article list is laid out, as words and numbers; and what it paints."""

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.project.rows import DocumentRow
from annotator.ui.models.articles import RowRole
from annotator.ui.panels.article_delegate import ArticleDelegate, facts_line, paint_status
from annotator.ui.theme import LIGHT

ROW = DocumentRow(1, "a", "Title", "Harbour Gazette", "2017-01-24", 9, "new", 41, 0)


@pytest.fixture
def metrics(qapp):
    """Metrics of the application's font."""
    return QFontMetrics(QFont())


def test_facts_in_full(metrics):
    assert facts_line(ROW, metrics, 2000) == "Harbour Gazette · 24 Jan 2017 · 41 spans"


def test_the_source_gives_way_first(metrics):
    width = metrics.horizontalAdvance("Harb… · 24 Jan 2017 · 41 spans") + 4
    line = facts_line(ROW, metrics, width)
    assert line.endswith("… · 24 Jan 2017 · 41 spans")
    assert metrics.horizontalAdvance(line) <= width


def test_a_narrow_row_is_never_overrun(metrics):
    for width in range(10, 300, 7):
        assert metrics.horizontalAdvance(facts_line(ROW, metrics, width)) <= max(width, 12)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"source": ""}, "24 Jan 2017 · 41 spans"),
        ({"published": "", "spans": 0}, "Harbour Gazette"),
        ({"source": "", "published": "", "spans": 0}, ""),
        ({"source": "a\nb", "published": "", "spans": 1}, "a b · 1 span"),
    ],
)
def test_facts_that_are_not_known_leave_no_gap(metrics, parts, line):
    assert facts_line(ROW._replace(**parts), metrics, 2000) == line


def test_all_rows_have_one_height(qapp):
    delegate, option = ArticleDelegate(), QStyleOptionViewItem()
    option.font = QFont()
    heights = {delegate.sizeHint(option, None).height() for _ in range(3)}
    assert len(heights) == 1
    option.font.setPointSizeF(option.font.pointSizeF() * 2)
    assert delegate.sizeHint(option, None).height() > heights.pop()


def inked(status):
    """Return how many pixels a status dot paints."""
    image = QImage(12, 12, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_status(painter, QPointF(6, 6), status, LIGHT)
    painter.end()
    pixels = (image.pixelColor(x, y) for x in range(12) for y in range(12))
    return sum(pixel.alpha() > 127 for pixel in pixels)


def test_status_differs_by_shape_and_not_by_colour_alone(qapp):
    new, begun, done = (inked(status) for status in ("new", "in_progress", "finished"))
    assert 0 < new < begun < done


def first_ink(title):
    """Return the first row of pixels in which a row of the list is painted."""
    model = QStandardItemModel(1, 1)
    model.setData(model.index(0, 0), ROW._replace(title=title, source=""), RowRole)
    delegate, option = ArticleDelegate(), QStyleOptionViewItem()
    option.font = QFont()
    option.rect = QRect(0, 0, 260, delegate.sizeHint(option, None).height())
    image = QImage(260, option.rect.height(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return next(
        y for y in range(image.height()) if any(image.pixelColor(x, y).alpha() for x in range(260))
    )


def test_short_titles_begin_where_long_ones_do(qapp):
    assert first_ink("Harbour") == first_ink("Harbour council " * 5)
