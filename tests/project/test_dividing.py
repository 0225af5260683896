"""Dividing articles among people: evenly, every pair alike, the same each time."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.dividing import Division, divide, drawn

NOBODY: dict[str, list[str]] = {}


def documents(count: int) -> list[str]:
    return [f"d{number}" for number in range(count)]


def people_of(division: Division) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document, annotator in division.given:
        found.setdefault(document, []).append(annotator)
    return found


def test_two_people_get_half_each() -> None:
    division = divide(documents(24), ["maria", "jonas"], NOBODY)
    assert (division.loads, division.shared) == ({"maria": 12, "jonas": 12}, 0)
    assert len(division.given) == 24


def test_each_article_by_both() -> None:
    division = divide(documents(3), ["maria", "jonas"], NOBODY, per_article=2)
    assert all(set(who) == {"maria", "jonas"} for who in people_of(division).values())
    assert (division.documents, division.shared) == (3, 3)


def test_a_share_by_both_and_the_rest_by_one() -> None:
    division = divide(documents(24), ["maria", "jonas"], NOBODY, per_article=2, share=25)
    assert (division.loads, division.shared) == ({"maria": 15, "jonas": 15}, 6)
    assert Counter(map(len, people_of(division).values())) == {1: 18, 2: 6}


def test_every_pair_meets_as_often() -> None:
    people = ["a", "b", "c", "d"]
    division = divide(documents(24), people, NOBODY, per_article=2)
    pairs = Counter(frozenset(who) for who in people_of(division).values())
    assert pairs == {frozenset(pair): 4 for pair in combinations(people, 2)}


def test_what_is_held_stays_and_counts() -> None:
    held = {one: ["maria"] for one in documents(4)}
    division = divide(documents(8), ["maria", "jonas"], held)
    assert division.loads == {"maria": 4, "jonas": 4}
    assert [document for document, _ in division.given] == documents(8)[4:]
    again = {one: [*held.get(one, ()), *people_of(division).get(one, ())] for one in documents(8)}
    assert divide(documents(8), ["maria", "jonas"], again).given == ()


def test_what_others_hold_does_not_count() -> None:
    assert divide(["d0"], ["jonas"], {"d0": ["maria"]}).given == (("d0", "jonas"),)


def test_no_more_per_article_than_there_are_people() -> None:
    assert divide(["d0"], ["a", "b"], NOBODY, per_article=9).loads == {"a": 1, "b": 1}
    assert divide(["d0", "d0"], ["a", "a"], NOBODY, per_article=2).given == (("d0", "a"),)
    assert divide([], ["a"], NOBODY) == Division(0, (), {"a": 0}, 0)


@given(st.integers(0, 40), st.integers(1, 6), st.integers(1, 6), st.integers(0, 100))
def test_always_even_and_always_the_same(
    count: int, crowd: int, per_article: int, share: int
) -> None:
    people = [f"p{number}" for number in range(crowd)]
    asked = {"per_article": per_article, "share": share}
    division = divide(documents(count), people, NOBODY, **asked)
    assert division == divide(documents(count), people, NOBODY, **asked)
    assert max(division.loads.values()) - min(division.loads.values()) <= 1
    assert sum(division.loads.values()) == len(division.given) == len(set(division.given))
    assert set(people_of(division)) == set(documents(count))


def test_a_share_is_drawn_whatever_the_order() -> None:
    chosen = drawn(documents(40), 25)
    assert len(chosen) == 10
    assert set(drawn(reversed(documents(40)), 25)) == set(chosen)
    assert chosen == [one for one in documents(40) if one in chosen]
    assert drawn(documents(40), 25, "second time") != chosen


def test_a_small_share_is_one_at_least_and_none_is_none() -> None:
    assert len(drawn(documents(3), 1)) == 1
    assert drawn(documents(3), 0) == drawn([], 50) == []
    assert drawn(documents(3), 100) == documents(3)
