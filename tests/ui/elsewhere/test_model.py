"""The places of a phrase as rows: what is said of each, what filters leave, what is ticked."""

import pytest
from PySide6.QtCore import Qt

from annotator.project.same_elsewhere import Marked, Place
from annotator.ui.concordance.model import LABELS, TICK
from annotator.ui.elsewhere.model import ElsewhereModel, Group
from tests.builders import LABEL_SET

NAMES = {"me": "Ilse", "jon": "Jon <b>"}
EXACT = Marked("p", "me", True, "exact", "Varga", 0)
THEIRS = Marked("p", "jon", False, "exact", "Varga", 0)
LONGER = Marked("o", "jon", False, "longer", "Varga\nLines", 0)


def place(document: str, start: int, *marked: Marked) -> Place:
    return Place(document, document, start, start + 5, "by ", "Varga", " said", True, marked)


PLACES = [
    place("a", 1, EXACT, THEIRS),
    place("a", 9),
    place("b", 4, LONGER),
    place("c", 7, Marked("o", "me", True, "exact", "Varga", 2)),
]


@pytest.fixture
def model():
    model = ElsewhereModel(LABEL_SET, NAMES)
    model.label = "p"
    model.add(PLACES[:2])
    model.add(PLACES[2:])
    return model


def column(model, number):
    return [model.index(row, number).data() for row in range(model.rowCount())]


def ticks(model):
    role = Qt.ItemDataRole.CheckStateRole
    return [model.index(row, TICK).data(role) for row in range(model.rowCount())]


def test_who_says_what_of_each_place(model):
    assert column(model, LABELS) == [
        "PERSON (you, Jon <b>)",
        "",
        "in “Varga Lines” ORGANISATION (Jon <b>)",
        "ORGANISATION (you)",
    ]
    assert "&lt;b&gt;" in model.index(0, LABELS).data(Qt.ItemDataRole.ToolTipRole)


def test_bars_by_number_then_unlabelled_then_variants(model):
    assert model.count_groups() == [
        Group("o", "ORGANISATION", "#2f6fde", 1),
        Group("p", "PERSON", "#c2571a", 1),
        Group("", "Unlabelled", "", 1),
        Group("longer", "Within a longer span", "", 1),
    ]


def test_filters_leave_rows_and_only_what_is_seen_is_ticked(model):
    on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert ticks(model) == [None, on, off, None]
    model.groups = frozenset({"p", "longer"})
    model.show_anew()
    assert [one.document for one in model.hits] == ["a", "b"]
    assert model.ticked() == []
    model.turn_all()
    assert model.ticked() == [PLACES[2]]
    model.groups = frozenset()
    model.document = "a"
    model.show_anew()
    assert model.ticked() == [PLACES[1]]
    assert [one.key for one in model.count_groups()] == ["p", ""]


def test_the_labels_of_one_annotator(model):
    model.annotator = "jon"
    model.show_anew()
    assert column(model, LABELS)[3] == ""
    assert {one.key: one.places for one in model.count_groups()} == {"p": 1, "": 2, "longer": 1}


def test_another_act_ticks_other_rows(model):
    model.verb = "relabel"
    model.tick_anew()
    assert model.ticked() == [PLACES[3]]
    model.turn_tick(1)
    assert model.ticked() == [PLACES[3]], "what cannot be relabelled cannot be ticked"
    model.verb = "delete"
    model.tick_anew()
    assert model.ticked() == [PLACES[0], PLACES[3]]


def test_a_bar_that_filters_stays(model):
    model.groups = frozenset({"r"})
    assert Group("r", "ROLE", "#7a5ccc", 0) in model.count_groups()
