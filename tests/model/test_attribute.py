"""Values of attributes as they are written by hand."""

import pytest

from annotator.model.attribute import Attribute, AttributeValue, read_value

CHOICE = Attribute("m", "mention", "choice", values=("named", "pronoun"))
SEVERAL = Attribute("t", "traits", "several", values=("old", "new"))


@pytest.mark.parametrize(
    ("attribute", "words", "value"),
    [
        (CHOICE, "named", "named"),
        (CHOICE, "Named", None),
        (SEVERAL, "old", ("old",)),
        (SEVERAL, "odd", None),
        (Attribute("f", "checked", "flag"), "Yes", True),
        (Attribute("f", "checked", "flag"), "0", False),
        (Attribute("f", "checked", "flag"), "maybe", None),
        (Attribute("n", "crew", "number"), "-12", -12),
        (Attribute("n", "crew", "number"), "1.5", 1.5),
        (Attribute("n", "crew", "number"), "inf", None),
        (Attribute("n", "crew", "number"), "twelve", None),
        (Attribute("w", "words", "text"), "a = b", "a = b"),
    ],
)
def test_a_value_is_what_its_words_mean(
    attribute: Attribute, words: str, value: AttributeValue | None
) -> None:
    read = read_value(attribute, words)
    assert (read, type(read)) == (value, type(value))
