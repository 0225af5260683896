"""Feeds: an article an entry, what is a teaser only said so, nothing fetched."""

import json
import socket
from pathlib import Path, PurePath

import pytest

from annotator.formats.articles.feed import FeedFile
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import format_of
from annotator.formats.source import file_source
from annotator.model.article_errors import DateAmbiguous, OnlyTeaser
from annotator.model.errors import (
    ByteOrderMarkDropped,
    CharactersReplaced,
    EncodingGuessed,
    FileEmpty,
    FileTooLarge,
    FileUnreadable,
    LineWrong,
)
from annotator.model.format_errors import FileNoted, FileWrong
from tests.formats.articles.article_reading import REAL, parts, read, read_one
from tests.formats.articles.pages import BODY

FULL = "".join(f"<p>{one}</p>" for one in BODY)

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Norrow Post</title><link>https://post.example/</link><language>en-GB</language>
<item><title>Ferry &amp;amp; talks</title><link>https://post.example/a</link>
 <description>Ministers left the table.</description><dc:creator>Ilse Varga</dc:creator>
 <guid isPermaLink="false">17</guid><category>Harbour</category>
 <pubDate>Tue, 24 Jan 2017 09:30:00 +0100</pubDate>
 <content:encoded><![CDATA[<h3>Nine hours</h3>{FULL}<figure><img src="file:///etc/passwd"><figcaption>The yard. Photo: NCP</figcaption></figure>]]></content:encoded></item>
<item><title>Prices rise</title><link>javascript:alert(1)</link><description>Prices rise again and again […]</description>
 <pubDate>04.05.2025</pubDate></item>
<item><title>Plain</title><description>{BODY[0]}

{" ".join(BODY * 3)}</description></item>
<item><title></title></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Wender Anzeiger</title>
<author><name>Jana Roth</name></author>
<entry><title type="html">&lt;b&gt;Die&lt;/b&gt; Fähre</title><id>urn:1</id><link href="https://wend.example/1"/>
<published>2017-01-24T09:30:00Z</published><updated>2017-02-01T00:00:00Z</updated>
<summary>{BODY[0]}</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content></entry></feed>"""


def test_an_entry_with_its_whole_article() -> None:
    lines, problems = read(FeedFile(), RSS, "post.rss")
    first = lines[0].document
    assert (first.id, lines[0].number, lines[0].is_raw) == ("post-1", 1, True)
    assert [one for one in parts(first) if one[0] != "quotation"] == [
        ("title", "Ferry & talks"),
        ("standfirst", "Ministers left the table."),
        ("heading", "Nine hours"),
        *(("paragraph", one) for one in BODY),
        ("caption", "The yard. Photo: NCP"),
        ("credit", "Photo: NCP"),
    ]
    assert (first.meta.title, first.meta.source) == ("Ferry & talks", "Norrow Post")
    assert (first.meta.published, first.meta.authors) == ("2017-01-24", ("Ilse Varga",))
    assert (first.meta.url, first.meta.language) == ("https://post.example/a", "en-GB")
    assert first.meta.extra == {
        "feed": {"id": "17", "tags": ["Harbour"]},
        "published_as_written": "Tue, 24 Jan 2017 09:30:00 +0100",
    }
    assert [one.line for one in problems] == [2, 2, 4]


def test_a_teaser_and_an_ambiguous_date_are_told() -> None:
    lines, problems = read(FeedFile(), RSS)
    second, third = lines[1].document, lines[2].document
    assert second.meta.extra["feed"]["is_teaser"] is True
    assert second.meta.url is None
    assert (second.meta.published, second.meta.extra["published_as_written"]) == (
        None,
        "04.05.2025",
    )
    assert [type(one.error) for one in problems] == [OnlyTeaser, DateAmbiguous, LineWrong]
    assert [one.is_skipped for one in problems] == [False, False, True]
    assert [words for kind, words in parts(third) if kind == "paragraph"] == [
        BODY[0],
        " ".join(BODY * 3),
    ]
    assert "feed" not in third.meta.extra


def test_atom_with_markup_in_its_title_and_a_summary_that_the_article_begins_with() -> None:
    article = read_one(FeedFile(), ATOM)
    assert article.text == "\n\n".join(["Die Fähre", *BODY])
    assert (article.meta.language, article.meta.authors) == ("de", ("Jana Roth",))
    assert article.meta.published == "2017-01-24"
    assert article.meta.extra["feed"] == {"id": "urn:1", "updated": "2017-02-01T00:00:00Z"}


def json_feed(*items: object, version: str = "https://jsonfeed.org/version/1.1") -> str:
    return json.dumps({"version": version, "title": "Norrow Post", "items": items})


def test_json_feed() -> None:
    raw = json_feed(
        {"id": "1", "url": "https://post.example/1", "title": "Talks fail", "content_html": FULL,
         "date_published": "2017-01-24T09:30:00+01:00", "authors": [{"name": "Ilse Varga"}, 3],
         "tags": ["a", 1], "language": "en"},
        {"id": 2, "title": 7, "content_text": f"{BODY[0]}\n\n{BODY[1]}", "author": {"name": "Jon Roe"}},
        "nothing",
    )  # fmt: skip
    lines, problems = read(FeedFile(), raw)
    first, second = (one.document for one in lines)
    assert first.text == "\n\n".join(["Talks fail", *BODY])
    assert (first.meta.authors, first.meta.published) == (("Ilse Varga",), "2017-01-24")
    assert first.meta.extra["feed"] == {"id": "1", "tags": ["a"]}
    assert second.text == f"{BODY[0]}\n\n{BODY[1]}"
    assert second.meta.authors == ("Jon Roe",)
    assert [(one.line, type(one.error)) for one in problems] == [(3, LineWrong)]


def test_a_feed_that_breaks_off_gives_what_is_there() -> None:
    lines, problems = read(FeedFile(), RSS[: RSS.index("<item><title>Plain")])
    assert [one.document.meta.title for one in lines] == ["Ferry & talks", "Prices rise"]
    assert isinstance(problems[0].error, FileNoted)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "<rss><channel></channel></rss>",
        "<rss",
        json_feed(),
        json_feed()[:-3],
        '{"version": "https://jsonfeed.org/version/1", "items": {}}',
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
        "[]",
        "<feed>" + "<a>" * 100_000,
    ],
    ids=lambda one: repr(one[:30]),
)
def test_a_feed_without_entries_is_told(raw: str) -> None:
    lines, [problem] = read(FeedFile(), raw)
    assert lines == []
    assert isinstance(problem.error, FileWrong | FileEmpty)
    assert problem.is_whole


def test_the_encoding_of_a_feed_is_obeyed_or_guessed() -> None:
    entry = "<item><title>Où est le maire élu ?</title><description>Le président a déclaré que c'était annulé.</description></item>"
    for head, encoding, remarks in (
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252", []),
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1252", [EncodingGuessed]),
        (
            '<?xml version="1.0" encoding="\x00\x8b"?>',
            "cp1252",
            [EncodingGuessed, CharactersReplaced],
        ),
        ("", "utf-16", [ByteOrderMarkDropped]),
    ):
        raw = f"{head}<rss version='2.0'><channel>{entry}</channel></rss>".encode(
            encoding, "replace"
        )
        lines, problems = read(FeedFile(), raw)
        assert lines[0].document.meta.title == "Où est le maire élu ?"
        assert [type(one.error) for one in problems if one.line is None] == remarks


def test_entities_are_not_expanded_and_nothing_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the harbour")

    def refuse(*_: object) -> None:
        raise AssertionError("a feed reaches out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    laughs = '<!ENTITY a0 "lollollol">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12)
    )
    evil = RSS.replace(
        "<rss", f'<!DOCTYPE rss [{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss', 1
    ).replace("Ministers left", "&a11; &x; Ministers left")
    lines, _ = read(FeedFile(), evil)
    text = "\n".join(one.document.text for one in lines)
    assert "secret of the harbour" not in text
    assert len(text) < 10_000


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = list(FeedFile().read(file_source(tmp_path / "gone.rss"), ReadOptions()))
    assert isinstance(getattr(problem, "error", None), FileUnreadable)
    monkeypatch.setattr("annotator.formats.articles.article_records.ARTICLE_LIMIT", 50)
    assert isinstance(read(FeedFile(), RSS)[1][0].error, FileTooLarge)


@pytest.mark.parametrize(
    ("path", "head", "sure"),
    [
        ("a.rss", b"", Sureness.LIKELY),
        ("a.xml", RSS.encode(), Sureness.SURE),
        ("a.xml", ATOM.encode(), Sureness.SURE),
        ("a.xml", b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', Sureness.SURE),
        ("a.json", json_feed().encode(), Sureness.SURE),
        ("a.json", b'{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"', Sureness.SURE),
        ("a.xml", b"<newsItem>", Sureness.NO),
        ("a.xml", b"<feed xmlns='x'>", Sureness.NO),
        ("a.json", b'{"version": 1, "text": "jsonfeed.org"}', Sureness.NO),
    ],
)
def test_feeds_are_recognised(path: str, head: bytes, sure: Sureness) -> None:
    assert FeedFile().recognises(PurePath(path), head) is sure


@pytest.mark.parametrize(
    ("name", "count", "title"),
    [
        ("feed.json", 25, "Keller Rinaudo: How can delivery drones save lives?"),
        ("feed1.atom", 2, "Atom-Powered Robots Run Amok"),
        ("feed2.rss", 1, "Example entry"),
        ("feedparser/docs/examples/examples/atom10.xml", 1, "First entry title"),
    ],
)
def test_real_feeds(name: str, count: int, title: str) -> None:
    path = REAL / "feeds" / name
    if not path.exists():
        pytest.skip("the real article is not beside this checkout")
    source = file_source(path)
    assert format_of(source).name == "feed"
    items = list(FeedFile().read(source, ReadOptions()))
    documents = [one.document for one in items if hasattr(one, "document")]
    assert len(documents) == count
    assert documents[0].meta.title == title
    assert all(one.meta.published for one in documents)
