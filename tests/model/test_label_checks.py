"""A label set that cannot be used is refused, and with what it is about."""

from dataclasses import replace

import pytest

from annotator.model.attribute import Attribute
from annotator.model.errors import KeyTaken
from annotator.model.label_checks import check_label_set
from annotator.model.label_errors import NameEmpty, NameTaken
from annotator.model.labels import DocumentLabel, SpanLabel
from tests.builders import LABEL_SET


def test_what_is_in_order_passes() -> None:
    check_label_set(LABEL_SET)


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\a"])
def test_a_name_needs_letters_in_one_line(name: str) -> None:
    wrong = replace(LABEL_SET, document_labels=(DocumentLabel("d", name),))
    with pytest.raises(NameEmpty):
        check_label_set(wrong)


def test_two_of_a_kind_have_two_names_though_one_be_retired() -> None:
    retired = SpanLabel("x", "PERSON", "#000000", is_retired=True)
    with pytest.raises(NameTaken) as refused:
        check_label_set(replace(LABEL_SET, span_labels=(*LABEL_SET.span_labels, retired)))
    assert refused.value.name == "PERSON"


def test_attributes_of_spans_and_of_relations_may_share_a_name() -> None:
    other = Attribute("y", "mention", "flag", "relation")
    both = replace(LABEL_SET, attributes=(*LABEL_SET.attributes, other))
    check_label_set(both)
    with pytest.raises(NameTaken):
        check_label_set(replace(both, attributes=(*both.attributes, replace(other, id="z"))))


def test_a_key_is_one_label_s_upper_and_lower_case_alike() -> None:
    labels = (SpanLabel("a", "A", "#000000", "q"), SpanLabel("b", "B", "#000000", "Q"))
    with pytest.raises(KeyTaken) as refused:
        check_label_set(replace(LABEL_SET, span_labels=labels))
    assert (refused.value.label, refused.value.other) == ("B", "A")
    retired = (labels[0], replace(labels[1], is_retired=True))
    check_label_set(replace(LABEL_SET, span_labels=retired))
