"""A mapping that shares what it was made from is as a dict after the same acts, in its order."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import altered
from annotator.model.altered import Altered, plain, with_one, without_one

KEYS = [f"s{number}" for number in range(12)]
Acts = list[tuple[str, int]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share from the second annotation on, and copy all after a few exchanges."""
    monkeypatch.setattr(altered, "_FEW", 2)
    monkeypatch.setattr(altered, "_MOST", 5)


def check(found: Mapping[str, int], wanted: dict[str, int]) -> None:
    """Look things up before all of it is gone through: that puts it together."""
    assert len(found) == len(wanted)
    for key in KEYS:
        assert (key in found) is (key in wanted)
        assert found.get(key) == wanted.get(key)
        if key not in wanted:
            with pytest.raises(KeyError):
                found[key]


@given(
    st.lists(st.sampled_from(KEYS), unique=True),
    st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 3), st.booleans())),
)
def test_it_is_as_a_dict_after_the_same_acts(
    first: list[str], acts: list[tuple[str, int, bool]]
) -> None:
    wanted = dict.fromkeys(first, 7)
    found: Mapping[str, int] = dict(wanted)
    for key, value, is_gone_through in acts:
        before, was = found, dict(wanted)
        if value == 0 and key in wanted:
            found = without_one(found, key)
            del wanted[key]
        elif value:
            found = with_one(found, key, value)
            wanted[key] = value
        check(found, wanted)
        check(before, was)  # what it was made from stays what it was
        if is_gone_through:
            assert list(found.items()) == list(wanted.items())
    assert found == wanted
    assert wanted == found
    assert list(found) == list(wanted)
    assert list(found.values()) == list(wanted.values())
    assert dict(plain(found)) == wanted
    assert repr(found) == repr(wanted)


def test_nothing_is_copied_of_what_stays() -> None:
    base = dict.fromkeys(KEYS, 7)
    found = with_one(base, "new", 1)
    for value in range(2, 6):
        found = with_one(without_one(found, "new"), "new", value)
        assert isinstance(found, Altered)
        assert found._state[0] is base
    assert len(base) == len(KEYS)


def test_two_of_the_same_content_are_equal() -> None:
    base = dict.fromkeys(KEYS, 7)
    assert with_one(base, "new", 1) == with_one({**base}, "new", 1)
    assert with_one(base, "new", 1) != with_one(base, "new", 2)
