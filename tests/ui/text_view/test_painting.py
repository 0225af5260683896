"""Counted work: an edit lays out and paints only what it touches; what is off screen costs nothing."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, RelabelSpan
from annotator.model.document import Section
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view.colours import DARK, LIGHT, contrast
from tests.builders import LABEL_SET, TEXT, make_span

LINES = 400
LONG = "\n".join(
    f"Paragraph {n}: the harbour office of Norrow said nothing new." for n in range(LINES)
)


def count(desk, act):
    work = desk.view.galley.work
    before = (work.shaped, work.laid, work.painted_lines)
    act()
    desk.view.grab()
    after = (work.shaped, work.laid, work.painted_lines)
    return tuple(b - a for a, b in zip(before, after, strict=True))


def test_painting_draws_the_lines_on_screen_and_no_more(desk):
    desk.show_text(LONG)
    shaped, laid, lines = count(desk, lambda: None)
    assert (shaped, laid) == (0, 0)
    height = desk.view.viewport().height()
    assert 5 < lines <= height / desk.view.galley.laid(0).height + 10


def test_opening_lays_out_what_is_seen_before_anything_else(desk, qtbot):
    from tests.builders import make_document, make_set

    desk.view.show_document(make_document(LONG), make_set(), LABEL_SET)
    desk.view.grab()
    assert desk.view.galley.work.laid < 60
    desk.settle()
    assert desk.view.galley.heights.all_exact()


def test_a_label_lays_out_one_block_and_shapes_none(desk):
    desk.show_text(LONG)
    at = desk.find("Norrow", 4)
    desk.view.grab()
    shaped, laid, _ = count(desk, lambda: (desk.put_caret(at), desk.view.label("o")))
    assert (shaped, laid) == (0, 1)


def test_a_relation_lays_out_the_blocks_of_its_ends(desk):
    desk.show_text(
        LONG, make_span(LONG, "Norrow", "p", "a", 2), make_span(LONG, "harbour", "o", "b", 6)
    )
    desk.view.grab()
    edit = Relation("r", "w", "a", "b")
    from annotator.edits.edit import AddRelation

    shaped, laid, _ = count(desk, lambda: desk.apply(AddRelation(edit)))
    assert (shaped, laid) == (0, 2)


def test_an_edit_off_screen_measures_its_block_later_while_idle(desk):
    desk.show_text(LONG)
    total = desk.view.galley.heights.total
    span = Span("x", "p", ((len(LONG) - 10, len(LONG) - 2),))
    assert count(desk, lambda: desk.apply(AddSpan(span)))[:2] == (0, 0)
    shaped, laid, _ = count(desk, desk.settle)
    assert laid == 1
    assert shaped <= 1
    assert desk.view.galley.heights.total > total


def test_other_names_of_labels_lay_out_what_is_seen_and_shape_nothing(desk):
    desk.show_text(LONG, *(make_span(LONG, "Norrow", "p", str(n), n + 1) for n in range(LINES)))
    desk.view.grab()
    shaped, laid, _ = count(desk, lambda: desk.view.set_label_set(LABEL_SET))
    assert shaped == 0
    assert 0 < laid < 40


def test_idle_work_rests_after_each_picture(desk):
    from tests.builders import make_document, make_set

    desk.view.show_document(make_document(LONG), make_set(), LABEL_SET)
    while desk.view.idle.pause > 0:
        QApplication.processEvents()  # one slice at a time: all of it may be done in ten
    assert not desk.view.is_settled
    desk.view.viewport().repaint()
    assert desk.view.idle.pause > 0
    desk.settle()
    assert desk.view.galley.heights.all_exact()


def test_changes_of_another_set_or_article_are_passed_over(desk):
    from dataclasses import replace

    from annotator.model.changes import Changes
    from tests.builders import make_set

    span = make_span(TEXT, "Varga")
    other = replace(make_set(span), id="other")
    desk.view.apply_changes(Changes("talks", other, spans=((None, span),)))
    desk.view.apply_changes(Changes("elsewhere", desk.set, spans=((None, span),)))
    assert not desk.view.index.spans


def test_selecting_lays_out_nothing(desk):
    desk.show_text(LONG, make_span(LONG, "Norrow", "p", "a", 2))
    desk.view.grab()
    assert count(desk, lambda: desk.selection.select_spans(["a"]))[:2] == (0, 0)


def test_scrolling_to_and_fro_ends_where_it_began(desk):
    desk.show_text(LONG, *(make_span(LONG, "Norrow", "p", str(n), n + 1) for n in range(50)))
    desk.view.scroll_to(desk.find("Paragraph 200"))
    bar = desk.view.verticalScrollBar()
    first = desk.view.visible_range()
    value = bar.value()
    for _ in range(20):
        bar.setValue(bar.value() + 60)
    for _ in range(20):
        bar.setValue(bar.value() - 60)
    assert bar.value() == value
    assert desk.view.visible_range() == first


def test_exact_heights_learnt_while_idle_do_not_move_the_text(desk):
    from tests.builders import make_document, make_set

    spans = [make_span(LONG, "Norrow", "p", str(n), n + 1) for n in range(150)]
    desk.view.show_document(make_document(LONG), make_set(*spans), LABEL_SET)
    desk.view.scroll_to(LONG.index("Paragraph 300"))
    before = desk.view.caret_rect(LONG.index("Paragraph 300")).top()
    desk.settle()
    assert desk.view.caret_rect(LONG.index("Paragraph 300")).top() == pytest.approx(before)


def test_a_narrower_window_keeps_the_top_line_in_place(desk):
    text = " ".join(f"word{n}" for n in range(3000))
    desk.show_text(text)
    desk.view.scroll_to(text.index("word1500"))
    at = desk.view.visible_range()[0]
    desk.view.resize(500, 600)
    desk.settle()
    start, end = desk.view.visible_range()
    assert start <= at < end
    assert abs(start - at) < 200


def test_larger_text_keeps_the_place_and_returns_to_normal(desk):
    desk.show_text(LONG)
    desk.view.scroll_to(desk.find("Paragraph 200"))
    height = desk.view.galley.laid(0).height
    sizes = []
    desk.view.zoomed.connect(sizes.append)
    desk.view.zoom(2)
    assert desk.view.galley.laid(0).height > height
    assert (
        desk.view.visible_range()[0] <= desk.find("Paragraph 200") <= desk.view.visible_range()[1]
    )
    desk.view.zoom(0)
    assert desk.view.galley.laid(0).height == pytest.approx(height)
    assert sizes[-1] == 13.5


def image_of(desk) -> QImage:
    return desk.view.viewport().grab().toImage()


def colours_in(image, rect: QRect):
    return {
        image.pixelColor(x, y).name()
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom())
    }


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_span_wears_its_tint_its_underline_and_its_name(desk, colours):
    desk.show_text(TEXT, make_span(TEXT, "Norrow Lines", "o", "a"))
    desk.view.set_colours(colours)
    desk.selection.set_caret(0)
    image = image_of(desk)
    wears = desk.view.painter.label_colours("o")
    rect = desk.view.caret_rect(desk.find("Norrow")).toAlignedRect().adjusted(2, 0, 40, 8)
    seen = colours_in(image, rect)
    assert wears.tint in seen
    assert wears.strong in seen
    assert colours.text in seen or any(contrast(one, wears.tint) > 4.5 for one in seen)
    assert image.pixelColor(3, 3).name() == colours.background


def test_the_ring_shows_what_is_selected_and_the_rest_recedes(desk):
    desk.show_text(
        TEXT, make_span(TEXT, "Norrow Lines", "o", "a"), make_span(TEXT, "Ilse", "p", "b")
    )
    desk.selection.select_spans(["a"])
    image = image_of(desk)
    around = desk.view.caret_rect(desk.find("Norrow")).toAlignedRect().adjusted(-6, 0, 6, 8)
    assert LIGHT.ring in colours_in(image, around)
    other = desk.view.caret_rect(desk.find("Ilse")).toAlignedRect().adjusted(2, 0, 20, 8)
    wears = desk.view.painter.label_colours("p")
    seen = colours_in(image, other)
    assert wears.quiet in seen
    assert wears.tint not in seen


def test_a_comma_beside_a_selected_span_is_not_hidden_by_the_ring(desk):
    text = "Of Lines, others know."
    desk.show_text(text, make_span(text, "Lines", "o", "a"))
    rect = desk.view.caret_rect(text.index(",")).toAlignedRect().adjusted(0, 0, 6, 0)

    def dark_pixels():
        return {
            (x, y)
            for x in range(rect.left(), rect.right())
            for y in range(rect.bottom() - 9, rect.bottom() - 1)
            if contrast(image_of(desk).pixelColor(x, y).name(), "#000000") < 2
        }

    before = dark_pixels()
    desk.selection.select_spans(["a"])
    assert before
    assert before <= dark_pixels()


def test_another_label_shows_at_once(desk):
    desk.show_text(TEXT, make_span(TEXT, "Norrow Lines", "o", "a"))
    desk.apply(RelabelSpan("a", "p"))
    (name,) = [n for line in desk.view.galley.laid(2).lines for n in line.names]
    assert name.text == "PERSON"


def test_the_title_is_large_and_the_date_small(desk):
    text = "Council opens talks\nA ferry may come back.\n24 January, 2017\nBody text here."
    sections = [
        Section("title", 0, 19),
        Section("standfirst", 20, 42),
        Section("date", 43, 59),
    ]
    desk.show_text(text, sections=sections)
    heights = [desk.view.galley.laid(n).lines[0].text_height for n in range(4)]
    assert heights[0] > heights[1] >= heights[3] > heights[2]
    assert desk.view.galley.laid(0).paragraph.x_at(19) > desk.view.galley.laid(3).paragraph.x_at(59)


def test_text_is_never_taken_for_markup(desk):
    text = "<b>bold</b> &amp; <img src=x> {\\rtf1} \x00\x1b[31m"
    desk.show_text(text)
    bare = desk.view.galley.laid(0).paragraph
    assert bare.x_at(3) > 10
    assert desk.view.galley.laid(0).lines[-1].end == len(text)
    desk.selection.select_text(0, len(text))
    desk.view.copy()

    assert QApplication.clipboard().text() == text


def test_hits_are_shown(desk):
    desk.view.set_hits([(desk.find("Ilse"), desk.find("Ilse") + 4)])
    rect = desk.view.caret_rect(desk.find("Ilse")).toAlignedRect().adjusted(1, 2, 20, -2)
    assert LIGHT.find in colours_in(image_of(desk), rect)


def test_an_empty_article_and_none(desk):
    desk.show_text("")
    desk.view.label("p")
    desk.view.grab()
    assert desk.edits == []
    desk.view.clear_document()
    desk.view.grab()
    from PySide6.QtCore import Qt

    desk.key(Qt.Key.Key_Right)
    desk.view.select_next_span()
    desk.view.start_relation()
    desk.view.label("p")
    assert desk.edits == []


def test_no_timer_runs_while_nothing_is_seen(desk, qtbot):
    from PySide6.QtCore import QTimer

    desk.show_text(LONG)
    desk.view.hide()
    assert not [timer for timer in desk.view.findChildren(QTimer) if timer.isActive()]
    desk.view.show()
    desk.settle()


def test_a_label_over_many_empty_lines_lays_out_what_is_seen(desk):
    text = "Norrow\n" + "\n" * 3000 + "The ferry.\n"
    desk.show_text(text)
    desk.view.select_all()
    desk.settle()
    shaped, laid, _ = count(desk, lambda: desk.view.label("o"))
    assert (shaped, laid) == (0, 1)
    assert count(desk, desk.settle)[1] <= 1  # the last line; no empty one
    assert desk.covered() == [("o", text)]
