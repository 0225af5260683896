"""Every place of one text in the article, with ticks: which of them to label, and how."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.messages import shorten
from annotator.model.labels import LabelSet
from annotator.text.finding import Range
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.theme import current_colours

_AROUND = 40
"""Code points shown on either side of a place."""
_WIDTH = 760
_LONGEST_NAME = 60
"""Characters of a label's name."""
_ROW, _ROWS = 27, (5, 14)
"""Pixels of a row, and how many are shown at least and at most."""
_BEFORE, _TEXT, _AFTER, _LABELS = range(4)


class Place(Protocol):
    """A place of the text, as `annotator.ui.same_text` finds it."""

    @property
    def covered(self) -> Range: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def is_same(self) -> bool: ...


class SameTextDialog(FormDialog):
    """Ticked at first is what is written alike and has no label yet; Space turns a tick."""

    help_page = "marking"
    place_shown = Signal(int)
    """The place (offset) looked at in the list, to be seen in the text."""
    label_requested = Signal(str, object)
    """A label (id) and the ranges to put it on."""

    def __init__(
        self,
        text: str,
        words: str,
        places: Sequence[Place],
        label_set: LabelSet,
        label: str,
        count: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"“{shorten(one_line(words), 60)}” in this article", "Label", parent)
        self.setObjectName("same_text")
        self._text, self._places, self._label_set = text, tuple(places), label_set
        self.labels = QComboBox(self)
        for one in label_set.usable_span_labels():
            self.labels.addItem(one_line(one.name, _LONGEST_NAME), one.id)
        self.labels.setCurrentIndex(max(0, self.labels.findData(label)))
        self.list = QTreeWidget(self)
        self._counts = PlainLabel(_count_words(places, count), self, tone="muted")
        self.fields.addWidget(self._counts)
        self.fields.addWidget(self.list, 1)
        self.add_field("Label", self.labels)
        self._fill()
        shown = min(max(len(self._places), _ROWS[0]), _ROWS[1])
        self.list.setMinimumHeight(_ROWS[0] * _ROW + 2)
        self.resize(_WIDTH, self.sizeHint().height() - self.list.sizeHint().height() + shown * _ROW)
        self.labels.currentIndexChanged.connect(self._tick_anew)
        self.list.itemChanged.connect(lambda *_: self._show_ticked())
        self.list.currentItemChanged.connect(lambda item, _: self._show_place(item))
        self._tick_anew()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def label(self) -> str:
        """Return the label (id) to be put."""
        return str(self.labels.currentData() or "")

    def counts(self) -> str:
        """Return what is said about the places."""
        return self._counts.text()

    def ticked(self) -> list[Range]:
        """Return the ranges that are ticked, in the order of the text."""
        return [
            place.covered
            for number, place in enumerate(self._places)
            if self._item(number).checkState(_BEFORE) == Qt.CheckState.Checked
        ]

    def accept(self) -> None:
        ticked, label = self.ticked(), self.label()
        super().accept()
        if ticked and label:
            self.label_requested.emit(label, ticked)

    # ---- making

    def _fill(self) -> None:
        tree = self.list
        tree.setAccessibleName("Where this text is")
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setColumnCount(4)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        strong = QFont(tree.font())
        strong.setWeight(QFont.Weight.DemiBold)
        muted = QColor(current_colours().muted)
        items = [QTreeWidgetItem(self._row(place)) for place in self._places]
        for item in items:
            item.setTextAlignment(_BEFORE, Qt.AlignmentFlag.AlignRight)
            item.setFont(_TEXT, strong)
            for column in (_BEFORE, _AFTER, _LABELS):
                item.setForeground(column, muted)
        tree.addTopLevelItems(items)
        header = tree.header()
        header.setResizeContentsPrecision(_ROWS[1])
        header.setStretchLastSection(False)
        for column in (_BEFORE, _AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (_TEXT, _LABELS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if self._places:
            tree.setCurrentItem(self._item(0))

    def _row(self, place: Place) -> list[str]:
        start, end = place.covered
        before = self._text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        after = self._text[end : end + _AROUND].partition("\n")[0]
        names = [self._name(label) for label in place.labels]
        shown = [one_line(part) for part in (before, self._text[start:end], after)]
        return [*shown, ", ".join(names)]

    def _name(self, label: str) -> str:
        found = self._label_set.span_label(label)
        return one_line(found.name if found is not None else label)

    def _item(self, number: int) -> QTreeWidgetItem:
        item = self.list.topLevelItem(number)
        assert item is not None, "there is a row for every place"
        return item

    # ---- ticking

    def _tick_anew(self) -> None:
        """Tick what wants the chosen label; what has it already cannot be ticked."""
        label = self.label()
        self.list.blockSignals(True)
        for number, place in enumerate(self._places):
            item = self._item(number)
            item.setDisabled(label in place.labels)
            wants = place.is_same and not place.labels
            item.setCheckState(_BEFORE, Qt.CheckState.Checked if wants else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._show_ticked()

    def _show_ticked(self) -> None:
        count = len(self.ticked())
        self.accept_button.setText(f"Label {count:,}" if count else "Label")
        self.accept_button.setEnabled(count > 0 and bool(self.label()))

    def _show_place(self, item: QTreeWidgetItem | None) -> None:
        number = self.list.indexOfTopLevelItem(item) if item is not None else -1
        if number >= 0:
            self.place_shown.emit(self._places[number].covered[0])


def _count_words(places: Sequence[Place], count: int) -> str:
    """Return how often the text is there and how much of it is labelled, in words."""
    labelled = sum(bool(place.labels) for place in places)
    times = "once" if count == 1 else f"{count:,} times"
    more = f" The first {len(places):,} are listed." if count > len(places) else ""
    return f"Found {times}: {labelled:,} labelled, {len(places) - labelled:,} not.{more}"
