"""The right side of the place where one annotates: the inspector, or the inbox in its place."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.ui.bindings import Bindings
from annotator.ui.inbox.inbox import Inbox
from annotator.ui.inbox.inbox_panel import InboxPanel
from annotator.ui.inbox.inbox_text import decided_set, lit_place, name_of_decided
from annotator.ui.session import Session
from annotator.ui.text_view.text_view import TextView


class InboxSide(QStackedWidget):
    """Opens the inbox, and lets the text show what the row one is at is about while it is open."""

    action_requested = Signal(str)
    """An action (id) was asked for by a key or a button."""
    text_requested = Signal()
    """The hand wants into the text."""
    toggled = Signal()
    """The inbox was opened or closed."""

    def __init__(
        self,
        inspector: QWidget,
        session: Session,
        view: TextView,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._bindings = bindings
        self._shown_key: Callable[[str], str] = lambda action: ""
        self.inbox = Inbox(session, self)
        self.panel: InboxPanel | None = None
        """Made when it is first opened."""
        self.addWidget(inspector)
        self.inbox.current_changed.connect(self._go_to_current)
        self.inbox.rows_changed.connect(self.show_in_text)

    @property
    def is_open(self) -> bool:
        """Whether the inbox is there, not the inspector."""
        return self.panel is not None and self.currentWidget() is self.panel

    def has_focus(self) -> bool:
        """Tell whether the inbox has the focus."""
        return self.panel is not None and self.is_open and _holds_focus(self.panel)

    def open_inbox(self) -> None:
        """Show the inbox, at what waits, with the focus on it."""
        panel = self.panel or self._make_panel()
        if not self.is_open:
            self.setCurrentWidget(panel)
            self.toggled.emit()
            self.inbox.begin()
        panel.focus_cards()

    def close_inbox(self) -> None:
        """Show the inspector again."""
        if self.is_open:
            has_focus = self.has_focus()
            self.setCurrentIndex(0)
            self._view.show_disputed(None)
            self.toggled.emit()
            if has_focus:
                self.text_requested.emit()

    def leave(self) -> None:
        """Put the hand back into the text; the inbox stays open."""
        self.text_requested.emit()

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self._shown_key = shown_key
        if self.panel is not None:
            self.panel.show_keys(shown_key)

    def go_into_text(self) -> None:
        """Put the hand into the text, where the row one is at is about."""
        told, mine = self.inbox.told, self._session.annotation_set
        if told is not None and mine is not None and self._is_here():
            concern = told.row.concern
            before = concern.before if concern is not None else told.row.annotation
            if before is not None and before.id in mine.spans:
                self._view.go_to_span(before.id)
            else:
                self._session.selection.set_caret(told.row.place[0])
        self.text_requested.emit()

    def show_in_text(self) -> None:
        """Let the text show the row one is at, if that is about the open article."""
        if not self.is_open:
            return
        told, mine = self.inbox.told, self._session.annotation_set
        if told is None or mine is None or not self._is_here():
            self._view.show_disputed(None)
            self._view.clear_second()
            return
        decided = decided_set(told.row)
        if decided is None or told.row.verdict is None:
            self._view.clear_second()
        elif decided != self._view.second.annotation_set:
            name = self.inbox.name_of(told.row.verdict.reviewer)
            self._view.show_second(decided, name_of_decided(name))
        self._view.show_disputed(lit_place(told.row, mine))

    # ---- inside

    def _make_panel(self) -> InboxPanel:
        panel = self.panel = InboxPanel(self.inbox, self)
        self.addWidget(panel)
        panel.view.key_hook = self._take_key
        panel.show_keys(self._shown_key)
        panel.action_requested.connect(self.action_requested)
        panel.leave_requested.connect(panel.focus_cards)
        panel.close_requested.connect(self.close_inbox)
        panel.card_opened.connect(self.go_into_text)
        return panel

    def _is_here(self) -> bool:
        told, document = self.inbox.told, self._session.document
        return told is not None and document is not None and told.row.document == document.id

    def _go_to_current(self) -> None:
        """Open the article that the row one is at is about, and bring its place into view."""
        told = self.inbox.told
        if not self.is_open or told is None:
            self.show_in_text()
            return
        self.inbox.note_seen()
        self._session.open_then(told.row.document, self._show_current)

    def _show_current(self) -> None:
        self.show_in_text()
        told = self.inbox.told
        if told is not None and self._is_here():
            self._view.reveal(told.row.place[0])

    def _take_key(self, event: QKeyEvent) -> bool:
        action = self._bindings.find_action(event, "inbox")
        if action is None:
            return False
        self.action_requested.emit(action)
        return True


def _holds_focus(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is widget or widget.isAncestorOf(focused)
