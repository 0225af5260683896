"""What was on screen long enough, and what never was."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.seen_text import paragraphs_beside
from annotator.ui.text_view.blocks import Blocks
from tests.ui.windows import CTRL, SHIFT

TEXT = "First one.\n\nSecond one.\n\nThird one."


@pytest.mark.parametrize(
    ("seen", "unseen"),
    [
        ([], ["First one.", "Second one.", "Third one."]),
        ([(0, 3)], ["Second one.", "Third one."]),
        ([(3, 14)], ["Third one."]),
        ([(10, 12)], ["First one.", "Second one.", "Third one."]),
        ([(0, 10), (25, 26)], ["Second one."]),
        ([(0, len(TEXT))], []),
    ],
)
def test_paragraphs_that_no_range_reaches_into(seen, unseen):
    found = paragraphs_beside(Blocks(TEXT), seen)
    assert [TEXT[start:end] for start, end in found] == unseen


def test_a_paragraph_in_pieces_is_one_and_shown_with_any_of_them():
    text = "Short.\n" + "word " * 2000 + "\nEnd."
    blocks = Blocks(text)
    assert len(blocks) > 4
    assert paragraphs_beside(blocks, [(8000, 8010)]) == [(0, 6), (len(text) - 4, len(text))]
    (long,) = paragraphs_beside(blocks, [(0, 2), (len(text) - 2, len(text))])
    assert text[slice(*long)].strip() == ("word " * 2000).strip()


@pytest.fixture
def large(opened):
    """The window with a text so large that an article is more than one windowful."""
    opened.page.view.set_text_font("Noto Serif", 160)
    return opened


def wait_seen(qtbot, page):
    shown = page.view.visible_range()
    qtbot.waitUntil(lambda: any(a <= shown[0] and shown[1] <= b for a, b in page.seen.ranges))


def test_what_stays_on_screen_is_kept_and_what_does_not_is_told(large, hands, qtbot):
    page, text = large.page, large.page.view.text
    wait_seen(qtbot, page)
    assert page.seen.ranges[-1][1] < len(text)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert large.session.document.id == "talks"
    assert "never shown" in large.status_bar.message()
    hands.press(Qt.Key.Key_F5, SHIFT)
    first = large.session.selection.caret
    assert first > page.view.visible_range()[0] - 1
    assert page.is_in_text()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert large.session.document.id == "ferry"
    assert large.session.project.annotation_set("talks").status == "finished"


def test_it_is_in_the_file_when_the_article_is_left(large, hands, qtbot):
    wait_seen(qtbot, large.page)
    seen = large.page.seen.ranges
    large.page.articles.select_next()
    hands.settle()
    qtbot.waitUntil(lambda: large.session.project.seen.of("talks") == seen)
    assert large.page.seen.ranges == []


def test_switched_off_nothing_is_kept_or_told(large, hands, settings):
    large.run("toggle_seen")
    assert not settings.get("is_seen_kept")
    assert not large.page.seen._next_look.isActive()
    assert large.page.seen.ranges == []
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert large.session.document.id == "ferry"


def test_what_was_seen_under_one_name_is_not_the_others(large, qtbot):
    wait_seen(qtbot, large.page)
    me = large.session.project.me
    seen = large.page.seen.ranges
    assert large.session.sign_in("Somebody Else")
    assert large.page.seen.ranges == []
    assert large.session.sign_in(me.name)
    qtbot.waitUntil(lambda: large.session.project.seen.of("talks") == seen)


def test_where_nobody_could_sign_in_the_article_goes_on_being_looked_at(large, qtbot):
    assert not large.session.sign_in("")
    large.page.view.scroll_to(len(large.page.view.text))
    wait_seen(qtbot, large.page)


def test_an_article_of_one_windowful_is_done_at_once(opened, hands):
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert opened.session.document.id == "ferry"
