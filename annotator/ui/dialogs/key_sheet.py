"""The key sheet: every key there is, drawn from the table of actions and the label set."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.ui.actions import ACTIONS, GROUPS, Action
from annotator.ui.bindings import shown_keys
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.widgets.line_label import LineLabel

Rows = list[tuple[str, tuple[str, ...]]]

_CARET: Rows = [
    ("Caret by character, by word", ("← →", "Ctrl ← →")),
    ("Caret by line, by paragraph", ("↑ ↓", "Ctrl ↑ ↓")),
    ("Start and end of the line, of the article", ("Home End", "Ctrl Home End")),
    ("Select with any of these", ("Shift",)),
    ("Out of anything, back to the text", ("Esc",)),
]
"""Keys that the text itself understands and that are no actions."""
_COLUMNS = 3


class KeySheet(QDialog):
    """What each key does, to look at and leave with Esc."""

    def __init__(
        self,
        label_set: LabelSet | None = None,
        parent: QWidget | None = None,
        actions: Iterable[Action] = ACTIONS,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sections = sections_of(actions, label_set)
        self._scroll = QScrollArea(self)
        self._scroll.setAccessibleName("All keys")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidget(_page(self.sections))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.resize(1180, 720)


def sections_of(actions: Iterable[Action], label_set: LabelSet | None) -> list[tuple[str, Rows]]:
    """Return the sheet's sections in order: heading and rows of (what it does, keys)."""
    by_group: dict[str, Rows] = {group: [] for group in GROUPS}
    for action in actions:
        if action.keys and action.id != "cancel":
            keys = dict.fromkeys(shown_keys(keys) for keys in action.keys)
            by_group[action.group].append((action.text, tuple(keys)))
    sections = [("Labels", _label_rows(label_set))] if label_set else []
    sections.append(("Caret and selection", _CARET))
    sections += list(by_group.items())
    return [(heading, rows) for heading, rows in sections if rows]


def _label_rows(label_set: LabelSet) -> Rows:
    labels = label_set.usable_span_labels()
    return [(label.name, (label.key.upper(),)) for label in labels if label.key]


def _page(sections: Sequence[tuple[str, Rows]]) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(28, 24, 28, 24)
    row.setSpacing(36)
    for column in _columns(sections):
        stack = QVBoxLayout()
        stack.setSpacing(22)
        for heading, rows in column:
            stack.addLayout(_section(heading, rows))
        stack.addStretch(1)
        row.addLayout(stack, 1)
    return page


def _columns(sections: Sequence[tuple[str, Rows]]) -> list[list[tuple[str, Rows]]]:
    """Return the sections in columns of about one height, in order."""
    weight = sum(len(rows) + 2 for _, rows in sections) / _COLUMNS
    columns: list[list[tuple[str, Rows]]] = [[]]
    filled = 0.0
    for heading, rows in sections:
        if filled + (len(rows) + 2) / 2 > weight * len(columns) and len(columns) < _COLUMNS:
            columns.append([])
        columns[-1].append((heading, rows))
        filled += len(rows) + 2
    return columns


def _section(heading: str, rows: Rows) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(LineLabel(heading, tone="heading"), 0, 0, 1, 2)
    for number, (text, keys) in enumerate(rows, 1):
        words = PlainLabel(text)
        words.setAccessibleDescription(", ".join(keys))
        grid.addWidget(words, number, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for key in keys:
            caps.addWidget(KeyHint(key))
        grid.addLayout(caps, number, 1, Qt.AlignmentFlag.AlignTop)
    return grid
