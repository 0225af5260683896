"""Folders of brat's files, made and read for tests."""

from pathlib import Path

from annotator.formats.brat.brat import Brat
from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.source import file_source
from annotator.model.labels import LabelSet
from annotator.text.offsets import Unit

TEXT = "Ilse Varga leads Norrow Lines.\nShe met Jon Bly in Oslo; he left Norrow for Oslo.\n"


class Found:
    """What came of reading one .ann file."""

    def __init__(self, path: Path, unit: Unit | None = None, root: Path | None = None) -> None:
        items = list(Brat().read(file_source(path, root), ReadOptions(unit)))
        self.lines = [one for one in items if isinstance(one, CorpusLine)]
        self.problems = [one for one in items if isinstance(one, Problem)]
        self.labels = next((one.label_set for one in items if isinstance(one, LabelsFound)), None)

    @property
    def line(self) -> CorpusLine:
        [line] = self.lines
        return line

    @property
    def label_set(self) -> LabelSet:
        return self.labels or LabelSet()

    @property
    def spans(self) -> list[tuple[str, str]]:
        """Label and covered text of each, in order."""
        text = self.line.document.text
        return [(one.label, one.covered_text(text)) for one in self.line.spans]

    @property
    def relations(self) -> list[tuple[str, str, str]]:
        """Covered text of the head, label, covered text of the tail."""
        text = self.line.document.text
        at = {one.id: one.covered_text(text) for one in self.line.spans}
        return [(at[one.head], one.label, at[one.tail]) for one in self.line.relations]

    @property
    def skipped(self) -> list[tuple[int | None, str]]:
        """Line and reason of what stayed out."""
        return [(one.line, reason(one)) for one in self.problems if one.is_skipped]

    @property
    def remarks(self) -> list[tuple[int | None, str]]:
        """Line and what is said of what came in otherwise."""
        return [(one.line, reason(one)) for one in self.problems if not one.is_skipped]


def reason(problem: Problem) -> str:
    error = problem.error
    return str(getattr(error, "reason", getattr(error, "what", type(error).__name__)))


def make(folder: Path, ann: str | bytes, text: str | bytes = TEXT, name: str = "talks") -> Path:
    """Write a text and its .ann file and return the path of the latter."""
    path = folder / f"{name}.ann"
    path.write_bytes(ann if isinstance(ann, bytes) else ann.encode())
    beside = folder / f"{name}.txt"
    beside.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def at(word: str, text: str = TEXT, after: int = 0) -> str:
    """The offsets of a word as brat writes them."""
    start = text.index(word, after)
    return f"{start} {start + len(word)}"
