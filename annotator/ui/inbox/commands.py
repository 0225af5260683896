"""What each action of the inbox does: id -> callable, for one window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.inbox.inbox import Inbox
    from annotator.ui.inbox.inbox_panel import InboxPanel
    from annotator.ui.inbox.inbox_side import InboxSide
    from annotator.ui.main_window import MainWindow

Command = Callable[[], object]


def inbox_commands(window: "MainWindow") -> dict[str, Command]:
    """Return a callable for every action of the inbox; the window runs all but the first only
    while it is open."""

    def side() -> "InboxSide":
        assert window.page is not None, "the window runs this only with a project"
        return window.page.side

    def panel() -> "InboxPanel":
        found = side().panel
        assert found is not None, "the window runs this only while the inbox is open"
        return found

    def inbox() -> "Inbox":
        return side().inbox

    return {
        "inbox": lambda: toggle_inbox(window),
        "accept_change": lambda: inbox().accept(),
        "accept_article": lambda: inbox().accept_article(),
        "contest_change": lambda: panel().write_objection(),
        "take_back_answer": lambda: inbox().take_back_answer(),
        "discuss_change": lambda: panel().write_remark(),
        "next_change": lambda: inbox().step(1),
        "previous_change": lambda: inbox().step(-1),
        "next_waiting": lambda: inbox().go_to_waiting(),
        "go_to_change": lambda: side().go_into_text(),
        "leave_inbox": lambda: side().leave(),
    }


def toggle_inbox(window: "MainWindow") -> None:
    """Go into the inbox; from inside, close it and go back into the text."""
    if window.place != "annotate":
        window.show_place("annotate")
    assert window.page is not None, "the window runs this only with a project"
    side = window.page.side
    if side.has_focus():
        side.close_inbox()
    else:
        window.leave_text_only()
        side.open_inbox()
