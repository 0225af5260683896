"""The window of what the label set does not allow: what is wrong where, and what would mend it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.bindings import shown_keys, stroke_of, strokes_of_event
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.elsewhere.histogram import Histogram
from annotator.ui.models.article_words import one_line
from annotator.ui.not_allowed.fix_bar import FixBar
from annotator.ui.not_allowed.key_button import KeyButton
from annotator.ui.not_allowed.model import (
    ARTICLE,
    KIND,
    LEFT,
    MINE,
    PROJECT_ORDER,
    RIGHT,
    TEXT,
    WHOSE,
    WRONG,
    NotAllowedModel,
)
from annotator.ui.not_allowed.row_view import RowView
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(1200, 680)
_WIDTHS = {KIND: 96, WRONG: 270, TEXT: 200, WHOSE: 90, ARTICLE: 160}
_ALIKE = "Ctrl+E"
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class NotAllowedDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "not-allowed"

    place_requested = Signal(object)
    """An `InvalidPlace` shall be seen in its article."""
    fix_requested = Signal(list, object)
    """Places, and what shall mend them."""
    undo_requested = Signal()
    filter_changed = Signal()
    """Other kinds or people are chosen; the model shows them."""
    stop_requested = Signal()
    """Looking, or mending, shall end where it is; where it has ended so, it shall begin again."""

    def __init__(
        self,
        label_set: LabelSet,
        names: Mapping[str, str],
        model: NotAllowedModel,
        parent: QWidget | None = None,
        *,
        can_mend: bool = True,
    ) -> None:
        super().__init__(parent)
        self._can_mend = can_mend
        self.setObjectName("not_allowed")
        self.setWindowTitle("What is not allowed")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.model = model
        self.kinds = Histogram(self)
        self.kinds.setAccessibleName("Kinds")
        self.whose = QComboBox(self)
        self.whose.setAccessibleName("Whose labels")
        if can_mend:
            self.whose.addItem("your labels", MINE)
        self.whose.addItem("everybody's labels", "")
        for id, name in names.items():
            self.whose.addItem(f"labels of {one_line(name, 40)}", id)
        self.said = PlainLabel("", self, tone="muted")
        self.stop_button = QuietButton("Stop", self)
        self.undo_button = QuietButton("Undo", self)
        self.list = RowView(self)
        self.nothing = EmptyList(self)
        self.fix_bar = FixBar(label_set, self)
        self.alike_button = KeyButton("Select alike", shown_keys(_ALIKE), self)
        self.go_button = QPushButton("Go there", self)
        self.close_button = QPushButton("Close", self)
        self._pile = QStackedLayout()
        self._scrolled: int | None = None
        """How far down the list was before it was filled anew."""
        model.kinds, model.whose = frozenset(), str(self.whose.currentData())
        self._dress()
        self._arrange()
        self._connect()
        self.resize(_SIZE)

    # ---- for whoever opened it

    def say(self, words: str, *, can_undo: bool = False, stop: str = "") -> None:
        """Say how much was found, or what happened; `stop`: the word on the button that ends it, or
        begins it again; empty: nothing is under way."""
        had_focus = self.undo_button.hasFocus() or self.stop_button.hasFocus()
        self.said.setText(words)
        self.undo_button.setVisible(can_undo)
        self.stop_button.setVisible(bool(stop))
        if stop:
            self.stop_button.setText(stop)
            self.stop_button.setAccessibleName(stop)
        is_gone = not (self.undo_button.hasFocus() or self.stop_button.hasFocus())
        if had_focus and is_gone:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, nothing: tuple[str, str]) -> None:
        """Show what the model has now; where that is nothing, these words: heading and help."""
        self.kinds.show_groups(self.model.count_kinds())
        has_rows = self.model.rowCount() > 0
        self.nothing.say(*nothing)
        nowhere = (None, self.list, self.nothing, self.close_button)
        has_moved = self.focusWidget() not in nowhere  # by hand: the focus stays there
        self._pile.setCurrentWidget(self.list if has_rows else self.nothing)
        if not has_moved:
            held = self.list if has_rows else self.close_button
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setColumnHidden(WHOSE, bool(self.model.whose))
        for button in (self.go_button, self.alike_button):
            button.setEnabled(has_rows)
        self.fix_bar.setVisible(has_rows and self._can_mend)
        self._show_selected()

    @property
    def row(self) -> int:
        """The row one is at, -1 where there is none."""
        return self.list.currentIndex().row()

    @property
    def has_selection(self) -> bool:
        """Whether any row is selected; a list that gets the focus goes to a row without that."""
        return self.list.selectionModel().hasSelection()

    def go_to_row(self, row: int) -> None:
        """Go to a row, if there is one, or to the last, and select it alone. What is seen does not
        move unless it must."""
        last = self.model.rowCount() - 1
        if row >= 0 and last >= 0:
            if self._scrolled is not None:
                self.list.updateGeometries()
                self.list.verticalScrollBar().setValue(self._scrolled)
                self._scrolled = None
            index = self.model.index(min(row, last), TEXT)
            self.list.selectionModel().setCurrentIndex(index, _SELECT)
            self.list.scrollTo(index)

    def selected(self) -> list[InvalidPlace]:
        """Return the places that are selected, as they are shown."""
        parts = self.list.selectionModel().selection().toList()
        places = self.model.places
        if len(parts) == 1:
            return list(places[parts[0].top() : parts[0].bottom() + 1])
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [places[row] for row in sorted(rows) if row < len(places)]

    def let_go(self) -> None:
        """Show nothing more: the model may go before this window does."""
        self.list.setModel(None)

    # ---- making

    def _dress(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("What is not allowed")
        self.list.setItemDelegateForColumn(LEFT, NearEnd(self.list))
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        self._show_order()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.kinds, 1)
        top.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignTop)
        told = QHBoxLayout()
        told.setSpacing(8)
        for widget in (self.said, self.undo_button, self.stop_button):
            told.addWidget(widget)
        told.addStretch(1)
        told.addWidget(self.alike_button)
        self._pile.addWidget(self.list)
        self._pile.addWidget(self.nothing)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.fix_bar, 1)
        for button in (self.close_button, self.go_button):
            button.setAutoDefault(False)
            bottom.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        keeping = self.fix_bar.sizePolicy()
        keeping.setRetainSizeWhenHidden(self._can_mend)
        self.fix_bar.setSizePolicy(keeping)
        self.fix_bar.hide()
        if not self._can_mend:
            bottom.insertStretch(0, 1)
        self.said.setWordWrap(False)
        for button in (self.undo_button, self.stop_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves it in the list
            button.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addLayout(told)
        whole.addLayout(self._pile, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.kinds.chosen_changed.connect(self._filter)
        self.whose.currentIndexChanged.connect(lambda _: self._filter())
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._go())
        self.list.horizontalHeader().sectionClicked.connect(self._sort)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self.model.modelAboutToBeReset.connect(self._keep_still)
        self.fix_bar.fix_requested.connect(self.fix_requested)
        self.undo_button.clicked.connect(self.undo_requested)
        self.stop_button.clicked.connect(self.stop_requested)
        self.alike_button.clicked.connect(self._select_alike)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)

    # ---- what happens

    def _keep_still(self) -> None:
        if self._scrolled is None:
            self._scrolled = self.list.verticalScrollBar().value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list Enter goes to a place, Ctrl E selects all that is alike; other keys mend."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._take_list_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Ctrl Z takes back, Esc leaves."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _take_list_key(self, event: QKeyEvent) -> bool:
        if is_enter(event):
            self._go()
        elif stroke_of(_ALIKE) in strokes_of_event(event):
            self._select_alike()
        else:
            return self._can_mend and self.fix_bar.take_key(event)
        return True

    def _go(self) -> None:
        place = self.model.place(self.row)
        if place is not None:
            self.place_requested.emit(place)

    def _select_alike(self) -> None:
        """Bring what is alike together and select it."""
        place = self.model.place(self.row)
        if place is None:
            return
        self.model.gather()
        self._show_order()
        self.go_to_row(self.model.row_of(place))
        alike = self.model.alike(self.row)
        self.list.selectionModel().select(alike, _SELECT)
        for row in (alike.first().bottom(), alike.first().top(), self.row):  # the last one for sure
            self.list.scrollTo(self.model.index(row, TEXT))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> None:
        row = self.row
        self.model.kinds = self.kinds.chosen
        self.model.whose = str(self.whose.currentData() or "")
        self.model.show_anew()
        self.filter_changed.emit()
        self.go_to_row(max(0, row))

    def _sort(self, column: int) -> None:
        place = self.model.place(self.row)
        self.model.sort_by(column)
        self._show_order()
        if place is not None:
            self.go_to_row(self.model.row_of(place))

    def _show_order(self) -> None:
        header = self.list.horizontalHeader()
        order = self.model.order
        header.setSortIndicatorShown(order != PROJECT_ORDER)
        if order != PROJECT_ORDER:
            down = self.model.is_descending
            header.setSortIndicator(
                order, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )

    def _show_selected(self) -> None:
        if self._can_mend:
            self.fix_bar.show_selected(self.selected())
