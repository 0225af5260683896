"""The menu of a label in the bar above the text: from there into its guideline and its page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.ui.label_changes.label_changing import open_change
from annotator.ui.label_set.editing import edit_label_set
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import menu_text

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def open_label_menu(window: "MainWindow", label: str, place: QPoint) -> None:
    """Open the menu of what can be done with a label (id) at a place of the screen."""
    session, page = window.session, window.page
    found = session.label_set.span_label(label) if session is not None else None
    if session is None or page is None or found is None:
        return
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(menu_text(one_line(found.name, 40))).setEnabled(False)
    menu.addSeparator()
    key = window.shown_key("guideline")
    entries = (
        ("guideline", f"Guideline\t{key}" if key else "Guideline", page.guidelines.open),
        (
            "edit_label_set",
            "Edit in the label set…",
            lambda label: edit_label_set(session, window, label),
        ),
        (
            "change_label",
            "Rename, merge, split…",
            lambda label: open_change(session, window, label),
        ),
    )
    for name, words, act in entries:
        entry = menu.addAction(words)
        entry.setObjectName(name)
        entry.triggered.connect(lambda _=False, act=act: act(label))
    menu.popup(place)
