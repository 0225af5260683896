"""The window of all entities: found, renamed, merged; below them the mentions of one, to go to and
to split off."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.project.entities.rows import EntityRow
from annotator.ui.concordance.model import TEXT
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.entities.entity_model import (
    NAME,
    EntityModel,
    Ready,
)
from annotator.ui.entities.list_views import dress_entities, dress_mentions
from annotator.ui.entities.mention_model import MentionModel
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton

_SIZE = QSize(1100, 720)
_CTRL = Qt.KeyboardModifier.ControlModifier


class EntityListDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "entities"

    entity_changed = Signal(str)
    """The mentions of another entity (id; empty: of none) shall be shown."""
    place_requested = Signal(object)
    """A `MentionPlace` shall be seen in its article."""
    merge_requested = Signal(list)
    """Entities (`EntityRow`) shall be one."""
    split_requested = Signal(list, str)
    """Mentions (`MentionPlace`) shall be those of a new entity of this name."""
    remove_requested = Signal(list)
    """Entities (`EntityRow`) to which nothing is linked shall go."""
    undo_requested = Signal()

    def __init__(
        self, mentions: MentionModel, parent: QWidget | None = None, *, can_change: bool = True
    ) -> None:
        super().__init__(parent)
        self._can_change = can_change
        self._entity = ""
        self.link_key = ""
        """The key that links what is selected, as it is shown."""
        self.setObjectName("entities")
        self.setWindowTitle("Entities of the project")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Search by name or outside id")
        self.search.setAccessibleName("Search entities")
        self.counts = PlainLabel("", self, tone="muted")
        self.entities = EntityModel(self)
        self.list = QTreeView(self)
        self.empty = EmptyList(self)
        self.stack = QStackedWidget(self)
        self.heading = PlainLabel("", self, tone="strong")
        self.mentions = mentions
        mentions.setParent(self)
        self.mention_list = QTreeView(self)
        self.said = PlainLabel("", self, tone="muted")
        self.undo_button = QuietButton("Undo", self)
        self.all_button = QuietButton("Tick all or none", self)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("Name of the new entity")
        self.name.setAccessibleName("Name of the entity that is split off")
        self.split_button = QPushButton("Split off", self)
        self.rename_button = QPushButton("Rename", self)
        self.merge_button = QPushButton("Merge…", self)
        self.remove_button = QPushButton("Remove", self)
        self._changing = (
            self.split_button, self.merge_button, self.rename_button, self.remove_button,
        )  # fmt: skip
        self.go_button = QPushButton("Go there", self)
        self.close_button = QPushButton("Close", self)
        dress_entities(self.list, self.entities, can_change=can_change)
        dress_mentions(self.mention_list, self.mentions, can_change=can_change)
        self._arrange()
        self._connect()
        self._show_what_can_be_done()
        self.resize(_SIZE)

    # ---- for whoever opened it -----------------------------------------------------------

    @property
    def entity(self) -> str:
        """The entity (id) whose mentions are shown; empty: none."""
        return self._entity

    @property
    def row(self) -> int:
        """The mention one is at, -1 where there is none."""
        return self.mention_list.currentIndex().row()

    def show_rows(self, rows: list[Ready]) -> None:
        """Show these entities; the one that one was at stays so."""
        entity, is_in_list = self._entity, self.list.hasFocus()
        self.entities.show_rows(rows)
        self._show_found()
        self.go_to_entity(entity)
        if is_in_list:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_entity(self, entity: str) -> None:
        """Go to an entity (id), or to the first."""
        row = max(0, self.entities.row_of(entity))
        index = self.entities.index(row, NAME)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self._take_current()

    def go_to_mention(self, row: int) -> None:
        """Go to a mention, or to the last."""
        last = self.mentions.rowCount() - 1
        if row >= 0 and last >= 0:
            self.mention_list.setCurrentIndex(self.mentions.index(min(row, last), TEXT))

    def show_heading(self, words: str) -> None:
        """Say whose mentions are shown, and how many there are."""
        self.heading.setText(words)
        self._show_what_can_be_done()

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Say what happened, and whether it can be taken back here."""
        had_focus = self.undo_button.hasFocus()
        self.said.setText(words)
        self.undo_button.setVisible(can_undo)
        if had_focus and not can_undo:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def be_busy(self, is_busy: bool) -> None:
        """Change nothing while something is being done."""
        for part in (self.list, *self._changing):
            part.setEnabled(not is_busy)
        if not is_busy:
            self._show_what_can_be_done()

    def chosen(self) -> list[EntityRow]:
        """Return the entities that are selected, as they are listed."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows(NAME))
        return [one for row in rows if (one := self.entities.entity_at(row)) is not None]

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        above, below, self._gap = QWidget(self), QWidget(self), QWidget(self)
        upper, lower = QVBoxLayout(above), QVBoxLayout(below)
        for column in (upper, lower):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        upper.setContentsMargins(0, 0, 0, 12)
        lower.setContentsMargins(0, 10, 0, 0)
        upper.addWidget(self.search)
        upper.addLayout(_row(self.counts, self.said, self.undo_button, stretch=0))
        upper.addWidget(self.stack, 1)
        upper.addLayout(_row(self.rename_button, self.merge_button, self.remove_button))
        lower.addWidget(self.heading)
        lower.addWidget(self.mention_list, 1)
        bottom = _row(
            self.all_button,
            self.name,
            self.split_button,
            self._gap,
            self.close_button,
            self.go_button,
            stretch=3,
        )
        self._below = below
        self.name.setFixedWidth(300)
        for one in (self.counts, self.said):
            one.setWordWrap(False)
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(above)
        self.halves.addWidget(below)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(8)
        whole.addWidget(self.halves, 1)
        whole.addLayout(bottom)
        for button in (
            self.split_button, self.rename_button, self.merge_button, self.remove_button,
            self.go_button,
            self.close_button,
        ):  # fmt: skip
            button.setAutoDefault(False)
        for part in (
            self.rename_button, self.merge_button, self.remove_button, self.all_button,
            self.name, self.split_button,
        ):  # fmt: skip
            part.setVisible(self._can_change)
        self.undo_button.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look)
        for watched in (self.search, self.list, self.mention_list, self.name):
            watched.installEventFilter(self)
        chosen = self.list.selectionModel()
        chosen.currentRowChanged.connect(lambda *_: self._take_current())
        chosen.selectionChanged.connect(lambda *_: self._show_what_can_be_done())
        self.list.header().sectionClicked.connect(self._sort)
        self.list.doubleClicked.connect(lambda _: self._enter_mentions())
        self.mention_list.doubleClicked.connect(lambda _: self._go())
        self.mentions.ticks_changed.connect(self._take_ticks)
        self.name.textChanged.connect(lambda _: self._show_what_can_be_done())
        self.all_button.clicked.connect(self.mentions.turn_all)
        self.rename_button.clicked.connect(self._rename)
        self.merge_button.clicked.connect(self._merge)
        self.remove_button.clicked.connect(self._remove)
        self.split_button.clicked.connect(self._split)
        self.undo_button.clicked.connect(self.undo_requested)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)

    # ---- what happens --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the entities, Enter on to the mentions, and from one of
        those into its article; Space ticks it. (The Enter that ends typing over a name comes by
        here too, while the list has no focus.)"""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search and (event.key() == Qt.Key.Key_Down or is_enter(event)):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            elif watched is self.list and is_enter(event) and self.list.hasFocus():
                self._enter_mentions()
            elif watched is self.list and event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
                self._remove()
            elif watched is self.mention_list and is_enter(event):
                self._go()
            elif watched is self.mention_list and event.key() == Qt.Key.Key_Space:
                self.mentions.turn_tick(self.row)
            elif watched is self.name and is_enter(event):
                self._split()
            else:
                return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Ctrl Z takes back, Ctrl F searches, Esc leaves."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def _look(self, typed: str) -> None:
        entity = self._entity
        self.entities.look_for(typed)
        self._show_found()
        self.go_to_entity(entity)

    def _sort(self, column: int) -> None:
        entity = self._entity
        self.entities.sort_by(column)
        self.go_to_entity(entity)

    def _show_found(self) -> None:
        count, found = self.entities.count, self.entities.found_count
        noun = "entity" if count == 1 else "entities"
        is_some = bool(self.search.text().strip())
        self.counts.setText(f"{found:,} of {count:,} {noun}" if is_some else f"{count:,} {noun}")
        self.stack.setCurrentIndex(0 if found else 1)
        self.counts.setVisible(count > 0)
        self.search.setEnabled(count > 0)
        for button in (self.rename_button, self.merge_button, self.remove_button):
            button.setVisible(self._can_change and count > 0)
        self._below.setVisible(count > 0)
        for control in (self.all_button, self.name, self.split_button):
            control.setVisible(self._can_change and count > 0)
        if not count:
            press = f" and press {self.link_key}" if self.link_key else ""
            self.empty.say(
                "No entities yet",
                f"Select a span in an article{press} to say who or what it is.",
            )
        else:
            self.empty.say("No entity has that name", "Nor does an outside id begin so.")

    def _take_current(self) -> None:
        current = self.entities.entity_at(self.list.currentIndex().row())
        entity = current.entity.id if current is not None else ""
        if entity != self._entity:
            self._entity = entity
            self.entity_changed.emit(entity)
        self._show_what_can_be_done()

    def _take_ticks(self) -> None:
        """Propose the words of the first that is ticked as the new name, until one is typed."""
        ticked = self.mentions.ticked()
        if not self.name.isModified():
            self.name.setText(one_line(ticked[0].text, 200) if ticked else "")
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        chosen, ticked = len(self.list.selectionModel().selectedRows()), len(self.mentions.ticked())
        self.merge_button.setText(f"Merge {chosen:,}…" if chosen > 1 else "Merge…")
        self.merge_button.setEnabled(chosen > 1)
        self.rename_button.setEnabled(chosen == 1)
        self.remove_button.setText(f"Remove {chosen:,}" if chosen > 1 else "Remove")
        self.remove_button.setEnabled(
            self._can_change and chosen > 0 and not any(one.spans for one in self.chosen())
        )
        self.split_button.setText(f"Split off {ticked:,}" if ticked else "Split off")
        self.split_button.setEnabled(ticked > 0 and bool(self.name.text().strip()))
        has_mentions = self.mentions.rowCount() > 0
        self.name.setEnabled(ticked > 0)
        self.all_button.setEnabled(has_mentions)
        self.go_button.setEnabled(has_mentions)

    def _enter_mentions(self) -> None:
        self.go_to_mention(max(0, self.row))
        self.mention_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rename(self) -> None:
        index = self.entities.index(self.list.currentIndex().row(), NAME)
        if index.isValid():
            clear_and_select = QItemSelectionModel.SelectionFlag.SelectCurrent
            rows = QItemSelectionModel.SelectionFlag.Rows
            self.list.selectionModel().setCurrentIndex(index, clear_and_select | rows)
            self.list.edit(index)

    def _merge(self) -> None:
        chosen = self.chosen()
        if len(chosen) > 1:
            self.merge_requested.emit(chosen)

    def _remove(self) -> None:
        if self.remove_button.isEnabled():
            self.remove_requested.emit(self.chosen())

    def _split(self) -> None:
        if self.split_button.isEnabled() and self._can_change:
            self.split_requested.emit(self.mentions.ticked(), self.name.text())

    def forget_name(self) -> None:
        """Let the words of what is ticked next be proposed again."""
        self.name.clear()
        self.name.setModified(False)

    def _go(self) -> None:
        place = self.mentions.hit(max(0, self.row))
        if place is not None:
            self.place_requested.emit(place)


def _row(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Widgets beside each other; the one at `stretch` takes the room, else what is behind them."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, one in enumerate(widgets):
        row.addWidget(one, 1 if place == stretch else 0)
    if stretch < 0:
        row.addStretch(1)
    return row
