"""Spans in the order in which they are read, also where several stand on the very first character."""

from annotator.model.changes import Changes
from annotator.model.span import Span
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.reading_order import ReadingOrder
from tests.builders import make_set

FIRST = [Span(id, "p", ((0, 1),)) for id in ("b", "c", "a")]


def test_spans_on_the_first_character_alone_are_in_order() -> None:
    """Their sort key is -1, which once was taken for the beginning of the list."""
    order = ReadingOrder({one.id: one for one in FIRST})
    assert order.ids == ["a", "b", "c"]
    assert ReadingOrder({}).ids == []
    assert ReadingOrder({"b": FIRST[0]}).ids == ["b"]


def test_each_of_them_can_go_and_come_again() -> None:
    index = AnnotationIndex(Blocks("A ferry."), make_set(*FIRST))
    assert list(index.in_order()) == ["a", "b", "c"]
    for one in FIRST:
        index.apply(Changes(spans=((one, None),)))
        assert list(index.in_order()) == sorted(index.spans)
    for one in FIRST:
        index.apply(Changes(spans=((None, one),)))
        assert list(index.in_order()) == sorted(index.spans)
