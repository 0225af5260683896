"""The window of one phrase in all articles: a bar for each way it is labelled, every place of it
with ticks, and the act that is done to what is ticked."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.same_elsewhere import Verb, preview
from annotator.ui.bindings import find_label
from annotator.ui.concordance.model import (
    ARTICLE,
    LABELS,
    LEFT,
    ORDERS,
    RIGHT,
    TEXT,
    TICK,
    Order,
)
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.elsewhere.histogram import Histogram
from annotator.ui.elsewhere.model import ElsewhereModel
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(1160, 680)
_WIDTHS = {TICK: 34, LABELS: 300, ARTICLE: 170}
_VERBS: tuple[tuple[Verb, str], ...] = (
    ("label", "Label"),
    ("relabel", "Relabel"),
    ("delete", "Delete mine"),
)
_CTRL = Qt.KeyboardModifier.ControlModifier


class ElsewhereDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "searching"

    phrase_changed = Signal()
    """Another phrase, or whether case counts."""
    change_requested = Signal(list)
    """These places (`Place`) shall be changed; `verb` and `label` say how."""
    place_requested = Signal(object)
    """A `Place` shall be seen in its article."""
    undo_requested = Signal()

    def __init__(
        self,
        label_set: LabelSet,
        names: Mapping[str, str],
        document: str,
        parent: QWidget | None = None,
        *,
        can_label: bool = True,
    ) -> None:
        super().__init__(parent)
        self._label_set, self._document, self._can_label = label_set, document, can_label
        self.setObjectName("elsewhere")
        self.setWindowTitle("The same elsewhere")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.phrase = QLineEdit(self)
        self.phrase.setPlaceholderText("Whole words")
        self.phrase.setAccessibleName("Phrase")
        self.match_case = TickBox("Match case", self)
        self.here_only = TickBox("This article only", self)
        self.people = QComboBox(self)
        self.people.setAccessibleName("Whose labels")
        self.people.addItem("everybody's labels", "")
        for id, name in names.items():
            self.people.addItem(f"labels of {one_line(name, 40)}", id)
        self.histogram = Histogram(self)
        self.counts = PlainLabel("", self, tone="muted")
        self.model = ElsewhereModel(label_set, names, self)
        self.list = QTreeView(self)
        self.all_button = QuietButton("Tick all or none", self)
        self.undo_button = QuietButton("Undo", self)
        self.verbs = QComboBox(self)
        self.verbs.setAccessibleName("What to do with those that are ticked")
        for verb, words in _VERBS:
            self.verbs.addItem(words, verb)
        self.labels = QComboBox(self)
        self.labels.setAccessibleName("Label")
        for one in label_set.usable_span_labels():
            key = f"   {one.key.upper()}" if one.key else ""
            self.labels.addItem(f"{one_line(one.name, 40)}{key}", one.id)
        self.foresight = PlainLabel("", self, tone="muted")
        self.do_button = QPushButton("Label", self)
        self.go_button = QPushButton("Go there", self)
        self.close_button = QPushButton("Close", self)
        self._dress()
        self._arrange()
        self._connect()
        self._take_choice()
        self.resize(_SIZE)

    # ---- for whoever opened it -----------------------------------------------------------

    @property
    def verb(self) -> Verb:
        """What is done to what is ticked."""
        found: Verb = self.verbs.currentData()
        return found

    @property
    def label(self) -> str:
        """The label (id) that it is done with."""
        return str(self.labels.currentData() or "")

    def choose(self, verb: Verb, label: str) -> None:
        """Choose an act and a label (id), where it can be chosen."""
        self.verbs.setCurrentIndex(max(0, self.verbs.findData(verb)))
        if (number := self.labels.findData(label)) >= 0:
            self.labels.setCurrentIndex(number)

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say how much was found, or what happened and whether that can be taken back here."""
        had_focus = self.undo_button.hasFocus()
        self.counts.setText(words)
        self.undo_button.setVisible(can_undo)
        if had_focus and not can_undo:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Show no place: others are looked for."""
        self.model.forget()
        self.show_groups()

    def show_groups(self) -> None:
        """Show how the places are labelled now."""
        self.histogram.show_groups(self.model.count_groups())
        self.go_button.setEnabled(self.model.rowCount() > 0)

    @property
    def row(self) -> int:
        """The row one is at, -1 where there is none."""
        return self.list.currentIndex().row()

    def go_to_row(self, row: int) -> None:
        """Go to a row, if there is one, or to the last."""
        last = self.model.rowCount() - 1
        if row >= 0 and last >= 0:
            self.list.setCurrentIndex(self.model.index(min(row, last), TEXT))

    # ---- making --------------------------------------------------------------------------

    def _dress(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("Places")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setItemDelegateForColumn(LEFT, NearEnd(self.list))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    def _arrange(self) -> None:
        top = _row(self.phrase, self.match_case, self.here_only, self.people)
        top.setStretch(0, 1)
        said = _row(self.counts, self.undo_button)
        said.addStretch(1)
        bottom = _row(self.all_button, self.foresight)
        bottom.setStretch(1, 1)
        for control in (self.verbs, self.labels, self.do_button):
            bottom.addWidget(control)
        for shown in (self.all_button, self.foresight, self.verbs, self.labels, self.do_button):
            shown.setVisible(self._can_label)
        if not self._can_label:
            bottom.addStretch(1)
        bottom.addSpacing(12)
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.go_button)
        for button in (self.close_button, self.go_button, self.do_button):
            button.setAutoDefault(False)
        self.counts.setWordWrap(False)
        keeping = self.undo_button.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.undo_button.setSizePolicy(keeping)
        self.undo_button.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.histogram)
        whole.addLayout(said)
        whole.addWidget(self.list, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.phrase.textEdited.connect(lambda _: self.phrase_changed.emit())
        self.match_case.toggled.connect(lambda _: self.phrase_changed.emit())
        self.here_only.toggled.connect(lambda _: self._filter())
        self.people.currentIndexChanged.connect(lambda _: self._filter())
        self.histogram.chosen_changed.connect(self._filter)
        self.phrase.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._go())
        self.list.header().sectionClicked.connect(self._sort)
        self.all_button.clicked.connect(self.model.turn_all)
        self.undo_button.clicked.connect(self.undo_requested)
        self.verbs.currentIndexChanged.connect(lambda _: self._take_choice())
        self.labels.currentIndexChanged.connect(lambda _: self._take_choice())
        self.do_button.clicked.connect(self._do)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)
        self.model.ticks_changed.connect(self._foresee)

    # ---- what happens --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the field to the places; there Enter goes to one, Space turns a tick,
        and the key of a label chooses it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.phrase and event.key() == Qt.Key.Key_Down:
                self.go_to_row(max(0, self.row))
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if watched is self.list and self._take_list_key(event):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Ctrl Z takes back, Ctrl Enter does it, Esc leaves."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif is_enter(event) and event.modifiers() & _CTRL:
            self._do()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _take_list_key(self, event: QKeyEvent) -> bool:
        label = find_label(event, self._label_set) if self._can_label else None
        if is_enter(event) and not event.modifiers() & _CTRL:
            self._go()
        elif event.key() == Qt.Key.Key_Space:
            self.model.turn_tick(self.row)
        elif event.key() == Qt.Key.Key_A and event.modifiers() & _CTRL:
            self.model.turn_all()
        elif event.key() == Qt.Key.Key_Delete and self._can_label:
            self.choose("delete", self.label)
        elif label is not None:
            self.choose("label" if self.verb == "delete" else self.verb, label)
        else:
            return False
        return True

    def _take_choice(self) -> None:
        self.model.verb, self.model.label = self.verb, self.label
        self.labels.setEnabled(self.verb != "delete")
        self.model.tick_anew()

    def _filter(self) -> None:
        row = self.row
        self.model.groups = self.histogram.chosen
        self.model.document = self._document if self.here_only.isChecked() else ""
        self.model.annotator = str(self.people.currentData() or "")
        self.model.show_anew()
        self.show_groups()
        self.go_to_row(max(0, row))

    def _sort(self, column: int) -> None:
        """A second click goes back to the order of the project."""
        order: Order = ORDERS[column]
        self.model.sort_rows("project" if self.model.order == order else order)

    def _foresee(self) -> None:
        """Say what would be done to what is ticked."""
        outcome = preview(self.model.ticked(), self.verb, self.label)
        words = next(words for verb, words in _VERBS if verb == self.verb).split()[0]
        self.do_button.setText(f"{words} {outcome.places:,}" if outcome.places else words)
        can_do = bool(outcome.places and (self.label or self.verb == "delete"))
        self.do_button.setEnabled(can_do)
        self.all_button.setEnabled(self.model.rowCount() > 0)
        if not outcome.places:
            nothing = "Nothing is ticked." if self.model.rowCount() else ""
            self.foresight.setText(nothing)
            return
        where = (
            f"{count_words(outcome.places, 'place')} in {count_words(outcome.articles, 'article')}"
        )
        gone = f"; {count_words(outcome.relations, 'relation')} will go" * bool(outcome.relations)
        self.foresight.setText(f"{where} ticked{gone}")

    def _do(self) -> None:
        if self._can_label and self.do_button.isEnabled():
            self.change_requested.emit(self.model.ticked())

    def _go(self) -> None:
        found = self.model.hit(max(0, self.row))
        if found is not None:
            self.place_requested.emit(found)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in widgets:
        row.addWidget(one)
    return row
