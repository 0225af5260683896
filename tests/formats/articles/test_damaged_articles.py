"""Files that were damaged on their way: whatever is in them, a reader tells and goes on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.articles.crawled import Crawled
from annotator.formats.articles.feed import FeedFile
from annotator.formats.articles.html import Html
from annotator.formats.articles.mail import Mail
from annotator.formats.articles.mhtml import Mhtml
from annotator.formats.articles.warc import Warc
from annotator.formats.format import Format
from annotator.formats.sections import sort_sections
from tests.formats.articles.article_reading import read
from tests.formats.articles.newsroom_pages import SPANISH
from tests.formats.articles.pages import BLOG, GERMAN, SEMANTIC
from tests.formats.articles.test_crawled import FUNDUS, NEWS_PLEASE, dump
from tests.formats.articles.test_feed import ATOM, RSS, json_feed
from tests.formats.articles.test_mail import HTML, MANY, PLAIN
from tests.formats.articles.test_mhtml import saved
from tests.formats.articles.test_warc import Archive, arc

SAMPLES: list[tuple[Format, bytes]] = [
    (Html(), SEMANTIC.encode()),
    (Html(), GERMAN.encode()),
    (Mhtml(), saved((SPANISH, "utf-8"))),
    (Mail(), PLAIN.encode()),
    (Mail(), MANY.encode("latin-1")),
    (Mail(), HTML.encode()),
    (FeedFile(), RSS.encode()),
    (FeedFile(), ATOM.encode()),
    (FeedFile(), json_feed({"content_html": "<p>x"}, {"authors": [{"name": "a"}]}).encode()),
    (Warc(), Archive().add(BLOG).add(SPANISH).raw),
    (Warc(), Archive(is_packed=False).add(BLOG).add(SPANISH).raw),
    (Warc(), arc(BLOG, SPANISH)),
    (Crawled(), dump([FUNDUS, NEWS_PLEASE]).encode()),
    (Crawled(), f"{dump(FUNDUS)}\n{dump(NEWS_PLEASE)}".encode()),
]
STRANGE = [
    b"",
    b"\0",
    b"\xff",
    b"<",
    b">",
    b'"',
    b"\r\n",
    b"--",
    b"{",
    b"]",
    b"&#0;",
    b"\x1f\x8b\x08",
    b"9" * 400,
]


@pytest.mark.parametrize(("format", "sample"), SAMPLES, ids=lambda one: getattr(one, "name", ""))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_damage_makes_a_reader_fail(format: Format, sample: bytes, data: st.DataObject) -> None:
    raw = sample
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(
            st.integers(start, min(len(raw), start + data.draw(st.sampled_from([0, 1, 5, 500]))))
        )
        raw = raw[:start] + data.draw(st.sampled_from(STRANGE)) + raw[end:]
    raw = raw[: data.draw(st.integers(0, len(raw)))] if data.draw(st.booleans()) else raw
    lines, problems = read(format, raw)
    assert lines or problems
    for line in lines:
        document = line.document
        document.text.encode()
        assert "\0" not in document.text
        assert document.text.strip()
        assert sort_sections(document.sections) == (document.sections, [])
        assert all(0 <= start < end <= len(document.text) for _, start, end in document.sections)
    for problem in problems:
        assert problem.is_skipped or not problem.is_whole
