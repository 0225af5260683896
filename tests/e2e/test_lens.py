"""Story: at the end of a project somebody looks where their labels contradict themselves. A name
that is a person ninety-nine times and once something else stands on top; it is looked at in its
article, and all that can be mended is mended in one act. What is right as it is may stay, and is
not told again on the next day, neither in the window nor on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.lens.dialog import LensDialog
from annotator.ui.lens.model import MEND, TEXT, WHAT
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document, make_span
from tests.e2e.conftest import Annotator
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

ARTICLES = 100
WRONG, FORGOTTEN, SPACED = 41, 7, 63


def text_of(number: int) -> str:
    return f"Varga met Quill in Lomera, for the {number}. time. 港務局說。\n"


def spans_of(number: int) -> list[Span]:
    """Varga a person but once, Quill as often one as the other, Lomera once with the comma."""
    text = text_of(number)
    made = [
        make_span(text, "Varga", "o" if number == WRONG else "p", f"v{number}"),
        make_span(text, "Quill", "o" if number % 2 else "r", f"q{number}"),
    ]
    if number != FORGOTTEN:
        covered = "Lomera, " if number == SPACED else "Lomera"
        made.append(make_span(text, covered, "o", f"l{number}"))
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="ana") as project:
        bring(project, [make_document(text_of(at), f"d{at:03}") for at in range(ARTICLES)])
        sets = [
            AnnotationSet(
                f"s{at}",
                f"d{at:03}",
                "ana",
                "finished",
                spans={one.id: one for one in spans_of(at)},
            )
            for at in range(ARTICLES)
        ]
        bring(project, sets=sets, import_id="sets")
        say(project, "ben", Span("ben", "c", ((0, 25),)), document="d008")
    return path


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, path: Path) -> Hands:
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands) -> LensDialog:
    hands.press(Qt.Key.Key_C, CTRL | SHIFT)
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, LensDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def rows(dialog: LensDialog, *columns: int) -> list[tuple[str, ...]]:
    model = dialog.model
    return [
        tuple(model.index(row, column).data() for column in columns)
        for row in range(model.rowCount())
    ]


def exported(project: Project, path: Path) -> bytes:
    project.flush()
    with path.open("wb") as file:
        project.export(file, ExportChoice(annotators=("ana",)))
    return path.read_bytes()


def to_text(desk: Hands) -> None:
    desk.settle()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def mend_three(desk: Hands, dialog: LensDialog, path: Path) -> None:
    """Three rows, one act, one line; one undo, and the corpus is the same to the byte."""
    window: Any = desk.window
    project = window.session.project
    before = exported(project, path.with_suffix(".before"))
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Down, SHIFT)
    assert dialog.mend_button.text() == "Mend 3"
    desk.press(Qt.Key.Key_M)
    desk.settle()
    assert dialog.counts.text() == "3 mended in 3 articles."
    assert "3 mended in 3 articles." in window.status_bar.message()
    after = exported(project, path.with_suffix(".after"))
    words = {
        (one["text"][span["start"] : span["end"]], span["label"])
        for one in map(orjson.loads, after.splitlines())
        for span in one["spans"]
    }
    assert words == {
        ("Varga", "PERSON"), ("Lomera", "ORGANISATION"), ("Quill", "ROLE"), ("Quill", "ORGANISATION"),
    }  # fmt: skip
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert exported(project, path.with_suffix(".undone")) == before
    desk.press(Qt.Key.Key_A, CTRL)
    desk.press(Qt.Key.Key_M)
    desk.settle()
    assert dialog.counts.text() == "3 mended in 3 articles."
    assert rows(dialog, TEXT) == [("Quill",)] * 100


def test_the_corpus_is_put_in_order(desk: Hands, path: Path, annotator: Annotator) -> None:
    window: Any = desk.window
    project = window.session.project

    # Once against ninety-nine goes first; half against half is told last, and nothing is offered.
    dialog = opened_dialog(desk)
    assert rows(dialog, TEXT, WHAT, MEND)[:3] == [
        ("Varga", "ORGANISATION once, PERSON 99 of 100", "relabel as PERSON"),
        ("Lomera,␣", "punctuation at an end", "move its ends"),
        ("Lomera", "labelled 98 times, not labelled once", "label as ORGANISATION"),
    ]
    assert rows(dialog, TEXT, MEND)[3:] == [("Quill", "")] * 100
    assert dialog.counts.text() == "103 places that may be slips"

    # It is looked at in its article, and one comes back to where one was.
    desk.press(Qt.Key.Key_Return)
    to_text(desk)
    assert window.session.document.id == f"d{WRONG:03}"
    assert window.session.selection.span == f"v{WRONG}"
    assert window.page.is_in_text()
    dialog = opened_dialog(desk)
    assert dialog.row == 0

    mend_three(desk, dialog, path)

    # What is right as it is may stay, all of it by one key.
    desk.press(Qt.Key.Key_A, CTRL)
    desk.press(Qt.Key.Key_K)
    desk.settle()
    assert dialog.counts.text() == "100 may stay as they are."
    assert dialog.nothing.isVisible()
    desk.press(Qt.Key.Key_Escape)
    to_text(desk)
    assert project.check() == []
    assert window.close_project()

    # On the next day it is not told again.
    assert window.show_project(Project.open(path, annotator="ana"))
    desk.settle()
    window.page.focus_text()
    dialog = opened_dialog(desk)
    assert dialog.nothing.heading.text() == "Nothing looks like a slip."
    assert dialog.back_button.text() == "Tell again what may stay (100)"
    desk.press(Qt.Key.Key_Escape)
    to_text(desk)
    assert window.close_project()
    told = annotator("lens", path, "--annotator", "ana")
    assert (told.returncode, told.stdout) == (0, "Nothing looks like a slip.\n")
