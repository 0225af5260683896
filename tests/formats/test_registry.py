"""Formats by name, and which of them a file is."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from io import BufferedReader, BytesIO
from pathlib import Path, PurePath
from typing import cast

import pytest

from annotator.formats import registry
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions
from annotator.formats.jsonl import encode_line
from annotator.formats.registry import (
    all_formats,
    format_named,
    format_of,
    load_formats,
    recognise_format,
    without_companions,
)
from annotator.formats.source import Source, file_source
from annotator.model.document import Document
from annotator.model.errors import (
    EncodingGuessed,
    ExtraMissing,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
    FormatUnknown,
)

OUR_LINE = encode_line(CorpusLine(Document("a", "b")))


def test_every_format_says_who_it_is() -> None:
    names = [one.name for one in all_formats()]
    assert len(set(names)) == len(names)
    for one in all_formats():
        assert one.title
        assert one.endings
        assert all(ending.startswith(".") for ending in one.endings)
        assert one.can_read or one.can_write


def test_a_format_is_found_by_what_it_can_do() -> None:
    assert format_named("jsonl", to_write=True).name == "jsonl"
    assert format_named("text").name == "text"
    with pytest.raises(FormatUnknown) as caught:
        format_named("text", to_write=True)
    assert "jsonl" in caught.value.known
    assert "text" not in caught.value.known
    with pytest.raises(FormatUnknown):
        format_named("papyrus")


@pytest.mark.parametrize(
    ("path", "head", "name"),
    [
        ("a.jsonl", b"", "jsonl"),
        ("a.txt", OUR_LINE, "jsonl"),
        ("a.txt", b"Ilse O\nVarga B-PER\n", "conll"),
        ("a.tsv", b"1\tIlse\tB-PER\n2\tleft\tO\n", "conll"),
        ("a.conll", b"Ilse\tO\n", "conll"),
        ("a.txt", b"Title", "text"),
        ("a.txt", b"<b>Title", "text"),
        ("a.news", b"Title", "text"),
        ("README", b"Title", "text"),
        ("a.ann", b"T1\tPERSON 0 4\tIlse", "brat"),
        ("a.ann", b"", "brat"),
        ("a.html", b"<!doctype html>", "html"),
        ("a.xml", b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1.1"', "feed"),
        ("a.txt", b"WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
        ("a.jsonl", b'{"text": "Talks fail", "url": "x"}', "crawled"),
        ("a.mht", b"From: <Saved by Blink>\nSubject: a", "mhtml"),
        ("a.eml", b"From: a@b\nSubject: a\nDate: c", "eml"),
        ("a.svg", b"<svg>", None),
        ("a.json", b'{\n  "%TYPES" : {', "uima-json"),
        ("a.xmi", b"", "uima-xmi"),
        ("a.tsv", b"#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n", "webanno-tsv"),
        ("a.txt", b"\xef\xbb\xbf#FORMAT=WebAnno TSV 3.2\n", "webanno-tsv"),
        ("a.tsv", b" # webanno.custom.Span | value\n#id=1\n", "webanno-tsv"),
        ("a.xml", b'<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"', "uima-xmi"),
        ("a.json", b'\n {"a": 1}', None),
        ("a.jsonl", b'{"text": "a", "_input_hash": 1}', "prodigy"),
        ("a.jsonl", b'{"label": "X", "pattern": "a"}', "prodigy"),
        ("a.jsonl", b'{"text": "a", "label": [[0, 1, "X"]]}', "doccano"),
        ("a.json", b'[{"text": "X", "background_color": "#ffffff"}]', "doccano"),
        ("a.json", b'[{"data": {"text": "a"}, "annotations": []}]', "label-studio"),
        ("a.json", b'{"text": "a", "label": [{"start": 0, "labels": ["X"]}]}', "label-studio"),
        ("a.xml", b"<View><Text/></View>", "label-studio"),
        ("a.jsonl", b'{"doc_key": "a", "sentences": [["b"]]}', "dygie"),
        ("a.json", b'[{"sents": [["a"]], "vertexSet": []}]', "docred"),
        ("a.json", b'[{"token": ["a"], "subj_start": 0, "obj_start": 0}]', "tacred"),
        ("a.json", b'[{"tokenized_text": ["a"], "ner": []}]', "gliner"),
        ("a.jsonl", b'{"body": "a"}', "mapper"),
        ("a.jsonl", b'{"id": "a", "version": 1, "text": "b"}', "jsonl"),
    ],
)
def test_a_file_is_recognised_by_what_is_in_it_and_by_its_ending(
    path: str, head: bytes, name: str | None
) -> None:
    found = recognise_format(PurePath(path), head)
    assert (found.name if found else None) == name


def test_compressed_files_are_looked_into(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "corpus.gz"
    path.write_bytes(gzip.compress(OUR_LINE))
    assert format_of(file_source(path)).name == "jsonl"


def test_a_stream_is_only_peeked_at() -> None:
    stream = BufferedReader(cast("BytesIO", BytesIO(OUR_LINE)))  # type: ignore[arg-type]
    source = Source(Path("-"), "-", cast("BytesIO", stream))
    assert format_of(source).name == "jsonl"
    with source.open() as opened:
        assert opened.read() == OUR_LINE


def test_what_nobody_reads_and_what_cannot_be_opened(tmp_path: Path) -> None:
    page = tmp_path / "a.svg"
    page.write_text("<svg>")
    with pytest.raises(FormatUnknown) as caught:
        format_of(file_source(page))
    assert caught.value.name == ".svg"
    with pytest.raises(FileUnreadable):
        format_of(file_source(tmp_path / "gone.txt"))


def read_text(path: Path) -> list[CorpusLine | Problem]:
    return list(format_named("text").read(file_source(path), ReadOptions()))


def test_a_text_file_is_one_raw_article_named_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ferry talks.txt"
    path.write_bytes("Ferry sails\r\n\r\nIt sailed — at last — today.\r\n".encode("cp1252"))
    remark, line = read_text(path)
    assert isinstance(remark, Problem)
    assert isinstance(remark.error, EncodingGuessed)
    assert isinstance(line, CorpusLine)
    assert line.is_raw
    assert (line.document.id, line.document.meta.title) == ("ferry talks", "Ferry sails")
    assert line.document.text == "Ferry sails\r\n\r\nIt sailed — at last — today.\r\n"


def test_files_that_are_no_articles_are_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.articles.plain_text.ARTICLE_LIMIT", 50)
    for content, error in (
        (b"", FileEmpty),
        (b"\x89PNG" + bytes(9), FileNotText),
        (b"x" * 51, FileTooLarge),
    ):
        path = tmp_path / "a.txt"
        path.write_bytes(content)
        [problem] = read_text(path)
        assert isinstance(problem, Problem)
        assert isinstance(problem.error, error)
        assert problem.is_whole
    [problem] = read_text(tmp_path / "gone.txt")
    assert isinstance(problem, Problem)
    assert isinstance(problem.error, FileUnreadable)


# ---- what belongs together, and what others bring -----------------------------------------------


class Papyrus(Format):
    """A format whose files have another beside them."""

    name = "papyrus"
    title = "Papyrus"
    endings = (".pap",)
    carries = Carries()

    def companions(self, source: Source) -> tuple[str, ...]:
        return (f"{source.path.stem}.txt", "reeds.conf")

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        yield from ()


class Second(Papyrus):
    name = "text"


class NeedsMore(Papyrus):
    name = "more"
    modules = ("json", "reeds_of_the_nile")
    extra = "nile"


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, "annotator.formats")


def test_other_packages_add_formats_and_a_broken_one_harms_nobody() -> None:
    here = "tests.formats.test_registry"
    formats, broken = load_formats(
        [
            point("papyrus", f"{here}:Papyrus"),
            point("gone", "no_such_package:Format"),
            point("not", "pathlib:Path"),
            point("twice", f"{here}:Second"),
        ]
    )
    assert [one.name for one in formats[-1:]] == ["papyrus"]
    assert [one.name for one in broken] == ["gone", "not", "twice"]
    assert "no_such_package" in broken[0].reason
    assert [one.name for one in formats[:-1]] == [one.name for one in all_formats()]
    assert load_formats([])[1] == ()


def test_files_that_belong_to_another_are_no_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "all_formats", lambda: (Papyrus(),))
    other = tmp_path / "other"
    other.mkdir()
    for name in ("a.pap", "a.txt", "b.txt", "reeds.conf", "other/a.txt"):
        (tmp_path / name).touch()
    paths = [tmp_path / one for one in ("a.txt", "a.pap", "b.txt", "reeds.conf", "other/a.txt")]
    kept = without_companions(map(file_source, paths))
    assert [one.path for one in kept] == [tmp_path / "a.pap", tmp_path / "b.txt", other / "a.txt"]


def test_a_file_beside_is_read_unless_it_leads_out(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_text("secret")
    (folder / "a.txt").write_text("inside")
    (folder / "b.txt").symlink_to(outside)
    source = file_source(folder / "a.pap", folder)
    found = source.beside("a.txt")
    assert found and found.path == folder / "a.txt"
    assert source.beside("b.txt") is None
    assert source.beside("c.txt") is None
    assert Source(Path("-"), "-", BytesIO()).beside("a.txt") is None


def test_what_is_not_installed_is_said_with_what_installs_it() -> None:
    assert not NeedsMore().is_installed
    with pytest.raises(ExtraMissing) as caught:
        NeedsMore().check_installed()
    assert (caught.value.library, caught.value.extra) == ("reeds_of_the_nile", "nile")
    Papyrus().check_installed()
