"""What was on screen long enough, and what never was."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.panels.seen_section import Shown, shown_words
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


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Shown(14, 0, True), "All 14 paragraphs were shown."),
        (Shown(14, 1, True), "1 of 14 paragraphs was never shown."),
        (Shown(1400, 1200, True), "1,200 of 1,400 paragraphs were never shown."),
        (Shown(1, 0, True), "Its one paragraph was shown."),
        (Shown(1, 1, True), "None of 1 paragraph was shown yet."),
        (Shown(15, 15, True), "None of 15 paragraphs was shown yet."),
    ],
)
def test_how_much_was_shown_in_words(shown, words):
    assert shown_words(shown) == words


def test_the_inspector_says_how_much_was_shown_and_goes_to_the_rest(large, hands, qtbot):
    page, section = large.page, large.page.inspector.seen
    qtbot.waitUntil(lambda: section.words.text().endswith("never shown."))
    wait_seen(qtbot, page)
    total = page.seen.shown().paragraphs
    never = len(paragraphs_beside(page.view.galley.blocks, page.seen.ranges))
    assert 0 < never < total
    qtbot.waitUntil(
        lambda: section.words.text().startswith(f"{never} of {total} paragraphs "), timeout=3000
    )
    while section.go_button.isVisible():
        before = page.seen.shown().never_shown
        qtbot.mouseClick(section.go_button, Qt.MouseButton.LeftButton)
        assert page.is_in_text()
        wait_seen(qtbot, page)
        qtbot.waitUntil(lambda: page.seen.shown().never_shown < before)  # noqa: B023
        section.refresh()
    assert section.words.text() == f"All {total} paragraphs were shown."
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert large.session.document.id == "ferry"  # there is nothing to be asked


def test_it_is_switched_off_and_on_where_it_is_shown(large, hands, settings, qtbot):
    section = large.page.inspector.seen
    qtbot.waitUntil(section.words.isVisible)
    assert section.box.isChecked()
    qtbot.mouseClick(section.box, Qt.MouseButton.LeftButton)
    assert not settings.get("is_seen_kept")
    qtbot.waitUntil(section.words.isHidden)
    assert not section.box.isChecked() and not section.go_button.isVisible()
    hands.wait_saved()
    qtbot.mouseClick(section.box, Qt.MouseButton.LeftButton)
    assert settings.get("is_seen_kept")
    qtbot.waitUntil(section.words.isVisible)


def test_it_gives_way_to_what_is_selected(large, hands, qtbot):
    section = large.page.inspector.seen
    qtbot.waitUntil(section.isVisible)
    hands.press(Qt.Key.Key_1)
    hands.settle()
    qtbot.waitUntil(section.isHidden)
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(section.isVisible)


def test_the_warning_has_a_button_that_goes_there(large, hands, qtbot):
    wait_seen(qtbot, large.page)
    hands.press(Qt.Key.Key_Return, CTRL)
    bar = large.status_bar
    assert bar.door.isVisible() and bar.door.text() == "Go there"
    qtbot.mouseClick(bar.door, Qt.MouseButton.LeftButton)
    first = large.session.selection.caret
    assert first >= large.page.view.visible_range()[0]
    assert "this is the first" in bar.message()
    assert not bar.door.isVisible()
