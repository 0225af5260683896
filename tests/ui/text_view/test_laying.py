"""How a block is laid out: lanes, names, joins, arcs and stubs where they belong."""

import itertools

import pytest

from annotator.model.document import Section
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import make_span
from tests.ui.text_view.desk import Desk

LINE = "Alva Berg and Nils Orre met the Norrow Lines council in the harbour office."


@pytest.fixture
def lines(desk: Desk):
    def lay(text, *annotations, block=0):
        desk.show_text(text, *annotations)
        return desk.view.galley.laid(block).lines

    return lay


def box_of(line, span):
    return next(box for box in line.boxes if box.span == span)


def test_a_bare_line_is_lower_than_one_with_a_span_and_that_than_one_with_an_arc(lines):
    (bare,) = lines(LINE)
    a, b = make_span(LINE, "Alva Berg", "p", "a"), make_span(LINE, "Norrow Lines", "o", "b")
    (marked,) = lines(LINE, a, b)
    (tied,) = lines(LINE, a, b, Relation("r", "w", "a", "b"))
    assert bare.height < marked.height < tied.height
    assert bare.boxes == bare.names == bare.wires == []


def test_only_lines_that_carry_spans_grow(lines):
    text = " ".join([LINE] * 4)
    bare = [line.height for line in lines(text)]
    marked = [line.height for line in lines(text, make_span(text, "Alva Berg", "p", "a", 2))]
    assert len(bare) == len(marked)
    assert sum(one != other for one, other in zip(bare, marked, strict=True)) == 1


def test_a_contained_span_lies_inside_the_box_of_the_outer_one(lines):
    (line,) = lines(
        LINE,
        make_span(LINE, "Norrow Lines council", "o", "out"),
        make_span(LINE, "Norrow", "p", "in"),
    )
    outer, inner = box_of(line, "out"), box_of(line, "in")
    assert outer.top < inner.top
    assert inner.bottom < outer.bottom
    assert [box.span for box in line.boxes] == ["out", "in"]


def test_stacked_spans_have_an_underline_and_a_name_each(lines):
    spans = [make_span(LINE, "Norrow Lines", label, label) for label in "poc"]
    (line,) = lines(LINE, *spans)
    assert len({box.bottom for box in line.boxes}) == 3
    assert len({name.top for name in line.names}) == 3
    assert sum(name.leader is not None for name in line.names) == 2
    tops = sorted(name.top for name in line.names)
    assert all(b - a >= line.names[0].height for a, b in itertools.pairwise(tops))


def test_lines_from_the_names_of_outer_spans_run_down_beside_the_names_of_inner_ones(lines):
    (line,) = lines(
        LINE,
        make_span(LINE, "Norrow", "p", "in"),
        make_span(LINE, "Norrow Lines", "o", "mid"),
        make_span(LINE, "Norrow Lines council", "c", "out"),
    )
    inner, middle, outer = sorted(line.names, key=lambda name: -name.top)
    assert [name.span for name in (inner, middle, outer)] == ["in", "mid", "out"]
    assert outer.leader[0] <= middle.left - 3
    assert outer.leader[0] < middle.leader[0] <= inner.left - 3
    assert middle.leader[0] < box_of(line, "in").right


def test_what_stands_on_a_span_leaves_room_for_its_ring(lines):
    (line,) = lines(
        LINE,
        make_span(LINE, "Alva Berg", "p", "a"),
        make_span(LINE, "Norrow Lines council", "o", "b"),
        Relation("r", "w", "a", "b"),
    )
    (wire,) = line.wires
    assert wire.arrow[1] <= box_of(line, "b").top - 3


def test_arcs_down_and_arcs_up_do_not_push_each_other_aside(lines):
    """One stands on the span, the other below it: both in its middle."""
    text = " ".join([LINE] * 2)
    laid = lines(
        text,
        make_span(text, "Norrow Lines council", "o", "a"),
        make_span(text, "Alva Berg", "p", "b"),
        make_span(text, "Nils Orre", "p", "c", 2),
        Relation("same", "w", "a", "b"),
        Relation("next", "w", "a", "c"),
    )
    (same,), (step,) = laid[0].wires, laid[1].wires
    box = box_of(laid[0], "a")
    middle = (box.left + box.right) / 2
    assert same.lines[0][0][0] == pytest.approx(middle, abs=8)
    assert step.lines[0][0] == pytest.approx((middle, box.bottom + 3), abs=0.1)


def test_parts_on_one_line_are_joined_by_dots_in_one_lane(lines):
    start, end = LINE.index("Alva"), LINE.index("Norrow")
    (line,) = lines(LINE, Span("d", "p", ((start, start + 4), (end, end + 6))))
    first, last = sorted(line.boxes, key=lambda box: box.left)
    (join,) = line.joins
    assert (join.left, join.right) == (first.right, last.left)
    assert first.bottom == last.bottom
    assert first.bottom - 2 <= join.y <= first.bottom
    assert len(line.names) == 1


def test_parts_on_different_lines_reach_out_towards_each_other(lines):
    text = " ".join([LINE] * 3)
    last = text.rindex("office")
    laid = lines(text, Span("d", "p", ((0, 4), (last, last + 6))))
    with_joins = [line for line in laid if line.joins]
    assert with_joins == [laid[0], laid[-1]]
    assert laid[0].joins[0].left > laid[0].boxes[0].right - 1
    assert laid[-1].joins[0].right <= laid[-1].boxes[0].left + 1
    assert len(laid[-1].names) == 0


def test_a_span_over_two_lines_is_open_where_it_goes_on(lines):
    text = " ".join([LINE] * 2)
    laid = lines(text, Span("w", "p", ((0, len(text)),)))
    assert len(laid) >= 2
    assert laid[0].boxes[0].has_start
    assert not laid[0].boxes[0].has_end
    assert laid[-1].boxes[0].has_end
    assert not laid[-1].boxes[0].has_start


def test_relations_on_a_line_on_the_next_and_far_away_have_their_shapes(lines):
    text = " ".join([LINE] * 5)
    laid = lines(
        text,
        make_span(text, "Alva Berg", "p", "a"),
        make_span(text, "Nils Orre", "p", "b"),
        make_span(text, "Norrow Lines", "o", "c", 2),
        make_span(text, "harbour", "o", "d", 5),
        Relation("same", "s", "a", "b"),
        Relation("next", "w", "a", "c"),
        Relation("far", "w", "b", "d"),
    )
    shapes = [(wire.relation, wire.shape) for line in laid for wire in line.wires]
    assert sorted(shapes) == [
        ("far", "stub"),
        ("far", "stub"),
        ("next", "step"),
        ("same", "bracket"),
    ]
    stubs = [wire for line in laid for wire in line.wires if wire.shape == "stub"]
    assert [(wire.far, wire.far_text) for wire in stubs] == [
        ("d", "↓ harbour"),
        ("b", "↑ Nils Orre"),
    ]
    assert stubs[0].arrow is None
    assert stubs[1].arrow is not None


def test_the_arrow_points_at_the_tail(lines):
    (line,) = lines(
        LINE,
        make_span(LINE, "Alva Berg", "p", "a"),
        make_span(LINE, "Norrow Lines", "o", "b"),
        Relation("r", "w", "a", "b"),
    )
    (wire,) = line.wires
    x, y, way = wire.arrow
    tail = box_of(line, "b")
    assert tail.left <= x <= tail.right
    assert way == 1
    assert y <= tail.top


def test_arcs_stay_above_the_names_and_below_the_line_before(lines):
    text = " ".join([LINE] * 3)
    laid = lines(
        text,
        make_span(text, "Alva Berg", "p", "a"),
        make_span(text, "Nils Orre", "p", "b"),
        make_span(text, "Norrow Lines", "o", "c"),
        *(Relation(label, label, head, "c") for label, head in (("w", "a"), ("l", "b"))),
        Relation("s", "s", "a", "b"),
    )
    line = laid[0]
    assert len({wire.y for wire in line.wires}) >= 2
    for wire in line.wires:
        assert line.top <= wire.y - 5
        assert wire.y + 5 <= min(name.top for name in line.names)


def test_a_crowd_of_stacked_names_is_cut_rather_than_piled_high(lines):
    text = "ab cd ef gh ij kl mn op"
    spans = [Span(f"{label}{n}", label, ((n * 3, n * 3 + 2),)) for n in range(8) for label in "pco"]
    (line,) = lines(text, *spans)
    rows = len({name.top for name in line.names})
    assert rows <= 4
    assert len(line.names) == 24


def test_a_far_text_is_one_short_line(lines, desk):
    text = "Alva\n" + "x\n" * 5 + "the council of\u202e the old harbour and its many members\n"
    (line,) = lines(
        text,
        make_span(text, "Alva", "p", "a"),
        make_span(text, text.split("\n")[-2], "o", "b"),
        Relation("r", "w", "a", "b"),
    )
    (wire,) = line.wires
    assert wire.far_text.startswith("↓ the council of▯")
    assert wire.far_text.endswith("…")
    assert len(wire.far_text) <= 26


def test_lines_of_a_title_stand_closer_than_lines_of_text(desk):
    text = " ".join([LINE] * 3) + "\n" + " ".join([LINE] * 3)
    cut = text.index("\n")
    bare = Section("title", 0, cut)
    desk.show_text(text, sections=[bare])
    pitches = []
    for block in (0, 1):
        line = desk.view.galley.laid(block).lines[1]
        pitches.append(line.height / line.text_height)
    assert pitches[0] == pytest.approx(1.0)
    assert pitches[1] == pytest.approx(1.34, abs=0.03)
    desk.show_text(text, make_span(text, "Alva Berg", "p", "a", 2), sections=[bare])
    title = desk.view.galley.laid(0).lines
    marked = next(line for line in title if line.names)
    assert marked.names[0].top >= marked.top
