"""The bar above the article: every label with its colour and key, and the door to relations."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from annotator.model.changes import Changes
from annotator.ui.icons import icon
from annotator.ui.panels.key_hint import KeyHint, key_of
from annotator.ui.panels.label_chip import LabelChip
from annotator.ui.panels.plain_text import menu_text
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.session import Session

_EDGE = 24
_FAR_EDGE = 14
_GAP = 5
_RELATION = "Relation"
_RELATION_SIGN = "→"


class ChipRow(QWidget):
    """Chips side by side. Where room is short names are shortened, the longest first; chips that
    find no room even so stand in the menu behind "…", but for those of what is selected.
    """

    label_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    """What can be done with a label (id) is asked, at a place of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._chips: list[LabelChip] = []
        self.key_hook: Callable[[QKeyEvent, str], bool] = lambda event, label: False
        """Takes a key on the chip of a label (id) first; False leaves it."""
        self._more = QToolButton(self)
        self._more.setText("…")
        self._more.setAccessibleName("More labels")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)

    @property
    def chips(self) -> tuple[LabelChip, ...]:
        """All chips, in the order of the label set."""
        return tuple(self._chips)

    @property
    def more_button(self) -> QToolButton:
        """The button "…", hidden while all chips have room."""
        return self._more

    def set_chips(self, chips: list[LabelChip]) -> None:
        """Show these chips instead of those before."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = chips
        previous: QWidget | None = None
        for chip in chips:
            chip.setParent(self)
            label = chip.label.id
            chip.clicked.connect(lambda _=False, label=label: self.label_requested.emit(label))
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(
                lambda place, chip=chip: self.menu_requested.emit(
                    chip.label.id, chip.mapToGlobal(place)
                )
            )
            if previous is not None:
                QWidget.setTabOrder(previous, chip)
            previous = chip
        self._place()
        self.updateGeometry()

    def set_marked(self, labels: set[str]) -> None:
        """Mark the chips of these labels (ids), and bring them out from behind "…"."""
        for chip in self._chips:
            chip.set_marked(chip.label.id in labels)
        if self.overflow():
            self._place()

    def overflow(self) -> list[LabelChip]:
        """Return the chips that have no room now."""
        return [chip for chip in self._chips if chip.isHidden()]

    def sizeHint(self) -> QSize:
        """Return room for all chips."""
        widths = [chip.sizeHint().width() + _GAP for chip in self._chips]
        return QSize(sum(widths), self._height())

    def minimumSizeHint(self) -> QSize:
        """One "…" is enough."""
        return QSize(self._more.sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place the chips anew where their size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from chip to chip."""
        focused = next((chip for chip in self._chips if chip.hasFocus()), None)
        if focused is not None and self.key_hook(event, focused.label.id):
            return
        steps = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.focusNextPrevChild(step):
            super().keyPressEvent(event)

    def _height(self) -> int:
        heights = [chip.sizeHint().height() for chip in self._chips]
        return max([*heights, self._more.sizeHint().height()])

    def _place(self) -> None:
        whole = [chip.sizeHint().width() for chip in self._chips]
        names = [chip.name_width() for chip in self._chips]
        least = [chip.least_name_width() for chip in self._chips]
        widths = shorten(whole, names, least, self.width())
        marked = [number for number, chip in enumerate(self._chips) if chip.is_marked]
        shown = choose_shown(widths, marked, self.width(), self._more.sizeHint().width())
        x = 0
        for number, (chip, width) in enumerate(zip(self._chips, widths, strict=True)):
            chip.setVisible(number in shown)
            if number in shown:
                self._put(chip, x, width)
                x += width + _GAP
        self._more.setVisible(len(shown) < len(self._chips))
        self._put(self._more, x, self._more.sizeHint().width())

    def _put(self, widget: QWidget, x: int, width: int) -> None:
        height = widget.sizeHint().height()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - width
        widget.setGeometry(x, (self.height() - height) // 2, width, height)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for chip in self.overflow():
            label = chip.label
            keys = f"\t{label.key.upper()}" if label.key else ""
            action = self._menu.addAction(menu_text(label.name) + keys)
            action.setCheckable(chip.is_marked)
            action.setChecked(chip.is_marked)
            action.triggered.connect(
                lambda _=False, label=label: self.label_requested.emit(label.id)
            )


def fit_widths(widths: list[int], room: int, more: int) -> int:
    """Return how many of these widths fit; where not all do, `more` must fit behind them."""
    if sum(widths) + _GAP * max(0, len(widths) - 1) <= room:
        return len(widths)
    used, count = more, 0
    for width in widths:
        used += width + _GAP
        if used > room:
            break
        count += 1
    return count


def shorten(whole: list[int], names: list[int], least: list[int], room: int) -> list[int]:
    """Return widths of chips that together fit the room, if names cut short can do it.

    `whole` are the widths with the whole `names` (their widths); no name gets less than `least`.
    """
    gaps = _GAP * max(0, len(whole) - 1)

    def widths(most: int) -> list[int]:
        """Return the widths where no name is wider than `most`, or than it must be."""
        return [
            all_of_it - max(0, name - max(most, short))
            for all_of_it, name, short in zip(whole, names, least, strict=True)
        ]

    low, high = 0, max(names, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(widths(middle)) + gaps <= room else (low, middle - 1)
    return widths(low)


def choose_shown(widths: list[int], marked: list[int], room: int, more: int) -> set[int]:
    """Return which chips (by number) are shown: the first that fit, and those that are marked."""
    count = fit_widths(widths, room, more)
    shown = set(range(count))
    for number in marked:
        if number in shown:
            continue
        shown.add(number)
        while sum(widths[one] + _GAP for one in shown) + more > room:
            unmarked = shown.difference(marked)
            if not unmarked:
                shown.discard(number)
                break
            shown.discard(max(unmarked))
    return shown


class LabelBar(QWidget):
    """The labels of the session's label set."""

    label_requested = Signal(str)
    """A span label (id) for what counts."""
    relation_requested = Signal()
    shown_requested = Signal()
    """The list of labels that are switched on and off."""
    label_set_requested = Signal()
    """The window in which labels are made, by a double click beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hidden: frozenset[str] = frozenset()
        self.setAccessibleName("Labels")
        self.row = ChipRow(self)
        self.make_button = QuietButton("Make labels…", self)
        self.make_button.clicked.connect(self.label_set_requested)
        self.relation_button = QPushButton(_RELATION, self)
        self.relation_button.setProperty("quiet", True)
        self.relation_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._relation_hint = KeyHint("", self)
        self.show_relation_key(key_of("start_relation"))
        self.relation_button.setToolTip("Relate the selected span to another one")
        self.shown_button = QToolButton(self)
        self.shown_button.setIcon(icon("eye"))
        self.shown_button.setAccessibleName("Labels shown")
        self.shown_button.setToolTip("Switch labels on and off")
        self.shown_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shown_button.clicked.connect(self.shown_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, 7, _FAR_EDGE, 7)
        layout.setSpacing(4)
        layout.addWidget(self.make_button)
        layout.addWidget(self.row, 1)
        layout.addWidget(self.shown_button)
        layout.addWidget(self.relation_button)
        layout.addWidget(self._relation_hint)
        self.row.label_requested.connect(self.label_requested)
        self.relation_button.clicked.connect(self.relation_requested)
        session.changed.connect(self._take_changes)
        session.selection.changed.connect(self._show_selected)
        session.document_opened.connect(self._show_selected)
        self._show_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the word on the button go before names of labels do."""
        super().resizeEvent(event)
        self._fit_button()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Beside the labels it asks for the window in which they are made; on one it is a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.label_set_requested.emit()

    def _fit_button(self) -> None:
        button = self.relation_button
        word = button.fontMetrics().horizontalAdvance(_RELATION)
        other = self.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
        button.setText(_RELATION if other + word <= self.width() else _RELATION_SIGN)

    def show_relation_key(self, key: str) -> None:
        """Show the key for relations."""
        self._relation_hint.set_keys(key)
        self._relation_hint.setVisible(bool(key))
        words = f"Relation, key {key}" if key else "Relation"
        self.relation_button.setAccessibleName(words)

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.label_set is not None:
            self._show_labels()
        elif changes.spans:
            self._show_selected()

    def _show_labels(self) -> None:
        labels = self._session.label_set.usable_span_labels()
        self.row.set_chips([LabelChip(label, self.row) for label in labels])
        self.make_button.setVisible(not labels)
        self._fit_button()
        self.show_hidden(self._hidden)
        self._show_selected()

    def show_hidden(self, labels: Collection[str]) -> None:
        """Strike the labels (ids) out that are switched off."""
        self._hidden = frozenset(labels)
        for chip in self.row.chips:
            chip.set_off(chip.label.id in self._hidden)

    def _show_selected(self, *_: object) -> None:
        mine = self._session.annotation_set
        spans = [mine.spans.get(span) for span in self._session.selection.spans] if mine else []
        worn = {span.label for span in spans if span is not None}
        self.row.set_marked(worn)
        self.relation_button.setEnabled(bool(spans) or self._session.selection.relation is not None)
