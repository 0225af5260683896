"""Word documents: what is said in them once changes are taken, in the order of the page.

mammoth makes HTML of them; it keeps tracked insertions and leaves out deletions and comments. It
is given the XML parts alone, each read before by our own reader: no picture, no link and no entity
is looked at.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from xml.etree.ElementTree import Element, tostring

from annotator.formats.archives import Archive
from annotator.formats.articles.article_files import (
    ArticleReader,
    article_of,
    inside_library,
)
from annotator.formats.articles.article_records import Place
from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import Attributes, local_name, parts_of_html
from annotator.formats.articles.office_archives import (
    ZIP_BEGINNING,
    info_of,
    open_office,
    part_of,
    xml_part,
)
from annotator.formats.articles.xml_files import parse_xml
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.errors import FileTooLarge
from annotator.model.format_errors import FileWrong

_STYLES = """
p[style-name='Title'] => article-title:fresh
p[style-name='Subtitle'] => article-standfirst:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Quote'] => p:fresh
p[style-name='Intense Quote'] => p:fresh
"""
_XML_LIMIT = 64 << 20
_MOST_ELEMENTS = 300_000
"""In a part: mammoth takes a kilobyte or two for each."""
_WRAPPERS = frozenset(("fldsimple", "customxml", "dir", "bdo", "ruby", "rubybase"))
_OWN_ENDINGS = (".xml", ".rels")


class Docx(ArticleReader):
    """A Word document with one article in it."""

    name = "docx"
    title = "Word document (DOCX)"
    endings = (".docx", ".docm", ".dotx")
    extra = "documents"
    modules = ("mammoth",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the names of its parts, or by its ending."""
        if head.startswith(ZIP_BEGINNING) and b"word/" in head:
            return Sureness.SURE
        return super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article."""
        with open_office(source) as archive:
            parts = _parts(archive)
            properties = xml_part(archive, "docProps/core.xml")
        if options.report_bytes:
            options.report_bytes(source.size)
        info = info_of(properties, "title", "creator", "created", "language")
        yield from article_of(Place(source), parts, Meta(), info=info)


def _parts(archive: Archive) -> list[Part]:
    import mammoth

    checked = _checked(archive)
    with inside_library("mammoth", archive.path, "the document is damaged"):
        made = mammoth.convert_to_html(
            checked,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    return parts_of_html(made.value, _is_sign)[0]


def _checked(archive: Archive) -> io.BytesIO:
    """Return an archive of the parts that are XML and harmless; nothing else is asked of it."""
    stream = io.BytesIO()
    size = 0
    with zipfile.ZipFile(stream, "w") as checked:
        for name in [entry.name for entry in archive.entries]:
            if not name.endswith(_OWN_ENDINGS):
                continue
            raw = archive.read(name)
            size += len(raw)
            if size > _XML_LIMIT:
                raise FileTooLarge(archive.path, size, _XML_LIMIT)
            root = parse_xml(raw, archive.path / name, _MOST_ELEMENTS)
            checked.writestr(name, tostring(root) if _unwrap(root) else raw)
    if part_of(archive, "word/document.xml") is None and part_of(archive, "_rels/.rels") is None:
        raise FileWrong(archive.path, "it is no Word document")
    stream.seek(0)
    return stream


def _unwrap(root: Element) -> bool:
    """Make mammoth read what lies in elements that it would pass over with their words.

    Tells whether there are any. Of ruby the words stay, and what is written above them goes.
    """
    found = False
    for parent in root.iter():
        for child in list(parent):
            name = local_name(child)
            if name in _WRAPPERS:
                namespace = str(child.tag).rpartition("}")[0]
                child.tag = f"{namespace}}}smartTag"
                found = True
            elif name == "rt" and local_name(parent) in ("smarttag", "ruby"):
                parent.remove(child)
    return found


def _is_sign(attributes: Attributes) -> bool:
    """Tell the signs of notes, [1] in the text and an arrow behind the note, by where they lead."""
    id, target = attributes.get("id", ""), attributes.get("href", "")
    places = ("footnote-ref-", "endnote-ref-", "comment-ref-")
    return id.startswith(places) or target.removeprefix("#").startswith(places)
