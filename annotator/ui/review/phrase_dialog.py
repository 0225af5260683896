"""One phrase all over the project: where it stands, who labels it how, what was settled; many are
settled in one act. Without a phrase: those that are not labelled alike everywhere."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.phrasing import Found
from annotator.review.phrases import Occurrence, Phrase
from annotator.ui.bindings import find_label
from annotator.ui.dialogs.help_page import show_help
from annotator.ui.hints import counted
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.review.phrase_words import (
    is_to_settle,
    phrase_words,
    said_words,
    settled_words,
    usual_label,
)
from annotator.ui.theme import current_colours

_SIZE = QSize(1080, 640)
_TICK, _ARTICLE, _BEFORE, _TEXT, _AFTER, _SAID, _SETTLED = range(7)
_PHRASE, _LABELS, _ODD, _ARTICLES = range(4)
_NOTHING = ""
"""The choice that nothing should be marked."""
_CTRL = Qt.KeyboardModifier.ControlModifier


class PhraseDialog(QDialog):
    """Shows what it is given and asks for the rest."""

    phrases_requested = Signal()
    search_requested = Signal(str, bool)
    """A phrase, and whether upper and lower case count."""
    settle_requested = Signal(list, object)
    """Occurrences, and the label (id) that is right there; None: nothing is."""
    place_requested = Signal(object)
    """A `Found` shall be seen in its article."""
    undo_requested = Signal()

    def __init__(
        self, label_set: LabelSet, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("by_phrase")
        self.setWindowTitle("By phrase")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._label_set, self._names = label_set, names
        self._found: list[Found] = []
        self._phrases: list[Phrase] = []
        self._searched = ""
        self.phrase = QLineEdit(self)
        self.phrase.setPlaceholderText("A phrase; empty for those that are not labelled alike")
        self.phrase.setAccessibleName("Phrase")
        self.match_case = TickBox("Match case", self)
        self.counts = PlainLabel("", self, tone="muted")
        self.phrases = _make_tree("Phrases that are not labelled alike", 4)
        self.occurrences = _make_tree("Where the phrase stands", 7)
        self._stack = QStackedWidget(self)
        self.back = QuietButton("All phrases", self)
        self.labels = QComboBox(self)
        self.labels.setAccessibleName("What is right at all that are ticked")
        self.all = QuietButton("Tick all or none", self)
        self.settle = QPushButton("Settle", self)
        self.close_button = QPushButton("Close", self)
        self._fill_labels()
        self._arrange()
        self._connect()
        self.resize(_SIZE)

    # ---- for whoever opened it

    def begin(self, words: str) -> None:
        """Show the occurrences of some words, or with none the phrases to choose from."""
        self.phrase.setText(one_line(words))
        self._search()

    def say(self, words: str) -> None:
        """Say what happened, or how far it is."""
        self.counts.setText(words)

    def show_phrases(self, phrases: Sequence[Phrase]) -> None:
        """Show the phrases that are not labelled alike."""
        self._phrases = list(phrases)
        self.phrases.clear()
        strong, muted = _strong(self.font()), QColor(current_colours().muted)
        for one in phrases:
            row = [one_line(one.words, 200), phrase_words(one, self._label_set)]
            item = QTreeWidgetItem([*row, f"{one.odd:,}", f"{one.documents:,}"])
            item.setFont(_PHRASE, strong)
            for column in (_ODD, _ARTICLES):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
                item.setForeground(column, muted)
            self.phrases.addTopLevelItem(item)
        self._stack.setCurrentWidget(self.phrases)
        self._enable()
        nothing = "Every phrase is labelled alike everywhere."
        self.say(f"{counted(len(phrases), 'phrase')}, the worst first" if phrases else nothing)
        self._enter(self.phrases)

    def show_found(self, found: Sequence[Found], *, is_all: bool) -> None:
        """Show occurrences as they are found; `is_all` ends the search."""
        is_first = not self._found
        for one in found[len(self._found) :]:
            self.occurrences.addTopLevelItem(self._item(one))
        self._found = list(found)
        self._stack.setCurrentWidget(self.occurrences)
        if is_first:
            self._enter(self.occurrences)
        if is_all:
            self._choose_label(usual_label([one.occurrence for one in found]))
            self._tick_anew()
        self._tell_counts(is_all=is_all)

    def forget_found(self) -> None:
        """Show no occurrence: others are looked for."""
        self._found = []
        self.occurrences.clear()
        self._enable()

    # ---- what is chosen

    @property
    def label(self) -> str | None:
        """The label (id) to settle for; None: nothing should be there."""
        return str(self.labels.currentData()) or None

    def ticked(self) -> list[Occurrence]:
        """Return the occurrences that are ticked, in order."""
        return [
            one.occurrence
            for number, one in enumerate(self._found)
            if self._row(number).checkState(_TICK) == Qt.CheckState.Checked
        ]

    @property
    def current(self) -> int:
        """The row one is at."""
        return _current(self.occurrences)

    def go_to_row(self, number: int) -> None:
        """Go to a row."""
        item = self.occurrences.topLevelItem(number)
        if item is not None:
            self.occurrences.setCurrentItem(item)

    # ---- making

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.phrase, 1)
        top.addWidget(self.match_case)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for widget in (self.back, self.all):
            bottom.addWidget(widget)
        bottom.addStretch(1)
        bottom.addWidget(PlainLabel("Right is", self, tone="muted"))
        for control in (self.labels, self.settle, self.close_button):
            bottom.addWidget(control)
        self._stack.addWidget(self.phrases)
        self._stack.addWidget(self.occurrences)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.counts)
        whole.addWidget(self._stack, 1)
        whole.addLayout(bottom)
        self.phrases.setHeaderLabels(["Phrase", "Labelled", "Odd voices", "Articles"])
        self.occurrences.setHeaderLabels(["", "Article", "", "", "", "Who says what", "Settled"])
        header = self.phrases.header()
        header.setSectionResizeMode(_LABELS, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_PHRASE, 320)
        header = self.occurrences.header()
        for column, width in (
            (_TICK, 34),
            (_ARTICLE, 170),
            (_SAID, 280),
            (_SETTLED, 120),
        ):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_BEFORE, _AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.occurrences.setItemDelegateForColumn(_BEFORE, _NearEnd(self.occurrences))
        for button in (self.settle, self.close_button):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.phrase.installEventFilter(self)
        self.occurrences.installEventFilter(self)
        self.phrases.installEventFilter(self)
        self.match_case.clicked.connect(self._search)
        self.phrases.itemDoubleClicked.connect(lambda *_: self._take_phrase())
        self.occurrences.itemDoubleClicked.connect(lambda *_: self._go())
        self.occurrences.itemChanged.connect(lambda *_: self._enable())
        self.labels.currentIndexChanged.connect(self._tick_anew)
        self.back.clicked.connect(lambda: self.begin(""))
        self.all.clicked.connect(self._turn_all)
        self.settle.clicked.connect(self._settle)
        self.close_button.clicked.connect(self.reject)

    def _fill_labels(self) -> None:
        for one in self._label_set.usable_span_labels():
            key = f"   {one.key.upper()}" if one.key else ""
            self.labels.addItem(f"{one_line(one.name, 40)}{key}", one.id)
        self.labels.addItem("nothing here   X", _NOTHING)

    def _item(self, found: Found) -> QTreeWidgetItem:
        occurrence = found.occurrence
        said = said_words(occurrence, self._label_set, self._names)
        settled = settled_words(occurrence, self._label_set)
        parts = [found.title, found.before, found.words, found.after, said, settled]
        item = QTreeWidgetItem(["", *(one_line(part, 200) for part in parts)])
        colours = current_colours()
        muted = QColor(colours.muted)
        item.setTextAlignment(_BEFORE, Qt.AlignmentFlag.AlignRight)
        item.setFont(_TEXT, _strong(self.font()))
        for column in (_ARTICLE, _BEFORE, _AFTER):
            item.setForeground(column, muted)
        colour = colours.good if settled.startswith("✓") else muted
        item.setForeground(_SETTLED, QColor(colour))
        item.setToolTip(_SAID, "")
        item.setCheckState(_TICK, Qt.CheckState.Unchecked)
        return item

    # ---- what happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter searches, chooses and goes; keys of labels choose what is right."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            acts: dict[QObject, Callable[[QKeyEvent], bool]] = {
                self.phrase: self._take_field_key,
                self.phrases: self._take_phrases_key,
                self.occurrences: self._take_occurrences_key,
            }
            if watched in acts and acts[watched](event):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Ctrl Z takes back, Ctrl Enter settles, Esc leaves."""
        if event.key() == Qt.Key.Key_F1:
            show_help("by-phrase", self)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif _is_enter(event) and event.modifiers() & _CTRL:
            self._settle()
        elif not _is_enter(event):
            super().keyPressEvent(event)

    def _take_field_key(self, event: QKeyEvent) -> bool:
        if _is_enter(event) and not event.modifiers() & _CTRL:
            self._search()
            return True
        if event.key() == Qt.Key.Key_Down:
            self._enter(self._shown())
            return True
        return False

    def _take_phrases_key(self, event: QKeyEvent) -> bool:
        if _is_enter(event):
            self._take_phrase()
            return True
        return False

    def _take_occurrences_key(self, event: QKeyEvent) -> bool:
        label = find_label(event, self._label_set)
        if _is_enter(event) and not event.modifiers() & _CTRL:
            self._go()
        elif label is not None:
            self._choose_label(label)
        elif event.key() == Qt.Key.Key_X and not event.modifiers():
            self._choose_label(None)
        elif event.key() == Qt.Key.Key_A and event.modifiers() & _CTRL:
            self._turn_all()
        else:
            return False
        return True

    def _search(self) -> None:
        words = one_line(self.phrase.text()).strip()
        self._searched = words
        self.forget_found()
        if words:
            self._stack.setCurrentWidget(self.occurrences)
            self.search_requested.emit(words, self.match_case.isChecked())
        else:
            self.phrases_requested.emit()

    def _take_phrase(self) -> None:
        number = _current(self.phrases)
        if 0 <= number < len(self._phrases):
            self.begin(self._phrases[number].words)

    def _go(self) -> None:
        if 0 <= self.current < len(self._found):
            self.place_requested.emit(self._found[self.current])

    def _settle(self) -> None:
        ticked = self.ticked()
        if ticked and self.settle.isEnabled():
            self.settle_requested.emit(ticked, self.label)

    # ---- ticks

    def _choose_label(self, label: str | None) -> None:
        number = self.labels.findData(label or _NOTHING)
        if number >= 0:
            self.labels.setCurrentIndex(number)

    def _tick_anew(self) -> None:
        """Tick what the chosen label wants."""
        self._tick([is_to_settle(one.occurrence, self.label) for one in self._found])

    def _turn_all(self) -> None:
        """Tick everything, or nothing where all is ticked."""
        has_all = len(self.ticked()) == len(self._found)
        self._tick([not has_all] * len(self._found))

    def _tick(self, wanted: Sequence[bool]) -> None:
        self.occurrences.blockSignals(True)
        for number, is_wanted in enumerate(wanted):
            state = Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked
            self._row(number).setCheckState(_TICK, state)
        self.occurrences.blockSignals(False)
        self.occurrences.viewport().update()
        self._enable()

    def _enable(self) -> None:
        count = len(self.ticked())
        self.settle.setText(f"Settle {count:,}" if count else "Settle")
        self.settle.setEnabled(count > 0)
        for widget in (self.labels, self.all, self.back):
            widget.setEnabled(bool(self._found) or (widget is self.back and bool(self._searched)))

    def _tell_counts(self, *, is_all: bool) -> None:
        occurrences = [one.occurrence for one in self._found]
        labelled = sum(bool(one.labels) for one in occurrences)
        documents = len({one.document for one in occurrences})
        waiting = sum(one.is_open for one in occurrences)
        words = f"{counted(len(occurrences), 'occurrence')} in {counted(documents, 'article')}"
        words += f" · {labelled:,} labelled, {len(occurrences) - labelled:,} not"
        words += f" · {waiting:,} open" if waiting else ""
        self.say(words if is_all else f"{words} …")

    # ---- inside

    def _row(self, number: int) -> QTreeWidgetItem:
        item = self.occurrences.topLevelItem(number)
        assert item is not None, "there is a row for every occurrence"
        return item

    def _shown(self) -> QTreeWidget:
        return self.phrases if self._stack.currentIndex() == 0 else self.occurrences

    def _enter(self, tree: QTreeWidget) -> None:
        first = tree.topLevelItem(0)
        if first is not None:
            if _current(tree) < 0:
                tree.setCurrentItem(first)
            tree.setFocus(Qt.FocusReason.OtherFocusReason)


class _NearEnd(QStyledItemDelegate):
    """What is too long loses its beginning: its end is what stands beside the phrase."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


def _make_tree(name: str, columns: int) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setColumnCount(columns)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAllColumnsShowFocus(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.header().setStretchLastSection(False)
    return tree


def _current(tree: QTreeWidget) -> int:
    """Return the row one is at, -1 where there is none."""
    item = tree.currentItem()
    return -1 if item is None else tree.indexOfTopLevelItem(item)


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
