"""What comes into view next is laid out before, a little at a time, and is the same as ever."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import make_span

PARAGRAPH = "The harbour office of Norrow said nothing new about the ferry. " * 12
LONG = "\n".join(f"Paragraph {n}: {PARAGRAPH}" for n in range(60))
NEVER = lambda: False  # noqa: E731 - a clock that has not run out


def ticks(count):
    """Return a clock that runs out when it has been looked at so often."""
    left = iter(range(count))
    return lambda: next(left, None) is None


@pytest.fixture
def marked(desk):
    spans = [
        make_span(LONG, word, "o", f"{word}{n}", n)
        for word in ("Norrow", "ferry")
        for n in range(1, 400, 3)
    ]
    ties = [Relation(f"r{n}", "s", f"Norrow{n}", f"ferry{n}") for n in range(1, 400, 6)]
    desk.show_text(LONG, *spans, *ties)
    return desk


def as_numbers(laid):
    return [(line.top, line.height, line.boxes, line.names, line.wires) for line in laid.lines]


def work_of(desk):
    work = desk.view.galley.work
    return (work.shaped, work.laid)


@pytest.mark.parametrize("way", [40, -40])
def test_a_step_of_the_wheel_lays_out_nothing(marked, way):
    marked.view.scroll_to(LONG.index("Paragraph 30"))
    marked.view.idle.begin()
    marked.settle()
    bar = marked.view.verticalScrollBar()
    for _ in range(200):
        before = work_of(marked)
        bar.setValue(bar.value() + way)
        marked.view.viewport().repaint()
        assert work_of(marked) == before
        marked.settle()
    assert marked.view.galley.blocks.number_at(marked.view.visible_range()[0]) != 30


def test_a_step_goes_on_where_the_last_one_stopped(marked):
    galley = marked.view.galley
    galley.forget_layouts()
    whole = as_numbers(galley.laid(5))
    galley.forget_layouts()
    before, steps = work_of(marked), 0
    while galley.lay_some([5], ticks(1)):
        steps += 1
    assert steps > 2 * len(galley.laid(5).lines)
    assert work_of(marked) == (before[0] + 1, before[1] + 1)
    assert as_numbers(galley.laid(5)) == whole


def test_what_is_looked_at_meanwhile_is_finished_at_once(marked):
    galley = marked.view.galley
    galley.forget_layouts()
    assert galley.lay_some([5, 6], ticks(6))
    before = work_of(marked)
    found = as_numbers(galley.laid(5))
    assert work_of(marked) == before
    galley.forget_layouts()
    assert as_numbers(galley.laid(5)) == found


def test_an_edit_meanwhile_is_in_it(marked):
    galley = marked.view.galley
    galley.forget_layouts()
    assert galley.lay_some([5], ticks(6))
    at = galley.blocks[5].start
    marked.apply(AddSpan(Span("new", "p", ((at, at + 9),))))
    assert not galley.lay_some([5], NEVER)
    assert "new" in {box.span for line in galley.laid(5).lines for box in line.boxes}


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.set_hidden_labels({"o"}),
        lambda view: view.zoom(3),
        lambda view: view.set_measure(40, 1.5),
        lambda view: view.set_label_set(view.label_set),
    ],
)
def test_another_look_meanwhile_is_in_it(marked, change):
    galley = marked.view.galley
    galley.forget_layouts()
    assert galley.lay_some([5], ticks(6))
    change(marked.view)
    assert not galley.lay_some([5], NEVER)
    found = as_numbers(galley.laid(5))
    galley.forget_layouts()
    assert as_numbers(galley.laid(5)) == found


def test_nothing_is_laid_ahead_where_nothing_is_seen(marked):
    marked.view.hide()
    QApplication.processEvents()
    assert marked.view.idle.is_done
