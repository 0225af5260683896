"""Copies of one set meet, whatever was done in them and in whatever order they meet."""

from dataclasses import replace
from itertools import permutations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.edits.touched import CORE, Touched, core_of
from annotator.model.annotation_set import AnnotationSet
from tests.project.merging.worlds import KINDS, Step, World, begin, taken_together
from tests.strategies import annotation_sets

numbers = st.integers(0, 5)
steps = st.lists(st.tuples(st.sampled_from(KINDS), numbers, numbers), min_size=1, max_size=8)
ADDED: list[Step] = [("add", 0, 0)]
MOVED: list[Step] = [("move", 0, 1)]


@settings(max_examples=200)
@given(steps, steps, steps)
def test_who_takes_in_whom_makes_no_difference(
    before: list[Step], here: list[Step], there: list[Step]
) -> None:
    start = begin()
    start.go_on(before)
    one, other = start.apart(), start.apart()
    one.go_on(here)
    other.go_on(there)
    both = taken_together([one, other])
    assert both.content() == taken_together([other, one]).content()
    again = both.apart()
    assert not again.take_in(other)
    assert not again.take_in(start)
    assert taken_together([other, both]).content() == both.content()


@settings(max_examples=150)
@given(st.lists(steps, min_size=3, max_size=3))
def test_the_order_makes_no_difference(done: list[list[Step]]) -> None:
    start = begin()
    worlds = [start.apart() for _ in done]
    for world, each in zip(worlds, done, strict=True):
        world.go_on(each)
    outcomes = [taken_together(order).content() for order in permutations(worlds)]
    assert all(outcome == outcomes[0] for outcome in outcomes)


@settings(max_examples=200)
@given(steps, steps)
def test_sets_begun_on_both_sides_meet(here: list[Step], there: list[Step]) -> None:
    one = begin(AnnotationSet("s1", "talks", "me"))
    other = World(AnnotationSet("s2", "talks", "me"))
    one.go_on(here)
    other.go_on(there)
    both = taken_together([one, other])
    assert both.content() == taken_together([other, one]).content()
    assert not both.apart().take_in(other)


@settings(max_examples=200)
@given(annotation_sets(), annotation_sets())
def test_sets_that_came_from_files_meet(first: AnnotationSet, second: AnnotationSet) -> None:
    one, other = begin(first), World(replace(second, id="another"))
    both = taken_together([one, other])
    assert both.content() == taken_together([other, one]).content()
    assert not both.apart().take_in(other)


@settings(max_examples=200)
@given(steps, steps)
def test_nothing_that_anybody_made_vanishes(here: list[Step], there: list[Step]) -> None:
    """A span is in the set as either has it, or in the other copy, or somebody deleted it."""
    start = begin()
    one, other = start.apart(), start.apart()
    one.go_on(here)
    other.go_on(there)
    both = taken_together([one, other])
    kept = {core_of(span) for span in both.mine.spans.values()}
    kept |= {core_of(span) for span in both.copy.spans.values()} if both.copy else set()
    for mine, yours in ((one, other), (other, one)):
        made = Touched(row.known for row in mine.rows.values())
        theirs = Touched(row.known for row in yours.rows.values())
        for id, span in mine.mine.spans.items():
            is_mine = made.when(id, CORE) is not None
            is_theirs = theirs.when(id, CORE) is not None or theirs.is_gone(id)
            assert core_of(span) in kept or (is_theirs and not is_mine), id


talks = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), steps), max_size=6)


@settings(max_examples=200)
@example([(0, 0, ADDED), (1, 2, ADDED), (0, 1, MOVED), (2, 1, MOVED)])
@given(talks)
def test_all_come_to_the_same_in_the_end(done: list[tuple[int, int, list[Step]]]) -> None:
    """Three copies in which people go on working while some are taken in by others, whatever they
    do, and also where it depends on who met whom when which marks have become one before."""
    start = begin()
    start.is_free = True
    worlds = [start.apart() for _ in range(3)]
    for who, whom, each in done:
        worlds[who].go_on(each)
        if who != whom:
            worlds[whom].take_in(worlds[who])
    for _ in range(3):
        for who, whom in permutations(range(3), 2):
            worlds[whom].take_in(worlds[who])
    contents = [world.content() for world in worlds]
    assert all(one == contents[0] for one in contents)
    for who, whom in permutations(range(3), 2):
        assert not worlds[whom].apart().take_in(worlds[who])
