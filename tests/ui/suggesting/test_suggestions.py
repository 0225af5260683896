"""Suggestions by hand: seen, accepted, changed, rejected, all alike, taken back, switched off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.suggesting.suggestions import MISSING
from annotator.ui.text_view.text_view import TextView
from tests.ui.suggesting.conftest import Desk
from tests.ui.windows import CTRL, SHIFT

Key = Qt.Key


def mark_first(desk: Desk) -> None:
    """Label the word at the caret, the first of the article."""
    desk.press(Key.Key_1)
    desk.rest()


def test_what_is_labelled_is_suggested_wherever_else_it_stands(desk: Desk) -> None:
    assert desk.told() == []
    mark_first(desk)
    assert desk.told() == [("Varga", "p", 22), ("Varga", "p", 49)]
    assert desk.mine() == [("Varga", "p", "manual")]


def test_one_key_accepts_and_goes_to_the_next(desk: Desk) -> None:
    mark_first(desk)
    desk.press(Key.Key_F5)
    assert desk.page.view.offers.current.start == 22
    assert "+ accepts PERSON" in desk.window.status_bar.hint()
    desk.press(Key.Key_Plus)
    assert desk.page.view.offers.current.start == 49
    desk.press(Key.Key_Equal)
    assert desk.page.view.offers.current is None
    desk.rest()
    assert desk.mine() == [("Varga", "p", "manual"), *[("Varga", "p", "propagated")] * 2]
    assert desk.told() == []
    assert "No suggestion further on" in desk.window.status_bar.message()
    desk.press(Key.Key_Z, CTRL)
    desk.rest()
    assert desk.told() == [("Varga", "p", 49)]


def test_another_label_at_a_suggestion_takes_its_place_and_not_the_word(desk: Desk) -> None:
    desk.press(Key.Key_Right, SHIFT | CTRL)
    desk.press(Key.Key_Right, SHIFT | CTRL)
    desk.press(Key.Key_1)  # "Varga met"
    desk.page.view.selection.set_caret(0)
    assert desk.mine() == [("Varga met", "p", "manual")]
    desk.press(Key.Key_Z, CTRL)
    mark_first(desk)
    desk.press(Key.Key_F5)
    desk.press(Key.Key_2)
    (_, made) = sorted(desk.session.annotation_set.spans.values(), key=lambda one: one.start)
    assert (made.label, made.fragments) == ("o", ((22, 27),))
    assert made.suggested.answer == "changed"


def test_whoever_walks_over_one_labels_the_word(desk: Desk) -> None:
    mark_first(desk)
    desk.page.view.selection.set_caret(23)
    desk.press(Key.Key_3)
    assert ("Varga", "r", "manual") in desk.mine()


def test_rejecting_hides_it_for_good(desk: Desk) -> None:
    mark_first(desk)
    desk.press(Key.Key_F5)
    desk.press(Key.Key_Delete, SHIFT)
    assert desk.told() == [("Varga", "p", 49)]
    assert desk.page.view.offers.current.start == 49
    desk.rest()
    assert desk.told() == [("Varga", "p", 49)]
    desk.press(Key.Key_Z, CTRL)
    desk.rest()
    assert "Undid: rejected 1 suggestion." in desk.window.status_bar.message()
    assert desk.told() == [("Varga", "p", 22), ("Varga", "p", 49)]
    assert desk.mine() == [("Varga", "p", "manual")]


def test_a_rejection_that_cannot_be_kept_comes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import begins to run between the key and the file."""
    mark_first(desk)
    road = desk.session.project._road
    monkeypatch.setattr(road, "takings_running", 1)
    desk.press(Key.Key_F5)
    desk.press(Key.Key_Delete, SHIFT)
    desk.rest()
    assert desk.told() == [("Varga", "p", 22), ("Varga", "p", 49)]


def test_all_of_one_text_after_seeing_them(desk: Desk) -> None:
    mark_first(desk)
    desk.press(Key.Key_F5)
    desk.press(Key.Key_F2, SHIFT)
    (dialog,) = desk.window.findChildren(SameTextDialog)
    assert dialog.ticked() == [(22, 27), (49, 54)]
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.press(Key.Key_Return)
    desk.rest()
    assert "Accepted 2 suggestions." in desk.window.status_bar.message()
    assert desk.mine() == [("Varga", "p", "manual"), *[("Varga", "p", "propagated")] * 2]
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.press(Key.Key_Z, CTRL)
    assert desk.mine() == [("Varga", "p", "manual")]


def test_the_next_article_knows_what_was_labelled_in_the_last(desk: Desk) -> None:
    mark_first(desk)
    desk.press(Key.Key_PageDown, CTRL)
    desk.rest()
    assert desk.session.document.id == "d2"
    assert [one[:2] for one in desk.told()] == [("Varga", "p")] * 3
    desk.press(Key.Key_Plus)
    assert desk.page.view.offers.current.start == 22
    assert desk.mine() == [("Varga", "p", "propagated")]


def test_keys_say_why_there_is_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.press(Key.Key_F5)
    assert desk.window.status_bar.message() == "No suggestion further on."
    desk.window.run("toggle_suggestions")
    mark_first(desk)
    assert desk.told() == []
    desk.press(Key.Key_F5)
    assert desk.window.status_bar.message() == "Suggestions are switched off."
    desk.press(Key.Key_F2, SHIFT)
    assert desk.window.status_bar.message() == "Go to a suggestion first."
    monkeypatch.setattr("annotator.project.suggesting.suggesting.can_match", lambda: False)
    desk.window.run("toggle_suggestions")
    desk.rest()
    assert desk.window.status_bar.message() == MISSING
    assert desk.told() == []


def test_a_finished_article_is_left_alone(desk: Desk) -> None:
    mark_first(desk)
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_PageUp, CTRL)
    desk.rest()
    assert desk.session.document.id == "d1"
    assert desk.told() == []


def test_outlines_are_drawn_and_only_their_lines_are_painted(desk: Desk) -> None:
    view: TextView = desk.page.view
    bare = view.grab().toImage()
    view.offers.show(desk.page.view.offers.all())
    QApplication.processEvents()
    assert view.grab().toImage() == bare
    mark_first(desk)
    view.selection.set_caret(16)
    drawn = view.grab().toImage()
    kept = view.offers.all()
    view.offers.show(())
    without = view.grab().toImage()
    assert drawn != without
    rect = view.caret_rect(22)
    assert rect is not None
    differing = {
        y
        for y in range(drawn.height())
        for x in range(0, drawn.width(), 2)
        if drawn.pixel(x, y) != without.pixel(x, y)
    }
    assert max(differing) - min(differing) < 3 * rect.height()
    view.offers.show(kept)
    view.set_hidden_labels(["p"])
    hidden = view.grab().toImage()
    view.offers.show(())
    assert hidden == view.grab().toImage()
