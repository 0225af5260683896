"""Ids that came by are remembered in little room; what was not seen is never missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.storage import seen_ids
from annotator.storage.seen_ids import SeenIds


@pytest.fixture(params=[3, 1000])
def recent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_ids, "_RECENT", request.param)


@pytest.mark.usefixtures("recent")
def test_what_was_added_is_found_in_order_and_nothing_else() -> None:
    seen = SeenIds()
    assert seen.perhaps(["a"]) == []
    for number in range(200):
        seen.add([f"s{number}", f"t{number}"], {f"r{number}": 1})
    assert seen.perhaps(["x", "t7", "s199", "y", "r0"]) == ["t7", "s199", "r0"]
    assert seen.perhaps(["x", "y"]) == []
    assert seen.perhaps([]) == []


@given(st.lists(st.lists(st.text("ab", max_size=4), max_size=6), max_size=30))
def test_nothing_that_was_seen_is_missed(batches: list[list[str]]) -> None:
    before, seen_ids._RECENT = seen_ids._RECENT, 4
    try:
        seen, known = SeenIds(), set[str]()
        for batch in batches:
            assert seen.perhaps(batch) == [one for one in batch if one in known]
            seen.add(batch)
            known.update(batch)
        assert set(seen.perhaps(sorted(known))) == known
    finally:
        seen_ids._RECENT = before


def test_it_stays_small() -> None:
    seen = SeenIds()
    for number in range(1000):
        seen.add([f"id-{number}-{at}" for at in range(1000)])
    assert len(seen._recent) <= 100_000
    assert sum(one.nbytes for one in seen._older) <= 4_000_000
    assert len(seen._older) <= 2
