"""NITF, the markup of news agencies for one article: headline, byline, dateline, body, media.

Elements and attributes are those of IPTC's NITF 3.x; DOCTYPEs and namespaces do not matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
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
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import (
    attribute,
    local_name,
    parts_of_tree,
    tidy,
    words_of,
)
from annotator.formats.articles.written_dates import date_from
from annotator.formats.articles.xml_files import find_all, find_one, parse_xml, root_of_head
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.format_errors import FileWrong


class Nitf(ArticleReader):
    """An article in NITF."""

    name = "nitf"
    title = "NITF article"
    endings = (".nitf",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the first element; by the ending alone where there is none."""
        return Sureness.SURE if root_of_head(head) == "nitf" else super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article."""
        root = parse_xml(read_bytes(source, options), source.path)
        found = next(find_all(root, "nitf"), None)
        if found is None:
            raise FileWrong(source.path, "it has no nitf element")
        article = nitf_article(found)
        meta = Meta(
            title=article.title,
            source=article.source,
            authors=article.authors,
            language=article.language,
            extra={"nitf": article.extra} if article.extra else {},
        )
        yield from article_of(Place(source), article.parts, meta, date_from(article.dates))


@dataclass(slots=True)
class NitfArticle:
    """What an nitf element says."""

    parts: list[Part] = field(default_factory=list)
    title: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    dates: tuple[str, ...] = ()
    """Of the issue, as they are written for machines; the one that counts first."""
    extra: dict[str, Any] = field(default_factory=dict)


def nitf_article(root: Element) -> NitfArticle:
    """Return the parts of an nitf element in the order of the page, and what its head says."""
    article = NitfArticle(language=language_of(attribute(root, "lang")))
    head = find_one(root, "body.head")
    if head is not None:
        _read_head(head, article)
    for body in find_all(root, "body.content"):
        article.parts.extend(parts_of_tree(body)[0])
    for end in find_all(root, "body.end"):
        article.parts.extend(parts_of_tree(end)[0])
    _read_document_data(root, article)
    return article


def _read_head(head: Element, article: NitfArticle) -> None:
    for element in head:
        name = local_name(element)
        if name == "hedline":
            _read_headlines(element, article)
        elif name == "abstract":
            words = "\n".join(part.text for part in parts_of_tree(element)[0])
            _add(article, Part("standfirst", words))
        elif name == "byline":
            _read_byline(element, article)
        elif name in ("dateline", "note"):
            _add(article, Part("paragraph", words_of(element)))


def _read_headlines(element: Element, article: NitfArticle) -> None:
    for line in element:
        words = words_of(line)
        if local_name(line) == "hl1" and article.title is None:
            article.title = words or None
            _add(article, Part("title", words))
        elif local_name(line) in ("hl1", "hl2"):
            _add(article, Part("standfirst", words))


def _read_byline(element: Element, article: NitfArticle) -> None:
    people = tuple(filter(None, map(words_of, find_all(element, "person"))))
    titles = [words_of(one) for one in find_all(element, "byttl")]
    whole = tidy(" ".join(element.itertext()))
    _add(article, Part("byline", whole))
    named = tidy(" ".join([element.text or "", *(one.tail or "" for one in element)]))
    if not people and named:
        people = authors_of(named)
    article.authors = (*article.authors, *people)
    # A byline without a person is that of an agency.
    if not people and titles:
        article.source = article.source or titles[0]


def _add(article: NitfArticle, part: Part) -> None:
    if part.text:
        article.parts.append(part)


def _read_document_data(root: Element, article: NitfArticle) -> None:
    def said(name: str, key: str) -> str:
        element = find_one(root, name)
        return "" if element is None else attribute(element, key)

    if article.title is None:
        article.title = words_of(find_one(root, "head", "title")) or None
    article.source = said("pubdata", "name") or article.source or said("doc.copyright", "holder")
    article.source = article.source or None
    norms = (("date.issue", "norm"), ("story.date", "norm"), ("pubdata", "date.publication"))
    article.dates = tuple(filter(None, (said(*one) for one in (*norms, ("date.release", "norm")))))
    article.extra = kept(
        id=said("doc-id", "id-string"),
        urgency=said("urgency", "ed-urg"),
        keywords=[one for one in (attribute(k, "key") for k in find_all(root, "keyword")) if one],
        copyright=said("doc.copyright", "holder"),
        distributor=words_of(find_one(root, "distributor")),
        located=words_of(find_one(root, "dateline", "location")),
        note=words_of(find_one(root, "ed-msg")) or said("ed-msg", "info"),
    )
