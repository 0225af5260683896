"""OpenDocument texts: headings, paragraphs, lists, tables and notes in the order of the page.

Tracked insertions are text; deletions, comments, tables of contents and headers are not. Names of
elements are those of OASIS OpenDocument 1.3.
"""

from collections.abc import Iterator
from pathlib import PurePath
from xml.etree.ElementTree import Element

from annotator.formats.articles.article_files import (
    ArticleReader,
    FileProperties,
    article_of,
    read_bytes,
)
from annotator.formats.articles.article_records import Place
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import BREAK, SPACE, TAB, attribute, local_name, tidy
from annotator.formats.articles.office_archives import (
    ZIP_BEGINNING,
    info_of,
    open_office,
    part_of,
    xml_part,
)
from annotator.formats.articles.xml_files import find_all, find_one, parse_xml, root_of_head
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta, SectionKind
from annotator.model.format_errors import FileWrong

_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FLAT = "document"
_UNSHOWN = frozenset(
    (
        "tracked-changes", "annotation", "table-of-content", "illustration-index", "table-index",
        "alphabetical-index", "bibliography", "note-citation", "sequence-decls", "forms",
        "object", "image", "desc", "title", "deletion", "ruby-text", "variable-decls",
    )
)  # fmt: skip
_KINDS: dict[str, SectionKind] = {
    "title": "title",
    "subtitle": "standfirst",
    "caption": "caption",
    "illustration": "caption",
    "figure": "caption",
    "drawing": "caption",
}
"""What paragraphs are by the name of their style, or of one above it."""


class Odt(ArticleReader):
    """An OpenDocument text with one article in it, packed or flat."""

    name = "odt"
    title = "OpenDocument text (ODT)"
    endings = (".odt", ".ott", ".fodt")
    has_proof = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the type that is its first part, or by its ending."""
        if head.startswith(ZIP_BEGINNING) and _MIME in head[:100]:
            return Sureness.SURE
        is_flat = root_of_head(head) == _FLAT and b"opendocument" in head
        return Sureness.SURE if is_flat else super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article."""
        if source.plain_path.suffix.lower() == ".fodt":
            root = parse_xml(read_bytes(source, options), source.path)
            roots, properties = [root], find_one(root, "meta")
        else:
            roots, properties = _packed(source)
            if options.report_bytes:
                options.report_bytes(source.size)
        body = find_one(roots[0], "body", "text")
        if body is None:
            raise FileWrong(source.path, "it is no OpenDocument text")
        parts = _Text(_styles(roots)).parts_of(body)
        yield from article_of(Place(source), parts, Meta(), info=_info(properties))


def _packed(source: Source) -> tuple[list[Element], Element | None]:
    """Return the trees of the text and of its styles, and of its properties."""
    with open_office(source) as archive:
        manifest = part_of(archive, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise FileWrong(source.path, "it is encrypted; save it without a password")
        content = xml_part(archive, "content.xml")
        if content is None:
            raise FileWrong(source.path, "it is no OpenDocument text")
        styles = xml_part(archive, "styles.xml")
        properties = xml_part(archive, "meta.xml")
    return [content, *([styles] if styles is not None else [])], properties


def _info(properties: Element | None) -> FileProperties:
    said = info_of(properties, "title", "initial-creator", "creation-date", "language")
    if said.authors:
        return said
    return said._replace(authors=info_of(properties, "title", "creator", "date", "").authors)


def _styles(roots: list[Element]) -> dict[str, SectionKind]:
    """Return what paragraphs of each style are, through the styles that they are made of."""
    above: dict[str, str] = {}
    for root in roots:
        for style in find_all(root, "style"):
            name = attribute(style, "name")
            above.setdefault(name, attribute(style, "parent-style-name"))
    kinds: dict[str, SectionKind] = dict(_KINDS)
    for name in above:
        at, seen = name, set[str]()
        while at and at not in seen:
            seen.add(at)
            if at.lower() in _KINDS:
                kinds[name] = _KINDS[at.lower()]
                break
            at = above.get(at, "")
    return kinds


class _Text:
    """Gathers the parts of a text; notes come behind everything, in order."""

    def __init__(self, kinds: dict[str, SectionKind]) -> None:
        self._kinds = kinds
        self._parts: list[Part] = []
        self._notes: list[Element] = []

    def parts_of(self, body: Element) -> list[Part]:
        self._walk(body)
        notes, self._notes = self._notes, []
        for note in notes:
            self._walk(note)
        return self._parts

    def _walk(self, element: Element) -> None:
        for child in element:
            name = local_name(child)
            if name in _UNSHOWN:
                continue
            if name in ("p", "h"):
                self._paragraph(child, name)
            elif name == "table-row":
                cells = [
                    _cell(self._inner(one)) for one in child if local_name(one) == "table-cell"
                ]
                self._add("paragraph", TAB.join(cells))
            else:
                self._walk(child)

    def _inner(self, element: Element) -> list[Part]:
        inner = _Text(self._kinds)
        inner._walk(element)
        self._notes.extend(inner._notes)
        return inner._parts

    def _paragraph(self, element: Element, name: str) -> None:
        style = attribute(element, "style-name")
        kind = self._kinds.get(style) or self._kinds.get(style.lower())
        boxes: list[Element] = []
        words = "".join(self._words(element, boxes))
        self._add(kind or ("heading" if name == "h" else "paragraph"), words)
        for box in boxes:
            self._walk(box)

    def _words(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = local_name(child)
            if name == "s":
                count = attribute(child, "c")
                yield SPACE * (min(int(count), 100) if count.isdecimal() else 1)
            elif name == "tab":
                yield TAB
            elif name == "line-break":
                yield BREAK
            elif name == "note":
                self._notes.append(child)
            elif name == "text-box":
                boxes.append(child)
            elif name not in _UNSHOWN:
                yield from self._words(child, boxes)
            yield child.tail or ""

    def _add(self, kind: SectionKind, words: str) -> None:
        text = tidy(words)
        if text:
            self._parts.append(Part(kind, text))


def _cell(parts: list[Part]) -> str:
    return " ".join(part.text for part in parts)
