"""The window by mouse: panels, text and bars belong together."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from annotator.edits.edit import AddSpan
from tests.builders import TEXT, make_span

LEFT = Qt.MouseButton.LeftButton
ILSE = make_span(TEXT, "Ilse Varga", id="ilse")


def point_of(view, offset):
    return view.caret_rect(offset).center().toPoint()


def drag(qtbot, view, start, end):
    viewport = view.viewport()
    qtbot.mousePress(viewport, LEFT, pos=point_of(view, start) + QPoint(3, 0))
    qtbot.mouseMove(viewport, point_of(view, (start + end) // 2))
    qtbot.mouseMove(viewport, point_of(view, end) - QPoint(3, 0))
    qtbot.mouseRelease(viewport, LEFT, pos=point_of(view, end) - QPoint(3, 0))


def test_drag_over_words_then_click_a_label(opened, qtbot, hands):
    start = TEXT.index("harbour master")
    drag(qtbot, opened.page.view, start, start + len("harbour mast"))
    assert opened.session.selection.text == (start, start + len("harbour master"))
    role = next(chip for chip in opened.page.labels.row.chips if chip.label.name == "ROLE")
    qtbot.mouseClick(role, LEFT)
    (span,) = opened.session.annotation_set.spans.values()
    assert (span.label, span.covered_text(TEXT)) == ("r", "harbour master")
    assert opened.page.is_in_text()
    assert "R relation" in opened.status_bar.hint()


def test_a_click_in_the_list_opens_the_article(opened, qtbot, hands):
    view = opened.page.articles.view
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    hands.settle()
    assert opened.session.document.id == "ferry"
    assert opened.page.is_in_text()


def test_the_menu_on_a_span_labels_and_deletes(opened, qtbot, hands):
    opened.session.apply(AddSpan(ILSE))
    opened.session.selection.select_spans(["ilse"])
    opened.page.span_menu_requested.emit(opened.mapToGlobal(QPoint(500, 400)))
    menu = next(one for one in opened.findChildren(QMenu) if one.isVisible())
    labels = menu.actions()[0].menu()
    assert [one.text() for one in labels.actions()] == [
        "PERSON\t1",
        "ORGANISATION\t2",
        "ROLE\t3",
        "CLAIM\t4",
    ]
    labels.actions()[1].trigger()
    assert opened.session.annotation_set.spans["ilse"].label == "o"
    acts = {one.objectName(): one for one in menu.actions()}
    assert acts["add_fragment"].text().partition("\t")[2] == "F"
    assert acts["remove_fragment"].text().partition("\t")[2] == "Shift F"
    assert {id for id, one in acts.items() if id and one.isEnabled()} == {
        "start_relation",
        "link_entity",
        "edit_note",
        "guideline",
        "use_as_example",
        "span_history",
        "copy_with_labels",
        "delete",
    }
    acts["delete"].trigger()
    assert not opened.session.annotation_set.spans
    menu.close()


def test_undo_is_offered_beside_what_happened(opened, qtbot):
    opened.session.apply(AddSpan(ILSE))
    opened.session.said.emit("12 spans relabelled.", True)
    qtbot.mouseClick(opened.status_bar.undo, LEFT)
    assert not opened.session.annotation_set.spans
    assert opened.status_bar.message().startswith("Undid: ")


def test_the_menu_opens_under_its_button(opened, qtbot):
    qtbot.mouseClick(opened.top.menu_button, LEFT)
    assert opened.menu.isVisible()
    titles = [one.menu().title() for one in opened.menu.actions() if one.menu()]
    assert titles == ["Project", "Edit", "Articles", "View", "Help"]
    opened.menu.close()


def test_clicking_who_annotates_asks_for_another(opened, qtbot):
    button = next(one for one in opened.top.findChildren(QPushButton) if one.text() == "maria")
    qtbot.mouseClick(button, LEFT)
    shown = [one for one in opened.children() if type(one).__name__ == "WhoDialog"]
    assert len(shown) == 1
    shown[0].reject()


def test_columns_keep_their_widths(opened, qtbot, settings, tmp_path, hands):
    opened.page.columns.setSizes([300, 800, 340])
    widths = opened.page.columns.sizes()
    opened.close_project()
    assert settings.get("column_widths") == widths
