"""Ctrl T: the tables in the window, from the text and back."""

from PySide6.QtCore import Qt

from tests.builders import TEXT, make_span
from tests.ui.windows import CTRL, SHIFT


def with_two_spans(window):
    from annotator.edits.edit import AddSpan

    for span in (
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "Norrow Lines", "o", "lines"),
    ):
        window.session.apply(AddSpan(span))


def test_ctrl_t_opens_the_tables_and_goes_in_and_out_again(opened, hands, settings):
    with_two_spans(opened)
    tables = opened.page.tables
    assert not tables.isVisible()
    hands.press(Qt.Key.Key_T, CTRL)
    assert tables.isVisible() and tables.spans.hasFocus()
    assert settings.get("are_tables_shown")
    hands.press(Qt.Key.Key_Escape)
    assert opened.page.is_in_text() and tables.isVisible()
    hands.press(Qt.Key.Key_T, CTRL)
    assert tables.spans.hasFocus()
    hands.press(Qt.Key.Key_T, CTRL)
    assert not tables.isVisible() and opened.page.is_in_text()
    assert not settings.get("are_tables_shown")


def test_from_the_table_one_labels_deletes_and_goes_into_the_text(opened, hands):
    with_two_spans(opened)
    hands.press(Qt.Key.Key_T, CTRL)
    hands.press(Qt.Key.Key_Down)
    assert opened.session.selection.spans == ("lines",)
    hands.press(Qt.Key.Key_3)
    assert opened.session.annotation_set.spans["lines"].label == "r"
    assert opened.page.tables.spans.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert opened.page.is_in_text()
    assert opened.session.selection.spans == ("lines",)
    assert opened.session.selection.caret == TEXT.index("Norrow")
    hands.press(Qt.Key.Key_T, CTRL)
    hands.press(Qt.Key.Key_Delete)
    assert list(opened.session.annotation_set.spans) == ["varga"]
    assert opened.session.selection.spans == ("varga",)


def test_r_in_the_table_shows_the_letters_in_the_text(opened, hands):
    with_two_spans(opened)
    hands.press(Qt.Key.Key_T, CTRL)
    hands.press(Qt.Key.Key_Up)
    opened.session.selection.select_spans(["varga"])
    hands.press(Qt.Key.Key_R)
    assert opened.page.is_in_text()
    assert opened.page.view.relating.hints()


def test_a_relation_is_gone_to_by_its_head(opened, hands):
    from annotator.edits.edit import AddRelation
    from annotator.model.relation import Relation

    with_two_spans(opened)
    opened.session.apply(AddRelation(Relation("works", "w", "varga", "lines")))
    hands.press(Qt.Key.Key_T, CTRL)
    opened.page.tables.tabs.setCurrentIndex(1)
    opened.page.tables.focus_table()
    hands.press(Qt.Key.Key_Return)
    assert opened.page.is_in_text()
    assert opened.session.selection.relation == "works"
    assert opened.session.selection.caret == TEXT.index("Ilse")


def test_f6_comes_by_the_tables(opened, hands):
    hands.press(Qt.Key.Key_T, CTRL)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F6)
    assert opened.page.is_in_tables()
    hands.press(Qt.Key.Key_F6, SHIFT)
    assert opened.page.is_in_text()


def test_the_heights_are_remembered(opened, settings, hands):
    hands.press(Qt.Key.Key_T, CTRL)
    opened.page.rows.setSizes([400, 300])
    opened.page.remember()
    assert settings.get("row_heights") == opened.page.rows.sizes()
