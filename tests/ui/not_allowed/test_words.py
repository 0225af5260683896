"""What is wrong, what mends it and what mending did, in words."""

from dataclasses import replace

import pytest

from annotator.model.attribute import Attribute
from annotator.project.label_changes.fixing import Delete, Fixed, Relabel, SetValue, Turn
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.not_allowed.fixes import Fixes, fixes_for, wrong_of
from annotator.ui.not_allowed.words import done_words, fix_words, whose_words, wrong_words
from tests.builders import LABEL_SET

LABELS = replace(
    LABEL_SET,
    attributes=(*LABEL_SET.attributes, Attribute("n", "count", "number", "span"),
                Attribute("q", "sure", "flag", "span", is_required=True),
                Attribute("k", "length", "choice", "document", ("short", "long"))),
)  # fmt: skip


def place(kind, annotation="a", **said):
    said.setdefault("label", "p")
    return InvalidPlace(kind, "talks", "Talks", "me", annotation, 0, 1, "", "A", "", is_mine=True,
                        **said)  # fmt: skip


ENDS = place("ends", label="w", head="o", tail="p")
NO_TURN = place("ends", label="w", head="r", tail="c")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (ENDS, "works for may not go from ORGANISATION to PERSON"),
        (place("retired"), "PERSON is retired"),
        (place("retired", "", label="d1"), "politics is retired"),
        (place("retired", attribute="m", value="named"), "mention is retired; it is “named” here"),
        (place("value", attribute="m", value=True), "mention cannot be yes"),
        (place("value", attribute="n", value=("a", "b")), "count cannot be “a, b”"),
        (place("missing", attribute="q"), "sure is required and missing"),
        (place("elsewhere", label="o", attribute="m", value="named"),
         "mention is not for ORGANISATION; it is “named” here"),
        (place("elsewhere", label="w", attribute="m", value=3, head="p", tail="o"),
         "mention is for spans; it is 3 here"),
        (place("elsewhere", "", label="", attribute="m", value="x"),
         "mention is for spans; it is “x” here"),
        (place("retired", label="<b>gone</b>"), "<b>gone</b> is retired"),
    ],
)  # fmt: skip
def test_what_is_wrong(wrong, words):
    assert wrong_words(wrong, LABELS) == words


def test_whose_it_is():
    names = {"j": "jon\n"}
    theirs = place("retired")._replace(is_mine=False, annotator="j")
    assert whose_words(place("retired"), names) == "you"
    assert whose_words(theirs, names) == "jon"
    assert whose_words(theirs._replace(annotator=None), names) == "curated set"


def test_what_mends_and_what_it_did():
    fixes = (Turn(), Relabel("l"), SetValue(None), SetValue(True), SetValue("named"), Delete())
    assert [fix_words(one, LABELS) for one in fixes] == [
        "Swap head and tail", "Relabel as leads", "Take the value away", "Make it yes",
        "Make it “named”", "Delete",
    ]  # fmt: skip
    assert done_words(Turn(), Fixed(1, 0), LABELS) == "1 place mended: head and tail swapped."
    assert done_words(Relabel("l"), Fixed(1200, 2), LABELS) == (
        "1,200 places mended: relabelled as leads. 2 places stayed: it does not do there, or "
        "others labelled there."
    )
    assert done_words(Delete(), Fixed(0, 1), LABELS) == (
        "Nothing was mended: it does not do for 1 place."
    )


def test_at_once_only_what_loses_and_invents_nothing():
    assert fixes_for([ENDS], LABELS).at_once == Turn()
    assert fixes_for([NO_TURN], LABELS) == Fixes((Relabel("s"), Delete()), None)
    elsewhere = place("elsewhere", label="o", attribute="m", value="named")
    assert fixes_for([elsewhere], LABELS) == Fixes((SetValue(None),), SetValue(None))
    value = place("value", attribute="m", value="x")
    assert fixes_for([value], LABELS).at_once is None, "named or pronoun is a choice"
    assert fixes_for([place("missing", attribute="q")], LABELS).at_once is None
    assert fixes_for([place("retired")], LABELS).at_once is None
    assert fixes_for([], LABELS) == Fixes()


def test_of_many_only_what_does_for_all():
    assert fixes_for([ENDS, NO_TURN], LABELS) == Fixes((Relabel("s"), Delete()), None)
    elsewhere = place("elsewhere", label="o", attribute="m", value="named")
    value = place("value", attribute="m", value="x")
    both = fixes_for([elsewhere, value], LABELS)
    assert both == Fixes((SetValue(None),), None), "one of them could keep a value"
    assert fixes_for([ENDS, value], LABELS) == Fixes()
    assert fixes_for([place("missing", attribute="n")], LABELS) == Fixes()


def test_alike_is_what_has_the_same_wrong():
    assert wrong_of(ENDS) == wrong_of(ENDS._replace(document="other", annotation="b"))
    assert wrong_of(ENDS) != wrong_of(NO_TURN)
    yes, one = (place("value", attribute="m", value=value) for value in (True, 1))
    assert wrong_of(yes) != wrong_of(one)
