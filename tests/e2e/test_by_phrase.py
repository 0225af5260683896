"""Story: one name all over a project. Two people label it as they think; a reviewer sees every
occurrence, settles them in one act, takes it back, settles again; both find it in their inbox, and
the corpus that goes out has one label for one name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.main_window import MainWindow
from annotator.ui.review.phrase_dialog import PhraseDialog
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

TEXTS = {
    "quay": "Norrow shut the quay.\n\nThe council of Norrow had asked for it, and Norrow Lines left.\n",
    "vote": "Norrow votes.\n\nNobody in Norrow had expected NORROW to say no.\n",
    "ferry": "A ferry came from Norrow.\n",
}
ANA = {"quay": [("o", 1), ("o", 2)], "vote": [("o", 1)], "ferry": []}
BEN = {"quay": [("o", 1), ("p", 2)], "vote": [("p", 1), ("p", 2)], "ferry": []}
"""Labels, and which occurrence of the name in the article wears them."""


def make(path: Path) -> None:
    with Project.create(path, label_set=LABEL_SET) as project:
        bring(project, [make_document(text, id, id.title()) for id, text in TEXTS.items()])
        for name, marks in (("ana", ANA), ("ben", BEN)):
            for id, labels in marks.items():
                spans = []
                for label, nth in labels:
                    start = -1
                    for _ in range(nth):
                        start = TEXTS[id].index("Norrow", start + 1)
                    spans.append(Span(f"n{nth}", label, ((start, start + 6),)))
                if id == "quay":
                    start = TEXTS[id].index("Norrow Lines")
                    spans.append(Span("lines", "o", ((start, start + 12),)))
                say(project, name, *spans, document=id)


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    make(path)
    assert window.show_project(Project.open(path, annotator="mara"))
    hands = Hands(qtbot, window)
    hands.settle()
    return hands


def dialog_of(hands: Hands) -> PhraseDialog:
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, PhraseDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def told(dialog: PhraseDialog) -> list[tuple[str, str, str]]:
    tree = dialog.occurrences
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [(one.text(1), one.text(5), one.text(6)) for one in items]  # type: ignore[union-attr]


def curated(project: Project) -> list[dict[str, Any]]:
    path = project.path.with_suffix(".jsonl")
    project.export(path, ExportChoice(is_curated_only=True))
    lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    return [span for line in lines for span in line["spans"]]


def test_one_name_one_label(desk: Hands) -> None:
    window = desk.window
    desk.press(Qt.Key.Key_2, CTRL)
    desk.settle()
    session = window.session
    assert session is not None
    project = session.project

    # The phrases that are not labelled alike: the name, and how.
    desk.press(Qt.Key.Key_B, SHIFT)
    dialog = dialog_of(desk)
    first = dialog.phrases.topLevelItem(0)
    assert first is not None and first.text(0) == "Norrow"
    assert first.text(1) == "ORGANISATION 4 · PERSON 3 · not labelled 5"

    # Every occurrence; what is a part of another name is left alone.
    desk.press(Qt.Key.Key_Return)
    dialog = dialog_of(desk)
    assert told(dialog) == [
        ("Quay", "ORGANISATION ana, ben", "agreed"),
        ("Quay", "ORGANISATION ana · PERSON ben", "open"),
        ("Quay", "within or across ORGANISATION", ""),
        ("Vote", "ORGANISATION ana · PERSON ben", "open"),
        ("Vote", "PERSON ben · not ana", "open"),
        ("Vote", "nobody has labelled this one", ""),
        ("Ferry", "nobody has labelled this one", ""),
    ]

    # It is neither: a role for once. All but the part of the other name, in one act.
    desk.press(Qt.Key.Key_3)
    assert dialog.settle.text() == "Settle 6"
    desk.press(Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(desk)
    assert [settled for _, _, settled in told(dialog)].count("✓ ROLE") == 6
    assert len(project.review.verdicts()) == 6

    # Not a role after all: one undo, and the organisation that it is.
    desk.press(Qt.Key.Key_Z, CTRL)
    dialog = dialog_of(desk)
    assert project.review.verdicts() == []
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(desk)
    assert [settled for _, _, settled in told(dialog)].count("✓ ORGANISATION") == 5
    assert told(dialog)[0] == ("Quay", "ORGANISATION ana, ben", "agreed"), "it was so already"

    # Enter goes there.
    for _ in range(6):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert session.document is not None and session.document.id == "ferry"

    # What comes of it: the curated corpus, and an inbox for whoever said otherwise.
    names = [(one["text"], one["label"], one["provenance"]) for one in curated(project)]
    assert names.count(("Norrow", "ORGANISATION", "adjudicated")) == 3
    assert names.count(("Norrow", "ORGANISATION", "unanimous")) == 1
    assert names.count(("Norrow", "ORGANISATION", "added")) == 1
    assert names.count(("NORROW", "ORGANISATION", "added")) == 1
    assert ("Norrow Lines", "ORGANISATION", "unanimous") in names
    project.sign_in("ben")
    assert sum(row.is_waiting for row in project.review.inbox()) == 5
    assert project.check() == []
