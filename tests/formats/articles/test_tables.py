"""Tables of articles as they are read: CSV, TSV and XLSX."""

import datetime
import io
import os
from pathlib import Path

import openpyxl
import pytest

from annotator.formats.articles.columns import find_columns
from annotator.formats.articles.tables import ArticleTable
from annotator.formats.articles.xlsx import Xlsx
from annotator.formats.format import Offered, ReadOptions
from annotator.formats.source import Source, file_source
from tests.formats.articles.document_reading import REAL, needs_real, read_file, read_raw, said
from tests.formats.articles.office_files import packed

FIRST = 'Ferry sails\n\nThe ferry sailed; it was "late", she said.'
CSV = (
    "id,Headline,Body Text,Published,Publisher,Author,link,lang\r\n"
    f'7,Ferry,"{FIRST.replace(chr(34), chr(34) * 2)}",2017-01-24,Norrow Press,Ilse Varga and Tom Reed,http://x.example/1,en-GB\r\n'
    "8,Talks,Talks went on.,04.05.2025,,\"['Jo Lind', 'Eva Holm']\",,\r\n"
)


def test_columns_are_found_by_name_and_the_cell_is_the_text() -> None:
    [first, second], problems = read_raw(ArticleTable(), CSV.encode(), "news.csv")
    assert first.text == FIRST
    assert (first.id, second.id) == ("news-2", "news-5")
    meta = first.meta
    assert (meta.title, meta.published, meta.source, meta.url, meta.language) == (
        "Ferry",
        "2017-01-24",
        "Norrow Press",
        "http://x.example/1",
        "en",
    )
    assert meta.authors == ("Ilse Varga", "Tom Reed")
    assert meta.extra["table"] == {"id": "7"}
    assert second.meta.authors == ("Jo Lind", "Eva Holm")
    assert second.meta.published is None
    assert second.meta.extra["published_as_written"] == "04.05.2025"
    assert [(one.line, one.is_skipped) for one in problems] == [(5, False)]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_what_stands_between_cells_is_guessed(delimiter: str) -> None:
    rows = [["title", "text"], ["Ferry", "It sailed, late."], ["Talks", "They went on; and on."]]
    lines = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    documents, _ = read_raw(ArticleTable(), lines.encode(), "news.csv")
    assert [one.text for one in documents] == ["It sailed, late.", "They went on; and on."]


def test_a_line_that_names_the_delimiter_is_obeyed_and_counted() -> None:
    documents, problems = read_raw(ArticleTable(), b"sep=;\ntext;n\nIt, sailed.;1\n;2\n", "n.csv")
    assert [one.id for one in documents] == ["n-3"]
    assert said(problems) == ["n.csv:4: this row has no text."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    raw = "Titel,Text\nFähre,Die Fähre fährt wieder nach Süden.\n".encode(encoding)
    [document], _ = read_raw(ArticleTable(), raw)
    assert (document.meta.title, document.text) == ("Fähre", "Die Fähre fährt wieder nach Süden.")


def test_bytes_that_fit_no_encoding_behind_the_beginning_are_replaced_and_told() -> None:
    words = b"The ferry sailed on. " * 1000
    raw = b"n,text\n" + b"".join(b"%d,%s\n" % (number, words) for number in range(55))
    assert len(raw) > 1 << 20
    documents, problems = read_raw(ArticleTable(), raw + b"x,Caf\xe9 late.\n", "n.csv")
    assert documents[-1].text == "Caf\ufffd late."
    assert len(documents) == 56
    assert [one.is_skipped for one in problems] == [False]


def test_columns_that_are_chosen_are_obeyed_by_name_and_by_number() -> None:
    raw = b"a,text,b\nIt sailed.,no,Ferry\n"
    [document], _ = read_raw(ArticleTable(), raw, "n.csv", text_column="A", title_column="3")
    assert (document.text, document.meta.title) == ("It sailed.", "Ferry")
    documents, problems = read_raw(ArticleTable(), raw, "n.csv", text_column="story")
    assert documents == []
    assert said(problems) == ["n.csv: it has no column “story”."]


def test_without_names_the_longest_column_is_the_text_and_that_is_told() -> None:
    raw = b"7,The ferry sailed on Tuesday.,Norrow\n8,The talks went on for nine days.,Sund\n"
    documents, problems = read_raw(ArticleTable(), raw, "n.csv")
    assert [one.id for one in documents] == ["n-1", "n-2"]
    assert said(problems) == ["n.csv: column “2” is read as the text, being the longest."]


def test_a_heading_of_unknown_names_is_seen() -> None:
    assert find_columns([["key", "what"], ["7", "The ferry sailed."]], {}).names == ("key", "what")
    assert find_columns([["It sailed.", "so"], ["It came.", "no"]], {}).names == ()
    assert find_columns([["text"]], {}).names == ("text",)
    assert find_columns([], {}).names == ()


def test_of_several_names_the_likeliest_counts() -> None:
    columns = find_columns([["summary", "body", "text", "date", "published"]], {})
    assert (columns.places["text"], columns.places["date"]) == (2, 4)


def test_ragged_and_empty_rows() -> None:
    raw = b"text,n\n\nIt sailed.\n,,\nIt came.,1,2,3\nIt went,4\n"
    documents, problems = read_raw(ArticleTable(), raw, "n.csv")
    assert [one.text for one in documents] == ["It sailed.", "It came.", "It went"]
    assert said(problems) == ["n.csv:5: this row has more cells than there are columns."]


def test_a_cell_may_be_long_and_no_longer_than_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "The ferry sailed. " * 20_000
    [document], problems = read_raw(ArticleTable(), f'text,n\n"{long}",1\n'.encode())
    assert document.text == long
    assert problems == []
    monkeypatch.setattr("annotator.formats.articles.tables.ARTICLE_LIMIT", 1000)
    documents, problems = read_raw(ArticleTable(), f"text,n\n{long},1\n".encode(), "n.csv")
    assert documents == []
    assert "n.csv is too large" in said(problems)[0]


def test_a_quote_that_is_never_closed_is_told() -> None:
    rows = b'text,n\nIt sailed.,1\n"open' + (b"x" * 999 + b"\n") * 22_000
    documents, problems = read_raw(ArticleTable(), rows, "n.csv")
    assert len(documents) == 1
    assert said(problems) == ["n.csv: a quote is opened at line 3 and not closed."]


def test_a_table_of_spans_is_not_taken_for_articles_unless_asked_to() -> None:
    raw = b"article,label,start,end,text\na,PERSON,0,4,Ilse\n"
    documents, problems = read_raw(ArticleTable(), raw, "n.csv")
    assert documents == []
    assert said(problems) == ["n.csv: it is a table of spans and not of articles."]
    assert len(read_raw(ArticleTable(), raw, text_column="text")[0]) == 1


def test_formulas_are_words() -> None:
    raw = b'text,n\n"=HYPERLINK(""http://x.example"")",1\n'
    [document], _ = read_raw(ArticleTable(), raw)
    assert document.text == '=HYPERLINK("http://x.example")'


def test_markup_in_a_cell_stays_as_it_is() -> None:
    [document], _ = read_raw(ArticleTable(), b"text,n\n<p>It <b>sailed</b>.</p>,1\n")
    assert document.text == "<p>It <b>sailed</b>.</p>"


def test_a_large_table_is_read_row_by_row() -> None:
    told: list[int] = []

    class Endless(io.RawIOBase):
        """A table of a gigabyte, which nobody keeps."""

        count = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            self.count += 1
            part = (b"text,n\n" if self.count == 1 else b"The ferry sailed on.,1\n" * 9000)[
                : len(buffer)
            ]
            buffer[: len(part)] = part
            return len(part) if self.count < 5000 else 0

    stream = io.BufferedReader(Endless())
    source = Source(Path("in.csv"), "in.csv", stream)
    items = ArticleTable().read(source, ReadOptions(report_bytes=told.append))
    for _ in range(2000):
        next(items)
    assert told
    assert stream.raw.count < 50  # type: ignore[attr-defined]


@needs_real
def test_the_real_table_has_the_rows_that_were_counted() -> None:
    path = REAL / "office/packages/markitdown/tests/test_files/test_mskanji.csv"
    documents, problems = read_file(ArticleTable(), path)
    # Four rows, of which the first names the columns; nothing in it is an article's text.
    assert [one.text for one in documents] == ["佐藤太郎", "三木英子", "髙橋淳"]
    assert documents[0].meta.extra["table"] == {"年齢": "30", "住所": "東京"}
    assert [one.is_skipped for one in problems] == [False, False]


def test_bad_files_say_why() -> None:
    assert said(read_raw(ArticleTable(), b"", "n.csv")[1]) == ["n.csv has no text in it."]
    assert said(read_raw(ArticleTable(), b" \n \n", "n.csv")[1]) == ["n.csv has no text in it."]
    documents, problems = read_raw(ArticleTable(), os.urandom(5000), "n.csv")
    assert documents == [] or problems


# ---- XLSX ----------------------------------------------------------------------------------------


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROWS: list[list[object]] = [
    ["title", "text", "date", "pages"],
    ["Ferry", "It sailed.\n\nLate.", datetime.date(2017, 1, 24), 3.0],
    [None, None, None, None],
    ["Talks", "They went on.", None, "x"],
]


def test_rows_of_all_sheets_are_articles() -> None:
    raw = workbook(ROWS, [["text"], ["Third article."]], [])
    documents, problems = read_raw(Xlsx(), raw, "n.xlsx")
    assert problems == []
    assert [(one.id, one.text) for one in documents] == [
        ("n-2", "It sailed.\n\nLate."),
        ("n-4", "They went on."),
        ("n-6", "Third article."),
    ]
    meta = documents[0].meta
    assert (meta.title, meta.published) == ("Ferry", "2017-01-24")
    assert meta.extra["table"] == {"pages": "3"}


def test_a_formula_is_what_it_came_to_and_never_worked_out() -> None:
    raw = workbook([["text", "title"], ['=CONCATENATE("It ", "sailed.")', "Ferry"]])
    documents, problems = read_raw(Xlsx(), raw, "n.xlsx")
    assert documents == []
    assert said(problems) == ["n.xlsx:2: this row has no text."]


def test_settings_count_in_sheets_too() -> None:
    [document], _ = read_raw(
        Xlsx(), workbook([["a", "text"], ["It sailed.", "no"]]), text_column="a"
    )
    assert document.text == "It sailed."


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "it is no ZIP archive"),
        (b"PK\x03\x04", "it is no ZIP archive"),
        (workbook(ROWS)[:-400], "it is no ZIP archive"),
        (packed({"a": "b"}), "the spreadsheet is damaged"),
        (workbook([]), "n.xlsx has no text in it."),
    ],
)
def test_bad_sheets_say_why(raw: bytes, sentence: str) -> None:
    documents, problems = read_raw(Xlsx(), raw, "n.xlsx")
    assert documents == []
    assert sentence in said(problems)[0]


def test_entities_in_a_sheet_are_refused() -> None:
    import zipfile

    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        evil = b"<!DOCTYPE x [<!ENTITY a 'ha'>]>" + bytes(parts[name]).split(b"?>", 1)[-1]
        for part in (
            evil,
            b"<?xml version='1.0' encoding='utf-16'?>" + evil.decode().encode("utf-16"),
        ):
            documents, problems = read_raw(Xlsx(), packed({**parts, name: part}), "n.xlsx")
            assert documents == []
            assert said(problems) == [f"n.xlsx/{name}: it has a DOCTYPE, which is not read."]


def test_columns_are_offered_with_examples_and_which_is_taken(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("nr,headline,body\n1,,Ilse spoke.\n2,Ferry,Zoe left.\n")
    (tmp_path / "in.xlsx").write_bytes(
        workbook([["nr", "headline", "body"], ["1", "", "Ilse spoke."], ["2", "Ferry", "Zoe."]])
    )
    for reader, name in ((ArticleTable(), "in.csv"), (Xlsx(), "in.xlsx")):
        offers = reader.offers(file_source(tmp_path / name), {})
        assert offers["text_column"].taken == "body"
        assert (offers["title_column"].taken, offers["url_column"].taken) == ("headline", "")
        assert offers["title_column"].values == (
            Offered("nr", "1"), Offered("headline", "Ferry"), Offered("body", "Ilse spoke."),
        )  # fmt: skip
        chosen = reader.offers(file_source(tmp_path / name), {"title_column": "nr"})
        assert chosen["title_column"].taken == "nr"
        assert reader.offers(file_source(tmp_path / name), {"title_column": "gone"})


def test_columns_without_names_are_offered_by_number(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("1,The ferry sailed today at noon.\n2,It came back.\n")
    offers = ArticleTable().offers(file_source(tmp_path / "in.csv"), {})
    assert [one.value for one in offers["text_column"].values] == ["1", "2"]
    assert offers["text_column"].taken == "2"
