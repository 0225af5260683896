"""What a screen reader is told while one moves and marks."""

import pytest
from PySide6.QtGui import QAccessible

from annotator.edits.edit import RelabelSpan, RemoveSpan
from annotator.model.relation import Relation
from tests.builders import TEXT, make_span

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
INNER = make_span(TEXT, "Varga", "c", "inner")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
WORKS = Relation("works", "w", "varga", "lines")


@pytest.fixture
def said(desk, monkeypatch):
    """All that is announced in an article with two spans within each other and a relation."""
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    desk.show_text(TEXT, VARGA, INNER, LINES, WORKS)
    sentences = []
    monkeypatch.setattr(desk.view.focusProxy(), "announce", sentences.append)
    yield sentences
    QAccessible.setActive(was_active)


def test_a_span_is_told_on_entering_once_and_on_leaving(desk, said):
    desk.put_caret(desk.find("Ilse") + 1)
    assert said == ["PERSON: Ilse Varga"]
    desk.put_caret(desk.find("Ilse") + 2)
    assert len(said) == 1
    desk.put_caret(0)
    assert said[1:] == ["out of PERSON"]


def test_spans_within_each_other_are_told_from_outside_in_and_left_from_inside_out(desk, said):
    desk.put_caret(desk.find("Varga") + 1)
    assert said == ["PERSON: Ilse Varga. CLAIM: Varga"]
    desk.put_caret(desk.find("Ilse") + 1)
    assert said[-1] == "out of CLAIM"
    desk.put_caret(desk.find("Varga") + 1)
    desk.put_caret(0)
    assert said[-1] == "out of CLAIM. out of PERSON"


def test_from_one_span_to_another_is_one_sentence(desk, said):
    desk.put_caret(desk.find("Ilse") + 1)
    desk.put_caret(desk.find("Norrow") + 1)
    assert said[-1] == "out of PERSON. ORGANISATION: Norrow Lines"


def test_a_selected_span_is_told_with_its_relations(desk, said):
    desk.selection.select_spans(["varga"])
    assert said[-1] == "selected PERSON: Ilse Varga, 1 relation"


def test_several_are_counted(desk, said):
    desk.selection.select_spans(["varga", "lines"])
    assert said[-1] == "2 spans selected"


def test_a_span_gathered_is_told_with_how_many_there_are(desk, said):
    desk.view.go_to_span("inner")
    desk.view.gather_next_span()
    assert said[-1].startswith("ORGANISATION: Norrow Lines. 2 spans selected")
    desk.view.gather_previous_span()
    assert "selected CLAIM: Varga" in said[-1]


def test_a_selected_relation_is_told_with_both_ends(desk, said):
    desk.selection.select_relation("works")
    assert said[-1] == "selected relation works for: Ilse Varga to Norrow Lines"


def test_a_new_label_is_told(desk, said):
    desk.selection.select_spans(["lines"])
    desk.apply(RelabelSpan("lines", "r"))
    assert said[-1] == "now ROLE"


def test_a_new_span_is_told(desk, said):
    desk.put_caret(desk.find("spokesman") + 1)
    desk.view.label("p")
    assert said[-1] == "selected PERSON: spokesman"


def test_a_deleted_span_is_left(desk, said):
    desk.put_caret(desk.find("Varga") + 1)
    desk.apply(RemoveSpan("inner"))
    assert said[-1] == "out of CLAIM"


def test_another_article_is_begun_without_leaving_the_old_ones_spans(desk, said):
    desk.put_caret(desk.find("Ilse") + 1)
    said.clear()
    desk.show_text("Nothing here.\n")
    assert not any("out of" in one for one in said)


def test_nothing_is_worked_out_where_nobody_listens(desk, said, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    desk.put_caret(desk.find("Ilse") + 1)
    desk.selection.select_spans(["varga"])
    assert said == []


def test_a_label_that_is_gone_is_told_by_its_id(desk, said):
    desk.show_text(TEXT, VARGA._replace(label="old"))
    desk.put_caret(desk.find("Ilse") + 1)
    assert said[-1] == "old: Ilse Varga"
