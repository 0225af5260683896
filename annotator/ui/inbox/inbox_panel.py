"""The inbox at the right of the article: a card for each change, and what is said of it."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.hints import counted
from annotator.ui.inbox.inbox import Inbox
from annotator.ui.inbox.inbox_delegate import InboxDelegate
from annotator.ui.inbox.inbox_model import InboxModel
from annotator.ui.panels.discussion import Discussion, ReplyField
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Heading
from annotator.ui.review.card_view import CardView

_EDGE = 14
_PAGE = 5
"""Cards that PgUp and PgDn pass."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}
NOTHING = (
    "Nothing waits for you. When a reviewer settles what you and a colleague label differently,"
    " you find here what was decided, and why."
)


class InboxView(CardView):
    """The cards with the focus on them: arrows walk, all other keys are asked for."""

    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.cards = InboxDelegate()
        super().__init__(self.cards, parent)
        self.setAccessibleName("Inbox")
        self.key_hook: Callable[[QKeyEvent], bool] = lambda event: False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or let somebody else know what a key means; none is typed to search here."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_requested.emit(step)
        elif not self.key_hook(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the card one is at be told."""
        super().focusInEvent(event)
        self.viewport().update()


class InboxPanel(QWidget):
    """Shows an inbox; a click on a card goes there."""

    help_page = "inbox"

    leave_requested = Signal()
    """The hand wants back to the cards."""
    close_requested = Signal()
    action_requested = Signal(str)
    """An action (id) was asked for by a button."""
    card_opened = Signal()
    """A card was clicked: one wants to see its place."""

    def __init__(self, inbox: Inbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inbox = inbox
        self.heading = Heading("Inbox", self)
        self.close_button = QuietButton("Close", self)
        self.close_button.setAccessibleName("Close the inbox")
        self.model = InboxModel(inbox, self)
        self.view = InboxView(self)
        self.view.setModel(self.model)
        self.nothing = PlainLabel("", self, tone="muted")
        self.objection = ReplyField(self)
        self.objection.setPlaceholderText("Why? Enter gives it back to the reviewer")
        self.objection.setAccessibleName("Why you contest it")
        self.objection.hide()
        self.accept_all = QuietButton("Accept all in this article", self)
        self.accepted = QuietButton("", self)
        self.accepted.setCheckable(True)
        self._discussed = Heading("Discussion", self)
        self.discussion = Discussion()
        self._arrange()
        self._connect()
        self._show()

    def focus_cards(self) -> None:
        """Put the focus on the cards, or on what closes the inbox where there is none."""
        target = self.view if not self.view.isHidden() else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self.view.cards.shown_key = shown_key
        self.view.scheduleDelayedItemsLayout()

    def write_objection(self) -> None:
        """Let it be written why one contests the verdict one is at."""
        told = self._inbox.told
        if told is not None and told.row.concern is not None:
            self.objection.clear()
            self.objection.show()
            self.objection.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_remark(self) -> None:
        """Put the cursor into the field for what one has to say."""
        if not self.discussion.isHidden():
            self.discussion.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- making

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        buttons = FlowLayout(spacing=2)
        buttons.addWidget(self.accept_all)
        buttons.addWidget(self.accepted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 8, _EDGE, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.objection)
        layout.addLayout(buttons)
        layout.addWidget(self._discussed)
        layout.addWidget(self.discussion)
        layout.addStretch()

    def _connect(self) -> None:
        inbox = self._inbox
        self.view.clicked.connect(self._choose)
        self.view.step_requested.connect(inbox.step)
        self.close_button.clicked.connect(self.close_requested)
        self.accept_all.clicked.connect(lambda: self.action_requested.emit("accept_article"))
        self.accepted.toggled.connect(inbox.show_accepted)
        self.objection.returnPressed.connect(self._contest)
        self.objection.leave_requested.connect(self._drop_objection)
        self.discussion.remark_requested.connect(self._remark)
        self.discussion.leave_requested.connect(self.leave_requested)
        inbox.rows_changed.connect(self._show)
        inbox.current_changed.connect(self._take_current)

    # ---- what happens

    def _show(self) -> None:
        inbox = self._inbox
        waiting = inbox.waiting_count
        self.heading.setText(f"INBOX · {waiting:,} WAITING" if waiting else "INBOX")
        self.view.setVisible(bool(inbox.rows))
        self.nothing.setVisible(not inbox.rows)
        self.nothing.setText(self._why_empty())
        self.accept_all.setVisible(bool(inbox.rows))
        count = inbox.accepted_count
        self.accepted.setText(f"{counted(count, 'accepted change')}" if count else "Accepted")
        self.accepted.setVisible(bool(count) or inbox.shows_accepted)
        self._show_current()

    def _why_empty(self) -> str:
        if self._inbox.project.me is None:
            return "Say who you are, and you see what was decided about your labels."
        return NOTHING if self._inbox.is_read else "Looking for what was decided…"

    def _take_current(self) -> None:
        self._drop_objection(has_to_leave=False)
        self.discussion.reply.clear()
        self._show_current()

    def _show_current(self) -> None:
        told = self._inbox.told
        for widget in (self._discussed, self.discussion):
            widget.setVisible(told is not None)
        if told is None or self._inbox.current is None:
            return
        self.discussion.show_thread(told.row.thread, self._inbox.name_of)
        index = self.model.index_of(self._inbox.current)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.view.doItemsLayout()  # first, so that what follows need not do it too
        self.view.selectionModel().setCurrentIndex(index, flag)
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and self.model.place_of(above) is None:
            self.view.scrollTo(above)  # the heading: which article it is
        self.view.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        place = self.model.place_of(index)
        if place is not None:
            self._inbox.go_to(place)
            self.card_opened.emit()

    def _contest(self) -> None:
        words = self.objection.text()
        self._drop_objection()
        self._inbox.contest(words)

    def _drop_objection(self, *, has_to_leave: bool = True) -> None:
        if self.objection.isHidden():
            return
        self.objection.hide()
        if has_to_leave:
            self.leave_requested.emit()

    def _remark(self, text: str, is_closing: bool) -> None:
        self._inbox.remark(text, is_closing=is_closing)
