"""An article from the bytes of a web page, wherever the page was kept: a file, an archive, a mail.

Nothing is fetched and nothing that the page names is opened.
"""

import logging
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import regex

from annotator.formats.articles.article_records import Place, kept
from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.declared_charsets import decode_declared
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.lines import names_of_byline
from annotator.formats.articles.markup_blocks import Element, blocks_of, markup_tree
from annotator.formats.articles.page_choice import key_of
from annotator.formats.articles.page_meta import (
    PageMeta,
    is_web_address,
    page_meta,
    site_in_title,
)
from annotator.formats.articles.page_parts import PageParts, page_parts
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import date_from
from annotator.formats.corpus import CorpusLine, Problem
from annotator.model.article_errors import PageCutOff, PageWithoutArticle
from annotator.model.document import Meta, Section
from annotator.model.errors import CharactersReplaced, FileEmpty, FileNotText

_VAST = 20_000
"""Of a page with more elements trafilatura is not asked: it takes minutes, and gigabytes."""
_ASIDE = regex.compile(r"\s*\([^()]*\)")
_HEAD_KINDS = frozenset({"title", "standfirst", "byline", "date", "caption"})


def read_page(
    raw: bytes,
    place: Place,
    name: str,
    *,
    charset: str | None = None,
    url: str | None = None,
    extra: dict[str, Any] | None = None,
) -> Iterator[CorpusLine | Problem]:
    """Yield the remarks on a page and its article, or the problem that it has none.

    `charset` and `url` are what came with the page; `name` is the format's, under which what the
    page says beside is kept, with `extra`.
    """
    try:
        decoded = decode_declared(raw, place.source.path, charset)
    except (FileEmpty, FileNotText) as error:
        yield place.failed(error)
        return
    for remark in decoded.remarks:
        # Where it stood in the page is not where it stands in the text.
        if isinstance(remark, CharactersReplaced):
            yield place.remark(CharactersReplaced(remark.count, 0))
        else:
            yield place.remark(remark)
    tree, is_cut = markup_tree(decoded.text)
    if is_cut:
        yield place.remark(PageCutOff())
    said = page_meta(tree) if tree is not None else PageMeta()
    found = _parts_of(tree, said) if tree is not None else None
    if tree is None or found is None:
        yield place.failed(PageWithoutArticle(place.source.path, place.number))
        return
    if said.url is None and url and is_web_address(url):
        said.url = url
    yield from _article(tree, said, found, place, name, extra or {})


def _article(
    tree: Element,
    said: PageMeta,
    found: PageParts,
    place: Place,
    name: str,
    extra: dict[str, Any],
) -> Iterator[CorpusLine | Problem]:
    text, sections = assemble(found.parts)
    authors = _authors(said, found)
    if not any(one.kind in _HEAD_KINDS for one in sections):
        shape = recognise_article(text)
        sections, authors = shape.sections, authors or shape.authors
        found.title = found.title or shape.title
        found.date_words.extend(
            text[one.start : one.end] for one in shape.sections if one.kind == "date"
        )
    date = date_from((*said.dates, *_machine_dates(tree, found)), found.date_words)
    beside = kept(
        description=said.description,
        modified=said.modified,
        section=said.section,
        keywords=list(said.keywords),
        captions=_captions(found.parts),
        **extra,
    )
    meta = Meta(
        title=found.title or said.likely_title,
        source=said.site or site_in_title(said.page_title, found.title) or host_of(said.url),
        url=said.url,
        authors=authors,
        language=said.language or guess_language(text),
        extra={name: beside} if beside else {},
    )
    yield from place.article(text, meta, sections, date)


def _parts_of(tree: Element, said: PageMeta) -> PageParts | None:
    is_vast = next(islice(tree.iter(), _VAST, None), None) is not None
    extracted = None if is_vast else _extracted_body(tree)
    return page_parts(blocks_of(tree), extracted, said, is_vast=is_vast)


def _extracted_body(tree: Element) -> Element | None:
    """Return the body that trafilatura makes of a page; None where it finds no article."""
    try:
        found = _trafilatura().bare_extraction(tree, include_comments=False)
    except Exception:  # noqa: BLE001 (whatever somebody else's guess does, the page has blocks)
        return None
    return None if found is None else found.body


@cache
def _trafilatura() -> Any:
    import trafilatura

    # What it has to say of a page is for those who crawl; the reader says it in its own words.
    for one in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(one).setLevel(logging.CRITICAL + 1)
    return trafilatura


def host_of(address: str | None) -> str | None:
    """Return the host in an address, without "www."."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _authors(said: PageMeta, found: PageParts) -> tuple[str, ...]:
    if len(said.authors) > 1:
        return said.authors
    if not said.authors:
        return found.names or _people(found.byline_words or "")
    names = names_of_byline(said.authors[0])
    # "Varga, Ilse" is one person, "Ilse Varga, Jon Roe" are two.
    return names if all(" " in one for one in names) else said.authors


def _people(byline: str) -> tuple[str, ...]:
    """The names in a byline; places and offices beside them ("Ilse Varga, Wend") are none."""
    names = names_of_byline(_ASIDE.sub("", byline))
    whole = tuple(one for one in names if " " in one)
    return whole or names


def _machine_dates(tree: Element, found: PageParts) -> Iterator[str]:
    """Yield what the `<time>` elements say that show the dates in the article's head."""
    shown = key_of(" ".join(found.date_words))
    for element in tree.iter("time"):
        moment = element.get("datetime")
        words = key_of("".join(element.itertext()))
        if moment and words and words in shown:
            yield moment


def _captions(parts: list[Part]) -> list[dict[str, str]]:
    return [
        {"caption": one.text, **_credit(one.text, one.inner)}
        for one in parts
        if one.kind == "caption"
    ]


def _credit(text: str, inner: tuple[Section, ...]) -> dict[str, str]:
    return {one.kind: text[one.start : one.end] for one in inner if one.kind == "credit"}
