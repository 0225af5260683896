"""What can be wanted of a queue, turned on and off, in words."""

from annotator.review.queue import CaseFilter
from annotator.ui.review.filter_words import filter_words, wishes
from tests.builders import LABEL_SET


def wish(words):
    return next(one for one in wishes(LABEL_SET, ["slip", "<b>"]) if one.words == words)


def test_each_wish_is_turned_on_and_off():
    for one in wishes(LABEL_SET, ["slip"]):
        wanted = one.turned(CaseFilter())
        assert one.is_in(wanted) and not one.is_in(CaseFilter())
        assert one.turned(wanted).is_everything


def test_wishes_of_one_part_are_alternatives():
    wanted = wish("ROLE").turned(wish("PERSON").turned(CaseFilter()))
    assert wanted.labels == {"p", "r"}
    assert wish("PERSON").turned(wanted).labels == {"r"}


def test_words():
    wanted = wish("open").turned(
        wish("<b>").turned(wish("guideline needs work").turned(CaseFilter()))
    )
    assert filter_words(wanted, LABEL_SET) == "open, guideline needs work, <b>"
    assert filter_words(CaseFilter(), LABEL_SET) == ""
    assert len({(one.part, one.value) for one in wishes(LABEL_SET, ["slip"])}) == len(
        list(wishes(LABEL_SET, ["slip"]))
    )
