"""From key presses to actions: the table itself, and layouts that are not English."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.model.labels import LabelSet, SpanLabel
from annotator.ui.actions import ACTIONS, BY_ID, GROUPS, RESERVED_LETTERS, Action
from annotator.ui.bindings import (
    Bindings,
    find_label,
    shown_keys,
    stroke_of,
    strokes_of_event,
)
from annotator.ui.key_places import place_of_key
from tests.ui.keyboards import LAYOUTS, Typist

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
X11 = {letter: 24 + i for i, letter in enumerate("QWERTYUIOP")}
X11 |= {letter: 38 + i for i, letter in enumerate("ASDFGHJKL")}
X11 |= {letter: 52 + i for i, letter in enumerate("ZXCVBNM")}
X11 |= {digit: 10 + i for i, digit in enumerate("1234567890")}


@pytest.fixture(autouse=True)
def on_linux(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def bindings() -> Bindings:
    return Bindings()


def press(key, text="", modifiers=NONE, place="") -> QKeyEvent:
    """Return the event that X11 would send for a key, by what is written on it and where it is."""
    return QKeyEvent(QEvent.Type.KeyPress, int(key), modifiers, X11.get(place, 0), 0, 0, text)


def test_no_stroke_means_two_things_in_a_context():
    with pytest.raises(ValueError, match="means both"):
        Bindings([Action("a", "A", ("F2",)), Action("b", "B", ("F2",))])
    Bindings()


def test_no_article_stroke_hides_a_window_stroke(bindings):
    assert not set(bindings.strokes("article")) & set(bindings.strokes("window"))


def test_the_table_is_whole():
    assert len(BY_ID) == len(ACTIONS)
    assert {action.group for action in ACTIONS} == set(GROUPS)
    for action in ACTIONS:
        assert action.text[:1].isupper()
        assert all(stroke_of(keys) for keys in action.keys)


def test_bare_letters_of_the_article_are_reserved():
    bare = {
        chr(stroke.key)
        for stroke in Bindings().strokes("article")
        if stroke.modifiers in (NONE, SHIFT) and ord("A") <= stroke.key <= ord("Z")
    }
    assert bare <= RESERVED_LETTERS
    for action in ACTIONS:
        if action.context == "window":
            assert not any(len(keys) == 1 and keys.isalnum() for keys in action.keys)


@pytest.mark.parametrize("keys", ["", "nonsense+", "Ctrl+K, Ctrl+L"])
def test_what_is_not_one_key_is_told(keys):
    with pytest.raises(ValueError, match="not one key"):
        stroke_of(keys)


@pytest.mark.parametrize(
    ("event", "action"),
    [
        (press(Qt.Key.Key_Tab, "\t"), "next_span"),
        (press(Qt.Key.Key_Backtab, "", SHIFT), "previous_span"),
        (press(Qt.Key.Key_R, "r"), "start_relation"),
        (press(Qt.Key.Key_F, "F", SHIFT), "remove_fragment"),
        (press(Qt.Key.Key_Z, "", CTRL), "undo"),
        (press(Qt.Key.Key_Z, "", CTRL | SHIFT), "redo"),
        (press(Qt.Key.Key_Y, "", CTRL), "redo"),
        (press(Qt.Key.Key_Question, "?", SHIFT), "key_sheet"),
        (press(Qt.Key.Key_Plus, "+", CTRL | SHIFT), "zoom_in"),
        (press(Qt.Key.Key_Enter, "\r"), "select_here"),
        (press(Qt.Key.Key_Right, "", Qt.KeyboardModifier.AltModifier), "move_end_on"),
        (press(Qt.Key.Key_Q, "q"), None),
        (press(Qt.Key.Key_K, "k"), None),
    ],
)
def test_english(bindings, event, action):
    assert bindings.find_action(event, "article") == action


@pytest.mark.parametrize(
    ("event", "action"),
    [
        # German: Y and Z change places, and what is written counts; "?" is Shift ß.
        (press(Qt.Key.Key_Z, "", CTRL, "Y"), "undo"),
        (press(Qt.Key.Key_Y, "", CTRL, "Z"), "redo"),
        (press(Qt.Key.Key_Question, "?", SHIFT), "key_sheet"),
        (press(Qt.Key.Key_Udiaeresis, "ü"), None),
        # French: A lies where Q is, W where Z is; the comma lies where M is and stays a comma.
        (press(Qt.Key.Key_Z, "", CTRL, "W"), "undo"),
        (press(Qt.Key.Key_W, "", CTRL, "Z"), "close_project"),
        (press(Qt.Key.Key_Comma, ",", NONE, "M"), None),
        # Russian: К lies on R, А on F, Т on N, Д on L; Я on Z.
        (press(0x041A, "к", NONE, "R"), "start_relation"),
        (press(0x0410, "А", SHIFT, "F"), "remove_fragment"),
        (press(0x0422, "т", NONE, "N"), "edit_note"),
        (press(0x042F, "", CTRL, "Z"), "undo"),
        (press(0x041B, "л", NONE, "K"), None),
        # Arabic: ق lies on R, م on L, ب on F; ئ on Z.
        (press(0x0642, "ق", NONE, "R"), "start_relation"),
        (press(0x0645, "م", NONE, "L"), "list_spans"),
        (press(0x0628, "ب", NONE, "F"), "add_fragment"),
        (press(0x0626, "", CTRL, "Z"), "undo"),
        # Arabic with Shift: "[" lies on F, a vowel sign on S, the question mark on "/".
        (press(Qt.Key.Key_BracketLeft, "[", SHIFT, "F"), "remove_fragment"),
        (press(0x064D, "", CTRL | SHIFT, "S"), "select_sentence"),
        (press(0x061F, "؟", SHIFT), "key_sheet"),
    ],
)
def test_other_layouts(bindings, event, action):
    assert bindings.find_action(event, "article") == action


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_action_is_in_reach_on_every_keyboard(bindings, layout):
    typist = Typist(LAYOUTS[layout])
    for action in ACTIONS:
        context = "article" if action.context == "window" else action.context
        events = [typist.event(keys) for keys in action.keys]
        meant = [bindings.find_action(event, context) for event in events]
        assert set(meant) <= {action.id}, (action.id, action.keys, meant)


LABELS = LabelSet(
    span_labels=(
        SpanLabel("p", "PERSON", "#c2571a", "1"),
        SpanLabel("o", "ORGANISATION", "#2f6fde", "2"),
        SpanLabel("q", "QUOTE", "#0f8a94", "q"),
        SpanLabel("m", "MONEY", "#0f8a94", "m"),
        SpanLabel("old", "OLD", "#0f8a94", "3", is_retired=True),
    )
)


@pytest.mark.parametrize(
    ("event", "label"),
    [
        (press(Qt.Key.Key_1, "1", NONE, "1"), "p"),
        (press(Qt.Key.Key_Q, "q", NONE, "Q"), "q"),
        (press(Qt.Key.Key_Q, "Q", Qt.KeyboardModifier.KeypadModifier, "Q"), "q"),
        (press(Qt.Key.Key_3, "3", NONE, "3"), None),
        (press(Qt.Key.Key_1, "", CTRL, "1"), None),
        (press(Qt.Key.Key_Exclam, "!", SHIFT, "1"), None),
        # French: digits need Shift; bare, the same keys give & and é.
        (press(Qt.Key.Key_Ampersand, "&", NONE, "1"), "p"),
        (press(Qt.Key.Key_Eacute, "é", NONE, "2"), "o"),
        (press(Qt.Key.Key_1, "1", SHIFT, "1"), "p"),
        (press(Qt.Key.Key_Q, "q", NONE, "A"), "q"),
        (press(Qt.Key.Key_Comma, ",", NONE, "M"), None),
        # Russian, Arabic (with Arabic digits).
        (press(0x0419, "й", NONE, "Q"), "q"),
        (press(0x0419, "Й", SHIFT, "Q"), None),
        # French with Shift: the comma's key gives "?" and never the M that lies there elsewhere.
        (press(Qt.Key.Key_Question, "?", SHIFT, "M"), None),
        (press(0x0636, "ض", NONE, "Q"), "q"),
        (press(0x0661, "١", NONE, "1"), "p"),
    ],
)
def test_label_keys(event, label):
    assert find_label(event, LABELS) == label


def test_an_event_without_a_place_means_only_what_is_written():
    assert strokes_of_event(press(0x041A, "к")) == [(0x041A, NONE)]


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "letter"),
    [
        ("linux", 27, 0, "R"),
        ("linux", 9, 0, ""),
        ("win32", 0x13, 0, "R"),
        ("win32", 2, 0, "1"),
        ("darwin", 0, 0x0F, "R"),
        ("darwin", 0, 0, ""),
        ("darwin", 0, 0x17, "5"),
    ],
)
def test_places_by_platform(platform, scan_code, virtual_key, letter):
    assert place_of_key(platform, scan_code, virtual_key) == letter


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+K", "Ctrl K"),
        ("Ctrl++", "Ctrl +"),
        ("Return", "Enter"),
        ("Ctrl+PgDown", "Ctrl PgDn"),
        ("Alt+Shift+Right", "Alt Shift →"),
        ("?", "?"),
        ("Delete", "Delete"),
    ],
)
def test_keys_as_they_are_shown(qapp, keys, shown):
    assert shown_keys(keys) == shown
