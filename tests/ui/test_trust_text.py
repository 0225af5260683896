"""Rows 28 and 29: from a file through the real window and out again, position by position."""

import json

import pytest
from PySide6.QtWidgets import QApplication

from annotator.project.project import Project
from annotator.text.graphemes import is_boundary
from annotator.text.offsets import Utf16Table
from annotator.ui.text_view.substitution import shown_text
from tests.builders import LABEL_SET
from tests.ui.windows import Hands

ODD = {
    "lone surrogates": "Ilse \ud800 Varga \udc00 spoke.",
    "NUL": "Ilse\x00Varga\x00spoke.",
    "byte order marks": "\ufeffIlse \ufeffVarga spoke.",
    "separators": "Ilse\u2028Varga\u2029spoke\x85and\x0bleft\x0c.",
    "newlines": "Ilse\r\nVarga\rspoke\n\r\n.",
    "no-break spaces": "Ilse\xa0Varga\u202fspoke\u2003twice.",
    "steering": "Ilse \u202eagraV\u202c spoke \u2066here\u2069.",
    "5,000 marks": "Ilse V" + "\u0301" * 5_000 + "arga spoke.",
    "no characters": "Ilse \ufdd0\ufffe\ufffc Varga.",
    "emoji": "Ilse 😀👨\u200d👩\u200d👧 Varga 👍🏽🇩🇪🇫🇷.",
    "jamo": "\u1112\u1161\u11ab\u1100\u116e\u11a8 Ilse \u1100 Varga.",
    "accents": "Ilse e\u0301te\u0301 Zoe\u0308 Varga.",
    "astral": "Ilse 𝒜𝒷 𐍈 Varga.",
}


def kept(text):
    """What is kept of a text: one for one, but for a mark at its very beginning."""
    return "".join(
        "\ufffd" if one == "\x00" or 0xD800 <= ord(one) < 0xE000 else one for one in text
    )


@pytest.fixture
def project(tmp_path):
    source = tmp_path / "in.jsonl"
    lines = [
        {"version": 1, "id": name, "text": text, "annotator": None, "status": "new", "spans": [],
         "relations": []}
        for name, text in ODD.items()
    ]  # fmt: skip
    source.write_text("\n".join(map(json.dumps, lines)), encoding="ascii")
    project = Project.create(tmp_path / "news.annotator", label_set=LABEL_SET, annotator="maria")
    report = project.import_sources([source])
    assert report.documents_new == len(ODD)
    return project


def test_rows_28_and_29_what_is_stored_is_what_is_shown_and_what_goes_out(
    project, window, qtbot, tmp_path, tally
):
    hands = Hands(qtbot, window)
    assert window.show_project(project)
    hands.settle()
    session, view = window.session, window.page.view
    view.marking.granularity = "character"
    marked = {}
    for name, text in ODD.items():
        session.open_document(name)
        hands.settle()
        qtbot.waitUntil(lambda: view.is_settled)
        assert project.document(name).text == view.text == kept(text)
        check_each_position(session, view)
        marked[name] = mark_each_part(session, view)
        tally(inputs_tried=1, positions=len(view.text) + 1)
    project.flush()
    out = tmp_path / "out.jsonl"
    project.export(out)
    for line in map(json.loads, out.read_bytes().splitlines()):
        spans = {(one["start"], one["end"]) for one in line["spans"]}
        assert line["text"] == kept(ODD[line["id"]])
        assert spans == marked[line["id"]]
        assert all(line["text"][s["start"] : s["end"]] == s["text"] for s in line["spans"])
    with Project.create(tmp_path / "again.annotator") as again:
        again.import_sources([out])
        for name in ODD:
            (mine,) = [one for one in again.annotation_sets(name) if one.spans] or [None]
            found = {(one.start, one.end) for one in mine.spans.values()} if mine else set()
            assert found == marked[name]


def check_each_position(session, view):
    """The caret of the text, of the widget that a screen reader sees, and what is painted agree."""
    text, table = view.text, Utf16Table(view.text)
    shown = shown_text(text)
    assert len(shown) == len(text)
    assert not {"\u202e", "\u202c", "\u2066", "\u2069", "\x00"} & set(shown), "they are seen"
    shadow = view.focusProxy()
    for offset in range(0, len(text) + 1, 1 + len(text) // 300):
        session.selection.set_caret(offset)
        at = session.selection.caret
        assert shadow.caret() == at
        assert table.to_offset(table.to_units(at)) == at


def mark_each_part(session, view):
    """Mark what lies between each two boundaries of what people call a character, a few at a time."""
    text = view.text
    borders = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    ranges = set()
    for start, end in zip(borders[:40:3], borders[2:42:3], strict=False):
        session.selection.select_text(start, end)
        view.label("p")
        QApplication.processEvents()
        ranges.add((start, end))
    found = {(one.start, one.end) for one in session.annotation_set.spans.values()}
    assert all(is_boundary(text, start) and is_boundary(text, end) for start, end in found)
    for start, end in found:
        text[start:end].encode("utf-16-le")  # no half of a pair
    assert found <= ranges
    return found
