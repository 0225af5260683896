"""A dense article as numbers: nothing is written over anything else, few lines cross a name."""

import itertools
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.formats.label_sets import read_label_set
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.resources import resource_path

TESTS = Path(__file__).resolve().parents[2]


class Ink(NamedTuple):
    """A rectangle with something written in it."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        return (
            min(self.right, other.right) - max(self.left, other.left) > 1
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 1
        )


@pytest.fixture
def dense(desk):
    """The shipyard article with its 94 spans and 54 relations, 700 pixels wide."""
    golden = json.loads((TESTS / "golden" / "shipyard.json").read_text(encoding="utf-8"))
    labels = read_label_set(resource_path("label_sets", "news.toml"))
    spans, refs = {}, {}
    for number, one in enumerate(golden["spans"]):
        label = labels.span_label_named(one["label"]).id
        span = Span(f"s{number}", label, tuple(tuple(part) for part in one["fragments"]))
        spans[span.id] = span
        refs[one.get("ref", number)] = span.id
    relations = {}
    for number, one in enumerate(golden["relations"]):
        label = labels.relation_label_named(one["label"]).id
        relation = Relation(f"r{number}", label, refs[one["head"]], refs[one["tail"]])
        relations[relation.id] = relation
    text = (TESTS / "data" / "articles" / "shipyard.txt").read_text(encoding="utf-8")
    document = Document("yard", text, Meta(language="en"))
    mine = AnnotationSet("set", "yard", "me", "in_progress", spans=spans, relations=relations)
    desk.view.resize(960, 900)
    desk.view.show_document(document, mine, labels)
    desk.settle()
    return desk


def each_line(desk):
    """Each line with the one after it in its block."""
    galley = desk.view.galley
    for number in range(len(galley.blocks)):
        yield from itertools.zip_longest(lines := galley.laid(number).lines, lines[1:])


def names_on(line):
    return [Ink(n.span, n.left, n.top, n.left + n.width, n.top + n.height) for n in line.names]


def words_on(desk, line):
    half = desk.view.typography().relation_metrics.ascent() / 2
    return [
        Ink(
            wire.relation,
            wire.text_left,
            wire.y - half,
            wire.text_left + wire.width + wire.far_width,
            wire.y + half,
        )
        for wire in line.wires
    ]


def legs_of(line):
    """The upright pieces of a line's arcs."""
    return [
        Ink(wire.relation, x1 - 0.8, min(y1, y2), x1 + 0.8, max(y1, y2))
        for wire in line.wires
        for points in wire.lines
        for (x1, y1), (x2, y2) in itertools.pairwise(points)
        if abs(x1 - x2) < 0.01
    ]


def test_no_name_is_written_over_another(dense):
    for line, _ in each_line(dense):
        written = names_on(line) + words_on(dense, line)
        assert not [pair for pair in itertools.combinations(written, 2) if pair[0].meets(pair[1])]


def test_hardly_any_arc_crosses_a_word(dense):
    """Of more than a hundred names and words on arcs, two: below names that cover a whole span."""
    written, crossed = 0, []
    for line, below in each_line(dense):
        ink = names_on(line) + words_on(dense, line)
        legs = legs_of(line) + (legs_of(below) if below else [])
        written += len(ink)
        crossed += [
            (one.what, leg.what)
            for one in ink
            for leg in legs
            if one.what != leg.what and one.meets(leg)
        ]
    assert written > 100
    assert len({what for what, _ in crossed}) <= 2, crossed


def test_only_arcs_cross_that_have_to(dense):
    """Of more than fifty relations, two: from left to right and from right to left of a gap."""
    crossed, arcs = [], 0
    for line, _ in each_line(dense):
        pieces = [
            (wire.relation, *sorted((one, other)))
            for wire in line.wires
            for points in wire.lines
            for one, other in itertools.pairwise(points)
        ]
        arcs += len(line.wires)
        upright = [piece for piece in pieces if abs(piece[1][0] - piece[2][0]) < 0.01]
        level = [piece for piece in pieces if piece not in upright]
        crossed += [
            (leg[0], arc[0])
            for leg, arc in itertools.product(upright, level)
            if leg[0] != arc[0]
            and arc[1][0] + 1 < leg[1][0] < arc[2][0] - 1
            and min(leg[1][1], leg[2][1]) + 1 < arc[1][1] < max(leg[1][1], leg[2][1]) - 1
        ]
    assert arcs > 54
    assert len(crossed) <= 1, crossed


def test_no_span_touches_the_line_above_or_below(dense):
    for line, _ in each_line(dense):
        for box in line.boxes:
            assert line.top <= box.top
            assert box.bottom <= line.bottom
        for ink in names_on(line) + words_on(dense, line):
            assert line.top - 1 <= ink.top
            assert ink.bottom <= line.text_top + 1
