"""Web pages in one file with all they need (MHTML), as browsers save them: one article a file."""

from collections.abc import Iterator
from email.message import Message
from pathlib import PurePath

import regex

from annotator.formats.articles.article_records import Place, kept, read_whole
from annotator.formats.articles.mime_parts import (
    MessagePart,
    MessageWrong,
    header_of,
    parse_message,
    parts_of,
)
from annotator.formats.articles.web_page import read_page
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.errors import FileTooLarge, FileUnreadable

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_FRAMES = 20
_BEGINNING = regex.compile(rb"[A-Za-z][\w-]*:[ \t]")
_SAVED = regex.compile(
    rb"^(?:Snapshot-Content-Location:|Content-Location:|From: <Saved by |"
    rb"Content-Type:\s*multipart/related;[^:]{0,300}?type=\"?text/html)",
    regex.IGNORECASE | regex.MULTILINE,
)


class Mhtml(Format):
    """A page of the web with its pictures and styles, which are left alone."""

    name = "mhtml"
    title = "Web archive of one page (MHTML)"
    endings = (".mhtml", ".mht")
    carries = Carries()
    is_annotated = False
    has_proof = False
    extra = "web"
    modules = ("trafilatura", "lxml")

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its headers: those of a message that was saved from the web."""
        headers = head[:4096].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if _BEGINNING.match(headers) and _SAVED.search(headers):
            return Sureness.SURE
        return super().recognises(path, head)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article of the page, or of the first of its frames that has one."""
        place = Place(source)
        try:
            raw = read_whole(source)
            message = parse_message(raw)
        except (FileUnreadable, FileTooLarge) as error:
            yield place.failed(error)
            return
        except MessageWrong as error:
            yield place.wrong(str(error))
            return
        if options.report_bytes:
            options.report_bytes(len(raw))
        pages = _in_order([one for one in parts_of(message) if one.type in _PAGES], message)
        if not pages:
            yield place.wrong("there is no web page in this file")
            return
        snapshot = header_of(message, "snapshot-content-location")
        extra = kept(saved=header_of(message, "date"), subject=header_of(message, "subject"))
        first: list[CorpusLine | Problem] = []
        for page in pages[:_MOST_FRAMES]:
            url = snapshot or header_of(page.message, "content-location")
            items = list(
                read_page(page.raw, place, self.name, charset=page.charset, url=url, extra=extra)
            )
            if any(isinstance(one, CorpusLine) for one in items):
                yield from items
                return
            first = first or items
        yield from first


def _in_order(pages: list[MessagePart], message: "Message[str, str]") -> list[MessagePart]:
    """The page that the message names as its root first, the others as they stand."""
    start = message.get_param("start")
    if not isinstance(start, str):
        return pages
    return sorted(pages, key=lambda one: header_of(one.message, "content-id") != start)
