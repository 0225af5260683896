"""Text that every file can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.storable import storable


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("plain", "plain"),
        ("é 渡輪 😀 \u2028\xa0\ufeff", "é 渡輪 😀 \u2028\xa0\ufeff"),
        ("\ufeffstart", "\ufeffstart"),
        ("a\0b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("\udc00x\ud800y", "\ufffdx\ufffdy"),
        ("\ud83d\ude00", "😀"),
    ],
)
def test_row_28_what_becomes_of_text(text: str, stored: str) -> None:
    assert storable(text) == stored


@given(st.text(st.characters(exclude_categories=[])))
def test_row_28_it_can_be_written_and_stays_so(text: str) -> None:
    stored = storable(text)
    stored.encode()
    assert "\0" not in stored
    assert storable(stored) == stored
    if not any(0xD800 <= ord(one) < 0xE000 for one in text):
        assert len(stored) == len(text)
