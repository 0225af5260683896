"""Which of many texts are nearly the same."""

import random

import hypothesis.strategies as st
from hypothesis import given

from annotator.text.fingerprints import fingerprints_of, similarity
from annotator.text.resemblance import (
    NEARLY_THE_SAME,
    Resembling,
    groups_of,
    resembling,
    resembling_pairs,
)
from tests.text.test_fingerprints import text_of


def printed(*texts: list[str]) -> list[bytes]:
    return [one for one in fingerprints_of([" ".join(words) for words in texts]) if one]


def test_every_pair_that_is_clearly_the_same_is_found_and_no_other() -> None:
    generator = random.Random(3)
    texts = [text_of(seed) for seed in range(60)]
    for at in range(0, 60, 3):  # the next is a copy with a tenth of it changed
        place = generator.randrange(360)
        texts[at + 1] = texts[at][:place] + text_of(at + 900, 40) + texts[at][place + 40 :]
    pairs = resembling_pairs(printed(*texts))
    assert [(one.one, one.other) for one in pairs] == [(at, at + 1) for at in range(0, 60, 3)]
    assert all(one.share > 0.6 for one in pairs)


def test_one_is_held_against_all() -> None:
    base = text_of(1)
    prints = printed(base, text_of(2), base[:330] + text_of(3, 70), base)
    assert [place for place, _ in resembling(prints[0], prints)] == [0, 2, 3]
    assert resembling(prints[1], prints) == [(1, 1.0)]
    assert resembling(prints[0], []) == []


def test_a_thousand_copies_are_one_group_and_do_not_explode() -> None:
    prints = printed(text_of(1), text_of(2)) + printed(text_of(1)) * 1000
    pairs = resembling_pairs(prints)
    assert len(pairs) < 3_000
    assert groups_of(pairs) == [[0, *range(2, 1002)]]


def test_few_or_none() -> None:
    assert resembling_pairs([]) == []
    assert resembling_pairs(printed(text_of(1))) == []
    assert groups_of([]) == []


@given(st.lists(st.integers(0, 5), min_size=2, max_size=12), st.integers(0, 99))
def test_pairs_are_what_comparing_each_with_each_says(chosen: list[int], salt: int) -> None:
    """For texts that are equal or strangers; in between a candidate may be missed."""
    prints = printed(*(text_of(one * 100 + salt) for one in chosen))
    exact = {
        (at, other)
        for other in range(len(prints))
        for at in range(other)
        if similarity(prints[at], prints[other]) >= NEARLY_THE_SAME
    }
    assert {(one.one, one.other) for one in resembling_pairs(prints)} == exact


def test_groups_join_through_others() -> None:
    pairs = [
        Resembling(0, 3, 0.6),
        Resembling(3, 9, 0.6),
        Resembling(4, 5, 0.9),
        Resembling(8, 9, 1),
    ]
    assert groups_of(pairs) == [[0, 3, 8, 9], [4, 5]]
