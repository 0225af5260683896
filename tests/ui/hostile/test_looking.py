"""The eyes of the walk see what is wrong: were they blind, the walk would show nothing."""

import sys

import pytest
from PySide6.QtWidgets import (
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
)

from tests.ui.hostile.fetching import watched
from tests.ui.hostile.looking import read, too_wide
from tests.ui.hostile.words import bad

WORDS = "<b>title!</b> R&D [*]"


def button(words):
    return QPushButton(words)


def label(words):
    return QLabel(words)


def group(words):
    return QGroupBox(words)


def tooltip(words):
    field = QLineEdit()
    field.setToolTip(words)
    return field


def title(words):
    field = QLineEdit()
    field.setWindowTitle(words)
    return field


def row(words):
    view = QListWidget()
    item = QListWidgetItem("plain")
    item.setToolTip(words)
    view.addItem(item)
    return view


@pytest.mark.parametrize("make", [button, label, group, tooltip, title, row])
def test_it_sees_what_is_not_as_it_was_written(qtbot, make):
    widget = make(WORDS)
    qtbot.addWidget(widget)
    assert [fault for one in read(widget) for fault in one.faults()]


def test_it_sees_what_is_too_wide(qtbot):
    widget = button("L" * 10_000)
    qtbot.addWidget(widget)
    assert list(too_wide(widget))


@pytest.mark.skipif(
    sys.platform != "linux", reason="openings of a file are told otherwise elsewhere"
)
def test_it_sees_what_is_fetched(qtbot, tmp_path):
    with watched(tmp_path) as watch:
        assert watch.fetched() == []
        careless = label(bad("title", watch.traps))
        qtbot.addWidget(careless)
        careless.show()
        careless.grab()
        assert watch.fetched() == ["the file"]
