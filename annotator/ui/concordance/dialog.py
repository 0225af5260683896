"""The window of a search in all articles: what to look for, where, and the hits in context."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.annotator import Annotator
from annotator.model.labels import LabelSet
from annotator.project.corpus_search import CorpusQuery, Hit
from annotator.ui.concordance.attribute_choice import AttributeChoice
from annotator.ui.concordance.model import (
    ARTICLE,
    LABELS,
    LEFT,
    ORDERS,
    RIGHT,
    TEXT,
    TICK,
    ConcordanceModel,
    Order,
)
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.models.article_words import STATUS_WORDS, one_line
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import PlainLabel, plain_tooltip
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(1120, 640)
_DATE_WIDTH = 104
_WIDTHS = {TICK: 34, LABELS: 130, ARTICLE: 190}


class ConcordanceDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "searching"

    query_changed = Signal()
    """What is looked for is another now; `query()` has it."""
    place_requested = Signal(object)
    """A `Hit` shall be seen in its article."""
    label_requested = Signal(list, object)
    """Hits, and the label (id) that they shall wear; None: none of mine."""
    undo_requested = Signal()

    def __init__(
        self,
        label_set: LabelSet,
        people: Sequence[Annotator],
        model: ConcordanceModel,
        parent: QWidget | None = None,
        *,
        can_label: bool = True,
    ) -> None:
        super().__init__(parent)
        self._can_label = can_label
        self.setObjectName("concordance")
        self.setWindowTitle("Find in the project")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Words or the beginning of a word; empty for all of a label")
        self.words.setAccessibleName("Find in the project")
        self.case = self._toggle("Aa", "Match case")
        self.whole = self._toggle("word", "Whole words only")
        self.pattern = self._toggle(".*", "Regular expression")
        self.labels = self._choice("Label", "any label or none")
        for label in label_set.span_labels:
            self.labels.addItem(one_line(label.name, 40), label.id)
        self.attribute = AttributeChoice(label_set, self)
        self.attribute.changed.connect(self.query_changed)
        self.people = self._choice("Whose labels", "everybody's")
        for person in people:
            self.people.addItem(one_line(person.name, 40), person.id)
        self.statuses = self._choice("Status of the article", "any status")
        for status in ("new", "in_progress", "finished"):
            self.statuses.addItem(STATUS_WORDS[status], status)
        self.unlabelled = TickBox("Unlabelled only", self)
        self.source = self._field("Source", "any source", 140)
        self.since = self._field("Published since", "since", _DATE_WIDTH)
        self.until = self._field("Published until", "until", _DATE_WIDTH)
        for field in (self.since, self.until):
            field.setToolTip(plain_tooltip("A day as 2026-01-24, a month or a year"))
        self.counts = PlainLabel("", self, tone="muted")
        self.model = model
        self.list = QTreeView(self)
        self.all_button = QuietButton("Tick all or none", self)
        self.right = QComboBox(self)
        self.right.setAccessibleName("What those that are ticked shall wear")
        for one in label_set.usable_span_labels():
            self.right.addItem(one_line(one.name, 40), one.id)
        self.right.addItem("no label of mine", "")
        self.label_button = QPushButton("Label", self)
        self.go_button = QPushButton("Go there", self)
        self.close_button = QPushButton("Close", self)
        self._dress()
        self._arrange()
        self._connect()
        self.resize(_SIZE)

    def query(self) -> CorpusQuery:
        """Return what is looked for."""
        return CorpusQuery(
            self.words.text(),
            is_pattern=self.pattern.isChecked(),
            is_case_exact=self.case.isChecked(),
            is_whole_word=self.whole.isChecked(),
            labels=_chosen(self.labels),
            attribute=self.attribute.condition(),
            annotators=_chosen(self.people),
            statuses=_chosen(self.statuses),  # type: ignore[arg-type]
            sources=tuple(filter(None, [self.source.text().strip()])),
            since=self.since.text().strip(),
            until=self.until.text().strip(),
            is_labelled=False if self.unlabelled.isChecked() else None,
        )

    def show_query(self, query: CorpusQuery) -> None:
        """Fill the fields in; nobody is told."""
        self.blockSignals(True)
        self.words.setText(query.words)
        self.case.setChecked(query.is_case_exact)
        self.whole.setChecked(query.is_whole_word)
        self.pattern.setChecked(query.is_pattern)
        for box, values in (
            (self.labels, query.labels),
            (self.people, query.annotators),
            (self.statuses, query.statuses),
        ):
            box.setCurrentIndex(max(0, box.findData(values[0] if values else "")))
        self.attribute.show_condition(query.attribute)
        self.unlabelled.setChecked(query.is_labelled is False)
        self.source.setText(query.sources[0] if query.sources else "")
        self.since.setText(query.since)
        self.until.setText(query.until)
        self.blockSignals(False)

    def say(self, words: str) -> None:
        """Say how much was found, or why nothing can be."""
        self.counts.setText(words)

    @property
    def row(self) -> int:
        """The row one is at, -1 where there is none."""
        return self.list.currentIndex().row()

    def go_to_row(self, row: int) -> None:
        """Go to a row, if there is one, and put the focus into the list."""
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row, TEXT))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def let_go(self) -> None:
        """Show no hits any more: the window is about to go, and they stay."""
        self.list.setModel(None)

    # ---- making --------------------------------------------------------------------------

    def _toggle(self, text: str, what: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("toggle", True)
        button.setAccessibleName(what)
        button.setToolTip(plain_tooltip(what))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.toggled.connect(lambda _: self.query_changed.emit())
        return button

    def _choice(self, name: str, none: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.addItem(none, "")
        box.currentIndexChanged.connect(lambda _: self.query_changed.emit())
        return box

    def _field(self, name: str, none: str, width: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(none)
        field.setFixedWidth(width)
        field.textEdited.connect(lambda _: self.query_changed.emit())
        return field

    def _dress(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("Hits")
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
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.words, 1)
        for toggle in (self.case, self.whole, self.pattern):
            top.addWidget(toggle)
        where = FlowLayout(spacing=8)
        for widget in (
            self.labels,
            self.attribute,
            self.people,
            self.statuses,
            self.source,
            self.since,
            self.until,
            self.unlabelled,
        ):
            where.addWidget(widget)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.counts, 1)
        for control in (self.all_button, self.right, self.label_button):
            bottom.addWidget(control)
            control.setVisible(self._can_label)
        bottom.addSpacing(12)
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.go_button)
        for button in (self.close_button, self.go_button, self.label_button):
            button.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addLayout(where)
        whole.addWidget(self.list, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _: self.query_changed.emit())
        self.unlabelled.toggled.connect(lambda _: self.query_changed.emit())
        self.words.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._go())
        self.list.header().sectionClicked.connect(self._sort)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)
        self.all_button.clicked.connect(self.model.turn_all)
        self.label_button.clicked.connect(self._label)
        self.right.currentIndexChanged.connect(lambda _: self._show_ticked())
        self.model.ticks_changed.connect(self._show_ticked)
        self._show_ticked()

    # ---- what happens --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the field to the hits, Enter to the place of the one that is chosen."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.words and event.key() == Qt.Key.Key_Down:
                self.go_to_row(max(0, self.row))
                return True
            is_with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if is_enter(event):
                self._label() if is_with_ctrl else self._go()
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Space:
                self.model.turn_tick(self.row)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Esc leaves; Enter belongs to what has the focus."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _sort(self, column: int) -> None:
        """A second click goes back to the order of the project."""
        order: Order = ORDERS[column]
        self.model.sort_rows("project" if self.model.order == order else order)

    def _show_ticked(self) -> None:
        count = len(self.model.ticked())
        verb = "Label" if self.right.currentData() else "Unlabel"
        self.label_button.setText(f"{verb} {count:,}" if count else verb)
        self.label_button.setEnabled(count > 0)
        self.all_button.setEnabled(self.model.rowCount() > 0)

    def _label(self) -> None:
        ticked = self.model.ticked()
        if ticked and self._can_label:
            self.label_requested.emit(ticked, str(self.right.currentData()) or None)

    def _go(self) -> None:
        found: Hit | None = self.model.hit(max(0, self.row))
        if found is not None:
            self.place_requested.emit(found)


def _chosen(box: QComboBox) -> tuple[str, ...]:
    value = str(box.currentData() or "")
    return (value,) if value else ()
