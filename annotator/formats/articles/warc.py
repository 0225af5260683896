"""Web archives of many pages (WARC, ARC), as crawlers write them: one article a page."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import BinaryIO

from annotator.formats.articles.article_records import Place, kept
from annotator.formats.articles.record_stream import GZIP_MAGIC, RecordStream
from annotator.formats.articles.web_archive import (
    ArchivedPage,
    DamagedRecord,
    OtherRecord,
    records_of,
)
from annotator.formats.articles.web_page import read_page
from annotator.formats.compression import GZIP_ENDING
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source, reason_of
from annotator.model.article_errors import RecordsPassedOver
from annotator.model.errors import FileUnreadable


class Warc(Format):
    """A web archive; what is no page in it is counted and left."""

    name = "warc"
    title = "Web archive (WARC, ARC)"
    endings = (".warc", ".arc")
    carries = Carries()
    is_annotated = False
    extra = "web"
    modules = ("trafilatura", "lxml", "warcio")

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its first record."""
        if head.startswith(GZIP_MAGIC):
            # A stream has no name by which it would have been decompressed.
            with suppress(zlib.error):
                head = zlib.decompressobj(31).decompress(head, 64)
        is_archive = head.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://"))
        return Sureness.SURE if is_archive else super().recognises(path, head)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article of each page, streamed; numbers are those of records, from 1."""
        whole = Place(source)
        count = others = 0
        try:
            with _opened(source) as raw:
                for record in records_of(RecordStream(raw, options.report_bytes)):
                    count += 1
                    place = Place(source, record.number)
                    match record:
                        case OtherRecord():
                            others += 1
                        case DamagedRecord():
                            yield place.wrong(f"a damaged record, {record.reason}")
                        case ArchivedPage():
                            yield from self._article(record, place)
        except FileUnreadable as error:
            yield whole.failed(error)
            return
        if not count:
            yield whole.wrong("no records of a web archive")
        elif others:
            yield whole.remark(RecordsPassedOver(source.path, others, count))

    def _article(self, page: ArchivedPage, place: Place) -> Iterator[Item]:
        extra = kept(crawled=page.crawled, record=page.id)
        yield from read_page(
            page.raw, place, self.name, charset=page.charset, url=page.url, extra=extra
        )


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    """Open an archive; one in gzip as it is, since its members are decompressed one by one."""
    if source.stream is not None or source.path.suffix.lower() != GZIP_ENDING:
        with source.open() as stream:
            yield stream
        return
    try:
        with source.path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise FileUnreadable(source.path, reason_of(error)) from error
