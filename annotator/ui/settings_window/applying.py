"""What a setting changes in an open window, at once; and the window of settings over it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from annotator.settings.table import BY_NAME
from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.motion import reduce_motion
from annotator.ui.settings_window.dialog import SettingsWindow
from annotator.ui.theme import theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show_settings(window: "MainWindow") -> None:
    """Open the settings over a window, which follows each change."""
    dialog = SettingsWindow(window.settings, window)
    dialog.changed.connect(lambda name: apply_setting(window, name))
    dialog.keys_requested.connect(lambda: _change_keys(window, dialog))
    dialog.open()


def apply_setting(window: "MainWindow", name: str) -> None:
    """Let a window be as a setting (its name) says now. What is read anew each time needs none."""
    value = window.settings.get(name)
    if name == "theme":
        theme().choose(value)
    elif name == "contrast":
        theme().choose_contrast(value)
    elif name == "is_motion_reduced":
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        reduce_motion(application, value)
    elif name == "keys":
        window.key_table.read_again()
    elif name == "are_recent_kept" and not value:
        window.settings.choose("recent_projects", [])
    if name in ("are_recent_kept", "annotator"):
        window.start.refresh()
    _apply_to_pages(window, name)


def _apply_to_pages(window: "MainWindow", name: str) -> None:
    page, review, value = window.page, window.review_page, window.settings.get(name)
    if BY_NAME[name].group == "Text" or name == "are_arrows_by_word":
        for one in (page, review):
            if one is not None:
                one.look.restore()
                one.look.changed.emit()
    if page is not None and name in ("are_suggestions_shown", "is_suggestion_case_exact"):
        page.suggestions.ask_again()
    if page is not None and name == "is_seen_kept":
        page.seen.keep(value)
    if review is not None and name == "audit_percent":
        review.set_audit(value)
    if review is not None and name == "queue_scope":
        review.walk.set_scope(value)
    if review is not None and name == "queue_order":
        review.walk.set_order(value)


def _change_keys(window: "MainWindow", over: SettingsWindow) -> None:
    """Let keys be recorded, and what else has a key be told."""
    label_set = window.session.label_set if window.session else None
    dialog = ChangeKeys(window.key_table, over, label_set)
    dialog.finished.connect(lambda _: over.show_values())
    dialog.open()
