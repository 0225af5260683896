"""The window of the history: the timeline at the left, the article as it was at the right."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.settings.store import Settings
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.history.delegate import HistoryDelegate
from annotator.ui.history.filters import HistoryFilters
from annotator.ui.history.lines import Line
from annotator.ui.history.model import HistoryModel
from annotator.ui.history.past_view import PastView
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import ElidedLabel, plain_tooltip
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.widgets.even_list import EvenList

_SIZE = QSize(1240, 760)
_WIDTHS = [380, 860]
_KEYS = "↑ ↓ step through time · Enter into the text, Tab from span to span · Ctrl Enter restores"
_KEYS_OF_READERS = "↑ ↓ step through time · Enter into the text, Tab from span to span"
_PAUSE_MS = 40
"""Whoever holds an arrow key down sees the state where they stop."""
_CTRL = Qt.KeyboardModifier.ControlModifier


class HistoryDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "history"

    query_changed = Signal()
    more_requested = Signal()
    """The last acts shown are in view: older ones are wanted."""
    line_chosen = Signal(object)
    """The article shall be shown as it was after a `Line`."""
    restore_requested = Signal(list)
    """What is shown shall be put back: of it these spans and relations (ids); none: all."""
    article_requested = Signal(str)
    """An article (id) shall be opened as it is now."""
    undo_requested = Signal()

    def __init__(
        self,
        people: Mapping[str, str],
        settings: Settings,
        parent: QWidget | None = None,
        *,
        can_change: bool = True,
    ) -> None:
        """`people`: annotator id -> name."""
        super().__init__(parent)
        self._can_change = can_change
        self.setObjectName("history")
        self.setWindowTitle("History")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.filters = HistoryFilters(people, self)
        self.model = HistoryModel(self)
        self.list = EvenList(self)
        self.nothing = EmptyList(self)
        self.pages = QStackedWidget(self)
        self.past = PastView(settings, self)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.words = ElidedLabel("", self)
        self.keys = ElidedLabel(_KEYS if can_change else _KEYS_OF_READERS, self, tone="faint")
        self.undo_button = QuietButton("Undo", self)
        self.open_button = QuietButton("Open the article", self)
        self.selected_button = QPushButton("Restore selected", self)
        self.all_button = QPushButton("Restore all", self)
        self.close_button = QPushButton("Back to now", self)
        self.open_article = ""
        """The article (id) that is open in the window."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._choose)
        self._arrange()
        self._connect()
        self.resize(_SIZE)
        self.foresee()

    # ---- for whoever opened it -----------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The act one is at."""
        return self.model.line(self.list.currentIndex().row())

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say what happened, and whether that can be taken back here."""
        self.words.setText(words)
        self.undo_button.setVisible(can_undo)

    def show_nothing(self, heading: str = "", help: str = "") -> None:
        """Show, where there is no act, why; without words the list is shown."""
        self.nothing.say(heading, help)
        is_list = bool(self.model.rowCount() or not heading)
        self.pages.setCurrentWidget(self.list if is_list else self.nothing)

    def go_to(self, seq: int | None) -> None:
        """Go to the act with this number, the next older one, or the newest."""
        row = self.model.row_of(seq) if seq is not None else None
        if row is None:
            row = 1 if self.model.rowCount() > 1 else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            hint = QAbstractItemView.ScrollHint.EnsureVisible
            if seq is not None:
                hint = QAbstractItemView.ScrollHint.PositionAtCenter
            self.list.scrollTo(self.model.index(row), hint)

    def foresee(self) -> None:
        """Offer what can be done with what is shown."""
        past = self.past.past
        differing = self.past.differing
        is_mine = past is not None and self.past.is_mine and self.past.annotator not in past.untold
        has_changed = differing is not None and not differing.is_none
        can_restore = is_mine and self._can_change and has_changed
        for button in (self.selected_button, self.all_button):
            button.setVisible(self._can_change)
        self.all_button.setEnabled(can_restore)
        self.selected_button.setEnabled(can_restore and bool(self.past.chosen()))
        why = "" if is_mine or past is None else "Only your own labels can be put back."
        for button in (self.selected_button, self.all_button):
            button.setToolTip(plain_tooltip(why))
        self.open_button.setVisible(past is not None and past.document.id != self.open_article)

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(self.list))
        self.list.setAccessibleName("What was done, newest first")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.viewport().setAutoFillBackground(False)
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.nothing)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.pages, 1)
        self.columns.addWidget(left)
        self.columns.addWidget(self.past)
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes(_WIDTHS)
        self.undo_button.hide()
        said = QHBoxLayout()
        said.addWidget(self.words, 1)
        said.addWidget(self.undo_button)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addLayout(said)
        told.addWidget(self.keys)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(18, 8, 18, 12)
        bottom.setSpacing(8)
        bottom.addLayout(told, 1)
        for button in (
            self.open_button,
            self.selected_button,
            self.all_button,
            self.close_button,
        ):
            button.setAutoDefault(False)
            bottom.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.columns, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.filters.changed.connect(self.query_changed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._pause.start())
        self.list.verticalScrollBar().valueChanged.connect(lambda _: self._ask_for_more())
        self.list.installEventFilter(self)
        self.list.activated.connect(self._enter)
        self.past.selection_changed.connect(self.foresee)
        self.past.leave_requested.connect(self._focus_list)
        self.selected_button.clicked.connect(self._restore_selected)
        self.all_button.clicked.connect(lambda: self.restore_requested.emit([]))
        self.open_button.clicked.connect(self._open_article)
        self.undo_button.clicked.connect(self.undo_requested)
        self.close_button.clicked.connect(self.reject)

    # ---- what happens --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list Enter goes into the text, Home to the newest act."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.list and is_key and self._take_key(event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        is_ctrl = bool(event.modifiers() & _CTRL)
        if is_enter(event):
            self._restore() if is_ctrl else self._enter()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(None)
        else:
            # No letter looks for a row.
            return event.text().isprintable() and bool(event.text().strip()) and not is_ctrl
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Ctrl Z takes back, Ctrl Enter restores, Esc leaves."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif is_enter(event) and event.modifiers() & _CTRL:
            self._restore()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _ask_for_more(self) -> None:
        bar = self.list.verticalScrollBar()
        if bar.value() + 2 * bar.pageStep() >= bar.maximum():
            self.more_requested.emit()

    def _choose(self) -> None:
        line = self.line
        if line is not None:
            self.line_chosen.emit(line)
        self._ask_for_more()

    def _enter(self, _: QModelIndex | None = None) -> None:
        if self.past.past is not None:
            self.past.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self) -> None:
        """Put back what is selected, or where nothing is, all."""
        if self.selected_button.isEnabled():
            self._restore_selected()
        elif self.all_button.isEnabled():
            self.restore_requested.emit([])

    def _restore_selected(self) -> None:
        chosen = self.past.chosen()
        if chosen:
            self.restore_requested.emit(chosen)

    def _open_article(self) -> None:
        if self.past.past is not None:
            self.article_requested.emit(self.past.past.document.id)
