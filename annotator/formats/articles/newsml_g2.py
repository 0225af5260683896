"""NewsML-G2, the envelope of news agencies: items with their meta around NITF, XHTML or plain text.

A message may hold several items; each with a text becomes an article. Elements are those of IPTC's
NewsML-G2; a `contentSet` by itself, as it is shown in guides, is read too.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.articles.article_files import (
    ArticleReader,
    article_of,
    authors_of,
    language_of,
    read_bytes,
)
from annotator.formats.articles.article_records import Place, kept
from annotator.formats.articles.markup import (
    attribute,
    local_name,
    words_of,
)
from annotator.formats.articles.nitf import NitfArticle
from annotator.formats.articles.wire_content import content_of, with_head
from annotator.formats.articles.written_dates import date_from
from annotator.formats.articles.xml_files import find_all, parse_xml, root_of_head
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.errors import FileEmpty, FileTooLarge
from annotator.model.format_errors import FileWrong

_ROOTS = ("newsmessage", "newsitem", "packageitem", "contentset")
_SUMMARIES = ("drol:summary", "summary")
_CAPTIONS = ("drol:caption", "caption")


class NewsMlG2(ArticleReader):
    """News items of an agency."""

    name = "newsml-g2"
    title = "NewsML-G2 news item"
    endings = (".newsml", ".g2")

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the first element; by the ending alone where there is none."""
        return Sureness.SURE if root_of_head(head) in _ROOTS else super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles in the order of the file."""
        root = parse_xml(read_bytes(source, options), source.path)
        items = list(find_all(root, "newsItem")) or list(find_all(root, "contentSet"))
        if not items:
            raise FileWrong(source.path, "it has no news item, only what refers to some")
        for number, item in enumerate(items, 1):
            place = Place(source, number if len(items) > 1 else None)
            try:
                yield from _article(place, item)
            except (FileEmpty, FileTooLarge) as error:
                if place.number is None:
                    raise
                yield (
                    place.wrong("this item has no text")
                    if isinstance(error, FileEmpty)
                    else place.failed(error)
                )


def _article(place: Place, item: Element) -> Iterator[Item]:
    inner = _content(item)
    said = _ItemMeta(item)
    headline = said.text("headline")
    title = headline or inner.title
    parts = with_head(inner.parts, headline, said.summary, said.byline)
    meta = Meta(
        title=title or None,
        source=said.source or inner.source,
        authors=said.authors or inner.authors,
        language=said.language or inner.language,
        extra={"newsml-g2": extra} if (extra := said.extra(inner)) else {},
    )
    yield from article_of(place, parts, meta, date_from((*said.dates, *inner.dates)))


def _content(item: Element) -> NitfArticle:
    """Return the first content with words; an item may hold one text in several forms."""
    for holder in item.iter():
        if local_name(holder) in ("inlinexml", "inlinedata"):
            found = content_of(holder)
            if found.parts:
                return found
    return NitfArticle()


class _ItemMeta:
    """What an item says of itself, beside its content."""

    def __init__(self, item: Element) -> None:
        self._item = item
        self._meta = [
            one for one in item if local_name(one) in ("itemmeta", "contentmeta", "rightsinfo")
        ]

    def elements(self, name: str) -> list[Element]:
        return [one for block in self._meta for one in block if local_name(one) == name.lower()]

    def text(self, name: str) -> str:
        return next(filter(None, map(words_of, self.elements(name))), "")

    def names(self, name: str) -> list[str]:
        """Return what elements are called: their first name, else their literal or code."""
        return [called for called in map(_called, self.elements(name)) if called]

    @property
    def source(self) -> str | None:
        """Return the provider, else whence the information is."""
        names = (*self.names("provider"), *self.names("infoSource"))
        return next((one.rpartition(":")[2] for one in names), None)

    @property
    def byline(self) -> str:
        return self.text("by")

    @property
    def authors(self) -> tuple[str, ...]:
        people = [words_of(_name_in(one)) for one in self.elements("creator")]
        if any(people):
            return tuple(filter(None, people))
        return authors_of(self.byline) if self.byline else ()

    @property
    def language(self) -> str | None:
        codes = [attribute(one, "tag") for one in self.elements("language")]
        codes.append(attribute(self._item, "lang"))
        return next(filter(None, map(language_of, codes)), None)

    @property
    def dates(self) -> tuple[str, ...]:
        names = ("versionCreated", "contentCreated", "firstCreated")
        return tuple(filter(None, map(self.text, names)))

    @property
    def summary(self) -> str:
        return self._description(_SUMMARIES)

    def _description(self, roles: tuple[str, ...]) -> str:
        for one in self.elements("description"):
            if attribute(one, "role") in roles:
                return words_of(one)
        return ""

    def extra(self, inner: NitfArticle) -> dict[str, Any]:
        return {
            **inner.extra,
            **kept(
                guid=attribute(self._item, "guid"),
                version=attribute(self._item, "version"),
                slugline=self.text("slugline"),
                dateline=self.text("dateline"),
                located=self.names("located"),
                subjects=self.names("subject"),
                genre=self.names("genre"),
                urgency=self.text("urgency"),
                caption=self._description(_CAPTIONS),
                copyright=self.text("copyrightNotice"),
                note=self.text("edNote"),
                embargoed=self.text("embargoed"),
            ),
        }


def _name_in(element: Element) -> Element | None:
    return next((one for one in element if local_name(one) == "name"), None)


def _called(element: Element) -> str:
    own = words_of(_name_in(element))
    return own or attribute(element, "literal") or attribute(element, "qcode")
