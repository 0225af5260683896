"""WebAnno TSV files made and read for tests."""

from io import BytesIO
from pathlib import Path

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.source import Source, file_source
from annotator.formats.webanno.webanno_tsv import WebAnnoTsv
from annotator.text.offsets import Unit

SPAN = "#T_SP=custom.Span|label"
RELATION = "#T_RL=custom.Relation|label|BT_custom.Span"


def table(*layers: str, body: str, version: str = "3.3") -> bytes:
    head = "\n".join((f"#FORMAT=WebAnno TSV {version}", *layers))
    return f"{head}\n\n\n{body}".encode()


class Found:
    """What came of reading a table."""

    def __init__(self, raw: bytes | Path, *, unit: Unit | None = None, layers: str = "") -> None:
        source = (
            file_source(raw)
            if isinstance(raw, Path)
            else Source(Path("talks.tsv"), "talks.tsv", BytesIO(raw))
        )
        items = list(WebAnnoTsv().read(source, ReadOptions(unit, settings={"layers": layers})))
        self.lines = [one for one in items if isinstance(one, CorpusLine)]
        self.problems = [one for one in items if isinstance(one, Problem)]

    @property
    def line(self) -> CorpusLine:
        [line] = self.lines
        return line

    @property
    def text(self) -> str:
        return self.line.document.text

    @property
    def spans(self) -> list[tuple[str, str]]:
        return [(one.label, one.covered_text(self.text)) for one in self.line.spans]

    @property
    def relations(self) -> list[tuple[str, str, str]]:
        at = {one.id: one.covered_text(self.text) for one in self.line.spans}
        return [(at[one.head], one.label, at[one.tail]) for one in self.line.relations]

    @property
    def skipped(self) -> list[tuple[int | None, str]]:
        return [
            (one.line, str(getattr(one.error, "reason", type(one.error).__name__)))
            for one in self.problems
            if one.is_skipped
        ]

    @property
    def remarks(self) -> list[str]:
        return [
            str(getattr(one.error, "what", type(one.error).__name__))
            for one in self.problems
            if not one.is_skipped
        ]
