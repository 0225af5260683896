"""Story: the label set has changed its mind. From the message of that the list of what is not
allowed any more is opened; one place is looked at and mended in the text, many are mended by one
key, what a colleague has labelled is left to her, and one key takes all of it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import ReplaceLabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.label_changes.dialog import LabelChangeDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.not_allowed.dialog import NotAllowedDialog
from annotator.ui.not_allowed.model import TEXT, WHOSE, WRONG
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

ARTICLES = 60
WORDS = "Rika Olan leads Norrow Lines as master.\n"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    """Sixty articles that ana has labelled, the last of them ben too."""
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET) as project:
        bring(project, [make_document(WORDS, f"d{at:02}") for at in range(ARTICLES)])
        told = (
            Span("name", "p", ((0, 9),)),
            Span("lines", "o", ((16, 28),)),
            Span("role", "r", ((32, 38),)),
            Relation("leads", "l", "name", "lines"),
        )
        for at in range(ARTICLES):
            say(project, "ana", *told, document=f"d{at:02}", is_finished=False)
        say(project, "ben", *told, document=f"d{ARTICLES - 1:02}")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def the_dialog(hands: Hands, kind: Any) -> Any:
    hands.settle()
    shown = QApplication.topLevelWidgets()
    (dialog,) = [one for one in shown if isinstance(one, kind) and one.isVisible()]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def back_in_window(hands: Hands) -> None:
    hands.settle()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)


def retire(hands: Hands, name: str) -> None:
    """Retire a label from the palette, as somebody without a mouse does."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("change a label")
    hands.press(Qt.Key.Key_Return)
    dialog = the_dialog(hands, LabelChangeDialog)
    hands.type(name)
    hands.press(Qt.Key.Key_Tab)
    hands.type("Ret")
    hands.qtbot.waitUntil(dialog.do_button.isEnabled)
    hands.press(Qt.Key.Key_Return, CTRL)
    back_in_window(hands)


def cells(dialog: NotAllowedDialog, column: int) -> list[str]:
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def exported(project: Project, path: Path) -> bytes:
    project.flush()
    with path.open("wb") as file:
        project.export(file, ExportChoice(annotators=("ana", "ben")))
    return path.read_bytes()


def test_a_label_is_retired_and_what_wore_it_worked_through(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project = window.session.project
    retire(desk, "ROLE")
    assert window.status_bar.message() == (
        "ROLE is retired: what wears it keeps it. 61 places are not allowed any more."
    )
    before = exported(project, tmp_path / "before.jsonl")
    desk.qtbot.mouseClick(window.status_bar.see, LEFT)
    dialog = the_dialog(desk, NotAllowedDialog)
    assert dialog.said.text() == "60 of 61 places in 60 articles"
    assert set(cells(dialog, WRONG)) == {"ROLE is retired"}

    # One is looked at, and mended where it stands; back in the list it is gone from it.
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    back_in_window(desk)
    assert window.session.document.id == "d01"
    assert window.page.is_in_text()
    assert project.annotation_set("d01").spans[window.session.selection.span].label == "r"
    desk.press(Qt.Key.Key_4)
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = the_dialog(desk, NotAllowedDialog)
    assert dialog.said.text() == "59 of 60 places in 59 articles"
    assert dialog.model.place(dialog.row).document == "d02"

    # All others by one key; what ben has labelled stays.
    desk.press(Qt.Key.Key_E, CTRL)
    assert dialog.fix_bar.said.text() == "59 places selected."
    desk.press(Qt.Key.Key_4)
    desk.settle()
    assert dialog.said.text() == "59 places mended: relabelled as CLAIM."
    assert project.statistics().labels["CLAIM"] == 60
    assert dialog.nothing.heading.text() == "Nothing of yours to work through"
    dialog.whose.setCurrentIndex(1)
    assert cells(dialog, WHOSE) == ["ben"]

    # One step takes the fifty-nine back, the next one that in the text.
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert len(cells(dialog, TEXT)) == 60
    desk.press(Qt.Key.Key_Escape)
    back_in_window(desk)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert exported(project, tmp_path / "undone.jsonl") == before
    assert project.check() == []


def test_relations_turned_round_and_the_corpus_says_so(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project = window.session.project
    labels = tuple(
        one if one.id != "l" else type(one)("l", one.name, one.colour, one.tails, one.heads, "l")
        for one in LABEL_SET.relation_labels
    )
    changed = type(LABEL_SET)(
        LABEL_SET.name,
        LABEL_SET.description,
        LABEL_SET.span_labels,
        labels,
        LABEL_SET.attributes,
        LABEL_SET.document_labels,
    )
    window.session.apply_to_project(ReplaceLabelSet(changed))
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = the_dialog(desk, NotAllowedDialog)
    assert cells(dialog, WRONG)[0] == "leads may not go from PERSON to ORGANISATION"
    desk.press(Qt.Key.Key_A, CTRL)
    desk.qtbot.mouseClick(dialog.fix_bar.buttons[0], LEFT)
    desk.settle()
    assert dialog.said.text() == "60 places mended: head and tail swapped."
    lines = [orjson.loads(one) for one in exported(project, tmp_path / "out.jsonl").splitlines()]
    covered = {
        (line["annotator"], line["text"][span["start"] : span["end"]])
        for line in lines
        for span in line["spans"]
        for relation in line["relations"]
        if relation["head"] == span["id"]
    }
    assert covered == {("ana", "Norrow Lines"), ("ben", "Rika Olan")}
