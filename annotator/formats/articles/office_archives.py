"""Office files, which are ZIP archives of XML: opened with limits, and read part by part."""

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from annotator.formats.archives import Archive, Limits, open_archive
from annotator.formats.articles.article_files import DOCUMENT_LIMIT, FileProperties
from annotator.formats.articles.markup import words_of
from annotator.formats.articles.xml_files import find_all, find_one, parse_xml
from annotator.formats.source import Source
from annotator.model.errors import FileTooLarge
from annotator.model.format_errors import FileWrong

ZIP_BEGINNING = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROLOG = 1 << 16
"""How far a DOCTYPE is looked for: nothing but comments can stand before it."""
_LIMITS = Limits(entries=10_000, total=1 << 30)


@contextmanager
def open_office(source: Source) -> Iterator[Archive]:
    """Open the archive that an office file is. FileWrong, FileTooLarge, FileUnreadable."""
    refuse_unfit(source)
    with open_archive(source, _LIMITS) as archive:
        yield archive


def refuse_unfit(source: Source) -> None:
    """Refuse a file that is too large, or that is none of ZIP. FileTooLarge, FileWrong."""
    if source.size > DOCUMENT_LIMIT:
        raise FileTooLarge(source.path, source.size, DOCUMENT_LIMIT)
    if source.stream is None and source.head(len(_OLE)) == _OLE:
        raise FileWrong(source.path, "it is encrypted, or of an old office program; save it anew")


def refuse_doctypes(archive: Archive) -> None:
    """Refuse a file with a part that has a DOCTYPE, as harm needs and no office writes. FileWrong.

    For a library that reads the parts itself.
    """
    for entry in archive.entries:
        if entry.name.endswith((".xml", ".rels")):
            with archive.open(entry.name) as stream:
                head = stream.read(_PROLOG).replace(b"\0", b"")
            if b"<!DOCTYPE" in head:
                raise FileWrong(archive.path / entry.name, "it has a DOCTYPE, which is not read")


def xml_part(archive: Archive, name: str) -> Element | None:
    """Return the tree of a part of an office file; None where it has no such part.

    FileWrong; FileTooLarge for a part that is larger than an article can be.
    """
    raw = part_of(archive, name)
    return None if raw is None else parse_xml(raw, archive.path / name)


def part_of(archive: Archive, name: str) -> bytes | None:
    """Return the bytes of a part; None where there is none. FileTooLarge, FileUnreadable."""
    if any(one.name == name for one in archive.entries):
        return archive.read(name)
    for problem in archive.problems:
        if problem.file == f"{archive.shown_name}/{name}":
            raise problem.error
    return None


def info_of(
    root: Element | None, title: str, author: str, created: str, language: str
) -> FileProperties:
    """Return what a part of properties says, by the local names of its elements."""
    if root is None:
        return FileProperties()
    authors = tuple(dict.fromkeys(filter(None, map(words_of, find_all(root, author)))))
    return FileProperties(
        words_of(find_one(root, title)),
        authors,
        words_of(find_one(root, created)),
        words_of(find_one(root, language)),
    )
