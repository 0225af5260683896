"""Another annotator's spans below the text: seen, told of, and never taken for mine."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view.colours import DARK, LIGHT
from tests.builders import TEXT, make_set, make_span
from tests.ui.text_view.desk import CTRL

MINE = make_span(TEXT, "Ilse Varga", "p", "mine")
THEIRS = replace(
    make_set(
        make_span(TEXT, "Ilse Varga", "o", "hers"),
        make_span(TEXT, "Varga", "p", "inner"),
        make_span(TEXT, "Norrow Lines", "o", "norrow"),
        Relation("works", "w", "inner", "norrow"),
    ),
    id="theirs",
    annotator="jonas",
)


@pytest.fixture
def both(desk):
    desk.show_text(TEXT, MINE)
    desk.view.show_second(THEIRS, "Jonas")
    desk.settle()
    return desk


def lines(desk):
    galley = desk.view.galley
    return [line for n in range(len(galley.blocks)) for line in galley.laid(n).lines]


def ribbon_point(desk, span):
    galley = desk.view.galley
    for number in range(len(galley.blocks)):
        for line in galley.laid(number).lines:
            for one in line.ribbons:
                if one.span == span:
                    x = desk.view.column_left() + (one.left + one.right) / 2
                    return QPointF(x, desk.view.top_of(number) + (one.top + one.bottom) / 2)
    raise AssertionError(span)


def test_an_arc_to_the_next_line_runs_beside_the_name_of_a_ribbon(desk):
    text = (
        "Norrow Lines and the harbour council of Norrow met with Ilse Varga and with others. " * 2
    )
    span, other = make_span(text, "council of", "o", "a"), make_span(text, "Ilse", "p", "b", 2)
    desk.show_text(text, span, other, Relation("r", "w", "a", "b"))
    long_name = replace(THEIRS, spans={"x": make_span(text, "council of", "o", "x")})
    desk.view.show_second(replace(long_name, relations={}), "Jonas")
    desk.settle()
    (ribbon,) = [one for line in lines(desk) for one in line.ribbons]
    (wire,) = [one for line in lines(desk) for one in line.wires]
    x, foot = wire.lines[0][0]
    right = ribbon.text_left + ribbon.text_width
    assert ribbon.text_left < (ribbon.left + ribbon.right) / 2 < right, "or nothing is in the way"
    assert not ribbon.text_left - 2 <= x <= right + 2
    assert foot < ribbon.top


def test_ribbons_stand_below_the_text_and_below_all_that_is_mine(both):
    seen = set()
    for line in lines(both):
        for one in line.ribbons:
            seen.add(one.span)
            assert one.top > line.text_top + line.text_height
            assert all(one.top > box.bottom for box in line.boxes)
            assert one.bottom + both.view.typography().name_height <= line.bottom + 0.01
    assert seen == {"hers", "inner", "norrow"}
    assert {box.span for line in lines(both) for box in line.boxes} == {"mine"}


def test_ribbons_that_overlap_lie_apart_and_each_says_its_name(both):
    by_span = {one.span: one for line in lines(both) for one in line.ribbons}
    assert by_span["hers"].top != by_span["inner"].top
    assert by_span["inner"].top < by_span["hers"].top
    assert {one.text for one in by_span.values()} == {"ORGANISATION", "PERSON"}


def test_only_lines_with_ribbons_are_taller_and_clearing_brings_all_back(both):
    with_ribbons = [(line.height, bool(line.ribbons)) for line in lines(both)]
    both.view.clear_second()
    assert both.view.second.annotation_set is None
    bare = [line.height for line in lines(both)]
    for (height, has_ribbons), before in zip(with_ribbons, bare, strict=True):
        assert (height > before) == has_ribbons


def test_a_ribbon_is_picked_as_a_fact_and_nothing_else(both):
    point = ribbon_point(both, "inner")
    picked = both.view.pick_at(point)
    assert (picked.second, picked.spans, picked.name, picked.edge) == ("inner", (), None, None)
    both.click(point)
    assert both.notices == ["Jonas: PERSON “Varga” · works for → Norrow Lines"]
    assert both.selection.spans == ()


def test_the_pointer_on_a_ribbon_is_told_whose_it_is(both):
    no = Qt.MouseButton.NoButton
    both.mouse(QEvent.Type.MouseMove, ribbon_point(both, "norrow"), no, button=no)
    assert "Jonas" in both.view.viewport().toolTip()
    both.mouse(QEvent.Type.MouseMove, both.point_at(both.find("said")), no, button=no)
    assert both.view.viewport().toolTip() == ""


def test_the_keyboard_asks_for_the_facts_too(both):
    both.put_caret(both.find("Norrow") + 1)
    both.view.list_spans_here()
    assert both.notices == ["Jonas: ORGANISATION “Norrow Lines” · works for ← Varga"]
    assert not both.view.relating.is_active
    both.put_caret(both.find("Varga") + 1)
    both.view.list_spans_here()
    assert both.view.relating.is_active
    assert "ORGANISATION “Ilse Varga”" in both.notices[-1]


def test_nothing_of_the_other_can_be_changed(both):
    """Clicks, drags, Tab, Enter, Delete and label keys never reach the other set."""
    for span in ("hers", "inner", "norrow"):
        point = ribbon_point(both, span)
        both.click(point, CTRL)
        both.drag(point, point + QPointF(30, 0))
        both.view.delete_selected()
    assert both.edits == []
    both.put_caret(0)
    both.view.select_next_span()
    assert both.selection.span == "mine"
    both.view.select_next_span()
    assert both.selection.span == "mine"
    both.put_caret(both.find("Norrow") + 1)
    both.view.select_span_at_caret()
    assert not set(both.selection.spans) & set(THEIRS.spans)
    both.put_caret(both.find("Norrow") + 1)
    both.view.label("p")
    assert both.covered()[-1] == ("p", "Norrow")
    assert set(THEIRS.spans) == {"hers", "inner", "norrow"}


def test_labels_switched_off_are_off_for_both(both):
    both.view.set_hidden_labels({"o"})
    assert {one.span for line in lines(both) for one in line.ribbons} == {"inner"}
    both.view.set_hidden_labels(())
    assert len({one.span for line in lines(both) for one in line.ribbons}) == 3


def test_my_edits_leave_the_ribbons_where_they_are(both):
    both.put_caret(both.find("Norrow") + 1)
    both.view.label("o")
    assert {one.span for line in lines(both) for one in line.ribbons} == set(THEIRS.spans)


def test_the_next_article_begins_without_ribbons(both):
    both.show_text(TEXT)
    assert both.view.second.annotation_set is None
    assert not [one for line in lines(both) for one in line.ribbons]


def test_a_set_of_another_article_is_refused(both):
    with pytest.raises(ValueError, match="elsewhere"):
        both.view.show_second(replace(THEIRS, document="elsewhere"), "Jonas")


def test_hostile_names_are_shown_literally(both):
    both.view.show_second(THEIRS, "<b>Jonas</b>\u202e")
    words = both.view.second.words("norrow")
    assert "<b>Jonas</b>" in words
    both.click(ribbon_point(both, "norrow"))
    no = Qt.MouseButton.NoButton
    both.mouse(QEvent.Type.MouseMove, ribbon_point(both, "norrow"), no, button=no)
    assert "<b>" not in both.view.viewport().toolTip() or "&lt;b" in both.view.viewport().toolTip()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ribbon_is_hollow_where_a_span_is_filled(both, colours):
    both.view.set_colours(colours)
    image = both.view.viewport().grab().toImage()
    strong = both.view.painter.label_colours("o").strong
    found = ribbon_point(both, "norrow")
    seen = {
        image.pixelColor(int(found.x()) + dx, int(found.y()) + dy).name()
        for dx in range(-10, 10)
        for dy in range(-3, 4)
    }
    assert strong in seen
    assert colours.background in seen


def test_ribbons_over_lines_are_open_where_they_go_on(desk):
    text = " ".join(["alpha"] * 60)
    desk.show_text(text)
    desk.view.show_second(
        replace(make_set(Span("long", "p", ((0, len(text)),))), id="x", annotator="j"), "J"
    )
    pieces = [one for line in lines(desk) for one in line.ribbons]
    assert len(pieces) > 2
    assert (pieces[0].has_start, pieces[0].has_end) == (True, False)
    assert (pieces[-1].has_start, pieces[-1].has_end) == (False, True)
    assert [bool(one.text) for one in pieces] == [True] + [False] * (len(pieces) - 1)


def test_a_name_of_a_right_to_left_ribbon_ends_at_its_right_end(desk):
    text = "قالت إلسا فارغا إن العبارة ستعود في الصباح الباكر."
    desk.show_text(text, language="ar")
    start = text.index("إلسا")
    span = Span("x", "p", ((start, start + len("إلسا فارغا")),))
    desk.view.show_second(replace(make_set(span), id="x", annotator="j"), "J")
    (one,) = [one for line in lines(desk) for one in line.ribbons]
    assert one.text_left + one.text_width == pytest.approx(one.right)
