"""ENTITY: who or what the selected span is a mention of, and where else in the article it is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.edits.edit import LinkSpan
from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.link_row import LinkText
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Inspected, Section, empty_layout

_ROWS_SHOWN = 12
_AROUND = 24
"""Characters shown on either side of a mention."""


class EntitySection(Section):
    """The entity of the one span selected, its outside id and its other mentions here."""

    link_requested = Signal()
    """Who or what it is shall be asked."""
    entity_requested = Signal(str)
    """All mentions of an entity (id) shall be seen."""

    def __init__(
        self, entity_of: Callable[[str], Entity | None], parent: QWidget | None = None
    ) -> None:
        """`entity_of` knows the entities of the project, by id."""
        super().__init__("Entity", parent)
        self._entity_of = entity_of
        self._span = self._entity = ""
        self._shown: object = None
        self.name = ElidedLabel("", self)
        font = self.name.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.outside_id = ElidedLabel("", self, tone="muted")
        self.others = PlainLabel("", self, tone="muted")
        for one in (self.name, self.outside_id, self.others):
            self.body.addWidget(one)
        self._rows = QWidget(self)
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.body.addWidget(self._rows)
        self.link_button = QuietButton("Link to an entity…", self)
        self.unlink_button = QuietButton("Unlink", self)
        self.all_button = QuietButton("All mentions…", self)
        self.add_acts(self.link_button, self.unlink_button, self.all_button)
        self.link_button.clicked.connect(self.link_requested)
        self.unlink_button.clicked.connect(self._unlink)
        self.all_button.clicked.connect(lambda: self.entity_requested.emit(self._entity))

    @property
    def rows(self) -> list[LinkText]:
        """The other mentions that are listed."""
        return self._rows.findChildren(LinkText)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the entity of the one span selected, or that it can have one."""
        if inspected.relation is not None or len(inspected.spans) != 1:
            self._shown = None
            self.hide()
            return
        span = inspected.spans[0]
        entity = self._entity_of(span.entity) if span.entity is not None else None
        self._span, self._entity = span.id, entity.id if entity is not None else ""
        others = _others(inspected, span) if entity is not None else []
        if (span.id, entity, others) != self._shown:
            self._shown = (span.id, entity, others)
            self._fill(entity, others, inspected.document.text)
        self.show()

    def _fill(self, entity: Entity | None, others: list[Span], text: str) -> None:
        is_linked = entity is not None
        self.name.setText(one_line(entity.name) if entity is not None else "")
        self.outside_id.setText(one_line(entity.identifier) if entity is not None else "")
        count = count_words(len(others), "other mention")
        self.others.setText(
            f"{count} in this article:" if others else "The only mention in this article."
        )
        linked = (self.heading, self.name, self.others, self.unlink_button, self.all_button)
        for shown in linked:
            shown.setVisible(is_linked)
        self.outside_id.setVisible(bool(self.outside_id.text()))
        self.link_button.setText("Change…" if is_linked else "Link to an entity…")
        self.link_button.setAccessibleName(
            "Link to another entity" if is_linked else "Link to an entity"
        )
        empty_layout(self._list)
        self._rows.setVisible(bool(others))
        for one in others[:_ROWS_SHOWN]:
            row = LinkText(around(one, text), self._rows)
            row.clicked.connect(lambda _=False, id=one.id: self.reveal_requested.emit(id))
            self._list.addWidget(row)
            row.show()
        if len(others) > _ROWS_SHOWN:
            more = count_words(len(others) - _ROWS_SHOWN, "more", "more")
            self._list.addWidget(PlainLabel(f"and {more}", self._rows, tone="muted"))

    def _unlink(self) -> None:
        self.edit_requested.emit(LinkSpan(self._span, None))


def _others(inspected: Inspected, span: Span) -> list[Span]:
    """The other spans of the set that are linked to the same entity, as one reads."""
    every = inspected.annotation_set.spans.values()
    found = (one for one in every if one.entity == span.entity and one.id != span.id)
    return sorted(found, key=lambda one: (one.start, one.end))


def around(span: Span, text: str) -> str:
    """Return what a span covers, with a few words before and behind it."""
    left = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    right = text[span.end : span.end + _AROUND].partition("\n")[0]
    before = "…" if len(left) == _AROUND else ""
    behind = "…" if len(right) == _AROUND else ""
    return f"{before}{left}{span.covered_text(text)}{right}{behind}"
