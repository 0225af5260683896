"""What is written beside spans, where there is little room for it."""

import pytest

from annotator.ui.text_view.wording import abbreviation


@pytest.mark.parametrize(
    ("width", "shown"), [(40, "ROL."), (35, "RO."), (20, "R."), (19, "R"), (1, "R")]
)
def test_a_name_without_room_keeps_its_first_letters(width, shown):
    assert abbreviation("ROLE", width, lambda words: 10 * len(words)) == shown


def test_no_blank_stands_before_the_full_stop():
    assert abbreviation("NEWS ROOM", 60, lambda words: 10 * len(words)) == "NEWS."
