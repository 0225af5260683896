"""Menus and shortcuts, drawn from the table of actions."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.model.labels import SpanLabel
from annotator.ui.actions import ACTIONS, Action, Group
from annotator.ui.bindings import shown_keys
from annotator.ui.icons import icon
from annotator.ui.panels.plain_text import menu_text

if TYPE_CHECKING:
    from annotator.ui.dialogs.chooser import Entry

_MENUS: tuple[tuple[Group, ...], ...] = (
    ("Project",),
    ("Edit",),
    ("Articles",),
    ("View",),
    ("Help",),
)
_OF_LISTED = ("assign", "set_aside", "remove_articles", "purge_articles")
_OF_HIDDEN = ("bring_back", "set_aside", "remove_articles", "purge_articles")
"""What can be done with articles that the list shows, and with those that were set aside."""
Run = Callable[[str], object]


def make_shortcuts(run: Run, parent: QObject) -> dict[str, QAction]:
    """Return a QAction per action by id, without keys yet (`set_keys`)."""
    made = {}
    for action in ACTIONS:
        shortcut = QAction(action.text.replace("&", "&&"), parent)
        shortcut.setObjectName(action.id)
        if action.icon:
            shortcut.setIcon(icon(action.icon))
        shortcut.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.triggered.connect(lambda _=False, id=action.id: run(id))
        made[action.id] = shortcut
    return made


def set_keys(shortcuts: Mapping[str, QAction], actions: Iterable[Action]) -> None:
    """Give the actions of the window their keys.

    Those of the text own none: the text looks them up, so that a letter typed elsewhere stays one.
    """
    text = QKeySequence.SequenceFormat.PortableText
    for action in actions:
        if action.context == "window":
            keys = [QKeySequence(one, text) for one in action.keys]
            shortcuts[action.id].setShortcuts(keys)


def fill_menu(menu: QMenu, shortcuts: Mapping[str, QAction]) -> None:
    """Fill the window's one menu: a part for each group, in the table's order."""
    menu.clear()
    for groups in _MENUS:
        part = menu.addMenu(groups[0])
        for action in _in_menu(groups):
            part.addAction(shortcuts[action.id])
    menu.addSeparator()
    menu.addAction(shortcuts["quit"])


def span_menu(
    labels: Iterable[SpanLabel],
    possible: Collection[str],
    run: Run,
    label: Callable[[str], object],
    parent: QWidget,
    actions: Iterable[Action] = ACTIONS,
) -> QMenu:
    """Return the menu for what is selected in the text, its keys beside its acts.

    What is not among the `possible` acts is grey; "label" among them stands for all labels.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    part = menu.addMenu("Label")
    part.setEnabled("label" in possible)
    for one in labels:
        added = part.addAction(_with_key(one.name, one.key.upper()))
        added.triggered.connect(lambda _=False, id=one.id: label(id))
    by_id = {action.id: action for action in actions}
    for id in (
        "accept_suggestion",
        "reject_suggestion",
        "start_relation",
        "link_entity",
        "edit_note",
        "guideline",
        "use_as_example",
        "span_history",
        "copy_with_labels",
        "add_fragment",
        "remove_fragment",
        "delete",
    ):
        action = by_id[id]
        key = shown_keys(action.keys[0]) if action.keys else ""
        added = menu.addAction(_with_key(action.text, key))
        added.setObjectName(id)
        added.setEnabled(id in possible)
        added.triggered.connect(lambda _=False, id=id: run(id))
    return menu


def articles_menu(
    words: str,
    run: Run,
    parent: QWidget,
    actions: Iterable[Action] = ACTIONS,
    *,
    is_hidden: bool,
) -> QMenu:
    """Return the menu for articles that are chosen in the list, which it names first.

    is_hidden: whether the list shows those that were set aside or removed.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(menu_text(words, 40)).setEnabled(False)
    menu.addSeparator()
    by_id = {action.id: action for action in actions}
    for id in _OF_HIDDEN if is_hidden else _OF_LISTED:
        action = by_id[id]
        key = shown_keys(action.keys[0]) if action.keys else ""
        added = menu.addAction(_with_key(action.text, key))
        added.setObjectName(id)
        added.triggered.connect(lambda _=False, id=id: run(id))
    return menu


def _with_key(words: str, key: str) -> str:
    """Menus show what follows the tab at the right; it binds nothing, the text has its own keys."""
    shown = words.replace("&", "&&").replace("\t", " ")
    return f"{shown}\t{key}" if key else shown


def palette_entries(
    run: Run, can_run: Callable[[str], bool], actions: Iterable[Action] = ACTIONS
) -> "list[Entry]":
    """Return the palette's entries for every action that can be run now."""
    from annotator.ui.dialogs.chooser import Entry

    return [
        Entry(
            action.text,
            lambda id=action.id: run(id),  # type: ignore[misc]
            shown_keys(action.keys[0]) if action.keys else "",
            action.group,
        )
        for action in actions
        if action.in_palette and can_run(action.id)
    ]


def _in_menu(groups: tuple[Group, ...]) -> list[Action]:
    return [
        action
        for action in ACTIONS
        if action.in_menu and action.group in groups and action.id != "quit"
    ]
