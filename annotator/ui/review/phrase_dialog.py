"""One phrase all over the project: where it stands, who labels it how, what was settled; many are
settled in one act. Without a phrase: those that are not labelled alike everywhere."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.phrasing import Found
from annotator.review.phrases import Phrase
from annotator.ui.bindings import find_label
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.hints import counted
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.review.phrase_lists import OccurrenceList, PhraseList
from annotator.ui.review.phrase_words import is_to_settle, usual_label

_SIZE = QSize(1080, 640)
_NOTHING = ""
"""The choice that nothing should be marked."""
_CTRL = Qt.KeyboardModifier.ControlModifier


class PhraseDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "by-phrase"

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
        self._label_set = label_set
        self._searched = ""
        self.phrase = QLineEdit(self)
        self.phrase.setPlaceholderText("A phrase; empty for those that are not labelled alike")
        self.phrase.setAccessibleName("Phrase")
        self.match_case = TickBox("Match case", self)
        self.counts = PlainLabel("", self, tone="muted")
        self.phrases = PhraseList(label_set, self)
        self.occurrences = OccurrenceList(label_set, names, self)
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
        self.phrases.show_phrases(phrases)
        self._stack.setCurrentWidget(self.phrases)
        self._enable()
        nothing = "Every phrase is labelled alike everywhere."
        self.say(f"{counted(len(phrases), 'phrase')}, the worst first" if phrases else nothing)
        self.phrases.enter()

    def show_found(self, found: Sequence[Found], *, is_all: bool) -> None:
        """Show occurrences as they are found; `is_all` ends the search."""
        is_first = not self.occurrences.found
        self.occurrences.show_found(found)
        self._stack.setCurrentWidget(self.occurrences)
        if is_first:
            self.occurrences.enter()
        if is_all:
            self._choose_label(usual_label([one.occurrence for one in found]))
            self._tick_anew()
        self._tell_counts(is_all=is_all)

    def forget_found(self) -> None:
        """Show no occurrence: others are looked for."""
        self.occurrences.forget()
        self._enable()

    # ---- what is chosen

    @property
    def label(self) -> str | None:
        """The label (id) to settle for; None: nothing should be there."""
        return str(self.labels.currentData()) or None

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
        for button in (self.settle, self.close_button):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.phrase.installEventFilter(self)
        self.occurrences.installEventFilter(self)
        self.phrases.installEventFilter(self)
        self.match_case.clicked.connect(self._search)
        self.phrases.itemDoubleClicked.connect(lambda *_: self._take_phrase())
        self.occurrences.itemDoubleClicked.connect(lambda *_: self._go())
        self.occurrences.ticks_changed.connect(self._enable)
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
        if event.matches(QKeySequence.StandardKey.Undo):
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
            self._shown.enter()
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
        if self.phrases.chosen is not None:
            self.begin(self.phrases.chosen.words)

    def _go(self) -> None:
        if self.occurrences.chosen is not None:
            self.place_requested.emit(self.occurrences.chosen)

    def _settle(self) -> None:
        ticked = self.occurrences.ticked()
        if ticked:
            self.settle_requested.emit(ticked, self.label)

    # ---- ticks

    def _choose_label(self, label: str | None) -> None:
        number = self.labels.findData(label or _NOTHING)
        if number >= 0:
            self.labels.setCurrentIndex(number)

    def _tick_anew(self) -> None:
        """Tick what the chosen label wants."""
        found = self.occurrences.found
        self.occurrences.tick([is_to_settle(one.occurrence, self.label) for one in found])

    def _turn_all(self) -> None:
        """Tick everything, or nothing where all is ticked."""
        count = len(self.occurrences.found)
        self.occurrences.tick([len(self.occurrences.ticked()) < count] * count)

    def _enable(self) -> None:
        count, has_any = len(self.occurrences.ticked()), bool(self.occurrences.found)
        self.settle.setText(f"Settle {count:,}" if count else "Settle")
        self.settle.setEnabled(count > 0)
        self.labels.setEnabled(has_any)
        self.all.setEnabled(has_any)
        self.back.setEnabled(bool(self._searched))

    def _tell_counts(self, *, is_all: bool) -> None:
        occurrences = [one.occurrence for one in self.occurrences.found]
        labelled = sum(bool(one.labels) for one in occurrences)
        documents = len({one.document for one in occurrences})
        waiting = sum(one.is_open for one in occurrences)
        words = f"{counted(len(occurrences), 'occurrence')} in {counted(documents, 'article')}"
        words += f" · {labelled:,} labelled, {len(occurrences) - labelled:,} not"
        words += f" · {waiting:,} open" if waiting else ""
        self.say(words if is_all else f"{words} …")

    # ---- inside

    @property
    def _shown(self) -> PhraseList | OccurrenceList:
        return self.phrases if self._stack.currentIndex() == 0 else self.occurrences


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
