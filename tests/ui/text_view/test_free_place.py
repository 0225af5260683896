"""Lists stand where they hide no hint and no target, and inside the window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from annotator.ui.text_view.choices import ChoiceList
from annotator.ui.text_view.free_place import Taken, find_place, standing_of
from tests.builders import TEXT, make_span

AREA = QRect(0, 0, 600, 400)
LIST = QSize(200, 100)


def overlaps(place, size, one):
    return (
        place.x() < one.right
        and place.x() + size.width() > one.left
        and place.y() < one.bottom
        and place.y() + size.height() > one.top
    )


def test_a_free_place_is_taken_as_it_was_wanted():
    assert find_place(LIST, AREA, QPoint(50, 60), [Taken(300, 0, 600, 400)]) == (QPoint(50, 60), 0)


def test_it_goes_above_where_below_is_a_target():
    taken = [Taken(0, 200, 600, 400)]
    place, hidden = find_place(LIST, AREA, QPoint(50, 210), taken)
    assert hidden == 0
    assert not overlaps(place, LIST, taken[0])


def test_where_nothing_is_free_it_hides_least():
    taken = [Taken(0, 0, 600, 300), Taken(0, 300, 600, 330)]
    place, hidden = find_place(LIST, AREA, QPoint(0, 0), taken)
    assert place.y() == 296
    assert hidden == 200 * 34


@given(
    st.integers(20, 900),
    st.integers(20, 900),
    st.integers(-50, 1000),
    st.integers(-50, 1000),
)
def test_it_is_always_inside(width, height, x, y):
    area = QRect(0, 0, max(LIST.width() + 8, width), max(LIST.height() + 8, height))
    place, _ = find_place(LIST, area, QPoint(x, y), [Taken(0, 0, 300, 300)])
    assert area.contains(QRect(place, LIST))


def shown_list(desk):
    lists = [one for one in desk.view.findChildren(ChoiceList) if one.isVisible()]
    return lists[-1] if lists else None


def hidden_by_list(desk, spans):
    rows = shown_list(desk)
    return [one for one in standing_of(desk.view, spans) if overlaps(rows.pos(), rows.size(), one)]


@pytest.mark.parametrize(("width", "height"), [(900, 600), (340, 480)])
def test_the_peek_list_hides_no_hint_and_is_whole(desk, width, height):
    lines = "".join(f"Then ship {n} left the port.\n" for n in range(80))
    text = "Alva spoke.\n" + lines
    near = [make_span(text, f"ship {n} ", "o", f"near{n}") for n in (0, 2, 8, 9, 10)]
    far = [make_span(text, f"ship {n} ", "o", f"far{n}") for n in range(60, 70)]
    desk.show_text(text, make_span(text, "Alva", "p", "a"), *near, *far)
    desk.view.resize(width, height)
    desk.settle()
    desk.selection.select_spans(["a"])
    desk.view.start_relation()
    rows = shown_list(desk)
    assert desk.view.viewport().rect().contains(rows.geometry())
    assert hidden_by_list(desk, {"a", *desk.view.relating.hints()}) == []


def test_the_list_shows_fewer_rows_where_more_would_hide_hints(desk):
    lines = "".join(f"Then ship {n} left the port for the winter.\n" for n in range(80))
    text = "Alva spoke.\n" + lines
    near = [make_span(text, "ship 0 ", "o", "near")]
    far = [make_span(text, f"ship {n} ", "o", f"far{n}") for n in range(60, 70)]
    desk.show_text(text, make_span(text, "Alva", "p", "a"), *near, *far)
    desk.view.resize(340, 330)
    desk.settle()
    below = max(one.bottom for one in standing_of(desk.view, {"near"}))
    desk.view.resize(340, int(below) + 160)
    desk.selection.select_spans(["a"])
    desk.view.start_relation()
    rows = shown_list(desk)
    assert hidden_by_list(desk, {"a", *desk.view.relating.hints()}) == []
    full = ChoiceList("x", rows.choices, desk.view.colours, desk.view.viewport(), most_rows=5)
    assert rows.height() < full.sizeHint().height()
    for _ in range(5):
        desk.key(Qt.Key.Key_Down)
    assert rows.current == 4


def test_the_choice_of_a_relation_shows_both_ends_and_names_the_far_one_once(desk):
    desk.show_text(
        TEXT,
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "Norrow Lines", "o", "norrow"),
    )
    desk.selection.select_spans(["varga"])
    desk.view.start_relation()
    desk.type(desk.view.relating.hints()["norrow"])
    rows = shown_list(desk)
    assert hidden_by_list(desk, {"varga", "norrow"}) == []
    assert "Norrow Lines" in rows.accessibleName()
    assert [row.detail for row in rows.choices] == ["→"] * len(rows.choices)
