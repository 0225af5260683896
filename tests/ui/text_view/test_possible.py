"""What the menu on the text greys: acts that would only say why nothing happens."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from annotator.model.relation import Relation
from annotator.ui.text_view.possible import possible_acts
from tests.builders import TEXT, make_span

PERSON = make_span(TEXT, "Ilse Varga", "p", "person")
ROLE = make_span(TEXT, "harbour master", "r", "role")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
PARTS = LINES._replace(id="parts", fragments=(PERSON.fragments[0], LINES.fragments[0]))
ON_SPAN = {
    "label",
    "start_relation",
    "link_entity",
    "edit_note",
    "guideline",
    "use_as_example",
    "span_history",
    "copy_with_labels",
    "delete",
}


@pytest.fixture
def marked(desk):
    desk.show_text(TEXT, PERSON, ROLE, PARTS, Relation("holds", "h", "person", "role"))
    return desk


def test_on_a_span_of_one_part(marked):
    marked.selection.select_spans(["role"])
    assert possible_acts(marked.view) == ON_SPAN


def test_a_part_can_go_where_the_caret_is_on_it(marked):
    marked.selection.set_caret(LINES.start + 2)
    marked.selection.select_spans(["parts"])
    assert possible_acts(marked.view) == ON_SPAN | {"remove_fragment"}
    marked.selection.set_caret(len(TEXT) - 1, keep=True)
    assert possible_acts(marked.view) == ON_SPAN


def test_selected_text_can_be_added_to_the_last_span(marked):
    marked.selection.select_spans(["role"])
    marked.selection.select_text(LINES.start, LINES.end)
    assert possible_acts(marked.view) == {"label", "guideline", "use_as_example", "add_fragment"}
    marked.selection.select_text(ROLE.start, ROLE.end)
    assert possible_acts(marked.view) == {"label", "guideline", "use_as_example"}


def test_on_a_relation_and_on_nothing(marked):
    marked.selection.set_caret(TEXT.index("\n\n") + 1)
    assert possible_acts(marked.view) == set()
    marked.selection.select_relation("holds")
    assert possible_acts(marked.view) == ON_SPAN - {"label", "link_entity", "copy_with_labels"}


def test_the_right_button_means_the_part_under_it(marked):
    marked.selection.set_caret(PERSON.start)
    marked.selection.select_spans(["parts"])
    place = marked.point_at(LINES.start + 3).toPoint()
    viewport = marked.view.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, viewport.mapToGlobal(QPoint(place)))
    QApplication.sendEvent(viewport, event)
    assert marked.selection.spans == ("parts",)
    assert LINES.start <= marked.selection.caret <= LINES.end
    assert "remove_fragment" in possible_acts(marked.view)
