"""A small list over the article: which labels are shown and which are switched off."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.article_look import ArticleLook
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.theme import current_colours
from annotator.ui.widgets.line_label import LineLabel

_LEAST_HEIGHT = 460
_AROUND = 200
"""Pixels of the window that the list leaves free above and below, where it is long."""


class _Dot(QWidget):
    """The colour of a label beside its name."""

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(chip_colours(self._colour, current_colours()).ink))
        painter.drawEllipse(1, 1, 8, 8)


class ShownLabels(QFrame):
    """A tick for each label; what is ticked off goes from the text at once. Esc closes."""

    def __init__(self, label_set: LabelSet, look: ArticleLook, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Labels shown")
        self.setObjectName("shown_labels")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._label_set, self._look = label_set, look
        self.boxes: dict[str, TickBox] = {}
        """The tick of each label, by its id."""
        self.everything = QuietButton("Show all", self)
        self.everything.clicked.connect(self._show_all)
        self._arrange(parent.window().height())
        self._follow()

    def open_below(self, place: QPoint) -> None:
        """Show the list with its top left corner at a place of the screen."""
        self.adjustSize()
        self.move(place)
        self.show()
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from label to label."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _arrange(self, height: int) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(14, 10, 18, 10)
        rows.setSpacing(3)
        self._add_rows(rows, "Spans", self._label_set.span_labels)
        self._add_rows(rows, "Relations", self._label_set.relation_labels)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        hint = inside.sizeHint()
        room = max(_LEAST_HEIGHT, height - _AROUND)
        scroll.setMinimumSize(hint.width() + 14, min(room, hint.height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(scroll)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(self.everything)
        foot.addStretch(1)
        column.addLayout(foot)

    def _add_rows(
        self, rows: QVBoxLayout, heading: str, labels: Sequence[SpanLabel | RelationLabel]
    ) -> None:
        shown = [one for one in labels if not one.is_retired]
        if not shown:
            return
        rows.addWidget(LineLabel(heading, tone="heading"))
        for label in shown:
            box = TickBox(label.name, self)
            box.toggled.connect(lambda is_on, label=label.id: self._look.show_label(label, is_on))
            self.boxes[label.id] = box
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(_Dot(label.colour, self))
            row.addWidget(box)
            row.addStretch(1)
            rows.addLayout(row)
        rows.addSpacing(6)

    def _show_all(self) -> None:
        self._look.show_all_labels(self._label_set)
        self._follow()

    def _follow(self) -> None:
        for label, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(self._look.is_label_shown(label))
            box.blockSignals(False)
