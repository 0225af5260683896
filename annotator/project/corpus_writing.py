"""Lines into files: whole or in parts, each line checked and made to fit on its way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from annotator.formats.checking import checked
from annotator.formats.corpus import CorpusLine
from annotator.formats.fitting import Fitting
from annotator.formats.format import Format, OutFolder, WriteOptions
from annotator.formats.losses import Losses, Lost
from annotator.formats.manifest import ListedFile, Tally
from annotator.formats.read_back import AtWriting
from annotator.formats.targets import ZIP_ENDING, Target, Within
from annotator.formats.writing import HashedStream
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.splitting import PartsCounted, Split, part_path


@dataclass(slots=True)
class Passing:
    """What every line passes on its way to a writer: checked, made to fit, counted."""

    format: Format
    options: WriteOptions
    tally: Tally = field(default_factory=Tally)
    losses: Losses = field(default_factory=Losses)
    written: AtWriting | None = None
    """Kept where the format can be read back."""
    parts: PartsCounted = field(default_factory=PartsCounted)
    _line: CorpusLine | None = None

    def __post_init__(self) -> None:
        self.options = replace(self.options, report_loss=self._report)
        # What is in our own lines can be told without it.
        if self.format.can_read and not self.format.can_omit_text:
            self.written = AtWriting()

    def lines(self, lines: Iterable[CorpusLine], part: str = "") -> Iterator[CorpusLine]:
        """Pass lines on. AnnotationDamaged, DoesNotFit."""
        fitting = Fitting(self.format, self.options.misfit, self.losses.add)
        for line in fitting.lines(checked(lines)):
            self._line = line
            self.tally.add(line)
            if self.written:
                self.written.covered.add(line)
            if part:
                self.parts.add(line.document.id, part)
            yield line

    def _report(self, lost: Lost) -> None:
        """Count what a writer lost, under its label where the writer does not say it."""
        annotation = _annotation_of(self._line, lost.annotation) if lost.annotation else None
        if annotation and not lost.name:
            lost = lost._replace(name=annotation.label)
        self.losses.add(lost)
        if self.written and self._line:
            self.written.note(lost, annotation, self._line.document.text)


def _annotation_of(line: CorpusLine | None, id: str) -> Span | Relation | None:
    if line is None:
        return None
    span = next((one for one in line.spans if one.id == id), None)
    return span or next((one for one in line.relations if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Writing:
    """How an export writes: where to, under which names, and what the lines pass."""

    target: Target
    passing: Passing
    name_of: Callable[[str], str]
    """Part (empty: the whole) -> the name of its file; of its folder, where the format makes one.
    """

    def whole(self, lines: Iterable[CorpusLine]) -> list[ListedFile]:
        """Write all lines; return the files."""
        return self._one(lines, "")

    def parts(self, read: Callable[[], Iterable[CorpusLine]], split: Split) -> list[ListedFile]:
        """Write each part; return the files.

        `read` gives the lines: once, or anew for each part where the format must be given all
        lines of a file together.
        """
        if self.passing.format.is_piecewise:
            return self._pieces(read(), split)
        if self.passing.format.has_parts:
            return self._together(read, split)
        return [
            file
            for part in split.parts
            for file in self._one(
                (line for line in read() if split.part_of(line.document) == part), part
            )
        ]

    def _one(self, lines: Iterable[CorpusLine], part: str) -> list[ListedFile]:
        passing, format = self.passing, self.passing.format
        files, before = len(self.target.written), passing.tally.lines
        passed = passing.lines(lines, part)
        if format.is_folder:
            folder = Within(self.target, self.name_of(part)) if part else self.target
            format.write_folder(passed, cast(OutFolder, folder), passing.options)
        else:
            with self.target.open(self.name_of(part)) as stream:
                format.write(passed, stream, passing.options)
        lines_written = None if format.is_folder else passing.tally.lines - before
        return [
            ListedFile(one.name, one.sha256, one.size, lines_written, part)
            for one in self.target.written[files:]
        ]

    def _together(self, read: Callable[[], Iterable[CorpusLine]], split: Split) -> list[ListedFile]:
        """Let the format name the files of the parts; what it writes behind them is of none."""
        passing, files = self.passing, self.target.written
        before, listed = len(files), list[ListedFile]()

        def list_up(part: str) -> None:
            listed.extend(
                ListedFile(one.name, one.sha256, one.size, None, part)
                for one in files[before + len(listed) :]
            )

        def parts() -> Iterator[tuple[str, Iterable[CorpusLine]]]:
            for part in split.parts:
                chosen = (line for line in read() if split.part_of(line.document) == part)
                yield part, passing.lines(chosen, part)
                list_up(part)

        passing.format.write_parts(parts(), cast(OutFolder, self.target), passing.options)
        list_up("")
        return listed

    def _pieces(self, lines: Iterable[CorpusLine], split: Split) -> list[ListedFile]:
        passing = self.passing
        names = {part: self.name_of(part) for part in split.parts}
        with ExitStack() as stack:
            streams = {
                part: stack.enter_context(self.target.open(name)) for part, name in names.items()
            }
            for line in passing.lines(lines):
                part = split.part_of(line.document)
                passing.format.write((line,), streams[part], passing.options)
                passing.parts.add(line.document.id, part)
        written = {one.name: one for one in self.target.written}
        return [
            ListedFile(
                name, written[name].sha256, written[name].size, passing.parts.lines[part], part
            )
            for part, name in names.items()
        ]


def write_stream(
    lines: Iterable[CorpusLine], target: BinaryIO, passing: Passing
) -> list[ListedFile]:
    """Write all lines into an open stream, which stays open."""
    hashed = HashedStream(target)
    passing.format.write(passing.lines(lines), cast(BinaryIO, hashed), passing.options)
    target.flush()
    return [ListedFile("-", hashed.sha256, hashed.size, passing.tally.lines)]


class Nowhere(RawIOBase):
    """A stream and a folder that keep nothing: for what is only to be counted."""

    def writable(self) -> bool:
        """It takes anything."""
        return True

    def write(self, content: Any, /) -> int:
        """Take bytes; return how many."""
        return len(content)

    def open(self, name: str) -> "Nowhere":
        """Open a file that keeps nothing."""
        return Nowhere()


def write_nowhere(lines: Iterable[CorpusLine], passing: Passing) -> None:
    """Do all that a writer does, and keep nothing: losses and faults are met as they would be."""
    passed = passing.lines(lines)
    nowhere = Nowhere()
    if passing.format.is_folder:
        passing.format.write_folder(passed, cast(OutFolder, nowhere), passing.options)
    else:
        passing.format.write(passed, cast(BinaryIO, nowhere), passing.options)


def file_names(target: Path, format: Format) -> Callable[[str], str]:
    """Return the name of each part's file beside a target, or in it where it is a ZIP."""
    if format.is_folder:
        return lambda part: part
    if target.suffix.lower() == ZIP_ENDING:
        target = target.with_suffix(format.endings[0])
    return lambda part: (part_path(target, format, part) if part else target).name


def manifest_of_parts(passing: Passing, split: Split) -> Mapping[str, Any]:
    """Return a split as the manifest has it, with what each part holds."""
    return {**split.plain(), "parts": passing.parts.plain(split.parts)}
