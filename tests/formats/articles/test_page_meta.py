"""What the head of a page says: schema.org first, then meta tags, broken ones passed over."""

import pytest

from annotator.formats.articles.markup_blocks import markup_tree
from annotator.formats.articles.page_meta import (
    PageMeta,
    language_code,
    page_meta,
    site_in_title,
)


def meta(head: str, lang: str = "") -> PageMeta:
    return page_meta(
        markup_tree(f"<html {lang}><head>{head}</head><body><p>x</p></body></html>")[0]
    )


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_schema_org_in_its_shapes() -> None:
    found = meta(linked('[{"@type": "Organization"}, {"@type": ["Thing", "NewsArticle"], "headline": " A \\n b ", "author": "Ilse", "publisher": [{"name": "Post"}], "keywords": ["a", 1, "a"], "inLanguage": "de-AT"}]'))  # fmt: skip
    assert (found.title, found.authors, found.site) == ("A b", ("Ilse",), "Post")
    assert (found.keywords, found.language) == (("a",), "de-AT")
    graph = meta(linked('{"@graph": [{"@type": "BlogPosting", "author": {"name": ["Jon Roe"]}, "dateCreated": 3}]}'))  # fmt: skip
    assert graph.authors == ("Jon Roe",)


@pytest.mark.parametrize(
    "json",
    ["", "{", "[" * 100_000, "3", '{"@type": 3}', '{"@type": "Article", "author": {"name": {}}, "headline": 3}',
     '{"@type": "Article", "keywords": 3, "author": [[[]]]}', '{"@graph": {"@graph": []}}', "x" * 2_000_000],
    ids=lambda one: one[:20],
)  # fmt: skip
def test_broken_scripts_do_no_harm(json: str) -> None:
    found = meta(linked(json) + '<meta name="author" content="Ilse Varga">')
    assert found.authors == ("Ilse Varga",)


def test_meta_tags_and_links() -> None:
    found = meta(
        '<meta property="og:title" content="Talks fail"><meta name="DC.date" content="2017-01-24">'
        '<meta name="author" content="https://a.example/x"><meta name="author" content="@ilse">'
        '<meta property="og:locale" content="en_GB"><meta name="keywords" content="a, b,, a">'
        '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="HTTPS://a.example/1">'
        "<title>Talks fail | Norrow Post</title><meta name=x><meta content=y>"
    )
    assert (found.title, found.dates, found.authors) == ("Talks fail", ["2017-01-24"], ())
    assert (found.language, found.keywords) == ("en-GB", ("a", "b"))
    assert (found.url, found.page_title) == ("HTTPS://a.example/1", "Talks fail | Norrow Post")


@pytest.mark.parametrize(
    ("title", "likely"),
    [
        ("Talks fail in Norrow | Post", "Talks fail in Norrow"),
        ("Talks fail - The Norrow Post", "Talks fail - The Norrow Post"),
        (
            "Talks fail in Norrow harbour again - The Norrow Post",
            "Talks fail in Norrow harbour again",
        ),
        ("A self-made man", "A self-made man"),
        ("Post", "Post"),
    ],
)
def test_the_site_is_no_part_of_the_title(title: str, likely: str) -> None:
    assert meta(f"<title>{title}</title>").likely_title == likely


@pytest.mark.parametrize(
    ("page_title", "title", "site"),
    [
        ("Talks fail | Norrow | The Post", "Talks fail", "The Post"),
        ("Паром :: Общество :: Инфо", "Паром", "Инфо"),
        ("渡轮_新闻网", "渡轮", "新闻网"),
        ("Talks fail", "Talks fail", None),
        ("Other words | Post", "Talks fail", None),
        (None, "Talks fail", None),
        ("Talks fail | " + "x" * 50, "Talks fail", None),
    ],
)
def test_the_site_behind_a_title(page_title: str | None, title: str, site: str | None) -> None:
    assert site_in_title(page_title, title) == site


@pytest.mark.parametrize(
    ("said", "code"),
    [("en", "en"), ("pt_BR", "pt-BR"), ("zh-Hans", "zh"), ("EN-us ", "en-US"), ("English", None), ("", None), (None, None), ("x", None)],
)  # fmt: skip
def test_languages(said: str | None, code: str | None) -> None:
    assert language_code(said) == code
