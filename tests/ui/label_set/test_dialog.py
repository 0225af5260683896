"""The window of the label set, with real keys and clicks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QMessageBox,
    QPushButton,
    QToolButton,
)

from annotator.model.labels import LabelSet
from annotator.ui.label_set.about import AboutLabelSet
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.label_set.draft import KINDS
from tests.builders import LABEL_SET

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


def shown(qtbot, label_set):
    dialog = LabelSetDialog(label_set)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def dialog(qtbot):
    return shown(qtbot, LABEL_SET)


def retype(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)


def rows(dialog):
    items = [dialog.labels.topLevelItem(row) for row in range(dialog.labels.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


def turn_to(qtbot, dialog, kind):
    """Click on the name of a kind."""
    place = dialog.tabs.tabRect(KINDS.index(kind)).center()
    qtbot.mouseClick(dialog.tabs, LEFT, pos=place)
    assert dialog.kind == kind


def told(page):
    """What is told on a page, field by field."""
    return {field: one.text() for field, one in page._told.items() if not one.isHidden()}


def click_box(qtbot, table, label, column):
    """Click into the box of a label."""
    [row] = [row for row in range(table.rowCount()) if table.item(row, 0).text() == label]
    place = table.visualRect(table.model().index(row, column))
    qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(place.left() + 13, place.center().y()))


def applied(qtbot, dialog):
    """Press Apply and return what is asked for."""
    with qtbot.waitSignal(dialog.apply_requested):
        qtbot.mouseClick(dialog.accept_button, LEFT)
    return dialog.draft.change_wanted()


# ---- labels of spans ------------------------------------------------------------------------


def test_a_label_is_chosen_and_its_page_shown(qtbot, dialog):
    assert dialog.page.name.text() == "PERSON" and not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog.labels, Qt.Key.Key_Down)
    assert (dialog.page.name.text(), dialog.page.key.text()) == ("ORGANISATION", "2")


def test_what_is_typed_is_in_the_list_and_is_asked_for(qtbot, dialog):
    retype(qtbot, dialog.page.name, "PEOPLE")
    retype(qtbot, dialog.page.guideline, "Names only.")
    assert rows(dialog)[0] == ("PEOPLE", "1")
    label_set = applied(qtbot, dialog).label_set
    person = label_set.span_label("p")
    assert (person.name, person.guideline) == ("PEOPLE", "Names only.")
    assert label_set.span_labels[1:] == LABEL_SET.span_labels[1:]


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("name", "ROLE", "There is a “ROLE” already"),
        ("key", "2", "belongs to"),
        ("key", "g", "G does something else"),
        ("colour", "blue", "written like #2f6fde"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_not_applied(qtbot, dialog, field, words, said):
    retype(qtbot, getattr(dialog.page, field), words)
    assert list(told(dialog.page)) == [field] and said in told(dialog.page)[field]
    assert said in getattr(dialog.page, field).accessibleDescription()
    assert "⚠" in dialog.tabs.tabText(0)
    dialog.page.description.setFocus()
    with qtbot.assertNotEmitted(dialog.apply_requested):
        qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.focusWidget() is getattr(dialog.page, field)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_apply_goes_to_what_is_in_the_way_wherever_it_is(qtbot, dialog):
    retype(qtbot, dialog.page.name, "ROLE")
    turn_to(qtbot, dialog, "document_labels")
    assert dialog.message.text() == "In “ROLE”: There is a “ROLE” already; choose another name."
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.kind == "span_labels" and dialog.part.id == "p"
    assert dialog.focusWidget() is dialog.page.name and dialog.message.text() == ""


def test_a_free_key_and_another_colour_by_a_button(qtbot, dialog):
    retype(qtbot, dialog.page.key, "g")
    qtbot.mouseClick(dialog.page.key_button, LEFT)
    assert dialog.page.key.text() == "1" and told(dialog.page) == {}
    qtbot.mouseClick(dialog.page.propose_button, LEFT)
    assert dialog.part.colour == dialog.page.colour.text() != "#c2571a"


def test_a_colour_is_chosen_by_a_click_on_the_one_there_is(qtbot, dialog):
    field = dialog.page.colour
    (swatch,) = field.findChildren(QToolButton)
    qtbot.mouseClick(swatch, LEFT)
    chooser = field.findChild(QColorDialog)
    assert chooser.currentColor().name() == "#c2571a"
    chooser.setCurrentColor(QColor("#123456"))
    buttons = {one.text().replace("&", ""): one for one in chooser.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["OK"], LEFT)
    assert (dialog.part.colour, field.text()) == ("#123456", "#123456")
    assert dialog.focusWidget() is field
    qtbot.waitUntil(lambda: field.findChild(QColorDialog) is None)


def test_a_colour_that_is_easily_taken_for_another_is_told(qtbot, dialog):
    dialog.allow_colours(True)
    assert dialog.page.likeness.isHidden()
    retype(qtbot, dialog.page.colour, "#2f6fdf")
    assert dialog.page.likeness.text().startswith("Easily taken for “ORGANISATION”")
    assert dialog.accept_button.isEnabled() and told(dialog.page) == {}


def test_order_and_retiring_by_key_and_button(qtbot, dialog):
    dialog.labels.setFocus()
    qtbot.keyClick(dialog.labels, Qt.Key.Key_Down, ALT)
    assert [name for name, _ in rows(dialog)][:2] == ["ORGANISATION", "PERSON"]
    qtbot.mouseClick(dialog.retire_button, LEFT)
    assert rows(dialog)[1][0] == "PERSON (retired)" and dialog.retire_button.text() == "Restore"


def test_a_row_that_is_dragged_takes_the_place_it_is_dragged_to(qtbot, dialog):
    view = dialog.labels.viewport()

    def middle(row):
        return dialog.labels.visualItemRect(dialog.labels.topLevelItem(row)).center()

    QTest.mousePress(view, LEFT, pos=middle(0))
    QTest.mouseMove(view, middle(0) + QPoint(0, 2))
    assert rows(dialog)[0][0] == "PERSON"  # a hand that trembles moves nothing
    QTest.mouseMove(view, middle(2))
    assert [name for name, _ in rows(dialog)] == ["ORGANISATION", "ROLE", "PERSON", "CLAIM"]
    QTest.mouseMove(view, QPoint(20, view.height() - 2))
    QTest.mouseRelease(view, LEFT, pos=QPoint(20, view.height() - 2))
    assert [name for name, _ in rows(dialog)] == ["ORGANISATION", "ROLE", "CLAIM", "PERSON"]
    assert dialog.part.id == "p"
    QTest.mouseMove(view, middle(0))  # let go of, it stays
    assert rows(dialog)[3][0] == "PERSON"


def test_closing_with_changes_asks_first(qtbot, dialog):
    name = dialog.page.name
    retype(qtbot, name, "PEOPLE")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.isVisible() and name.text() == "PEOPLE"
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    drop = next(one for one in box.buttons() if one.text() == "Drop the changes")
    qtbot.mouseClick(drop, LEFT)
    assert not dialog.isVisible()


# ---- labels of relations --------------------------------------------------------------------


def test_what_a_relation_may_tie_is_ticked(qtbot, dialog):
    turn_to(qtbot, dialog, "relation_labels")
    page = dialog.page
    assert page.ends.ticks() == (frozenset("p"), frozenset("o"))
    click_box(qtbot, page.ends, "ROLE", 2)
    click_box(qtbot, page.ends, "PERSON", 1)
    page.ends.setFocus()
    page.ends.setCurrentCell(1, 1)
    qtbot.keyClick(page.ends, Qt.Key.Key_Space)
    qtbot.mouseClick(page.transitive, LEFT)
    label = applied(qtbot, dialog).label_set.relation_label("w")
    assert (label.heads, label.tails) == (frozenset("o"), frozenset("or"))
    assert (label.is_symmetric, label.is_transitive) == (False, True)


def test_what_is_odd_is_told_and_applied(qtbot, dialog):
    turn_to(qtbot, dialog, "relation_labels")
    qtbot.mouseClick(dialog.page.symmetric, LEFT)
    assert told(dialog.page) == {
        "symmetric": "Head and tail may change places, so both should allow the same labels."
    }
    assert applied(qtbot, dialog).label_set.relation_label("w").is_symmetric


def test_a_new_label_is_there_to_be_ticked_and_is_not_removed_from_under_it(qtbot, dialog):
    qtbot.mouseClick(dialog.add_button, LEFT)
    retype(qtbot, dialog.page.name, "SHIP")
    ship = dialog.part.id
    turn_to(qtbot, dialog, "relation_labels")
    click_box(qtbot, dialog.page.ends, "SHIP", 2)
    assert ship in dialog.part.tails
    turn_to(qtbot, dialog, "span_labels")
    dialog.show_part(ship)
    assert dialog.retire_button.text() == "Remove"
    qtbot.mouseClick(dialog.retire_button, LEFT)
    assert dialog.notice.text() == "“SHIP” is ticked in “works for”; untick it there first."
    assert dialog.draft.part(ship) is not None


# ---- attributes -----------------------------------------------------------------------------


def test_an_attribute_is_made(qtbot, dialog):
    turn_to(qtbot, dialog, "attributes")
    qtbot.mouseClick(dialog.add_button, LEFT)
    page = dialog.page
    assert dialog.focusWidget() is page.name
    retype(qtbot, page.name, "tone")
    assert told(page) == {"values": "There is nothing to choose from: add its values."}
    page.target.setFocus()
    qtbot.keyClick(page.target, Qt.Key.Key_Down)
    assert [page.labels.item(row, 0).text() for row in range(page.labels.rowCount())] == [
        "works for",
        "holds role",
        "leads",
        "same as",
    ]
    page.values.entry.setFocus()
    for value in ("calm", "loud"):
        qtbot.keyClicks(page.values.entry, value)
        qtbot.keyClick(page.values.entry, Qt.Key.Key_Return)
    assert dialog.isVisible() and told(page) == {}
    click_box(qtbot, page.labels, "leads", 1)
    qtbot.mouseClick(page.required, LEFT)
    made = applied(qtbot, dialog).label_set.attributes[-1]
    assert (made.name, made.kind, made.applies_to) == ("tone", "choice", "relation")
    assert (made.values, made.labels, made.is_required) == (
        ("calm", "loud"),
        frozenset("l"),
        True,
    )


def test_values_are_renamed_in_place_moved_and_removed_by_keys(qtbot, dialog):
    turn_to(qtbot, dialog, "attributes")
    field = dialog.page.values
    field.list.setFocus()
    field.list.setCurrentRow(0)
    qtbot.keyClick(field.list, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "by name")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.values() == ("by name", "pronoun"))
    assert dialog.isVisible()
    field.list.setFocus()
    qtbot.keyClick(field.list, Qt.Key.Key_Down, ALT)
    assert field.values() == ("pronoun", "by name") and rows(dialog)[0][0] == "mention"
    wanted = applied(qtbot, dialog)
    assert wanted.value_names == (("m", "named", "by name"),)
    field.list.setFocus()
    qtbot.keyClick(field.list, Qt.Key.Key_Delete)
    assert dialog.part.values == ("pronoun",) and dialog.draft.change_wanted().value_names == ()


def test_several_values_are_pasted_at_once(qtbot, dialog):
    turn_to(qtbot, dialog, "attributes")
    QApplication.clipboard().setText("title; pen name\nnickname\n")
    entry = dialog.page.values.entry
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.part.values == ("named", "pronoun", "title", "pen name", "nickname")


def test_another_kind_asks_for_other_things(qtbot, dialog):
    turn_to(qtbot, dialog, "attributes")
    page = dialog.page
    assert not page.target.isEnabled() and page.values.isVisible() and page.labels.isVisible()
    page.kind.setFocus()
    for _ in ("several", "flag", "text"):
        qtbot.keyClick(page.kind, Qt.Key.Key_Down)
    assert not page.values.isVisible()
    wanted = applied(qtbot, dialog)
    assert wanted.converted == frozenset("m")
    assert (wanted.label_set.attribute("m").kind, wanted.label_set.attribute("m").values) == (
        "text",
        (),
    )


# ---- labels of articles ---------------------------------------------------------------------


def test_a_label_of_articles_is_made_and_retired(qtbot, dialog):
    turn_to(qtbot, dialog, "document_labels")
    qtbot.mouseClick(dialog.retire_button, LEFT)
    assert rows(dialog)[0] == ("politics (retired)", "topic")
    qtbot.mouseClick(dialog.add_button, LEFT)
    retype(qtbot, dialog.page.name, "weather")
    retype(qtbot, dialog.page.group, "topic")
    made = applied(qtbot, dialog).label_set.document_labels
    assert [(one.name, one.group, one.is_retired) for one in made] == [
        ("politics", "topic", True),
        ("sport", "topic", False),
        ("weather", "topic", False),
    ]


# ---- nothing there --------------------------------------------------------------------------


def test_no_labels_yet(qtbot):
    dialog = shown(qtbot, LabelSet())
    for kind in KINDS:
        turn_to(qtbot, dialog, kind)
        assert dialog.pages.currentWidget() is dialog.pages.nothing and dialog.message.text() == ""
        assert "yet" in dialog.pages.nothing.text() and not dialog.retire_button.isEnabled()
    turn_to(qtbot, dialog, "span_labels")
    qtbot.mouseClick(dialog.add_button, LEFT)
    assert rows(dialog) == [("New label", "1")] and dialog.focusWidget() is dialog.page.name


# ---- the whole ------------------------------------------------------------------------------


def test_the_label_set_has_a_name_and_a_description(qtbot, dialog):
    qtbot.mouseClick(dialog.about_button, LEFT)
    about = dialog.findChild(AboutLabelSet)
    assert (about.name.text(), about.description.whole_text()) == ("Test", "For tests.")
    retype(qtbot, about.name, "News")
    qtbot.keyClick(about.name, Qt.Key.Key_Return)
    assert not about.isVisible() and dialog.isVisible()
    label_set = applied(qtbot, dialog).label_set
    assert (label_set.name, label_set.description) == ("News", "For tests.")


def test_another_colour_is_proposed_also_where_one_is_half_typed(qtbot, dialog):
    retype(qtbot, dialog.page.colour, "#2f")
    qtbot.mouseClick(dialog.page.propose_button, LEFT)
    assert told(dialog.page) == {} and len(dialog.part.colour) == 7


def test_tab_walks_as_one_reads(qtbot, dialog):
    turn_to(qtbot, dialog, "relation_labels")
    dialog.labels.setFocus()
    walked = []
    while dialog.focusWidget() is not dialog.tabs and len(walked) < 40:
        focused = dialog.focusWidget()
        walked.append(focused.accessibleName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert walked == [
        "Labels", "Add", "Up", "Down", "Retire",
        "Name", "Colour", "Another colour", "Key", "A free key",
        "Allowed heads and tails", "Symmetric", "Transitive", "Description", "Example", "Guideline (Markdown)",
        "About…", "Take over a file…", "Write a file…", "Cancel",
    ]  # fmt: skip
