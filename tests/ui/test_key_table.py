"""Keys of one's own: what is chosen wins, nothing means two things, conflicts are told before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.settings.store import Settings
from annotator.ui.actions import ACTIONS, BY_ID
from annotator.ui.bindings import Bindings
from annotator.ui.key_table import KeyTable, actions_with, keys_of_event
from tests.builders import LABEL_SET

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
DELIVERED = {keys for action in ACTIONS for keys in action.keys}


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def table(settings, qapp):
    return KeyTable(settings)


def press(key, text="", modifiers=NONE, scan_code=0):
    return QKeyEvent(QEvent.Type.KeyPress, int(key), modifiers, scan_code, 0, 0, text)


def test_at_first_all_is_as_delivered(table):
    assert table.actions == ACTIONS
    assert not table.has_changes


def test_a_chosen_key_is_kept_and_found(table, settings):
    table.choose("next_span", ["J"])
    assert table.keys_of("next_span") == ("J",)
    assert table.is_changed("next_span")
    again = KeyTable(settings)
    assert again.keys_of("next_span") == ("J",)
    event = press(Qt.Key.Key_J, "j")
    assert Bindings(again.actions).find_action(event, "article") == "next_span"


def test_a_taken_key_leaves_who_had_it_and_comes_back_on_reset(table, settings):
    table.choose("next_span", ["Ctrl+K"])
    assert table.keys_of("palette") == ()
    table.reset("next_span")
    assert table.keys_of("palette") == ("Ctrl+K",)
    assert settings.get("keys") == {}


def test_a_key_taken_from_a_choice_leaves_that_choice(table):
    table.choose("next_span", ["J"])
    table.choose("previous_span", ["J"])
    assert table.keys_of("next_span") == ()
    assert table.keys_of("previous_span") == ("J",)


def test_choosing_what_was_delivered_is_no_choice(table, settings):
    table.choose("next_span", ["J"])
    table.choose("next_span", list(BY_ID["next_span"].keys))
    assert settings.get("keys") == {}
    assert not table.has_changes


def test_everything_can_be_reset_at_once(table):
    table.choose("next_span", ["J"])
    table.choose("palette", [])
    table.reset_all()
    assert table.actions == ACTIONS


def test_each_change_is_told_once(table):
    told = []
    table.changed.connect(lambda: told.append(1))
    table.choose("next_span", ["J"])
    table.reset_all()
    assert len(told) == 2


@pytest.mark.parametrize(
    ("keys", "action", "words", "other"),
    [
        ("Ctrl+K", "next_span", "Commands", "palette"),
        ("R", "next_span", "Relation from", "start_relation"),
        ("Tab", "palette", "Next span", "next_span"),
        ("2", "next_span", "ORGANISATION", ""),
        ("J", "palette", "hold Ctrl or Alt", ""),
        ("Left", "next_span", "caret", ""),
        ("Ctrl+Shift+End", "next_span", "caret", ""),
        ("Ctrl+C", "next_span", "platform", ""),
    ],
)
def test_what_speaks_against_a_key_is_told(table, keys, action, words, other):
    conflict = table.find_conflict(keys, action, LABEL_SET)
    assert words in conflict.words
    assert conflict.action == other


@pytest.mark.parametrize(
    ("keys", "action"),
    [("J", "next_span"), ("Ctrl+F11", "palette"), ("Tab", "next_span"), ("Ctrl+M", "find")],
)
def test_a_free_key_and_the_own_one_are_free(table, keys, action):
    assert table.find_conflict(keys, action, LABEL_SET) is None


def test_a_key_given_up_is_free(table):
    table.choose("next_span", ["J"])
    assert table.find_conflict("Tab", "palette") is None


def test_files_that_are_not_fit_break_nothing(settings, qapp):
    settings.choose("keys", {"gone_action": ["X"], "next_span": ["nonsense+", "J"], "find": [""]})
    table = KeyTable(settings)
    assert table.keys_of("next_span") == ("J",)
    assert table.keys_of("find") == ()
    Bindings(table.actions)


@given(
    st.dictionaries(
        st.sampled_from([action.id for action in ACTIONS]),
        st.lists(st.sampled_from([*sorted(DELIVERED), "J", "F2"]), max_size=3),
    )
)
def test_whatever_is_chosen_no_key_means_two_things(own):
    actions = actions_with(own)
    for context in ("article", "review", "inbox"):
        there = [action for action in actions if action.context in (context, "window")]
        keys = [keys for action in there for keys in set(action.keys)]
        assert len(keys) == len(set(keys))
    assert [action.id for action in actions] == [action.id for action in ACTIONS]
    Bindings(actions)


@pytest.mark.parametrize(
    ("event", "keys"),
    [
        (press(Qt.Key.Key_J, "j"), "J"),
        (press(Qt.Key.Key_J, "J", SHIFT), "Shift+J"),
        (press(Qt.Key.Key_K, "\x0b", CTRL), "Ctrl+K"),
        (press(Qt.Key.Key_Question, "?", SHIFT), "?"),
        (press(Qt.Key.Key_Tab, "\t"), "Tab"),
        (press(Qt.Key.Key_Backtab, "", SHIFT), "Shift+Tab"),
        (press(Qt.Key.Key_Shift, "", SHIFT), ""),
        (press(Qt.Key.Key_Control, "", CTRL), ""),
        # Where a layout has another script, the place counts: Cyrillic О lies on J, AZERTY's & on 1.
        (press(0x041E, "о", NONE, 44), "J"),
        (press(Qt.Key.Key_Ampersand, "&", NONE, 10), "1"),
    ],
)
def test_recording_a_key(monkeypatch, event, keys):
    monkeypatch.setattr("sys.platform", "linux")
    assert keys_of_event(event) == keys
