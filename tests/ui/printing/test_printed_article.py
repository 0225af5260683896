"""An article on sheets: every line once and in order, nothing torn that belongs together."""

from itertools import chain

import pytest
from hypothesis import given
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta, Section
from annotator.model.labels import LabelSet, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.fonts import register_fonts
from annotator.ui.printing.printed_article import PrintChoice, PrintedArticle, ToPrint
from annotator.ui.text_view.laid import has_steps
from tests.builders import LABEL_SET, make_set, make_span
from tests.ui.text_view.scripts import texts

DPI = 96.0
A5 = PrintChoice(QPageSize.PageSizeId.A5)
SENTENCE = "Ilse Varga of Norrow Lines told the council that the ferry would sail on Monday. "


@pytest.fixture(autouse=True)
def fonts(qapp):
    register_fonts()


def to_print(text, *annotations, sections=(), **others):
    document = Document("talks", text, Meta("Ferry talks", language="en"), sections=tuple(sections))
    return ToPrint(document, make_set(*annotations), LABEL_SET, "maria", **others)


def lay(article, choice=A5):
    printed = PrintedArticle(article, choice, DPI)
    return printed, list(printed.sheets())


def lines_of(printed, sheets):
    """The lines of each sheet, as (start, end) in the text."""
    return [
        [
            (line.start, line.end)
            for piece in sheet.pieces
            for line in printed._galley.laid(piece.block).lines[piece.first : piece.last]
        ]
        for sheet in sheets
    ]


def picture(printed, sheets, number):
    image = QImage(printed.size.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    printed.paint(painter, sheets[number - 1], number, len(sheets))
    painter.end()
    return image


def rows_with_ink(image: QImage, left=0, right=None):
    white = QColor("white").rgb()
    across = range(left, right or image.width())
    return [y for y in range(image.height()) if any(image.pixel(x, y) != white for x in across)]


@given(texts)
def test_every_line_stands_on_one_sheet_and_in_order(text):
    printed, sheets = lay(to_print(text * 12))
    expected = [
        (line.start, line.end)
        for number in range(printed.blocks)
        for line in printed._galley.laid(number).lines
    ]
    assert list(chain(*lines_of(printed, sheets))) == expected


def test_no_sheet_holds_more_than_it_has_room_for():
    text = "\n".join(SENTENCE * count for count in range(1, 12))
    spans = [make_span(text, "Ilse Varga", "p", f"v{nth}", nth) for nth in range(1, 40)]
    printed, sheets = lay(to_print(text, *spans))
    assert len(sheets) > 3
    room = printed._area.height()
    assert sheets[0].height <= room - printed._head
    assert all(sheet.height <= room for sheet in sheets)
    # And it is filled: the next two lines would not have had room.
    assert all(sheet.height > room * 0.6 for sheet in sheets[1:-1])


def test_an_article_without_text_has_one_sheet_with_its_title():
    printed, sheets = lay(to_print(""))
    assert len(sheets) == 1
    assert rows_with_ink(picture(printed, sheets, 1))


def test_a_heading_stays_with_what_it_heads():
    for filling in range(1, 40):
        before = "\n".join(["A line."] * filling)
        text = f"{before}\nHarbour\n{SENTENCE}"
        at = len(before) + 1
        heading = Section("heading", at, at + len("Harbour"))
        printed, sheets = lay(to_print(text, sections=[heading]))
        for lines in lines_of(printed, sheets):
            assert lines[-1][0] != at, f"alone at the foot behind {filling} lines"


def test_no_line_of_a_paragraph_stands_alone():
    torn = 0
    for filling in range(30):
        text = "A line.\n" * filling + SENTENCE * 9
        printed, sheets = lay(to_print(text))
        last = printed._galley.laid(printed.blocks - 1).lines
        counts = [
            sum(start >= last[0].start for start, _ in lines) for lines in lines_of(printed, sheets)
        ]
        assert 1 not in counts, f"behind {filling} lines"
        torn += sum(count > 0 for count in counts) > 1
    assert torn > 3


def test_an_arc_that_comes_down_from_the_line_above_is_not_torn():
    met = 0
    for filling in range(30):
        text = "A line.\n" * filling + SENTENCE * 8
        spans = [make_span(text, "Ilse Varga", "p", f"v{nth}", nth) for nth in range(1, 9)]
        spans += [make_span(text, "ferry", "o", f"f{nth}", nth) for nth in range(1, 9)]
        ties = [Relation(f"r{nth}", "w", f"v{nth}", f"f{nth}") for nth in range(1, 9)]
        printed, sheets = lay(to_print(text, *spans, *ties))
        for sheet in sheets[1:]:
            piece = sheet.pieces[0]
            line = printed._galley.laid(piece.block).lines[piece.first]
            assert not has_steps(line)
        met += sum(
            has_steps(line) for n in range(printed.blocks) for line in printed._galley.laid(n).lines
        )
    assert met


def test_a_line_higher_than_the_sheet_is_made_smaller_and_all_of_it_painted():
    spans = [Span(f"s{number}", "p", ((0, 3 + number),)) for number in range(90)]
    text = SENTENCE * 2
    printed, sheets = lay(to_print(text, *spans))
    tall = [number for number, one in enumerate(sheets, 1) if one.height > printed._area.height()]
    assert tall
    for number in tall:
        rows = rows_with_ink(picture(printed, sheets, number))
        assert rows[-1] < printed.size.height() - 20
    assert lines_of(printed, sheets)[-1][-1][1] == len(text)


def test_what_stands_on_the_next_sheet_is_not_painted_on_this_one():
    text = "\n".join([SENTENCE * 3] * 9)
    printed, sheets = lay(to_print(text))
    assert len(sheets) > 1
    area = printed._area
    image = picture(printed, sheets, 2)
    foot = round(area.top() + sheets[1].height)
    rows = rows_with_ink(image)
    assert rows[0] >= area.top() - 1
    assert not [y for y in rows if foot < y <= area.bottom()]
    left, right = round(area.left()) - 45, round(area.right()) + 45
    assert not rows_with_ink(image, 0, left)
    assert not rows_with_ink(image, right)


def test_names_and_arcs_can_be_left_out():
    text = SENTENCE * 30
    spans = [make_span(text, "Ilse Varga", "p", f"v{nth}", nth) for nth in range(1, 30)]
    spans += [make_span(text, "Norrow Lines", "o", f"n{nth}", nth) for nth in range(1, 30)]
    ties = [Relation(f"r{nth}", "w", f"v{nth}", f"n{nth}") for nth in range(1, 30)]
    article = to_print(text, *spans, *ties)
    size = QPageSize.PageSizeId.A5

    def height(**choice):
        return sum(sheet.height for sheet in lay(article, PrintChoice(size, **choice))[1])

    assert height() > height(has_arcs=False) > height(has_arcs=False, has_names=False)


def test_the_legend_names_what_is_used_and_how_often_and_takes_no_sheet_for_itself():
    text = SENTENCE * 2
    article = to_print(text, make_span(text, "Ilse Varga", "p", "a"), make_span(text, "ferry", "o"))
    printed = PrintedArticle(article, A5, DPI)
    assert [(name, count) for _, name, count, _ in printed._legend] == [
        ("PERSON", "1"),
        ("ORGANISATION", "1"),
    ]
    many = LabelSet(
        "Many", "", tuple(SpanLabel(f"l{n}", f"LABEL NUMBER {n}", "#c2571a") for n in range(300))
    )
    spans = {f"s{n}": Span(f"s{n}", f"l{n}", ((0, 4),)) for n in range(300)}
    crowded = ToPrint(
        article.document, AnnotationSet("x", "talks", "me", "new", spans=spans), many, "maria"
    )
    printed = PrintedArticle(crowded, A5, DPI)
    assert printed._legend[-1][1].startswith("and ")
    shown = len(printed._legend) - 1
    assert printed._legend[-1][1] == f"and {300 - shown} more"
    assert printed._head < printed._area.height() / 2


def test_a_colleagues_spans_stand_below_the_lines():
    text = SENTENCE * 3
    mine = make_span(text, "Ilse Varga", "p", "a")
    theirs = make_set(make_span(text, "Norrow Lines", "o", "b"), annotator="otto")
    printed, _ = lay(to_print(text, mine, second=(theirs, "otto")))
    ribbons = [one for line in printed._galley.laid(0).lines for one in line.ribbons]
    assert [one.span for one in ribbons] == ["b"]
    assert "Below the lines, otto: 1 span" in printed._whose()


def test_sheets_are_as_large_as_the_paper():
    printed = PrintedArticle(to_print("x"), PrintChoice(QPageSize.PageSizeId.A4), DPI)
    assert printed.size.toSize() == QSize(793, 1123)
