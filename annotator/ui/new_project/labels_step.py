"""The second step: which label set to begin with, and what is in it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.delivered_label_sets import DELIVERED, read_delivered
from annotator.formats.label_sets import read_label_set
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.label_chip import LabelChip
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading, empty_layout

FILE_ROW = len(DELIVERED)
"""The row below the delivered ones: a file of one's own."""
_LIST_WIDTH = 250
_ROW = 30
_NO_LABELS = (
    "No labels yet. “Label set…” makes them in the program: a name, a colour and a key is all "
    "that one needs."
)
_LATER = "Labels can be added, renamed, merged and taken away later, with all that wears them."


class LabelsStep(QWidget):
    """The sets on the left, on the right what the chosen one holds."""

    changed = Signal()
    refused = Signal(str)
    """A sentence that says why a file cannot be taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label_set: LabelSet = read_delivered(DELIVERED[0].name)
        self._file: LabelSet | None = None
        self._folder = ""
        self._row = 0
        self.list = QListWidget(self)
        self.list.setAccessibleName("Label sets")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setProperty("framed", True)
        for words in (*(one.words for one in DELIVERED), "From a file…"):
            QListWidgetItem(words, self.list).setSizeHint(QSize(0, _ROW))
        self.about = PlainLabel(parent=self)
        self.counts = PlainLabel(parent=self, tone="muted")
        self._chips = FlowLayout(spacing=5)
        self._relations = FlowLayout(spacing=5)
        self._relations_heading = Heading("relations", self)
        self._labels_heading = Heading("labels", self)
        self._arrange()
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(self._activate)
        self.list.itemClicked.connect(self._activate)
        self._show()

    def use_file(self, path: Path) -> bool:
        """Take the labels from a TOML file; what is wrong with it is said, and they stay."""
        try:
            label_set = read_label_set(path)
        except AnnotatorError as error:
            self.refused.emit(sentence(error))
            return False
        self._folder = str(path.parent)
        self._file = label_set
        item = self.list.item(FILE_ROW)
        item.setText(f"From a file: {one_line(label_set.name or path.stem, 40)}")
        if self.list.currentRow() == FILE_ROW:
            self._choose(FILE_ROW)
        else:
            self.list.setCurrentRow(FILE_ROW)
        return True

    # ---- inside --------------------------------------------------------------------------

    def _activate(self, item: QListWidgetItem) -> None:
        if self.list.row(item) == FILE_ROW:
            self._ask_file()

    def _choose(self, row: int) -> None:
        if row < FILE_ROW:
            self.label_set = read_delivered(DELIVERED[row].name)
        elif self._file is not None:
            self.label_set = self._file
        else:
            self._show()
            return
        self._row = row
        self._show()
        self.changed.emit()

    def _ask_file(self) -> None:
        title, files = "Labels from a file", "Label sets (*.toml);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, self._folder, files)
        is_taken = bool(chosen) and self.use_file(Path(chosen))
        if not is_taken and self._file is None:
            self.list.setCurrentRow(self._row)

    def _arrange(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 2, 8, 2)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.counts)
        column.addWidget(self._labels_heading)
        column.addLayout(self._chips)
        column.addWidget(self._relations_heading)
        column.addLayout(self._relations)
        column.addStretch(1)
        column.addWidget(PlainLabel(_LATER, self, tone="muted"))
        scroll = QScrollArea(self)
        scroll.setAccessibleName("What is in the label set")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(scroll, 1)

    def _show(self) -> None:
        shown = self.label_set
        spans = shown.usable_span_labels()
        self.about.setText(shown.description or _NO_LABELS)
        self.counts.setText(label_set_words(shown))
        for layout in (self._chips, self._relations):
            empty_layout(layout)
        for label in spans:
            self._chips.addWidget(_still(LabelChip(label, self)))
        for relation in shown.relation_labels:
            self._relations.addWidget(_still(LabelChip(relation, self)))
        self._labels_heading.setVisible(bool(spans))
        self._relations_heading.setVisible(bool(shown.relation_labels))


def label_set_words(label_set: LabelSet) -> str:
    """Return "9 labels, 10 relations, 2 attributes"."""
    return ", ".join(
        (
            count_words(len(label_set.usable_span_labels()), "label"),
            count_words(len(label_set.relation_labels), "relation"),
            count_words(len(label_set.attributes), "attribute"),
        )
    )


def _still(chip: LabelChip) -> LabelChip:
    """Only to be looked at."""
    chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return chip
