"""The keys under which crawlers write what they know of an article, and how each is recognised.

Sources of the keys: news-please's `NewsArticle.get_dict`, trafilatura's `--json`, Fundus's
`Article.to_json`, and data sets made of Common Crawl (C4, mC4, CulturaX, OSCAR, FineWeb,
RedPajama, CC-News), whose one thing in common is a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Preset:
    """Keys, each in the order of trust; a dot leads into an object. Empty: there is none."""

    name: str
    text: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    """A record is of this crawler where it has all the keys of one of these groups."""
    title: tuple[str, ...] = ("title",)
    standfirst: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    url: tuple[str, ...] = ("url",)
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ("language",)
    dropped: tuple[str, ...] = ()
    """What is the text once more, or the page that it was taken from."""


PRESETS = (
    Preset(
        "news-please",
        text=("maintext", "text"),
        needs=(("maintext",), ("title_page", "source_domain"), ("date_publish", "source_domain")),
        title=("title", "title_page", "title_rss"),
        standfirst=("description",),
        authors=("authors",),
        dates=("date_publish",),
        source=("source_domain",),
    ),
    Preset(
        "fundus",
        text=("body", "plaintext"),
        needs=(("plaintext",), ("publishing_date", "body"), ("body.sections",)),
        authors=("authors",),
        dates=("publishing_date",),
        url=("html.responded_url", "html.requested_url", "url"),
        source=("publisher", "html.source_info.publisher", "html.source.publisher"),
        language=("lang",),
        dropped=("html", "plaintext"),
    ),
    Preset(
        "trafilatura",
        text=("text",),
        needs=(
            ("text", "raw_text"),
            ("text", "source-hostname"),
            ("text", "fingerprint", "title"),
            ("text", "sitename", "title"),
        ),
        standfirst=("excerpt", "description"),
        authors=("author",),
        dates=("date",),
        url=("source", "url"),
        source=("source-hostname", "sitename", "hostname"),
        dropped=("raw_text",),
    ),
    Preset(
        "common-crawl",
        text=("text", "raw_content", "content"),
        needs=(("text",), ("raw_content", "url"), ("content", "warc_headers")),
        standfirst=("description",),
        authors=("authors", "author"),
        dates=("date",),
        url=("url", "warc_headers.warc-target-uri", "meta.url", "metadata.url"),
        source=("domain", "source_domain"),
        language=("language", "lang", "warc_headers.warc-identified-content-language"),
    ),
)
"""The first that fits a record reads it."""
_CRAWLED_AT = frozenset(("dump", "timestamp", "warc_headers", "file_path", "date_download"))
"""Where one of these stands, `date` is when the page was crawled."""


def preset_named(name: str) -> Preset | None:
    """Return the preset that was chosen; None where each record is to be looked at."""
    return next((one for one in PRESETS if one.name == name), None)


def preset_of(record: Mapping[str, Any]) -> Preset | None:
    """Return the preset that a record's keys are of."""
    for preset in PRESETS:
        if any(all(find(record, key) is not None for key in group) for group in preset.needs):
            return preset
    return None


def find(record: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key, which may have a dot in it or lead into objects."""
    if key in record:
        return record[key]
    value: Any = record
    for step in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def dates_of(record: Mapping[str, Any], preset: Preset) -> list[str]:
    """Return what a record says of when its article appeared."""
    if preset.name == "common-crawl" and not _CRAWLED_AT.isdisjoint(record):
        return []
    found = (find(record, key) for key in preset.dates)
    return [one for one in found if isinstance(one, str)]
