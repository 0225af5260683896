"""The lists of a look by phrase: phrases that are not labelled alike, occurrences of one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.phrasing import Found
from annotator.review.phrases import Occurrence, Phrase
from annotator.ui.models.article_words import one_line
from annotator.ui.review.phrase_words import phrase_words, said_words, settled_words
from annotator.ui.theme import current_colours
from annotator.ui.widgets.near_end import NearEnd

_TICK, _ARTICLE, _BEFORE, _TEXT, _AFTER, _SAID, _SETTLED = range(7)
_PHRASE, _LABELS, _ODD, _ARTICLES = range(4)
_WIDTHS = {_TICK: 34, _ARTICLE: 170, _SAID: 280, _SETTLED: 120}
_LONGEST = 200


class _List(QTreeWidget):
    """Rows of several columns, of which one is the current one."""

    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(len(headings))
        self.setHeaderLabels(list(headings))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)

    @property
    def current(self) -> int:
        """The row one is at, -1 where there is none."""
        item = self.currentItem()
        return -1 if item is None else self.indexOfTopLevelItem(item)

    def go_to(self, number: int) -> None:
        """Go to a row, if there is one."""
        item = self.topLevelItem(number)
        if item is not None:
            self.setCurrentItem(item)

    def enter(self) -> None:
        """Take the focus, where there is a row to be at."""
        if self.topLevelItemCount():
            self.go_to(max(0, self.current))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self, number: int) -> list[str]:
        """Return what stands in the columns of a row."""
        item = self.topLevelItem(number)
        return [item.text(column) for column in range(self.columnCount())] if item else []


class PhraseList(_List):
    """Phrases, how they are labelled, how many voices are odd, in how many articles."""

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        headings = ("Phrase", "Labelled", "Odd voices", "Articles")
        super().__init__("Phrases that are not labelled alike", headings, parent)
        self._label_set = label_set
        self._phrases: tuple[Phrase, ...] = ()
        self.header().setSectionResizeMode(_LABELS, QHeaderView.ResizeMode.Stretch)
        self.header().resizeSection(_PHRASE, 320)

    def show_phrases(self, phrases: Sequence[Phrase]) -> None:
        """Show these."""
        self._phrases = tuple(phrases)
        self.clear()
        strong, muted = _strong(self.font()), QColor(current_colours().muted)
        for one in phrases:
            parts = [one_line(one.words, _LONGEST), phrase_words(one, self._label_set)]
            item = QTreeWidgetItem([*parts, f"{one.odd:,}", f"{one.documents:,}"])
            item.setFont(_PHRASE, strong)
            for column in (_ODD, _ARTICLES):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
                item.setForeground(column, muted)
            self.addTopLevelItem(item)

    @property
    def chosen(self) -> Phrase | None:
        """The phrase one is at."""
        number = self.current
        return self._phrases[number] if 0 <= number < len(self._phrases) else None


class OccurrenceList(_List):
    """Occurrences in their context, who says what of them, how they are settled; with ticks."""

    ticks_changed = Signal()

    def __init__(
        self, label_set: LabelSet, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`names`: by annotator id, as they are shown."""
        headings = ("", "Article", "", "", "", "Who says what", "Settled")
        super().__init__("Where the phrase stands", headings, parent)
        self._label_set, self._names = label_set, names
        self.found: list[Found] = []
        header = self.header()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_BEFORE, _AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegateForColumn(_BEFORE, NearEnd(self))
        self.itemChanged.connect(lambda *_: self.ticks_changed.emit())

    def show_found(self, found: Sequence[Found]) -> None:
        """Show occurrences; those that are shown already are the first of them."""
        for one in found[len(self.found) :]:
            self.addTopLevelItem(self._item(one))
        self.found = list(found)

    def forget(self) -> None:
        """Show none."""
        self.found = []
        self.clear()

    @property
    def chosen(self) -> Found | None:
        """The occurrence one is at."""
        number = self.current
        return self.found[number] if 0 <= number < len(self.found) else None

    def ticked(self) -> list[Occurrence]:
        """Return the occurrences that are ticked, in order."""
        return [
            one.occurrence
            for number, one in enumerate(self.found)
            if self._row(number).checkState(_TICK) == Qt.CheckState.Checked
        ]

    def tick(self, wanted: Sequence[bool]) -> None:
        """Tick rows or not, as many as there are."""
        self.blockSignals(True)
        for number, is_wanted in enumerate(wanted):
            state = Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked
            self._row(number).setCheckState(_TICK, state)
        self.blockSignals(False)
        self.viewport().update()
        self.ticks_changed.emit()

    def _item(self, found: Found) -> QTreeWidgetItem:
        occurrence = found.occurrence
        said = said_words(occurrence, self._label_set, self._names)
        settled = settled_words(occurrence, self._label_set)
        parts = [found.title, found.before, found.words, found.after, said, settled]
        item = QTreeWidgetItem(["", *(one_line(part, _LONGEST) for part in parts)])
        colours = current_colours()
        item.setTextAlignment(_BEFORE, Qt.AlignmentFlag.AlignRight)
        item.setFont(_TEXT, _strong(self.font()))
        for column in (_ARTICLE, _BEFORE, _AFTER):
            item.setForeground(column, QColor(colours.muted))
        is_settled = settled.startswith("✓")
        item.setForeground(_SETTLED, QColor(colours.good if is_settled else colours.muted))
        item.setCheckState(_TICK, Qt.CheckState.Unchecked)
        return item

    def _row(self, number: int) -> QTreeWidgetItem:
        item = self.topLevelItem(number)
        assert item is not None, "there is a row for every occurrence"
        return item


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
