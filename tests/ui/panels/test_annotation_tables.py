"""The tables of spans and relations: they follow the selection, and act on it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from annotator.edits import edit as edits
from annotator.model.span import Span
from annotator.ui.bindings import Bindings
from annotator.ui.models.annotation_words import AnnotationWords
from annotator.ui.models.annotations import SpansModel
from annotator.ui.panels.annotation_tables import AnnotationTables
from annotator.ui.panels.annotation_view import AnnotationView
from tests.builders import LABEL_SET, make_set

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tables(qtbot, session):
    panel = AnnotationTables(session, Bindings())
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.reveal_requested.connect(
        lambda id: (
            session.selection.select_relation(id)
            if id in session.annotation_set.relations
            else session.selection.select_spans([id])
        )
    )
    panel.action_requested.connect(lambda action: _do(session, action))
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.focus_table()
    return panel


def _do(session, action):
    if action == "delete" and session.selection.spans:
        session.apply(edits.RemoveSpan(session.selection.span))


def rows(view, column=0):
    return [view.rows.index(row, column).data() for row in range(view.rows.rowCount())]


def press(view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(view, key, modifiers)


def test_all_spans_and_relations_are_there_and_counted(tables):
    assert rows(tables.spans) == ["Ilse Varga", "harbour master", "Norrow Lines"]
    assert sorted(rows(tables.relations, 1)) == ["holds role", "works for"]
    assert [tables.tabs.tabText(number) for number in (0, 1)] == ["3 spans", "2 relations"]


def test_arrows_select_in_the_window_too(tables, session):
    press(tables.spans, Qt.Key.Key_Down)
    assert session.selection.spans == ("master",)
    press(tables.spans, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert session.selection.spans == ("master", "lines")
    press(tables.spans, Qt.Key.Key_A, CTRL)
    assert set(session.selection.spans) == {"varga", "master", "lines"}


def test_what_is_selected_elsewhere_is_selected_here(tables, session):
    session.selection.select_spans(["lines", "varga"])
    assert tables.spans.selected_ids() == ["lines", "varga"]
    session.selection.select_relation("works")
    assert tables.spans.selected_ids() == []
    assert tables.relations.selected_ids() == ["works"]


def test_enter_goes_to_it_and_escape_leaves(tables, qtbot):
    press(tables.spans, Qt.Key.Key_Down)
    with qtbot.waitSignal(tables.go_requested) as went:
        press(tables.spans, Qt.Key.Key_Return)
    assert went.args == ["master"]
    with qtbot.waitSignal(tables.leave_requested):
        press(tables.spans, Qt.Key.Key_Escape)


def test_a_label_key_asks_for_the_label(tables, qtbot):
    press(tables.spans, Qt.Key.Key_Down)
    with qtbot.waitSignal(tables.label_requested) as asked:
        press(tables.spans, Qt.Key.Key_2)
    assert asked.args == ["o"]


def test_a_label_key_does_nothing_while_nothing_is_selected(tables, qtbot):
    with qtbot.assertNotEmitted(tables.label_requested):
        press(tables.spans, Qt.Key.Key_2)


def test_a_relation_is_relabelled_by_the_key_of_a_label_that_fits(tables, session):
    tables.tabs.setCurrentIndex(1)
    session.selection.select_relation("works")
    press(tables.relations, Qt.Key.Key_L)
    assert session.annotation_set.relations["works"].label == "w"  # L is a key of the text
    press(tables.relations, Qt.Key.Key_S)
    assert session.annotation_set.relations["works"].label == "s"
    press(tables.relations, Qt.Key.Key_H)
    assert session.annotation_set.relations["works"].label == "s"  # no role, no holding


def test_a_relation_is_not_labelled_as_a_span(tables, session, qtbot):
    session.selection.select_relation("works")
    tables.tabs.setCurrentIndex(1)
    with qtbot.assertNotEmitted(tables.label_requested):
        press(tables.relations, Qt.Key.Key_1)


def test_the_label_of_a_relation_is_looked_for_by_name_too(tables, session, qtbot):
    session.selection.select_relation("works")
    tables.tabs.setCurrentIndex(1)
    with qtbot.waitSignal(tables.action_requested) as asked:
        press(tables.relations, Qt.Key.Key_Space)
    assert asked.args == ["label_by_name"]


def test_after_deleting_the_next_row_is_selected(tables, session):
    session.apply(edits.AddSpan(span_over_council("more")))
    tables.focus_table()
    session.selection.select_spans(["more"])
    press(tables.spans, Qt.Key.Key_Delete)
    assert "more" not in session.annotation_set.spans
    assert session.selection.spans == ("varga",)
    assert tables.tabs.tabText(0) == "3 spans"


def span_over_council(id):
    return Span(id, "p", ((0, 7),))


def test_the_filter_waits_for_a_pause_and_says_how_many_fit(tables, qtbot):
    tables.filter.setText("norrow")
    qtbot.waitUntil(lambda: rows(tables.spans) == ["Norrow Lines"])
    assert tables.tabs.tabText(0) == "1 of 3 spans"
    assert rows(tables.relations, 2) == ["Norrow Lines"]
    QTest.keyClick(tables.filter, Qt.Key.Key_Down)
    assert tables.spans.hasFocus()


def test_rows_are_sorted_from_the_keyboard_too(tables):
    label = next(one for one in tables.order.choices if one.key == "Label")
    tables.order.choice_requested.emit(label.key)
    assert rows(tables.spans, 1) == ["ORGANISATION", "PERSON", "ROLE"]
    assert tables.order.words == "By label"
    tables.order.choice_requested.emit(label.key)
    assert rows(tables.spans, 1) == ["ROLE", "PERSON", "ORGANISATION"]
    tables.tabs.setCurrentIndex(1)
    assert tables.order.words == "By place"


def test_what_happens_while_hidden_is_shown_later(tables, session):
    tables.hide()
    session.apply(edits.SetNote("varga", "who?"))
    session.apply(edits.RelabelSpan("lines", "p"))
    tables.show()
    assert rows(tables.spans, 3) == ["who?", "", ""]
    assert rows(tables.spans, 1)[2] == "PERSON"


def test_another_article_takes_the_place(tables, session):
    session.open_document("second")
    assert rows(tables.spans) == []
    assert tables.tabs.tabText(0) == "0 spans"
    session.close_document()
    assert rows(tables.spans) == []


def test_many_changes_at_once(tables, session):
    many = [edits.AddSpan(span_over_council(f"n{number}")) for number in range(100)]
    session.apply(edits.Together(tuple(many), "add"))
    assert tables.spans.rows.rowCount() == 103
    session.undo()
    assert tables.spans.rows.rowCount() == 3


def test_screen_readers_find_a_table_with_rows_columns_and_cells(tables):
    interface = QAccessible.queryAccessibleInterface(tables.spans)
    assert interface.role() == QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Spans"
    name = QAccessible.Text.Name
    cells = [interface.child(number) for number in range(interface.childCount())]
    headings = [one.text(name) for one in cells if one.role() == QAccessible.Role.ColumnHeader]
    assert headings == ["Text", "Label", "Place", "Note", "Attributes"]
    spoken = [one.text(name) for one in cells if one.role() == QAccessible.Role.Cell]
    assert spoken[0:2] == ["Ilse Varga", "PERSON"]
    assert spoken[3] == "no note"
    assert len(spoken) == 15


def test_all_rows_of_a_large_table_are_selected_without_asking_each(qtbot):
    """Qt's headings would look at every row in Python to see whether a whole column is selected."""
    asked = []

    class Counting(SpansModel):
        def rowCount(self, *parent):
            asked.append(1)
            return super().rowCount(*parent)

    spans = [Span(f"s{n}", "p", ((5 * n, 5 * n + 4),)) for n in range(900)]
    model = Counting()
    model.show_words(AnnotationWords.of("word " * 900, make_set(*spans), LABEL_SET))
    view = AnnotationView(model, "Spans", lambda event: False)
    qtbot.addWidget(view)
    view.resize(700, 200)
    with qtbot.waitExposed(view):
        view.show()
    asked.clear()
    view.selectAll()
    view.grab()
    assert len(asked) < 900
    assert len(view.selected_ids()) == 900
