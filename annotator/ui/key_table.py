"""The keys of this user: the table of actions with what was changed in it, kept in the settings.

Decision: a key that was chosen is worth more than a delivered one. So only choices are kept, no
delivered key can ever stand against one, and what a later version brings takes nothing away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.labels import LabelSet, taken_keys
from annotator.settings.store import Settings
from annotator.ui.actions import ACTIONS, BY_ID, Action
from annotator.ui.bindings import Stroke, likely_strokes, shown_keys, stroke_of

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_CARET_KEYS = frozenset(
    int(key)
    for key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
_PLATFORM_KEYS = frozenset((int(Qt.Key.Key_C), int(Qt.Key.Key_A), int(Qt.Key.Key_V)))


class Conflict(NamedTuple):
    """Why a key is not free."""

    words: str
    action: str = ""
    """The action (id) that has it and could give it up; empty where nobody can."""


class KeyTable(QObject):
    """All actions with their keys as they are now."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._own = _fit(settings.get("keys"))
        self.actions = actions_with(self._own)

    def keys_of(self, action: str) -> tuple[str, ...]:
        """Return the keys of an action (id), as Qt's portable strings."""
        return next(one.keys for one in self.actions if one.id == action)

    def is_changed(self, action: str) -> bool:
        """Tell whether an action has other keys than it was delivered with."""
        return self.keys_of(action) != BY_ID[action].keys

    @property
    def has_changes(self) -> bool:
        """Whether any key is another one than was delivered."""
        return bool(self._own)

    def find_conflict(
        self, keys: str, action: str, label_set: LabelSet | None = None
    ) -> Conflict | None:
        """Return what speaks against a key for an action (id), or None where it is free."""
        stroke, shown = stroke_of(keys), shown_keys(keys)
        if _belongs_to_caret(stroke):
            return Conflict(f"{shown} moves the caret or belongs to the platform.")
        is_bare = stroke.modifiers in (_NONE, _SHIFT)
        is_written = 32 <= stroke.key < 0x1000000
        if is_bare and is_written and chr(stroke.key).isalnum():
            if BY_ID[action].context == "window":
                return Conflict(f"{shown} alone would be typed in fields: hold Ctrl or Alt too.")
            label = _label_with(stroke, label_set)
            if label:
                return Conflict(f"{shown} is the key of the label “{label}”.")
        for other in self.actions:
            if not _can_meet(other.id, action):
                continue
            if other.id != action and stroke in map(stroke_of, other.keys):
                return Conflict(f"{shown} means “{other.text}” already.", other.id)
        return None

    def choose(self, action: str, keys: Sequence[str]) -> None:
        """Give an action (id) these keys alone; whatever else had them gives them up."""
        strokes = {stroke_of(one) for one in keys}
        for other, theirs in list(self._own.items()):
            if other != action and _can_meet(other, action):
                self._own[other] = tuple(one for one in theirs if stroke_of(one) not in strokes)
        self._own[action] = tuple(dict.fromkeys(keys))
        self._keep()

    def reset(self, action: str) -> None:
        """Give an action (id) the keys it was delivered with, where no choice stands on them."""
        self._own.pop(action, None)
        self._keep()

    def reset_all(self) -> None:
        """Give every action the keys it was delivered with."""
        self._own = {}
        self._keep()

    def read_again(self) -> None:
        """Go by what the settings say now: they came from a file, or are as delivered again."""
        own = _fit(self._settings.get("keys"))
        if own != self._own:
            self._own = own
            self._keep()

    def _keep(self) -> None:
        for action, keys in list(self._own.items()):
            if keys == BY_ID[action].keys:
                del self._own[action]
        self.actions = actions_with(self._own)
        self._settings.choose("keys", {action: list(keys) for action, keys in self._own.items()})
        self.changed.emit()


def actions_with(own: Mapping[str, Sequence[str]]) -> tuple[Action, ...]:
    """Return the table of actions with own keys in it; no key means two things."""
    taken: dict[Stroke, list[str]] = {}
    keys_of: dict[str, tuple[str, ...]] = {}
    # First what was chosen, then what was delivered and is still free.
    for action in sorted(ACTIONS, key=lambda one: one.id not in own):
        free = [
            keys
            for keys in own.get(action.id, action.keys)
            if not any(_can_meet(action.id, one) for one in taken.get(stroke_of(keys), ()))
        ]
        keys_of[action.id] = tuple(free)
        for keys in free:
            taken.setdefault(stroke_of(keys), []).append(action.id)
    return tuple(replace(action, keys=keys_of[action.id]) for action in ACTIONS)


def keys_of_event(event: QKeyEvent) -> str:
    """Return a key press as a portable string, or "" while only Shift or the like is down.

    Where the layout gives no Latin letter or bare digit, the place on the keyboard counts.
    """
    modifier_keys = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
    if event.key() in (0, Qt.Key.Key_unknown, Qt.Key.Key_AltGr, *modifier_keys):
        return ""
    stroke = likely_strokes(event)[-1]
    combination = QKeyCombination(stroke.modifiers, Qt.Key(stroke.key))
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


def _belongs_to_caret(stroke: Stroke) -> bool:
    rest = stroke.modifiers & ~_SHIFT
    if stroke.key in (int(Qt.Key.Key_PageUp), int(Qt.Key.Key_PageDown)):
        return rest == _NONE
    if stroke.key in _CARET_KEYS:
        return rest in (_NONE, _CTRL)
    return stroke.modifiers == _CTRL and stroke.key in _PLATFORM_KEYS


def _label_with(stroke: Stroke, label_set: LabelSet | None) -> str:
    if label_set is None or stroke.modifiers != _NONE:
        return ""
    taken = {key.upper(): id for key, id in taken_keys(label_set.span_labels).items()}
    label = label_set.span_label(taken.get(chr(stroke.key).upper(), ""))
    return label.name if label else ""


def _fit(kept: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return what of the kept keys is fit: known actions, and strings that name one key."""
    return {
        action: tuple(one for one in keys if _is_one_key(one))
        for action, keys in kept.items()
        if action in BY_ID
    }


def _is_one_key(keys: str) -> bool:
    try:
        stroke_of(keys)
    except ValueError:
        return False
    return True


def _can_meet(one: str, other: str) -> bool:
    """Tell whether two actions (ids) are ever waited for together, so that they need two keys."""
    contexts = {BY_ID[one].context, BY_ID[other].context}
    return len(contexts) == 1 or "window" in contexts
