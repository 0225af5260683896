"""CSV that spreadsheets open as it is meant, and that runs nothing."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pandas
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.spreadsheet import COLUMNS, Spreadsheet
from annotator.model.attribute import Attribute
from annotator.model.document import Document, Meta
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.strategies import corpora

TEXT = 'Ilse Varga leads\n"Norrow, Ltd". She left.'
LABELS = LabelSet(
    attributes=(
        Attribute("m", "mention", "choice", values=("named",)),
        Attribute("s", "sure", "flag", applies_to="relation"),
        Attribute("k", "kinds", "several"),
    )
)
LINE = CorpusLine(
    Document("talks", TEXT, Meta(title="=Talks", published="2017-01-24")),
    "Maria",
    "finished",
    ("politics",),
    spans=(
        Span("n", "ORG", ((17, 30),), {"kinds": ("a", "b"), "odd": 3}),
        Span("v", "PERSON", ((0, 10),), {"mention": "named"}, "see\nthere"),
    ),
    relations=(Relation("r", "leads", "v", "n", {"sure": True}),),
)


def write(*lines: CorpusLine, label_set: LabelSet | None = None, **chosen: str) -> bytes:
    stream = BytesIO()
    options = WriteOptions(label_set=label_set or LABELS, settings=chosen)
    Spreadsheet().write(lines, stream, options)
    return stream.getvalue()


def read(raw: bytes, separator: str = ",") -> list[dict[str, str]]:
    text = StringIO(raw.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=separator, strict=True))


def test_spans_and_relations_are_rows_that_pandas_reads() -> None:
    table = pandas.read_csv(BytesIO(write(LINE)), keep_default_na=False)
    assert list(table.columns) == [*COLUMNS, "mention", "sure", "kinds", "other attributes"]
    assert list(table["kind"]) == ["article", "span", "span", "relation"]
    article, person, company, relation = (row for _, row in table.iterrows())
    assert article["label"] == "politics"
    assert (person["label"], person["text"], person["note"]) == (
        "PERSON",
        "Ilse Varga",
        "see\nthere",
    )
    assert (int(person["start"]), int(person["end"]), person["mention"]) == (0, 10, "named")
    assert company["text"] == '"Norrow, Ltd"'
    assert company["sentence"] == '"Norrow, Ltd".'
    assert (company["kinds"], company["other attributes"]) == ("a; b", '{"odd":3}')
    assert (relation["head"], relation["label"], relation["tail"]) == (
        "Ilse Varga",
        "leads",
        '"Norrow, Ltd"',
    )
    assert (relation["head label"], relation["tail id"], relation["sure"]) == ("PERSON", "n", "yes")
    assert set(table["annotator"]) == {"Maria"}
    assert set(table["published"]) == {"2017-01-24"}


def test_a_span_in_pieces_says_where_they_are() -> None:
    line = CorpusLine(Document("a", TEXT), spans=(Span("s", "X", ((0, 4), (17, 23))),))
    (row,) = read(write(line))
    assert (row["start"], row["end"], row["pieces"]) == ("0", "23", "[[0,4],[17,23]]")
    assert row["text"] == 'Ilse "Norro'
    assert {one["pieces"] for one in read(write(LINE))} == {""}


def test_row_36_what_would_be_a_formula_has_an_apostrophe() -> None:
    assert {one["title"] for one in read(write(LINE))} == {"'=Talks"}


@pytest.mark.parametrize(
    "text", ["=1+2", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("http://x")', "-"]
)
def test_row_36_no_cell_begins_as_a_formula_does(text: str) -> None:
    line = CorpusLine(
        Document(text, text, Meta(title=text)),
        text,
        spans=(Span(text, text, ((0, len(text)),), {"mention": text, text: text}, text),),
    )
    (row,) = read(write(line))
    for name in ("article", "title", "annotator", "label", "text", "note", "id", "mention"):
        assert row[name] == f"'{text}", name


@pytest.mark.parametrize(
    "text", ["'x", "1-2", " =1", "“=1”", "a\tb", "x\r\ny", "🏴\u200d☠️", "\u00a0="]
)
def test_row_36_all_other_cells_are_exact(text: str) -> None:
    line = CorpusLine(Document("a", text), spans=(Span("s", "X", ((0, len(text)),)),))
    assert read(write(line))[0]["text"] == text


def test_rows_end_as_the_standard_says_and_separators_are_chosen() -> None:
    raw = write(LINE, separator="semicolon", mark="no")
    assert raw.startswith(b"kind;article;title;")
    assert raw.endswith(b"\r\n")
    assert read(raw, ";") == read(write(LINE))
    assert read(write(LINE, separator="tab"), "\t") == read(raw, ";")
    assert write(LINE).startswith("\ufeffkind,".encode())


def test_the_sentence_can_be_left_out_and_is_never_long() -> None:
    assert {one["sentence"] for one in read(write(LINE, context="no"))} == {""}
    text = "word " * 2000
    line = CorpusLine(Document("a", text), spans=(Span("s", "X", ((5000, 5004),)),))
    (row,) = read(write(line))
    assert "word word" in row["sentence"]
    assert len(row["sentence"]) <= 1000


def test_an_article_in_which_nothing_is_labelled_is_a_row() -> None:
    rows = read(write(CorpusLine(Document("a", "Nothing.")), LINE))
    assert [(one["kind"], one["article"], one["label"]) for one in rows][:2] == [
        ("article", "a", ""),
        ("article", "talks", "politics"),
    ]
    (row, *_) = read(write(replace(LINE, attributes={"genre": "news"})))
    assert row["other attributes"] == '{"genre":"news"}'


@settings(max_examples=40)
@given(corpora(), st.sampled_from(["comma", "semicolon", "tab"]))
@example([CorpusLine(Document("a", "x"))], "comma")
def test_every_span_and_relation_is_a_row(lines: list[CorpusLine], separator: str) -> None:
    sign = {"comma": ",", "semicolon": ";", "tab": "\t"}[separator]
    rows = read(write(*lines, separator=separator), sign)
    for kind, count in (
        ("span", sum(len(one.spans) for one in lines)),
        ("relation", sum(len(one.relations) for one in lines)),
    ):
        assert sum(one["kind"] == kind for one in rows) == count
    texts = {one.document.id: one.document.text for one in lines}
    found = sorted(
        (one["start"], one["end"], one["text"].removeprefix("'"))
        for one in rows
        if one["kind"] == "span"
    )
    assert found == sorted(
        (
            str(span.start),
            str(span.end),
            span.covered_text(texts[line.document.id]).removeprefix("'"),
        )
        for line in lines
        for span in line.spans
    )
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values()
    )
