"""The index follows changes and knows which blocks they touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view import blocks, part_table
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.index import AnnotationIndex
from tests.builders import make_set

TEXT = "one two three\nfour five six\nseven eight nine\n"
BLOCKS = Blocks(TEXT)


def span(id, *fragments, label="p"):
    return Span(id, label, fragments)


def test_parts_lie_in_every_block_they_reach():
    index = AnnotationIndex(BLOCKS, make_set(span("a", (0, 3), (18, 22)), span("b", (10, 20))))
    assert [part.span for part in index.parts_in(0)] == ["a", "b"]
    assert sorted(part.span for part in index.parts_in(1)) == ["a", "b"]
    assert index.parts_in(2) == []


def test_spans_at_a_place_come_shortest_first_and_those_that_end_there_last():
    index = AnnotationIndex(
        BLOCKS, make_set(span("long", (0, 13)), span("short", (4, 7)), span("before", (0, 4)))
    )
    assert index.spans_at(5) == ["short", "long"]
    assert index.spans_at(4) == ["short", "long", "before"]
    assert index.spans_at(13) == ["long"]


def test_neighbours_in_reading_order():
    index = AnnotationIndex(BLOCKS, make_set(span("b", (4, 7)), span("a", (0, 13))))
    assert list(index.in_order()) == ["a", "b"]
    assert index.neighbour(index.place_of("a"), 1) == "b"
    assert index.neighbour(index.place_of("b"), 1) is None
    assert index.neighbour(index.place_of("b"), -1) == "a"
    assert index.neighbour((4, -(10**12), ""), 1) == "b"


def test_a_change_touches_its_own_blocks_and_those_of_far_ends():
    first, far = span("a", (0, 3)), span("b", (14, 18))
    index = AnnotationIndex(BLOCKS, make_set(first, far, Relation("r", "w", "a", "b")))
    moved = first._replace(fragments=((4, 7),))
    assert index.apply(Changes("talks", spans=((first, moved),))) == {0, 1}
    lone = span("c", (28, 33))
    assert index.apply(Changes("talks", spans=((None, lone),))) == {2}
    relation = index.relations["r"]
    assert index.apply(Changes("talks", relations=((relation, None),))) == {0, 1}
    assert index.relations_of("a") == []


fragments = st.integers(0, 40).flatmap(
    lambda start: st.integers(1, 5).map(lambda size: ((start, min(start + size, len(TEXT))),))
)


shapes = fragments | st.just(((0, 3), (5, 20))) | st.just(((2, 4), (16, 18), (28, 40)))
steps = st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | shapes), max_size=30)


@pytest.fixture(params=[64, 1, 0], ids=["lists", "far", "farther"], scope="module")
def far(request):
    """Fragments over so many blocks more are kept apart, and those count for many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part_table, "_FAR", request.param)
        patch.setattr(blocks, "_MANY", request.param)
        yield request.param


@given(st.lists(shapes, max_size=6), st.booleans(), steps)
def test_after_any_changes_the_index_is_as_if_made_anew(far, at_first, is_asked_before, steps):
    spans = {id: Span(id, "p", shape) for id, shape in zip("abcdef", at_first, strict=False)}
    index = AnnotationIndex(BLOCKS, make_set(*spans.values()))
    if is_asked_before:
        list(index.in_order())
    for id, shape in steps:
        before, after = spans.get(id), None if shape is None else Span(id, "p", shape)
        if before is None and after is None:
            continue
        index.apply(Changes("talks", spans=((before, after),)))
        spans.pop(id, None)
        if after is not None:
            spans[id] = after
    fresh = AnnotationIndex(BLOCKS, make_set(*spans.values()))
    places = sorted((one.start, -one.end, id) for id, one in spans.items())
    assert list(index.in_order()) == list(fresh.in_order()) == [place[2] for place in places]
    assert index.part_counts().tolist() == fresh.part_counts().tolist()
    assert [index.first_from(at) for at in range(50)] == [fresh.first_from(at) for at in range(50)]
    for number in range(len(BLOCKS)):
        assert sorted(index.parts_in(number)) == sorted(fresh.parts_in(number))


def test_lists_are_made_of_those_blocks_alone_that_are_looked_at():
    index = AnnotationIndex(BLOCKS, make_set(span("a", (0, 3)), span("b", (16, 20))))
    made = index._parts._listed
    assert not made
    index.parts_in(0)
    assert set(made) == {0}
    index.spans_at(17)
    assert set(made) == {0, 1}


NEWLINES = "Norrow\n" + "\n" * 20_000 + "The ferry.\n"


def test_a_span_over_many_empty_lines_touches_only_those_with_words():
    index = AnnotationIndex(Blocks(NEWLINES), make_set())
    whole = span("a", (0, len(NEWLINES)))
    assert index.apply(Changes("talks", spans=((None, whole),))) == {0, 20_001}
    assert len(index._parts._listed) == 1
    assert index.spans_at(9_000) == ["a"]
    assert index.part_counts().tolist() == [1] * 20_002 + [0]
    assert index.apply(Changes("talks", spans=((whole, None),))) == {0, 20_001}
    assert index.spans_at(9_000) == []
    assert not index.part_counts().any()


def test_a_span_over_many_empty_lines_is_found_where_it_was_from_the_first():
    index = AnnotationIndex(Blocks(NEWLINES), make_set(span("a", (3, len(NEWLINES)))))
    assert index.spans_at(9_000) == index.spans_at(4) == ["a"]
    assert [one.span for one in index.parts_in(20_001)] == ["a"]
    assert index.apply(Changes("talks", spans=((index.spans["a"], None),))) == {0, 20_001}
    assert index.spans_at(9_000) == index.spans_at(4) == []
