"""Articles that a crawler wrote as JSON: lines, a list, or one object a file."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import regex

from annotator.formats.articles.article_records import Place, kept
from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.captions import caption_part
from annotator.formats.articles.crawler_presets import (
    AUTO,
    PRESETS,
    Preset,
    dates_of,
    find,
    preset_named,
    preset_of,
)
from annotator.formats.articles.feed import is_open_ended
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.page_choice import key_of
from annotator.formats.articles.page_meta import is_web_address, language_code
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.web_page import host_of
from annotator.formats.articles.written_dates import date_from
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import (
    Carries,
    Format,
    Item,
    ReadOptions,
    Setting,
    Sureness,
    setting,
)
from annotator.formats.json_head import JsonHead, json_head
from annotator.formats.json_records import json_records
from annotator.formats.sections import sort_sections
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, check_value
from annotator.model.article_errors import OnlyTeaser
from annotator.model.document import Meta, Section
from annotator.model.errors import CharactersReplaced

_PRESET = Setting(
    "preset",
    "Crawler",
    AUTO,
    (AUTO, *(one.name for one in PRESETS)),
    "whose keys the records have; auto looks at each",
)
_LISTS_OF_OBJECTS = ("images", "body.sections", "metadata", "warc_headers", "meta", "html")
"""What of a record may hold lists of more than words and be no annotation."""
_ANNOTATED = (
    "spans", "entities", "label", "labels", "relations", "annotations", "tokens", "answer",
    "_input_hash", "messages", "conversations", "version", "ner", "sentences", "data", "version",
)  # fmt: skip
_HEAD_REACH = 5000
"""How far into a text its standfirst is looked for, in letters."""
_BETWEEN_NAMES = regex.compile(r"\s*;\s*")


class Crawled(Format):
    """What news-please, trafilatura, Fundus and makers of data sets from Common Crawl write."""

    name = "crawled"
    title = "Crawled articles (JSON)"
    endings = (".json", ".jsonl", ".ndjson")
    carries = Carries()
    is_annotated = False
    read_settings = (_PRESET,)
    has_proof = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by the keys of a crawler, where nothing looks like annotations."""
        seen = json_head(head)
        if not seen.has("", "map") or seen.has_any(*_ANNOTATED) or _has_strange_lists(seen):
            return Sureness.NO
        for preset in PRESETS:
            if any(seen.has_all(*group) for group in preset.needs) and _has_text(seen, preset):
                return Sureness.SURE
        return Sureness.NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield an article for each record, numbered by line, or by its place in a list."""
        chosen = preset_named(setting(options.settings, self.read_settings, "preset"))
        for record in json_records(source, options.report_bytes):
            if isinstance(record, Problem):
                yield record
                continue
            place = Place(source, record.number)
            if record.replaced:
                yield place.remark(CharactersReplaced(record.replaced, 0))
            if not isinstance(record.value, dict):
                yield place.wrong("not an object")
                continue
            preset = chosen or preset_of(record.value)
            if preset is None:
                yield place.wrong("not the keys of a crawler; choose one with the setting preset")
            else:
                yield from _article(record.value, preset, place, self.name)


def _has_text(seen: JsonHead, preset: Preset) -> bool:
    return any(seen.has(key, "string") for key in preset.text) or seen.has("body.sections")


def _has_strange_lists(seen: JsonHead) -> bool:
    """Lists of objects or of lists, as annotations are."""
    return any(
        path.endswith("[]") and not kinds.isdisjoint(("map", "array"))
        for path, kinds in seen.kinds.items()
        if not path.startswith(_LISTS_OF_OBJECTS)
    )


def _article(
    record: dict[str, Any], preset: Preset, place: Place, name: str
) -> Iterator[CorpusLine | Problem]:
    body = _body(record, preset)
    if body is None:
        yield place.wrong(f"no text under {' or '.join(preset.text)}")
        return
    title = _text(record, preset.title)
    text, sections = _whole(title, _text(record, preset.standfirst), body)
    if is_open_ended(text):
        yield place.remark(OnlyTeaser())
    url = _text(record, preset.url)
    url = url if url and is_web_address(url) else None
    try:
        beside = _beside(record, preset)
    except JsonWrong as error:
        yield place.wrong(str(error))
        return
    meta = Meta(
        title=title or _first_title(text, sections),
        source=_text(record, preset.source) or host_of(url),
        url=url,
        authors=_authors(record, preset),
        language=language_code(_text(record, preset.language)) or guess_language(text),
        extra={name: beside},
    )
    yield from place.article(text, meta, sections, date_from(dates_of(record, preset)))


# ---- the text ---------------------------------------------------------------------------------


def _body(record: Mapping[str, Any], preset: Preset) -> str | list[Part] | None:
    """The text as it stands, or the parts that Fundus tells apart."""
    for key in preset.text:
        value = find(record, key)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, Mapping) and (parts := _parts_of_body(value, record)):
            return parts
    return None


def _parts_of_body(body: Mapping[str, Any], record: Mapping[str, Any]) -> list[Part]:
    parts = [Part("standfirst", one) for one in _texts(body.get("summary"))[:1]]
    parts += [Part("paragraph", one) for one in _texts(body.get("summary"))[1:]]
    parts += _pictures(record)
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, Mapping):
            parts += [Part("heading", one) for one in _texts(section.get("headline"))]
            parts += [Part("paragraph", one) for one in _texts(section.get("paragraphs"))]
    return parts if any(one.kind != "caption" for one in parts) else []


def _pictures(record: Mapping[str, Any]) -> Iterator[Part]:
    """Captions of pictures; Fundus has those who took them beside."""
    pictures = record.get("images")
    for picture in pictures if isinstance(pictures, list) else []:
        if not isinstance(picture, Mapping) or not isinstance(picture.get("caption"), str):
            continue
        caption = " ".join(picture["caption"].split())
        people = [one for one in _texts(picture.get("authors")) if one not in caption]
        credit = ", ".join(people)
        if caption and credit:
            inner = (Section("credit", len(caption) + 1, len(caption) + 3 + len(credit)),)
            yield Part("caption", f"{caption} [{credit}]", inner)
        elif caption:
            yield caption_part(caption)


def _whole(
    title: str | None, standfirst: str | None, body: str | list[Part]
) -> tuple[str, tuple[Section, ...]]:
    """Put title and standfirst before the body, but where it has them itself."""
    words = key_of(body if isinstance(body, str) else "".join(one.text for one in body))
    first = body.lstrip().splitlines()[0] if isinstance(body, str) else ""
    has_title = title is None or key_of(first) == key_of(title)
    head = [] if title is None or has_title else [Part("title", title)]
    if standfirst and not _holds(words, key_of(standfirst)):
        head.append(Part("standfirst", standfirst))
    if isinstance(body, list):
        has_own = any(one.kind == "standfirst" for one in body)
        return assemble([*(one for one in head if one.kind == "title" or not has_own), *body])
    above, sections = assemble(head)
    at = len(above) + 2 if above else 0
    text = f"{above}\n\n{body}" if above else body
    found = list(recognise_article(body).sections)
    if title and has_title:
        found = [_as_title(one, body) for one in found]
    below = (
        Section("heading" if kind == "title" and head else kind, at + start, at + end)
        for kind, start, end in found
    )
    return text, sort_sections((*sections, *below))[0]


def _holds(words: str, standfirst: str) -> bool:
    """Whether a text begins with a standfirst, or with what was cut off as one."""
    return standfirst.rstrip("….") in words[:_HEAD_REACH]


def _as_title(section: Section, body: str) -> Section:
    """The first line of the body is the title, whatever it looks like."""
    is_first = not body[: section.start].strip() and section.kind in ("paragraph", "heading")
    return section._replace(kind="title") if is_first else section


def _first_title(text: str, sections: tuple[Section, ...]) -> str | None:
    return next((text[start:end].strip() for kind, start, end in sections if kind == "title"), None)


# ---- what is known about it -------------------------------------------------------------------


def _text(record: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    found = (find(record, key) for key in keys)
    words = (" ".join(one.split()) for one in found if isinstance(one, str))
    return next((one for one in words if one), None)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [" ".join(one.split()) for one in values if isinstance(one, str) and one.strip()]


def _authors(record: Mapping[str, Any], preset: Preset) -> tuple[str, ...]:
    for key in preset.authors:
        names = _texts(find(record, key))
        if names:
            people = (one for name in names for one in _BETWEEN_NAMES.split(name))
            return tuple(dict.fromkeys(one for one in people if one))
    return ()


def _beside(record: Mapping[str, Any], preset: Preset) -> dict[str, object]:
    """What has no place of its own, by its own keys. JsonWrong."""
    used = {*preset.text, *preset.title[:1], *preset.authors, *preset.dropped}
    rest = {key: value for key, value in record.items() if key not in used}
    check_value(rest)
    return kept(crawler=preset.name, keys=rest)
