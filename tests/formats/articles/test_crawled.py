"""Crawlers' JSON: recognised by its keys, the text as it was written, all else kept."""

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import pytest

from annotator.formats.articles.crawled import Crawled
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import recognise_format
from annotator.formats.source import file_source
from annotator.model.article_errors import DateAmbiguous, OnlyTeaser
from annotator.model.errors import CharactersReplaced, FileEmpty, FileUnreadable, LineWrong
from tests.formats.articles.article_reading import parts, read, read_one
from tests.formats.articles.pages import BODY

TEXT = "\n".join(BODY)

NEWS_PLEASE = {
    "authors": ["Ilse Varga", "Jon Roe"], "date_download": "2017-02-01 10:00:00",
    "date_modify": None, "date_publish": "2017-01-24 09:30:00",
    "description": "Ministers left the table.", "filename": "x.json", "image_url": "https://a/b.jpg",
    "language": "en", "localpath": None, "maintext": TEXT, "source_domain": "post.example",
    "title": "Talks fail", "title_page": None, "title_rss": None,
    "url": "https://post.example/a",
}  # fmt: skip
TRAFILATURA = {
    "title": "Talks fail", "author": "Ilse Varga; Jon Roe", "hostname": "post.example",
    "date": "2017-01-24", "fingerprint": "1f", "id": None, "license": None, "comments": "",
    "raw_text": " ".join(BODY), "text": TEXT, "language": None, "image": None, "pagetype": "article",
    "filedate": "2020-01-01", "source": "https://post.example/a", "source-hostname": "Norrow Post",
    "excerpt": BODY[0], "categories": "", "tags": "ferry",
}  # fmt: skip
FUNDUS = {
    "title": "Talks fail", "authors": ["Ilse Varga"], "publishing_date": "2017-01-24 09:30:00+01:00",
    "topics": ["ferry"], "lang": "en", "free_access": True, "plaintext": "\n\n".join(BODY),
    "body": {"summary": ["Ministers left the table."],
             "sections": [{"headline": [], "paragraphs": [BODY[0], BODY[1]]},
                          {"headline": ["A yard without work"], "paragraphs": list(BODY[2:])}]},
    "images": [{"caption": "The yard at dawn", "authors": ["Jon Roe/NCP"], "versions": [{"url": "x"}]},
               {"caption": "Welders. Photo: NCP", "authors": []}],
    "html": {"requested_url": "https://post.example/a", "content": "<html>",
             "source_info": {"publisher": "Norrow Post"}},
}  # fmt: skip
C4 = {
    "text": f"Talks fail\n{TEXT}",
    "timestamp": "2019-04-25T12:57:54Z",
    "url": "https://post.example/a",
}
CC_NEWS = {
    "title": "Talks fail", "text": TEXT, "domain": "post.example", "date": "2017-01-24 09:30:00",
    "description": "Ministers left", "url": "https://post.example/a", "image_url": "x",
}  # fmt: skip
FINEWEB = {
    "text": TEXT, "id": "<urn:uuid:1>", "dump": "CC-MAIN-2013-20", "url": "https://post.example/a",
    "date": "2013-05-18T05:48:59Z", "file_path": "s3://x", "language": "en", "token_count": 9,
}  # fmt: skip
OSCAR = {
    "content": TEXT,
    "warc_headers": {"warc-target-uri": "https://post.example/a", "warc-identified-content-language": "en"},
    "metadata": {"identification": {"label": "en", "prob": 0.9}, "sentence_identifications": [{"label": "en"}]},
}  # fmt: skip
ALL = {
    "news-please": NEWS_PLEASE, "trafilatura": TRAFILATURA, "fundus": FUNDUS,
    "common-crawl": C4, "cc-news": CC_NEWS, "fineweb": FINEWEB, "oscar": OSCAR,
}  # fmt: skip


def dump(value: Any, **more: Any) -> str:
    return json.dumps(value, **more)


def test_news_please() -> None:
    article = read_one(Crawled(), dump(NEWS_PLEASE), "crawl.json")
    assert article.id == "crawl-1"
    assert article.text == f"Talks fail\n\nMinisters left the table.\n\n{TEXT}"
    assert [kind for kind, _ in parts(article) if kind != "quotation"] == [
        "title", "standfirst", *["paragraph"] * 4,
    ]  # fmt: skip
    meta = article.meta
    assert (meta.title, meta.source, meta.url) == ("Talks fail", "post.example", NEWS_PLEASE["url"])
    assert (meta.published, meta.authors) == ("2017-01-24", ("Ilse Varga", "Jon Roe"))
    assert meta.extra["crawled"]["crawler"] == "news-please"
    assert meta.extra["crawled"]["keys"]["date_download"] == "2017-02-01 10:00:00"
    assert "maintext" not in meta.extra["crawled"]["keys"]


def test_trafilatura() -> None:
    article = read_one(Crawled(), dump(TRAFILATURA))
    assert article.text == f"Talks fail\n\n{TEXT}"
    meta = article.meta
    assert (meta.authors, meta.source) == (("Ilse Varga", "Jon Roe"), "Norrow Post")
    assert (meta.published, meta.language) == ("2017-01-24", "en")
    assert "raw_text" not in meta.extra["crawled"]["keys"]


def test_fundus_keeps_its_sections_and_captions() -> None:
    article = read_one(Crawled(), dump(FUNDUS))
    assert [one for one in parts(article) if one[0] != "quotation"] == [
        ("title", "Talks fail"),
        ("standfirst", "Ministers left the table."),
        ("caption", "The yard at dawn [Jon Roe/NCP]"),
        ("credit", "[Jon Roe/NCP]"),
        ("caption", "Welders. Photo: NCP"),
        ("credit", "Photo: NCP"),
        ("paragraph", BODY[0]),
        ("paragraph", BODY[1]),
        ("heading", "A yard without work"),
        ("paragraph", BODY[2]),
        ("paragraph", BODY[3]),
    ]
    meta = article.meta
    assert (meta.source, meta.url, meta.published) == (
        "Norrow Post",
        "https://post.example/a",
        "2017-01-24",
    )
    bare = {key: FUNDUS[key] for key in ("title", "plaintext", "authors")}
    assert read_one(Crawled(), dump(bare)).text == "\n\n".join(["Talks fail", *BODY])


def test_data_sets_of_common_crawl() -> None:
    c4 = read_one(Crawled(), dump(C4))
    assert c4.text == C4["text"]
    assert (c4.meta.title, c4.meta.source, c4.meta.published) == (
        "Talks fail",
        "post.example",
        None,
    )
    news = read_one(Crawled(), dump(CC_NEWS))
    assert (news.meta.published, news.meta.title) == ("2017-01-24", "Talks fail")
    assert news.text.startswith("Talks fail\n\nMinisters left\n\nThe waterways")
    assert read_one(Crawled(), dump(FINEWEB)).meta.published is None
    oscar = read_one(Crawled(), dump(OSCAR))
    assert (oscar.text, oscar.meta.language, oscar.meta.source) == (TEXT, "en", "post.example")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ending", [".json", ".jsonl", ""])
def test_records_are_recognised_by_their_keys(name: str, ending: str) -> None:
    for raw in (
        dump(ALL[name]),
        dump([ALL[name]] * 2),
        dump(ALL[name], indent=1),
        dump([ALL[name]], indent=2),
    ):
        found = recognise_format(PurePath(f"a{ending}"), raw.encode()[: 1 << 16])
        assert found is not None
        assert found.name == "crawled"


@pytest.mark.parametrize(
    "record",
    [
        {"text": "a", "spans": [{"start": 0, "end": 1, "label": "A"}]},
        {"text": "a", "label": [[0, 1, "A"]]},
        {"text": "a", "entities": []},
        {"text": "a", "anything": [[0, 1, "A"]]},
        {"version": 1, "id": "a", "text": "b"},
        {"data": {"text": "a"}},
        {"title": "a"},
        {"text": 3},
    ],
    ids=str,
)
def test_what_may_be_annotated_or_has_no_text_is_left_to_others(record: Mapping[str, Any]) -> None:
    assert Crawled().recognises(PurePath("a.jsonl"), dump(record).encode()) is Sureness.NO


def test_all_in_one_file_each_by_its_own_keys() -> None:
    raw = "\n".join(dump(one) for one in ALL.values())
    lines, problems = read(Crawled(), raw, "all.jsonl")
    assert [one.document.meta.extra["crawled"]["crawler"] for one in lines] == [
        "news-please", "trafilatura", "fundus", *["common-crawl"] * 4,
    ]  # fmt: skip
    assert [one.number for one in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert [type(one.error) for one in problems] == []


def test_the_preset_can_be_named() -> None:
    record = {"maintext": BODY[1], "text": BODY[0], "title": "Talks"}
    [by_keys] = read(Crawled(), dump(record))[0]
    [named] = read(Crawled(), dump(record), preset="common-crawl")[0]
    assert BODY[1] in by_keys.document.text
    assert BODY[0] in named.document.text
    lines, [problem] = read(Crawled(), dump({"maintext": BODY[1]}), preset="trafilatura")
    assert lines == []
    assert isinstance(problem.error, LineWrong)


def test_a_bad_record_is_told_and_the_rest_comes_in() -> None:
    bad = ['{"text": ', "[1]", '"words"', '{"title": "no text"}', '{"text": "  "}', '{"text": {"a": 1}}',
           '{"text": "a", "text": "b"}', '{"text": "a", "x": ' + "[" * 100_000 + "}", '{"text": "a", "x": NaN}',
           '{"text": "a", "x": ' + "9" * 5000 + "}", '{"text": "deep", "x": ' + "[" * 90 + "]" * 90 + "}"]  # fmt: skip
    raw = "\n".join([*bad, dump(C4)])
    lines, problems = read(Crawled(), raw)
    assert [one.document.text for one in lines] == [C4["text"]]
    assert [one.line for one in problems if one.is_skipped] == [1, *range(4, 12)]
    assert all(isinstance(one.error, LineWrong) for one in problems)


def test_a_list_that_breaks_off_gives_what_is_there() -> None:
    raw = dump([C4, CC_NEWS])
    lines, problems = read(Crawled(), raw[:-30])
    assert len(lines) == 1
    assert problems


def test_teasers_dates_and_characters_are_remarked() -> None:
    record = CC_NEWS | {
        "text": f"{BODY[0]} a\ud800b\0 and more …",
        "date": "04.05.2025",
        "url": "file:///etc/passwd",
    }
    lines, problems = read(Crawled(), dump(record))
    assert [type(one.error) for one in problems] == [CharactersReplaced, OnlyTeaser, DateAmbiguous]
    meta = lines[0].document.meta
    assert (meta.url, meta.published) == (None, None)
    assert meta.extra["published_as_written"] == "04.05.2025"
    assert "a\ufffdb\ufffd" in lines[0].document.text


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert isinstance(read(Crawled(), "")[1][0].error, FileEmpty)
    [problem] = list(Crawled().read(file_source(tmp_path / "gone.json"), ReadOptions()))
    assert isinstance(getattr(problem, "error", None), FileUnreadable)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.json"
        path.write_text("[" + ",".join([dump(C4 | {"beside": "x" * 20_000})] * count) + "]")
        tracemalloc.start()
        try:
            assert sum(1 for _ in Crawled().read(file_source(path), ReadOptions())) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)
    assert peak(400) < peak(100) + 1_500_000  # of 6 MB more
