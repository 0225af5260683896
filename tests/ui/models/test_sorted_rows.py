"""Rows kept in order, both ways round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.models.sorted_rows import SortedRows

keys = st.lists(st.tuples(st.integers(0, 9), st.uuids().map(str)), unique_by=lambda key: key[1])


def rows_of(keys, is_descending):
    rows = SortedRows(is_descending=is_descending)
    rows.gather(keys)
    rows.arrange()
    return rows


@given(keys=keys, is_descending=st.booleans())
def test_each_row_knows_its_place(keys, is_descending):
    rows = rows_of(keys, is_descending)
    wanted = [key[1] for key in sorted(keys, reverse=is_descending)]
    assert [rows.id_at(row) for row in range(len(rows))] == wanted
    assert [rows.row_of(id) for id in wanted] == list(range(len(wanted)))


@given(keys=keys, is_descending=st.booleans())
def test_a_row_comes_where_it_was_said_and_goes_again(keys, is_descending):
    rows = rows_of(keys, is_descending)
    coming = (5, "coming")
    place = rows.place_for(coming)
    rows.put(coming)
    assert rows.row_of("coming") == place
    assert rows.id_at(place) == "coming"
    assert "coming" in rows
    rows.drop("coming")
    assert "coming" not in rows
    assert len(rows) == len(keys)


def test_what_is_not_there_has_no_row():
    rows = rows_of([(1, "a")], False)
    assert rows.row_of("b") is None
    assert rows.key_of("b") is None
    for row in (-1, 1):
        with pytest.raises(IndexError):
            rows.id_at(row)
