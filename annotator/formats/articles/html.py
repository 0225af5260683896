"""Web pages, as a browser or a crawler saves them: one article a file."""

from collections.abc import Iterator
from pathlib import PurePath

import regex

from annotator.formats.articles.article_records import Place, read_whole
from annotator.formats.articles.web_page import read_page
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.errors import FileTooLarge, FileUnreadable

_ROOT = regex.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*(?:<!doctype\s+html|<html[\s>])",
    regex.IGNORECASE | regex.DOTALL,
)


class Html(Format):
    """A page of the web."""

    name = "html"
    title = "Web page (HTML)"
    endings = (".html", ".htm", ".xhtml")
    carries = Carries()
    is_annotated = False
    extra = "web"
    modules = ("trafilatura", "lxml")

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its doctype or its outermost element."""
        is_page = _ROOT.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b""))
        return Sureness.SURE if is_page else super().recognises(path, head)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article of the page."""
        place = Place(source)
        try:
            raw = read_whole(source)
        except (FileUnreadable, FileTooLarge) as error:
            yield place.failed(error)
            return
        if options.report_bytes:
            options.report_bytes(len(raw))
        yield from read_page(raw, place, self.name)
