"""From a key press to an action or a label: what is written on the key, else where it lies."""

import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.labels import LabelSet, RelationLabel, taken_keys
from annotator.ui.actions import ACTIONS, Action, Context
from annotator.ui.key_places import place_of_key

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_COUNTED = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


_LATIN = {"؟": "?"}
"""What some layouts write in place of a mark that is a key here."""


class Stroke(NamedTuple):
    """A key with modifiers; `key` is Qt's number."""

    key: int
    modifiers: Qt.KeyboardModifier


def stroke_of(keys: str) -> Stroke:
    """Return the stroke that a portable key string names. ValueError where it names none."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        raise ValueError(f"not one key: {keys!r}")
    combination: QKeyCombination = sequence[0]  # type: ignore[index]
    if combination.key() == Qt.Key.Key_unknown:
        raise ValueError(f"not one key: {keys!r}")
    return Stroke(int(combination.key()), combination.keyboardModifiers())


_SHOWN = {
    "Return": "Enter",
    "PgDown": "PgDn",
    "Del": "Delete",
    "Right": "→",
    "Left": "←",
    "Up": "↑",
    "Down": "↓",
}


def shown_keys(keys: str) -> str:
    """Return a key string as this platform writes it, parted by spaces: "Ctrl K", "Alt →"."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    modifiers, plus, last = text[:-1].rpartition("+")
    parts = modifiers.split("+") if modifiers else []
    name = last + text[-1:]
    return " ".join([*parts, _SHOWN.get(name, name)]) if plus or not parts else text


_MIRRORED = {
    f"{act}_{side}_{one}": f"{act}_{side}_{other}"
    for act in ("move", "nudge")
    for side in ("end", "start")
    for one, other in (("on", "back"), ("back", "on"))
}
_ARROWS = (int(Qt.Key.Key_Left), int(Qt.Key.Key_Right))


def as_seen(action: str, event: QKeyEvent, *, is_leftwards: bool) -> str:
    """Return the action (id) that a key asks for in text from right to left, or in any other.

    Arrows follow the eye: there the one to the left moves an end on.
    """
    is_turned = is_leftwards and int(event.key()) in _ARROWS
    return _MIRRORED.get(action, action) if is_turned else action


class Bindings:
    """Which action each stroke means in each context. Article strokes come before window ones."""

    def __init__(self, actions: Iterable[Action] = ACTIONS) -> None:
        self._table: dict[Context, dict[Stroke, str]] = {}
        self.use(actions)

    def use(self, actions: Iterable[Action]) -> None:
        """Go by these actions' keys from now on. ValueError where a key means two things."""
        table: dict[Context, dict[Stroke, str]] = {one: {} for one in get_args(Context)}
        for action in actions:
            for keys in action.keys:
                stroke = stroke_of(keys)
                taken = table[action.context].setdefault(stroke, action.id)
                if taken != action.id:
                    raise ValueError(f"{keys} means both {taken} and {action.id}")
        self._table = table

    def strokes(self, context: Context) -> Mapping[Stroke, str]:
        """Return every stroke of a context with its action's id."""
        return self._table[context]

    def find_action(self, event: QKeyEvent, context: Context) -> str | None:
        """Return the id of the action that a key press means in a context."""
        for stroke in strokes_of_event(event):
            found = self._table[context].get(stroke) or self._table["window"].get(stroke)
            if found is not None:
                return found
        return None


def find_label(event: QKeyEvent, label_set: LabelSet) -> str | None:
    """Return the id of the span label that a key press gives."""
    return _label_of_key(event, taken_keys(label_set.span_labels))


def find_relation_label(event: QKeyEvent, labels: Iterable[RelationLabel]) -> str | None:
    """Return the id of the one of these relation labels that a key press gives."""
    return _label_of_key(event, taken_keys(labels))


def _label_of_key(event: QKeyEvent, taken: Mapping[str, str]) -> str | None:
    keys = {key.upper(): label for key, label in taken.items()}
    for stroke in strokes_of_event(event):
        if stroke.modifiers == _NONE and 32 < stroke.key < 0x110000:
            label = keys.get(chr(stroke.key).upper())
            if label is not None:
                return label
    return None


def strokes_of_event(event: QKeyEvent) -> list[Stroke]:
    """Return what a key press can mean, likeliest first."""
    strokes = likely_strokes(event)
    modifiers, place = event.modifiers() & _COUNTED, _place_of(event)
    if modifiers & _SHIFT and place and not _is_latin(int(event.key())):
        # With Shift, Arabic keyboards write brackets and the like where letters are.
        strokes.append(Stroke(ord(place), modifiers))
    return strokes


def likely_strokes(event: QKeyEvent) -> list[Stroke]:
    """Return what a key press is meant for, the last one whatever the layout.

    First what the layout says. Then, where it gives no Latin letter or no bare digit, the letter or
    digit that the same place has on a US keyboard.
    """
    modifiers = event.modifiers() & _COUNTED
    key, text = int(event.key()), event.text()
    key = int(Qt.Key.Key_Tab) if key == int(Qt.Key.Key_Backtab) else key
    strokes = [Stroke(key, modifiers)]
    written = _written(key, text)
    written = _LATIN.get(written, written)
    if modifiers & _SHIFT and _is_written_with_shift(written):
        # "?" and "+" need Shift on some layouts, digits on AZERTY: what is written counts.
        strokes.append(Stroke(ord(written), modifiers & ~_SHIFT))
    place = _place_of(event)
    if place and not _is_latin(key) and (place.isdigit() or not written.isascii() or not written):
        strokes.append(Stroke(ord(place), modifiers))
    return strokes


def _place_of(event: QKeyEvent) -> str:
    return place_of_key(sys.platform, event.nativeScanCode(), event.nativeVirtualKey())


def _is_written_with_shift(text: str) -> bool:
    return len(text) == 1 and 32 < ord(text) < 127 and not text.isalpha()


def _written(key: int, text: str) -> str:
    """Return what a key press writes, or would write without Ctrl; empty for keys that do not."""
    if text and text.isprintable():
        return text
    return chr(key) if 32 < key < 0x110000 else ""


def _is_latin(key: int) -> bool:
    """Tell whether a key is a letter or a digit that keys of actions and labels are named by."""
    return ord("A") <= key <= ord("Z") or ord("0") <= key <= ord("9")
