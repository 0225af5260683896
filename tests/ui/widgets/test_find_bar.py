"""Finding words in the open article."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.widgets.find_bar import FindBar, find_ranges

TEXT = "The ferry sailed. A FERRY sank; ferries do.\n😀 ferry"


@pytest.fixture
def bar(qtbot):
    bar = FindBar()
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def visited(bar):
    places = []
    bar.hit_requested.connect(lambda start, end: places.append(TEXT[start:end]))
    return places


def test_hits_are_code_points_and_ignore_case():
    hits = find_ranges(TEXT, "Ferry")
    assert [TEXT[start:end] for start, end in hits] == ["ferry", "FERRY", "ferry"]
    assert hits[-1] == (len(TEXT) - 5, len(TEXT))


def test_hits_do_not_overlap_and_have_an_end():
    assert find_ranges("aaaa", "aa") == ((0, 2), (2, 4))
    assert len(find_ranges("a" * 100, "a", at_most=7)) == 7
    assert find_ranges("abc", "") == ()


def test_a_text_whose_lower_case_is_longer_keeps_its_offsets():
    text = "İstanbul, istanbul"  # lower case of İ is two characters
    assert [text[start:end] for start, end in find_ranges(text, "istanbul")] == ["istanbul"]


def test_opening_goes_to_the_first_hit_from_the_caret(bar, visited):
    bar.open_on(TEXT, "ferry", 6)
    assert visited == ["FERRY"]
    assert bar.count_words() == "2 of 3"


def test_walking_goes_round_both_ways(bar, visited, qtbot):
    bar.open_on(TEXT, "ferry", 0)
    bar.find_previous()
    assert bar.count_words() == "3 of 3"
    bar.find_next()
    assert bar.count_words() == "1 of 3"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    qtbot.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert visited == ["ferry", "ferry", "ferry", "FERRY", "ferry"]


def test_typing_looks_and_tells_all_hits(bar, qtbot):
    told = []
    bar.hits_found.connect(told.append)
    bar.open_on(TEXT, "", 0)
    qtbot.keyClicks(bar.words, "fer")
    assert len(told[-1]) == 4
    qtbot.keyClicks(bar.words, "x")
    assert (told[-1], bar.count_words()) == ((), "Not found")


def test_escape_closes_and_takes_the_hits_away(bar, qtbot):
    told = []
    bar.open_on(TEXT, "ferry", 0)
    bar.hits_found.connect(told.append)
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert told == [()]
    assert bar.isHidden()


def test_another_article_is_searched_for_the_same_words(bar):
    bar.open_on(TEXT, "ferry", 0)
    bar.set_text("No boats. One ferry.")
    assert bar.count_words() == "1 of 1"
