r"""Rich text: its words by striprtf, its headings by the names of their styles.

Before striprtf sees a file, what would make it slow or wrong is taken away: pictures, text that is
marked as deleted, and fields written so that their addresses would stand in the text.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

import regex

from annotator.formats.articles.article_files import (
    ArticleReader,
    FileProperties,
    article_of,
    inside_library,
    read_bytes,
)
from annotator.formats.articles.article_records import ARTICLE_LIMIT, Place
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import tidy
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta, SectionKind
from annotator.model.errors import FileTooLarge
from annotator.model.format_errors import FileWrong

_BEGINNING = b"{\\rtf"
_WITH_PICTURES = 100 << 20
_CODE_PAGE = regex.compile(rb"\\ansicpg(\d{1,5})")
_HEX = regex.compile(r"[0-9a-fA-F\r\n]{400,}+")
"""Pictures and the like; no word is so long."""
_TOKEN = regex.compile(
    r"\\([a-z]+)(-?\d+)? ?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+", regex.DOTALL
)
_STYLE = regex.compile(r"\{[^{}]{0,80}?\\s(\d{1,4})(?!\d)[^{}]{0,800}?[ ]([^{};\\]{1,60});\}")
_FONTS = regex.compile(r"\{[^{}]*\\fonttbl")
_FONTS_LIMIT = 1 << 16
"""striprtf takes the square of the length of a table of fonts; of longer ones it is not told."""
_KINDS: tuple[tuple[str, SectionKind], ...] = (
    ("heading", "heading"),
    ("title", "title"),
    ("subtitle", "standfirst"),
    ("caption", "caption"),
)
_SIGNS: dict[SectionKind, str] = {kind: chr(0xF8F0 + at) for at, (_, kind) in enumerate(_KINDS)}
_NO_SIGNS = {ord(sign): None for sign in _SIGNS.values()}
"""Private characters that carry a style through striprtf."""
_BRACES = regex.compile(r"\\.|[{}]", regex.DOTALL)
_CREATED = regex.compile(r"\\creatim\s*\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


class Rtf(ArticleReader):
    """A rich text file with one article in it."""

    name = "rtf"
    title = "Rich text (RTF)"
    endings = (".rtf",)
    extra = "documents"
    modules = ("striprtf",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By its beginning, or by its ending."""
        return Sureness.SURE if head.startswith(_BEGINNING) else super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article."""
        raw = read_bytes(source, options, _WITH_PICTURES).lstrip()
        if not raw.startswith(_BEGINNING):
            raise FileWrong(source.path, "it is no rich text")
        text = _HEX.sub("", raw.decode(_code_page(raw), "replace"))
        if len(text) > ARTICLE_LIMIT:
            raise FileTooLarge(source.path, len(text), ARTICLE_LIMIT)
        text = _without_deleted(_without_many_fonts(text)).replace("\\fldinst{", "\\fldinst {")
        styled = _with_signs(text)
        with inside_library("striprtf", source.path, "the file is damaged"):
            words = _words(styled)
            info = _info(text)
        yield from article_of(Place(source), _parts(words), Meta(), info=info)


def _code_page(raw: bytes) -> str:
    match = _CODE_PAGE.search(raw[:2000])
    name = f"cp{match[1].decode()}" if match else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _words(text: str) -> str:
    from striprtf.striprtf import rtf_to_text

    words: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]
    # Characters beyond the first plane are written as two halves.
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_many_fonts(text: str) -> str:
    found = _FONTS.search(text)
    if found is None:
        return text
    # It may be said to be unclosed, or to begin with the file itself.
    end = _end_of_group(text, found.start())
    if end - found.start() <= _FONTS_LIMIT:
        return text
    return text[: found.end() - len("\\fonttbl")] + text[found.end() :]


def _without_deleted(text: str) -> str:
    """Return the file without the words of groups that are marked as deleted."""
    if "\\deleted" not in text:
        return text
    kept: list[str] = []
    states = [False]
    for match in _TOKEN.finditer(text):
        token, word = match.group(), match[1]
        if token == "{":
            states.append(states[-1])
        elif token == "}" and len(states) > 1:
            states.pop()
        elif word == "deleted":
            states[-1] = match[2] != "0"
        elif word == "plain":
            states[-1] = False
        elif states[-1] and (word is None or word in ("par", "line", "tab", "u")):
            continue
        kept.append(token)
    return "".join(kept)


# ---- styles ---------------------------------------------------------------------------------


def _with_signs(text: str) -> str:
    """Return the file with a sign in each paragraph whose style says what it is."""
    start, end = _group(text, "\\stylesheet")
    kinds: dict[str, SectionKind] = {}
    for style in _STYLE.finditer(text, start, end):
        name = style[2].strip().lower()
        for known, kind in _KINDS:
            if name == known or (kind == "heading" and name.startswith(f"{known} ")):
                kinds[style[1]] = kind
    body = text[end:]
    cells = regex.sub(r"\\(?:nest)?cell(?![a-z]) ?", lambda _: "\\tab ", body)
    if kinds:
        pattern = regex.compile(rf"\\s({'|'.join(kinds)})(?!\d) ?")
        cells = pattern.sub(
            lambda match: f"{match.group().rstrip()} {_SIGNS[kinds[match[1]]]}", cells
        )
    return text[:end] + cells


def _parts(words: str) -> Iterator[Part]:
    for paragraph in words.split("\n"):
        kind: SectionKind = "paragraph"
        for styled, sign in _SIGNS.items():
            kind = styled if sign in paragraph else kind
        text = paragraph.translate(_NO_SIGNS).strip(" \t\r\xa0")
        if text:
            yield Part(kind, text)


# ---- what the file says of itself -----------------------------------------------------------


class _Range(NamedTuple):
    start: int
    end: int


def _group(text: str, beginning: str) -> _Range:
    """Return where the group that begins with a word lies; at 0 and empty where there is none."""
    start = text.find("{" + beginning)
    if start < 0:
        return _Range(0, 0)
    return _Range(start, _end_of_group(text, start))


def _end_of_group(text: str, start: int) -> int:
    """Return where the group ends that begins at a place; the end of the file if it never does."""
    depth = 0
    for match in _BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if not depth:
            return match.end()
    return len(text)


def _info(text: str) -> FileProperties:
    start, end = _group(text, "\\info")
    group = text[start:end]

    def said(name: str) -> str:
        inner = _group(group, f"\\{name}")
        content = group[inner.start + len(name) + 2 : max(0, inner.end - 1)]
        head = text[: text.find("{", 1)] if text.find("{", 1) > 0 else "{\\rtf1"
        return tidy(_words(f"{head}{content}}}")) if content.strip() else ""

    created = _CREATED.search(group)
    date = "-".join(one.zfill(2) for one in created.groups()) if created else ""
    author = said("author")
    return FileProperties(said("title"), (author,) if author else (), date)
