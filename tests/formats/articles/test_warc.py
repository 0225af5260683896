"""Web archives: pages come in, what is damaged is told, the rest goes on."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from annotator.formats.articles.warc import Warc
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import format_of
from annotator.formats.source import file_source
from annotator.model.article_errors import PageWithoutArticle, RecordsPassedOver
from annotator.model.errors import FileUnreadable, LineWrong
from annotator.model.format_errors import FileWrong
from tests.formats.articles.article_reading import REAL, read
from tests.formats.articles.pages import BLOG, GERMAN, NO_ARTICLE, OLD, SEMANTIC


class Archive:
    """Writes an archive with warcio, record by record."""

    def __init__(self, *, is_packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=is_packed)
        # Its own temporary files are closed by nobody.
        self.writer._create_temp_file = io.BytesIO
        self.ends: list[int] = []

    def add(
        self,
        page: bytes | str,
        *,
        status: str = "200 OK",
        kind: str = "response",
        url: str = "https://post.example/a",
        **headers: str,
    ) -> "Archive":
        raw = page.encode() if isinstance(page, str) else page
        named = {"Content-Type": "text/html; charset=utf-8"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        http = StatusAndHeaders(status, list(named.items()), protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(raw), http_headers=http
        )
        self.writer.write_record(record)
        self.ends.append(self.stream.tell())
        return self

    @property
    def raw(self) -> bytes:
        return self.stream.getvalue()


def titles(lines: list[CorpusLine]) -> list[str | None]:
    return [one.document.meta.title for one in lines]


def whys(problems: list[Problem]) -> list[tuple[int | None, str]]:
    """Of what stayed out."""
    return [(one.line, getattr(one.error, "reason", "")) for one in problems if one.is_skipped]


FERRY, MOORED, BLOGGED = (
    "Ferry talks 'close' to collapse",
    "Fähre bleibt im Hafen",
    "Nine hours at the table",
)


@pytest.mark.parametrize("is_packed", [True, False])
def test_pages_come_in_and_what_is_none_is_counted(is_packed: bool) -> None:
    archive = Archive(is_packed=is_packed)
    archive.add(SEMANTIC).add("GET", kind="request").add(b"\x89PNG", Content_Type="image/png")
    archive.add("<p>Moved</p>", status="301 Moved").add(BLOG, url="https://post.example/b?c=1")
    archive.add(NO_ARTICLE).add("{}", Content_Type="application/json")
    lines, problems = read(Warc(), archive.raw, "crawl.warc")
    assert titles(lines) == [FERRY, BLOGGED]
    assert [(one.document.id, one.number) for one in lines] == [("crawl-1", 1), ("crawl-5", 5)]
    assert all(one.is_raw for one in lines)
    meta = lines[1].document.meta
    assert (meta.url, meta.source) == ("https://post.example/b?c=1", "Quayside")
    assert set(meta.extra["warc"]) == {"captions", "crawled", "record"}
    assert [type(one.error) for one in problems] == [PageWithoutArticle, RecordsPassedOver]
    assert problems[0].line == 6
    passed = problems[1].error
    assert isinstance(passed, RecordsPassedOver)
    assert (passed.count, passed.total) == (4, 7)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_file_on_disk_is_recognised_and_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(Archive(is_packed=name.endswith("gz")).add(SEMANTIC).add(BLOG).raw)
    source = file_source(path)
    assert format_of(source).name == "warc"
    seen: list[int] = []
    items = list(Warc().read(source, ReadOptions(report_bytes=seen.append)))
    assert [type(one) for one in items] == [CorpusLine, CorpusLine]
    assert seen[-1] == path.stat().st_size


def test_an_archive_packed_as_one_file_is_read_too() -> None:
    raw = gzip.compress(Archive(is_packed=False).add(SEMANTIC).add(BLOG).raw)
    assert titles(read(Warc(), raw)[0]) == [FERRY, BLOGGED]


def chunked(raw: bytes) -> bytes:
    pieces = [raw[at : at + 1000] for at in range(0, len(raw), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def test_chunks_and_compression_of_the_server_are_undone() -> None:
    raw = GERMAN.encode()
    deflate = zlib.compressobj(wbits=-15)
    archive = Archive(is_packed=False)
    archive.add(chunked(raw), Transfer_Encoding="chunked")
    archive.add(gzip.compress(raw), Content_Encoding="gzip")
    archive.add(chunked(gzip.compress(raw)), Content_Encoding="gzip", Transfer_Encoding="chunked")
    archive.add(zlib.compress(raw), Content_Encoding="deflate")
    archive.add(deflate.compress(raw) + deflate.flush(), Content_Encoding="deflate")
    archive.add(raw, Content_Encoding="gzip")
    archive.add(raw, Content_Encoding="br")
    archive.add(b"\x8b\x01\x80" + bytes(range(128, 256)), Content_Encoding="br")
    archive.add(gzip.compress(raw)[:-20], Content_Encoding="gzip")
    lines, problems = read(Warc(), archive.raw)
    assert titles(lines) == [MOORED] * 7
    assert len({one.document.text for one in lines}) == 1
    assert [one.line for one in problems if one.is_skipped] == [8, 9]
    [brotli, cut] = [why for _, why in whys(problems) if "damaged" in why]
    assert "brotli" in brotli
    assert "cut off" in cut


def test_the_encoding_that_the_server_names_is_obeyed() -> None:
    page = OLD.replace("charset=iso-8859-1", "charset=utf-8").encode("cp1252")
    archive = Archive().add(page, Content_Type="text/html; charset=windows-1252")
    assert "Cafés are shut" in read(Warc(), archive.raw)[0][0].document.text


def damaged_at(archive: Archive, record: int) -> bytes:
    """The archive with bytes in the middle of a member turned over."""
    raw = bytearray(archive.raw)
    middle = (archive.ends[record - 1] + archive.ends[record]) // 2
    for at in range(middle - 10, middle + 10):
        raw[at] ^= 0x5A
    return bytes(raw)


def test_a_damaged_member_is_told_and_the_rest_goes_on() -> None:
    archive = Archive().add(SEMANTIC).add(GERMAN).add(BLOG)
    lines, problems = read(Warc(), damaged_at(archive, 1))
    assert titles(lines) == [FERRY, BLOGGED]
    [problem] = problems
    assert isinstance(problem.error, LineWrong)
    assert (problem.line, problem.is_whole) == (2, True)
    assert "damaged" in problem.error.reason


def test_members_that_are_cut_short_or_lost_are_told(tmp_path: Path) -> None:
    archive = Archive().add(SEMANTIC).add(GERMAN).add(BLOG)
    one, two, three = archive.ends
    cut_inside = archive.raw[: one + 200] + archive.raw[two:]
    assert titles(read(Warc(), cut_inside)[0]) == [FERRY, BLOGGED]
    cut_at_end = archive.raw[: three - 50]
    lines, problems = read(Warc(), cut_at_end)
    assert titles(lines) == [FERRY, MOORED]
    assert whys(problems) == [(3, "a damaged record, the file is cut off")]
    path = tmp_path / "tiny.warc.gz"
    path.write_bytes(archive.raw[: one - 50])
    assert format_of(file_source(path)).name == "warc"
    garbage = archive.raw[:two] + b"garbage\x1f\x8b\x08garbage" * 10 + archive.raw[two:]
    lines, problems = read(Warc(), garbage)
    assert titles(lines) == [FERRY, MOORED, BLOGGED]
    assert len(whys(problems)) == 1


def test_a_plain_archive_with_damage_goes_on_at_the_next_record() -> None:
    archive = Archive(is_packed=False).add(SEMANTIC).add(GERMAN).add(BLOG)
    one, two, _ = archive.ends
    raw = archive.raw
    for broken, told in (
        (raw[:one] + b"garbage\r\nmore\r\n" + raw[one:], "a damaged record, no record begins here; going on with the next"),
        (raw[:one] + raw[one:two].replace(b"Content-Length: ", b"Content-Length: x", 1) + raw[two:], "a damaged record, its length is no number"),
        (raw[:one] + raw[one:two].replace(b"WARC-Target-URI", b"WARC-Target-URL", 1) + raw[two:], "a damaged record, its headers lack something"),
    ):  # fmt: skip
        lines, problems = read(Warc(), broken)
        assert [one for one in titles(lines) if one != MOORED] == [FERRY, BLOGGED]
        assert told in [why for _, why in whys(problems)]
        assert len(whys(problems)) == 1
    lines, problems = read(Warc(), raw[:-100])
    assert titles(lines) == [FERRY, MOORED]
    assert whys(problems) == [(3, "a damaged record, it breaks off")]


def arc(*pages: str) -> bytes:
    """An archive of the older kind."""
    described = b"1 0 Norrow\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [
        b"filedesc://a.arc 0.0.0.0 20140301000000 text/plain %d\n%s\n" % (len(described), described)
    ]
    for page in pages:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
        head = b"http://post.example/a 10.0.0.1 20140301000000 text/html %d\n" % len(body)
        records.append(head + body + b"\n")
    return b"".join(records)


def test_the_older_kind_of_archive() -> None:
    lines, problems = read(Warc(), arc(SEMANTIC, BLOG), "crawl.arc")
    assert titles(lines) == [FERRY, BLOGGED]
    assert lines[1].document.meta.url == "http://post.example/a"
    assert lines[1].document.meta.extra["warc"]["crawled"] == "20140301000000"
    assert [type(one.error) for one in problems] == [RecordsPassedOver]


def test_the_real_archive_of_damaged_records() -> None:
    path = REAL / "warc" / "bad.arc"
    if not path.exists():
        pytest.skip("the real article is not beside this checkout")
    source = file_source(path)
    assert format_of(source).name == "warc"
    problems = [one for one in Warc().read(source, ReadOptions()) if isinstance(one, Problem)]
    assert whys(problems)[:2] == [
        (2, "a damaged record, its length is no number"),
        (4, "a damaged record, its length is no number"),
    ]


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n\n", b"Some text\nand more\n", b"\x1f\x8b\x08", b"\x1f\x8b\x08" + bytes(100)],
    ids=repr,
)
def test_what_is_no_archive_is_told(raw: bytes, tmp_path: Path) -> None:
    lines, problems = read(Warc(), raw)
    assert lines == []
    assert problems
    assert all(isinstance(one.error, FileWrong | LineWrong) for one in problems)
    [gone] = list(Warc().read(file_source(tmp_path / "gone.warc.gz"), ReadOptions()))
    assert isinstance(getattr(gone, "error", None), FileUnreadable)


def test_headers_without_end_and_bombs_are_bounded() -> None:
    endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 1_000_000
    bomb = Archive().add(gzip.compress(bytes(60_000_000)), Content_Encoding="gzip").raw
    large = Archive().add("<p>" + "x" * 22_000_000).add(BLOG).raw
    tracemalloc.start()
    try:
        for raw, count in ((endless, 0), (bomb, 0), (large, 1)):
            lines, problems = read(Warc(), raw)
            assert len(lines) == count
            assert isinstance(problems[0].error, LineWrong)
        assert tracemalloc.get_traced_memory()[1] < 120_000_000
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_archive() -> None:
    page = SEMANTIC.encode()

    class Endless(io.RawIOBase):
        """Many archives one behind the other, made as they are read."""

        def __init__(self, count: int) -> None:
            self.rest = b""
            self.records: Iterator[bytes] = iter([Archive().add(page).raw] * count)

        def readable(self) -> bool:
            return True

        def readinto(self, target: memoryview) -> int:  # type: ignore[override]
            self.rest = self.rest or next(self.records, b"")
            piece, self.rest = self.rest[: len(target)], self.rest[len(target) :]
            target[: len(piece)] = piece
            return len(piece)

    from annotator.formats.source import Source

    def peak(count: int) -> int:
        source = Source(Path("a.warc"), "a.warc", io.BufferedReader(Endless(count)))
        tracemalloc.start()
        try:
            assert sum(1 for _ in Warc().read(source, ReadOptions())) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)
    assert peak(60) < peak(10) + 3_000_000


@pytest.mark.parametrize(
    ("path", "head", "sure"),
    [
        ("a.warc", b"", Sureness.LIKELY),
        ("a.arc", b"", Sureness.LIKELY),
        ("a", b"WARC/1.0\r\nWARC-Type: warcinfo", Sureness.SURE),
        ("a.txt", b"filedesc://a.arc 0.0.0.0", Sureness.SURE),
        ("stdin", gzip.compress(b"WARC/1.0\r\n", mtime=0), Sureness.SURE),
        ("stdin", gzip.compress(b"words", mtime=0), Sureness.NO),
        ("stdin", b"\x1f\x8b\x08broken", Sureness.NO),
        ("a.txt", b"WARCRAFT/1", Sureness.NO),
    ],
)
def test_archives_are_recognised(path: str, head: bytes, sure: Sureness) -> None:
    assert Warc().recognises(PurePath(path), head) is sure
