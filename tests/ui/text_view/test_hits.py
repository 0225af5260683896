"""Search hits in the text and in the strip: seen by colour and by form."""

import pytest
from PySide6.QtGui import QColor

from annotator.model.span import Span
from annotator.ui.text_view.colours import DARK, LIGHT, contrast, hit_edge
from annotator.ui.text_view.look import Disputed
from annotator.ui.text_view.overview_strip import OverviewStrip

LONG = "\n".join(
    f"Paragraph {n}: the harbour office of Norrow said nothing new." for n in range(300)
)


def places(text, words):
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


@pytest.fixture
def strip(desk, qtbot):
    desk.show_text(LONG)
    strip = OverviewStrip(desk.view)
    qtbot.addWidget(strip)
    strip.resize(20, 600)
    strip.show()
    return strip


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_hits_can_be_read_and_seen(colours):
    assert contrast(colours.text, colours.find) >= 4.5
    assert contrast(colours.muted, colours.find) >= 4.5
    assert contrast(hit_edge(colours), colours.background) >= 3
    assert contrast(hit_edge(colours), colours.find) >= 2


def columns_of(image, colour, x):
    wanted = QColor(colour).rgb()
    return [y for y in range(image.height()) if image.pixel(x, y) == wanted]


def test_hits_are_notches_at_the_edge_where_they_stand(desk, strip):
    hits = places(LONG, "Paragraph 100:") + places(LONG, "Paragraph 200:")
    desk.view.set_hits(hits)
    image = strip.grab().toImage()
    rows = columns_of(image, hit_edge(desk.view.colours), 1)
    for start, _ in hits:
        assert any(abs(row - strip.place_of(start)) <= 2 for row in rows)
    assert len(rows) <= 6
    desk.view.set_hits(())
    assert columns_of(strip.grab().toImage(), hit_edge(desk.view.colours), 1) == []


def test_the_selected_hit_is_an_arrow(desk, strip):
    hits = places(LONG, "Norrow")
    desk.view.set_hits(hits)
    y = round(strip.place_of(hits[150][0])) + 1
    edge = hit_edge(desk.view.colours)

    def is_filled(x):
        return bool({y - 1, y, y + 1} & set(columns_of(strip.grab().toImage(), edge, x)))

    assert not is_filled(3)
    desk.selection.select_text(*hits[150])
    assert is_filled(3)
    desk.selection.set_caret(0)
    assert not is_filled(3)


def test_differences_are_notches_at_the_other_edge_and_that_one_is_at_is_an_arrow(desk, strip):
    spans = [Span(f"s{n}", "p", (place,)) for n, place in enumerate(places(LONG, "harbour"))]
    desk.show_text(LONG, *spans)
    waiting = tuple(spans[n].fragments[0] for n in (50, 150, 250))
    edge, right = hit_edge(desk.view.colours), strip.width() - 2
    assert columns_of(strip.grab().toImage(), edge, right) == []
    here = spans[150]
    desk.view.show_disputed(
        Disputed(frozenset({"s50", "s150"}), waiting, frozenset({"s150"}), here.fragments)
    )
    image = strip.grab().toImage()
    rows = columns_of(image, edge, right)
    for start, _ in waiting:
        assert any(abs(row - strip.place_of(start)) <= 3 for row in rows)
    deep = columns_of(image, edge, strip.width() - 5)
    assert deep, "the arrow"
    assert all(abs(row - strip.place_of(here.start)) <= 5 for row in deep)
    quiet = QColor(desk.view.colours.faint).rgb()
    assert sum(image.pixel(10, y) == quiet for y in range(image.height())) > 100, "agreed on"
    desk.view.show_disputed(None)
    assert columns_of(strip.grab().toImage(), edge, right) == []


def test_of_thousands_of_hits_only_what_has_room_is_looked_at(desk, strip):
    hits = tuple((place, place + 1) for place in range(0, len(LONG) - 1, 2))
    asked = []
    place = strip._place
    strip._place = lambda *args: asked.append(1) or place(*args)
    desk.view.set_hits(hits)
    strip.grab()
    assert 0 < len(asked) < 700 < len(hits)
    asked.clear()
    strip.grab()
    assert len(asked) < 10


def edges(desk, offset, colour):
    """How many pixels right of a character's left edge have this colour."""
    rect = desk.view.caret_rect(offset)
    image = desk.view.viewport().grab().toImage()
    wanted = QColor(colour).rgb()
    y = round(rect.center().y())
    return sum(image.pixel(round(rect.left()) + dx, y) == wanted for dx in range(-1, 4))


def test_hits_have_an_edge_in_the_text_and_the_selected_one_a_thick_one(desk):
    desk.show_text("The ferry and the ferry.")
    first, second = places(desk.document.text, "ferry")
    edge, ring = hit_edge(desk.view.colours), desk.view.colours.ring
    assert edges(desk, first[0], edge) == 0
    desk.view.set_hits((first, second))
    desk.selection.select_text(*second)
    assert edges(desk, first[0], edge) == 1
    assert edges(desk, second[0], ring) == 2, "as all that is selected has a ring"
    desk.view.set_hits(())
    assert edges(desk, second[0], ring) == 0


def test_who_listens_hears_of_other_hits(desk, qtbot):
    with qtbot.waitSignal(desk.view.hits_changed):
        desk.view.set_hits(((0, 3),))
    assert desk.view.hits == ((0, 3),)
