"""Saved or not, what happened, what can be done."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.ui.widgets.status_bar import StatusBar


@pytest.fixture
def bar(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1400, 26)
    bar.show()
    return bar


def test_saved_saving_and_not_saved(bar, qtbot):
    assert bar.saved_words() == "Saved"
    assert not bar.retry.isVisible()
    bar.show_saving()
    assert bar.saved_words() == "Saving…"
    bar.show_not_saved("The disk is full.", 3)
    assert bar.saved_words() == "Not saved (3 edits): The disk is full."
    with qtbot.waitSignal(bar.retry_requested):
        bar.retry.click()
    bar.show_saved()
    assert not bar.retry.isVisible()


def test_one_edit_is_one_edit(bar):
    bar.show_not_saved("No room.", 1)
    assert "(1 edit)" in bar.saved_words()


def test_a_message_takes_the_place_of_the_hint_and_goes(bar, qtbot):
    bar.show_hint("Tab next span")
    bar.show_message("12 spans relabelled.", can_undo=True)
    assert bar.message() == "12 spans relabelled."
    with qtbot.waitSignal(bar.undo_requested):
        bar.undo.click()
    bar.clear_message()
    assert bar.message() == ""
    assert not bar.undo.isVisible()
    assert bar.hint() == "Tab next span"


def test_what_a_change_left_can_be_seen_from_the_message(bar, qtbot):
    bar.show_message("PERSON is retired.", can_undo=True, has_left=True)
    with qtbot.waitSignal(bar.left_requested):
        bar.see.click()
    bar.show_message("12 spans relabelled.", can_undo=True)
    assert not bar.see.isVisible()
    bar.show_message("PERSON is retired.", has_left=True)
    bar.clear_message()
    assert not bar.see.isVisible()


def test_what_is_said_may_lead_on_by_a_button(bar, qtbot):
    bar.show_message("2 paragraphs were never shown.", door=("Go there", "go_to_unseen"))
    assert bar.door.text() == "Go there"
    with qtbot.waitSignal(bar.door_requested) as wish:
        bar.door.click()
    assert wish.args == ["go_to_unseen"]
    bar.show_message("12 spans relabelled.", can_undo=True)
    assert not bar.door.isVisible()


def test_a_refusal_looks_different_and_offers_no_undo(bar):
    bar.show_message("No.", is_refusal=True)
    assert bar.message_tone() == "bad"
    assert not bar.undo.isVisible()
    bar.show_message("Yes.")
    assert bar.message_tone() == "text"


def test_words_of_others_stay_words(bar):
    hostile = "<b>bold</b> & <img src=x>"
    bar.show_message(hostile)
    bar.show_not_saved(hostile, 2)
    assert bar.message() == hostile
    assert bar.saved_words().endswith(hostile)


def test_long_words_do_not_make_the_bar_wider(bar):
    bar.show_counts("41 spans · 18 relations", "341 of 1,240 articles done")
    bar.show_not_saved("x" * 500, 2)
    bar.show_message("y" * 500)
    assert bar.minimumSizeHint().width() < 900


def test_read_only_is_said(bar):
    bar.show_read_only("the folder cannot be written")
    assert bar.saved_words() == "Read only: the folder cannot be written"


def test_in_a_narrow_window_the_hint_gives_way_and_facts_stay_whole(bar):
    bar.show_counts("61 spans · 32 relations", "13 of 15 articles done")
    bar.show_hint("R relation · 1–9 relabel · Alt ← → move the end · N note · Delete")
    bar.resize(860, bar.height())
    QApplication.processEvents()
    for label in (bar._saved, bar._counts, bar._progress):
        words = label.text()
        assert label.width() >= label.fontMetrics().horizontalAdvance(words), words


def test_how_things_are_has_a_form_and_not_a_colour_alone(qtbot):
    """In grey, too, the three signs are three."""
    from annotator.ui.widgets.status_bar import SavedDot

    dot = SavedDot()
    qtbot.addWidget(dot)

    def form(role):
        dot.set_role(role)
        image = dot.grab().toImage()
        ground = image.pixelColor(0, 0)
        return tuple(
            image.pixelColor(x, y) != ground
            for x in range(image.width())
            for y in range(image.height())
        )

    assert len({form(role) for role in ("good", "warn", "bad")}) == 3
