"""Reads articles of other formats from memory, for tests."""

from io import BytesIO
from pathlib import Path

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Format, ReadOptions
from annotator.formats.source import Source
from annotator.model.document import Document

REAL = Path(__file__).parents[4] / "shared" / "data" / "formats" / "articles"


def read(
    format: Format, raw: bytes | str, name: str = "in.bin", **settings: str
) -> tuple[list[CorpusLine], list[Problem]]:
    """Lines and problems of a file that lies in memory."""
    raw = raw.encode() if isinstance(raw, str) else raw
    source = Source(Path(name), name, BytesIO(raw))
    items = list(format.read(source, ReadOptions(settings=settings)))
    for one in items:
        assert isinstance(one, CorpusLine | Problem)
    return (
        [one for one in items if isinstance(one, CorpusLine)],
        [one for one in items if isinstance(one, Problem)],
    )


def read_one(format: Format, raw: bytes | str, name: str = "in.bin") -> Document:
    """The only article of a file that has no problem but remarks."""
    lines, problems = read(format, raw, name)
    assert [one.error for one in problems if one.is_skipped] == []
    [line] = lines
    assert line.is_raw
    return line.document


def parts(document: Document) -> list[tuple[str, str]]:
    """Kinds and words of the sections."""
    return [(kind, document.text[start:end]) for kind, start, end in document.sections]


def kinds(document: Document) -> list[str]:
    """Kinds of the sections without quotations, paragraphs in a row as one."""
    found: list[str] = []
    for kind, _, _ in document.sections:
        if kind != "quotation" and not (kind == "paragraph" and found[-1:] == ["paragraph"]):
            found.append(kind)
    return found
