"""Fingerprints: what texts have in common is told without comparing them."""

import random

import hypothesis.strategies as st
from hypothesis import given

from annotator.text.fingerprints import SIZE, fingerprints_of, similarity, words_of

VOCABULARY = [f"{a}{b}{c}" for a in "bdfglmnprst" for b in "aeiou" for c in "klmnrst"]


def text_of(seed: int, count: int = 400) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=count)


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def test_the_estimate_is_the_share_of_word_runs_in_common() -> None:
    base = text_of(1)
    for kept in (400, 360, 300, 200, 100):
        other = base[:kept] + text_of(kept + 7, 400 - kept)
        one, two = fingerprints_of([" ".join(base), " ".join(other)])
        assert one and two
        exact = len(runs(base) & runs(other)) / len(runs(base) | runs(other))
        assert abs(similarity(one, two) - exact) < 0.16


def test_articles_of_their_own_have_next_to_nothing_in_common() -> None:
    printed = fingerprints_of([" ".join(text_of(seed)) for seed in range(20)])
    assert all(similarity(printed[0], one) < 0.1 for one in printed[1:])  # type: ignore[arg-type]


def test_the_same_text_gives_the_same_bytes_on_every_machine() -> None:
    """They are kept in files that travel: another version of the library must not change them."""
    import hashlib

    [printed] = fingerprints_of(["Ilse Varga leads Norrow Lines – 港は大きい。"])
    assert printed and len(printed) == SIZE
    assert hashlib.sha256(printed).hexdigest()[:16] == "72d959af931494a8"


@given(st.lists(st.text(max_size=60), max_size=6))
def test_each_text_has_its_own_whatever_stands_beside_it(texts: list[str]) -> None:
    together = fingerprints_of(texts)
    assert together == [fingerprints_of([one])[0] for one in texts]
    assert [one is None for one in together] == [not words_of(one) for one in texts]


def test_case_punctuation_and_normal_form_do_not_count() -> None:
    plain, loud, other_form = fingerprints_of(
        [
            "the café in Lomera closed",
            "“THE CAFÉ, in Lomera: closed!”",
            "the cafe\u0301 in Lomera closed",
        ]
    )
    assert plain == loud == other_form


def test_scripts_without_spaces_have_words_too() -> None:
    one, two, other = fingerprints_of(
        [
            "港の渡輪は月曜日に再び出る。組合は喜ぶ。",
            "港の渡輪は火曜日に再び出る。組合は喜ぶ。",
            "市長は新しい橋を見に来た。",
        ]
    )
    assert one and two and other
    assert similarity(one, two) > 0.5
    assert similarity(one, other) < 0.2


def test_short_texts_are_one_run() -> None:
    one, same, other = fingerprints_of(["Ferry talks", "ferry talks!", "Ferry"])
    assert one == same != other
