"""What is on the screen after parts of it were painted anew is what painting all of it shows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan, MoveSpan, RelabelSpan
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view import span_edits
from tests.builders import TEXT, make_span

LONG = (TEXT + "قالت وزارة الميناء في مضيق هالم 12 May.\n") * 4


@pytest.fixture
def still(desk):
    """A desk whose caret does not blink."""
    desk.view.caret.hide()
    desk.view.focusProxy().clearFocus()
    QApplication.processEvents()
    return desk


def on_screen(desk):
    """What the platform has on its screen of the view."""
    QApplication.processEvents()
    screen = desk.view.screen()
    return screen.grabWindow(desk.view.winId()).toImage()


FAINT = 3
"""Of 255: Qt rounds the soft edge of a curve otherwise where the part painted cuts it, which nobody
sees; what was left from before is as strong as ink."""


def different_rows(one, other):
    """From which to which row two pictures differ, by more than is faint."""
    assert one.size() == other.size()
    one, other = (image.convertToFormat(image.Format.Format_RGB32) for image in (one, other))
    rows = []
    for y in range(one.height()):
        line, shown = bytes(one.constScanLine(y)), bytes(other.constScanLine(y))
        if line != shown and any(abs(a - b) > FAINT for a, b in zip(line, shown, strict=True)):
            rows.append(y)
    return rows


def check(desk):
    desk.settle()
    shown = on_screen(desk)
    desk.view.viewport().update()
    assert different_rows(shown, on_screen(desk)) == []


ranges = st.tuples(st.integers(0, len(LONG) - 40), st.integers(1, 38)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


def span_edit(desk, kind, which, covered, label):
    """An edit on one of the spans there are."""
    spans = sorted(desk.set.spans.values(), key=lambda span: span.id)
    span, other = spans[which % len(spans)], spans[(which + 1) % len(spans)]
    return {
        "part": lambda: span_edits.add_fragment(span, covered),
        "move": lambda: MoveSpan(span.id, (covered,)),
        "relabel": lambda: RelabelSpan(span.id, label),
        "relate": lambda: AddRelation(Relation(f"r{len(desk.edits)}", "s", span.id, other.id)),
        "delete": lambda: span_edits.delete_spans([span], desk.set.relations.values()),
    }[kind]()


def select_spans(desk, which):
    spans = sorted(desk.set.spans)
    desk.selection.select_spans({spans[which % len(spans)], spans[0]} if spans else ())


def select_relation(desk, which):
    relations = sorted(desk.set.relations)
    if relations:
        desk.selection.select_relation(relations[which % len(relations)])


LOOKS = {
    "text": lambda desk, which, covered: desk.selection.select_text(*covered),
    "clear": lambda desk, which, covered: desk.selection.set_caret(covered[0]),
    "scroll": lambda desk, which, covered: desk.view.scroll_by(which - 30),
    "spans": lambda desk, which, covered: select_spans(desk, which),
    "relation": lambda desk, which, covered: select_relation(desk, which),
    "undo": lambda desk, which, covered: desk.inverses and desk.apply(desk.inverses.pop()),
}
EDITS = ["add", "part", "move", "relabel", "relate", "delete"]
steps = st.lists(
    st.tuples(
        st.sampled_from([*LOOKS, *EDITS]), st.integers(0, 60), ranges, st.sampled_from("poc")
    ),
    min_size=1,
    max_size=12,
)


def act(desk, kind, which, covered, label):
    if kind in LOOKS:
        LOOKS[kind](desk, which, covered)
    elif kind == "add" or not desk.set.spans:
        desk.apply(AddSpan(Span(f"s{len(desk.edits)}", label, (covered,))))
    else:
        edit = span_edit(desk, kind, which, covered, label)
        if edit is not None:
            desk.apply(edit)


@given(steps)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_no_stale_pixel_is_left(still, given_steps):
    still.show_text(LONG)
    still.inverses.clear()
    on_screen(still)
    for step in given_steps:
        act(still, *step)
        QApplication.processEvents()
    check(still)


LONGER = LONG * 12
ANNOTATIONS = [
    Span(f"s{number}", "poc"[number % 3], ((at, at + 4 + number % 30),))
    for number, at in enumerate(range(3, len(LONGER) - 40, 61))
] + [
    Relation(f"r{number}", "s", f"s{number}", f"s{number + 1 + number % 3}")
    for number in range(0, 60, 2)
]
ways = st.lists(
    st.tuples(
        st.sampled_from(["wheel", "reveal", "caret", "spans", "focus", "zoom"]),
        st.integers(-700, 700),
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture
def steady(desk, qapp):
    """A desk whose caret is seen all the time."""
    hints = qapp.styleHints()
    before = hints.cursorFlashTime()
    hints.setCursorFlashTime(0)
    yield desk
    hints.setCursorFlashTime(before)


@given(ways)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_no_stale_pixel_is_left_by_scrolling(steady, given_ways):
    view, bar = steady.view, steady.view.verticalScrollBar()
    view.setFocus()
    steady.show_text(LONGER, *ANNOTATIONS)
    on_screen(steady)
    for way, by in given_ways:
        match way:
            case "wheel":
                bar.setValue(bar.value() + by)
            case "reveal":
                view.reveal(view.visible_range()[0] + abs(by))
            case "caret":
                steady.selection.set_caret(view.visible_range()[0] + abs(by) // 2)
            case "spans":
                steady.selection.select_spans([f"s{abs(by) % 40}"])
            case "focus":
                view.clearFocus() if by < 0 else view.setFocus()
            case "zoom":
                view.zoom(1 if by > 0 else -1)
        QApplication.processEvents()
    check(steady)


def test_a_step_of_the_wheel_paints_what_comes_into_view_alone(steady):
    steady.show_text(LONGER, *ANNOTATIONS)
    steady.view.scroll_to(len(LONGER) // 2)
    steady.settle()
    on_screen(steady)
    work, bar = steady.view.galley.work, steady.view.verticalScrollBar()
    before = work.painted_lines
    steady.view.viewport().repaint()
    whole = work.painted_lines - before
    for step in (30, -30):
        before = work.painted_lines
        bar.setValue(bar.value() + step)
        QApplication.processEvents()
        assert 0 < work.painted_lines - before <= whole / 2
    check(steady)


def test_a_new_span_is_painted_at_once_and_alone(still):
    still.show_text(TEXT, make_span(TEXT, "Norrow Lines", "o", "a"))
    on_screen(still)
    work = still.view.galley.work
    before = work.painted_lines
    still.selection.select_spans(["a"])
    first = on_screen(still)
    lines = work.painted_lines - before
    assert lines < len(still.view.galley.blocks)
    still.settle()
    assert different_rows(first, on_screen(still)) == []  # no other span, so none recedes


def grow(desk, at):
    """Label words of one line until it takes more room."""
    height = desk.view.galley.laid(2).height
    for number in range(3):
        desk.apply(AddSpan(Span(f"s{len(desk.edits)}", "o", ((at, at + 5 + 6 * number),))))
        QApplication.processEvents()
    assert desk.view.galley.laid(2).height > height


def test_what_only_moves_is_not_painted_again(still):
    still.show_text(LONG)
    whole = on_screen(still)
    work = still.view.galley.work
    before = work.painted_lines
    still.view.viewport().repaint()
    all_lines = work.painted_lines - before
    before = work.painted_lines
    grow(still, still.view.galley.blocks[2].start)
    assert work.painted_lines - before < 3 * all_lines / 2
    assert len(different_rows(whole, on_screen(still))) > whole.height() / 3  # much has moved
    check(still)


def test_it_comes_back_to_where_it_was(still):
    still.show_text(LONG)
    whole = on_screen(still)
    grow(still, still.view.galley.blocks[2].start)
    for inverse in reversed(list(still.inverses)):
        still.apply(inverse)
        QApplication.processEvents()
    assert different_rows(whole, on_screen(still)) == []
    check(still)


@pytest.mark.parametrize("leaves", [False, True])
def test_the_caret_moves_along_and_leaves_nothing_behind(desk, leaves):
    desk.show_text(LONG)
    desk.put_caret(desk.view.galley.blocks[4].start + 3)
    desk.view.caret.show()
    QApplication.processEvents()
    grow(desk, desk.view.galley.blocks[2].start)
    if leaves:
        desk.put_caret(0)
    desk.view.caret.show()
    shown = on_screen(desk)
    desk.view.viewport().update()
    assert different_rows(shown, on_screen(desk)) == []
