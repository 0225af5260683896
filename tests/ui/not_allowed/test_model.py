"""The rows of what is not allowed: filtered, sorted, put in place again, chosen alike."""

import time

import pytest
from PySide6.QtCore import Qt

from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.not_allowed.model import (
    ARTICLE,
    HEADS,
    LEFT,
    MINE,
    PROJECT_ORDER,
    TEXT,
    WHOSE,
    WRONG,
    NotAllowedModel,
)
from tests.builders import LABEL_SET


def place(document, text, kind="retired", label="p", *, is_mine=True, left="", annotation="a"):
    return InvalidPlace(
        kind, document, f"Title {document}", "me" if is_mine else "j", annotation, 3, 3 + len(text),
        left, text, " after", label, is_mine=is_mine, head="r" if kind == "ends" else "",
        tail="c" if kind == "ends" else "",
    )  # fmt: skip


PLACES = [
    place("d1", "Varga", left="Ilse "),
    place("d1", "Olan", left="so Rika ", is_mine=False),
    place("d2", "Palm → Norrow", "ends", "w", left="an Erik "),
    place("d3", "Alma", label="o", left="b a "),
    place("d3", "", label="d1", annotation=""),
]


@pytest.fixture
def model(qapp):
    made = NotAllowedModel(LABEL_SET, {"j": "jon"})
    made.add(PLACES)
    return made


def cells(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_row_says_all_of_it(model):
    assert model.columnCount() == len(HEADS)
    assert [model.index(1, column).data() for column in range(len(HEADS))] == [
        "Retired", "PERSON is retired", "so Rika", "Olan", "after", "jon", "Title d1",
    ]  # fmt: skip
    assert cells(model, TEXT)[-1] == "the whole article"
    assert cells(model, WRONG)[2] == "works for may not go from ROLE to CLAIM"
    tip = model.index(0, WRONG).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>PERSON is retired</qt>"
    assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None
    assert not model.index(9, 0).isValid()


def test_kinds_and_people_filter(model):
    assert [(one.key, one.places) for one in model.count_kinds()] == [("retired", 4), ("ends", 1)]
    model.kinds = frozenset({"ends"})
    model.show_anew()
    assert cells(model, TEXT) == ["Palm → Norrow"]
    model.kinds, model.whose = frozenset(), "j"
    model.show_anew()
    assert cells(model, TEXT) == ["Olan"]
    assert [(one.key, one.places) for one in model.count_kinds()] == [("retired", 1)]
    model.whose = MINE
    model.show_anew()
    assert len(cells(model, TEXT)) == 4
    model.add([place("d4", "Jo", is_mine=False), place("d4", "Mo")])
    assert cells(model, TEXT)[-1] == "Mo", "what comes is filtered too"
    assert len(model.all_places) == 7


def test_sorted_by_a_column_turned_round_and_back(model):
    model.sort_by(LEFT)
    assert cells(model, LEFT) == ["", "b a", "an Erik", "Ilse", "so Rika"]
    model.sort_by(WHOSE)
    assert cells(model, WHOSE)[-1] == "jon"
    model.sort_by(WHOSE)
    assert cells(model, WHOSE)[0] == "jon"
    model.sort_by(WHOSE)
    assert model.order == PROJECT_ORDER
    assert list(model.places) == PLACES


def test_an_article_is_put_in_place_again(model):
    model.replace({"d1", "d3"}, [place("d3", "New")])
    assert cells(model, TEXT) == ["Palm → Norrow", "New"]
    model.replace({"d1"}, PLACES[:2])
    assert cells(model, ARTICLE) == ["Title d1", "Title d1", "Title d2", "Title d3"]
    model.replace({"d0"}, [place("d0", "Late")])
    assert cells(model, ARTICLE)[-1] == "Title d0", "it was not there when all were looked at"


def test_what_is_alike_is_gathered_and_chosen(model):
    model.add([place("d5", "Zed"), place("d5", "Zoe"), place("d5", "Twin", label="PERSON")])
    model.gather()
    wrong = cells(model, WRONG)
    assert wrong == sorted(wrong, key=str.casefold)
    row = model.row_of(place("d5", "Zed"))
    (part,) = model.alike(row).toList()
    assert [one.text for one in model.places[part.top() : part.bottom() + 1]] == [
        "Varga", "Olan", "Zed", "Zoe",
    ], "an id that reads like the name is something else"  # fmt: skip
    assert model.alike(-1).isEmpty()
    assert model.row_of(place("d9", "Nobody")) == -1


@pytest.mark.parametrize("is_descending", [False, True])
def test_few_are_put_where_they_belong_as_all_are_sorted(model, is_descending):
    model.sort_by(TEXT)
    if is_descending:
        model.sort_by(TEXT)
    model.whose = MINE
    model.show_anew()
    model.replace({"d1"}, [*PLACES[:2], place("d1", "Bob"), place("d1", "Zoe")])
    put = cells(model, TEXT)
    model.show_anew()
    assert put == cells(model, TEXT)
    assert "Olan" not in put


def test_ten_thousand_rows_are_quick(model):
    many = [place(f"d{at // 10}", f"Name {at % 97}", label="po"[at % 2]) for at in range(10_000)]
    model.forget()
    begun = time.perf_counter()
    model.add(many)
    model.sort_by(TEXT)
    model.gather()
    chosen = sum(part.height() for part in model.alike(0).toList())
    model.replace({"d7"}, [])
    spent = time.perf_counter() - begun
    assert chosen == 5_000
    assert model.rowCount() == 9_990
    assert spent < 1.0, "some tens of milliseconds, however busy the machine"
