"""Feeds that were saved as files (RSS, RDF, Atom, JSON Feed): one article an entry."""

from collections.abc import Iterator
from pathlib import PurePath

import regex

from annotator.formats.articles.article_files import FAULTS_OF_FILES
from annotator.formats.articles.article_records import Place, kept, read_whole
from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.declared_charsets import decode_declared
from annotator.formats.articles.feed_entries import (
    Entry,
    Feed,
    Words,
    read_json_feed,
    read_xml_feed,
)
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.markup_blocks import markup_tree
from annotator.formats.articles.markup_parts import parts_of_markup
from annotator.formats.articles.page_choice import key_of
from annotator.formats.articles.page_meta import is_web_address, language_code
from annotator.formats.articles.written_dates import date_from
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong
from annotator.model.article_errors import OnlyTeaser
from annotator.model.document import Meta
from annotator.model.format_errors import FileNoted

_BEFORE_ROOT = rb"(?:\s|<\?xml[^>]*>|<\?xml-stylesheet[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*"
_XML = regex.compile(
    _BEFORE_ROOT + rb"(?:<rss[\s>]|<feed\s[^>]*(?:Atom|purl\.org/atom)|<rdf:RDF\s[^>]*rss)",
    regex.IGNORECASE | regex.DOTALL,
)
_JSON = regex.compile(
    rb"\s*\{[^{}\[]{0,2000}?\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)"
)
_PLAIN_BREAK = regex.compile(r"\s*\n\s*\n\s*")
_OPEN_END = regex.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|\[\+\d+ chars\]|read (?:more|on|the full [^.]{1,20})"
    r"|(?:continue|keep) reading[^.]{0,40}|weiter ?lesen|mehr lesen|lire (?:la suite|plus)"
    r"|(?:leer|lea) más|seguir leyendo|leia mais|lees meer|читать (?:далее|дальше))\W*$",
    regex.IGNORECASE,
)
_WHOLE_FROM = 1000
"""A description that stands for the article itself is the whole of it from this length on."""


class FeedFile(Format):
    """A feed."""

    name = "feed"
    title = "Feed (RSS, Atom, JSON Feed)"
    endings = (".rss", ".atom", ".rdf")
    carries = Carries()
    is_annotated = False
    extra = "web"
    modules = ("feedparser", "lxml")

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its outermost element, or by the version that a JSON Feed names."""
        head = head.removeprefix(b"\xef\xbb\xbf")
        is_feed = _XML.match(head) or _JSON.match(head)
        return Sureness.SURE if is_feed else super().recognises(path, head)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield an article for each entry; one that is a teaser only is remarked."""
        whole = Place(source)
        try:
            raw = read_whole(source)
            if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
                feed = read_json_feed(raw)
            else:
                decoded = decode_declared(raw, source.path)
                yield from map(whole.remark, decoded.remarks)
                feed = read_xml_feed(decoded.text, source.path)
        except FAULTS_OF_FILES as error:
            yield whole.failed(error)
            return
        except JsonWrong as error:
            yield whole.wrong(str(error))
            return
        if options.report_bytes:
            options.report_bytes(len(raw))
        if not feed.entries:
            yield whole.wrong(
                f"no entries in this feed; {feed.fault}" if feed.fault else "no entries"
            )
            return
        if feed.fault:
            what = f"not well-formed, so entries may be missing; {feed.fault}"
            yield whole.remark(FileNoted(source.path, what))
        for number, entry in enumerate(feed.entries, 1):
            yield from _article(entry, feed, Place(source, number), self.name)


def _article(entry: Entry, feed: Feed, place: Place, name: str) -> Iterator[CorpusLine | Problem]:
    title = _one_line(entry.title)
    summary, content = _parts(entry.summary), _parts(entry.content)
    is_teaser = _is_teaser(summary, content)
    body = content or summary
    if content and summary and not _begins(content, summary):
        body = [Part("standfirst", " ".join(one.text for one in summary)), *content]
    if not title and not body:
        yield place.wrong("an entry without text")
        return
    if is_teaser:
        yield place.remark(OnlyTeaser())
    text, sections = assemble([*([Part("title", title)] if title else []), *body])
    url = entry.url if entry.url and is_web_address(entry.url) else None
    beside = kept(
        id=entry.id,
        feed=feed.title if entry.source else None,
        updated=entry.updated,
        tags=list(entry.tags),
        is_teaser=is_teaser or None,
    )
    meta = Meta(
        title=title,
        source=entry.source or feed.title,
        url=url,
        authors=entry.authors or feed.authors,
        language=language_code(entry.language)
        or language_code(feed.language)
        or guess_language(text),
        extra={name: beside} if beside else {},
    )
    yield from place.article(text, meta, sections, date_from(entry.dates))


def _parts(words: Words | None) -> list[Part]:
    if words is None:
        return []
    if not words.is_markup:
        pieces = _PLAIN_BREAK.split(words.text.strip())
        return [Part("paragraph", one) for one in pieces if one]
    tree, _ = markup_tree(words.text)
    return parts_of_markup(tree) if tree is not None else []


def _one_line(words: Words | None) -> str | None:
    return " ".join(" ".join(one.text for one in _parts(words)).split()) or None


def _begins(content: list[Part], summary: list[Part]) -> bool:
    """Whether a summary is the beginning of the content, cut off or whole."""
    said = key_of(_OPEN_END.sub("", "".join(one.text for one in summary)))
    return key_of("".join(one.text for one in content)).startswith(said)


def is_open_ended(text: str) -> bool:
    """Tell whether a text ends as the beginning of one does: "…", "Read more"."""
    return bool(_OPEN_END.search(text[-80:]))


def _is_teaser(summary: list[Part], content: list[Part]) -> bool:
    body = content or summary
    text = "\n".join(one.text for one in body)
    if not body or is_open_ended(text):
        return True
    is_repeated = not content or key_of(text) == key_of("".join(one.text for one in summary))
    return is_repeated and len(text) < _WHOLE_FROM
