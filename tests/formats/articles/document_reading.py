"""Reads files of articles from memory, for tests."""

from io import BytesIO
from pathlib import Path

import pytest

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Format, ReadOptions
from annotator.formats.source import Source, file_source
from annotator.messages.sentences import sentence
from annotator.model.document import Document

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats" / "articles"
needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="the real files of other tools are not beside this checkout"
)


def read_raw(
    format: Format, raw: bytes, name: str = "in.bin", **settings: str
) -> tuple[list[Document], list[Problem]]:
    """The articles in the bytes of a file, and the problems."""
    source = Source(Path(name), name, BytesIO(raw))
    return _sorted(format, source, ReadOptions(settings=settings))


def read_file(format: Format, path: Path) -> tuple[list[Document], list[Problem]]:
    """The articles in a file, and the problems."""
    return _sorted(format, file_source(path), ReadOptions())


def _sorted(
    format: Format, source: Source, options: ReadOptions
) -> tuple[list[Document], list[Problem]]:
    items = list(format.read(source, options))
    lines = [one for one in items if isinstance(one, CorpusLine)]
    assert all(one.is_raw for one in lines)
    problems = [one for one in items if isinstance(one, Problem)]
    for one in problems:
        assert sentence(one.error).endswith((".", "!"))
        assert "fault of annotator" not in sentence(one.error)
    for line in lines:
        check_sections(line.document)
    return [one.document for one in lines], problems


def check_sections(document: Document) -> None:
    """Sections lie in the text, hold no white space at their ends, and have words."""
    document.text.encode()
    assert "\0" not in document.text
    for section in document.sections:
        covered = document.text[section.start : section.end]
        assert covered and covered == covered.strip("\n")


def shown(document: Document) -> list[tuple[str, str]]:
    """The sections of an article with what they cover."""
    return [(one.kind, document.text[one.start : one.end]) for one in document.sections]


def said(problems: list[Problem]) -> list[str]:
    """What is told of problems."""
    return [sentence(one.error) for one in problems]
