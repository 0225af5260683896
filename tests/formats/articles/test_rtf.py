"""Rich text as it is read."""

import time

import pytest

from annotator.formats.articles.rtf import Rtf
from tests.formats.articles.document_reading import (
    REAL,
    needs_real,
    read_file,
    read_raw,
    said,
    shown,
)

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s5\qc Title;}{\s6 Subtitle;}{\s7 caption;}{\s12 Quote;}}"
)
INFO = r"{\info{\title Draft \'e9}{\author Tom Reed}{\creatim\yr2016\mo12\dy1\hr9}}"
BODY = (
    r"\pard\plain\s5 Ferry sails again\par\pard\s6 Crew returns\par\pard\s0 By Ilse Varga\par\par"
    r"\pard\s1 Nine days\par\pard The {\b ferry} sailed \emdash  caf\'e9, \u26085?\u-10179?\u-8704?.\line Again.\par"
    r"{\f1 \'cf\'e0\'f0\'ee\'ec}\par\pard\s7 The quay\par"
)


def test_styles_say_what_paragraphs_are_and_letters_of_all_kinds_come_out() -> None:
    [document], problems = read_raw(Rtf(), (HEAD + INFO + BODY + "}").encode(), "ferry.rtf")
    assert shown(document) == [
        ("title", "Ferry sails again"),
        ("standfirst", "Crew returns"),
        ("byline", "By Ilse Varga"),
        ("heading", "Nine days"),
        ("paragraph", "The ferry sailed — café, 日😀."),
        ("paragraph", "Again."),
        ("paragraph", "Паром"),
        ("caption", "The quay"),
    ]
    meta = document.meta
    assert (meta.title, meta.authors, meta.published) == (
        "Ferry sails again",
        ("Ilse Varga",),
        "2016-12-01",
    )
    assert [one.is_skipped for one in problems] == [False]


def test_properties_say_what_the_text_does_not() -> None:
    [document], _ = read_raw(Rtf(), (HEAD + INFO + r"\pard It sailed.\par}").encode())
    assert (document.meta.title, document.meta.authors) == ("Draft é", ("Tom Reed",))


def test_properties_that_are_not_there_are_nothing() -> None:
    raw = HEAD + r"{\info\version0\edmins0{\creatim\hr9}}\pard It sailed.\par}"
    [document], problems = read_raw(Rtf(), raw.encode())
    meta = document.meta
    assert (meta.title, meta.authors, meta.published) == (None, (), None)
    assert problems == []


def test_deleted_words_addresses_and_pictures_stay_out() -> None:
    body = (
        r"The {\deleted red \b old }blue ferry \deleted slowly \plain sailed."
        r'\par See {\field{\*\fldinst{HYPERLINK "http://x.example"}}{\fldrslt{the line}}} now.'
        r"{\pict\pngblip " + "89504e470d0a1a0a" * 100 + r"}\par"
    )
    [document], _ = read_raw(Rtf(), f"{HEAD}{body}}}".encode())
    assert document.text == "The blue ferry sailed.\n\nSee the line now."


def test_cells_of_a_table_stand_in_a_line() -> None:
    body = r"\trowd\cellx1000\cellx2000 Day\cell Boats\cell\row\pard It sailed.\par"
    [document], _ = read_raw(Rtf(), f"{HEAD}{body}}}".encode())
    assert document.text == "Day\tBoats\n\nIt sailed."


@needs_real
def test_the_real_file_has_the_characters_that_were_counted() -> None:
    path = REAL / "office/packages/markitdown-sample-plugin/tests/test_files/test.rtf"
    [document], _ = read_file(Rtf(), path)
    # 115 with the ends of three lines; two paragraphs.
    assert sum(len(text) for _, text in shown(document)) == 115 - 3
    assert document.meta.authors == ("Adam Fourney",)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "in.rtf has no text in it."),
        (b"It sailed.", "in.rtf: it is no rich text."),
        (b"{\\rtf1}", "in.rtf has no text in it."),
        (b"{\\rtf1\\ansi " + b"{" * 50, "in.rtf has no text in it."),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    assert said(read_raw(Rtf(), raw, "in.rtf")[1]) == [sentence]


def test_a_file_that_is_cut_off_gives_what_there_is() -> None:
    raw = (HEAD + BODY).encode()
    [document], _ = read_raw(Rtf(), raw[: raw.index(b"sailed") + 6])
    assert document.text.endswith("The ferry sailed")


@pytest.mark.parametrize(
    "part",
    [
        r"\f1",
        r"{\f1",
        r"{\field{\*\fldinst{x ",
        r"{\s1",
        r"{\stylesheet{\s1 ",
        r"{\info",
        r"\deleted{",
    ],
)
def test_nothing_makes_it_slow(part: str) -> None:
    """Each of these took the square of its length, or worse, in a reader that is not ours."""
    raw = HEAD[: HEAD.index("{\\f0")] + part * (400_000 // len(part))
    before = time.perf_counter()
    read_raw(Rtf(), raw.encode())
    assert time.perf_counter() - before < 8
