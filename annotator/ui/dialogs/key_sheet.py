"""The key sheet: every key there is, drawn from the table of actions and the label set."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations, pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.ui.actions import ACTIONS, GROUPS, Action
from annotator.ui.bindings import shown_keys
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.widgets.line_label import LineLabel

Row = tuple[str, tuple[str, ...]]
"""What is done, and the keys that do it."""
Rows = list[Row]
Section = tuple[str, Rows]

_CARET: Rows = [
    ("Caret by character, by word", ("← →", "Ctrl ← →")),
    ("Caret by line, by paragraph", ("↑ ↓", "Ctrl ↑ ↓")),
    ("Start and end of the line, of the article", ("Home End", "Ctrl Home End")),
    ("Select with any of these", ("Shift",)),
    ("Out of anything, back to the text", ("Esc",)),
]
"""Keys that the text itself understands and that are no actions."""
_LONGEST_LINE = 46
"""Characters of words and keys that fit a line, nearly."""
_COLUMN_WIDTH = 320
_LINE_HEIGHT = 21
"""Pixels of a row with the room below it, and what there is around all of them."""
_HEADING = 2
"""Lines of a heading and of the space above it."""
_LEAST_PART = 4
"""Rows of a section that may stand in a column of their own."""
_SIZE = QSize(1400, 850)
"""All keys are seen at once on a screen of 1440 by 900."""


class KeySheet(HelpedDialog):
    """What each key does, to look at and leave with Esc."""

    help_page = "keys"

    def __init__(
        self,
        label_set: LabelSet | None = None,
        parent: QWidget | None = None,
        actions: Iterable[Action] = ACTIONS,
        *,
        room: QSize | None = None,
    ) -> None:
        """`room` is what the screen has; by default the one that it is on."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sections = sections_of(actions, label_set)
        self.area = QScrollArea(self)
        self.area.setAccessibleName("All keys")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        size = _SIZE.boundedTo(room or self.screen().availableSize())
        columns = columns_of(
            self.sections, max(1, size.width() // _COLUMN_WIDTH), size.height() // _LINE_HEIGHT
        )
        self.area.setWidget(_page(columns))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.resize(size)


def sections_of(actions: Iterable[Action], label_set: LabelSet | None) -> list[Section]:
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


def _page(columns: Sequence[Sequence[Section]]) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(28, 18, 28, 14)
    row.setSpacing(30)
    for column in columns:
        stack = QVBoxLayout()
        stack.setSpacing(12)
        for heading, rows in column:
            stack.addLayout(_section(heading, rows))
        stack.addStretch(1)
        row.addLayout(stack, 1)
    return page


def columns_of(sections: Sequence[Section], count: int, most: int) -> list[Sequence[Section]]:
    """Return the sections in at most `count` columns, in order, so that the longest column is as
    short as can be. Only where one would have more than `most` lines are sections divided, and
    what goes on in the next column has their heading again."""
    whole = _whole_columns(sections, count)
    if max(map(_height, whole), default=0) <= most:
        return whole
    least = -(-sum(map(_height, whole)) // count)
    for limit in range(least, max(map(_height, whole))):
        divided = _divided_columns(sections, limit)
        if len(divided) <= count:
            return divided
    return whole


def _whole_columns(sections: Sequence[Section], count: int) -> list[Sequence[Section]]:
    count = min(count, len(sections))
    partitions = (
        [sections[start:end] for start, end in pairwise((0, *cuts, len(sections)))]
        for cuts in combinations(range(1, len(sections)), count - 1)
    )
    return min(partitions, key=lambda columns: sorted(map(_height, columns), reverse=True))


def _divided_columns(sections: Sequence[Section], limit: int) -> list[Sequence[Section]]:
    """Fill columns up to so many lines, one after the other."""
    columns: list[list[Section]] = [[]]
    for heading, rows in sections:
        rest = rows
        while rest:
            room = limit - _height(columns[-1]) - _HEADING
            fit = _fitting(rest, room)
            if fit < len(rest):
                fit = min(fit, len(rest) - _LEAST_PART)
                fit = fit if fit >= _LEAST_PART else 0
            if not fit and columns[-1]:
                columns.append([])
                continue
            fit = fit or len(rest)  # what no column has room for stands in one alone
            columns[-1].append((heading, rest[:fit]))
            rest = rest[fit:]
    return list(columns)


def _fitting(rows: Rows, room: int) -> int:
    """Return how many of the rows so many lines have room for."""
    heights = accumulate(map(_lines, rows))
    return sum(height <= room for height in heights)


def _height(column: Sequence[Section]) -> int:
    """Lines, with those of headings."""
    return sum(sum(map(_lines, rows)) + _HEADING for _, rows in column)


def _lines(row: Row) -> int:
    text, keys = row
    return 1 if len(text) + sum(map(len, keys)) <= _LONGEST_LINE else 2


def _section(heading: str, rows: Rows) -> QVBoxLayout:
    stack = QVBoxLayout()
    stack.setSpacing(4)
    stack.addWidget(LineLabel(heading, tone="heading"))
    for text, keys in rows:
        words = PlainLabel(text)
        words.setAccessibleDescription(", ".join(keys))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(words, 1)
        for key in keys:
            line.addWidget(KeyHint(key), 0, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(line)
    return stack
