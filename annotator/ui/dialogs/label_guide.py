"""The guideline: what each label of the project is for, in a window that stays beside the work."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QWidget,
)

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.fonts import interface_families, interface_font
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.theme import current_colours, theme

Label = SpanLabel | RelationLabel

_SIZE = QSize(720, 520)
_LIST_WIDTH = 210
_ROW = 30
_MARGIN = 28.0
_POINTS, _SMALL_POINTS, _NAME_POINTS = 11.0, 9.5, 17.0
_LINE = 136
"""Distance of lines, in per cent."""


def show_guide(label_set: LabelSet, label: str, over: QWidget) -> "LabelGuide":
    """Show what a label (id) is for in the guideline window of a window, made where there is none.

    Where the label set does not know the label, the page shown before stays, or the first one.
    """
    guide = over.findChild(LabelGuide, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if guide is None:
        guide = LabelGuide(over)
    guide.show_label_set(label_set, label)
    guide.show()
    guide.activateWindow()
    guide.text.setFocus(Qt.FocusReason.OtherFocusReason)
    return guide


class LabelGuide(QDialog):
    """Labels on the left, what is written about one on the right. Esc leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Guideline")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label_set = LabelSet()
        self._labels: tuple[Label, ...] = ()
        self.contents = QListWidget(self)
        self.contents.setAccessibleName("Labels")
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        self.contents.setFixedWidth(_LIST_WIDTH)
        self.contents.viewport().setAutoFillBackground(False)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAccessibleName("Guideline")
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.document().setDefaultFont(interface_font(_POINTS))
        self.text.document().setDocumentMargin(_MARGIN)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 16, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.contents)
        row.addWidget(self.text, 1)
        self.contents.currentRowChanged.connect(self._show)
        theme().changed.connect(self._show)
        self.resize(_SIZE)

    @property
    def label(self) -> Label | None:
        """The label whose page is shown."""
        row = self.contents.currentRow()
        return self._labels[row] if 0 <= row < len(self._labels) else None

    def show_label_set(self, label_set: LabelSet, label: str) -> None:
        """Show the labels of a label set, and the page of one of them (id)."""
        before = self.label
        self._label_set = label_set
        relations = (one for one in label_set.relation_labels if not one.is_retired)
        self._labels = (*label_set.usable_span_labels(), *relations)
        self.contents.blockSignals(True)
        self.contents.clear()
        for one in self._labels:
            keys = f"  {one.key.upper()}" if one.key else ""
            item = QListWidgetItem(one_line(one.name, 60) + keys, self.contents)
            item.setSizeHint(QSize(0, _ROW))
        ids = [one.id for one in self._labels]
        shown = label if label in ids else before.id if before is not None else ""
        self.contents.setCurrentRow(ids.index(shown) if shown in ids else 0)
        self.contents.blockSignals(False)
        self._show()

    def _show(self, *_: object) -> None:
        self.text.clear()
        label = self.label
        if label is None:
            self._write("This project has no labels yet.")
            return
        self._write_name(label)
        written = [label.description, label.example, label.guideline]
        if not any(one.strip() for one in written):
            self._write("Nothing is written about this label yet.", is_quiet=True)
        for heading, text in zip(("", "Example", "Guideline"), written, strict=True):
            if text.strip():
                self._write_part(heading, text.strip())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    # ---- writing, as plain text alone ------------------------------------------------------

    def _write_name(self, label: Label) -> None:
        style = QTextCharFormat()
        style.setFontPointSize(_NAME_POINTS)
        style.setFontWeight(QFont.Weight.DemiBold)
        style.setForeground(QColor(chip_colours(label.colour, current_colours()).ink))
        self._insert(one_line(label.name, 200), style, below=2.0)
        self._write(" · ".join(self._facts(label)), is_quiet=True)

    def _facts(self, label: Label) -> Iterator[str]:
        if isinstance(label, SpanLabel):
            yield "Label of spans"
        else:
            yield f"Relation from {self._names(label.heads)} to {self._names(label.tails)}"
            if label.is_symmetric:
                yield "the same both ways"
            if label.is_transitive:
                yield "carried on from one to the next"
        if label.key:
            yield f"key {label.key.upper()}"

    def _names(self, ids: frozenset[str]) -> str:
        """Return the names of span labels in the order of the label set; none means any."""
        names = [one.name for one in self._label_set.span_labels if one.id in ids]
        return ", ".join(one_line(one, 60) for one in names) or "any span"

    def _write_part(self, heading: str, text: str) -> None:
        if heading:
            style = QTextCharFormat()
            style.setFontWeight(QFont.Weight.DemiBold)
            style.setFontPointSize(_SMALL_POINTS)
            style.setForeground(QColor(current_colours().muted))
            self._insert(heading.upper(), style, above=10.0, below=2.0)
        self._write(text)

    def _write(self, text: str, *, is_quiet: bool = False) -> None:
        style = QTextCharFormat()
        style.setFontFamilies(interface_families())
        style.setFontPointSize(_SMALL_POINTS if is_quiet else _POINTS)
        colours = current_colours()
        style.setForeground(QColor(colours.muted if is_quiet else colours.text))
        self._insert(text, style, below=9.0)

    def _insert(
        self, text: str, style: QTextCharFormat, *, above: float = 0.0, below: float = 0.0
    ) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setBottomMargin(below)
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for line in text.split("\n"):
            if not self.text.document().isEmpty():
                cursor.insertBlock()
            cursor.setBlockFormat(shape)
            cursor.insertText(line, style)
