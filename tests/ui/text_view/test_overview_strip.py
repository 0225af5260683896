"""The strip beside the text."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.span import Span
from annotator.ui.text_view.colours import DARK
from annotator.ui.text_view.overview_strip import OverviewStrip
from tests.builders import make_span
from tests.ui.text_view.desk import NONE

LONG = "\n".join(
    f"Paragraph {n}: the harbour office of Norrow said nothing new." for n in range(300)
)


@pytest.fixture
def strip(desk, qtbot):
    desk.show_text(
        LONG, make_span(LONG, "Norrow", "p", "a", 10), make_span(LONG, "Norrow", "o", "b", 280)
    )
    strip = OverviewStrip(desk.view)
    qtbot.addWidget(strip)
    strip.resize(20, 600)
    strip.show()
    return strip


def test_ticks_wear_the_colours_of_their_labels(desk, strip):
    image = strip.grab().toImage()
    for id, label in (("a", "p"), ("b", "o")):
        y = strip.place_of(desk.set.spans[id].start)
        wanted = desk.view.painter.label_colours(label).strong
        seen = {image.pixelColor(10, round(y) + dy).name() for dy in (-2, -1, 0, 1, 2)}
        assert wanted in seen


def test_places_follow_the_order_of_the_text(strip):
    places = [strip.place_of(LONG.index(f"Paragraph {n}:")) for n in range(0, 300, 30)]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 600


def test_a_click_goes_there(desk, strip):
    target = LONG.index("Paragraph 200:")
    QTest.mouseClick(
        strip, Qt.MouseButton.LeftButton, pos=QPoint(10, round(strip.place_of(target)))
    )
    start, end = desk.view.visible_range()
    assert start <= target < end


def test_dragging_scrolls_along(desk, strip):
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, 100))
    first = desk.view.visible_range()[0]
    QTest.mouseMove(strip, QPoint(10, 400))
    desk.qtbot.waitUntil(lambda: desk.view.visible_range()[0] > first)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, 400))


def test_without_an_article_it_is_empty(desk, strip):
    desk.view.clear_document()
    strip.grab()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, 50))


def test_ticks_follow_an_edit_a_little_later(desk, strip, qtbot):
    span = make_span(LONG, "harbour", "r", "new", 150)
    strip.grab()
    desk.view.edit_requested.emit(AddSpan(span))
    wanted = desk.view.painter.label_colours("r").strong

    def is_there():
        image, y = strip.grab().toImage(), round(strip.place_of(span.start))
        return wanted in {image.pixelColor(10, y + dy).name() for dy in (-2, -1, 0, 1, 2)}

    qtbot.waitUntil(is_there)


def test_of_thousands_of_spans_only_what_has_room_is_looked_at(desk, qtbot):
    starts = range(0, len(LONG) - 10, 4)
    spans = [Span(f"s{start}", "p", ((start, start + 3),)) for start in starts]
    desk.show_text(LONG, *spans)
    strip = OverviewStrip(desk.view)
    qtbot.addWidget(strip)
    strip.resize(20, 300)
    asked = []
    first_from = desk.view.index.first_from
    desk.view.index.first_from = lambda offset: asked.append(offset) or first_from(offset)
    strip.grab()
    assert 0 < len(asked) < 400 < len(spans)
    strip.grab()
    assert len(asked) < 400


def test_it_is_the_only_scroll_bar_to_be_seen(desk, strip):
    bar = desk.view.verticalScrollBar()
    desk.view.resize(880, 600)
    assert bar.width() == 0
    assert desk.view.viewport().width() == desk.view.width()
    assert not bar.isHidden()  # screen readers find it
    desk.view.set_colours(DARK)
    QApplication.processEvents()
    assert bar.width() == 0


def test_the_frame_follows_the_hand_that_drags_it(desk, strip, qtbot):
    before = strip.frame()
    y = round(before.center().y())
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, y))
    assert strip.frame() == before
    QTest.mouseMove(strip, QPoint(10, y + 200))
    qtbot.waitUntil(lambda: abs(strip.frame().top() - before.top() - 200) < 12)
    QTest.mouseMove(strip, QPoint(10, y))
    qtbot.waitUntil(lambda: abs(strip.frame().top() - before.top()) < 6)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, y))
    QTest.mouseMove(strip, QPoint(10, y + 200))
    assert abs(strip.frame().top() - before.top()) < 6


def test_the_wheel_turns_over_it(desk, strip):
    bar = desk.view.verticalScrollBar()
    place = QPointF(10, 300)
    event = QWheelEvent(
        place,
        QPointF(strip.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, event)
    assert bar.value() > 0
