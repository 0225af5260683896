"""Word documents as they are read."""

import json

import pytest

from annotator.formats.articles.docx import Docx
from annotator.model.errors import FileTooLarge
from tests.formats.articles.document_reading import read_raw, said, shown
from tests.formats.articles.office_files import W, docx, packed, paragraph, run

BODY = "".join(
    (
        paragraph("Ferry sails again", "Title"),
        paragraph("Crew returns after nine days", "Subtitle"),
        paragraph("By Ilse Varga"),
        paragraph("24 January 2017"),
        paragraph("The ferry sailed. “We are back,” she said."),
        paragraph("Nine days", "Heading1"),
        paragraph("All   went\u00a0well."),
        paragraph("The ferry at the quay", "Caption"),
        paragraph(""),
    )
)
READ = [
    ("title", "Ferry sails again"),
    ("standfirst", "Crew returns after nine days"),
    ("byline", "By Ilse Varga"),
    ("date", "24 January 2017"),
    ("paragraph", "The ferry sailed. “We are back,” she said."),
    ("quotation", "“We are back,”"),
    ("heading", "Nine days"),
    ("paragraph", "All went\u00a0well."),
    ("caption", "The ferry at the quay"),
]
CORE = (
    "<dc:title>Draft 3</dc:title><dc:creator>tom</dc:creator>"
    "<dcterms:created>2016-12-01T09:00:00Z</dcterms:created>"
)


def test_styles_say_what_paragraphs_are_and_the_rest_is_found() -> None:
    [document], problems = read_raw(Docx(), docx(BODY, CORE), "ferry.docx")
    assert problems == []
    assert shown(document) == READ
    meta = document.meta
    assert (meta.title, meta.authors, meta.published, meta.language) == (
        "Ferry sails again",
        ("Ilse Varga",),
        "2017-01-24",
        "en",
    )
    assert document.id == "ferry"


def test_properties_are_believed_where_the_text_says_nothing_and_the_date_is_remarked() -> None:
    [document], problems = read_raw(Docx(), docx(paragraph("It sailed."), CORE), "in.docx")
    meta = document.meta
    assert (meta.title, meta.authors, meta.published) == ("Draft 3", ("tom",), "2016-12-01")
    assert said(problems) == ["in.docx: the date is that of the file, since the text has none."]
    assert not problems[0].is_skipped


@pytest.mark.parametrize("title", ["Microsoft Word - ferry.doc", "Document1", "ferry.indd"])
def test_titles_that_programs_make_up_are_none(title: str) -> None:
    raw = docx(paragraph("It sailed."), f"<dc:title>{title}</dc:title>")
    [document], _ = read_raw(Docx(), raw)
    assert document.meta.title is None


def test_insertions_are_text_and_deletions_and_comments_are_not() -> None:
    body = (
        f'<w:p>{run("The ")}<w:ins w:id="1" w:author="x">{run("blue ")}</w:ins>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>red </w:delText></w:r></w:del>{run("ferry")}'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="0">{paragraph("check this")}</w:comment></w:comments>'
    )
    [document], _ = read_raw(Docx(), docx(body, comments=comments))
    assert document.text == "The blue ferry"


def test_words_in_fields_in_other_directions_and_under_ruby_are_text() -> None:
    body = (
        f'<w:p>{run("By ")}<w:fldSimple w:instr="AUTHOR">{run("Ilse ")}</w:fldSimple>'
        f'<w:dir w:val="rtl">{run("שלום ")}</w:dir><w:customXml>{run("there ")}</w:customXml>'
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('ji')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r></w:p>"
        f"<w:customXml><w:p>{run('Next.')}</w:p></w:customXml>"
        f"<w:p><w:moveFrom>{run('before')}</w:moveFrom><w:moveTo>{run('after')}</w:moveTo></w:p>"
    )
    [document], _ = read_raw(Docx(), docx(body))
    assert document.text == "By Ilse שלום there 字\n\nNext.\n\nafter"


def test_notes_stand_behind_the_text_without_their_signs() -> None:
    body = f'<w:p>{run("It sailed.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{paragraph("Later.")}'
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("At noon.")}</w:footnote></w:footnotes>'
    )
    [document], _ = read_raw(Docx(), docx(body, footnotes=notes))
    assert document.text == "It sailed.\n\nLater.\n\nAt noon."


def test_rows_of_a_table_are_lines_and_line_breaks_stay() -> None:
    cells = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in ("Day", "Boats"))
    body = (
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p>{run('One')}<w:r><w:br/></w:r>{run('two')}</w:p>"
    )
    [document], _ = read_raw(Docx(), docx(body))
    assert [text for _, text in shown(document)] == ["Day\tBoats", "One\ntwo"]


def test_a_picture_from_elsewhere_is_not_asked_for() -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rx"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    [document], _ = read_raw(
        Docx(), docx(paragraph("It sailed.") + picture, linked="file:///etc/hosts")
    )
    assert document.text == "It sailed."


def bomb() -> bytes:
    return docx(f"<w:p><w:r><w:t>{'ha' * 3_000_000}</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "it is no ZIP archive, or a damaged one."),
        (b"PK\x03\x04 cut off", "it is no ZIP archive, or a damaged one."),
        (docx(BODY)[:-300], "it is no ZIP archive, or a damaged one."),
        (packed({"a.txt": "x"}), "in.docx: it is no Word document."),
        (docx("<w:p>"), "it is no XML at line 1"),
        (docx(""), "in.docx has no text in it."),
        (
            packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}),
            "DOCTYPE declares",
        ),
        (packed({"word/document.xml": "<a/>", "_rels/.rels": "<a/>"}), "in.docx"),
        (bomb(), "more than 200 times its size"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    documents, problems = read_raw(Docx(), raw, "in.docx")
    assert documents == []
    [problem] = problems
    assert problem.is_whole
    assert sentence in said([problem])[0]


def test_a_document_of_too_many_elements_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.articles.docx._MOST_ELEMENTS", 12)
    documents, problems = read_raw(Docx(), docx("<w:p/>" * 12), "in.docx")
    assert documents == []
    assert "it has more than 12 elements" in said(problems)[0]


def test_a_part_over_the_limit_is_told() -> None:
    body = json.dumps([*range(2_700_000)])
    _, [problem] = read_raw(Docx(), docx(paragraph(body)), "in.docx")
    assert isinstance(problem.error, FileTooLarge)


def test_an_encrypted_document_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from tests.formats.articles.document_reading import read_file

    path = tmp_path / "in.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    _, [problem] = read_file(Docx(), path)
    assert "it is encrypted, or of an old office program" in said([problem])[0]
