"""Text that was encoded twice is noticed; text that only has accents is not."""

import pytest
from hypothesis import given

from annotator.formats.articles.double_encoding import double_encoded_example
from tests.formats.strategies import texts


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Le café a été fermé à midi.", "latin-1"),
        ("She said: “We don’t know”, and left – at once.", "cp1252"),
        ("Паром стоит у причала уже давно", "latin-1"),
    ],
)
def test_text_encoded_twice_is_noticed(text: str, wrong: str) -> None:
    twice = text.encode().decode(wrong, "ignore")
    found = double_encoded_example(twice)
    assert found is not None
    assert found[0] in twice
    assert found[1] in text
    assert double_encoded_example(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ÀÉÎÕÜ ß",
        "“‘quoted’”",
        "10 °C – “à” ’’ ««»»",
        "Ãšili",
        "naïve Ærø Ångström",
        "€100…",
        "grö\u00dferß\u00adlich ß\u00ad",
    ],
)
def test_accents_and_marks_alone_are_no_sign(text: str) -> None:
    assert double_encoded_example(text) is None


@given(texts)
def test_no_text_makes_it_fail(text: str) -> None:
    double_encoded_example(text)
