"""The entries of a feed, the same whether it is RSS, Atom or a JSON Feed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import regex

from annotator.formats.articles.article_files import inside_library
from annotator.formats.strict_json import parse_strict

_DECLARATION = regex.compile(r"\A\s*<\?xml[^>]*>")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a feed, and whether it is markup."""

    text: str
    is_markup: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself; `fault` is why it is not well-formed, in short."""

    title: str | None = None
    language: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    entries: tuple["Entry", ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the feed has it; None and empty where it does not say."""

    title: Words | None = None
    summary: Words | None = None
    content: Words | None = None
    url: str | None = None
    id: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """When it appeared, else when it was changed."""
    updated: str | None = None
    language: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = field(default=())


# ---- RSS, RDF and Atom -------------------------------------------------------------------------


def read_xml_feed(text: str, path: Path) -> Feed:
    """Return an RSS or Atom feed as far as it can be read. Nothing is fetched. FileWrong."""
    import feedparser

    # What it says of its encoding is no longer so.
    raw = _DECLARATION.sub("", text).encode()
    with inside_library("feedparser", path, "the feed cannot be read"):
        found = feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    channel = found.feed
    fault = found.get("bozo_exception") if found.get("bozo") else None
    return Feed(
        title=_text(channel.get("title")),
        language=_text(dict.get(channel, "language")),
        url=_text(channel.get("link")),
        authors=_names(channel),
        entries=tuple(map(_xml_entry, found.entries)),
        fault=_reason(fault) if fault is not None else "",
    )


def _xml_entry(entry: Any) -> Entry:
    contents = [one for one in dict.get(entry, "content", []) if one.get("value")]
    content = max(contents, key=lambda one: "html" in (one.get("type") or ""), default=None)
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    return Entry(
        title=_detail(dict.get(entry, "title_detail")),
        summary=_detail(dict.get(entry, "summary_detail")),
        content=_detail(content),
        url=_text(entry.get("link")),
        id=_text(entry.get("id")),
        authors=_names(entry),
        dates=tuple(one for one in (published, updated) if isinstance(one, str)),
        updated=_text(updated),
        language=_text((content or {}).get("language")),
        source=_text(dict.get(entry, "source", {}).get("title")),
        tags=tuple(one["term"] for one in dict.get(entry, "tags", []) if one.get("term")),
    )


def _detail(detail: Any) -> Words | None:
    value = (detail or {}).get("value")
    if not isinstance(value, str) or not value.strip():
        return None
    return Words(value, "html" in (detail.get("type") or "") and _has_markup(value))


def _has_markup(value: str) -> bool:
    """A description without any tag or entity is text, whose line breaks stand."""
    return "<" in value or "&" in value


def _names(holder: Any) -> tuple[str, ...]:
    people = dict.get(holder, "authors", [])
    names = [_text(one.get("name") or one.get("email")) for one in people]
    if not any(names):
        names = [_text(dict.get(holder, "author"))]
    return tuple(dict.fromkeys(one for one in names if one))


def _text(value: Any) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _reason(fault: Any) -> str:
    """Say in short why a feed is not well-formed; parsers give a message, a line and a column."""
    message = getattr(fault, "getMessage", lambda: str(fault))()
    line = getattr(fault, "getLineNumber", lambda: None)()
    return f"line {line}: {message}" if line else message


# ---- JSON Feed ---------------------------------------------------------------------------------


def read_json_feed(raw: bytes) -> Feed:
    """Return a JSON Feed, of version 1 or 1.1. JsonWrong."""
    body = parse_strict(raw.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(body, dict):
        body = {}
    items = body.get("items")
    return Feed(
        title=_text(body.get("title")),
        language=_text(body.get("language")),
        url=_text(body.get("home_page_url")),
        authors=_json_names(body),
        entries=tuple(_json_entries(items if isinstance(items, list) else [])),
    )


def _json_entries(items: list[Any]) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict):
            yield Entry()
            continue
        yield Entry(
            title=_words(item.get("title"), is_markup=False),
            summary=_words(item.get("summary"), is_markup=False),
            content=_words(item.get("content_html"), is_markup=True)
            or _words(item.get("content_text"), is_markup=False),
            url=_text(item.get("url")) or _text(item.get("external_url")),
            id=_text(item.get("id")),
            authors=_json_names(item),
            dates=_texts([item.get("date_published"), item.get("date_modified")]),
            updated=_text(item.get("date_modified")),
            language=_text(item.get("language")),
            tags=_texts(item.get("tags")),
        )


def _words(value: Any, *, is_markup: bool) -> Words | None:
    return Words(value, is_markup) if isinstance(value, str) and value.strip() else None


def _texts(values: Any) -> tuple[str, ...]:
    values = values if isinstance(values, list) else []
    return tuple(one for one in values if isinstance(one, str))


def _json_names(body: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list of authors, version 1 had one."""
    said = body.get("authors")
    people = said if isinstance(said, list) else [body.get("author")]
    names = (_text(one.get("name")) for one in people if isinstance(one, dict))
    return tuple(dict.fromkeys(one for one in names if one))
