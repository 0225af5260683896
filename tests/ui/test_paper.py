"""A report on paper: all of it, nothing torn, no heading alone at the foot of a page."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QIODevice

from annotator.report.markup import Html, element
from annotator.report.pictures import Bar, draw_bars
from annotator.ui import paper
from annotator.ui.paper import lay_out, page_of, pdf_of


def page(*inside, title="Report"):
    return f"<html><head><title>{title}</title><style>p {{}}</style></head><body>{''.join(inside)}</body></html>"


def case(number):
    return element(
        "div",
        element("p", element("b", f"Case {number}"), class_="what"),
        *(element("p", "words " * 40, element("mark", "marked"), class_="excerpt") for _ in range(3)),
        element("p", "Not decided yet.", class_="decided"),
        class_="sample",
    )  # fmt: skip


PICTURE = draw_bars("F1", [Bar(f"label {number}", 0.5, 0.4, 0.6, "0.500") for number in range(9)])
LONG = page(
    element("h1", "Report"),
    element("nav", element("a", "Somewhere", href="#x")),
    *(
        Html(part)
        for number in range(9)
        for part in (
            element("h2", f"Part {number}"),
            element("h3", "Figures"),
            element("p", "Rows and columns."),
            PICTURE,
            *(case(f"{number}.{at}") for at in range(number)),
        )
    ),
)


@pytest.fixture
def writer(qapp):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    yield paper._writer(buffer, "Report")
    buffer.close()


def blocks(document):
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def test_all_words_are_there_and_what_is_for_browsers_is_not(writer):
    text = lay_out(LONG, writer).toPlainText()
    assert "Case 8.7" in text
    assert text.count("marked") == 3 * 36
    assert "Somewhere" not in text
    assert "{}" not in text


def test_nothing_is_torn(writer):
    document = lay_out(LONG, writer)
    assert document.pageCount() > 5
    found = list(blocks(document))
    for block, after in pairwise(found):
        if block.blockFormat().headingLevel():
            assert page_of(document, block) == page_of(document, after), block.text()
        if block.text().startswith("Case"):
            end = next(
                one for one in found[block.blockNumber() :] if one.text() == "Not decided yet."
            )
            assert page_of(document, block) == page_of(document, end, is_end=True), block.text()
        if block.text() == "Rows and columns.":
            assert page_of(document, block) == page_of(document, after)


def test_a_case_longer_than_a_page_is_torn_all_the_same(writer):
    long = element(
        "div", element("p", "Case", class_="what"), element("p", "w " * 9000), class_="sample"
    )
    assert lay_out(page(long), writer).pageCount() >= 2


def test_a_file_with_all_pages_and_its_title(qapp, writer):
    content = pdf_of(LONG)
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", content)) == lay_out(LONG, writer).pageCount()
    assert len(content) < 400_000


def test_a_title_is_no_markup(qapp):
    assert paper._title_of(page(title="a &lt;b&gt; &amp;")) == "a <b> &"
    assert pdf_of(page("<p>x</p>", title="&lt;/title&gt;")).startswith(b"%PDF-")


def test_what_goes_wrong_is_told(qapp, monkeypatch):
    def fail(*_):
        raise OSError("no font")

    monkeypatch.setattr(paper, "lay_out", fail)
    with pytest.raises(OSError, match="no font"):
        pdf_of(page())
