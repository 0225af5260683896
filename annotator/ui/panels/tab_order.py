"""The order in which Tab walks: as one reads, also where parts were made later than others."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def order_tabs(whole: QWidget) -> None:
    """Let Tab walk through all parts of a widget in the order of its layouts."""
    for one, other in itertools.pairwise(tab_stops(whole)):
        QWidget.setTabOrder(one, other)


def tab_stops(whole: QWidget) -> Iterator[QWidget]:
    """Yield the parts of a widget where Tab stops, in the order in which its layouts hold them."""
    for widget in _parts(whole):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _parts(whole: QWidget) -> Iterator[QWidget]:
    layout = whole.layout()
    scrolled = whole.widget() if isinstance(whole, QScrollArea) else None
    if layout is not None:
        yield from _held(layout)
    if scrolled is not None:
        yield from _parts(scrolled)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner, widget = (None, None) if item is None else (item.layout(), item.widget())
        if inner is not None:
            yield from _held(inner)
        elif widget is not None:
            yield widget
            yield from _parts(widget)
