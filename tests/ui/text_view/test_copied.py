"""Spans on the clipboard: their words, and their labels for whoever takes HTML or JSON."""

import json

from annotator.model.span import Span
from annotator.ui.text_view.copied import JSON_TYPE, copied_spans, copied_words
from tests.builders import LABEL_SET, TEXT, make_span


def test_spans_are_words_as_text_and_have_their_labels_as_html_and_json(qapp):
    person = make_span(TEXT, "Ilse Varga", "p", "varga")
    lines = make_span(TEXT, "Norrow Lines", "o", "lines")
    mime = copied_spans(TEXT, [person, lines], LABEL_SET)
    assert mime.text() == "Ilse Varga\nNorrow Lines"
    assert "Ilse Varga</span> <b><small>PERSON" in mime.html()
    rows = json.loads(bytes(mime.data(JSON_TYPE).data()))
    assert [row["text"] for row in rows] == ["Ilse Varga", "Norrow Lines"]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert rows[0]["label"] == "PERSON"
    assert "fragments" not in rows[0]


def test_labels_stand_in_plain_text_where_that_is_asked_for(desk, qapp):
    person = make_span(TEXT, "Ilse Varga", "p", "varga")
    desk.show_text(TEXT, person, make_span(TEXT, "Norrow Lines", "o", "lines"))
    qapp.clipboard().setText("before")
    desk.view.copy_with_labels()
    assert qapp.clipboard().text() == "before"
    desk.selection.select_spans(["varga", "lines"])
    desk.view.copy_with_labels()
    assert qapp.clipboard().text() == "Ilse Varga [PERSON]\nNorrow Lines [ORGANISATION]"


def test_parts_are_told_and_markup_is_not_read(qapp):
    text = "<b>bold</b> and more"
    mime = copied_spans(text, [Span("s", "gone", ((0, 11), (16, 20)))], LABEL_SET)
    (row,) = json.loads(bytes(mime.data(JSON_TYPE).data()))
    assert row["fragments"] == [[0, 11], [16, 20]]
    assert "&lt;b&gt;bold" in mime.html()
    assert "<b>bold" not in mime.html()


def test_words_alone_are_nothing_else(qapp):
    mime = copied_words("<i>x</i>")
    assert mime.text() == "<i>x</i>"
    assert not mime.hasHtml()
