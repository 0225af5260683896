"""Marking with the mouse, through real mouse events."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, MoveSpan
from annotator.model.relation import Relation
from tests.builders import TEXT, make_span
from tests.ui.text_view.desk import CTRL, LEFT, SHIFT


@pytest.fixture
def marked(desk):
    desk.show_text(
        TEXT,
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "Varga", "p", "short"),
        make_span(TEXT, "harbour master", "r", "role"),
        make_span(TEXT, "Norrow Lines", "o", "norrow"),
        Relation("rel", "h", "varga", "role"),
    )
    return desk


def test_a_drag_selects_whole_words(desk):
    desk.drag_text(desk.find("lse"), desk.find("arga") + 2)
    assert desk.selected_text == "Ilse Varga"


def test_a_drag_backwards_puts_the_caret_first(desk):
    desk.drag_text(desk.find("arga") + 2, desk.find("lse"))
    assert desk.selected_text == "Ilse Varga"
    assert desk.selection.caret == desk.find("Ilse")


def test_ctrl_while_dragging_selects_characters(desk):
    start = desk.find("master")
    desk.drag_text(start + 1, start + 4, CTRL)
    assert desk.selected_text == "ast"


def test_what_ctrl_selected_inside_a_word_is_labelled_so(desk):
    start = desk.find("master")
    desk.drag_text(start + 1, start + 4, CTRL)
    desk.view.label("p")
    assert [one.span.fragments for one in desk.edits] == [((start + 1, start + 4),)]


def test_a_drag_inside_a_span_selects_text(marked):
    start = marked.find("Ilse Varga")
    marked.drag_text(start + 1, start + 3)
    assert marked.selected_text == "Ilse"
    assert marked.selection.spans == ()


def test_the_least_tremble_is_a_click(marked):
    point = marked.point_at(marked.find("said"))
    marked.press(point)
    marked.move(point + QPointF(1, 1))
    marked.release(point + QPointF(1, 1))
    assert marked.selection.text is None
    assert marked.selection.caret == marked.find("said")


def test_clicks_walk_through_what_lies_at_one_place(marked):
    point = marked.point_at(marked.find("Varga") + 2)
    marked.click(point)
    assert marked.selection.spans == ("short",)
    marked.click(point)
    assert marked.selection.spans == ("varga",)
    marked.click(point)
    assert marked.selection.spans == ("short",)
    marked.click(marked.point_at(marked.find("said")))
    assert marked.selection.spans == ()


def test_ctrl_click_selects_several(marked):
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    marked.click(marked.point_at(marked.find("harbour") + 2), CTRL)
    assert marked.selection.spans == ("norrow", "role")


def test_a_click_on_a_name_selects_its_span(marked):
    marked.click(marked.name_point("varga"))
    assert marked.selection.spans == ("varga",)


def test_shift_click_extends_the_selection(desk):
    desk.put_caret(desk.find("Ilse"))
    desk.click(desk.point_at(desk.find("harbour") + 3), SHIFT)
    assert desk.selected_text == "Ilse Varga, the harbour"


def test_double_and_triple_click(desk):
    point = desk.point_at(desk.find("master") + 2)
    desk.double_click(point)
    assert desk.selected_text == "master"
    desk.click(point)
    assert desk.selected_text.startswith("A spokesman")
    assert desk.selected_text.endswith("June.”")


def test_dragging_an_end_moves_it_by_words(marked):
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    end = marked.find("Norrow Lines") + len("Norrow Lines")
    marked.drag(marked.point_at(end, dx=-1.0), marked.point_at(end + 4))
    assert isinstance(marked.edits[-1], MoveSpan)
    assert marked.set.spans["norrow"].covered_text(TEXT) == "Norrow Lines would"
    assert marked.selection.spans == ("norrow",)


def test_dragging_a_start_shortens_a_span(marked):
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    start = marked.find("Norrow Lines")
    marked.drag(marked.point_at(start, dx=1.0), marked.point_at(start + 9))
    assert marked.set.spans["norrow"].covered_text(TEXT) == "Lines"


def test_dragging_from_a_name_makes_the_only_relation_allowed(marked):
    marked.selection.clear()
    marked.set = marked.set  # as shown
    marked.drag(marked.name_point("role"), marked.point_at(marked.find("Ilse") + 1))
    made = [one for one in marked.edits if isinstance(one, AddRelation)]
    # role -> person allows "same as"; "holds role" back is there already.
    assert [one.relation.label for one in made] == ["s"]


def test_dragging_to_a_span_with_several_labels_asks_which(marked):
    marked.drag(marked.name_point("varga"), marked.point_at(marked.find("Norrow") + 3))
    assert marked.edits == []
    assert marked.view.relating.is_active
    marked.type("w")
    (made,) = marked.edits
    assert (made.relation.label, made.relation.head, made.relation.tail) == ("w", "varga", "norrow")


def test_while_a_relation_is_dragged_what_is_allowed_lights_up(marked):
    marked.press(marked.name_point("varga"))
    marked.move(marked.point_at(marked.find("said")))
    marked.move(marked.point_at(marked.find("Norrow") + 3))
    assert {"norrow", "role"} <= marked.view.relating.targets()
    marked.release(marked.point_at(marked.find("said")))
    assert marked.view.relating.targets() == frozenset()
    assert marked.edits == []


def test_a_click_on_an_arc_selects_the_relation(marked):
    (point, *_) = marked.wire_points("rel")
    marked.click(point)
    assert marked.selection.relation == "rel"


def test_a_click_on_a_stub_goes_to_the_far_end(desk):
    text = "Alva went home.\n\n" + "More words here.\n\n" * 3 + "The ferry office shut."
    desk.show_text(
        text,
        make_span(text, "Alva", "p", "a"),
        make_span(text, "ferry office", "o", "b"),
        Relation("r", "w", "a", "b"),
    )
    points = desk.wire_points("r")
    assert len(points) == 2
    desk.click(points[0])
    assert desk.selection.spans == ("b",)
    assert desk.selection.caret == text.index("ferry office")
    desk.view.come_back()
    assert desk.selection.caret == 0


def test_the_pointer_says_what_a_press_would_do(marked):
    def hover(point):
        marked.mouse(marked_event, point, Qt.MouseButton.NoButton, button=Qt.MouseButton.NoButton)
        return marked.view.viewport().cursor().shape()

    from PySide6.QtCore import QEvent

    marked_event = QEvent.Type.MouseMove
    assert hover(marked.point_at(marked.find("said"))) == Qt.CursorShape.IBeamCursor
    assert hover(marked.name_point("varga")) == Qt.CursorShape.PointingHandCursor
    assert hover(marked.wire_points("rel")[0]) == Qt.CursorShape.PointingHandCursor
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    edge = marked.point_at(marked.find("Norrow"), dx=0.5)
    assert hover(edge) == Qt.CursorShape.SizeHorCursor


def test_the_right_button_asks_for_a_menu_of_what_is_there(marked):
    asked = []
    marked.view.menu_requested.connect(lambda place, spans: asked.append(spans))
    at = marked.point_at(marked.find("Varga") + 2).toPoint()
    viewport = marked.view.viewport()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at), Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)
    assert asked == [["short", "varga"]]
    assert marked.selection.spans == ("short",)


def test_a_drag_beyond_the_window_scrolls_on(desk, qtbot):
    text = "\n".join(f"Line number {n} of a long article." for n in range(200))
    desk.show_text(text)
    start = desk.point_at(5)
    below = QPointF(start.x(), desk.view.viewport().height() + 40.0)
    desk.press(start)
    desk.move(start + QPointF(30, 30))
    desk.move(below)
    first = desk.selection.caret
    qtbot.waitUntil(lambda: desk.selection.caret > first + 200)
    desk.release(below)
    after = desk.selection.caret
    QApplication.processEvents()
    assert desk.selection.caret == after


def test_a_drag_scrolls_at_the_rim_of_the_text_too(desk, qtbot):
    """On a full screen the pointer cannot leave the text."""
    desk.show_text("\n".join(f"Line number {n} of a long article." for n in range(200)))
    start = desk.point_at(5)
    rim = QPointF(start.x(), desk.view.viewport().height() - 1.0)
    desk.press(start)
    desk.move(rim)
    first = desk.selection.caret
    qtbot.waitUntil(lambda: desk.selection.caret > first + 100)
    desk.release(rim)


def test_ctrl_holds_while_a_drag_scrolls(desk, qtbot):
    desk.show_text("\n".join(f"Line number {n} of a long article." for n in range(200)))
    start = desk.point_at(7)
    below = QPointF(start.x(), desk.view.viewport().height() + 30.0)
    desk.press(start, CTRL)
    desk.move(below, CTRL)
    first = desk.selection.caret
    qtbot.waitUntil(lambda: desk.selection.caret > first + 100)
    assert desk.selection.text[0] == 7
    desk.release(below, CTRL)
    assert desk.selection.text[0] == 7


def test_a_double_click_dragged_on_selects_by_words_whatever_the_granularity(desk):
    desk.view.marking.granularity = "character"
    point = desk.point_at(desk.find("master") + 2)
    desk.click(point)
    desk.mouse(QEvent.Type.MouseButtonDblClick, point, LEFT)
    desk.move(desk.point_at(desk.find("Monday") + 3))
    assert desk.selected_text == "master, said on Monday"
    desk.move(desk.point_at(desk.find("harbour") + 3))
    assert desk.selected_text == "harbour master"
    desk.release(desk.point_at(desk.find("harbour") + 3))
    assert desk.selected_text == "harbour master"


def test_a_triple_click_dragged_on_selects_by_paragraphs(desk):
    desk.show_text("One here.\nTwo there.\nThree.")
    point = desk.point_at(3)
    desk.double_click(point)
    desk.press(point)
    assert desk.selected_text == "One here."
    desk.move(desk.point_at(desk.find("there")))
    assert desk.selected_text == "One here.\nTwo there."
    desk.release(desk.point_at(desk.find("there")))
    assert desk.selected_text == "One here.\nTwo there."


def test_a_third_click_elsewhere_is_a_click(desk):
    desk.double_click(desk.point_at(desk.find("master") + 2))
    desk.click(desk.point_at(desk.find("Monday") + 2))
    assert desk.selected_text is None


def test_shift_click_can_be_dragged_on(desk):
    desk.put_caret(desk.find("Ilse"))
    desk.press(desk.point_at(desk.find("Varga") + 3), SHIFT)
    assert desk.selected_text == "Ilse Varga"
    desk.move(desk.point_at(desk.find("harbour") + 3), SHIFT)
    assert desk.selected_text == "Ilse Varga, the harbour"
    desk.release(desk.point_at(desk.find("harbour") + 3), SHIFT)
    assert desk.selected_text == "Ilse Varga, the harbour"


def test_escape_gives_a_drag_of_an_end_up(marked):
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    end = marked.find("Norrow Lines") + len("Norrow Lines")
    marked.press(marked.point_at(end, dx=-1.0))
    marked.move(marked.point_at(end + 4))
    marked.view.cancel()
    assert marked.selection.spans == ("norrow",)
    marked.release(marked.point_at(end + 4))
    assert marked.edits == []


def test_escape_gives_a_dragged_relation_up(marked):
    marked.press(marked.name_point("varga"))
    marked.move(marked.point_at(marked.find("said")))
    marked.view.cancel()
    assert marked.view.relating.targets() == frozenset()
    marked.release(marked.point_at(marked.find("Norrow") + 3))
    assert marked.edits == []
    assert not marked.view.relating.is_active


def test_a_relation_dropped_outside_the_text_is_none(marked):
    beyond = marked.point_at(marked.find("Norrow") + 3)
    marked.view.resize(900, int(beyond.y()) - 6)
    QApplication.processEvents()
    marked.press(marked.name_point("varga"))
    marked.move(marked.point_at(marked.find("said")))
    marked.move(beyond)
    marked.release(beyond)
    assert marked.edits == []
    assert not marked.view.relating.is_active


def test_what_scrolls_into_view_under_a_dragged_relation_lights_up_too(desk, qtbot):
    text = "Alva spoke.\n" + "Nothing at all happened here.\n" * 60 + "The ferry office shut.\n"
    desk.show_text(
        text, make_span(text, "Alva", "p", "a"), make_span(text, "ferry office", "o", "far")
    )
    start = desk.name_point("a")
    below = QPointF(300.0, desk.view.viewport().height() + 60.0)
    desk.press(start)
    desk.move(start + QPointF(9, 9))
    assert "far" not in desk.view.relating.targets()
    desk.move(below)
    qtbot.waitUntil(lambda: "far" in desk.view.relating.targets())
    where = desk.view.gestures._home_of(desk.view.gestures._drag)
    assert where.y() < 0  # the line still comes from where the name went
    desk.move(desk.name_point("far"))
    desk.release(desk.name_point("far"))
    desk.type("w")
    assert [one.relation.tail for one in desk.edits] == ["far"]


@pytest.mark.parametrize(
    ("text", "words", "dragged", "to", "result"),
    [
        ("قالت وزارة الميناء في مضيق", "وزارة", "end", "الميناء", "وزارة الميناء"),
        ("قالت وزارة الميناء في مضيق", "الميناء", "start", "وزارة", "وزارة الميناء"),
        ("He read وزارة الميناء في مضيق aloud.", "الميناء", "end", "في", "الميناء في"),
        ("He read وزارة الميناء في مضيق aloud.", "الميناء", "start", "وزارة", "وزارة الميناء"),
        ("قالت Norrow Lines Ltd في مضيق", "Lines", "end", "Ltd", "Lines Ltd"),
        ("قالت Norrow Lines Ltd في مضيق", "Lines", "start", "Norrow", "Norrow Lines"),
    ],
)
def test_the_ends_of_words_of_either_direction_are_where_the_eye_sees_them(
    desk, text, words, dragged, to, result
):
    desk.show_text(text, make_span(text, words, "o", "a"))
    desk.selection.select_spans(["a"])
    edges = {}
    (line,) = desk.view.galley.laid(0).lines
    (box,) = line.boxes
    y = desk.view.top_of(0) + line.text_top + line.text_height / 2
    for x in (box.left, box.right):
        point = QPointF(desk.view.column_left() + x, y)
        edges[desk.view.pick_at(point).edge[2]] = point
    middle = desk.find(to) + len(to) // 2
    desk.drag(edges[dragged], desk.point_at(middle, dx=0.0))
    assert desk.covered() == [("o", result)]


def test_ends_never_lie_inside_a_grapheme(desk):
    family = "👨‍👩‍👧"
    text = f"ab{family}cd e\u0301f"
    desk.show_text(text)
    desk.drag_text(1, 2 + len(family), CTRL)
    assert desk.selected_text == "b" + family
    desk.drag_text(2, 2 + len(family), CTRL)
    assert desk.selected_text == family
