"""ninjs, news in JSON: an item with its headlines, byline, bodies and pictures, or a list of items.

In 1.x a role is part of the key (`body_html`), in 2.x a field of a list (`bodies`), and 3.x writes
the same names with capitals inside (`versionCreated`): keys are read in small letters.
"""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import PurePath
from typing import Any

import regex

from annotator.formats.articles.article_files import (
    ArticleReader,
    article_of,
    authors_of,
    language_of,
)
from annotator.formats.articles.article_records import ARTICLE_LIMIT, Place, kept
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import has_elements, parts_of_html, tidy
from annotator.formats.articles.paragraphs import parts_of_text
from annotator.formats.articles.written_dates import date_from
from annotator.formats.corpus import Problem
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.json_records import json_records
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, check_value
from annotator.model.article_errors import OnlyTeaser
from annotator.model.document import Meta, Section
from annotator.model.errors import FileEmpty, FileTooLarge

_URI = regex.compile(rb'"uri"\s*:\s*"')
_OWN_KEYS = regex.compile(
    rb'"(?:version[cC]reated|pub[sS]tatus|bodies|body_\w+|headlines|headline_\w+|representation[tT]ype'
    rb'|description_\w+|copyright[hH]older)"\s*:'
)
_BEGINNING = regex.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
_NO_BODIES = ("summary", "short", "teaser", "caption", "ednote", "xml", "nitf", "newsml")
"""Roles of bodies that are not the article, or not in words."""


class Ninjs(ArticleReader):
    """News items in JSON."""

    name = "ninjs"
    title = "ninjs news item"
    endings = (".ninjs", ".json")
    has_proof = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By its keys; `.json` alone says nothing."""
        if _BEGINNING.match(head) and _URI.search(head) and _OWN_KEYS.search(head):
            return Sureness.SURE
        return Sureness.LIKELY if path.suffix.lower() == ".ninjs" else Sureness.NO

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles in the order of the file."""
        count = 0
        for found in _bodies(source, options):
            count += 1
            if isinstance(found, Problem):
                yield found
                continue
            number, body = found
            place = Place(source, number)
            if not isinstance(body, dict):
                yield place.wrong("not an object")
                continue
            try:
                check_value(body)
                yield from _article(place, body)
            except JsonWrong as error:
                yield place.wrong(str(error))
            except FileEmpty:
                yield place.wrong("this item has no text")
            except FileTooLarge as error:
                yield place.failed(error)
        if not count:
            raise FileEmpty(source.path)


def _bodies(source: Source, options: ReadOptions) -> Iterator[tuple[int | None, Any] | Problem]:
    """Yield each item with its number, or the only one of a file that is no list with none."""
    is_list = source.head(1 << 12).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    records = json_records(source, options.report_bytes, ARTICLE_LIMIT)
    first = list(islice(records, 2))
    is_only = len(first) == 1 and not is_list
    for record in chain(first, records):
        if isinstance(record, Problem):
            yield record
        else:
            yield (None if is_only else record.number), record.value


def _article(place: Place, body: dict[str, Any]) -> Iterator[Item]:
    said = {key.lower(): value for key, value in body.items()}
    headline = tidy(_plain_words(_chosen(said, "headline", "headlines")) or _text(said, "title"))
    byline = tidy(_plain_words(_text(said, "byline") or _text(said, "by")))
    parts = _body(said)
    if not parts and _text(said, "type") in ("", "text"):
        parts = parts_of_text(_plain_words(_summary(said)))
        if parts:
            yield place.remark(OnlyTeaser())
    if not parts:
        raise FileEmpty(place.source.path)
    parts = [*_head(parts, headline, byline, said), *parts, *_captions(said, parts)]
    meta = Meta(
        title=headline or None,
        source=_source(said),
        url=_text(said, "uri") if _text(said, "uri").startswith("http") else None,
        authors=authors_of(byline) if byline else (),
        language=language_of(_text(said, "language")),
        extra={"ninjs": _extra(said)},
    )
    names = ("versioncreated", "contentcreated", "firstcreated")
    yield from article_of(place, parts, meta, date_from(tuple(_text(said, one) for one in names)))


def _text(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""


def _all_said(said: dict[str, Any], prefix: str, plural: str) -> Iterator[tuple[str, str, str]]:
    """Yield (role, type of content, words) of what stands under `body_x` or in `bodies`."""
    for key, value in said.items():
        if isinstance(value, str) and (key == prefix or key.startswith(f"{prefix}_")):
            yield key.removeprefix(prefix).removeprefix("_"), "", value
    listed = said.get(plural)
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            fields = {key.lower(): value for key, value in one.items()}
            yield _text(fields, "role"), _text(fields, "contenttype"), _text(fields, "value")


def _chosen(said: dict[str, Any], prefix: str, plural: str) -> str:
    """Return the words whose role says that they are the main ones, else the first."""
    found = [(role, words) for role, _, words in _all_said(said, prefix, plural) if words.strip()]
    main = [words for role, words in found if role.lower() in ("", "main", "headline", "title")]
    return next(iter((*main, *(words for _, words in found))), "")


def _body(said: dict[str, Any]) -> list[Part]:
    """Return the parts of the body: of one in HTML if there is any, of the longest if several."""
    found = []
    for role, kind, words in _all_said(said, "body", "bodies"):
        if role.lower().removeprefix("tt").endswith(_NO_BODIES) or "xml" in kind.replace(
            "xhtml", ""
        ):
            continue
        is_html = "html" in kind or has_elements(words)
        parts = parts_of_html(words)[0] if is_html else parts_of_text(words)
        size = sum(len(one.text) for one in parts)
        if size:
            found.append((is_html, size, parts))
    return max(found, key=lambda one: one[:2])[2] if found else []


def _head(parts: list[Part], headline: str, byline: str, said: dict[str, Any]) -> list[Part]:
    """Return the head of the article; what its body begins with is not said twice."""
    head: list[Part] = []
    opening = {tidy(part.text) for part in parts[:4]}
    if headline and headline not in opening:
        head.append(Part("title", headline))
    elif headline:
        at = next(at for at, part in enumerate(parts) if tidy(part.text) == headline)
        parts[at] = Part("title", parts[at].text)
    summary = tidy(_plain_words(_summary(said)))
    whole = " ".join(tidy(part.text) for part in parts)
    # A description is often the beginning of the text, cut off.
    if summary and summary[:60] not in whole:
        head.append(Part("standfirst", summary))
    if byline and byline not in opening:
        head.append(Part("byline", byline))
    return head


def _summary(said: dict[str, Any]) -> str:
    roles = ("summary", "text", "main", "", "usage", "abstract", "standfirst")
    for role, _, words in _all_said(said, "description", "descriptions"):
        if role.lower() in roles:
            return words
    return ""


def _captions(said: dict[str, Any], parts: list[Part]) -> list[Part]:
    """Return the captions of pictures that belong to the item and are not in its body."""
    listed = said.get("associations")
    if isinstance(listed, dict):
        listed = list(listed.values())
    there = {tidy(part.text) for part in parts} | {
        tidy(part.text[: one.start]) for part in parts for one in part.inner
    }
    captions: list[Part] = []
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict):
            continue
        fields = {key.lower(): value for key, value in one.items()}
        words = tidy(_plain_words(_summary(fields)))
        if _text(fields, "type") not in ("picture", "graphic", "video") or not words:
            continue
        if words not in there:
            credit = tidy(_text(fields, "byline") or _text(fields, "by"))
            captions.append(_caption(words, credit))
    return captions


def _caption(words: str, credit: str) -> Part:
    if not credit or credit in words:
        return Part("caption", words)
    whole = f"{words} {credit}"
    return Part("caption", whole, (Section("credit", len(words) + 1, len(whole)),))


def _plain_words(text: str) -> str:
    if not has_elements(text):
        return text
    return "\n".join(part.text for part in parts_of_html(text)[0])


def _source(said: dict[str, Any]) -> str | None:
    for key in ("infosources", "infosource"):
        listed = said.get(key)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and isinstance(one.get("name"), str) and one["name"].strip():
                return str(one["name"])
    return _text(said, "copyrightholder") or None


def _names(said: dict[str, Any], *keys: str) -> list[str]:
    """Return the names in the first of some lists of objects."""
    for key in keys:
        listed = said.get(key)
        if isinstance(listed, list):
            return [
                one["name"]
                for one in listed
                if isinstance(one, dict) and isinstance(one.get("name"), str)
            ]
    return []


def _extra(said: dict[str, Any]) -> dict[str, Any]:
    located = said.get("located")
    return kept(
        uri=_text(said, "uri"),
        version=said.get("version"),
        slugline=_text(said, "slugline"),
        located=located if isinstance(located, str) else _names({"located": located}, "located"),
        urgency=said.get("urgency"),
        subjects=_names(said, "subjects", "subject"),
        people=_names(said, "people", "person"),
        organisations=_names(said, "organisations", "organisation"),
        places=_names(said, "places", "place"),
        copyright=_text(said, "copyrightnotice"),
        note=_text(said, "ednote"),
        embargoed=_text(said, "embargoed"),
    )
