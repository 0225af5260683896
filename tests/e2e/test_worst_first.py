"""Story: a morning of review. The worst article first, one key after the other through three
articles without touching the list; a look at what all agree on; the numbers move all the while."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

WORDS = ["Ilse", "Erik", "Norrow", "Velland", "Wend", "Brannock"]
TEXT = " ".join(f"{word} was there." for word in WORDS)
DIFFERING = {"good": 1, "worst": 5, "alike": 0, "bad": 3}
"""Article -> on how many of six names the two do not agree; in project order."""


def spans(label: str, count: int = 0) -> list[Span]:
    """A span on each name; the last so many wear another label."""
    made = []
    for number, word in enumerate(WORDS):
        start = TEXT.index(word)
        is_other = number >= len(WORDS) - count
        made.append(Span(word, "o" if is_other else label, ((start, start + len(word)),)))
    return made


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET) as project:
        bring(project, [make_document(TEXT, id, id.title()) for id in DIFFERING])
        for id, count in DIFFERING.items():
            say(project, "ana", *spans("p"), document=id)
            say(project, "ben", *spans("p", count), document=id)
    window.settings.choose("audit_percent", 100)
    assert window.show_project(Project.open(path, annotator="mara"))
    hands = Hands(qtbot, window)
    hands.settle()
    hands.press(Qt.Key.Key_2, CTRL)
    hands.settle()
    return hands


def test_the_worst_article_first(desk: Hands) -> None:
    window, page = desk.window, desk.window.review_page
    assert page is not None
    session, queue = page.session, page.walk

    def here() -> str:
        assert session.document is not None
        return session.document.id

    # The project, the worst first, and only what differs.
    desk.press(Qt.Key.Key_Q)
    desk.press(Qt.Key.Key_O)
    desk.press(Qt.Key.Key_F)
    desk.type("label kind")
    desk.press(Qt.Key.Key_Return)
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)
    titles = [queue.title_at(number) for number in range(len(queue.rows))]
    assert [one for one in titles if one] == ["Worst", "Bad", "Good"]
    assert page.queue.heading.text() == "9 CASES · 9 OPEN"
    assert page.queue.progress.count.text() == "0 of 3"

    # One click on the first card, then nine keys through three articles.
    cards = page.queue.view
    place = cards.visualRect(page.queue.model.index(0)).center()
    desk.qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    seen = []
    for _ in range(9):
        seen.append(here())
        assert page.reviewing.case is not None and page.reviewing.case.is_open
        desk.press(Qt.Key.Key_A)
    assert seen == ["worst"] * 5 + ["bad"] * 3 + ["good"]
    desk.settle()
    assert page.queue.heading.text() == "9 CASES · ALL SETTLED"
    assert page.queue.progress.count.text() == "3 of 3"
    desk.press(Qt.Key.Key_N)
    assert here() == "good", "nothing of what is wanted waits any more"

    # What all agree on: one of the fifteen is nothing, the others are right.
    desk.press(Qt.Key.Key_F, SHIFT)
    desk.qtbot.mouseClick(page.queue.progress.audit, Qt.MouseButton.LeftButton)
    assert [row.words.kind for row in queue.rows] == ["agreed: right?"] * 15
    desk.press(Qt.Key.Key_X)
    for _ in range(14):
        desk.press(Qt.Key.Key_A)
    desk.settle()
    assert page.queue.progress.audit.value == "15 of 15"
    assert page.queue.progress.error.value == "7% (1%–30%)"

    # Nothing anybody labelled has changed; all of it is undone, one by one.
    verdicts = session.project.review.verdicts()
    assert len(verdicts) == 24
    for _ in verdicts:
        desk.press(Qt.Key.Key_Z, CTRL)
    assert session.project.review.verdicts() == []
    assert session.project.check() == []
