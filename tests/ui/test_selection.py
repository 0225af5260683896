"""What is selected: one signal per act, never spans and a relation at once."""

import pytest

from annotator.ui.selection import Selection


@pytest.fixture
def selection(qapp):
    return Selection()


@pytest.fixture
def heard(selection):
    times = []
    selection.changed.connect(lambda: times.append(1))
    return times


def test_nothing_is_selected_at_first(selection):
    assert (selection.spans, selection.span, selection.relation) == ((), None, None)
    assert (selection.text, selection.caret) == (None, 0)


def test_the_last_span_is_the_primary_one(selection, heard):
    selection.select_spans(["a", "b", "a"])
    assert (selection.spans, selection.span) == (("a", "b"), "b")
    assert len(heard) == 1


def test_spans_are_gathered_and_let_go_one_by_one(selection, heard):
    selection.select_text(2, 5)
    selection.toggle_span("a")
    selection.toggle_span("b")
    assert (selection.spans, selection.text) == (("a", "b"), None)
    selection.toggle_span("a")
    assert (selection.spans, selection.caret) == (("b",), 5)
    selection.select_relation("r")
    selection.toggle_span("c")
    assert (selection.spans, selection.relation) == (("c",), None)
    assert len(heard) == 6


def test_a_relation_lets_spans_go_and_the_other_way_round(selection):
    selection.select_spans(["a"])
    selection.select_relation("r")
    assert (selection.spans, selection.relation) == ((), "r")
    selection.select_spans(["a"])
    assert selection.relation is None


@pytest.mark.parametrize(("start", "end"), [(3, 9), (9, 3)])
def test_text_either_way_round_puts_the_caret_at_its_end(selection, start, end):
    selection.select_spans(["a"])
    selection.select_text(start, end)
    assert (selection.text, selection.caret, selection.spans) == ((3, 9), end, ())


def test_no_text_is_no_selection(selection):
    selection.select_text(4, 4)
    assert (selection.text, selection.caret) == (None, 4)


def test_text_can_be_selected_beside_a_span(selection):
    selection.select_spans(["a"])
    selection.select_text(3, 9, keep=True)
    assert (selection.spans, selection.text) == (("a",), (3, 9))


def test_moving_the_caret_lets_go_unless_told_otherwise(selection):
    selection.select_spans(["a"])
    selection.set_caret(5, keep=True)
    assert (selection.spans, selection.caret) == (("a",), 5)
    selection.set_caret(6)
    assert (selection.spans, selection.caret) == ((), 6)


def test_what_is_gone_is_let_go(selection, heard):
    selection.select_spans(["a", "b"])
    selection.forget(["b", "x"])
    selection.forget(["x"])
    assert selection.spans == ("a",)
    assert len(heard) == 2


def test_an_act_that_changes_nothing_is_not_told(selection, heard):
    selection.select_spans(["a"])
    selection.select_spans(["a"])
    selection.set_caret(0, keep=True)
    assert len(heard) == 1


def test_clear_keeps_the_caret(selection):
    selection.select_text(2, 7)
    selection.clear()
    assert (selection.text, selection.caret) == (None, 7)
