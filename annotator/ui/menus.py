"""Menus and shortcuts, drawn from the table of actions."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.actions import ACTIONS, Action, Group
from annotator.ui.bindings import shown_keys
from annotator.ui.dialogs.chooser import Entry
from annotator.ui.icons import icon

_MENUS: tuple[tuple[Group, ...], ...] = (
    ("Project",),
    ("Edit",),
    ("Articles",),
    ("View",),
    ("Help",),
)
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
    labels: Iterable[tuple[str, str]],
    shortcuts: Mapping[str, QAction],
    label: Callable[[str], object],
    parent: QWidget,
) -> QMenu:
    """Return the menu for what is selected in the text; labels are pairs of id and name."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    part = menu.addMenu("Label")
    for id, name in labels:
        part.addAction(name.replace("&", "&&")).triggered.connect(lambda _=False, id=id: label(id))
    for id in ("start_relation", "edit_note", "add_fragment", "remove_fragment", "delete"):
        menu.addAction(shortcuts[id])
    return menu


def palette_entries(
    run: Run, can_run: Callable[[str], bool], actions: Iterable[Action] = ACTIONS
) -> list[Entry]:
    """Return the palette's entries for every action that can be run now."""
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
