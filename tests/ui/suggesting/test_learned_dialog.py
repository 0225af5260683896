"""The page of what was learned: its numbers, and its switches."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.suggest.card import Card, LabelCard
from annotator.suggest.suggestion import IN_ARTICLE
from annotator.ui.suggesting.learned_dialog import LearnedDialog
from tests.ui.suggesting.conftest import Desk
from tests.ui.suggesting.test_suggestions import mark_first
from tests.ui.windows import CTRL, SHIFT

Key = Qt.Key
CARD = Card(
    "12-abc", ("d1", "d2"), 12, "2026-01-24T10:12:00+00:00", 1.5,
    (LabelCard("p", 20, 0.7, 10, 9), LabelCard("o", 20, None, 10, 5), LabelCard("r", 3, None, 1, 1)),
)  # fmt: skip


def opened(desk: Desk) -> LearnedDialog:
    desk.press(Key.Key_U, CTRL | SHIFT)
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(LearnedDialog)))
    (dialog,) = desk.window.findChildren(LearnedDialog)
    return dialog


def rows(dialog: LearnedDialog) -> dict[str, list[str]]:
    tree = dialog.list
    items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return {item.text(0): [item.text(at) for at in range(1, 6)] for item in items}


def test_it_says_how_good_each_label_is(desk: Desk) -> None:
    dialog = opened(desk)
    assert "when you have finished 10 articles more" in dialog.told.text()
    assert not dialog.forget_button.isEnabled()
    dialog.show_card(CARD, 3, is_learning=False)
    assert "when you have finished 3 articles more" in dialog.told.text()
    assert "Learned from 2 articles of yours on 24" in dialog.told.text()
    told = rows(dialog)
    assert told["PERSON"] == ["20", "90 %", "45 %", "70 %", "suggested"]
    assert (
        told["ORGANIZATION" if "ORGANIZATION" in told else list(told)[1]][-1]
        == "off: too often wrong"
    )
    assert "off: too little known" in [row[-1] for row in told.values()]
    dialog.show_card(None, 0, is_learning=True)
    assert dialog.learn_button.text() == "Stop learning"
    assert not dialog.forget_button.isEnabled()
    dialog.reject()


def test_switches_hold_at_once_and_for_the_next_time(desk: Desk) -> None:
    mark_first(desk)
    assert len(desk.told()) == 2
    dialog = opened(desk)
    dialog.parts[IN_ARTICLE].click()
    desk.rest()
    assert desk.told() == []
    dialog.parts[IN_ARTICLE].click()
    desk.rest()
    assert len(desk.told()) == 2
    dialog.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    desk.rest()
    assert desk.told() == []
    dialog.reject()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    dialog = opened(desk)
    assert dialog.list.topLevelItem(0).checkState(0) == Qt.CheckState.Unchecked
    assert dialog.parts[IN_ARTICLE].isChecked()


def test_learning_now_says_when_there_is_too_little(desk: Desk) -> None:
    dialog = opened(desk)
    dialog.learn_button.click()
    desk.qtbot.waitUntil(lambda: not desk.page.suggestions.learner.is_learning)
    desk.qtbot.waitUntil(lambda: "10 articles more" in dialog.told.text())
    assert "ten finished articles" in desk.window.status_bar.message()
