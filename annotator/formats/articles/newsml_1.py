"""NewsML 1.x, the older envelope of news agencies: components with roles, one of them the story.

Elements are those of IPTC's NewsML 1.0 to 1.2. Roles are each agency's own words; those that are
known are told apart, and of the rest the longest text is the story.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
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
from annotator.formats.articles.markup import attribute, local_name, tidy, words_of
from annotator.formats.articles.nitf import NitfArticle
from annotator.formats.articles.wire_content import content_of, with_head
from annotator.formats.articles.written_dates import date_from
from annotator.formats.articles.xml_files import find_all, find_one, parse_xml, root_of_head
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta, Section
from annotator.model.errors import FileEmpty, FileTooLarge
from annotator.model.format_errors import FileWrong

_STORIES = frozenset(("main", "maintext", "body", "story", "text", "article", "fulltext"))
_SUMMARIES = frozenset(("subheadline", "abstract", "summary", "lead", "teaser"))
_CAPTIONS = frozenset(("caption", "captiontext", "photocaption"))
_NO_STORIES = frozenset(("stylesheet", "headline", "contact", "logo", "script", "metadata"))


class NewsMl1(ArticleReader):
    """News items of an agency, in the older NewsML."""

    name = "newsml-1"
    title = "NewsML 1.x news item"
    endings = (".newsml",)
    has_proof = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the first element; by the ending alone where there is none."""
        return Sureness.SURE if root_of_head(head) == "newsml" else super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles in the order of the file."""
        root = parse_xml(read_bytes(source, options), source.path)
        items = list(find_all(root, "NewsItem"))
        if not items:
            raise FileWrong(source.path, "it has no news item")
        sent = words_of(find_one(root, "NewsEnvelope", "DateAndTime"))
        for number, item in enumerate(items, 1):
            place = Place(source, number if len(items) > 1 else None)
            try:
                yield from _article(place, item, sent)
            except FileEmpty:
                if place.number is None:
                    raise
                yield place.wrong("this item has no text")
            except FileTooLarge as error:
                yield place.failed(error)


@dataclass(slots=True)
class _Contents:
    """What an item holds, by roles."""

    stories: list[NitfArticle] = field(default_factory=list)
    others: list[NitfArticle] = field(default_factory=list)
    summary: str = ""
    captions: list[Part] = field(default_factory=list)

    @property
    def story(self) -> NitfArticle:
        """The longest of those that are said to be it, else of the others; NITF before all."""
        found = self.stories or self.others or [NitfArticle()]
        return max(found, key=lambda one: (one.title is not None, _size(one.parts)))


def _size(parts: list[Part]) -> int:
    return sum(len(part.text) for part in parts)


def _article(place: Place, item: Element, sent: str) -> Iterator[Item]:
    contents = _Contents()
    _gather(item, "", contents)
    story = contents.story
    headline = _line(item, "HeadLine")
    summary = contents.summary or _line(item, "SubHeadLine")
    byline = _line(item, "ByLine")
    parts = with_head(story.parts, headline, summary, byline)
    there = {tidy(part.text) for part in parts}
    if parts:
        parts = [*parts, *(one for one in contents.captions if tidy(one.text) not in there)]
    meta = Meta(
        title=headline or story.title or None,
        source=_party(item, "Provider") or _party(item, "Source") or story.source,
        authors=(authors_of(byline) if byline else ()) or story.authors,
        language=_language(item) or story.language,
        extra={"newsml-1": extra} if (extra := _extra(item, story)) else {},
    )
    names = ("ThisRevisionCreated", "FirstCreated")
    dates = (*(words_of(find_one(item, one)) for one in names), *story.dates, sent)
    yield from article_of(place, parts, meta, date_from(dates))


def _gather(element: Element, role: str, contents: _Contents) -> None:
    """Take the contents of components; a component without a role has that of the one above."""
    for child in element:
        name = local_name(child)
        if name == "newscomponent":
            _gather(child, _role(child) or role, contents)
            _take_picture(child, contents)
        elif name == "contentitem":
            kind = _formal(child, "MimeType").lower()
            data = find_one(child, "DataContent")
            if data is not None and kind.partition("/")[0] in ("", "text", "application"):
                _take(content_of(data), role, contents)


def _take(found: NitfArticle, role: str, contents: _Contents) -> None:
    words = "\n".join(part.text for part in found.parts)
    if not words or role in _NO_STORIES:
        return
    if role in _STORIES:
        contents.stories.append(found)
    elif role in _SUMMARIES:
        contents.summary = contents.summary or words
    elif role in _CAPTIONS:
        contents.captions.append(Part("caption", words))
    else:
        contents.others.append(found)


def _take_picture(component: Element, contents: _Contents) -> None:
    """Take the headline of a picture, and its credit, as its caption."""
    items = [one for one in component if local_name(one) == "contentitem"]
    if not any(_formal(one, "MimeType").lower().startswith("image/") for one in items):
        return
    lines = next((one for one in component if local_name(one) == "newslines"), None)
    words, credit = _line(lines, "HeadLine"), _line(lines, "CreditLine")
    if not words:
        return
    whole = f"{words} {credit}" if credit else words
    inner = (Section("credit", len(words) + 1, len(whole)),) if credit else ()
    contents.captions.append(Part("caption", whole, inner))


def _role(component: Element) -> str:
    role = next((one for one in component if local_name(one) == "role"), None)
    said = "" if role is None else attribute(role, "FormalName")
    return said.replace(" ", "").replace("-", "").lower()


def _formal(element: Element, name: str) -> str:
    found = find_one(element, name)
    return "" if found is None else attribute(found, "FormalName")


def _line(element: Element | None, name: str) -> str:
    """Return the first line of that name in what is printed with an item."""
    lines = [] if element is None else find_all(element, "NewsLines")
    return next(filter(None, (words_of(find_one(one, name)) for one in lines)), "")


def _party(item: Element, name: str) -> str:
    found = find_one(item, name, "Party")
    return "" if found is None else attribute(found, "FormalName")


def _language(item: Element) -> str | None:
    codes = (attribute(one, "FormalName") for one in find_all(item, "Language"))
    return next(filter(None, map(language_of, codes)), None)


def _extra(item: Element, story: NitfArticle) -> dict[str, object]:
    return {
        **story.extra,
        **kept(
            id=words_of(find_one(item, "PublicIdentifier")),
            slugline=_line(item, "SlugLine"),
            located=_line(item, "DateLine"),
            keywords=_line(item, "KeywordLine"),
            urgency=_formal(item, "Urgency"),
            copyright=_line(item, "CopyrightLine"),
        ),
    }
