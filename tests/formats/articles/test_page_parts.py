"""Pages as newsrooms build them: which part of the article each block is."""

import pytest

from annotator.formats.articles.html import Html
from tests.formats.articles import newsroom_pages as pages
from tests.formats.articles.article_reading import kinds, parts, read, read_one
from tests.formats.articles.pages import BODY

TEXT = ["paragraph"]
PARTS = {
    "FRENCH": ["title", "standfirst", "byline", "date", "reading_time", "caption", "credit",
               "paragraph", "heading", "paragraph"],
    "BLOCKS_OF_COMPONENTS": ["title", "date", "byline", "caption", "credit", "caption", "standfirst",
                             "paragraph", "heading", "paragraph"],
    "HASHED_CLASSES": ["title", "standfirst", "caption", "credit", "byline", "date", "paragraph",
                       "heading", "paragraph"],
    "PICTURE_FIRST": ["caption", "credit", "title", "standfirst", "byline", "date", "paragraph"],
    "OWN_ELEMENTS": ["title", "caption", "credit", "byline", "date", "paragraph"],
    "RUSSIAN": ["date", "title", "standfirst", "caption", "credit", "paragraph"],
    "ARABIC": ["title", "standfirst", "date", "caption", "credit", "paragraph"],
    "CHINESE": ["title", "date", "caption", "credit", "paragraph"],
    "NO_NAMES": ["title", "byline", "date", "reading_time", "paragraph"],
    "PAYWALL": ["title", "byline", "paragraph"],
    "SPANISH": ["title", "standfirst", "caption", "credit", "date", "paragraph", "heading", "paragraph"],
    "LIVE": ["title", "heading", "paragraph", "heading", "paragraph"],
}  # fmt: skip
CREDITS = {
    "FRENCH": ["JON ROE / NCP"],
    "BLOCKS_OF_COMPONENTS": ["Getty Images"],
    "HASHED_CLASSES": ["Credit... Jon Roe for The Norrow Times"],
    "PICTURE_FIRST": ["Photograph: Jon Roe/NCP"],
    "OWN_ELEMENTS": ["(NP Photo/Jon Roe)"],
    "RUSSIAN": ["Фото: Йон Ро / НПП"],
    "ARABIC": ["(رويترز)"],
    "CHINESE": ["图：新华社"],
    "SPANISH": ["Jon Roe (NCP)"],
}
META = {
    "FRENCH": ("Le Quotidien de Norre", "2017-01-24", ("Jeanne Roux",), "fr"),
    "BLOCKS_OF_COMPONENTS": ("NBC News", "2017-01-24", ("Ilse Varga",), "en-GB"),
    "HASHED_CLASSES": ("The Norrow Times", "2017-01-24", ("Ilse Varga",), "en"),
    "PICTURE_FIRST": ("The Warden", "2017-01-24", ("Ilse Varga",), "en"),
    "OWN_ELEMENTS": ("NP News", "2017-01-24", ("ILSE VARGA",), "en"),
    "RUSSIAN": ("НоррИнфо", "2017-01-24", ("Анна Линд",), "ru"),
    "ARABIC": (None, "2017-01-24", (), "ar"),
    "CHINESE": ("诺罗新闻网", "2017-01-24", (), "zh-CN"),
    "NO_NAMES": (None, "2017-01-24", ("Ilse Varga",), "en"),
    "PAYWALL": ("Post", None, ("Ilse Varga",), "en"),
    "SPANISH": ("El Diario de Norra", "2017-01-24", (), "es"),
    "LIVE": (None, None, (), "en"),
}
ENCODINGS = {"RUSSIAN": "cp1251", "CHINESE": "gb18030"}


def page(name: str) -> bytes:
    return str(getattr(pages, name)).encode(ENCODINGS.get(name, "utf-8"))


@pytest.mark.parametrize("name", PARTS)
def test_the_parts_of_an_article_are_told_apart(name: str) -> None:
    article = read_one(Html(), page(name))
    assert kinds(article) == PARTS[name]
    assert [words for kind, words in parts(article) if kind == "credit"] == CREDITS.get(name, [])
    meta = article.meta
    assert (meta.source, meta.published, meta.authors, meta.language) == META[name]


def test_what_surrounds_an_article_stays_out() -> None:
    texts = {name: read_one(Html(), page(name)).text for name in PARTS}
    for name, stray in (
        ("FRENCH", "Lire aussi"),
        ("BLOCKS_OF_COMPONENTS", "Image caption"),
        ("BLOCKS_OF_COMPONENTS", "Prices rise"),
        ("HASHED_CLASSES", "Advertisement"),
        ("PICTURE_FIRST", "Sign up"),
        ("PICTURE_FIRST", "Last modified"),
        ("OWN_ELEMENTS", "___"),
        ("NO_NAMES", "Follow us"),
    ):
        assert stray not in texts[name], name


def test_a_standfirst_in_bold_or_as_a_second_heading() -> None:
    for name, words in (
        ("BLOCKS_OF_COMPONENTS", "Ministers left the table after nine hours."),
        ("SPANISH", "Los ministros dejaron la mesa tras nueve horas sin decir palabra"),
    ):
        assert ("standfirst", words) in parts(read_one(Html(), page(name)))


def test_lines_of_the_head_that_share_a_line() -> None:
    assert parts(read_one(Html(), page("NO_NAMES")))[1:4] == [
        ("byline", "Ilse Varga"),
        ("date", "January 24, 2017"),
        ("reading_time", "4 min read"),
    ]


def test_a_block_quotation_is_a_quotation() -> None:
    quoted = "We will not sign this paper, and nobody who has seen it would do so either, said one of them."
    found = parts(read_one(Html(), page("PICTURE_FIRST")))
    assert ("paragraph", quoted) in found
    assert ("quotation", quoted) in found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<p class='byline'>By Ilse Varga and Jon Roe</p>", [("byline", "By Ilse Varga and Jon Roe")]),
        ("<p>By <b>Ilse Varga</b></p>", [("byline", "By Ilse Varga")]),
        ("<p class='date'>3 hours ago</p>", []),
        ("<time>10:00</time>", []),
        ("<p class='published'>24 January 2017</p>", [("date", "24 January 2017")]),
        ("<p>24 January 2017 | By Ilse Varga</p>", [("date", "24 January 2017"), ("byline", "By Ilse Varga")]),
        ("<div><span class='author'>Ilse Varga</span>, <span class='date'>24.01.2017</span></div>",
         [("byline", "Ilse Varga"), ("date", "24.01.2017")]),
        ("<p class='readingTime'>Lesezeit: 3 Min.</p>", [("reading_time", "Lesezeit: 3 Min.")]),
        ("<h2>Nine hours at the table</h2><time>24 January 2017</time>",
         [("standfirst", "Nine hours at the table"), ("date", "24 January 2017")]),
        ("<p class='subtitle'>Nine hours at the table</p>", [("standfirst", "Nine hours at the table")]),
        ("<p class='share'>Share this article</p>", []),
        ("<figure><img><p>The yard.</p><cite>Jon Roe</cite></figure>", [("caption", "The yard."), ("caption", "Jon Roe")]),
        ("<figure><img><figcaption>The yard <small class='copyright'>Jon Roe</small></figcaption></figure>",
         [("caption", "The yard Jon Roe"), ("credit", "Jon Roe")]),
    ],
)  # fmt: skip
def test_a_line_between_title_and_text(line: str, found: list[tuple[str, str]]) -> None:
    html = f"<html><body><article><h1>Talks fail in Norrow</h1>{line}{pages.ALL}</article></body></html>"
    lines, _ = read(Html(), html)
    head = [one for one in parts(lines[0].document) if one[1] not in BODY and one[0] != "quotation"]
    assert head == [("title", "Talks fail in Norrow"), *found]
