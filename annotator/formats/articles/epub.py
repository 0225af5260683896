"""EPUB books: each document of the spine that has a text is an article, in the order of reading.

The container, the package and its spine are those of EPUB 2 and 3; titles are the headings of the
documents, else what the table of contents calls them.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import Element

from annotator.formats.archives import Archive
from annotator.formats.articles.article_files import (
    FAULTS_OF_FILES,
    ArticleReader,
    article_of,
    language_of,
)
from annotator.formats.articles.article_records import Place, kept
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.decoding import decode_article
from annotator.formats.articles.markup import (
    attribute,
    parts_of_html,
    parts_of_tree,
    tidy,
    words_of,
)
from annotator.formats.articles.office_archives import (
    ZIP_BEGINNING,
    open_office,
    part_of,
    xml_part,
)
from annotator.formats.articles.written_dates import WrittenDate, date_from
from annotator.formats.articles.xml_files import find_all, find_one, parse_xml
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.errors import (
    FileEmpty,
)
from annotator.model.format_errors import FileWrong

_CONTAINER = "META-INF/container.xml"
_MIME = b"mimetypeapplication/epub+zip"
_DOCUMENTS = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml")


class Epub(ArticleReader):
    """A book or an issue of a magazine."""

    name = "epub"
    title = "EPUB book or magazine"
    endings = (".epub",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the type that is its first part, or by its ending."""
        if head.startswith(ZIP_BEGINNING) and _MIME in head[:100]:
            return Sureness.SURE
        return super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles in the order of the spine."""
        is_empty = True
        with open_office(source) as archive:
            book = _open_book(archive)
            for number, name in enumerate(dict.fromkeys(book.spine), 1):
                for item in _article(Place(source, number), archive, book, name):
                    is_empty = False
                    yield item
                if options.report_bytes:
                    options.report_bytes(source.size * number // len(book.spine))
        if is_empty:
            raise FileEmpty(source.path)


@dataclass(slots=True)
class _Book:
    """What the package says: names in the archive in the order of reading, and what is known."""

    spine: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """What the table of contents calls them."""
    encrypted: set[str] = field(default_factory=set)
    meta: Meta = field(default_factory=Meta)
    date: WrittenDate = field(default_factory=WrittenDate)


def _open_book(archive: Archive) -> _Book:
    container = xml_part(archive, _CONTAINER)
    rootfile = find_one(container, "rootfile")
    package_name = "" if rootfile is None else attribute(rootfile, "full-path")
    package = xml_part(archive, package_name) if package_name else None
    if package is None:
        raise FileWrong(archive.path, "it is no EPUB: it names no package")
    book = _Book(meta=_meta(package), date=date_from((words_of(find_one(package, "date")),)))
    items = {attribute(one, "id"): one for one in find_all(package, "item")}
    navigation = {id for id, one in items.items() if "nav" in attribute(one, "properties").split()}
    for itemref in find_all(package, "itemref"):
        id = attribute(itemref, "idref")
        if id in items and id not in navigation and _is_document(items[id]):
            book.spine.append(_name(package_name, attribute(items[id], "href")))
    for item in items.values():
        if attribute(item, "id") in navigation or "ncx" in attribute(item, "media-type"):
            _read_titles(archive, _name(package_name, attribute(item, "href")), book.titles)
    encryption = xml_part(archive, "META-INF/encryption.xml")
    if encryption is not None:
        book.encrypted.update(
            _name("", attribute(one, "URI")) for one in find_all(encryption, "CipherReference")
        )
    return book


def _is_document(item: Element) -> bool:
    return attribute(item, "media-type").lower() in ("", *_DOCUMENTS)


def _name(beside: str, href: str) -> str:
    """Return the name in the archive of what a part beside it refers to."""
    plain = unquote(urldefrag(href).url)
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), plain))


def _meta(package: Element) -> Meta:
    def all_words(name: str) -> tuple[str, ...]:
        return tuple(filter(None, map(words_of, find_all(package, name))))

    title = next(iter(all_words("title")), "")
    return Meta(
        source=next(iter((*all_words("publisher"), title)), None),
        authors=all_words("creator"),
        language=language_of(next(iter(all_words("language")), None)),
        extra={
            "epub": kept(
                book=title,
                identifier=next(iter(all_words("identifier")), ""),
                rights=next(iter(all_words("rights")), ""),
            )
        },
    )


def _read_titles(archive: Archive, name: str, titles: dict[str, str]) -> None:
    """Take titles from a table of contents; one that is damaged names nothing."""
    try:
        root = xml_part(archive, name)
    except FAULTS_OF_FILES:
        return
    if root is None:
        return
    for point in find_all(root, "navPoint"):
        content = find_one(point, "content")
        if content is not None:
            label = words_of(find_one(point, "navLabel"))
            titles.setdefault(_name(name, attribute(content, "src")), label)
    for link in find_all(root, "a"):
        titles.setdefault(_name(name, attribute(link, "href")), words_of(link))


def _article(place: Place, archive: Archive, book: _Book, name: str) -> Iterator[Item]:
    """Yield the article of a document of the spine; one without words, as a cover, is none."""
    if name in book.encrypted:
        yield place.wrong("it is encrypted")
        return
    try:
        raw = part_of(archive, name)
        if raw is None:
            yield place.wrong(f"{name[:40]} is not in the book")
            return
        parts, title = _parts(raw, archive, name)
        if not any(one.kind in ("paragraph", "caption", "heading") for one in parts):
            return
        title = _title(parts, book.titles.get(name) or title)
        meta = Meta(
            title=title or None,
            source=book.meta.source,
            authors=book.meta.authors,
            language=book.meta.language,
            extra={"epub": {**book.meta.extra["epub"], "document": name}},
        )
        yield from article_of(place, parts, meta, book.date)
    except FAULTS_OF_FILES as error:
        yield place.failed(error)


def _parts(raw: bytes, archive: Archive, name: str) -> tuple[list[Part], str]:
    try:
        return parts_of_tree(parse_xml(raw, archive.path / name))
    except FileWrong:
        # Many a book is HTML that no reader of XML takes.
        try:
            text = decode_article(raw, archive.path / name).text
        except FileEmpty:
            return [], ""
        return parts_of_html(text)


def _title(parts: list[Part], called: str) -> str:
    """Return the first heading near the top, else what the table of contents says."""
    heading = next((tidy(one.text) for one in parts[:3] if one.kind == "heading"), "")
    return heading or tidy(called)
