"""Pairs without a relation: as many as asked, always the same, none that has one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.negatives import (
    Pair,
    Sampling,
    pairs_of,
    pairs_within_sentences,
    sampling_of,
)
from annotator.formats.token_text import Aligned, tokens_of
from annotator.model.format_errors import SettingWrong
from annotator.model.relation import Relation

PAIRS = [Pair(head, tail) for head in "abcde" for tail in "abcde" if head != tail]
pairs = st.lists(st.sampled_from(PAIRS), unique=True)


@given(st.lists(pairs, max_size=5), st.sampled_from([0.0, 0.3, 1.0, 2.5]))
def test_as_many_as_asked_while_there_are_some(related: list[list[Pair]], share: float) -> None:
    sampling, again = Sampling(share), Sampling(share)
    asked = given_out = 0
    for number, has in enumerate(related):
        found = sampling.sampled(f"d{number}", has, PAIRS)
        assert found == again.sampled(f"d{number}", has, PAIRS)
        assert not set(found) & set(has)
        assert found == [one for one in PAIRS if one in found]
        asked += len(has)
        given_out += len(found)
    assert given_out <= share * asked + 1e-6
    rooms = all(share * len(has) < len(PAIRS) - len(has) - 1 for has in related)
    assert not rooms or given_out > share * asked - 1


def test_what_one_article_cannot_give_the_next_gives() -> None:
    sampling = Sampling(2.0)
    assert sampling.sampled("a", PAIRS[:2], PAIRS[:3]) == [PAIRS[2]]
    assert len(sampling.sampled("b", [], PAIRS)) == 3
    assert sampling.sampled("c", [], PAIRS) == []


def test_other_seeds_and_other_articles_take_other_pairs() -> None:
    taken = {
        tuple(Sampling(1.0, seed).sampled(document, PAIRS[:4], PAIRS))
        for seed in "123"
        for document in "abc"
    }
    assert len(taken) > 6


def test_what_comes_later_changes_nothing_before() -> None:
    first = Sampling(1.0)
    assert first.sampled("a", PAIRS[:4], PAIRS) == Sampling(1.0).sampled("a", PAIRS[:4], PAIRS)


def test_pairs_lie_in_one_sentence_and_are_two_places() -> None:
    tokens = tokens_of("Ilse met Erik. Norrow slept.")
    aligned = {
        "i": Aligned(0, 1, True),
        "e": Aligned(2, 3, True),
        "e2": Aligned(2, 3, True),
        "n": Aligned(4, 5, True),
    }
    assert list(pairs_within_sentences(aligned, tokens)) == [
        Pair("i", "e"),
        Pair("i", "e2"),
        Pair("e", "i"),
        Pair("e2", "i"),
    ]


def test_two_relations_of_a_pair_are_one_pair() -> None:
    relations = [Relation("r", "leads", "a", "b"), Relation("s", "owns", "a", "b")]
    assert pairs_of(relations) == [Pair("a", "b")]


def test_a_share_is_a_number() -> None:
    assert sampling_of({"negatives": "0.5", "seed": "x"}).share == 0.5
    for share in ("many", "-1", "nan", "inf", "1e9"):
        with pytest.raises(SettingWrong):
            sampling_of({"negatives": share, "seed": "1"})
