"""Which act the next undo takes."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.edits.history import UndoStack, stack_of


def test_acts_are_taken_back_newest_first_and_done_again_in_order() -> None:
    stack = stack_of([(1, "do", None), (2, "do", None), (3, "undo", 2), (4, "undo", 1)])
    assert (stack.undoable, stack.redoable) == ([], [2, 1])
    stack.record(5, "redo", 1)
    assert (stack.undoable, stack.redoable) == ([1], [2])


def test_a_new_act_forgets_what_could_be_done_again() -> None:
    stack = stack_of([(1, "do", None), (2, "undo", 1), (3, "do", None)])
    assert (stack.undoable, stack.redoable) == ([3], [])


def test_an_import_that_ends_late_stands_where_it_began() -> None:
    stack = UndoStack()
    stack.record(2, "do", None)
    stack.record(1, "do", None)
    assert stack.undoable == [1, 2]


def test_a_step_that_names_an_act_of_nobody_changes_nothing() -> None:
    assert stack_of([(1, "do", None), (2, "undo", 9)]).undoable == [1]


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_a_stack_rebuilt_from_its_rows_is_the_same(wishes: list[str]) -> None:
    stack, rows = UndoStack(), []
    for seq, wish in enumerate(wishes, start=1):
        seqs = {"do": [None], "undo": stack.undoable, "redo": stack.redoable}[wish]
        if seqs:
            rows.append((seq, wish, seqs[-1]))
            stack.record(*rows[-1])
    assert stack_of(rows) == stack
    assert stack.undoable == sorted(stack.undoable)
    assert not set(stack.undoable) & set(stack.redoable)
