"""The tour walked through with real keys: it goes on when the act is done, and not before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui import opening as opening_module
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.tour import tour as tour_module
from annotator.ui.tour.steps import STEPS
from annotator.ui.tour.tour import Tour
from tests.ui.windows import CTRL, SHIFT


@pytest.fixture
def sample(tmp_path, monkeypatch):
    path = tmp_path / "data" / "sample.annotator"
    monkeypatch.setattr(opening_module, "sample_path", lambda: path)
    monkeypatch.setattr(tour_module, "sample_path", lambda: path)
    return path


@pytest.fixture
def on_tour(window, hands, sample, qtbot):
    """The window with the tour begun from the start page."""
    hands.press(Qt.Key.Key_F1, SHIFT)
    hands.settle()
    qtbot.waitUntil(lambda: window.session is not None and window.session.document is not None)
    return window


def tour_of(window) -> Tour:
    return next(one for one in window.findChildren(Tour) if one.is_on)


def is_on(window) -> bool:
    return any(one.is_on for one in window.findChildren(Tour))


def pass_steps(window, count):
    for _ in range(count):
        QTest.mouseClick(tour_of(window).card.skip_button, Qt.MouseButton.LeftButton)


def label_a_word(window, hands):
    """Walk to a word without a span and label it."""
    spans = window.session.annotation_set.spans
    text = window.session.document.text
    free = next(
        at
        for at in range(len(text) // 2, len(text))
        if text[at].isalpha() and not any(one.start <= at < one.end for one in spans.values())
    )
    window.page.focus_text()
    window.session.selection.set_caret(free)
    hands.press(Qt.Key.Key_1)


def tie(window, hands):
    """From the first span to whatever the first letters lead to."""
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_R)
    letters = next(iter(window.page.view.relating.hints().values()))
    hands.type(letters.lower())
    if window.page.view.relating.is_active:  # several relations fit
        hands.press(Qt.Key.Key_Return)


def test_it_begins_on_the_sample_and_points_at_the_articles(on_tour, hands):
    tour = tour_of(on_tour)
    assert "Step 1 of 6" in tour.card.text()
    assert "Ctrl PgDn" in tour.card.text()
    assert tour.card.isVisible()
    assert tour.ring.isVisible()
    articles = on_tour.page.articles
    ring = tour.ring.geometry()
    assert ring.contains(articles.mapTo(on_tour, articles.rect().center()))
    assert on_tour.page.is_in_text(), "the hands are where the work is"


def test_all_of_it_is_walked_through_by_hand(on_tour, hands, qtbot, tmp_path, settings):
    tour = tour_of(on_tour)
    hands.press(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: tour.step == 1)
    assert "That is another article." in tour.card.text()
    hands.settle()
    label_a_word(on_tour, hands)
    assert tour.step == 2
    tie(on_tour, hands)
    assert tour.step == 3
    assert tour.ring.geometry().contains(on_tour.status_bar.geometry().center())
    hands.press(Qt.Key.Key_Z, CTRL)
    assert tour.step == 4
    before = on_tour.session.document.id
    hands.press(Qt.Key.Key_Return, CTRL)
    if "never shown" in on_tour.status_bar.message():
        hands.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: tour.step == 5)
    qtbot.waitUntil(lambda: on_tour.session.document.id != before)
    hands.settle()
    hands.press(Qt.Key.Key_X, CTRL | SHIFT)
    (dialog,) = on_tour.findChildren(ExportDialog)
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    hands.settle()
    QTest.keyClick(dialog.target.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tour.step == 6)
    assert (tmp_path / "out.jsonl").is_file()
    hands.settle()
    dialog.close()
    assert "That was the tour" in tour.card.text()
    assert not tour.ring.isVisible()
    assert settings.get("tour_step") == len(STEPS)
    QTest.mouseClick(tour.card.leave_button, Qt.MouseButton.LeftButton)
    assert not is_on(on_tour)


def test_what_is_not_asked_for_does_not_go_on(on_tour, hands):
    tour = tour_of(on_tour)
    label_a_word(on_tour, hands)
    assert tour.step == 0
    pass_steps(on_tour, 1)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert tour.step == 1, "a span taken back is none labelled"
    label_a_word(on_tour, hands)
    assert tour.step == 2
    label_a_word(on_tour, hands)
    assert tour.step == 2, "a span is no relation"


def test_it_is_left_and_taken_up_again_by_keys(on_tour, hands, settings, qtbot):
    pass_steps(on_tour, 2)
    hands.press(Qt.Key.Key_F1, SHIFT)
    card = tour_of(on_tour).card
    assert card.leave_button.hasFocus()
    QTest.keyClick(card.leave_button, Qt.Key.Key_Tab)
    assert card.skip_button.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert on_tour.page.is_in_text()
    assert card.isVisible()
    hands.press(Qt.Key.Key_F1, SHIFT)
    hands.press(Qt.Key.Key_Return)
    assert not is_on(on_tour)
    assert "Shift F1 takes it up again" in on_tour.status_bar.message()
    assert on_tour.page.is_in_text()
    on_tour.close_project()
    assert on_tour.start.tour.text() == "Go on with the tour: step 3 of 6"
    QTest.mouseClick(on_tour.start.tour, Qt.MouseButton.LeftButton)
    hands.settle()
    assert tour_of(on_tour).step == 2
    assert "Tie two spans" in tour_of(on_tour).card.text()


def test_it_ends_with_the_project(on_tour, hands):
    hands.press(Qt.Key.Key_W, CTRL)
    assert not is_on(on_tour)


def test_another_project_is_left_alone(opened, hands, sample):
    path = opened.session.project.path
    spans = len(opened.session.annotation_set.spans)
    hands.press(Qt.Key.Key_F1, SHIFT)
    hands.settle()
    assert opened.session.project.path == sample
    opened.opening.open_path(path)
    hands.settle()
    assert len(opened.session.annotation_set.spans) == spans
    assert not is_on(opened)


def test_the_card_names_the_keys_of_now(on_tour):
    on_tour.key_table.choose("next_article", ["Ctrl+J"])
    assert "Press Ctrl J" in tour_of(on_tour).card.text()
    on_tour.key_table.choose("next_article", [])
    assert "“Next article”" in tour_of(on_tour).card.text()


def test_card_and_ring_follow_the_window(on_tour, qtbot):
    tour = tour_of(on_tour)
    on_tour.resize(1100, 720)
    qtbot.waitUntil(lambda: tour.card.geometry().right() < 1100)
    assert tour.card.geometry().bottom() < on_tour.status_bar.geometry().top()
    for one in range(6):
        text = tour.card.text()
        height = tour.card.heightForWidth(tour.card.width())
        assert tour.card.height() >= height, text
        pass_steps(on_tour, 1 if one < 5 else 0)


def test_every_step_names_actions_that_are_there(on_tour):
    for one in range(len(STEPS)):
        assert "{" not in tour_of(on_tour).card.text()
        if one < len(STEPS):
            pass_steps(on_tour, 1)
    assert "{" not in tour_of(on_tour).card.text()
    assert isinstance(on_tour.shortcuts["tour"], QAction)
    assert QApplication.focusWidget() is not None
