"""What news agencies send: NITF, NewsML-G2 and ninjs."""

import json
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any

import pytest

from annotator.formats.articles.newsml_1 import NewsMl1
from annotator.formats.articles.newsml_g2 import NewsMlG2
from annotator.formats.articles.ninjs import Ninjs
from annotator.formats.articles.nitf import Nitf
from annotator.formats.articles.xml_files import parse_xml
from annotator.formats.registry import recognise_format
from annotator.model.format_errors import FileWrong
from tests.formats.articles.document_reading import (
    REAL,
    needs_real,
    read_file,
    read_raw,
    said,
    shown,
)

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://agency.example/nitf-3-5.dtd">
<nitf xml:lang="en-GB"><head><title>Ferry sails again</title>
<docdata><doc-id id-string="urn:x:17"/><urgency ed-urg="3"/><date.issue norm="20170124T081500Z"/>
<doc.copyright holder="Norrow Press"/><key-list><keyword key="ferry"/><keyword key="strike"/></key-list></docdata>
<pubdata name="The Norrow Gazette"/></head>
<body><body.head><hedline><hl1>Ferry sails
   again</hl1><hl2>Crew returns after nine days</hl2></hedline>
<byline>By <person>Ilse Varga</person> and <person>Tom Reed</person><byttl>Staff</byttl></byline>
<dateline><location>NORROW</location>, <story.date norm="20170124">Jan 24</story.date></dateline></body.head>
<body.content><p>The ferry <em>sailed</em> on Tuesday.</p>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>The ferry at the quay.</media-caption>
<media-producer>Eva Holm</media-producer></media>
<hl2>Nine days</hl2><p>&quot;We are back,&quot; she said.&nbsp;Later.</p>
<table><tr><td>Day</td><td>Boats</td></tr></table></body.content>
<body.end><tagline>Edited by Jo Lind</tagline></body.end></body></nitf>"""


def test_nitf_is_read_in_the_order_of_the_page_with_what_its_head_says() -> None:
    [document], problems = read_raw(Nitf(), NITF.encode())
    assert problems == []
    assert shown(document) == [
        ("title", "Ferry sails again"),
        ("standfirst", "Crew returns after nine days"),
        ("byline", "By Ilse Varga and Tom Reed Staff"),
        ("paragraph", "NORROW, Jan 24"),
        ("paragraph", "The ferry sailed on Tuesday."),
        ("caption", "The ferry at the quay. Eva Holm"),
        ("credit", "Eva Holm"),
        ("heading", "Nine days"),
        ("paragraph", '"We are back," she said.\u00a0Later.'),
        ("quotation", '"We are back,"'),
        ("paragraph", "Day\tBoats"),
        ("paragraph", "Edited by Jo Lind"),
    ]
    meta = document.meta
    assert (meta.title, meta.source, meta.published) == (
        "Ferry sails again",
        "The Norrow Gazette",
        "2017-01-24",
    )
    assert (meta.authors, meta.language) == (("Ilse Varga", "Tom Reed"), "en")
    assert meta.extra["nitf"] == {
        "id": "urn:x:17",
        "urgency": "3",
        "keywords": ["ferry", "strike"],
        "copyright": "Norrow Press",
        "located": "NORROW",
    }
    assert document.id == "in"


def test_a_byline_in_words_names_its_authors_and_one_of_an_agency_the_source() -> None:
    body = "<nitf><body><body.head><byline>{}</byline></body.head><body.content><p>Words.</p></body.content></body></nitf>"
    [document], _ = read_raw(Nitf(), body.format("By Ilse Varga and Tom Reed").encode())
    assert document.meta.authors == ("Ilse Varga", "Tom Reed")
    [document], _ = read_raw(Nitf(), body.format("<byttl>Norrow Press</byttl>").encode())
    assert (document.meta.authors, document.meta.source) == ((), "Norrow Press")


G2 = """<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:n:1" version="2" xml:lang="de-AT"><itemMeta><provider qcode="nprov:NORROW"/>
<versionCreated>2017-01-24T08:15:00Z</versionCreated><edNote>Hold</edNote></itemMeta>
<contentMeta><contentCreated>2017-01-23</contentCreated><creator><name>Ilse Varga</name></creator>
<located qcode="g:1"><name>Norrow</name></located><headline>Die Fähre fährt</headline><by>Von Ilse Varga</by>
<slugline>faehre</slugline><subject qcode="s:1"><name>Streik</name></subject>
<description role="drol:summary">Nach neun Tagen.</description></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>Sie fuhr <b>gestern</b>.</p><h2>Ende</h2><p>Gut.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:n:2"><contentMeta><headline>Picture only</headline></contentMeta>
<contentSet><remoteContent href="http://agency.example/a.jpg"/></contentSet></newsItem>
<newsItem guid="urn:n:3"><contentMeta><headline>Third</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">Third

First words.
Second &lt;line&gt;.</inlineData></contentSet></newsItem>
</itemSet></newsMessage>"""


def test_a_message_gives_an_article_for_each_item_with_a_text() -> None:
    [first, third], problems = read_raw(NewsMlG2(), G2.encode(), "wire.xml")
    assert shown(first) == [
        ("title", "Die Fähre fährt"),
        ("standfirst", "Nach neun Tagen."),
        ("byline", "Von Ilse Varga"),
        ("paragraph", "Sie fuhr gestern."),
        ("heading", "Ende"),
        ("paragraph", "Gut."),
    ]
    meta = first.meta
    assert (meta.title, meta.source, meta.published, meta.language) == (
        "Die Fähre fährt",
        "NORROW",
        "2017-01-24",
        "de",
    )
    assert meta.authors == ("Ilse Varga",)
    assert meta.extra["newsml-g2"] == {
        "guid": "urn:n:1",
        "version": "2",
        "slugline": "faehre",
        "located": ["Norrow"],
        "subjects": ["Streik"],
        "note": "Hold",
    }
    assert shown(third) == [
        ("title", "Third"),
        ("paragraph", "First words."),
        ("paragraph", "Second <line>."),
    ]
    assert (first.id, third.id) == ("wire-1", "wire-3")
    assert said(problems) == ["wire.xml:2: this item has no text."]
    assert problems[0].is_whole


def test_an_item_around_nitf_has_what_both_say() -> None:
    inner = NITF[NITF.index("<nitf") :].replace("&nbsp;", " ")
    item = f"<newsItem xml:lang='fr'><contentMeta><headline>Other</headline></contentMeta><contentSet><inlineXML>{inner}</inlineXML></contentSet></newsItem>"
    [document], _ = read_raw(NewsMlG2(), item.encode())
    assert document.meta.title == "Other"
    assert shown(document)[0] == ("title", "Ferry sails again")
    assert (document.meta.published, document.meta.language) == ("2017-01-24", "fr")
    assert document.meta.extra["newsml-g2"]["urgency"] == "3"


NEWSML = """<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2.dtd:1" "NewsMLv1.2.dtd">
<NewsML><NewsEnvelope><DateAndTime>20170124T090000Z</DateAndTime></NewsEnvelope><NewsItem>
<Identification><NewsIdentifier><PublicIdentifier>urn:newsml:x:7</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20170124T081500+0000</FirstCreated><Urgency FormalName="3"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Ferry sails</HeadLine><ByLine>By Ilse Varga</ByLine><DateLine>NORROW</DateLine><SlugLine>ferry</SlugLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="Norrow Press"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<NewsComponent><Role FormalName="StyleSheet"/><ContentItem><MimeType FormalName="text/css"/><DataContent>p {margin: very long rules that are not the story at all}</DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Abstract"/><ContentItem><DataContent>Crew returns.</DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Main Text"/><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>The quay at dawn.</DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>The ferry.</HeadLine><CreditLine>Eva Holm</CreditLine></NewsLines>
<ContentItem Href="a.jpg"><MimeType FormalName="image/jpeg"/></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "content",
    [
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>It <b>sailed</b>.</p><p>Late.</p></body></html>",
        "<nitf><body><body.content><p>It sailed.</p><p>Late.</p></body.content></body></nitf>",
        "<p>It sailed.</p><p>Late.</p>",
        "&lt;p&gt;It sailed.&lt;/p&gt;&lt;p&gt;Late.&lt;/p&gt;",
        "<![CDATA[<p>It sailed.<p>Late.]]>",
        "It sailed.\n\nLate.",
    ],
)
def test_of_components_with_roles_one_is_the_story(content: str) -> None:
    [document], problems = read_raw(NewsMl1(), NEWSML.replace("{}", content).encode())
    assert problems == []
    assert shown(document) == [
        ("title", "Ferry sails"),
        ("standfirst", "Crew returns."),
        ("byline", "By Ilse Varga"),
        ("paragraph", "It sailed."),
        ("paragraph", "Late."),
        ("caption", "The quay at dawn."),
        ("caption", "The ferry. Eva Holm"),
        ("credit", "Eva Holm"),
    ]
    meta = document.meta
    assert (meta.title, meta.source, meta.published, meta.language, meta.authors) == (
        "Ferry sails",
        "Norrow Press",
        "2017-01-24",
        "en",
        ("Ilse Varga",),
    )
    assert meta.extra["newsml-1"] == {
        "id": "urn:newsml:x:7",
        "slugline": "ferry",
        "located": "NORROW",
        "urgency": "3",
    }


def test_roles_that_nobody_knows_give_the_longest_text() -> None:
    components = "".join(
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent>"
        for role, text in (("Odd", "It sailed."), ("Odder", "It sailed on Tuesday."))
    )
    raw = f"<NewsML><NewsItem><NewsComponent>{components}</NewsComponent></NewsItem><NewsItem/></NewsML>"
    [document], problems = read_raw(NewsMl1(), raw.encode(), "in.xml")
    assert (document.id, document.text) == ("in-1", "It sailed on Tuesday.")
    assert said(problems) == ["in.xml:2: this item has no text."]
    assert said(read_raw(NewsMl1(), b"<NewsML/>", "in.xml")[1]) == ["in.xml: it has no news item."]


@needs_real
def test_the_real_items_have_the_paragraphs_that_were_counted() -> None:
    folder = REAL / "newsml-g2"
    counts = {"LISTING_22_Sports_story_in_NewsML-G2NITF.xml": (7, 1353)}
    counts["LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml"] = (2, 482)
    for name, (elements, characters) in counts.items():
        [document], problems = read_file(NewsMlG2(), folder / name)
        parts = [text for kind, text in shown(document) if kind in ("paragraph", "standfirst")]
        assert len(parts) == elements
        assert sum(map(len, parts)) == characters
        assert problems == []
    [], [problem] = read_file(NewsMlG2(), folder / "LISTING_1_A_NewsML-G2_News_Item.xml")
    assert said([problem])[0].endswith("has no text in it.")


# ---- ninjs ---------------------------------------------------------------------------------------

ITEM: dict[str, Any] = {
    "uri": "http://agency.example/17",
    "versioncreated": "2017-01-24T08:15:00Z",
    "type": "text",
    "language": "en-US",
    "headline": "Ferry sails again",
    "byline": "By Ilse Varga",
    "located": "Norrow",
    "copyrightholder": "Norrow Press",
    "description_text": "Crew returns after nine days",
    "body_text": "The ferry sailed.",
    "body_html": "<p>The ferry <b>sailed</b>.</p><h2>Later</h2><p>All went well.</p>",
    "subject": [{"name": "strike"}],
    "associations": {
        "main": {
            "type": "picture",
            "description_text": "The ferry at the quay",
            "byline": "Eva Holm",
        }
    },
}
READ = [
    ("title", "Ferry sails again"),
    ("standfirst", "Crew returns after nine days"),
    ("byline", "By Ilse Varga"),
    ("paragraph", "The ferry sailed."),
    ("heading", "Later"),
    ("paragraph", "All went well."),
    ("caption", "The ferry at the quay Eva Holm"),
    ("credit", "Eva Holm"),
]
ITEM_2 = {
    "uri": ITEM["uri"],
    "versioncreated": ITEM["versioncreated"],
    "language": "en",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": ITEM["headline"]}],
    "descriptions": [{"role": "text", "value": ITEM["description_text"]}],
    "by": "By Ilse Varga",
    "infosources": [{"name": "Norrow Press"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "The ferry sailed. " * 20},
        {"role": "nitf", "contenttype": "application/xml", "value": "<nitf>" + "long " * 90},
        {"role": "main", "contenttype": "text/html", "value": ITEM["body_html"]},
    ],
    "associations": [
        {
            "name": "a",
            "type": "picture",
            "by": "Eva Holm",
            "description_text": "The ferry at the quay",
        }
    ],
}
ITEM_3 = {
    "uri": ITEM["uri"],
    "versionCreated": ITEM["versioncreated"],
    "headlines": [{"role": "main", "value": ITEM["headline"]}],
    "descriptions": ITEM_2["descriptions"],
    "by": "By Ilse Varga",
    "infoSources": [{"name": "Norrow Press"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": ITEM["body_html"]}],
    "associations": [
        {
            "type": "picture",
            "by": "Eva Holm",
            "descriptions": [{"value": "The ferry at the quay", "role": "text"}],
        }
    ],
}


@pytest.mark.parametrize("body", [ITEM, ITEM_2, ITEM_3], ids=["1.x", "2.x", "3.x"])
def test_ninjs_of_each_version_gives_the_same_article(body: dict[str, Any]) -> None:
    [document], problems = read_raw(Ninjs(), json.dumps(body).encode())
    assert problems == []
    assert shown(document) == READ
    meta = document.meta
    assert (meta.title, meta.source, meta.published) == (
        "Ferry sails again",
        "Norrow Press",
        "2017-01-24",
    )
    assert (meta.authors, meta.language, meta.url) == (("Ilse Varga",), "en", ITEM["uri"])
    assert meta.extra["ninjs"]["uri"] == ITEM["uri"]


def test_what_a_body_begins_with_is_not_said_twice() -> None:
    body = "<h1>Ferry sails again</h1><p>By Ilse Varga</p><p>Crew returns after nine days, it says.</p>"
    [document], _ = read_raw(Ninjs(), json.dumps({**ITEM, "body_html": body}).encode())
    assert [text for _, text in shown(document)][:3] == [
        "Ferry sails again",
        "By Ilse Varga",
        "Crew returns after nine days, it says.",
    ]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Paula Santa and Frances d'Emil", ("Paula Santa", "Frances d'Emil")),
        ("Von Ilse Varga, dpa", ("Ilse Varga",)),
        ("NTB", ("NTB",)),
        ("", ()),
    ],
)
def test_bylines_name_people_and_else_the_agency(byline: str, authors: tuple[str, ...]) -> None:
    [document], _ = read_raw(Ninjs(), json.dumps({**ITEM, "byline": byline}).encode())
    assert document.meta.authors == authors


def test_an_item_that_has_only_a_description_is_told_to_be_a_beginning() -> None:
    body = {"uri": "x", "type": "text", "headline": "Ferry", "description_text": "It sailed."}
    [document], problems = read_raw(Ninjs(), json.dumps(body).encode())
    assert shown(document) == [("title", "Ferry"), ("paragraph", "It sailed.")]
    assert [one.is_skipped for one in problems] == [False]
    documents, _ = read_raw(Ninjs(), json.dumps({**body, "type": "picture"}).encode())
    assert documents == []


def test_a_list_is_read_item_by_item_and_one_bad_item_stops_nothing() -> None:
    bodies = [ITEM, 3, {"uri": "x", "headline": "Empty"}, None, {**ITEM, "body_html": None}]
    documents, problems = read_raw(Ninjs(), b"\xef\xbb\xbf" + json.dumps(bodies).encode(), "w.json")
    assert [one.id for one in documents] == ["w-1", "w-5"]
    assert shown(documents[1])[3] == ("paragraph", "The ferry sailed.")
    assert said(problems) == [
        "w.json:2: not an object.",
        "w.json:3: this item has no text.",
        "w.json:4: not an object.",
    ]
    cut = json.dumps([ITEM, ITEM]).encode()[:-20]
    documents, problems = read_raw(Ninjs(), cut, "w.json")
    assert len(documents) == 1
    assert said(problems)[-1] == "w.json: ends before its list does."


def test_a_date_that_can_mean_two_days_stays_as_it_is_written() -> None:
    [document], problems = read_raw(
        Ninjs(), json.dumps({**ITEM, "versioncreated": "04.05.2025"}).encode()
    )
    assert document.meta.published is None
    assert document.meta.extra["published_as_written"] == "04.05.2025"
    assert [one.is_skipped for one in problems] == [False]


# ---- what harms ----------------------------------------------------------------------------------

LAUGHS = "<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE nitf [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
DECLARED = "<!DOCTYPE nitf [<!ELEMENT nitf ANY>]>"


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, DECLARED])
@pytest.mark.parametrize("format", [Nitf(), NewsMlG2()], ids=lambda one: one.name)
def test_declarations_in_xml_are_refused_in_one_sentence(
    format: Nitf | NewsMlG2, doctype: str
) -> None:
    documents, problems = read_raw(format, f"{doctype}<nitf><p>&b;</p></nitf>".encode(), "in.xml")
    assert documents == []
    assert said(problems) == ["in.xml: its DOCTYPE declares entities or more, which is not read."]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "in.xml has no text in it."),
        (b"<nitf>", "in.xml: it is no XML at line 1, column 6."),
        (b"<a/>", "in.xml: it has no nitf element."),
        (b"<nitf/>", "in.xml has no text in it."),
        (b"<nitf>" * 600, "in.xml: its elements lie more than 500 deep in each other."),
        (
            b"<?xml version='1.0' encoding='klingon'?><nitf/>",
            "in.xml: its encoding cannot be read (unknown encoding: klingon).",
        ),
    ],
)
def test_xml_that_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    assert said(read_raw(Nitf(), raw, "in.xml")[1]) == [sentence]


def test_elements_are_counted() -> None:
    with pytest.raises(FileWrong) as caught:
        parse_xml(b"<a>" + b"<b/>" * 10 + b"</a>", Path("in.xml"), 10)
    assert caught.value.reason == "it has more than 10 elements"
    assert len(parse_xml(b"<a>" + b"<b/>" * 9 + b"</a>", Path("in.xml"), 10)) == 9


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "shift_jis"])
def test_xml_in_other_encodings_is_read(encoding: str) -> None:
    words = "日本の船" if encoding == "shift_jis" else "Fähre"
    xml = f"<?xml version='1.0' encoding='{encoding}'?><nitf><body><body.content><p>{words}</p></body.content></body></nitf>"
    [document], _ = read_raw(Nitf(), xml.encode(encoding))
    assert document.text == words


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("a.xml", NITF.encode(), "nitf"),
        ("a.xml", NITF.encode("utf-16"), "nitf"),
        ("a.xml", G2.encode(), "newsml-g2"),
        ("a.xml", b"<?xml version='1.0'?><!-- <nitf> --><newsItem/>", "newsml-g2"),
        ("a.xml", NEWSML.encode(), "newsml-1"),
        ("a.newsml", b"<?xml version='1.0'?><NewsML/>", "newsml-1"),
        ("a.json", json.dumps(ITEM).encode(), "ninjs"),
        ("a.json", json.dumps([ITEM_3]).encode(), "ninjs"),
        ("a.xml", b"<?xml version='1.0'?><other><nitf/></other>", None),
    ],
)
def test_they_are_known_by_what_is_in_them(name: str, head: bytes, format: str | None) -> None:
    found = recognise_format(PurePath(name), head)
    assert (found.name if found else None) == format


@pytest.mark.parametrize("head", [b'{"uri": "x", "text": "y"}', b'{"headline": "x"}', b"[]", b""])
def test_other_json_is_not_theirs(head: bytes) -> None:
    assert Ninjs().recognises(PurePath("a.json"), head) == 0


def test_ids_of_items_differ() -> None:
    documents, _ = read_raw(Ninjs(), json.dumps([ITEM] * 3).encode())
    assert all(one.id != other.id for one, other in pairwise(documents))
