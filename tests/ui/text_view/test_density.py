"""How much stands around the text: names, arcs, labels switched off; numbers and real events."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt

from annotator.edits.edit import AddRelation, AddSpan, RelabelSpan
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.ui.text_view.density import Density, shown_changes, shown_part
from annotator.ui.text_view.index import AnnotationIndex
from tests.builders import TEXT, make_set, make_span
from tests.ui.text_view.desk import CTRL

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
ROLE = make_span(TEXT, "harbour master", "r", "role")
NORROW = make_span(TEXT, "Norrow Lines", "o", "norrow")
HOLDS = Relation("holds", "h", "varga", "role")
WORKS = Relation("works", "w", "varga", "norrow")


@pytest.fixture
def marked(desk):
    desk.show_text(TEXT, VARGA, ROLE, NORROW, HOLDS, WORKS)
    return desk


def lines(desk):
    galley = desk.view.galley
    return [line for n in range(len(galley.blocks)) for line in galley.laid(n).lines]


def hover(desk, point):
    no = Qt.MouseButton.NoButton
    desk.mouse(QEvent.Type.MouseMove, point, no, button=no)


def shown_pixels(desk):
    return desk.view.viewport().grab().toImage()


# ---- names


@pytest.mark.parametrize("names", ["hover", "never"])
def test_names_that_are_not_always_shown_take_no_room(marked, names):
    marked.view.set_density(Density(arcs="none"))
    tall = sum(line.height for line in lines(marked))
    marked.view.set_density(Density(names=names, arcs="none"))
    assert sum(line.height for line in lines(marked)) < tall
    assert not [name for line in lines(marked) for name in line.names]
    assert {name.span for line in lines(marked) for name in line.floating} == set(marked.set.spans)


def test_a_hovered_span_says_its_name_and_no_line_moves(marked):
    marked.view.set_density(Density(names="hover"))
    before = [line.top for line in lines(marked)]
    work = marked.view.galley.work.laid
    bare = shown_pixels(marked)
    hover(marked, marked.point_at(marked.find("Norrow") + 2))
    assert shown_pixels(marked) != bare
    hover(marked, marked.point_at(marked.find("said")))
    assert shown_pixels(marked) == bare
    assert [line.top for line in lines(marked)] == before
    assert marked.view.galley.work.laid == work


def test_a_selected_span_says_its_name_where_names_float(marked):
    marked.view.set_density(Density(names="hover"))
    name = next(one for line in lines(marked) for one in line.floating if one.span == "norrow")
    y = marked.view.top_of(2) + name.top + name.height / 2
    from PySide6.QtCore import QPointF

    point = QPointF(marked.view.column_left() + name.left + 6, y)
    assert marked.view.pick_at(point).name is None
    marked.selection.select_spans(["norrow"])
    assert marked.view.pick_at(point).name == "norrow"


def test_names_never_shown_stay_away_even_where_selected(marked):
    marked.view.set_density(Density(names="never", arcs="none"))
    hover(marked, marked.point_at(marked.find("Norrow") + 2))
    assert marked.view._look.named_spans == frozenset()


def test_hint_letters_are_seen_without_names(marked):
    marked.view.set_density(Density(names="never", arcs="none"))
    marked.selection.select_spans(["varga"])
    bare = shown_pixels(marked)
    marked.view.start_relation()
    assert marked.view.relating.is_active
    assert shown_pixels(marked) != bare


def test_arcs_at_rest_step_aside_for_hint_letters_and_come_back(marked):
    marked.selection.select_spans(["role"])
    (works, *_), (holds, *_) = marked.wire_points("works"), marked.wire_points("holds")
    assert marked.view.pick_at(works).relation == "works"
    marked.view.start_relation()
    assert marked.view.pick_at(works).relation is None
    assert marked.view.pick_at(holds).relation == "holds", "it is one of the selected span"
    marked.view.cancel()
    assert marked.view.pick_at(works).relation == "works"


# ---- arcs


def test_without_arcs_lines_are_as_low_as_without_relations(marked):
    marked.view.set_density(Density(arcs="none"))
    heights = [line.height for line in lines(marked)]
    assert not [wire for line in lines(marked) for wire in line.wires]
    marked.show_text(TEXT, VARGA, ROLE, NORROW)
    assert [line.height for line in lines(marked)] == heights


def test_arcs_of_the_selection_keep_every_line_in_place(marked):
    before = [line.top for line in lines(marked)]
    marked.view.set_density(Density(arcs="selection"))
    assert [line.top for line in lines(marked)] == before
    (point, *_) = marked.wire_points("holds")
    assert marked.view.pick_at(point).relation is None
    bare = shown_pixels(marked)
    marked.selection.select_spans(["role"])
    assert marked.view.pick_at(point).relation == "holds"
    assert shown_pixels(marked) != bare
    works = marked.wire_points("works")
    assert all(marked.view.pick_at(one).relation is None for one in works)


def test_the_density_stays_with_the_next_article(marked):
    marked.view.set_density(Density(names="never", arcs="none"))
    marked.show_text(TEXT, VARGA)
    assert not [name for line in lines(marked) for name in line.names]


def test_the_top_line_stays_where_it_is(desk):
    text = "\n".join(f"Paragraph {n}: the harbour of Norrow said nothing." for n in range(300))
    spans = [make_span(text, "Norrow", "p", str(n), n + 1) for n in range(300)]
    desk.show_text(text, *spans)
    desk.view.scroll_to(text.index("Paragraph 150"))
    first = desk.view.visible_range()[0]
    desk.view.set_density(Density(names="never"))
    assert desk.view.visible_range()[0] == first
    desk.view.set_hidden_labels("p")
    assert desk.view.visible_range()[0] == first


# ---- labels switched off


def test_hidden_spans_take_no_lane_and_are_not_met(marked):
    marked.view.set_hidden_labels({"r"})
    assert {box.span for line in lines(marked) for box in line.boxes} == {"varga", "norrow"}
    assert "holds" not in marked.view.index.relations
    seen = []
    marked.put_caret(0)
    for _ in range(2):
        marked.view.select_next_span()
        seen.append(marked.selection.span)
    assert seen == ["varga", "norrow"]
    marked.put_caret(marked.find("harbour") + 1)
    marked.view.select_span_at_caret()
    assert marked.selection.spans == ()
    marked.view.set_hidden_labels(())
    assert set(marked.view.index.spans) == {"varga", "role", "norrow"}
    assert set(marked.view.index.relations) == {"holds", "works"}


def test_those_who_keep_what_they_found_hear_that_labels_were_switched(marked):
    version = marked.view.index.version
    marked.view.set_hidden_labels({"r"})
    assert marked.view.index.version > version


def test_hiding_what_is_selected_lets_go_of_it(marked):
    marked.selection.select_spans(["varga", "role"])
    marked.view.set_hidden_labels({"r"})
    assert marked.selection.spans == ("varga",)
    marked.selection.select_relation("works")
    marked.view.set_hidden_labels({"r", "w"})
    assert marked.selection.relation is None


def test_deleting_a_span_takes_its_hidden_relations_along(marked):
    marked.view.set_hidden_labels({"h", "w"})
    marked.selection.select_spans(["varga"])
    marked.view.delete_selected()
    assert marked.errors == []
    assert set(marked.set.spans) == {"role", "norrow"}
    assert not marked.set.relations


def test_using_a_hidden_label_shows_it_again(marked):
    told = []
    marked.view.hidden_labels_changed.connect(told.append)
    marked.view.set_hidden_labels({"r", "p"})
    assert told == []
    marked.put_caret(marked.find("spokesman"))
    marked.view.label("r")
    assert told == [frozenset("p")]
    assert {span.label for span in marked.view.index.spans.values()} == {"r", "o"}
    assert marked.text_of(marked.view.index.spans[marked.selection.span].fragments[0]) == (
        "spokesman"
    )


def test_hidden_relations_are_not_made_twice(marked):
    marked.view.set_hidden_labels({"h"})
    marked.view.relating.relate("varga", "role")
    # "holds role" stands there, unseen: only "same as" is left.
    assert [one.relation.label for one in marked.edits if isinstance(one, AddRelation)] == ["s"]


def test_the_filter_follows_each_kind_of_change():
    whole = make_set(VARGA, ROLE, NORROW, HOLDS, WORKS)
    hidden = frozenset("r")
    from annotator.ui.text_view.blocks import Blocks

    index = AnnotationIndex(Blocks(TEXT), shown_part(whole, hidden))
    relabelled = NORROW._replace(label="r")
    after = replace(whole, spans={**whole.spans, "norrow": relabelled})
    gone = shown_changes(Changes("talks", after, ((NORROW, relabelled),)), index, hidden)
    assert gone.spans == ((NORROW, None),)
    assert gone.relations == ((WORKS, None),)
    index.apply(gone)
    back = shown_changes(Changes("talks", whole, ((relabelled, NORROW),)), index, hidden)
    assert back.spans == ((None, NORROW),)
    assert back.relations == ((None, WORKS),)


def test_a_span_relabelled_to_a_hidden_label_is_seen_because_the_hand_used_it(marked):
    marked.view.set_hidden_labels({"r"})
    marked.selection.select_spans(["norrow"])
    marked.view.label("r")
    assert marked.view.hidden_labels == frozenset()
    assert marked.view.index.spans["norrow"].label == "r"


def test_a_change_from_elsewhere_to_a_hidden_label_takes_the_span_away(marked):
    marked.view.set_hidden_labels({"c"})
    marked.apply(RelabelSpan("norrow", "c"))
    assert "norrow" not in marked.view.index.spans
    marked.apply(AddSpan(make_span(TEXT, "June", "c", "june")))
    assert "june" not in marked.view.index.spans
    assert {box.span for line in lines(marked) for box in line.boxes} == {"varga", "role"}


# ---- several spans at once, with the mouse


def test_ctrl_click_gathers_and_lets_go(marked):
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    marked.click(marked.point_at(marked.find("harbour") + 2), CTRL)
    marked.click(marked.name_point("varga"), CTRL)
    assert marked.selection.spans == ("norrow", "role", "varga")
    marked.click(marked.point_at(marked.find("harbour") + 2), CTRL)
    assert marked.selection.spans == ("norrow", "varga")
    marked.click(marked.point_at(marked.find("said")), CTRL)
    assert marked.selection.spans == ("norrow", "varga")
    marked.click(marked.point_at(marked.find("said")))
    assert marked.selection.spans == ()


def test_what_is_gathered_is_deleted_and_put_back_as_one_act(marked):
    whole = (dict(marked.set.spans), dict(marked.set.relations))
    marked.click(marked.point_at(marked.find("Norrow") + 2))
    marked.click(marked.name_point("varga"), CTRL)
    marked.view.delete_selected()
    assert len(marked.edits) == 1
    assert set(marked.set.spans) == {"role"}
    marked.apply(marked.inverses[0])
    assert (dict(marked.set.spans), dict(marked.set.relations)) == whole
