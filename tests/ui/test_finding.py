"""Finding in the window: by keys, from hit to hit, and from a hit to a label."""

import pytest
from PySide6.QtCore import Qt

from annotator.model.document import Document
from annotator.project.searching import Hits
from annotator.ui.finding import count_words
from tests.builders import TEXT
from tests.ui.ferry_project import FERRY, make_project
from tests.ui.windows import CTRL, SHIFT

KEY = Qt.Key
REPEATED = "The Norrow ferry left Norrow.\n\nIn Norrow nobody said more of Norrow.\n"


@pytest.fixture
def find(window, hands):
    """Opens the bar by its key and types."""

    def find(words):
        hands.press(KEY.Key_F, CTRL)
        hands.type(words)
        hands.settle()

    return find


@pytest.fixture
def repeated(window, hands, tmp_path):
    """The window on an article with one name four times."""
    open_text(window, hands, tmp_path, REPEATED)
    return window


def selected(window):
    chosen = window.session.selection.text
    return chosen and window.session.document.text[slice(*chosen)]


def said(window):
    return window.page.find_bar.said()


def spans(window):
    text = window.session.document.text
    return [
        (one.covered_text(text), one.label) for one in window.session.annotation_set.spans.values()
    ]


def open_text(window, hands, tmp_path, text):
    window.show_project(make_project(tmp_path / "other.annotator", [Document("one", text)]))
    hands.settle()


def test_typing_goes_to_the_first_hit_and_counts(opened, hands, find):
    find("ferr")
    assert selected(opened) == "ferr"
    assert said(opened) == f"1 of {TEXT.lower().count('ferr')}"
    assert [TEXT[a:b].lower() for a, b in opened.page.view.hits] == ["ferr"] * TEXT.lower().count(
        "ferr"
    )
    hands.type("q")
    assert said(opened) == "Not found"
    assert opened.page.view.hits == ()


def test_a_hit_is_labelled_at_once(opened, hands, find):
    find("ilse varga")
    hands.press(KEY.Key_Escape)
    assert opened.page.is_in_text()
    hands.type("1")
    assert spans(opened) == [("Ilse Varga", "p")]


def test_words_cut_by_a_hit_are_labelled_whole(opened, hands, find):
    find("norr")
    assert selected(opened) == "Norr"
    hands.press(KEY.Key_Escape)
    assert selected(opened) == "Norrow"
    hands.type("3")
    assert spans(opened)[0][0] == "Norrow"


def test_part_of_a_word_of_several_is_labelled_as_it_was_found(window, hands, tmp_path):
    open_text(window, hands, tmp_path, "The mayor of al-Bab met Varga's brother.")
    hands.press(KEY.Key_F, CTRL)
    hands.type("varga")
    hands.press(KEY.Key_Escape)
    hands.type("1")
    assert spans(window) == [("Varga", "p")]


def test_find_label_next_label(repeated, hands, find):
    """The loop of somebody who labels one name after the other, with the hand on the keys."""
    count = REPEATED.count("Norrow")
    find("norrow")
    hands.press(KEY.Key_Escape)
    for _ in range(count):
        hands.type("2")
        hands.press(KEY.Key_F3)
        hands.settle()
    assert [one for one, _ in spans(repeated)] == ["Norrow"] * count
    assert repeated.page.is_in_text()


def test_f3_walks_round_from_where_one_is(repeated, hands, find):
    find("norrow")
    hits = repeated.page.finding.hits
    hands.press(KEY.Key_F3)
    assert repeated.session.selection.text == hits[1]
    hands.press(KEY.Key_F3, SHIFT)
    hands.press(KEY.Key_F3, SHIFT)
    assert repeated.session.selection.text == hits[-1]
    assert "end of the article" in repeated.status_bar.message()
    hands.press(KEY.Key_Return)
    assert repeated.session.selection.text == hits[0]
    assert "start of the article" in repeated.status_bar.message()
    hands.press(KEY.Key_Escape)
    repeated.session.selection.set_caret(hits[1][0] - 1)
    hands.press(KEY.Key_F3)
    hands.settle()
    assert repeated.session.selection.text == hits[1]
    assert repeated.page.is_in_text()
    assert said(repeated) == f"2 of {len(hits)}"


def test_which_hit_is_current_follows_the_selection(repeated, hands, find):
    find("norrow")
    count = len(repeated.page.finding.hits)
    repeated.session.selection.set_caret(0)
    assert said(repeated) == f"{count} hits"
    repeated.session.selection.select_text(*repeated.page.finding.hits[-1])
    assert said(repeated) == f"{count} of {count}"


def test_escape_in_the_text_closes_the_bar_before_it_lets_go(opened, hands, find):
    find("norrow")
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_F3)
    hands.settle()
    chosen = opened.session.selection.text
    assert opened.page.find_bar.isVisible()
    hands.press(KEY.Key_Escape)
    assert opened.page.find_bar.isHidden()
    assert opened.page.view.hits == ()
    assert opened.session.selection.text == chosen
    hands.press(KEY.Key_Escape)
    assert opened.session.selection.text is None


def test_the_selected_words_are_looked_for(opened, hands):
    start = TEXT.index("harbour master")
    opened.session.selection.select_text(start, start + 14)
    hands.press(KEY.Key_F, CTRL)
    assert opened.page.find_bar.words.text() == "harbour master"
    assert opened.session.selection.text == (start, start + 14)


def test_so_is_the_text_of_a_selected_span(opened, hands):
    opened.session.selection.set_caret(TEXT.index("Norrow"))
    hands.type("2")
    hands.press(KEY.Key_F, CTRL)
    assert opened.page.find_bar.words.text() == "Norrow"


def test_selected_words_are_no_pattern(window, hands, tmp_path):
    open_text(window, hands, tmp_path, "It rose (by a.b) and fell by axb.")
    window.page.find_bar.pattern.setChecked(True)
    window.session.selection.select_text(12, 15)
    hands.press(KEY.Key_F, CTRL)
    hands.settle()
    assert said(window) == "1 of 1"


def test_ways_to_look_change_the_hits_at_once(opened, hands, find):
    find("Ferry")
    every = len(opened.page.finding.hits)
    opened.page.find_bar.case.click()
    assert len(opened.page.finding.hits) < every
    opened.page.find_bar.case.click()
    opened.page.find_bar.pattern.click()
    hands.settle()
    assert len(opened.page.finding.hits) == every


def test_a_wrong_pattern_is_told_where_one_looks(opened, hands, find):
    opened.page.find_bar.pattern.setChecked(True)
    find("(a")
    assert "missing )" in said(opened)
    hands.type(")")
    hands.settle()
    assert said(opened).startswith("1 of ")


def test_a_heavy_pattern_leaves_the_window_alive(window, hands, tmp_path, qtbot):
    open_text(window, hands, tmp_path, "x" * 5000 + "\nThe ferry.\n")
    window.page.find_bar.pattern.setChecked(True)
    window.page.find_bar.open_bar("(x+x+)+y")
    window.page.find_bar.query_changed.emit()
    assert window.page.finding.is_looking
    hands.press(KEY.Key_Escape)  # while it works: nobody has to wait for it
    assert window.page.is_in_text()
    assert not window.page.finding.is_looking
    window.page.find_bar.open_bar("(x+x+)+y")
    window.page.find_bar.query_changed.emit()
    qtbot.waitUntil(lambda: said(window) == "Looking…")
    qtbot.waitUntil(lambda: "too complex" in said(window))
    window.page.find_bar.pattern.click()
    assert said(window) == "Not found"


def test_another_article_is_looked_through_for_the_same(opened, hands, find):
    find("norrow")
    hands.press(KEY.Key_PageDown, CTRL)
    hands.settle()
    assert opened.session.document.text == FERRY
    assert said(opened) == f"{FERRY.count('Norrow')} hits"
    assert opened.session.selection.text is None


def test_the_bar_closes_with_the_article(opened, hands, find):
    find("norrow")
    opened.session.close_document()
    assert opened.page.find_bar.isHidden()
    assert opened.page.finding.hits == ()


def test_hits_are_counted_in_words():
    assert count_words(Hits(), None) == "Not found"
    assert count_words(Hits(((0, 1),)), None) == "1 hit"
    many = tuple((place, place + 1) for place in range(1200))
    assert count_words(Hits(many), 2) == "3 of 1,200"
    assert count_words(Hits(many, is_cut=True), None) == "1,200+ hits"
