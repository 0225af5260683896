"""What is told of an occurrence and of a phrase, and what is ticked."""

from annotator.review.phrases import Occurrence, Phrase
from annotator.ui.review.phrase_words import (
    NOBODY,
    is_to_settle,
    phrase_words,
    said_words,
    settled_words,
    usual_label,
)
from tests.builders import LABEL_SET
from tests.review.test_phrases import COVERED, see, settle
from tests.review.test_votes import VARGA, own

NAMES = {"a": "Ana", "b": "<b>Ben</b>", "c": "Kim"}
DIFFERING = [own("a", VARGA), own("b", VARGA._replace(label="o")), own("c")]


def told(*sets, verdicts=None):
    found = see(*sets, verdicts=verdicts)
    return said_words(found, LABEL_SET, NAMES), settled_words(found, LABEL_SET)


def test_who_says_what_and_how_it_stands():
    assert told(*DIFFERING) == ("PERSON Ana · ORGANISATION <b>Ben</b> · not Kim", "open")
    assert told(own("a", VARGA), own("b", VARGA)) == ("PERSON Ana, <b>Ben</b>", "agreed")
    assert told(own("a", VARGA)) == ("PERSON Ana", "")
    assert told(own("a")) == (NOBODY, "")
    wider = VARGA._replace(fragments=((COVERED[0] - 4, COVERED[1]),), label="gone")
    assert told(own("a", wider)) == ("within or across gone", "")


def test_what_was_decided():
    for label, words in (("r", "✓ ROLE"), (None, "✓ nothing here")):
        assert told(*DIFFERING, verdicts=settle(DIFFERING, label, []))[1] == words
    moved = [DIFFERING[0], own("b", VARGA._replace(label="c")), DIFFERING[2]]
    assert told(*moved, verdicts=settle(DIFFERING, "p", []))[1] == "changed since"


def test_phrases():
    assert phrase_words(Phrase("he", (("p", 1200), ("o", 1)), 3, 2), LABEL_SET) == (
        "PERSON 1,200 · ORGANISATION 1 · not labelled 3"
    )


def test_what_is_ticked_at_first():
    agreed = see(own("a", VARGA), own("b", VARGA))
    nobody = see(own("a"), own("b"))
    part = see(own("a", VARGA._replace(fragments=((0, COVERED[1]),))))
    settled = see(*DIFFERING, verdicts=settle(DIFFERING, "p", []))
    every = [see(*DIFFERING), agreed, nobody, part, settled]
    assert [is_to_settle(one, "p") for one in every] == [True, False, True, False, False]
    assert [is_to_settle(one, "o") for one in every] == [True, True, True, False, False]
    assert [is_to_settle(one, None) for one in every] == [True, True, False, False, False]
    assert usual_label([agreed, nobody, see(own("a", VARGA._replace(label="o"))), settled]) == "p"
    assert usual_label([nobody]) is None
    assert isinstance(agreed, Occurrence)
