"""Above the article list: what it is sorted by, in which direction, and what it is narrowed to."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.project.rows import ListQuery
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import count_words
from annotator.ui.models.list_words import ORDERS, bare, direction_words, narrowings, sorted_by
from annotator.ui.panels.filter_chips import FilterChip
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import empty_layout
from annotator.ui.widgets.line_label import LineLabel

_EDGE = 10
"""Pixels beside the pills, as those above have it."""
_OVERHANG = 8
"""Pixels of a quiet button beside its words."""
_AWAY = " ×"
"""Behind what a click takes away."""


class ListControls(QWidget):
    """Shows a query; what is chosen here asks for another one."""

    query_requested = Signal(object)
    """A `ListQuery`."""
    narrowing_requested = Signal()
    """It shall be asked what the list is narrowed to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = ListQuery()
        self.order = MenuButton("Order of the articles", self)
        self.direction = QuietButton("", self)
        self.narrow_button = QuietButton("Narrow…", self)
        self.narrow_button.setToolTip(plain_tooltip("By source, date, length, spans, last edit"))
        self.count = LineLabel("", self, tone="muted")
        self.pills: list[FilterChip] = []
        """One for each thing that the list is narrowed to."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.order)
        row.addWidget(self.direction)
        row.addStretch(1)
        row.addWidget(self.narrow_button)
        self._narrowed = QWidget(self)
        self._flow = FlowLayout(self._narrowed, spacing=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE - _OVERHANG, 0, _EDGE - _OVERHANG, 0)
        column.setSpacing(4)
        column.addLayout(row)
        inside = QHBoxLayout()
        inside.setContentsMargins(_OVERHANG, 0, _OVERHANG, 0)
        inside.addWidget(self._narrowed)
        column.addLayout(inside)
        for widget in (self.order, self.direction, self.narrow_button, self.count):
            widget.setFont(small_font(self.font()))
        self.order.choice_requested.connect(self._choose_order)
        self.direction.clicked.connect(self._turn)
        self.narrow_button.clicked.connect(self.narrowing_requested)
        self.show_query(ListQuery())

    def show_query(self, query: ListQuery) -> None:
        """Show what a list is sorted by and narrowed to; nothing is asked for."""
        self._query = query
        choices = [Choice(order, words.name) for order, words in ORDERS.items()]
        self.order.set_choices(choices, query.order)
        self.direction.setText(direction_words(query))
        self.direction.setAccessibleName(f"Direction: {direction_words(query)}")
        self._show_pills()

    def show_count(self, count: int) -> None:
        """Say how many articles fit what the list is narrowed to."""
        self.count.setText(f"{count_words(count, 'article')}: ")

    # ---- inside --------------------------------------------------------------------------

    def _show_pills(self) -> None:
        found = narrowings(self._query)
        self._flow.removeWidget(self.count)
        empty_layout(self._flow)
        self.pills = []
        self.count.setParent(self._narrowed)
        self._flow.addWidget(self.count)
        for one in found:
            pill = FilterChip(one.words + _AWAY, self._narrowed)
            pill.setCheckable(False)
            whole = one.whole or one.words
            pill.setAccessibleName(f"Narrowed to {whole}; press to take this away")
            pill.setToolTip(plain_tooltip(f"{whole}: click to take this away"))
            pill.clicked.connect(lambda _=False, query=one.without: self._ask(query))
            self._flow.addWidget(pill)
            self.pills.append(pill)
        if len(found) > 1:
            everything = FilterChip("All" + _AWAY, self._narrowed)
            everything.setCheckable(False)
            everything.setAccessibleName("Narrow the list no longer")
            everything.clicked.connect(lambda: self._ask(bare(self._query)))
            self._flow.addWidget(everything)
            self.pills.append(everything)
        self._narrowed.setVisible(bool(found))

    def _choose_order(self, order: str) -> None:
        for one in ORDERS:
            if one == order:
                self._ask(sorted_by(self._query, one))

    def _turn(self) -> None:
        self._ask(replace(self._query, is_reversed=not self._query.is_reversed))

    def _ask(self, query: ListQuery) -> None:
        self.show_query(query)
        self.query_requested.emit(query)
