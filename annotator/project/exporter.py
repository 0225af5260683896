"""A project into corpus files: which lines, into which parts, counted and written whole."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from annotator.formats.compression import compression_ending, without_compression
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions
from annotator.formats.manifest import Tally
from annotator.formats.writing import StagedFiles
from annotator.model.errors import SplitWrong
from annotator.project.rows import ExportChoice

SPLIT_RULE = (
    "the first 8 bytes of the SHA-256 of the document id in UTF-8, as a big-endian integer,"
    " modulo 100; the first share of numbers is the first part, and so on"
)
_PARTS = {2: ("train", "test"), 3: ("train", "dev", "test")}


@dataclass(frozen=True, slots=True)
class Split:
    """Which part of a corpus a document belongs to, by its id alone."""

    shares: tuple[int, ...]
    """In per cent, in the order of `parts`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return _PARTS[len(self.shares)]

    def part_of(self, document: str) -> str:
        """Return the part that a document (id) belongs to; all its lines go there."""
        digest = hashlib.sha256(document.encode()).digest()
        number = int.from_bytes(digest[:8], "big") % 100
        for part, share in zip(self.parts, self.shares, strict=True):
            if number < share:
                return part
            number -= share
        return self.parts[-1]

    def plain(self) -> dict[str, Any]:
        """Return it as the manifest has it."""
        return {"rule": SPLIT_RULE, "shares": dict(zip(self.parts, self.shares, strict=True))}


def split_of(choice: ExportChoice) -> Split | None:
    """Return the split that is asked for, if any. SplitWrong."""
    shares = choice.split
    if not shares:
        return None
    if len(shares) not in _PARTS or sum(shares) != 100 or min(shares) < 0:
        raise SplitWrong("/".join(map(str, shares)))
    return Split(shares)


def part_path(target: Path, format: Format, part: str) -> Path:
    """Return where a part goes: corpus.jsonl.gz -> corpus.train.jsonl.gz."""
    packed = compression_ending(target)
    plain = without_compression(target)
    stem = plain.with_suffix("") if plain.suffix.lower() in format.endings else plain
    ending = plain.suffix if plain != stem else format.endings[0]
    return target.with_name(f"{PurePath(stem).name}.{part}{ending}{packed}")


def filters_of(choice: ExportChoice) -> dict[str, Any]:
    """Return the choice as the manifest tells it."""
    body = {
        name: value for name, value in asdict(choice).items() if name not in ("format", "split")
    }
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in body.items()
    }


def with_labels(lines: Iterable[CorpusLine], labels: Iterable[str]) -> Iterator[CorpusLine]:
    """Pass lines on with the spans that wear these labels (names) and the relations between."""
    wanted = frozenset(labels)
    if not wanted:
        yield from lines
        return
    for line in lines:
        spans = tuple(span for span in line.spans if span.label in wanted)
        kept = {span.id for span in spans}
        relations = tuple(one for one in line.relations if one.head in kept and one.tail in kept)
        yield replace(line, spans=spans, relations=relations)


@dataclass(frozen=True, slots=True)
class PartWritten:
    """A part that was written: its name, empty for the whole, and how many lines it has."""

    part: str
    path: Path
    lines: int


@dataclass(frozen=True, slots=True)
class Writing:
    """How an export writes: where to, in which format, and what counts it."""

    staged: StagedFiles
    format: Format
    options: WriteOptions
    tally: Tally

    def whole(self, lines: Iterable[CorpusLine], target: Path, part: str = "") -> PartWritten:
        """Write all lines into one file."""
        before = self.tally.lines
        with self.staged.open(target) as stream:
            self.format.write(self.tally.counted(lines), stream, self.options)
        return PartWritten(part, target, self.tally.lines - before)

    def parts(
        self, read: Callable[[], Iterable[CorpusLine]], target: Path, split: Split
    ) -> list[PartWritten]:
        """Write each part into its file.

        `read` gives the lines: once, or anew for each part where the format must be given all
        lines of a file together.
        """
        paths = {part: part_path(target, self.format, part) for part in split.parts}
        if self.format.is_piecewise:
            return self._pieces(read(), paths, split)
        return [
            self.whole(
                (line for line in read() if split.part_of(line.document.id) == part), path, part
            )
            for part, path in paths.items()
        ]

    def _pieces(
        self, lines: Iterable[CorpusLine], paths: Mapping[str, Path], split: Split
    ) -> list[PartWritten]:
        counts = dict.fromkeys(paths, 0)
        with ExitStack() as stack:
            streams = {
                part: stack.enter_context(self.staged.open(path)) for part, path in paths.items()
            }
            for line in self.tally.counted(lines):
                part = split.part_of(line.document.id)
                self.format.write((line,), streams[part], self.options)
                counts[part] += 1
        return [PartWritten(part, path, counts[part]) for part, path in paths.items()]
