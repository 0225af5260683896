"""The small parts of panels: fields for numbers, menus, ticks, wrapping rows."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.key_hint import KeyHint, key_of
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.number_field import NumberField
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tick_box import TickBox

# ---- numbers ------------------------------------------------------------------------------------


@pytest.fixture
def field(qtbot):
    """A field for a number on screen."""
    field = NumberField()
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.parametrize(
    ("typed", "number"), [("41", 41), ("-2.5", -2.5), ("3.0", 3), ("1000", 1000)]
)
def test_numbers_typed(qtbot, field, typed, number):
    qtbot.keyClicks(field, typed)
    with qtbot.waitSignal(field.number_entered) as caught:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert caught.args == [number]
    assert type(caught.args[0]) is type(number)


def test_an_emptied_field_is_no_number(qtbot, field):
    field.set_number(7)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.number_entered) as caught:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert caught.args == [None]


def test_half_a_number_is_not_said(qtbot, field):
    field.set_number(7)
    field.selectAll()
    qtbot.keyClicks(field, "-")
    with qtbot.assertNotEmitted(field.number_entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.number() == 7


def test_letters_find_no_way_in(qtbot, field):
    qtbot.keyClicks(field, "4a1")
    assert field.number() == 41


def test_up_and_down_count_from_nothing(qtbot, field):
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.number() == 1
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert field.number() == -9


def test_the_same_number_is_not_said_again(qtbot, field):
    field.set_number(7)
    with qtbot.assertNotEmitted(field.number_entered):
        field.commit()


@pytest.mark.parametrize(
    ("number", "shown"), [(None, ""), (0, "0"), (1e6, "1000000"), (0.5, "0.5")]
)
def test_numbers_shown(field, number, shown):
    field.set_number(number)
    assert field.text() == shown


# ---- menus --------------------------------------------------------------------------------------


def test_a_menu_offers_asks_and_marks(qtbot):
    button = MenuButton("Certainty")
    qtbot.addWidget(button)
    button.set_choices([Choice("a", "R&D"), Choice("b", "<b>")], "b")
    assert button.accessibleName() == "Certainty: <b>"
    button.menu().aboutToShow.emit()
    first, second = button.menu().actions()
    assert (first.text(), second.isChecked()) == ("R&&D", True)
    with qtbot.waitSignal(button.choice_requested) as caught:
        first.trigger()
    assert caught.args == ["a"]
    assert button.words == "<b>"


def test_a_menu_says_what_is_none_of_its_choices(qtbot):
    button = MenuButton("Label set")
    qtbot.addWidget(button)
    button.set_choices([Choice("a", "News")], "", otherwise="Ships")
    assert button.words == "Ships"
    assert button.text() == "Ships ▾"


# ---- ticks and keys -----------------------------------------------------------------------------


def test_a_tick_is_set_by_key_and_by_its_words(qtbot):
    box = TickBox("politics")
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert not box.isChecked()


def test_a_tick_can_be_told_in_a_picture(qtbot):
    box = TickBox("politics")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    empty = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != empty


def test_keys_are_those_of_the_table(qtbot):
    hint = KeyHint(key_of("start_relation"))
    qtbot.addWidget(hint)
    assert hint.keys == "R"
    assert key_of("filter_articles").endswith("L")
    assert key_of("reopen_article") == ""


# ---- wrapping -----------------------------------------------------------------------------------


class Brick(QWidget):
    """A widget of a size."""

    def sizeHint(self):
        return QSize(60, 20)


def lay(qtbot, count, width, direction=Qt.LayoutDirection.LeftToRight):
    """Return the left edges and tops of so many bricks in a row of a width."""
    wall = QWidget()
    qtbot.addWidget(wall)
    wall.setLayoutDirection(direction)
    flow = FlowLayout(wall, spacing=10)
    bricks = [Brick(wall) for _ in range(count)]
    for brick in bricks:
        flow.addWidget(brick)
    wall.resize(width, flow.heightForWidth(width))
    wall.show()
    return [(brick.x(), brick.y()) for brick in bricks]


def test_bricks_in_one_line_and_in_two(qtbot):
    assert lay(qtbot, 3, 200) == [(0, 0), (70, 0), (140, 0)]
    assert lay(qtbot, 3, 199) == [(0, 0), (70, 0), (0, 30)]


def test_bricks_from_the_right(qtbot):
    assert lay(qtbot, 3, 200, Qt.LayoutDirection.RightToLeft) == [(140, 0), (70, 0), (0, 0)]


def test_one_brick_is_never_wider_than_the_wall(qtbot):
    assert lay(qtbot, 2, 40) == [(0, 0), (0, 30)]


# ---- buttons ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_quiet_button_is_pressed_by_keys(qtbot, key):
    """Also in a window that is no dialog."""
    button = QuietButton("Accept all in this article")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
