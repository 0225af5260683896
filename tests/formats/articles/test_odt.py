"""OpenDocument texts as they are read."""

import pytest

from annotator.formats.articles.odt import Odt
from tests.formats.articles.document_reading import read_raw, said, shown
from tests.formats.articles.office_files import ODF, odt, packed

STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="P3"/>'
    '<style:style style:name="P3" style:parent-style-name="Illustration"/>'
    '<style:style style:name="L1" style:parent-style-name="L2"/>'
    '<style:style style:name="L2" style:parent-style-name="L1"/>'
)
BODY = """
<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Ferry sails again</text:p>
<text:p text:style-name="Subtitle">Crew returns</text:p>
<text:p>By Ilse Varga</text:p>
<text:h text:outline-level="1">Nine days</text:h>
<text:p text:style-name="L1">The<text:s text:c="2"/>ferry<text:tab/>sailed<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>At noon.</text:p></text:note-body></text:note>
  <text:change-start/><text:span>blue</text:span><text:change-end/>.<office:annotation><text:p>check</text:p></office:annotation><text:line-break/>Again.</text:p>
<text:list><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>Boats</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame><draw:text-box><text:p text:style-name="P2">The ferry at the quay</text:p></draw:text-box></draw:frame></text:p>
<text:table-of-content><text:p>Nine days 1</text:p></text:table-of-content>"""
READ = [
    ("title", "Ferry sails again"),
    ("standfirst", "Crew returns"),
    ("byline", "By Ilse Varga"),
    ("heading", "Nine days"),
    ("paragraph", "The  ferry\tsailed blue.\nAgain."),
    ("paragraph", "One"),
    ("paragraph", "Two"),
    ("paragraph", "Day\tBoats"),
    ("caption", "The ferry at the quay"),
    ("paragraph", "At noon."),
]
META = (
    "<dc:title>Draft</dc:title><meta:initial-creator>Tom Reed</meta:initial-creator>"
    "<meta:creation-date>2016-12-01T09:00:00</meta:creation-date><dc:language>en-GB</dc:language>"
)


def test_a_text_is_read_in_the_order_of_the_page_as_changed() -> None:
    [document], problems = read_raw(Odt(), odt(BODY, META, STYLES), "ferry.odt")
    assert shown(document) == READ
    meta = document.meta
    assert (meta.title, meta.authors, meta.published) == (
        "Ferry sails again",
        ("Ilse Varga",),
        "2016-12-01",
    )
    assert [one.is_skipped for one in problems] == [False]


def test_a_flat_file_reads_the_same() -> None:
    flat = (
        f"<office:document {ODF}><office:meta>{META}</office:meta><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{BODY}</office:text></office:body></office:document>"
    )
    [document], _ = read_raw(Odt(), flat.encode(), "ferry.fodt")
    assert shown(document) == READ
    assert document.meta.published == "2016-12-01"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "it is no ZIP archive, or a damaged one."),
        (odt(BODY)[:-200], "it is no ZIP archive, or a damaged one."),
        (odt(""), "in.odt has no text in it."),
        (odt("<text:p>"), "it is no XML at line 1"),
        (packed({"a": "b"}), "in.odt: it is no OpenDocument text."),
        (packed({"content.xml": "<a/>"}), "in.odt: it is no OpenDocument text."),
        (
            odt(BODY, manifest="<encryption-data/>"),
            "in.odt: it is encrypted; save it without a password.",
        ),
        (packed({"content.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}), "DOCTYPE declares"),
        (
            odt(f"<text:p>{'<text:span>' * 600}{'</text:span>' * 600}</text:p>"),
            "deep in each other",
        ),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    documents, [problem] = read_raw(Odt(), raw, "in.odt")
    assert documents == []
    assert sentence in said([problem])[0]
