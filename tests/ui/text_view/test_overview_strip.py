"""The strip beside the text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.ui.text_view.overview_strip import OverviewStrip
from tests.builders import make_span

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
