"""What holds for pictures of every kind, by real clicks and keys."""

import csv
import io
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.errors import TargetUnwritable
from annotator.ui.charts import saving
from annotator.ui.charts.table_view import TableView
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.theme import theme
from tests.ui.charts.pictures import MARKUP, PICTURES


@pytest.fixture(params=PICTURES)
def chart(request, qtbot):
    register_fonts()
    QApplication.setFont(interface_font())
    made = PICTURES[request.param]()
    qtbot.addWidget(made)
    made.resize(520, max(140, made.wanted_height()))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return made


def heard(chart):
    found = []
    chart.door_opened.connect(found.append)
    return found


def middle(item):
    return QPoint(*(round(one) for one in item.box.middle))


def test_a_click_opens_what_is_behind_each_item(chart, qtbot):
    doors = heard(chart)
    assert any(one.behind is not None for one in chart.items)
    for item in chart.items:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(item))
    assert doors == [one.behind for one in chart.items if one.behind is not None]


def test_tab_arrows_and_enter_reach_every_item(chart):
    assert chart.current == 0
    reached, waiting = {0}, [0]
    while waiting:
        start = waiting.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            chart.go_to(start)
            QTest.keyClick(chart, key)
            if chart.current not in reached:
                reached.add(chart.current)
                waiting.append(chart.current)
    assert reached == set(range(len(chart.items)))
    doors = heard(chart)
    for at, key in enumerate((Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter)):
        with_door = [n for n, one in enumerate(chart.items) if one.behind is not None]
        chart.go_to(with_door[at % len(with_door)])
        QTest.keyClick(chart, key)
        assert doors[-1] == chart.items[chart.current].behind
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.current == len(chart.items) - 1
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == 0


def test_it_is_told_what_it_is_and_what_one_is_at(chart):
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.role() == QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name) == chart.accessibleName() != ""
    told = []
    chart.pointed.connect(told.append)
    QTest.keyClick(chart, Qt.Key.Key_End)
    last = chart.items[-1]
    assert told == [last.words] and last.name in last.words and last.value in last.words
    assert interface.text(QAccessible.Text.Description) == last.words


def test_what_is_under_the_pointer_is_told_at_once(chart, qtbot):
    told = []
    chart.pointed.connect(told.append)
    item = next(one for one in chart.items if one.behind is not None)
    qtbot.mouseMove(chart, middle(item) + QPoint(1, 0))
    assert told[-1] == item.words
    assert chart.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_items_lie_within_the_picture_and_have_room(chart):
    for one in chart.items:
        left, top, width, height = one.box
        assert width >= 5 and height >= 5, one
        assert left >= -8 and top >= -8, one
        assert left + width <= chart.width() + 8 and top + height <= chart.height() + 8, one


def test_the_table_has_the_same_numbers_and_doors(chart, qtbot):
    table = chart.table()
    assert all(len(row) == len(table.columns) for row in table.rows)
    behind = {one for row in table.behind for one in row if one is not None}
    assert behind == {one.behind for one in chart.items if one.behind is not None}
    words = {cell for row in table.rows for cell in row}
    for one in chart.items:
        assert words & {one.value, one.value.split(" ")[0], one.name} or one.value == "0", one
    view = TableView(chart.accessibleName())
    qtbot.addWidget(view)
    view.show_table(table)
    with qtbot.waitExposed(view):
        view.show()
    doors = heard(view)
    row, column = next(
        (at, across)
        for at, cells in enumerate(table.behind)
        for across, one in enumerate(cells)
        if one is not None
    )
    view.setCurrentIndex(view.model().index(row, column))
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(view.model().index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert doors == [table.behind[row][column]] * 2


def test_it_is_painted_in_every_theme(chart):
    pictures = set()
    try:
        for choice in ("light", "dark"):
            for contrast in ("normal", "high"):
                theme().choose(choice)
                theme().choose_contrast(contrast)
                QApplication.processEvents()
                image = saving.as_image(chart)
                assert len(colours_of(image)) > 3
                pictures.add(bytes(image.constBits()))
    finally:
        theme().choose("system")
        theme().choose_contrast("system")
    assert len(pictures) == 4


def colours_of(image: QImage):
    return {
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }


def test_it_is_saved_as_picture_drawing_and_numbers(chart, tmp_path):
    for ending in ("png", "svg", "csv"):
        saving.save(chart, tmp_path / f"picture.{ending}")
    image = QImage(str(tmp_path / "picture.png"))
    assert image.size() == chart.size() * 2
    drawing = ElementTree.parse(tmp_path / "picture.svg")
    texts = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert texts and all(len(one.strip()) for one in texts)
    rows = list(csv.reader(io.StringIO((tmp_path / "picture.csv").read_text("utf-8-sig"))))
    table = chart.table()
    assert rows == [list(table.columns), *map(list, table.rows)]
    with pytest.raises(TargetUnwritable):
        saving.save(chart, tmp_path / "nowhere" / "picture.png")


def test_no_name_is_read_as_markup(chart):
    drawing = saving.as_svg(chart).decode()
    assert "<b>" not in drawing and "<img" not in drawing
    if any(MARKUP in one.name for one in chart.items):
        texts = [one.text for one in ElementTree.fromstring(drawing).iter() if one.text]
        assert any(one.strip() and MARKUP.startswith(one.strip().rstrip("…")) for one in texts)


def test_with_larger_letters_it_takes_more_room(chart):
    before = chart.sizeHint().height()
    font = chart.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    chart.setFont(font)
    QApplication.processEvents()
    assert chart.sizeHint().height() > 1.6 * before
    chart.resize(520, chart.sizeHint().height())
    QApplication.processEvents()
    assert len(colours_of(saving.as_image(chart))) > 3


def test_a_cell_never_runs_in_a_spreadsheet():
    from annotator.ui.charts.item import Table

    rows = list(csv.reader(io.StringIO(saving.as_csv(Table(("=A1", "b"), (("@x", "1"),))))))
    assert rows == [["'=A1", "b"], ["'@x", "1"]]
