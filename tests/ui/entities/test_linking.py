"""Spans linked in the window, by real keys and clicks."""

from PySide6.QtCore import Qt

from annotator.project.project import Project
from annotator.ui.entities.link_dialog import LinkDialog
from tests.ui.entities.conftest import come_back, dialogs, links
from tests.ui.test_accessible_names import nameless, roleless
from tests.ui.windows import CTRL, Hands


def ask(qtbot, opened, *spans):
    """Open the window for these spans of the open article."""
    come_back(qtbot, opened)
    opened.session.selection.select_spans(spans)
    opened.page.focus_text()
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_J, CTRL)
    hands.settle()
    (dialog,) = dialogs(LinkDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def texts(dialog):
    return [row.text for row in dialog.rows]


def test_the_first_mention_makes_an_entity_and_the_next_is_linked_by_two_keys(
    qtbot, opened, hands, said
):
    dialog = ask(qtbot, opened, "alpha Ilse Varga")
    assert dialog.heading.text() == "Who or what is “Ilse Varga”?"
    assert texts(dialog) == ["New entity “Ilse Varga”"]
    hands.press(Qt.Key.Key_Return)
    assert said == [("Made the entity “Ilse Varga” and linked it.", True)]
    assert opened.page.is_in_text()
    dialog = ask(qtbot, opened, "alpha Varga")
    assert [(row.text, row.why) for row in dialog.rows] == [
        ("Ilse Varga", "part of the name · in this article"), ("New entity “Varga”", ""),
    ]  # fmt: skip
    hands.press(Qt.Key.Key_Return)
    assert links(opened) == {"Ilse Varga": ["alpha Ilse Varga", "alpha Varga"]}
    come_back(qtbot, opened)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert links(opened) == {}
    assert opened.session.project.check() == []


def test_all_of_the_same_words_in_one_act(qtbot, opened, hands, said):
    dialog = ask(qtbot, opened, "alpha Ilse Varga")
    assert dialog.everywhere.words == (
        "And the 2 other spans of these words (PERSON, in 2 articles)"
    )
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert dialogs(LinkDialog) == []
    assert said == [("Linked 3 spans in 2 articles to “Ilse Varga”.", True)]
    assert links(opened) == {
        "Ilse Varga": ["alpha Ilse Varga", "alpha ILSE VARGA", "beta Ilse Varga"]
    }
    assert opened.session.annotation_set.spans["alpha ILSE VARGA"].entity
    come_back(qtbot, opened)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert links(opened) == {}


def test_the_tick_does_so_too_and_none_takes_all_links_away(qtbot, opened, hands, said):
    opened.session.project.entities.make(
        "Ilse Varga", "p", document="alpha", spans=["alpha Ilse Varga"]
    )
    dialog = ask(qtbot, opened, "alpha ILSE VARGA")
    hands.press(Qt.Key.Key_Tab)
    assert dialog.everywhere.hasFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert said == [("Linked 2 spans in 2 articles to “Ilse Varga”.", True)]
    dialog = ask(qtbot, opened, "alpha ILSE VARGA")
    assert dialog.rows[0].why == "linked now"
    assert dialog.rows[-1].text == "No entity"
    qtbot.mouseClick(dialog.everywhere, Qt.MouseButton.LeftButton)
    place = dialog.list.visualRect(dialog.list.model().index(len(dialog.rows) - 1, 0)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.settle()
    assert said[-1] == ("Took the links of 3 spans in 2 articles away.", True)
    assert links(opened) == {"Ilse Varga": []}


def test_a_name_that_is_typed_finds_walks_and_makes(qtbot, opened, hands):
    entities = opened.session.project.entities
    entities.make("The Harbour <i>Master</i>")
    entities.make("Harbour Authority", identifier="Q4711")
    dialog = ask(qtbot, opened, "alpha Varga")
    hands.type("harb")
    assert texts(dialog) == [
        "Harbour Authority", "The Harbour <i>Master</i>", "New entity “harb”",
    ]  # fmt: skip
    hands.press(Qt.Key.Key_Up)
    assert dialog.row == 2
    hands.press(Qt.Key.Key_Down)
    assert dialog.row == 0
    hands.press(Qt.Key.Key_PageDown)
    assert dialog.row == 2
    dialog.query.selectAll()
    hands.type("q47")
    assert dialog.rows[0].why == "Q4711"
    hands.press(Qt.Key.Key_Return)
    assert links(opened)["Harbour Authority"] == ["alpha Varga"]


def test_several_spans_are_linked_in_one_act(qtbot, opened, hands, said):
    dialog = ask(qtbot, opened, "alpha Varga", "alpha Ilse Varga")
    assert dialog.heading.text() == "Who or what is “Ilse Varga” and 1 more?"
    assert not dialog.everywhere.isVisible(), "they are not the same words"
    hands.press(Qt.Key.Key_Return)
    assert links(opened) == {"Ilse Varga": ["alpha Ilse Varga", "alpha Varga"]}
    come_back(qtbot, opened)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert links(opened) == {}


def test_escape_changes_nothing_and_goes_back_into_the_text(qtbot, opened, hands):
    dialog = ask(qtbot, opened, "alpha Varga")
    assert nameless(dialog) == [] and roleless(dialog) == []
    hands.press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    come_back(qtbot, opened)
    assert opened.page.is_in_text()
    assert links(opened) == {}


def test_what_is_linked_so_already_makes_no_act(qtbot, opened, hands):
    opened.session.project.entities.make("Varga", document="alpha", spans=["alpha Varga"])
    before = opened.session.project.next_undo()
    ask(qtbot, opened, "alpha Varga")
    hands.press(Qt.Key.Key_Return)
    assert opened.session.project.next_undo() == before


def test_nothing_selected_is_said(qtbot, opened, hands, said):
    opened.session.selection.set_caret(3)
    hands.press(Qt.Key.Key_J, CTRL)
    assert said == [("Select a span to say who or what it is.", False)]
    assert dialogs(LinkDialog) == []


def test_who_only_looks_links_nothing(qtbot, opened, hands):
    path = opened.session.project.path
    opened.session.project.close()
    assert opened.show_project(Project.open(path, annotator="ilse", is_read_only=True))
    hands.settle()
    said = []
    opened.session.said.connect(lambda words, *_: said.append(words))
    opened.page.focus_text()
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_J, CTRL)
    assert said == ["This project can only be read."]
    assert dialogs(LinkDialog) == []


def test_the_project_may_be_closed_while_it_is_looked_for(qtbot, opened, hands):
    opened.session.selection.select_spans(["alpha Varga"])
    opened.page.focus_text()
    hands.press(Qt.Key.Key_J, CTRL)
    (dialog,) = dialogs(LinkDialog)
    dialog.reject()
    assert opened.close_project()
    hands.settle()
