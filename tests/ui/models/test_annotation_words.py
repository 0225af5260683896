"""What stands in the cells of the tables, and how they are sorted."""

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.models.annotation_words import AnnotationWords
from tests.builders import LABEL_SET, TEXT, make_set, make_span

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")._replace(
    note="the\nsecond  one", attributes={"m": "named", "x": True, "gone": ("a", "b")}
)
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
WORKS = Relation("works", "w", "varga", "lines", attributes={"f": False})
SAME = Relation("same", "s", "varga", "lines")


def words(*annotations):
    return AnnotationWords.of(TEXT, make_set(*annotations), LABEL_SET)


def test_the_cells_of_a_span():
    said = words(VARGA)
    start = TEXT.index("Ilse")
    assert said.span_cell(VARGA, "Text") == "Ilse Varga"
    assert said.span_cell(VARGA, "Label") == "PERSON"
    assert said.span_cell(VARGA, "Place") == f"{start}–{start + 10}"
    assert said.span_cell(VARGA, "Note") == "the second one"
    assert said.span_cell(VARGA, "Attributes") == "certainty: yes, gone: a, b, mention: named"


def test_the_parts_of_a_span_in_several_are_all_told():
    span = Span("a", "p", ((0, 7), (14, 19)))
    said = words(span)
    assert said.span_cell(span, "Text") == "Council ferry"
    assert said.span_cell(span, "Place") == "0–7, 14–19"


def test_a_long_span_is_cut_and_one_of_space_is_still_to_be_seen():
    said = AnnotationWords.of("word " * 1000 + "   ", make_set(), LABEL_SET)
    assert len(said.covered(Span("a", "p", ((0, 5000),)))) <= 200
    assert said.covered(Span("b", "p", ((5000, 5003),))) == "␣"


def test_the_cells_of_a_relation():
    said = words(VARGA, LINES, WORKS)
    cells = [said.relation_cell(WORKS, one) for one in ("Head", "Relation", "Tail", "Attributes")]
    assert cells == ["Ilse Varga", "works for", "Norrow Lines", "checked: no"]
    assert said.relation_cell(WORKS, "Place") == said.span_cell(VARGA, "Place")
    assert said.relation_sentence(WORKS) == "works for: Ilse Varga → Norrow Lines"
    assert said.relation_sentence(SAME) == "same as: Ilse Varga ↔ Norrow Lines"


def test_labels_that_are_gone_and_ends_that_are_missing_are_told_so():
    said = words(VARGA)
    assert said.span_name(VARGA._replace(label="?")) == "label that is gone"
    assert said.relation_sentence(WORKS._replace(label="?")) == (
        "label that is gone: Ilse Varga → ␣"
    )
    assert said.colour_of(VARGA._replace(label="?")) == ""
    assert said.colour_of(VARGA) == "#c2571a"
    assert said.colour_of(WORKS) == "#4169a8"


def test_places_sort_in_reading_order_and_empty_cells_come_last():
    said = words(VARGA, LINES)
    assert said.span_key(VARGA, "Place") < said.span_key(LINES, "Place")
    assert said.span_key(LINES, "Label") < said.span_key(VARGA, "Label")
    assert said.span_key(VARGA, "Note") < said.span_key(LINES, "Note")
