"""Coming nearer to many nodes, by wheel, keys and hand."""

from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.charts.look import WHOLE
from annotator.ui.charts.network import Dot, Network
from annotator.ui.motion import reduce_motion
from tests.ui.charts.pictures import make_network

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def network(qtbot):
    made = make_network()
    qtbot.addWidget(made)
    made.resize(520, 320)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return made


def middle(item):
    return QPointF(*item.box.middle)


def wheel(network, place, notches, modifiers=NONE):
    """Turn the wheel; return whether the picture has taken it."""
    event = QWheelEvent(
        place, network.mapToGlobal(place), QPoint(), QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.setAccepted(True)
    QApplication.sendEvent(network, event)
    return event.isAccepted()


def drag(network, start, way):
    for kind, place, buttons in (
        (QEvent.Type.MouseButtonPress, start, LEFT),
        (QEvent.Type.MouseMove, start + way / 2, LEFT),
        (QEvent.Type.MouseMove, start + way, LEFT),
        (QEvent.Type.MouseButtonRelease, start + way, Qt.MouseButton.NoButton),
    ):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        event = QMouseEvent(kind, place, network.mapToGlobal(place), button, buttons, NONE)
        QApplication.sendEvent(network, event)


def test_the_wheel_comes_nearer_to_what_is_under_the_pointer(network):
    place = middle(network.items[1])
    assert wheel(network, place, 1) and network.look.zoom == 1.5
    assert (middle(network.items[1]) - place).manhattanLength() < 0.01
    assert wheel(network, place, -4) and network.look == WHOLE


def test_the_wheel_is_the_pages_where_one_is_not_at_the_picture_or_at_its_end(network):
    place = middle(network.items[0])
    assert not wheel(network, place, -1)
    network.clearFocus()
    assert not wheel(network, place, 1) and network.look == WHOLE
    assert wheel(network, place, 1, CTRL) and network.look.zoom == 1.5


def test_the_hand_pulls_what_is_seen_along_and_opens_nothing(network):
    doors = []
    network.door_opened.connect(doors.append)
    network.zoom(2)
    QTest.qWait(250)
    place = middle(network.items[0])
    start, way = QPointF(260, 160), QPointF(-60, -30)
    drag(network, start, way)
    assert (middle(network.items[0]) - place - way).manhattanLength() < 0.01
    assert doors == [] and network.cursor().shape() != Qt.CursorShape.ClosedHandCursor
    network.zoom(0)
    QTest.qWait(250)
    QTest.mouseClick(network, LEFT, NONE, middle(network.items[0]).toPoint())
    assert doors == ["varga"]


def test_arrows_bring_what_they_lead_to_into_sight(network):
    network.zoom(3)
    QTest.qWait(250)
    for at in range(len(network.items)):
        QTest.keyClick(network, Qt.Key.Key_Home)
        network.go_to(at)
        QTest.keyClick(network, Qt.Key.Key_Right)
        QTest.keyClick(network, Qt.Key.Key_Left)
        QTest.qWait(200)
        assert network.rect().contains(middle(network.items[network.current]).toPoint())


def test_keys_come_nearer_to_what_one_is_at(network):
    network.go_to(1)
    place = middle(network.items[1])
    network.zoom(2)
    QTest.qWait(250)
    assert (middle(network.items[1]) - place).manhattanLength() < 0.01
    assert not network.rect().contains(middle(network.items[0]).toPoint())


def test_it_glides_there_or_is_there_at_once_where_nothing_shall_move(network, qapp, qtbot):
    network.zoom(1)
    assert network.look.zoom < 1.5
    qtbot.waitUntil(lambda: network.look.zoom == 1.5)
    reduce_motion(qapp, True)
    try:
        network.zoom(1)
        assert network.look.zoom == 2.25
    finally:
        reduce_motion(qapp, False)


def test_other_nodes_are_seen_as_a_whole(network):
    network.zoom(1)
    network.show_network(network._dots[:2], network._links[:1])
    assert network.look == WHOLE
    QTest.qWait(200)
    assert network.look == WHOLE


def test_names_in_a_thicket_cover_nothing_and_the_largest_come_first(qtbot):
    random = Random(4)
    dots = [
        Dot(f"Name of number {at}", "#2f6fde", at + 1, "", random.uniform(-1, 1),
            random.uniform(-1, 1))
        for at in range(60)
    ]  # fmt: skip
    network = Network("Thicket", None)
    qtbot.addWidget(network)
    network.resize(700, 500)
    network.show_network(dots, [])
    rooms = network.named_rooms()
    nodes = {item.name: QRectF(*item.box) for item in network.items}
    for at, (room, name) in enumerate(rooms):
        assert QRectF(network.rect()).contains(room)
        assert not any(room.intersects(other) for other, _ in rooms[at + 1 :])
        assert not any(room.intersects(box) for other, box in nodes.items() if other != name)
    shown = [name for _, name in rooms]
    assert 10 < len(shown) < len(dots), "some are left out"
    by_size = [one.name for one in reversed(dots)]
    assert shown == [name for name in by_size if name in shown] and by_size[0] in shown
