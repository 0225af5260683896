"""A part of the inspector: a small heading and what stands below it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.fonts import small_font
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.theme import current_colours, theme

ACTS_OVERHANG = 9
"""How far a flat button reaches out to the left of its words."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the inspector is about: an article, and what of it is selected."""

    document: Document
    annotation_set: AnnotationSet
    label_set: LabelSet
    spans: tuple[Span, ...] = ()
    relation: Relation | None = None
    duty: str = ""
    """Why it is mine to label, in words; empty where nobody has assigned it to me."""

    @property
    def annotation(self) -> Span | Relation | None:
        """The one span or relation that is selected; None where it is none or several."""
        return self.relation or (self.spans[0] if len(self.spans) == 1 else None)

    def covered_text(self, span: str) -> str:
        """Return the covered text of a span (an id) of the set."""
        found = self.annotation_set.spans.get(span)
        return found.covered_text(self.document.text) if found else ""


def inspect(session: Session) -> Inspected | None:
    """Return what a session has open and selected; None where no article is open."""
    document, mine = session.document, session.annotation_set
    if document is None or mine is None:
        return None
    found = (mine.spans.get(span) for span in session.selection.spans)
    relation = session.selection.relation
    return Inspected(
        document,
        mine,
        session.label_set,
        tuple(span for span in found if span is not None),
        mine.relations.get(relation) if relation else None,
        session.duty(),
    )


class Section(QWidget):
    """One noun of the inspector. It asks for edits and applies none itself."""

    edit_requested = Signal(object)
    """A `SetEdit` on the open article."""
    reveal_requested = Signal(str)
    """An annotation (id) shall come into view."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading.capitalize())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.heading = Heading(heading, self)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        indented = QVBoxLayout()
        indented.setContentsMargins(ACTS_OVERHANG, 0, 0, 0)
        indented.setSpacing(7)
        indented.addWidget(self.heading)
        indented.addLayout(self.body)
        layout.addLayout(indented)

    def add_acts(self, *buttons: QWidget) -> None:
        """Put flat buttons below the rest: their words begin where everything else does."""
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addLayout(row)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show what this part has to say of it, or hide."""
        raise NotImplementedError


class Heading(PlainLabel):
    """A heading in small spaced capitals."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.upper(), parent, tone="muted")
        font = small_font(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
        self.setFont(font)


class Card(QWidget):
    """A quiet frame around what is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(11, 9, 11, 9)
        self.body.setSpacing(5)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and frame."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def empty_layout(layout: QLayout) -> None:
    """Take all widgets and layouts out of a layout and let go of them."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
