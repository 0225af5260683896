"""Relations by keys: hint letters, the choice of a label, lists, turning."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddRelation, TurnRelation
from annotator.model.relation import Relation
from annotator.ui.text_view.choices import ChoiceList
from tests.builders import TEXT, make_span


@pytest.fixture
def marked(desk):
    desk.show_text(
        TEXT,
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "harbour master", "r", "role"),
        make_span(TEXT, "Norrow Lines", "o", "norrow"),
        make_span(TEXT, "We agreed", "c", "claim"),
    )
    return desk


def shown_list(desk):
    lists = [one for one in desk.view.findChildren(ChoiceList) if one.isVisible()]
    return lists[-1] if lists else None


def start(desk, span):
    desk.selection.select_spans([span])
    desk.view.start_relation()
    return desk.view.relating.hints()


def test_every_allowed_span_gets_a_letter_the_nearest_the_handiest(marked):
    hints = start(marked, "varga")
    assert set(hints) == {"role", "norrow", "claim"}
    assert hints["role"] == "a"
    assert len(set(hints.values())) == 3


def test_one_letter_and_the_relations_key_make_a_relation(marked):
    hints = start(marked, "varga")
    marked.type(hints["norrow"])
    assert shown_list(marked) is not None
    marked.type("l")
    (edit,) = marked.edits
    assert isinstance(edit, AddRelation)
    assert (edit.relation.label, edit.relation.head, edit.relation.tail) == ("l", "varga", "norrow")
    assert not marked.view.relating.is_active
    assert marked.selection.spans == ("varga",)


def test_a_single_label_needs_no_choice(marked):
    hints = start(marked, "claim")
    marked.type(hints["role"])
    (edit,) = marked.edits
    assert edit.relation.label == "s"


def test_what_runs_only_the_other_way_is_offered_with_an_arrow(marked):
    hints = start(marked, "norrow")
    marked.type(hints["varga"])
    rows = shown_list(marked).choices
    back = [row for row in rows if row.detail.startswith("←")]
    assert {row.name for row in back} == {"works for", "leads"}
    marked.type("w")
    (edit,) = marked.edits
    assert (edit.relation.head, edit.relation.tail) == ("varga", "norrow")


def test_arrows_and_enter_choose_in_the_list(marked):
    hints = start(marked, "varga")
    marked.type(hints["norrow"])
    marked.key(Qt.Key.Key_Down)
    marked.key(Qt.Key.Key_Return)
    (edit,) = marked.edits
    assert edit.relation.label == "l"


def test_the_current_row_is_announced(marked, monkeypatch):
    said = []
    monkeypatch.setattr(marked.view.focusProxy(), "announce", said.append)
    marked.type(start(marked, "varga")["norrow"])
    marked.key(Qt.Key.Key_Down)
    assert said[-1] == "l leads → Norrow Lines"


def test_a_click_on_a_row_chooses_it(marked):
    from PySide6.QtTest import QTest

    hints = start(marked, "varga")
    marked.type(hints["norrow"])
    rows = shown_list(marked)
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.rect().center())
    assert len(marked.edits) == 1


def test_a_click_on_a_hinted_span_is_as_good_as_its_letter(marked):
    start(marked, "claim")
    marked.click(marked.point_at(marked.find("harbour") + 2))
    assert len(marked.edits) == 1


def test_while_hints_are_up_no_other_key_acts(marked):
    seen = []
    marked.view.key_hook = lambda event: bool(seen.append(event.key()))
    start(marked, "varga")
    caret = marked.selection.caret
    marked.key(Qt.Key.Key_Right)
    marked.key(Qt.Key.Key_Delete)
    marked.type("1")
    assert seen == []
    assert marked.selection.caret == caret
    assert len(marked.set.spans) == 4


def test_escape_leaves_hints_and_keeps_the_selection(marked):
    start(marked, "varga")
    marked.key(Qt.Key.Key_Escape)
    assert marked.view.relating.hints() == {}
    assert marked.selection.spans == ("varga",)
    marked.view.cancel()
    assert marked.selection.spans == ()


def test_a_physical_key_counts_where_the_layout_has_no_latin_letters(marked, monkeypatch):
    monkeypatch.setattr("annotator.ui.text_view.keys.sys.platform", "linux")
    hints = start(marked, "claim")
    assert hints["role"] in "asdf"
    places = {"a": 38, "s": 39, "d": 40, "f": 41}
    marked.key(Qt.Key(ord("ф".upper())), text="ф", scan_code=places[hints["role"]])
    assert len(marked.edits) == 1


def test_the_same_relation_is_not_offered_twice(marked):
    for letter in ("w", "l", "s"):
        marked.type(start(marked, "varga")["norrow"])
        if marked.view.relating.is_active:
            marked.type(letter)
    assert {relation.label for relation in marked.set.relations.values()} == {"w", "l", "s"}
    assert marked.errors == []
    marked.type(start(marked, "varga")["norrow"])
    assert len(marked.edits) == 3
    assert marked.notices


def test_a_selected_relation_is_turned_where_that_is_allowed(desk):
    spans = (make_span(TEXT, "Ilse Varga", "p", "a"), make_span(TEXT, "Norrow Lines", "o", "b"))
    desk.show_text(TEXT, *spans, Relation("same", "s", "a", "b"), Relation("works", "w", "a", "b"))
    desk.selection.select_relation("same")
    desk.view.start_relation()
    assert desk.edits == [TurnRelation("same")]
    assert desk.set.relations["same"].head == "b"
    desk.selection.select_relation("works")
    desk.view.start_relation()
    assert len(desk.edits) == 1
    assert desk.notices


def test_without_a_selected_span_it_says_what_to_do(marked):
    marked.selection.clear()
    marked.view.start_relation()
    assert marked.notices
    assert not marked.view.relating.is_active


def test_far_targets_stand_in_a_list_and_take_letters_too(desk):
    text = "Alva spoke.\n" + "Nothing at all happened here.\n" * 120 + "The ferry office shut.\n"
    desk.show_text(
        text, make_span(text, "Alva", "p", "a"), make_span(text, "ferry office", "o", "far")
    )
    hints = start(desk, "a")
    rows = shown_list(desk).choices
    assert [row.key for row in rows] == [hints["far"]]
    assert "ferry office" in rows[0].detail
    desk.type(hints["far"])
    desk.type("w")
    assert [one.relation.tail for one in desk.edits] == ["far"]


def test_the_list_of_far_targets_takes_arrows_and_enter(desk):
    lines = "".join(f"The ferry office {n} shut.\n" for n in range(200))
    text = "Alva spoke.\n" + lines
    far = [make_span(text, f"office {n} ", "o", f"far{n}") for n in range(150, 160)]
    desk.show_text(text, make_span(text, "Alva", "p", "a"), *far)
    start(desk, "a")
    assert shown_list(desk).current == -1
    desk.key(Qt.Key.Key_Return)
    assert desk.edits == []
    for _ in range(7):
        desk.key(Qt.Key.Key_Down)
    assert shown_list(desk).current == 6
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Return)
    desk.type("w")
    assert [one.relation.tail for one in desk.edits] == ["far155"]


def test_many_targets_get_two_letters_and_narrow(desk):
    text = " ".join(f"word{n}" for n in range(60))
    spans = [make_span(text, f"word{n}", "p", f"s{n}", 1) for n in range(10, 60)]
    desk.show_text(text, *spans)
    hints = start(desk, "s10")
    long = next(span for span, hint in hints.items() if len(hint) == 2)
    desk.type(hints[long][0])
    assert long in desk.view.relating.hints()
    assert len(desk.view.relating.hints()) < len(hints)
    desk.key(Qt.Key.Key_Backspace)
    assert len(desk.view.relating.hints()) == len(hints)
    desk.type(hints[long])
    assert desk.edits[0].relation.tail == long


def test_the_list_of_what_is_here_selects(marked):
    marked.apply(AddRelation(Relation("rel", "h", "varga", "role")))
    marked.put_caret(marked.find("Varga"))
    marked.view.list_spans_here()
    names = [row.name for row in shown_list(marked).choices]
    assert names == ["PERSON", "holds role"]
    marked.type("2")
    assert marked.selection.relation == "rel"
    marked.view.list_spans_here()
    assert shown_list(marked) is not None
    marked.key(Qt.Key.Key_Return)
    assert marked.selection.spans == ("varga",)


def test_hints_go_when_the_set_changes_or_the_view_hides(marked):
    start(marked, "varga")
    marked.view.hide()
    assert not marked.view.relating.is_active


def test_among_very_many_spans_only_the_nearest_off_screen_get_letters(desk):
    words = "word " * 4000
    spans = [
        make_span(words, "word", "p", f"s{at}")._replace(fragments=((at * 5, at * 5 + 4),))
        for at in range(4000)
    ]
    desk.show_text(words, *spans)
    desk.view.scroll_to(10_000)
    hints = start(desk, "s2000")
    first, last = desk.view.visible_range()
    on_screen = {span.id for span in spans if first <= span.start < last} - {"s2000"}
    assert on_screen <= set(hints)
    off_screen = sorted(int(id[1:]) for id in set(hints) - on_screen)
    assert len(off_screen) == 60
    assert off_screen[0] >= first // 5 - 61
    assert off_screen[-1] <= last // 5 + 61
