"""The pages of all kinds of labels in one place, of which one is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from annotator.ui.label_set.attribute_page import AttributePage
from annotator.ui.label_set.draft import KINDS, Draft, Kind, Part
from annotator.ui.label_set.kind_words import NOTHING_YET
from annotator.ui.label_set.label_page import (
    DocumentLabelPage,
    RelationLabelPage,
    SpanLabelPage,
)
from annotator.ui.label_set.part_page import PartPage
from annotator.ui.panels.plain_text import PlainLabel


class PartPages(QStackedWidget):
    """Shows the page of a label or attribute, or that there is none of its kind."""

    changed = Signal()
    """Somebody has changed a field of the page that is shown."""
    colour_requested = Signal()
    key_requested = Signal()
    """Another colour, and a free key, for the label that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.of: dict[Kind, PartPage] = {
            "span_labels": SpanLabelPage(self),
            "relation_labels": RelationLabelPage(self),
            "attributes": AttributePage(self),
            "document_labels": DocumentLabelPage(self),
        }
        self.nothing = PlainLabel(parent=self, tone="muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in self.of.values():
            area = QScrollArea(self)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(page)
            self.addWidget(area)
            page.changed.connect(self.changed)
            if isinstance(page, SpanLabelPage):
                page.propose_button.clicked.connect(self.colour_requested)
                page.key_button.clicked.connect(self.key_requested)
        self.addWidget(self.nothing)

    def show_part(self, kind: Kind, part: Part | None, draft: Draft) -> None:
        """Show the page of a part; None: that there is nothing of this kind yet."""
        if part is None:
            self.nothing.setText(NOTHING_YET[kind])
            self.setCurrentWidget(self.nothing)
        else:
            self.setCurrentIndex(KINDS.index(kind))
            self.of[kind].show_part(part, draft)

    def allow_colours(self, is_allowed: bool) -> None:
        """Let colours be proposed and compared, or not yet."""
        for page in self.of.values():
            if isinstance(page, SpanLabelPage):
                page.propose_button.setEnabled(is_allowed)
                page.compares_colours = is_allowed
