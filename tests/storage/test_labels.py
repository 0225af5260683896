"""Rows of the label set: written only where they differ, and never lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from annotator.model.labels import LabelSet
from annotator.storage.database import protect
from annotator.storage.labels import label_keys, put_label_set, read_label_set
from annotator.storage.migrations import bring_up_to_date
from tests.builders import LABEL_SET

WHEN = "2026-01-24T00:00:00Z"


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        protect(connection)
        bring_up_to_date(connection)
        put_label_set(connection, LABEL_SET, WHEN)
        yield connection


def changed_rows(file: sqlite3.Connection, label_set: LabelSet) -> set[str]:
    """Put a label set and return the ids of the rows that differ afterwards."""

    def rows() -> set[tuple[object, ...]]:
        tables = ("span_labels", "relation_labels", "attributes", "document_labels")
        return {row for table in tables for row in file.execute(f"SELECT * FROM {table}")}

    before = rows()
    put_label_set(file, label_set, WHEN)
    return {str(row[1]) for row in rows() - before}


def with_names(**names: str) -> LabelSet:
    labels = tuple(replace(one, name=names.get(one.id, one.name)) for one in LABEL_SET.span_labels)
    return replace(LABEL_SET, span_labels=labels)


def test_a_label_set_comes_back_the_same(file: sqlite3.Connection) -> None:
    assert read_label_set(file) == LABEL_SET


def test_a_retired_attribute_is_one_afterwards(file: sqlite3.Connection) -> None:
    first, *others = LABEL_SET.attributes
    retired = replace(LABEL_SET, attributes=(replace(first, is_retired=True), *others))
    assert changed_rows(file, retired) == {first.id}
    assert read_label_set(file) == retired


def test_a_renaming_touches_one_row(file: sqlite3.Connection) -> None:
    assert changed_rows(file, with_names(p="HUMAN")) == {"p"}
    assert read_label_set(file) == with_names(p="HUMAN")


def test_the_same_again_touches_none(file: sqlite3.Connection) -> None:
    before = file.total_changes
    assert changed_rows(file, LABEL_SET) == set()
    assert file.total_changes - before <= 2, "only the name and description of the set"


def test_two_labels_can_swap_names(file: sqlite3.Connection) -> None:
    swapped = with_names(p="ORGANISATION", o="PERSON")
    assert changed_rows(file, swapped) == {"p", "o"}
    assert read_label_set(file) == swapped


def test_order_is_kept(file: sqlite3.Connection) -> None:
    turned = replace(LABEL_SET, span_labels=LABEL_SET.span_labels[::-1])
    put_label_set(file, turned, WHEN)
    assert read_label_set(file) == turned


def test_a_label_that_left_keeps_its_row_and_its_key(file: sqlite3.Connection) -> None:
    keys = label_keys(file, "span_labels")
    put_label_set(file, LabelSet("Empty"), WHEN)
    assert read_label_set(file) == LabelSet("Empty")
    assert label_keys(file, "span_labels") == keys
    put_label_set(file, LABEL_SET, WHEN)
    assert read_label_set(file) == LABEL_SET
    assert label_keys(file, "span_labels") == keys


def test_another_label_may_take_the_name_of_one_that_left(file: sqlite3.Connection) -> None:
    other = replace(LABEL_SET.span_labels[0], id="new")
    put_label_set(file, LabelSet("Other", span_labels=(other,)), WHEN)
    assert read_label_set(file).span_labels == (other,)
