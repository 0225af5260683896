"""A project into corpus files: which lines go out, and writing them, whole or in parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions
from annotator.formats.manifest import ListedFile, Tally
from annotator.formats.source import reason_of
from annotator.formats.writing import HashedStream, StagedFiles
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.errors import AnnotatorUnknown, LabelUnknown, TargetUnwritable
from annotator.project.curating import curated_of
from annotator.project.naming import IdsToNames
from annotator.project.rows import ExportChoice
from annotator.project.splitting import Split, part_path
from annotator.storage.outlet import Reviewed, stream_reviewed, stream_sets

if TYPE_CHECKING:
    from annotator.project.project import Project


class Selection:
    """The lines that a choice takes out of a project. AnnotatorUnknown, LabelUnknown."""

    def __init__(self, project: "Project", choice: ExportChoice) -> None:
        self._project = project
        self._choice = choice
        people = project.annotators(with_second_times=True)
        ids = {one.name: one.id for one in people}
        for name in choice.annotators:
            if name not in ids:
                raise AnnotatorUnknown(name)
        known = {one.name for one in project.label_set.span_labels}
        for label in choice.labels:
            if label not in known:
                raise LabelUnknown(label)
        self._annotators = [ids[name] for name in choice.annotators]
        self._label_set = project.label_set
        second_time = project.assignments.second_time
        self._second_times = {one.id for one in people if second_time(one.id)}
        self._names = IdsToNames(project.label_set, {one.id: one.name for one in people})

    def lines(self) -> Iterator[CorpusLine]:
        """Yield the lines, in the order of INTERFACES."""
        return with_labels(self._all_lines(), self._choice.labels)

    def _all_lines(self) -> Iterator[CorpusLine]:
        choice, store = self._choice, self._project.store
        if choice.annotators:
            chosen = stream_sets(store, annotators=self._annotators, statuses=choice.statuses)
            yield from (self._names.line(document, one) for document, one in chosen)
            return
        for reviewed in stream_reviewed(store):
            document, people = reviewed.document, self._people(reviewed)
            if not choice.is_curated_only:
                yield from (
                    self._names.line(document, one) for one in people if self._wants(one.status)
                )
            if self._wants("curated") and (curated := self._curated(reviewed)):
                yield self._curated_line(document, curated)
            elif self._wants("new") and not (people or reviewed.imported or choice.is_curated_only):
                # A document on which nobody has a set is new.
                yield self._names.line(document, None)

    def _wants(self, status: Status) -> bool:
        return not self._choice.statuses or status in self._choice.statuses

    def _people(self, reviewed: Reviewed) -> list[AnnotationSet]:
        """Return the sets of the annotators who are asked for."""
        besides = set() if self._choice.has_second_times else self._second_times
        return [one for one in reviewed.sets if one.annotator and one.annotator not in besides]

    def _curated(self, reviewed: Reviewed) -> Curated | None:
        """Return the curated set that goes out. Second times count for none."""
        document, sets, verdicts, imported = reviewed
        if not self._choice.is_curated_only and not verdicts:
            return imported
        theirs = [one for one in sets if one.annotator not in self._second_times]
        return curated_of(document.id, theirs, verdicts, self._label_set, imported)

    def _curated_line(self, document: Document, curated: Curated) -> CorpusLine:
        line = self._names.curated_line(document, curated)
        return line if self._choice.has_negatives else replace(line, negatives=())


def filters_of(choice: ExportChoice) -> dict[str, Any]:
    """Return the choice as the manifest tells it."""
    body = {
        name: value for name, value in asdict(choice).items() if name not in ("format", "split")
    }
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in body.items()
    }


def with_labels(lines: Iterable[CorpusLine], labels: Iterable[str]) -> Iterator[CorpusLine]:
    """Pass lines on with the spans and negatives that wear these labels (names), and the relations
    between those spans."""
    wanted = frozenset(labels)
    if not wanted:
        yield from lines
        return
    for line in lines:
        spans = tuple(span for span in line.spans if span.label in wanted)
        kept = {span.id for span in spans}
        relations = tuple(one for one in line.relations if one.head in kept and one.tail in kept)
        negatives = tuple(one for one in line.negatives if one.label in wanted)
        yield replace(line, spans=spans, relations=relations, negatives=negatives)


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

    def listed(self, parts: Iterable[PartWritten]) -> list[ListedFile]:
        """Return the parts as the manifest lists them."""
        files = {one.path: one for one in self.staged.written}
        return [
            ListedFile(
                one.path.name, files[one.path].sha256, files[one.path].size, one.lines, one.part
            )
            for one in parts
        ]


def write_stream(
    lines: Iterable[CorpusLine],
    target: BinaryIO,
    format: Format,
    options: WriteOptions,
    tally: Tally,
) -> ListedFile:
    """Write all lines into an open stream, which stays open."""
    hashed = HashedStream(target)
    format.write(tally.counted(lines), cast(BinaryIO, hashed), options)
    target.flush()
    return ListedFile("-", hashed.sha256, hashed.size, tally.lines)


def write_device(
    lines: Iterable[CorpusLine], target: Path, format: Format, options: WriteOptions, tally: Tally
) -> ListedFile:
    """Write into a pipe or a device, where nothing can be written beside. TargetUnwritable."""
    try:
        with target.open("wb") as stream:
            return write_stream(lines, stream, format, options, tally)
    except OSError as error:
        raise TargetUnwritable(target, reason_of(error)) from error
