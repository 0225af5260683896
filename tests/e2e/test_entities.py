"""Story: one person under three names in forty articles. The first mention is linked and makes the
entity; all others of the same words are linked with the next key; a pronoun is linked where it
stands; two entities that are one are merged, one that was two is split; what goes out says so, and
everything can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.entities.entity_model import MENTIONS, NAME, OUTSIDE_ID
from annotator.ui.entities.link_dialog import LinkDialog
from annotator.ui.entities.list_dialog import EntityListDialog
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

ARTICLES = 40


def text_of(number: int) -> str:
    if number == 0:
        return "Ilse Varga came to Norrow.\n\nThere she met Otto Varga, 老諾羅.\n"
    if number == 7:
        return "I. Varga, the harbour master, said no.\n"
    return f"Ilse Varga spoke for the {number}. time.\n"


def spans_of(number: int) -> list[tuple[int, int]]:
    text = text_of(number)
    names = ("Ilse Varga", "she", "Otto Varga", "I. Varga")
    return [(text.index(one), text.index(one) + len(one)) for one in names if one in text]


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET) as project:
        bring(project, [make_document(text_of(at), f"d{at:02}") for at in range(ARTICLES)])
        for at in range(ARTICLES):
            for start, end in spans_of(at):
                span = Span(f"{at} {start}", "p", ((start, end),))
                say(project, "ana", span, document=f"d{at:02}")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def shown(hands: Hands, kind: type[QDialog]) -> Any:
    hands.settle()
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def back(hands: Hands) -> None:
    hands.settle()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)


def exported(project: Project, path: Path) -> list[dict[str, Any]]:
    project.flush()
    with path.open("wb") as file:
        project.export(file, ExportChoice(annotators=("ana",)))
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def names_of(dialog: EntityListDialog) -> dict[str, str]:
    model = dialog.entities
    return {
        model.index(row, NAME).data(): model.index(row, MENTIONS).data()
        for row in range(model.rowCount())
    }


def link_all_that_are_the_same_words(desk: Hands) -> None:
    """The first mention makes the entity, and takes along all others of the same words."""
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_J, CTRL)
    asked = shown(desk, LinkDialog)
    desk.qtbot.waitUntil(asked.everywhere.isVisible)
    assert asked.everywhere.words == (
        "And the 38 other spans of these words (PERSON, in 38 articles)"
    )
    desk.press(Qt.Key.Key_Return, CTRL)
    back(desk)
    told = "Linked 39 spans in 39 articles to “Ilse Varga”."
    assert told in desk.window.status_bar.message()


def link_a_pronoun(desk: Hands) -> None:
    """No name is like it, so the name is typed; the inspector leads to the other mention."""
    window: Any = desk.window
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_J, CTRL)
    shown(desk, LinkDialog)
    desk.type("ilse")
    desk.press(Qt.Key.Key_Return)
    back(desk)
    section = window.page.inspector.entity
    assert section.name.text() == "Ilse Varga"
    (row,) = section.rows
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 8))
    assert window.session.selection.spans == ("0 0-ana-d00",)
    window.page.focus_text()


def make_another(desk: Hands, why: str) -> None:
    """What is suggested first, and why, is not taken: a new one is made of the words, which stands
    last."""
    desk.press(Qt.Key.Key_J, CTRL)
    asked = shown(desk, LinkDialog)
    assert asked.rows[0].why == why
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    back(desk)


def merge_the_first_two(desk: Hands) -> None:
    desk.press(Qt.Key.Key_J, CTRL | SHIFT)
    listed = shown(desk, EntityListDialog)
    assert names_of(listed) == {"I. Varga": "1", "Ilse Varga": "40", "Otto Varga": "1"}
    listed.list.setFocus()
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Down, SHIFT)
    QTest.mouseClick(listed.merge_button, Qt.MouseButton.LeftButton)
    chooser = shown(desk, Chooser)
    assert chooser.shown_texts()[0] == "Ilse Varga", "the one with most mentions"
    desk.press(Qt.Key.Key_Return)
    listed = shown(desk, EntityListDialog)
    assert names_of(listed) == {"Ilse Varga": "41", "Otto Varga": "1"}
    assert listed.said.text() == "Merged 2 entities into “Ilse Varga”: 1 span in 1 article."


def identify_the_first_and_split_its_last_mention(desk: Hands) -> None:
    listed = shown(desk, EntityListDialog)
    listed.list.setFocus()
    listed.list.setCurrentIndex(listed.entities.index(0, OUTSIDE_ID))
    desk.press(Qt.Key.Key_F2)
    desk.type("Q4711")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    listed.list.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: listed.mentions.rowCount() == 41)
    desk.press(Qt.Key.Key_End)
    desk.press(Qt.Key.Key_Space)
    QTest.mouseClick(listed.split_button, Qt.MouseButton.LeftButton)
    listed = shown(desk, EntityListDialog)
    assert listed.said.text() == "Split off “Ilse Varga”: 1 span in 1 article."
    desk.press(Qt.Key.Key_Escape)
    back(desk)


def test_one_person_under_three_names(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project, page = window.session.project, window.page
    before = exported(project, tmp_path / "before.jsonl")
    link_all_that_are_the_same_words(desk)
    link_a_pronoun(desk)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    make_another(desk, "")

    # By mistake I. Varga becomes an entity of her own.
    window.session.open_document("d07")
    page.focus_text()
    desk.press(Qt.Key.Key_Tab)
    make_another(desk, "initials")
    merge_the_first_two(desk)
    identify_the_first_and_split_its_last_mention(desk)

    lines = exported(project, tmp_path / "after.jsonl")
    entities = {one["id"]: one for line in lines for one in line.get("entities", ())}
    assert sorted(one["name"] for one in entities.values()) == [
        "Ilse Varga", "Ilse Varga", "Otto Varga",
    ]  # fmt: skip
    linked = [span["entity"] for line in lines for span in line["spans"]]
    assert sorted(map(linked.count, entities)) == [1, 1, 40]
    assert any("Q4711" in one.values() for one in entities.values())
    assert project.check() == []

    # All of it is taken back, act by act: link, link, new, new, merge, identify, split.
    page.focus_text()
    for _ in range(7):
        desk.press(Qt.Key.Key_Z, CTRL)
        desk.settle()
    assert exported(project, tmp_path / "undone.jsonl") == before
    assert project.check() == []
