"""What a web page says of its article in its head: meta tags, JSON-LD of schema.org, links.

Decision: read here and not by trafilatura, which takes the month first in "04.05.2025", writes the
names of sites anew and gives several authors as one string.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import regex

from annotator.formats.articles.markup_blocks import Element

_MOST_JSON = 1 << 20
"""The longest script of JSON-LD that is looked at, in characters."""
_MOST_OBJECTS = 500
_MOST_WORDS = 2000
"""The longest title, description or name that is believed, in characters."""
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "Review")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title")
_DESCRIPTIONS = (
    "og:description", "description", "twitter:description", "dc.description", "dcterms.abstract",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "parsely-pub-date",
    "sailthru.date", "article.published", "pubdate", "publishdate", "publish-date",
    "publish_date", "date", "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_AUTHORS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "byl", "citation_author",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright")
_LANGUAGES = ("og:locale", "dc.language", "inlanguage", "content-language")
_LANGUAGE = regex.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?\b")
_SITE_AFTER_TITLE = regex.compile(r"\s+(?:[|–—·»•-]|::?)\s+")
_LONGEST_SITE = 40


@dataclass(slots=True)
class PageMeta:
    """What the head of a page says; None and empty where it does not."""

    title: str | None = None
    description: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    dates: list[str] = field(default_factory=list)
    """When it appeared, in the order of trust, as written."""
    modified: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    page_title: str | None = None
    """The title of the window, with the site's name as a rule."""

    @property
    def likely_title(self) -> str | None:
        """The title of the article, without the site's name where it stands beside it."""
        return self.title or _without_site(self.page_title, self.site)


def page_meta(tree: Element) -> PageMeta:
    """Return what a page says of its article."""
    tags = _tags(tree)
    article = _article_in(_linked_data(tree))
    found = PageMeta(
        title=_text(article.get("headline")) or _first(tags, _TITLES),
        description=_first(tags, _DESCRIPTIONS) or _text(article.get("description")),
        site=_first(tags, _SITES[:1])
        or _name(article.get("publisher"))
        or _first(tags, _SITES[1:]),
        url=_url(tree, tags, article),
        language=_language(tree, tags, article),
        authors=_authors(tags, article),
        modified=_text(article.get("dateModified")) or _first(tags, _MODIFIED),
        section=_text(article.get("articleSection"))
        or _first(tags, ("article:section", "section")),
        keywords=_keywords(tags, article),
        page_title=_clean(tree.findtext(".//title")),
    )
    named = (
        _text(article.get("datePublished")),
        *(one for key in _DATES for one in tags.get(key, ())),
    )
    found.dates = [one for one in named if one]
    return found


def _tags(tree: Element) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = _clean(element.get("content"))
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if name and content:
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((tags[name][0] for name in names if name in tags), None)


def _linked_data(tree: Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD in a page, outer ones first; broken scripts are passed over."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        if len(script.text) > _MOST_JSON:
            continue
        try:
            waiting = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < _MOST_OBJECTS:
            value = waiting.pop(0)
            count += 1
            if isinstance(value, list):
                waiting.extend(value[:_MOST_OBJECTS])
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


def _article_in(objects: Iterator[dict[str, Any]]) -> dict[str, Any]:
    for one in objects:
        types = one.get("@type")
        for name in types if isinstance(types, list) else [types]:
            if isinstance(name, str) and name.endswith(_ARTICLE_TYPES):
                return one
    return {}


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _clean(value) if isinstance(value, str) else None


def _clean(value: str | None) -> str | None:
    words = " ".join(value.split()) if value else ""
    return words if words and len(words) <= _MOST_WORDS else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(tags: dict[str, list[str]], article: dict[str, Any]) -> tuple[str, ...]:
    said = article.get("author") or article.get("creator")
    names = [_name(one) for one in (said if isinstance(said, list) else [said])]
    if not any(names):
        names = [one for key in _AUTHORS for one in tags.get(key, ())]
    people = (one.strip(" ,;|") for one in names if one and "://" not in one and one[0] != "@")
    people = (one for one in people if one)
    return tuple(dict.fromkeys(people))


def _keywords(tags: dict[str, list[str]], article: dict[str, Any]) -> tuple[str, ...]:
    said = article.get("keywords") or _first(tags, ("news_keywords", "keywords")) or []
    said = said.split(",") if isinstance(said, str) else said
    words = (
        (_clean(one) for one in said[:100] if isinstance(one, str))
        if isinstance(said, list)
        else ()
    )
    return tuple(dict.fromkeys(one for one in words if one))


def _url(tree: Element, tags: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    links = (one.get("href") for one in tree.iter("link") if one.get("rel") == "canonical")
    candidates = (*links, *tags.get("og:url", ()), _text(article.get("url")))
    return next((one for one in map(_clean, candidates) if one and is_web_address(one)), None)


def is_web_address(value: str) -> bool:
    """Tell whether a text is an address on the web; others (file:, javascript:) are not kept."""
    return value.lower().startswith(("http://", "https://")) and not any(map(str.isspace, value))


def _language(tree: Element, tags: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    said = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for one in (
        *said,
        root.get("xml:lang"),
        _text(article.get("inLanguage")),
        _first(tags, _LANGUAGES),
    ):
        if found := language_code(one):
            return found
    return None


def language_code(value: str | None) -> str | None:
    """Return a language as `pt-BR` or `en`; None where it is no code."""
    match = _LANGUAGE.match(value.strip().lower()) if value else None
    if match is None or len(match.group()) != len((value or "").strip()):
        return None
    return f"{match[1]}-{match[2].upper()}" if match[2] and len(match[2]) == 2 else match[1]


def site_in_title(page_title: str | None, title: str | None) -> str | None:
    """Return the name of the site that stands behind the title of its article ("Talks | Post")."""
    if page_title is None or title is None:
        return None
    rest = page_title.removeprefix(" ".join(title.split()))
    if rest == page_title:
        return None
    last = _SITE_AFTER_TITLE.split(f" {rest.replace('_', ' | ')}")[-1].strip(" |–—·»›•:-")
    return last if 1 < len(last) <= _LONGEST_SITE else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """Drop the site's name at the end ("Talks fail | Norrow Post"), or else a short last part."""
    if title is None:
        return None
    parts = _SITE_AFTER_TITLE.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1].strip()
    is_site = site is not None and last.lower() == site.lower()
    if is_site or (len(last) < 30 and len(last) * 2 < len(title)):
        return title[: title.rindex(last)].rstrip(" |–—·»•-:") or title
    return title
