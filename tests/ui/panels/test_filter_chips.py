"""The pills above the article list stay in one row; long numbers are shortened."""

import pytest

from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.panels.filter_chips import FilterChips

FILTERS = ("all", "new", "in_progress", "finished")
ROOM = 244
"""What the list leaves at its default width."""


@pytest.fixture
def chips(qtbot):
    """Pills in the face of the window, with the room of the default width."""
    register_fonts()
    chips = FilterChips()
    chips.setFont(interface_font())
    qtbot.addWidget(chips)
    chips.resize(ROOM, 60)
    chips.show()
    return chips


def settle(qtbot, chips):
    qtbot.waitUntil(lambda: chips.chip("finished").width() > 0)
    chips.layout().activate()


@pytest.mark.parametrize(
    "counts",
    [
        {"new": 2, "in_progress": 2, "finished": 11},
        {"new": 864, "in_progress": 123, "finished": 341},
        {"new": 84_321, "in_progress": 1_234, "finished": 12_432},
        {"new": 84_321, "in_progress": 31_234, "finished": 52_432},
    ],
)
def test_all_pills_stand_in_one_row_whatever_the_counts(qtbot, chips, counts):
    chips.set_counts(counts)
    settle(qtbot, chips)
    pills = [chips.chip(which) for which in FILTERS]
    assert {pill.y() for pill in pills} == {pills[0].y()}
    assert pills[-1].geometry().right() < ROOM
    assert all(pill.width() > pill.words_width() + 4 for pill in pills)


def test_the_whole_number_is_in_the_tooltip_and_spoken(chips):
    chips.set_counts({"new": 84_321, "in_progress": 12})
    assert chips.chip("new").words == "To do 84k"
    assert chips.chip("new").accessibleName() == "To do 84,321"
    assert "84,321" in chips.chip("new").toolTip()
    assert chips.chip("in_progress").toolTip() == ""


def test_wider_room_makes_wider_pills(qtbot, chips):
    chips.set_counts({"new": 864, "in_progress": 123, "finished": 341})
    slim = chips.chip("new").sizeHint().width()
    chips.resize(400, 60)
    assert chips.chip("new").sizeHint().width() > slim
