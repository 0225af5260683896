"""A dry run of an import: what sources would bring, looked at for a few seconds at most."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.folders import check_named
from annotator.formats.format import HEAD_SIZE, Format, Offer, ReadOptions, Sureness, settings_of
from annotator.formats.reading import Enough, read_items
from annotator.formats.registry import format_of
from annotator.formats.source import Source
from annotator.formats.zipped import ZippedSources
from annotator.model.errors import AnnotatorError, ExtraMissing, FileUnreadable, FormatUnknown
from annotator.model.labels import LabelSet
from annotator.project.import_choice import ImportChoice, LabelNamed
from annotator.project.import_preview import (
    ArticleExample,
    ExampleSpan,
    FilePreview,
    ImportPreview,
    LabelPreview,
    UnitPreview,
)
from annotator.project.incoming import format_chosen, found_files
from annotator.project.label_suggestions import suggest_label
from annotator.project.newer_texts import tell_the_same
from annotator.project.rows import CANCEL_AFTER, IsCancelled, stop_if
from annotator.project.unit_previews import find_unit
from annotator.storage.documents import find_texts

if TYPE_CHECKING:
    from annotator.project.project import Project

LINES = 5000
"""Lines that are looked at, of all files together."""
SECONDS = 3.0
_LEAST_LINES = 20
"""Of each file, however many there are."""
_PROBLEMS = 100
_EXAMPLES = 3
_OPENING = 600
_AT_ONCE = 500
_CHARACTERS_AT_ONCE = 4_000_000


def preview_import(
    project: "Project",
    sources: Iterable[Path | str],
    choice: ImportChoice,
    *,
    lines: int = LINES,
    seconds: float = SECONDS,
    is_cancelled: IsCancelled | None = None,
) -> ImportPreview:
    """Look at sources without changing anything. See `Project.preview_import`."""
    named = list(sources)
    check_named(named)
    chosen = format_chosen(choice)
    until = time.monotonic() + seconds
    with ZippedSources(lambda _: stop_if(is_cancelled)) as zipped:
        files, problems = found_files(zipped, named, is_cancelled)
        looking = _Looking(project, choice, chosen, until, is_cancelled)
        looking.problems += problems
        each = max(_LEAST_LINES, lines // max(1, len(files)))
        for source in files:
            if not looking.look_at(source, each):
                break
        unit = find_unit(looking.unit_files, choice, is_cancelled)
        return looking.preview(len(files), zipped.retold, unit)


class _Looking:
    """Gathers what is met, file by file."""

    def __init__(
        self,
        project: "Project",
        choice: ImportChoice,
        chosen: Format | None,
        until: float,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self.problems: list[Problem] = []
        self.problem_count = 0
        self.unit_files: list[tuple[Source, Format]] = []
        """Files whose offsets may count this or that."""
        self._project = project
        self._choice = choice
        self._chosen = chosen
        self._until = until
        self._is_cancelled = is_cancelled
        self._files: list[FilePreview] = []
        self._formats: dict[str, Format] = {}
        self._offers: Mapping[str, Offer] = {}
        self._labels: Counter[LabelNamed] = Counter()
        self._annotators: Counter[str] = Counter()
        self._unnamed = 0
        self._articles = _Articles(project)
        self._examples: list[ArticleExample] = []
        self._plain_examples: list[ArticleExample] = []
        self._lines = 0

    def look_at(self, source: Source, lines: int) -> bool:
        """Look at so many lines of a file; tell whether there is time for another."""
        stop_if(self._is_cancelled)
        try:
            format = self._chosen or format_of(source)
            sureness = format.recognises(source.plain_path, source.head(HEAD_SIZE))
            format.check_installed()
        except (FormatUnknown, FileUnreadable, ExtraMissing) as error:
            self._note(Problem(source.name, None, error, is_whole=True))
            self._files.append(FilePreview(source.name, problems=1))
            return time.monotonic() < self._until
        if format.name not in self._formats:
            self._formats[format.name] = format
            self._offers = {**self._offers_of(format, source), **self._offers}
        self._files.append(self._counted(source, format, sureness, lines))
        return time.monotonic() < self._until

    def _offers_of(self, format: Format, source: Source) -> Mapping[str, Offer]:
        settings = settings_of(self._choice.settings, format.read_settings)
        try:
            return {} if source.stream else format.offers(source, settings)
        except AnnotatorError:
            return {}  # reading the file tells of it

    def _counted(
        self, source: Source, format: Format, sureness: Sureness, lines: int
    ) -> FilePreview:
        before = (self._articles.count, self.problem_count)
        spans = relations = 0
        has_doubt, is_whole = False, True
        settings = settings_of(self._choice.settings, format.read_settings)
        options = ReadOptions(self._choice.offset_unit, self._report_bytes, settings)
        try:
            with closing(read_items(format, source, options)) as items:
                for item in items:
                    if isinstance(item, Problem):
                        self._note(item)
                        continue
                    if isinstance(item, LabelsFound):
                        self._labels.update(dict.fromkeys(_labels_of(item.label_set), 0))
                        continue
                    if lines == 0 or self._is_time_up():
                        is_whole = False
                        break
                    lines -= 1
                    self._take(item, format)
                    spans += len(item.spans)
                    relations += len(item.relations)
                    has_doubt = has_doubt or _has_doubt(item)
        except Enough:
            is_whole = False
        if has_doubt:
            self.unit_files.append((source, format))
        return FilePreview(
            source.name,
            format.name,
            format.title,
            sureness,
            self._articles.count - before[0],
            spans,
            relations,
            self.problem_count - before[1],
            is_whole,
        )

    def _report_bytes(self, count: int) -> None:
        stop_if(self._is_cancelled)
        if time.monotonic() > self._until and self._lines:
            raise Enough

    def _is_time_up(self) -> bool:
        self._lines += 1
        if self._lines % CANCEL_AFTER == 0:
            stop_if(self._is_cancelled)
        return time.monotonic() > self._until and self._lines > 1

    def _note(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(problem)

    def _take(self, line: CorpusLine, format: Format) -> None:
        self._articles.take(line)
        for span in line.spans:
            self._labels[LabelNamed("span", span.label)] += 1
        for relation in line.relations:
            self._labels[LabelNamed("relation", relation.label)] += 1
        for label in line.labels:
            self._labels[LabelNamed("document", label)] += 1
        self._take_annotator(line)
        examples = self._examples if line.spans else self._plain_examples
        if len(examples) < _EXAMPLES:
            examples.append(_example(line))

    def _take_annotator(self, line: CorpusLine) -> None:
        if line.status == "curated":
            return
        if line.annotator is not None:
            self._annotators[line.annotator] += 1
        elif line.status != "new" or line.spans or line.relations or line.labels:
            self._unnamed += 1

    def preview(
        self, file_count: int, retold: Callable[[Problem], Problem], unit: UnitPreview | None
    ) -> ImportPreview:
        """Return what was met."""
        self._articles.finish()
        of_formats = [(one.name, one.read_settings) for one in self._formats.values()]
        is_short = len(self._files) < file_count or not all(one.is_whole for one in self._files)
        files = self._files
        return ImportPreview(
            files=tuple(files),
            file_count=file_count,
            is_sample=is_short,
            articles=self._articles.count,
            articles_known=self._articles.known,
            articles_other=self._articles.other,
            articles_newer=self._articles.newer,
            spans=sum(one.spans for one in files),
            relations=sum(one.relations for one in files),
            labels=self._label_previews(),
            annotators=tuple(sorted(self._annotators.items())),
            unnamed=self._unnamed,
            unit=unit,
            settings=tuple((name, settings) for name, settings in of_formats if settings),
            offers=self._offers,
            problems=tuple(map(retold, self.problems)),
            problem_count=self.problem_count,
            examples=tuple((self._examples + self._plain_examples)[:_EXAMPLES]),
        )

    def _label_previews(self) -> tuple[LabelPreview, ...]:
        label_set = self._project.label_set
        here = {
            "span": [one.name for one in label_set.span_labels],
            "relation": [one.name for one in label_set.relation_labels],
            "document": [one.name for one in label_set.document_labels],
        }
        previews = []
        for label, count in self._labels.items():
            is_new = label.name not in here[label.kind]
            found = suggest_label(label.name, here[label.kind]) if is_new else None
            name, is_same = found or ("", False)
            previews.append(LabelPreview(label, count, is_new, name, is_same))
        kinds = list(here)
        previews.sort(
            key=lambda one: (
                kinds.index(one.label.kind), not one.is_new, -one.uses, one.label.name,
            )
        )  # fmt: skip
        return tuple(previews)


class _Waiting(NamedTuple):
    """An article that is to be looked up, with its text where the id was made up by the reader."""

    id: str
    sha256: str
    text: str | None


class _Articles:
    """Counts articles once each, and which of them are here."""

    def __init__(self, project: "Project") -> None:
        self.count = self.known = self.other = self.newer = 0
        self._project = project
        self._seen: set[tuple[str, str]] = set()
        self._waiting: list[_Waiting] = []
        self._characters = 0

    def take(self, line: CorpusLine) -> None:
        """Count the article of a line, if it is the first of it."""
        document = line.document
        key = ("" if line.is_raw else document.id, document.sha256)
        if key in self._seen:
            return
        self._seen.add(key)
        self.count += 1
        text = document.text if line.is_raw else None
        self._waiting.append(_Waiting(document.id, document.sha256, text))
        self._characters += len(text or "")
        if len(self._waiting) >= _AT_ONCE or self._characters > _CHARACTERS_AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Look up those that wait to be."""
        ids = [one.id for one in self._waiting]
        hashes = [one.sha256 for one in self._waiting]
        with self._project.store.reading() as connection:
            by_id, here = find_texts(connection, ids, hashes)
        for id, sha256, text in self._waiting:
            if text is not None:
                self.known += sha256 in here
                if id in by_id and sha256 not in here:
                    self.newer += tell_the_same(text, self._project.document(id).text)
            elif id in by_id:
                self.known += by_id[id] == sha256
                self.other += by_id[id] != sha256
        self._waiting.clear()
        self._characters = 0


def _labels_of(label_set: LabelSet) -> Iterator[LabelNamed]:
    for span_label in label_set.span_labels:
        yield LabelNamed("span", span_label.name)
    for relation_label in label_set.relation_labels:
        yield LabelNamed("relation", relation_label.name)
    for document_label in label_set.document_labels:
        yield LabelNamed("document", document_label.name)


def _has_doubt(line: CorpusLine) -> bool:
    """Whether units may differ in it."""
    return bool(line.spans) and not line.document.text.isascii()


def _example(line: CorpusLine) -> ArticleExample:
    opening = line.document.text[:_OPENING]
    spans = tuple(
        ExampleSpan(start, min(end, len(opening)), span.label)
        for span in line.spans
        for start, end in span.fragments
        if start < len(opening)
    )
    title = line.document.meta.title or ""
    return ArticleExample(line.document.id, title, opening, spans, line.annotator)
