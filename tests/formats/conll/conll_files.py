"""CoNLL files in memory, read and written, for tests."""

from io import BytesIO
from pathlib import Path

from annotator.formats.conll.conll import Conll
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.source import Source


def read(content: str | bytes, **settings: str) -> tuple[list[CorpusLine], list[Problem]]:
    raw = content.encode() if isinstance(content, str) else content
    source = Source(Path("in.conll"), "in.conll", BytesIO(raw))
    items = list(Conll().read(source, ReadOptions(settings=settings)))
    lines = [one for one in items if isinstance(one, CorpusLine)]
    return lines, [one for one in items if isinstance(one, Problem)]


def covered(line: CorpusLine) -> list[tuple[str, str]]:
    """Label and covered text of the spans, in order."""
    return [(one.label, one.covered_text(line.document.text)) for one in line.spans]


def said(problems: list[Problem], *, is_skipped: bool) -> list[tuple[int | None, str]]:
    """Line and words of the remarks, or of what stayed out."""
    return [
        (one.line, str(getattr(one.error, "what", "") or getattr(one.error, "reason", one.error)))
        for one in problems
        if one.is_skipped == is_skipped
    ]


def write(*lines: CorpusLine, misfit: str = "flatten", **settings: str) -> tuple[str, list[Lost]]:
    losses: list[Lost] = []
    stream = BytesIO()
    options = WriteOptions(
        misfit=misfit,  # type: ignore[arg-type]
        settings=settings,
        report_loss=losses.append,
    )
    Conll().write(lines, stream, options)
    return stream.getvalue().decode(), losses
