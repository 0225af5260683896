"""The entities of a project as a table."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from annotator.model.entity import Entity
from annotator.project.entities.rows import EntityRow
from annotator.ui.entities.entity_model import (
    ARTICLES,
    MENTIONS,
    NAME,
    OUTSIDE_ID,
    EntityModel,
    make_ready,
)

ROWS = [
    EntityRow(Entity("a", "Édith Varga", identifier="Q2"), 3, 2),
    EntityRow(Entity("b", "Norrow\n<b>Lines</b>"), 12_000, 1),
    EntityRow(Entity("c", "Norrow", is_retired=True), 5, 5),
    EntityRow(Entity("d", "Varga", identifier="Q1"), 0, 0),
]


@pytest.fixture
def model(qtbot):
    model = EntityModel()
    model.show_rows(make_ready(ROWS))
    yield model
    model.deleteLater()


def cells(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_those_that_are_offered_by_name(model):
    assert cells(model, NAME) == ["Norrow <b>Lines</b>", "Varga", "Édith Varga"]
    assert cells(model, MENTIONS) == ["12,000", "0", "3"]
    assert cells(model, OUTSIDE_ID) == ["", "Q1", "Q2"]
    assert model.count == 3
    tip = model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip, "never markup"


def test_found_by_name_and_outside_id(model):
    model.look_for(" EDITH v")
    assert cells(model, NAME) == ["Édith Varga"]
    model.look_for("q1")
    assert cells(model, NAME) == ["Varga"]
    model.look_for("zzz")
    assert model.rowCount() == 0 and model.count == 3
    model.look_for("")
    assert model.rowCount() == 3


def test_sorted_by_a_column_and_back(model):
    model.sort_by(MENTIONS)
    assert cells(model, MENTIONS) == ["12,000", "3", "0"]
    model.sort_by(ARTICLES)
    assert cells(model, ARTICLES) == ["2", "1", "0"]
    model.sort_by(OUTSIDE_ID)
    assert cells(model, OUTSIDE_ID) == ["Q1", "Q2", ""]
    model.sort_by(OUTSIDE_ID)
    assert cells(model, NAME)[0] == "Norrow <b>Lines</b>"


def test_what_is_typed_over_a_cell_is_asked_for(qtbot, model):
    with qtbot.waitSignal(model.change_requested) as told:
        assert model.setData(model.index(1, NAME), "  I.  Varga ", Qt.ItemDataRole.EditRole)
    assert told.args == [ROWS[3].entity, "name", "I. Varga"]
    assert cells(model, NAME)[1] == "Varga", "until it is so"
    with qtbot.assertNotEmitted(model.change_requested):
        model.setData(model.index(1, OUTSIDE_ID), "Q1", Qt.ItemDataRole.EditRole)
        model.setData(model.index(1, MENTIONS), "7", Qt.ItemDataRole.EditRole)
    assert not model.flags(model.index(1, MENTIONS)) & Qt.ItemFlag.ItemIsEditable
    model.put(Entity("d", "I. Varga"))
    assert cells(model, NAME)[1] == "I. Varga"
    assert model.row_of("d") == 1 and model.row_of("c") == -1


def test_of_very_many_the_view_gets_more_as_one_scrolls(model):
    rows = [EntityRow(Entity(f"e{at}", f"Name {at:04}"), at, 1) for at in range(2500)]
    model.show_rows(make_ready(rows))
    assert (model.rowCount(), model.found_count) == (300, 2500)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 600
    assert model.row_of("e2400") == 2400
    assert model.rowCount() == 2500 and not model.canFetchMore(QModelIndex())
    assert model.entity_at(2400) == rows[2400]
    model.sort_by(MENTIONS)
    assert model.entity_at(0) == rows[-1], "all of them are sorted"
