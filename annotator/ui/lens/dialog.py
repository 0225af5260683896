"""The window of what looks like slips: a bar for each kind, the rows, and what is done to them."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.project.consistency.found import Found
from annotator.project.consistency.mending import OddPlace
from annotator.ui.bindings import strokes_of_event
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.elsewhere.histogram import Histogram
from annotator.ui.lens.model import ARTICLE, LEFT, MEND, MINE, RIGHT, TEXT, WHAT, WHO, LensModel
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(1240, 700)
_WIDTHS = {TEXT: 170, WHAT: 270, MEND: 180, WHO: 80, ARTICLE: 150}
_KEYS = (
    "Enter goes there · M mends · K lets stay · Shift ↓ selects more, Ctrl A all · F5 looks again"
)
_KEYS_OF_READERS = "Enter goes there · F5 looks again"
_NARROWEST = 72
"""Pixels of a column."""
_CTRL = Qt.KeyboardModifier.ControlModifier


class LensDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "consistency"

    look_requested = Signal()
    """It shall be looked again, or among other people's labels: `whose`."""
    kinds_changed = Signal()
    """Other kinds are shown now."""
    place_requested = Signal(object)
    """A `Found` shall be seen in its article."""
    mend_requested = Signal(list)
    """Of these (`Found`) those that can be mended shall be."""
    dismiss_requested = Signal(list)
    """These (`Found`) are right as they are."""
    bring_back_requested = Signal()
    """Whatever has ever been let be shall be told again."""
    undo_requested = Signal()

    def __init__(
        self,
        people: Mapping[str, str],
        model: LensModel,
        parent: QWidget | None = None,
        *,
        me: str | None,
        can_change: bool = True,
    ) -> None:
        """`people`: annotator id -> name; `me` is the id of whoever has signed in."""
        super().__init__(parent)
        self._can_change = can_change
        self.setObjectName("lens")
        self.setWindowTitle("Where labels contradict themselves")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.whose = QComboBox(self)
        self.whose.setAccessibleName("Whose labels")
        if me is not None:
            self.whose.addItem("my labels", MINE)
        self.whose.addItem("everybody's labels", "")
        for id, name in people.items():
            if id != me:
                self.whose.addItem(f"labels of {one_line(name, 40)}", id)
        self.histogram = Histogram(self)
        self.histogram.setAccessibleName("Kinds of what is odd")
        self.counts = PlainLabel("", self, tone="muted")
        self.model = model
        self.list = QTreeView(self)
        self.nothing = EmptyList(self)
        self.pages = QStackedWidget(self)
        self.words = ElidedLabel("", self)
        self.keys = ElidedLabel(_KEYS if can_change else _KEYS_OF_READERS, self, tone="faint")
        self.undo_button = QuietButton("Undo", self)
        self.again_button = QuietButton("Look again", self)
        self.back_button = QuietButton("Tell again what may stay", self)
        self.dismiss_button = QPushButton("Let stay", self)
        self.mend_button = QPushButton("Mend", self)
        self.go_button = QPushButton("Go there", self)
        self.close_button = QPushButton("Close", self)
        self._dress()
        self._arrange()
        self._connect()
        self.show_groups()
        self.resize(_SIZE)

    # ---- for whoever opened it -----------------------------------------------------------

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say how much was found, or what happened and whether that can be taken back here."""
        had_focus = self.undo_button.hasFocus()
        self.counts.setText(words)
        self.undo_button.setVisible(can_undo)
        if had_focus and not can_undo:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_groups(self) -> None:
        """Show how many there are of each kind now, and what can be done to what is selected."""
        self.histogram.show_groups(self.model.groups())
        self._foresee()

    def show_nothing(self, heading: str = "", help: str = "") -> None:
        """Show, where there is no row, why; without words the list is shown."""
        self.nothing.say(heading, help)
        is_list = bool(self.model.rowCount() or not heading)
        self.pages.setCurrentWidget(self.list if is_list else self.nothing)

    def show_dismissed(self, count: int) -> None:
        """Show whether anything has been let be that can be told again."""
        self.back_button.setVisible(bool(count) and self._can_change)
        self.back_button.setText(f"Tell again what may stay ({count:,})")

    def let_go(self) -> None:
        """Show no rows any more: they stay, and this window goes."""
        self.list.setModel(None)

    @property
    def place(self) -> OddPlace | None:
        """The place of the row one is at."""
        found = self.model.found(self.row)
        return found.place if found is not None else None

    @property
    def row(self) -> int:
        """The row one is at, -1 where there is none."""
        return self.list.currentIndex().row()

    def chosen(self) -> list[Found]:
        """Return what is selected, in order."""
        rows = sorted({index.row() for index in self.list.selectionModel().selectedRows(TEXT)})
        return [found for row in rows if (found := self.model.found(row)) is not None]

    def go_to_row(self, row: int) -> None:
        """Go to a row, if there is one, or to the last."""
        last = self.model.rowCount() - 1
        if row >= 0 and last >= 0:
            self.list.setCurrentIndex(self.model.index(min(row, last), TEXT))

    def select_places(self, places: list[OddPlace]) -> None:
        """Select these rows again; the rows have become others."""
        wanted, whole = set(places), QItemSelection()
        for row, found in enumerate(self.model.rows):
            if found.place in wanted:
                whole.select(self.model.index(row, 0), self.model.index(row, ARTICLE))
        flag = QItemSelectionModel.SelectionFlag.Select
        self.list.selectionModel().select(whole, flag)

    # ---- making --------------------------------------------------------------------------

    def _dress(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("What looks like slips")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setItemDelegateForColumn(LEFT, NearEnd(self.list))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(_NARROWEST)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._share_width(_SIZE.width())
        self.list.setColumnHidden(WHO, bool(self.whose.currentData()))

    def _share_width(self, width: int) -> None:
        """Let no column take more than its share of a window narrower than usual."""
        share = min(1.0, width / _SIZE.width())
        for column, usual in _WIDTHS.items():
            self.list.header().resizeSection(column, round(usual * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_width(self.width())

    def _arrange(self) -> None:
        top = _row(self.counts, self.undo_button)
        top.addStretch(1)
        top.addWidget(self.again_button)
        top.addWidget(self.whose)
        self.counts.setWordWrap(False)
        keeping = self.undo_button.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.undo_button.setSizePolicy(keeping)
        self.undo_button.hide()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.nothing)
        bottom = _row(self.back_button)
        bottom.addStretch(1)
        for button in (self.dismiss_button, self.mend_button):
            bottom.addWidget(button)
            button.setVisible(self._can_change)
        bottom.addSpacing(12)
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.go_button)
        for button in (self.close_button, self.go_button, self.mend_button, self.dismiss_button):
            button.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.histogram)
        whole.addWidget(self.pages, 1)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self.words)
        said.addWidget(self.keys)
        whole.addLayout(said)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.whose.currentIndexChanged.connect(lambda _: self._choose_whose())
        self.histogram.chosen_changed.connect(self._filter)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._go())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._foresee())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._foresee())
        self.again_button.clicked.connect(self.look_requested)
        self.back_button.clicked.connect(self.bring_back_requested)
        self.undo_button.clicked.connect(self.undo_requested)
        self.dismiss_button.clicked.connect(self._dismiss)
        self.mend_button.clicked.connect(self._mend)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)

    # ---- what happens --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list Enter goes to the place; M or Ctrl Enter mends, K or Delete lets stay."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.list and is_key and self._take_key(event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, F5 looks again, Ctrl Z takes back, Ctrl Enter mends, Esc leaves."""
        if event.key() == Qt.Key.Key_F5:
            self.look_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif is_enter(event) and event.modifiers() & _CTRL:
            self._mend()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        plain = {one.key for one in strokes_of_event(event) if not one.modifiers}
        if is_enter(event) and not event.modifiers() & _CTRL:
            self._go()
        elif int(Qt.Key.Key_M) in plain:
            self._mend()
        elif int(Qt.Key.Key_K) in plain or int(Qt.Key.Key_Delete) in plain:
            self._dismiss()
        else:
            # No letter looks for a row: the other keys beside these would jump about.
            is_letter = event.text().isprintable() and bool(event.text().strip())
            return is_letter and not event.modifiers() & _CTRL
        return True

    def _choose_whose(self) -> None:
        self.list.setColumnHidden(WHO, bool(self.whose.currentData()))
        self.look_requested.emit()

    def _filter(self) -> None:
        place = self.place
        self.model.show_kinds(self.histogram.chosen)
        self.show_groups()
        self.go_to_row(max(0, self.model.row_of(place)))
        self.kinds_changed.emit()

    def _foresee(self) -> None:
        """Say what is odd where one is, and how many of those selected can be mended."""
        chosen = self.chosen()
        mendable = sum(can_mend(one) for one in chosen)
        self.mend_button.setText(f"Mend {mendable:,}" if mendable > 1 else "Mend")
        self.mend_button.setEnabled(bool(mendable))
        self.dismiss_button.setText(f"Let {len(chosen):,} stay" if len(chosen) > 1 else "Let stay")
        self.dismiss_button.setEnabled(bool(chosen))
        here = self.model.found(self.row)
        self.go_button.setEnabled(here is not None)
        self.words.setText(self.model.words(here) if here is not None else "")

    def _mend(self) -> None:
        if self._can_change and self.mend_button.isEnabled():
            self.mend_requested.emit([one for one in self.chosen() if can_mend(one)])

    def _dismiss(self) -> None:
        if self._can_change and self.dismiss_button.isEnabled():
            self.dismiss_requested.emit(self.chosen())

    def _go(self) -> None:
        found = self.model.found(self.row)
        if found is not None:
            self.place_requested.emit(found)


def can_mend(found: Found) -> bool:
    """Tell whether one key mends it: it is mine, and what is right can be told."""
    return found.is_mine and bool(found.oddity.mend)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in widgets:
        row.addWidget(one)
    return row
