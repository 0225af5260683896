"""Web pages: the article with its parts in reading order, and nothing of the page around it."""

import socket
import time
from pathlib import Path, PurePath

import justext
import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.html import Html
from annotator.formats.corpus import Problem
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.source import file_source
from annotator.model.article_errors import (
    DateAmbiguous,
    EncodedTwice,
    PageCutOff,
    PageWithoutArticle,
)
from annotator.model.errors import FileEmpty, FileTooLarge, FileUnreadable
from tests.formats.articles import newsroom_pages
from tests.formats.articles.article_reading import kinds, parts, read, read_one
from tests.formats.articles.pages import BLOG, BODY, GERMAN, NO_ARTICLE, OLD, SEMANTIC

ENGLISH = (
    newsroom_pages.BLOCKS_OF_COMPONENTS,
    newsroom_pages.HASHED_CLASSES,
    newsroom_pages.PICTURE_FIRST,
    newsroom_pages.OWN_ELEMENTS,
)
AROUND = ("Great read, I was there when the yard was still open and we all had work to do.",)
"""What the other one takes for text, and is a comment."""


def errors(problems: list[Problem]) -> list[type[BaseException]]:
    return [type(one.error) for one in problems]


def test_a_page_with_markup_for_everything() -> None:
    article = read_one(Html(), SEMANTIC, "ferry talks.html")
    assert article.id == "ferry talks"
    found = parts(article)
    assert [one for one in found if one[0] not in ("paragraph", "quotation")] == [
        ("title", "Ferry talks 'close' to collapse"),
        ("standfirst", "Ministers left the table after nine hours without a word."),
        ("byline", "By Ilse Varga and Jon Roe"),
        ("date", "24 January, 2017"),
        ("reading_time", "2 min read"),
        ("caption", "The Wend slipway at dawn. Photo: NCP"),
        ("credit", "Photo: NCP"),
        ("heading", "A yard without work"),
        ("caption", "Welders at the gate [NCP]"),
        ("credit", "[NCP]"),
    ]
    assert [words for kind, words in found if kind == "paragraph"] == [
        *BODY,
        f"{BODY[0]} {BODY[2]}",
    ]
    assert ("quotation", "“We have talked for nine hours and nothing came of it,”") in found
    assert article.text.startswith("Ferry talks 'close' to collapse\n\nMinisters left the table")
    assert "By Ilse Varga and Jon Roe\n24 January, 2017\n2 min read\nThe Wend" in article.text
    for stray in ("Most read", "Ferry prices", "Not of this article", "All rights", "World"):
        assert stray not in article.text


def test_what_a_page_says_of_its_article_is_kept() -> None:
    meta = read_one(Html(), SEMANTIC).meta
    assert (meta.title, meta.source) == ("Ferry talks 'close' to collapse", "Norrow Post")
    assert (meta.published, meta.language) == ("2017-01-24", "en-GB")
    assert meta.url == "https://norrowpost.example/2017/ferry-talks"
    assert meta.authors == ("Ilse Varga", "Jon Roe")
    assert meta.extra == {
        "published_as_written": "24 January, 2017",
        "html": {
            "description": "Ministers left the table after nine hours without a word.",
            "modified": "2017-01-25T10:00:00+01:00",
            "section": "Harbour",
            "keywords": ["ferry", "strike"],
            "captions": [
                {"caption": "The Wend slipway at dawn. Photo: NCP", "credit": "Photo: NCP"},
                {"caption": "Welders at the gate [NCP]", "credit": "[NCP]"},
            ],
        },
    }


def test_a_page_known_by_its_class_names_only() -> None:
    lines, problems = read(Html(), GERMAN)
    article = lines[0].document
    head = ["title", "standfirst", "byline", "date", "caption", "credit"]
    assert kinds(article) == [*head, "paragraph", "heading", "paragraph"]
    assert article.meta.title == "Fähre bleibt im Hafen"
    assert article.meta.authors == ("Jana Roth", "Piet Maar")
    assert article.meta.language == "de"
    assert ("credit", "Foto: Jon Roe/NCP") in parts(article)
    assert "Teilen" not in article.text
    assert errors(problems) == [DateAmbiguous]
    assert article.meta.published is None
    assert article.meta.extra["published_as_written"] == "Stand: 04.05.2025, 10:32 Uhr"


def test_an_ambiguous_date_is_believed_where_another_form_proves_it() -> None:
    proof = '<meta property="article:published_time" content="2025-05-04T08:32:00Z">'
    lines, problems = read(Html(), GERMAN.replace("</head>", proof + "</head>"))
    assert lines[0].document.meta.published == "2025-05-04"
    assert lines[0].document.meta.extra["published_as_written"] == "Stand: 04.05.2025, 10:32 Uhr"
    assert problems == []


def test_an_old_page_of_tables_and_line_breaks() -> None:
    lines, problems = read(Html(), OLD.encode("cp1252"))
    article = lines[0].document
    assert problems == []
    assert parts(article)[:3] == [
        ("title", "Island rivals meet"),
        ("byline", "By Jon Roe"),
        ("date", "24 January, 2017"),
    ]
    assert [words for kind, words in parts(article) if kind == "paragraph"] == [
        BODY[0], BODY[1], BODY[2] + " Cafés are shut.", BODY[3],
    ]  # fmt: skip
    assert (article.meta.published, article.meta.authors) == ("2017-01-24", ("Jon Roe",))


def test_a_blog_with_a_caption_between_paragraphs_and_comments() -> None:
    article = read_one(Html(), BLOG)
    assert kinds(article) == [
        "title", "date", "byline", "paragraph", "caption", "credit", "paragraph",
    ]  # fmt: skip
    assert article.meta.title == "Nine hours at the table"
    assert (article.meta.published, article.meta.authors) == ("2024-03-02", ("Ana Lind",))
    assert "Great read" not in article.text


def test_the_title_of_the_window_helps_where_the_page_shows_none() -> None:
    page = f"<html><head><title>Talks fail | Norrow Post</title></head><body><article>{''.join(f'<p>{one}</p>' for one in BODY)}</article></body></html>"
    article = read_one(Html(), page)
    assert parts(article)[0] == ("title", "Talks fail")
    assert article.meta.title == "Talks fail"
    assert article.meta.language == "en"


def test_words_are_kept_as_the_page_has_them() -> None:
    body = (
        "Cafe\u0301 at 10\u00a0km, 👩‍👧 said: a&lt;b &amp; <i>c</i>d.  Two   spaces,\n one\tline\u2028break. "
        + BODY[0]
    )
    article = read_one(
        Html(),
        f"<html><body><article><h1>Cafe\u0301 talks</h1><p>{body}</p><p>{BODY[1]}</p></article></body></html>",
    )
    assert (
        "Cafe\u0301 at 10\u00a0km, 👩‍👧 said: a<b & cd. Two spaces, one line\u2028break. "
        in article.text
    )


@pytest.mark.parametrize("page", [SEMANTIC, GERMAN, BLOG], ids=["semantic", "german", "blog"])
def test_the_article_is_what_trafilatura_says_it_is(page: str) -> None:
    article = read_one(Html(), page)
    paragraphs = {words for kind, words in parts(article) if kind == "paragraph"}
    said = set((trafilatura.extract(page, include_comments=False) or "").splitlines())
    assert {one.removeprefix("- ") for one in said} >= paragraphs


@pytest.mark.parametrize("page", [SEMANTIC, BLOG, *ENGLISH], ids=lambda one: one[60:80])
def test_another_extractor_finds_no_text_that_is_missed(page: str) -> None:
    found = justext.justext(page.encode(), justext.get_stoplist("English"), 40, 80)
    text = read_one(Html(), page).text
    good = [one.text for one in found if not one.is_boilerplate and len(one.text) > 80]
    assert len(good) >= 4
    assert [one for one in good if one not in text and one not in AROUND] == []


def test_an_extractor_that_fails_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    article = read_one(Html(), SEMANTIC)
    assert [words for kind, words in parts(article) if kind == "paragraph"][: len(BODY)] == list(
        BODY
    )


def test_a_page_without_an_article_is_told() -> None:
    for page in (
        NO_ARTICLE,
        "<html></html>",
        "<html><body></body></html>",
        "just words",
        "<p></p>",
    ):
        lines, problems = read(Html(), page)
        assert lines == []
        assert errors(problems) == [PageWithoutArticle]
        assert problems[0].is_whole


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert errors(read(Html(), b"  \n")[1]) == [FileEmpty]
    [problem] = Html().read(file_source(tmp_path / "gone.html"), ReadOptions())
    assert isinstance(problem, Problem)
    assert isinstance(problem.error, FileUnreadable)
    monkeypatch.setattr("annotator.formats.articles.article_records.ARTICLE_LIMIT", 50)
    assert errors(read(Html(), SEMANTIC)[1]) == [FileTooLarge]


def test_text_encoded_twice_is_remarked_and_left() -> None:
    page = BLOG.replace("<p>", "<p>cafÃ© donâ€™t ", 1)
    lines, problems = read(Html(), page)
    assert "cafÃ© donâ€™t" in lines[0].document.text
    assert errors(problems) == [EncodedTwice]


def test_a_vast_page_is_read_without_minutes_of_work() -> None:
    page = SEMANTIC.replace(f"<p>{BODY[3]}</p>", "".join(f"<p>{one}</p>" for one in range(20_000)))
    began = time.monotonic()
    article = read_one(Html(), page)
    assert time.monotonic() - began < 20
    assert "\n\n19999\n\n" in article.text
    assert "Most read" not in article.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "<b>" * 100_000 + "x",
        f"<p title='{'x' * 11_000_000}'>a</p>",
        "<table><tr><td>" * 30_000,
    ],
    ids=["divs", "bolds", "attribute", "tables"],
)
def test_what_is_too_deep_or_too_large_is_cut_off_and_told(hostile: str) -> None:
    inside = SEMANTIC.replace("</article>", "</article>" + hostile)
    lines, problems = read(Html(), inside)
    assert PageCutOff in errors(problems)
    assert lines[0].document.meta.title == "Ferry talks 'close' to collapse"


def test_entities_are_not_expanded_and_nothing_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the harbour")

    def refuse(*_: object) -> None:
        raise AssertionError("a page reaches out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    laughs = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1 or str()};" * 10}">' for at in range(1, 12)
    )
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<html><head><base href="http://evil.example/"><link rel="stylesheet" href="x.css">'
        f"</head><body><article><h1>Talks &x; fail</h1><img src='{secret.as_uri()}'>"
        f"<iframe src='{secret.as_uri()}'></iframe><p>{BODY[0]} &a11;</p><p>{BODY[1]}</p>"
        f"<script>document.write('scripted')</script></article></body></html>"
    )
    lines, _ = read(Html(), page)
    assert "secret of the harbour" not in lines[0].document.text
    assert "scripted" not in lines[0].document.text
    assert len(lines[0].document.text) < 1000


@given(st.text(st.sampled_from("<>/=\"'&;!-abph1 \n\0\ufeff\ud83dé"), max_size=200))
def test_no_markup_makes_the_reader_fail(markup: str) -> None:
    raw = f"<article>{BODY[0]}{markup}<p>{BODY[1]}".encode("utf-8", "surrogatepass")
    lines, problems = read(Html(), raw)
    assert lines or problems
    for line in lines:
        text = line.document.text
        assert "\0" not in text
        for _, start, end in line.document.sections:
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("path", "head", "sure"),
    [
        ("a.html", b"", Sureness.LIKELY),
        ("a.htm", b"Title", Sureness.LIKELY),
        ("a.txt", b"<!DOCTYPE html><html>", Sureness.SURE),
        ("a", b"\xef\xbb\xbf\n<!-- saved -->\n<HTML lang=en>", Sureness.SURE),
        ("a.xml", b'<?xml version="1.0"?><html xmlns="x">', Sureness.SURE),
        ("a.xml", b'<?xml version="1.0"?><nitf>', Sureness.NO),
        ("a.txt", b"The html of it", Sureness.NO),
    ],
)
def test_pages_are_recognised(path: str, head: bytes, sure: Sureness) -> None:
    assert Html().recognises(PurePath(path), head) is sure
