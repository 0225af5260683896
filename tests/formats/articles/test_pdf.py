"""PDFs as they are read."""

import io
import time

import pypdf
import pytest

from annotator.formats.articles.pdf import Pdf, _is_garbled
from annotator.formats.articles.pdf_lines import PdfLine, flowing_text
from tests.formats.articles.document_reading import (
    REAL,
    needs_real,
    read_file,
    read_raw,
    said,
    shown,
)
from tests.formats.articles.pdf_files import Words, lines_from, pdf

FULL = "The ferry sailed on Tuesday after nine days at the quay, and all of its"
BODY = lines_from(
    700,
    FULL,
    "crew had come back on board by noon. It will go on until the end of May,",
    "the line says.",
)
NEXT = lines_from(
    630, "“We are back,” she said, and went to see what the weather would bring", "on the way."
)


def with_place(lines: list[Words], number: int) -> list[Words]:
    return [Words("The Norrow Gazette", 250, 810, 9), *lines, Words(f"- {number} -", 290, 40, 9)]


def test_lines_become_paragraphs_and_large_letters_the_title() -> None:
    head = [
        Words("Ferry sails again", 72, 760, 22),
        Words("By Ilse Varga", 72, 735),
        Words("Nine days", 72, 600, 11, True),
    ]
    last = lines_from(580, "All went well.")
    raw = pdf(
        [head[0], head[1], *BODY, *NEXT, head[2], *last],
        info="/Author (Tom Reed) /CreationDate (D:20170124081500Z)",
    )
    [document], problems = read_raw(Pdf(), raw, "ferry.pdf")
    assert shown(document) == [
        ("title", "Ferry sails again"),
        ("byline", "By Ilse Varga"),
        ("paragraph", " ".join(one.text for one in BODY)),
        ("paragraph", " ".join(one.text for one in NEXT)),
        ("quotation", "“We are back,”"),
        ("heading", "Nine days"),
        ("paragraph", "All went well."),
    ]
    meta = document.meta
    assert (meta.title, meta.authors, meta.published) == (
        "Ferry sails again",
        ("Ilse Varga",),
        "2017-01-24",
    )
    assert said(problems) == ["ferry.pdf: the date is that of the file, since the text has none."]


def test_what_repeats_on_pages_stays_out_and_paragraphs_go_on_over_them() -> None:
    words = ("calm", "rough", "cold")
    pages = [
        with_place(lines_from(700, f"{word} was the sea: {FULL}", f"{word}: {FULL}"), number)
        for number, word in enumerate(words, 3)
    ]
    [document], problems = read_raw(Pdf(), pdf(*pages), "in.pdf")
    assert "Gazette" not in document.text
    assert "- 3 -" not in document.text
    assert [kind for kind, _ in shown(document)] == ["paragraph"]
    assert document.text.count(FULL) == 6
    assert said(problems) == ["in.pdf: 6 lines that repeat on pages or number them were left out."]


def test_small_capitals_within_a_paragraph_do_not_part_it() -> None:
    line = [
        Words("As it said", 72, 700, 11),
        Words("in the capitals of the notice,", 135, 700, 9),
        Words("see", 300, 700, 11),
        Words("below, the ferry sailed.", 72, 686, 11),
    ]
    [document], _ = read_raw(Pdf(), pdf(line))
    assert len(shown(document)) == 1
    heading = [Words("Of ferries", 72, 700, 13), Words("the ferry sailed.", 72, 686, 11)]
    [document], _ = read_raw(Pdf(), pdf(heading))
    assert len(shown(document)) == 2


def test_a_line_is_bold_if_all_of_it_is() -> None:
    line = [
        Words("Note:", 72, 700, 11, True),
        Words("it sailed", 110, 700),
        Words("again", 72, 686),
    ]
    [document], _ = read_raw(Pdf(), pdf(line))
    assert shown(document) == [("paragraph", "Note: it sailed again")]


def test_properties_say_what_the_text_does_not() -> None:
    raw = pdf(BODY, info="/Title (Ferry) /Author (Ilse Varga; Tom Reed)")
    [document], problems = read_raw(Pdf(), raw)
    assert (document.meta.title, document.meta.authors) == ("Ferry", ("Ilse Varga", "Tom Reed"))
    assert problems == []
    for name in ("Microsoft Word - ferry.docx", "10811.exe", "905_Norrow_No", "ferry-strike"):
        [document], _ = read_raw(Pdf(), pdf(BODY, info=f"/Title ({name})"))
        assert document.meta.title is None


def test_pages_without_text_are_told() -> None:
    [document], problems = read_raw(Pdf(), pdf(BODY, []), "in.pdf")
    assert document.text.startswith("The ferry")
    assert said(problems) == ["in.pdf: 1 of its 2 pages have no text."]


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(BODY)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_file_that_anybody_may_open_is_opened() -> None:
    [document], _ = read_raw(Pdf(), encrypted(""))
    assert document.text.startswith("The ferry sailed")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (pdf([]), "in.pdf: it has no text layer: its pages are pictures."),
        (pdf([Words("1")]), "in.pdf: it has no text layer: its pages are pictures."),
        (pdf(), "in.pdf: it has 0 pages; 1 to 5,000 can be read."),
        (encrypted("secret"), "in.pdf: it is encrypted; save it without a password."),
        (b"", "the PDF is damaged"),
        (b"%PDF-1.4", "the PDF is damaged"),
        (b"It sailed.", "the PDF is damaged"),
        (pdf(BODY)[:200], "the PDF is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    documents, problems = read_raw(Pdf(), raw, "in.pdf")
    assert documents == []
    assert problems[-1].is_whole
    assert sentence in said(problems)[0]


def test_a_broken_table_of_places_is_mended() -> None:
    raw = pdf(BODY).replace(b"startxref\n", b"startxref\n99")
    [document], _ = read_raw(Pdf(), raw)
    assert document.text.startswith("The ferry sailed")


@needs_real
def test_the_real_files_have_the_characters_that_were_counted() -> None:
    counts = {
        "001-trivial/minimal-document.pdf": (1, 595, 1),
        "004-pdflatex-4-pages/pdflatex-4-pages.pdf": (4, 14474, 0),
    }
    for name, (pages, characters, hyphens) in counts.items():
        [document], problems = read_file(Pdf(), REAL / "pdf" / name)
        # The page numbers with their line breaks, and a hyphen with one, are not the text's.
        assert len(document.text) == characters - 2 * pages - 2 * hyphens
        assert [kind for kind, _ in shown(document) if kind != "quotation"] == ["paragraph"]
        assert len(problems) == 2


def test_letters_that_a_font_does_not_name_are_noticed() -> None:
    assert _is_garbled("ίϯύϥϒϧ Ͱϫ৽ฉࣄه͔Βͷ বদলে ข่าว abc где ومن שלום " * 20)
    assert _is_garbled("a\ufffdb\ufffd" * 40)
    assert not _is_garbled("Ilse Varga (Ильза, 伊尔莎) sailed to Norrow again. " * 20)
    assert not _is_garbled("渡船在星期二又开了。" * 20)
    assert not _is_garbled("2017 – 12")


# ---- lines alone ---------------------------------------------------------------------------------


def page(*texts: str, top: float = 700, x: float = 72) -> list[PdfLine]:
    return [PdfLine(text, x, top - 14 * at) for at, text in enumerate(texts)]


def texts(*pages: list[PdfLine]) -> list[str]:
    return [part.text for part in flowing_text(pages).parts]


def test_a_hyphen_goes_only_where_the_word_stands_elsewhere_without_it() -> None:
    [text] = texts(page("the ferryman of the old ferry-", "man spoke", "on"))
    assert text == "the ferryman of the old ferryman spoke on"
    flowing = flowing_text([page("it was an ice-", "breaker of old", "days")])
    assert flowing.parts[0].text == "it was an ice-breaker of old days"
    assert flowing.hyphens == 1
    flowing = flowing_text([page("an ice-breaker, the ice-", "breaker of old", "days")])
    assert flowing.parts[0].text == "an ice-breaker, the ice-breaker of old days"
    assert flowing.hyphens == 0
    assert texts(page("of pre-", "and post-war days")) == ["of pre- and post-war days"]
    assert texts(page("of ferry\xad", "man days")) == ["of ferryman days"]
    assert texts(page("from 2016-", "2017 on")) == ["from 2016-2017 on"]
    assert texts(page("the 737–", "9 flew –", "it is said")) == ["the 737–9 flew – it is said"]
    assert texts(page("see https://", "x.example/", "now")) == ["see https://x.example/now"]


def test_a_text_of_many_lines_is_joined_in_time() -> None:
    lines = [
        f"the {number} words of a long paragraph that ends nowhere-" for number in range(20_000)
    ]
    before = time.perf_counter()
    flowing = flowing_text([page(*lines[at : at + 50]) for at in range(0, len(lines), 50)])
    assert time.perf_counter() - before < 8
    assert len(flowing.parts) == 1


def test_paragraphs_begin_at_gaps_indents_and_behind_short_last_lines() -> None:
    full = "these words fill a whole line of the page"
    gap = [*page(full, full), *page(full, top=640)]
    assert len(texts(gap)) == 2
    indented = [
        PdfLine(full, 72, 700),
        PdfLine(full, 72, 686),
        PdfLine(full, 90, 672),
        PdfLine(full, 72, 658),
    ]
    assert len(texts(indented)) == 2
    assert len(texts(page(full, "it ends.", full, full))) == 2
    assert len(texts(page(full, "it goes", full, full))) == 1


def test_columns_go_on_and_scripts_without_spaces_are_joined_without() -> None:
    full = "these words fill a whole line of the page"
    columns = [*page(full, full), *page(full, full, x=300)]
    assert texts(columns) == [" ".join([full] * 4)]
    assert texts(page("渡船在星期二", "又开了")) == ["渡船在星期二又开了"]


def test_page_numbers_beside_the_text_stay_out() -> None:
    pages = []
    for number in range(4):
        words = [
            f"{word} {'abcd'[number]} went on"
            for word in ("sea", "ship", "quay", "crew", "wind", "rain", "day")
        ]
        lines = page(*words)
        pages.append([*lines[:4], PdfLine(str(162 + number), 20, 642), *lines[4:]])
    flowing = flowing_text(pages)
    assert flowing.left_out == 4
    assert "162" not in " ".join(part.text for part in flowing.parts)


def test_numbers_that_do_not_count_pages_stay() -> None:
    assert texts(page("in all", "there were", "2017"), page("of them", "some", "12")) == [
        "in all there were 2017 of them some 12"
    ]
    assert flowing_text([]).parts == []
    assert flowing_text([[]]).parts == []
