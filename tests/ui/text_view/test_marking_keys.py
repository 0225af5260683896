"""Marking with keys alone, through real key events."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan, MoveSpan, RelabelSpan, RemoveSpan, Together
from annotator.model.relation import Relation
from tests.builders import TEXT, make_span
from tests.ui.text_view.desk import CTRL, SHIFT

ALT = Qt.KeyboardModifier.AltModifier


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


def test_the_word_at_the_caret_costs_one_call(desk):
    desk.put_caret(desk.find("Norrow") + 2)
    desk.view.label("o")
    assert desk.covered() == [("o", "Norrow")]
    assert desk.selection.spans == (next(iter(desk.set.spans)),)


def test_a_name_of_several_words_costs_as_many_acts(desk):
    desk.put_caret(desk.find("Ilse"))
    desk.view.label("p")
    desk.view.move_end(1)
    assert desk.covered() == [("p", "Ilse Varga")]
    assert len(desk.edits) == 2


def test_shift_and_ctrl_right_select_whole_words(desk):
    desk.put_caret(desk.find("Ilse"))
    desk.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert desk.selected_text == "Ilse"
    desk.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert desk.selected_text == "Ilse Varga"
    desk.key(Qt.Key.Key_Left, CTRL | SHIFT)
    assert desk.selected_text == "Ilse"
    desk.view.label("p")
    assert desk.covered() == [("p", "Ilse")]


def test_shift_right_selects_words_or_characters_by_granularity(desk):
    desk.put_caret(desk.find("Norrow"))
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.selected_text == "Norrow"
    desk.view.cycle_granularity()
    assert desk.view.granularity == "character"
    desk.put_caret(desk.find("Norrow"))
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.selected_text == "No"
    desk.view.cycle_granularity()
    assert desk.view.granularity == "sentence"
    desk.view.cycle_granularity()
    assert desk.view.granularity == "word"


def test_a_selection_reaches_back_over_where_it_began(desk):
    desk.put_caret(desk.find("Varga"))
    desk.key(Qt.Key.Key_Left, SHIFT | CTRL)
    assert desk.selected_text == "Ilse"
    assert desk.selection.caret == desk.find("Ilse")


def test_arrows_move_by_character_and_word(desk):
    desk.put_caret(0)
    desk.key(Qt.Key.Key_Right)
    assert desk.selection.caret == 1
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.selection.caret == desk.find("opens")
    desk.key(Qt.Key.Key_Left, CTRL)
    assert desk.selection.caret == 0
    desk.key(Qt.Key.Key_End, CTRL)
    assert desk.selection.caret == len(desk.document.text)
    desk.key(Qt.Key.Key_Home, CTRL)
    assert desk.selection.caret == 0


def test_up_and_down_keep_the_column_and_skip_blank_lines(desk):
    desk.put_caret(8)
    desk.key(Qt.Key.Key_Down)
    first = desk.selection.caret
    assert desk.document.text[:first].count("\n") == 2
    desk.key(Qt.Key.Key_Up)
    assert desk.selection.caret == 8


def test_home_and_end_stay_on_the_line(desk):
    at = desk.find("harbour")
    desk.put_caret(at)
    desk.key(Qt.Key.Key_Home)
    start = desk.selection.caret
    desk.key(Qt.Key.Key_End)
    end = desk.selection.caret
    assert start <= at < end
    laid = desk.view.galley.laid(desk.view.galley.blocks.number_at(at))
    assert (
        laid.paragraph.line_at(start) == laid.paragraph.line_at(at) == laid.paragraph.line_at(end)
    )


def test_paragraph_steps(desk):
    desk.put_caret(3)
    desk.key(Qt.Key.Key_Down, CTRL)
    assert desk.selection.caret == desk.find("A spokesman")
    desk.key(Qt.Key.Key_Up, CTRL)
    assert desk.selection.caret == 0


def test_select_a_sentence_all_and_copy_from_the_article(desk, qapp):
    desk.put_caret(desk.find("agreed"))
    desk.view.select_sentence()
    assert "We agreed" in desk.selected_text
    desk.key(Qt.Key.Key_C, CTRL, "\x03")
    assert qapp.clipboard().text() == desk.selected_text
    desk.key(Qt.Key.Key_A, CTRL, "\x01")
    assert desk.selected_text == desk.document.text


def test_moving_the_caret_lets_go_of_the_span(marked):
    marked.selection.select_spans(["varga"])
    marked.key(Qt.Key.Key_Right)
    assert marked.selection.spans == ()


def test_from_a_selected_span_the_caret_goes_on_behind_it_and_back_before_it(marked):
    start = marked.find("Ilse Varga")
    marked.view.go_to_span("varga")
    marked.key(Qt.Key.Key_Right, CTRL)
    assert marked.selection.caret == marked.find("the harbour")
    marked.view.go_to_span("varga")
    marked.key(Qt.Key.Key_Left, CTRL)
    assert marked.selection.caret == marked.find("for")
    marked.view.go_to_span("varga")
    marked.key(Qt.Key.Key_Right)
    assert marked.selection.caret == start + len("Ilse Varga")
    assert marked.selection.spans == ()
    marked.view.go_to_span("varga")
    marked.view.cancel()
    marked.key(Qt.Key.Key_Right, CTRL)
    assert marked.selection.caret == marked.find("Varga")


def test_from_selected_text_the_caret_goes_to_its_edges_first(desk):
    start = desk.find("Ilse Varga")
    desk.selection.select_text(start + 10, start)
    desk.key(Qt.Key.Key_Right)
    assert desk.selection.caret == start + 10
    desk.selection.select_text(start, start + 10)
    desk.key(Qt.Key.Key_Left)
    assert desk.selection.caret == start


def test_the_column_is_forgotten_once_the_hand_was_elsewhere(desk):
    desk.show_text("A first line of words.\nA second line of words.\nA third line of words.")
    desk.put_caret(15)
    desk.key(Qt.Key.Key_Down)
    column = desk.selection.caret - 23
    assert abs(column - 15) <= 2
    desk.put_caret(25)  # as a click does
    desk.key(Qt.Key.Key_Down)
    assert abs(desk.selection.caret - 47 - 2) <= 1


def test_the_column_is_kept_while_lines_are_selected(desk):
    lines = ["Some words here and there.", "Unforeseeable circumstances.", "Some words here and."]
    desk.show_text("\n".join(lines * 3))
    desk.put_caret(7)
    for _ in range(6):
        desk.key(Qt.Key.Key_Down, SHIFT)
    line_start = desk.document.text.rfind("\n", 0, desk.selection.caret) + 1
    assert desk.selection.caret - line_start == len("Some words")


def test_selecting_by_sentences_grows_and_shrinks_by_keys(desk):
    desk.show_text("One here. Two there. Three is last.")
    desk.view.marking.granularity = "sentence"
    desk.put_caret(4)
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.selected_text == "One here."
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.selected_text == "One here. Two there."
    desk.key(Qt.Key.Key_Left, SHIFT)
    assert desk.selected_text == "One here."


def test_arrows_go_by_words_where_that_is_chosen(desk):
    desk.view.keyboard.steps_by_word = True
    desk.put_caret(0)
    desk.key(Qt.Key.Key_Right)
    assert desk.selection.caret == desk.find("opens")
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.selection.caret == desk.find("opens") + 1
    desk.key(Qt.Key.Key_Left)
    assert desk.selection.caret == desk.find("opens")


def test_granularity_is_said(desk):
    desk.view.cycle_granularity()
    assert "characters" in desk.notices[-1]


def test_a_label_key_relabels_the_selected_spans_as_one_act(marked):
    marked.selection.select_spans(["varga", "norrow"])
    marked.view.label("c")
    assert isinstance(marked.edits[-1], Together)
    assert {span.label for span in marked.set.spans.values()} == {"c", "p", "r"}
    marked.selection.select_spans(["role"])
    marked.view.label("c")
    assert marked.edits[-1] == RelabelSpan("role", "c")


def test_relabelling_to_the_same_label_asks_nothing(marked):
    marked.selection.select_spans(["role"])
    marked.view.label("r")
    assert marked.edits == []


def test_the_same_span_is_not_made_twice_but_another_label_stacks(marked):
    start = marked.find("Norrow")
    marked.selection.select_text(start, start + len("Norrow Lines"))
    marked.view.label("o")
    assert marked.edits == []
    assert marked.selection.spans == ("norrow",)
    marked.selection.select_text(start, start + len("Norrow Lines"))
    marked.view.label("c")
    assert isinstance(marked.edits[-1], AddSpan)


def test_nothing_to_label_between_words_is_said(desk):
    desk.show_text("one\n\n\ntwo")
    desk.put_caret(4)
    desk.view.label("p")
    assert desk.edits == []
    assert desk.notices


def test_walking_from_span_to_span(marked):
    marked.put_caret(0)
    seen = []
    for _ in range(4):
        marked.view.select_next_span()
        seen.append(marked.selection.span)
    assert seen == ["varga", "short", "role", "norrow"]
    marked.view.select_next_span()
    assert marked.selection.span == "norrow"
    assert marked.notices
    marked.view.select_previous_span()
    assert marked.selection.span == "role"


def test_enter_goes_from_the_inner_to_the_outer_span(marked):
    marked.put_caret(marked.find("Varga") + 1)
    marked.view.select_span_at_caret()
    assert marked.selection.span == "short"
    marked.view.select_span_at_caret()
    assert marked.selection.span == "varga"
    marked.view.select_span_at_caret()
    assert marked.selection.span == "short"


def test_enter_on_a_relation_goes_to_its_far_end_and_back(marked):
    marked.put_caret(marked.find("Ilse"))
    marked.selection.select_relation("rel")
    marked.view.select_span_at_caret()
    assert marked.selection.span == "role"
    marked.view.come_back()
    assert marked.selection.caret == marked.find("Ilse")
    marked.view.come_back()
    assert marked.notices


def test_ends_move_by_word_and_by_character(marked):
    marked.selection.select_spans(["norrow"])
    marked.view.move_end(1)
    assert marked.edits[-1] == MoveSpan("norrow", marked.set.spans["norrow"].fragments)
    assert marked.set.spans["norrow"].covered_text(TEXT) == "Norrow Lines would"
    marked.view.move_end(-1)
    marked.view.move_end(-1, "character")
    assert marked.set.spans["norrow"].covered_text(TEXT) == "Norrow Line"
    marked.view.move_start(-1)
    assert marked.set.spans["norrow"].covered_text(TEXT) == "that Norrow Line"
    marked.view.move_start(1)
    marked.view.move_start(1, "character")
    assert marked.set.spans["norrow"].covered_text(TEXT) == "orrow Line"


def test_ends_move_by_clauses(desk):
    text = "The mayor said: “We agreed in May, and we will pay” – then left."
    desk.show_text(text, make_span(text, "agreed", "c", "claim"))
    desk.selection.select_spans(["claim"])
    desk.view.move_end(1, "clause")
    assert desk.covered() == [("c", "agreed in May")]
    desk.view.move_end(1, "clause")
    assert desk.covered() == [("c", "agreed in May, and we will pay")]
    desk.view.move_end(-1, "clause")
    desk.view.move_start(-1, "clause")
    assert desk.covered() == [("c", "We agreed in May")]
    desk.view.move_start(-1, "clause")
    assert desk.covered() == [("c", "The mayor said: “We agreed in May")]
    desk.view.move_start(1, "clause")
    assert desk.covered() == [("c", "We agreed in May")]
    desk.view.move_start(-1, "clause")
    desk.view.move_start(-1, "clause")
    assert desk.notices


def test_an_end_never_passes_the_start(marked):
    marked.selection.select_spans(["short"])
    marked.view.move_end(-1)
    marked.view.move_start(1)
    assert marked.edits == []
    assert len(marked.notices) == 2


def test_parts_are_added_and_taken_away(marked):
    marked.selection.select_spans(["varga"])
    start = marked.find("harbour")
    marked.selection.select_text(start, start + len("harbour"))
    marked.view.add_fragment()
    assert marked.set.spans["varga"].covered_text(TEXT) == "Ilse Varga harbour"
    assert marked.selection.spans == ("varga",)
    marked.selection.set_caret(start + 2, keep=True)
    marked.view.remove_fragment()
    assert marked.set.spans["varga"].covered_text(TEXT) == "Ilse Varga"
    marked.view.remove_fragment()
    assert marked.notices


def test_the_word_at_the_caret_becomes_a_part_without_being_selected(marked):
    marked.selection.select_spans(["varga"])
    marked.put_caret(marked.find("harbour") + 2)
    marked.view.add_fragment()
    assert marked.set.spans["varga"].covered_text(TEXT) == "Ilse Varga harbour"
    marked.view.move_end(1)
    assert marked.set.spans["varga"].covered_text(TEXT) == "Ilse Varga harbour master"
    marked.view.add_fragment()  # while it is selected, nothing is meant
    assert len(marked.edits) == 2
    assert marked.notices


def test_spans_are_gathered_by_keys_and_relabelled_and_deleted_as_one_act(marked):
    marked.view.go_to_span("short")
    marked.view.gather_next_span()
    marked.view.gather_next_span()
    assert marked.selection.spans == ("short", "role", "norrow")
    assert marked.selection.caret == marked.find("Norrow")
    marked.view.gather_previous_span()
    assert marked.selection.spans == ("short", "role")
    marked.view.gather_next_span()
    assert marked.view._look.spans == {"short", "role", "norrow"}
    marked.view.label("c")
    assert isinstance(marked.edits[-1], Together)
    assert len(marked.edits) == 1
    before = dict(marked.set.spans)
    marked.view.delete_selected()
    assert len(marked.edits) == 2
    assert list(marked.set.spans) == ["varga"]
    marked.apply(marked.inverses[-1])
    assert marked.set.spans == before
    assert set(marked.set.relations) == {"rel"}


def test_gathering_begins_with_the_next_span(marked):
    marked.put_caret(0)
    marked.view.gather_next_span()
    assert marked.selection.spans == ("varga",)
    for _ in range(5):
        marked.view.gather_next_span()
    assert marked.selection.spans == ("varga", "short", "role", "norrow")
    assert marked.notices


def test_deleting_takes_the_relations_along_as_one_act(marked):
    marked.selection.select_spans(["varga"])
    marked.view.delete_selected()
    assert len(marked.edits) == 1
    assert "varga" not in marked.set.spans
    assert not marked.set.relations
    assert marked.selection.spans == ()
    marked.selection.select_spans(["norrow"])
    marked.view.delete_selected()
    assert marked.edits[-1] == RemoveSpan("norrow")


def test_deleting_a_relation_leaves_its_spans(marked):
    marked.selection.select_relation("rel")
    marked.view.delete_selected()
    assert not marked.set.relations
    assert len(marked.set.spans) == 4
    assert marked.selection.relation is None


def test_the_key_hook_is_asked_before_the_caret_moves(desk):
    seen = []

    def hook(event):
        seen.append(event.key())
        return event.key() == Qt.Key.Key_Right

    desk.view.key_hook = hook
    desk.put_caret(5)
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Left)
    desk.key(Qt.Key.Key_Tab)
    assert desk.selection.caret == 4
    assert seen == [Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Tab]
    assert desk.view.focusProxy().hasFocus()


def test_escape_clears_the_selection(marked):
    marked.selection.select_spans(["varga"])
    marked.view.cancel()
    assert marked.selection.spans == ()
