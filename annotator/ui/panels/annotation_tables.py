"""The panel of spans and relations as tables: the text's other form, to be read and acted on."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.model.changes import Changes
from annotator.ui.bindings import Bindings, find_label
from annotator.ui.models.annotation_words import AnnotationWords
from annotator.ui.models.annotations import RelationsModel, SpansModel
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.annotation_view import AnnotationView
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.search_field import SearchField
from annotator.ui.relation_labels import relabel_by_key, selected_relation
from annotator.ui.session import Session

_TYPING_PAUSE_MS = 120
_ACTIONS = frozenset({"delete", "edit_note", "label_by_name", "start_relation"})
"""What the keys of the text do here too: all of it is about what is selected."""


class AnnotationTables(QWidget):
    """Two tables of the open article. They work only while they are shown."""

    reveal_requested = Signal(str)
    """A span or relation (id) shall come into view; the focus stays here."""
    go_requested = Signal(str)
    """The hand wants to go to this span or relation (id) in the text."""
    leave_requested = Signal()
    action_requested = Signal(str)
    """An action (id) on what is selected."""
    label_requested = Signal(str)
    """The selected spans shall wear this label (id)."""

    def __init__(self, session: Session, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bindings = bindings
        self.setObjectName("annotation_tables")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Spans and relations")
        self.tabs = QTabBar(self)
        self.filter = SearchField("", self)
        self.order = MenuButton("Sort rows by", self)
        self.spans = AnnotationView(SpansModel(self), "Spans", self._take_key, self)
        self.relations = AnnotationView(RelationsModel(self), "Relations", self._take_key, self)
        # One relation is selected in a window at a time.
        self.relations.setSelectionMode(AnnotationView.SelectionMode.SingleSelection)
        self._views = (self.spans, self.relations)
        self._stack = QStackedWidget(self)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._selecting: AnnotationView | None = None
        """The table in which the hand selects just now: it shows already what is selected."""
        self._is_due = True
        """Whether something happened while nobody was looking."""
        self._arrange()
        self._connect()

    # ---- for the window ------------------------------------------------------------------

    @property
    def view(self) -> AnnotationView:
        """The table in front."""
        return self._views[self.tabs.currentIndex()]

    def focus_table(self) -> None:
        """Put the focus into the table in front, onto what is selected."""
        view = self.view
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not view.currentIndex().isValid() and view.rows.rowCount():
            view.set_following(True)
            view.setCurrentIndex(view.rows.index(0, 0))
            view.set_following(False)

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.tabs.setAccessibleName("Tables")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.filter.setPlaceholderText("Filter rows")
        self.filter.setAccessibleName("Filter rows")
        self.filter.setMaximumWidth(260)
        for view, heading in zip(self._views, ("Spans", "Relations"), strict=True):
            self.tabs.addTab(heading)
            self._stack.addWidget(view)
        top = QHBoxLayout()
        top.setContentsMargins(10, 4, 10, 4)
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.filter, 1)
        top.addWidget(self.order)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)
        self._show_order()

    def _connect(self) -> None:
        session = self._session
        session.selection.changed.connect(self._follow_selection)
        session.document_opened.connect(self._show)
        session.changed.connect(self._take_changes)
        self._pause.timeout.connect(self._filter)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.filter.list_requested.connect(self.focus_table)
        self.filter.leave_requested.connect(self.leave_requested)
        self.tabs.currentChanged.connect(self._turn_to)
        self.order.choice_requested.connect(self._sort)
        for view in self._views:
            view.rows.filled.connect(self._take_filled)
            view.rows_selected.connect(self._select)
            view.row_chosen.connect(self.go_requested)
            view.leave_requested.connect(self.leave_requested)
            view.horizontalHeader().sortIndicatorChanged.connect(self._show_order)

    # ---- what is shown ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self._show()

    def _words(self) -> AnnotationWords | None:
        session = self._session
        if session.document is None or session.annotation_set is None:
            return None
        return AnnotationWords.of(session.document.text, session.annotation_set, session.label_set)

    def _show(self, *_: object) -> None:
        """Show the open article, as soon as somebody looks."""
        self._is_due = self.isHidden()
        words = None if self._is_due else self._words()
        for view in self._views:
            view.set_following(True)
            view.rows.show_words(words)
            view.set_following(False)

    def _take_changes(self, changes: Changes, origin: object) -> None:
        document = self._session.document
        is_mine = changes.document is not None and changes.annotation_set is not None
        if changes.label_set is not None:
            self._show()
        elif document is not None and is_mine and changes.document == document.id:
            self._take_marks(changes)

    def _take_marks(self, changes: Changes) -> None:
        words = None if self.isHidden() else self._words()
        if words is None or not (changes.spans or changes.relations):
            self._is_due = self._is_due or self.isHidden()
            return
        for view in self._views:
            view.set_following(True)
            view.rows.take_changes(changes, words)
            view.set_following(False)
        self._count()
        selection = self._session.selection
        if self.view.hasFocus() and not selection.spans and selection.relation is None:
            self.view.select_current()  # the row below the one that was deleted
        else:
            self._follow_selection()

    def _take_filled(self) -> None:
        self._count()
        self._follow_selection()

    def _count(self) -> None:
        for number, (view, noun) in enumerate(zip(self._views, ("span", "relation"), strict=True)):
            shown, total = view.rows.rowCount(), view.rows.total
            words = count_words(total, noun)
            self.tabs.setTabText(number, words if shown == total else f"{shown:,} of {words}")

    # ---- the selection -----------------------------------------------------------------------

    def _follow_selection(self) -> None:
        """Select the rows of what is selected in the window."""
        if self.isHidden():
            return
        selection = self._session.selection
        relation = selection.relation
        if self._selecting is not self.spans:
            self.spans.follow(selection.spans)
        if self._selecting is not self.relations:
            self.relations.follow([relation] if relation is not None else [])

    def _select(self) -> None:
        """Select in the window what the hand selected here."""
        self._selecting = view = self.view
        ids = view.selected_ids()
        if len(ids) == 1 or (ids and view is self.relations):
            self.reveal_requested.emit(ids[-1])
        elif ids:
            self._session.selection.select_spans(ids)
        self._selecting = None

    def _turn_to(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._show_order()

    # ---- sorting and filtering ---------------------------------------------------------------

    def _filter(self) -> None:
        for view in self._views:
            view.set_following(True)
            view.rows.set_filter(self.filter.text())
            view.set_following(False)

    def _show_order(self, *_: object) -> None:
        """Offer the columns of the table in front: its header takes the mouse alone."""
        columns = self.view.rows.columns
        choices = [Choice(column, f"By {column.lower()}") for column in columns]
        sorted_by = self.view.horizontalHeader().sortIndicatorSection()
        self.order.set_choices(choices, columns[sorted_by])

    def _sort(self, column: str) -> None:
        """Sort by a column (its name); the one that sorts already is turned round."""
        header, number = self.view.horizontalHeader(), self.view.rows.columns.index(column)
        is_turned = header.sortIndicatorSection() == number
        order = header.sortIndicatorOrder() if is_turned else Qt.SortOrder.DescendingOrder
        is_descending = order == Qt.SortOrder.DescendingOrder
        wanted = Qt.SortOrder.AscendingOrder if is_descending else Qt.SortOrder.DescendingOrder
        self.view.sortByColumn(number, wanted)

    # ---- keys ----------------------------------------------------------------------------------

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do to the selected rows what the key does to what is selected in the text."""
        action = self._bindings.find_action(event, "article")
        if action in _ACTIONS:
            self.action_requested.emit(action)
            return True
        if action is not None:
            return False
        if selected_relation(self._session) is not None:
            return relabel_by_key(event, self._session, self)
        label = find_label(event, self._session.label_set)
        if label is None or not self._session.selection.spans:
            return False
        self.label_requested.emit(label)
        return True
