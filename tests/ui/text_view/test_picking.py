"""From a point to what is there, on a block laid out by hand: numbers, no window."""

from dataclasses import dataclass

from annotator.ui.text_view.laid import Box, LaidBlock, LaidLine, Name, Wire
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.picking import pick


@dataclass
class Monospaced:
    """Stands in for a shaped paragraph: every character ten pixels wide, ten to a line."""

    is_rtl: bool = False

    def offset_at(self, line, x):
        return line * 10 + min(9, max(0, round(x / 10)))

    def character_at(self, line, x):
        return line * 10 + int(x // 10) if 0 <= x < 100 else None

    def edges(self, line, offset):
        left = 10.0 * (offset - line * 10)
        return (left + 10, left) if self.is_rtl else (left, left + 10)


def make_block(is_rtl=False):
    """Line 0: spans 10-60 and within it 30-50, with names; an arc. Line 1: bare, a stub above."""
    first = LaidLine(0, 10, 0.0, 80.0, 45.0, 25.0)
    first.boxes = [
        Box("outer", "p", 10.0, 60.0, 43.0, 76.0, True, True),
        Box("inner", "o", 30.0, 50.0, 45.0, 72.0, True, True),
    ]
    first.names = [
        Name("outer", "p", "OUT", 10.0, 31.0, 18.0, 11.0, None),
        Name("inner", "o", "IN", 30.0, 31.0, 12.0, 11.0, None),
    ]
    first.wires = [
        Wire(
            "arc", "w", "outer", "inner", "bracket",
            [[(15.0, 30.0), (15.0, 10.0), (20.0, 10.0)], [(50.0, 10.0), (60.0, 10.0), (60.0, 43.0)]],
            None, "works", 22.0, 10.0, 26.0,
        )
    ]  # fmt: skip
    second = LaidLine(10, 20, 80.0, 60.0, 110.0, 25.0)
    second.wires = [
        Wire(
            "stub", "w", "x", "far", "stub", [[(5.0, 108.0), (5.0, 90.0), (12.0, 90.0)]],
            None, "says", 15.0, 90.0, 20.0, "far", "↓ Varga", 40.0,
        )
    ]  # fmt: skip
    return LaidBlock(0, Monospaced(is_rtl), [first, second], 140.0, [0.0, 80.0])


def test_spans_under_a_point_the_inner_one_first():
    picked = pick(make_block(), 40.0, 55.0)
    assert picked.spans == ("inner", "outer")
    assert picked.character == 4
    assert picked.offset == 4


def test_beside_all_spans_there_is_text_alone():
    picked = pick(make_block(), 85.0, 55.0)
    assert (picked.spans, picked.character, picked.name, picked.relation) == ((), 8, None, None)


def test_beside_the_line_the_nearest_offset_counts():
    picked = pick(make_block(), 900.0, 120.0)
    assert picked.character is None
    assert picked.offset == 19
    assert pick(make_block(), -50.0, 9999.0).offset == 10
    assert pick(make_block(), 5.0, -100.0).offset in (0, 1)


def test_a_name_is_its_span_alone():
    picked = pick(make_block(), 33.0, 36.0)
    assert picked.name == "inner"
    assert picked.spans == ("inner",)


def test_an_arc_is_met_on_its_line_its_legs_and_its_name():
    block = make_block()
    for x, y in ((15.0, 20.0), (55.0, 10.0), (60.0, 25.0), (30.0, 12.0), (58.0, 7.0)):
        assert pick(block, x, y).relation == "arc", (x, y)
    assert pick(block, 80.0, 10.0).relation is None
    assert pick(block, 30.0, 10.0).far is None


def test_a_stubs_words_lead_to_the_far_end_and_its_hook_does_not():
    block = make_block()
    assert pick(block, 60.0, 92.0).far == "far"
    hook = pick(block, 5.0, 100.0)
    assert (hook.relation, hook.far) == ("stub", None)


def test_legs_that_reach_up_from_the_next_line_are_met_there_too():
    block = make_block()
    block.lines[1].wires[0].lines[0].append((12.0, 76.0))
    assert pick(block, 12.0, 78.0).relation == "stub"


def test_edges_near_the_underline_and_of_selected_spans_everywhere():
    block = make_block()
    assert pick(block, 61.0, 55.0).edge is None
    assert pick(block, 61.0, 75.0).edge == ("outer", 6, "end")
    assert pick(block, 61.0, 55.0, Look(spans=frozenset(["outer"]))).edge == ("outer", 6, "end")
    assert pick(block, 9.0, 60.0, Look(spans=frozenset(["outer"]))).edge == ("outer", 1, "start")
    assert pick(block, 35.0, 75.0, Look(spans=frozenset(["outer"]))).edge is None


def test_in_right_to_left_text_the_start_is_at_the_right():
    edge = pick(make_block(is_rtl=True), 61.0, 75.0).edge
    assert edge is not None
    assert edge[2] == "start"
