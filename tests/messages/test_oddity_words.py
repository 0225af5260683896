"""What looks like a slip, in words."""

from typing import get_args

import pytest

from annotator.messages.oddity_words import _WORDS, KIND_WORDS, mend_words, more_words, oddity_words
from annotator.model.oddity import ODD_KINDS, Odd, Oddity

NAMES = {"p": "PERSON", "o": "ORGANISATION", "w": "works for", "l": "leads"}


def odd(kind: str, what: str, **more: object) -> Oddity:
    return Oddity(kind, what, ((0, 4),), str(more.pop("label", "o")), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("oddity", "words", "mend"),
    [
        (
            odd("labels", "minority", mend="relabel", better_label="p", counts=(1, 1041, 1042, 30)),
            "ORGANISATION once, PERSON 1,041 of 1,042",
            "relabel as PERSON",
        ),
        (
            odd("labels", "tie", better_label="p", counts=(2, 2, 4, 0)),
            "ORGANISATION 2 of 4, PERSON 2",
            "",
        ),
        (
            odd("repeats", "unlabelled", mend="label", better_label="p", counts=(15, 1)),
            "labelled 15 times, not labelled once",
            "label as PERSON",
        ),
        (
            odd("variants", "article", mend="move", counts=(1, 9)),
            "with the article before it once, without 9 times",
            "move its ends",
        ),
        (
            odd("variants", "no full stop", mend="move", counts=(2, 9)),
            "without the full stop behind it 2 times, with 9 times",
            "move its ends",
        ),
        (
            odd("relations", "turned", label="w", mend="turn"),
            "works for is allowed only the other way round",
            "turn it round",
        ),
        (
            odd("relations", "other label", label="w", mend="relabel", better_label="l"),
            "works for is not allowed between these, only leads",
            "relabel as leads",
        ),
        (odd("duplicates", "same span", mend="delete"), "the same span twice", "delete one"),
        (odd("ends", "only punctuation", mend="delete"), "nothing but punctuation", "delete"),
    ],
)
def test_words(oddity: Oddity, words: str, mend: str) -> None:
    assert (oddity_words(oddity, NAMES), mend_words(oddity, NAMES)) == (words, mend)


def test_what_else_is_worth_knowing() -> None:
    found = odd("labels", "minority", better_label="p", counts=(1, 5, 6, 2))
    assert more_words(found) == "the same annotator has it otherwise 2 times"
    assert more_words(odd("labels", "minority", counts=(1, 5, 6, 0))) == ""
    assert more_words(odd("labels", "tie")) == "no label is worn by more than any other"
    assert more_words(odd("ends", "space")) == ""


def test_everything_odd_has_words_and_every_kind_a_name() -> None:
    assert set(_WORDS) == set(get_args(Odd))
    assert tuple(KIND_WORDS) == ODD_KINDS


def test_names_of_labels_are_made_safe() -> None:
    found = odd("repeats", "unlabelled", mend="label", better_label="p", counts=(2, 1))
    assert mend_words(found, {"p": "PER\u202eSON\n"}) == "label as PER‹U+202E›SON"
    assert mend_words(found, {}) == "label as p"
