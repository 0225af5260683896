"""Hint letters: short, different, and none the beginning of another."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.hints import LETTERS, assign_hints, narrow


@given(st.integers(0, 1500))
def test_no_hint_begins_another(count):
    hints = list(assign_hints([str(n) for n in range(count)]).values())
    assert len(hints) == len(set(hints)) == count
    known = set(hints)
    for hint in hints:
        assert not any(hint[:size] in known for size in range(1, len(hint)))


def test_up_to_26_take_one_letter_and_the_nearest_the_home_row():
    hints = assign_hints([str(n) for n in range(26)])
    assert all(len(hint) == 1 for hint in hints.values())
    assert hints["0"] == LETTERS[0] == "a"


def test_with_more_the_first_still_take_one():
    hints = assign_hints([str(n) for n in range(100)])
    assert len(hints["0"]) == 1
    assert max(map(len, hints.values())) == 2


def test_typing_narrows():
    hints = {"x": "a", "y": "sa", "z": "sd"}
    assert narrow(hints, "s") == {"y": "sa", "z": "sd"}
    assert narrow(hints, "") == hints
    assert narrow(hints, "q") == {}
