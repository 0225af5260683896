"""Where a sentence goes on though it seems to end."""

import pytest

from annotator.text.sentence_ends import goes_on


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("We met Dr. |Varga", True),
        ("J. |Varga left", True),
        ("the U.S. |President", True),
        ("“Why?” |she asked", True),
        ("etc. |and so on", True),
        ("Pines et al. |2017", True),
        ("It sank. |Then", False),
        ("It was I! |Then", False),
        ("on the NATO. |Then", False),
        ("so said Dr.\n|Varga", False),
        ("why?\n|she asked", False),
        ("sank.\u2028|then", False),
        ("هو قال. |ثم", False),
        ("它沉了。|然后", False),
        ("A handle.Dr. |Then", False),
        ("It sank. |", False),
    ],
)
def test_a_sentence_goes_on_behind_titles_and_before_small_letters(text: str, is_so: bool) -> None:
    before, after = text.split("|")
    assert goes_on(before + after, len(before.rstrip()), len(before)) is is_so
