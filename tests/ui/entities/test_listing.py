"""All entities in a window, by real keys and clicks: found, gone through, renamed, merged, split."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from annotator.edits.edit import LinkSpan
from annotator.project.entities.doing import LinkEverywhere
from annotator.project.project import Project
from annotator.ui.concordance.model import ARTICLE, LABELS, TEXT
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.entities.entity_model import ARTICLES, MENTIONS, NAME, OUTSIDE_ID
from annotator.ui.entities.list_dialog import EntityListDialog
from tests.builders import make_set, make_span
from tests.project.building import bring
from tests.ui.entities.conftest import TEXTS, come_back, dialogs, links
from tests.ui.test_accessible_names import nameless, roleless
from tests.ui.windows import CTRL, SHIFT, Hands


@pytest.fixture
def linked(opened, hands):
    """Ilse Varga with three mentions in two articles, Otto Varga with one, Norrow with none."""
    entities = opened.session.project.entities
    ilse = entities.make("Ilse Varga", "p", identifier="Q1")
    entities.do(LinkEverywhere("Ilse Varga", ilse.id))
    entities.make("Otto <b>Varga</b>", "p", document="gamma", spans=["gamma Otto Varga"])
    entities.make("Norrow", "o")
    hands.settle()
    return opened


@pytest.fixture
def dialog(linked, qtbot):
    return shown(qtbot, linked)


def shown(qtbot, opened):
    come_back(qtbot, opened)
    opened.page.focus_text()
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_J, CTRL | SHIFT)
    return ready(qtbot, hands)


def ready(qtbot, hands):
    hands.settle()
    (dialog,) = dialogs(EntityListDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    if dialog.entities.count:
        qtbot.waitUntil(lambda: is_read(dialog))
    hands.settle()
    return dialog


def is_read(dialog):
    words = dialog.heading.text()
    return bool(words) and not words.endswith("…")


def at(qtbot, dialog, hands, entity):
    """Go to an entity by its name, and wait for its mentions."""
    names = cells(dialog.entities, NAME)
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.entities.index(names.index(entity), NAME))
    qtbot.waitUntil(lambda: entity in dialog.heading.text())
    qtbot.waitUntil(lambda: is_read(dialog))
    hands.settle()


def cells(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_all_with_their_mentions(dialog):
    assert cells(dialog.entities, NAME) == ["Ilse Varga", "Norrow", "Otto <b>Varga</b>"]
    assert cells(dialog.entities, MENTIONS) == ["3", "0", "1"]
    assert cells(dialog.entities, ARTICLES) == ["2", "0", "1"]
    assert cells(dialog.entities, OUTSIDE_ID) == ["Q1", "", ""]
    assert dialog.counts.text() == "3 entities"
    assert dialog.heading.text() == "3 mentions of “Ilse Varga”"
    assert cells(dialog.mentions, TEXT) == ["Ilse Varga", "ILSE VARGA", "Ilse Varga"]
    assert cells(dialog.mentions, LABELS) == ["PERSON (you)"] * 3
    assert cells(dialog.mentions, ARTICLE) == ["alpha", "alpha", "beta"]
    assert dialog.list.hasFocus()


def test_without_any_it_says_what_to_do(qtbot, opened):
    dialog = shown(qtbot, opened)
    assert dialog.stack.currentWidget() is dialog.empty
    assert "Ctrl J" in dialog.empty.help.text()
    assert not dialog.mention_list.isVisible() and not dialog.merge_button.isVisible()
    assert not dialog.go_button.isEnabled()
    dialog.reject()


def test_enter_goes_to_the_mentions_then_into_the_article_and_back_to_the_next(
    qtbot, linked, dialog, hands
):
    hands.press(Qt.Key.Key_Return)
    assert dialog.mention_list.hasFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert linked.session.selection.spans == ("alpha ILSE VARGA",)
    again = shown(qtbot, linked)
    qtbot.waitUntil(again.mention_list.hasFocus)
    assert again.row == 1
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert linked.session.document.id == "beta"
    assert linked.session.selection.spans == ("beta Ilse Varga",)


def test_found_by_what_is_typed(qtbot, dialog, hands):
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("otto")
    assert cells(dialog.entities, NAME) == ["Otto <b>Varga</b>"]
    assert dialog.counts.text() == "1 of 3 entities"
    qtbot.waitUntil(lambda: dialog.heading.text() == "1 mention of “Otto <b>Varga</b>”")
    hands.type("x")
    assert dialog.empty.heading.text() == "No entity has that name"
    dialog.search.clear()
    hands.press(Qt.Key.Key_Down)
    assert dialog.list.hasFocus() and dialog.entities.rowCount() == 3
    hands.settle()


def test_renamed_and_identified_in_place_and_taken_back(qtbot, linked, dialog, hands):
    at(qtbot, dialog, hands, "Norrow")
    assert dialog.heading.text() == "Nothing is linked to “Norrow”"
    hands.press(Qt.Key.Key_F2)
    hands.focused().selectAll()
    hands.type("Norrow Lines")
    hands.press(Qt.Key.Key_Return)
    hands.settle()  # what was typed is taken in the next turn of the event loop
    assert cells(dialog.entities, NAME)[1] == "Norrow Lines"
    assert dialog.said.text() == "Renamed “Norrow” to “Norrow Lines”."
    dialog.list.setCurrentIndex(dialog.entities.index(1, OUTSIDE_ID))
    hands.press(Qt.Key.Key_F2)
    hands.type("Q77")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert cells(dialog.entities, OUTSIDE_ID)[1] == "Q77"
    named = linked.session.project.entities.named("Norrow Lines")
    assert named.identifier == "Q77"
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    hands.settle()
    dialog.list.setFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert (cells(dialog.entities, NAME)[1], cells(dialog.entities, OUTSIDE_ID)[1]) == (
        "Norrow", "",
    )  # fmt: skip


def test_a_name_that_is_none_is_told(qtbot, linked, dialog, hands):
    qtbot.mouseClick(dialog.rename_button, Qt.MouseButton.LeftButton)
    editor = hands.focused()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.said.text() == "An entity needs a name that can be shown in a line."
    assert cells(dialog.entities, NAME)[0] == "Ilse Varga"


def test_two_are_merged_into_the_one_that_is_chosen(qtbot, linked, dialog, hands):
    assert not dialog.merge_button.isEnabled()
    at(qtbot, dialog, hands, "Norrow")
    hands.press(Qt.Key.Key_Down, SHIFT)
    assert dialog.merge_button.text() == "Merge 2…"
    qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    (chooser,) = dialogs(Chooser)
    assert chooser.shown_texts() == ["Otto <b>Varga</b>", "Norrow"]
    chooser.activateWindow()
    qtbot.waitUntil(chooser.isActiveWindow)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.said.text() == "Merged 2 entities into “Norrow”: 1 span in 1 article."
    assert links(linked)["Norrow"] == ["gamma Otto Varga"]
    assert cells(dialog.entities, NAME) == ["Ilse Varga", "Norrow"]
    qtbot.waitUntil(lambda: dialog.heading.text() == "1 mention of “Norrow”")
    hands.settle()
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert cells(dialog.entities, NAME) == ["Ilse Varga", "Norrow", "Otto <b>Varga</b>"]
    assert links(linked)["Otto <b>Varga</b>"] == ["gamma Otto Varga"]


def test_one_without_mentions_is_removed_and_comes_back(qtbot, linked, dialog, hands):
    assert not dialog.remove_button.isEnabled(), "it has mentions"
    at(qtbot, dialog, hands, "Norrow")
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert cells(dialog.entities, NAME) == ["Ilse Varga", "Otto <b>Varga</b>"]
    assert dialog.said.text() == "Removed “Norrow”."
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert cells(dialog.entities, NAME) == ["Ilse Varga", "Norrow", "Otto <b>Varga</b>"]


def test_one_that_somebody_has_linked_meanwhile_stays(qtbot, linked, dialog, hands):
    at(qtbot, dialog, hands, "Norrow")
    norrow = linked.session.project.entities.named("Norrow")
    linked.session.blockSignals(True)  # the window has not heard of it yet
    linked.session.project.apply(LinkSpan("beta Norrow", norrow.id, "Norrow"), "beta")
    linked.session.blockSignals(False)
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert dialog.said.text() == (
        "1 span is linked to “Norrow”; merge it into another, or take the links away first."
    )
    hands.settle()
    assert "Norrow" in links(linked)


def test_ticked_mentions_are_split_off(qtbot, linked, dialog, hands):
    hands.press(Qt.Key.Key_Return)
    assert not dialog.split_button.isEnabled()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    assert (dialog.name.text(), dialog.split_button.text()) == ("ILSE VARGA", "Split off 1")
    dialog.name.setFocus()
    dialog.name.selectAll()
    hands.type("Another Varga")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.said.text() == "Split off “Another Varga”: 1 span in 1 article."
    assert links(linked)["Another Varga"] == ["alpha ILSE VARGA"]
    assert cells(dialog.entities, NAME)[0] == "Another Varga"
    qtbot.waitUntil(lambda: dialog.heading.text() == "2 mentions of “Ilse Varga”")
    hands.settle()
    assert linked.session.project.check() == []


def test_the_inspector_leads_there(qtbot, linked, hands):
    linked.session.selection.select_spans(["alpha ILSE VARGA"])
    hands.settle()
    section = linked.page.inspector.entity
    assert section.name.text() == "Ilse Varga"
    (row,) = section.rows
    qtbot.mouseClick(section.all_button, Qt.MouseButton.LeftButton)
    dialog = ready(qtbot, hands)
    qtbot.waitUntil(dialog.mention_list.hasFocus)
    assert (dialog.search.text(), dialog.counts.text()) == ("Ilse Varga", "1 of 3 entities")
    assert dialog.heading.text() == "3 mentions of “Ilse Varga”"
    dialog.reject()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert linked.session.selection.spans == ("alpha Ilse Varga",)


def test_those_of_a_colleague_are_shown_and_gone_to(qtbot, linked, hands):
    ilse = linked.session.project.entities.named("Ilse Varga")
    theirs = make_span(TEXTS["gamma"], "another", "p", "theirs")._replace(entity=ilse.id)
    bring(
        linked.session.project, sets=[make_set(theirs, document="gamma", annotator="jon")],
        import_id="jon",
    )  # fmt: skip
    dialog = shown(qtbot, linked)
    at(qtbot, dialog, hands, f"The {ilse.id}")  # that is what it brought as the name
    assert cells(dialog.mentions, LABELS)[-1] == "PERSON (jon)"
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert linked.session.document.id == "gamma"
    start, end = linked.session.selection.text
    assert TEXTS["gamma"][start:end] == "another"


def test_who_only_looks_changes_nothing(qtbot, linked, hands):
    path = linked.session.project.path
    linked.session.project.close()
    assert linked.show_project(Project.open(path, annotator="ilse", is_read_only=True))
    hands.settle()
    dialog = shown(qtbot, linked)
    assert not dialog.merge_button.isVisible() and not dialog.split_button.isVisible()
    hands.press(Qt.Key.Key_F2)
    assert dialog.list.hasFocus(), "nothing to type over"
    hands.press(Qt.Key.Key_Return)
    assert dialog.mention_list.hasFocus()
    dialog.reject()


def test_every_control_has_a_name(dialog):
    assert nameless(dialog) == []
    assert roleless(dialog) == []
