"""EPUB books as they are read."""

import pytest

from annotator.formats.articles.epub import Epub
from tests.formats.articles.document_reading import (
    REAL,
    needs_real,
    read_file,
    read_raw,
    said,
    shown,
)
from tests.formats.articles.office_files import packed

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Norrow Monthly</dc:title><dc:creator>Ilse Varga</dc:creator><dc:creator>Tom Reed</dc:creator><dc:date>2017-01-24</dc:date>
<dc:language>en-GB</dc:language><dc:publisher>Norrow Press</dc:publisher><dc:identifier>urn:x:7</dc:identifier></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/><item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/><item id="pic" href="a.jpg" media-type="image/jpeg"/>
<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="gone"/><itemref idref="lost"/></spine></package>"""
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
ONE = f"<?xml version='1.0'?>{DOCTYPE}<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title><style>p</style></head><body><h1>Ferry sails</h1><p>It&nbsp;sailed.<br/>Late. <ruby>字<rt>ji</rt></ruby></p><figure><img src='a.jpg' alt='no'/><figcaption>The quay</figcaption></figure></body></html>"
TWO = "<html><body><p>Talks went on<p>for nine days & more.</body>"
NCX = "<ncx><navMap><navPoint><navLabel><text>The talks</text></navLabel><content src='text/two%20b.xhtml#a'/></navPoint></navMap></ncx>"
PARTS: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/cover.xhtml": "<html><body><img src='a.jpg'/></body></html>",
    "OEBPS/nav.xhtml": "<html><body><nav><a href='text/one.xhtml'>First</a></nav></body></html>",
    "OEBPS/text/one.xhtml": ONE,
    "OEBPS/text/two b.xhtml": TWO,
    "OEBPS/toc.ncx": NCX,
}


def test_the_documents_of_the_spine_are_articles_in_its_order() -> None:
    [one, two], problems = read_raw(Epub(), packed(PARTS), "issue.epub")
    assert shown(one) == [
        ("title", "Ferry sails"),
        ("paragraph", "It\u00a0sailed.\nLate. 字"),
        ("caption", "The quay"),
    ]
    assert [text for _, text in shown(two)] == ["Talks went on", "for nine days & more."]
    assert (one.meta.title, two.meta.title) == ("Ferry sails", "The talks")
    assert (one.id, two.id) == ("issue-2", "issue-3")
    meta = one.meta
    assert (meta.source, meta.published, meta.language) == ("Norrow Press", "2017-01-24", "en")
    assert meta.authors == ("Ilse Varga", "Tom Reed")
    assert meta.extra["epub"] == {
        "book": "Norrow Monthly",
        "identifier": "urn:x:7",
        "document": "OEBPS/text/one.xhtml",
    }
    assert said(problems) == ["issue.epub:4: OEBPS/gone.xhtml is not in the book."]


def test_a_document_that_is_encrypted_is_told_and_the_rest_is_read() -> None:
    encryption = '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/one.xhtml"/></CipherData></EncryptedData></encryption>'
    [two], problems = read_raw(
        Epub(), packed({**PARTS, "META-INF/encryption.xml": encryption}), "a.epub"
    )
    assert two.meta.title == "The talks"
    assert said(problems)[0] == "a.epub:2: it is encrypted."


def test_a_document_that_harms_is_told_and_the_rest_is_read() -> None:
    evil = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body><p>&a;</p></body></html>"
    documents, _ = read_raw(Epub(), packed({**PARTS, "OEBPS/text/one.xhtml": evil}), "a.epub")
    assert all("root:" not in one.text for one in documents)
    assert documents[-1].meta.title == "The talks"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"a": "b"}, "a.epub: it is no EPUB: it names no package."),
        ({**PARTS, "OEBPS/book.opf": "<package>"}, "it is no XML at line 1"),
        ({**PARTS, "OEBPS/book.opf": "<package/>"}, "a.epub has no text in it."),
        (
            {**PARTS, "META-INF/container.xml": '<c><rootfile full-path="../../etc/passwd"/></c>'},
            "it names no package",
        ),
    ],
)
def test_what_cannot_be_read_says_why(parts: dict[str, str | bytes], sentence: str) -> None:
    documents, problems = read_raw(Epub(), packed(parts), "a.epub")
    assert documents == []
    assert sentence in said(problems)[0]


def test_a_book_that_is_cut_off_says_so() -> None:
    assert "it is no ZIP archive" in said(read_raw(Epub(), packed(PARTS)[:-99], "a.epub")[1])[0]


@needs_real
def test_the_real_book_has_an_article_for_each_chapter() -> None:
    path = REAL / "office/packages/markitdown/tests/test_files/test.epub"
    documents, problems = read_file(Epub(), path)
    # Three documents in the spine, of which the first is the table of contents.
    assert [one.meta.title for one in documents] == [
        "Chapter 1: Test Content",
        "Chapter 2: More Content",
    ]
    assert problems == []
