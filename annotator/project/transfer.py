"""Bringing in and taking out: what `Project.import_sources`, `add_article`, `export` and
`preview_export` do."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from annotator.formats.articles.plain_text import ARTICLE_LIMIT, article_from_text
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.folders import check_named, find_sources
from annotator.formats.format import Format, ReadOptions, WriteOptions
from annotator.formats.manifest import (
    ListedFile,
    Tally,
    encode_manifest,
    make_manifest,
    manifest_path,
)
from annotator.formats.registry import format_named, format_of, without_companions
from annotator.formats.source import Source, shown_path
from annotator.formats.writing import StagedFiles, is_ordinary_target
from annotator.model.document import Document, Meta
from annotator.model.errors import (
    Cancelled,
    CharactersReplaced,
    FileEmpty,
    FileTooLarge,
    FileUnreadable,
    FormatUnknown,
    SplitWrong,
)
from annotator.model.format_errors import ExtraMissing
from annotator.model.ids import new_id
from annotator.project.exporter import (
    Selection,
    Writing,
    filters_of,
    write_device,
    write_stream,
)
from annotator.project.importer import Importer
from annotator.project.people import annotator_typed
from annotator.project.rows import (
    CorpusPreview,
    ExportChoice,
    ImportReport,
    IsCancelled,
    Progress,
    ReportProgress,
)
from annotator.project.splitting import Split, split_of
from annotator.storage.intake import Intake
from annotator.text.offsets import Unit

if TYPE_CHECKING:
    from annotator.project.project import Project

_CANCEL_AFTER = 64
"""Lines between two looks at whether the user has had enough."""


# ---- in ---------------------------------------------------------------------------------------


def import_sources(
    project: "Project",
    sources: Iterable[Path | str],
    *,
    format: str | None = None,
    annotator: str | None = None,
    offset_unit: str | None = None,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportReport:
    """Bring in files, folders and globs. See `Project.import_sources`.

    `progress` and `is_cancelled` are called from the writer's thread.
    """
    named = list(sources)
    check_named(named)
    chosen = format_named(format) if format else None
    import_id = new_id()
    report = ImportReport(import_id=import_id)
    files: list[Source] = []
    for found in find_sources(named):
        _stop_if(is_cancelled)
        if isinstance(found, Problem):
            _note(found, report)
        else:
            files.append(found)
    files = without_companions(files)
    options = ReadOptions(cast(Unit | None, offset_unit))
    me = project.me.name if project.me else None
    typed = annotator_typed(project.annotators(), annotator) if annotator else None

    def job(intake: Intake) -> ImportReport:
        importer = Importer(intake, report, typed.name if typed else annotator, me)
        for done, source in enumerate(files):
            follow = _Following(progress, is_cancelled, source, done, len(files))
            _take_file(importer, source, chosen, options, report, follow)
        return report

    result = project.bring_in(job, import_id=import_id, sources=[shown_path(one) for one in named])
    if progress:
        total = files[0].size if len(files) == 1 else len(files)
        progress(Progress(total, total))
    return result


class _Following:
    """Tells how far an import is, by files, or by bytes where there is one only."""

    def __init__(
        self,
        progress: ReportProgress | None,
        is_cancelled: IsCancelled | None,
        source: Source,
        done: int,
        total: int,
    ) -> None:
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._source = source
        self._is_alone = total == 1
        self._lines = 0
        self._tell(0 if self._is_alone else done, source.size if self._is_alone else total)

    def _tell(self, done: int, total: int) -> None:
        _stop_if(self._is_cancelled)
        if self._progress:
            self._progress(Progress(done, total, self._source.name))

    def report_bytes(self, count: int) -> None:
        """Take note of how far in the file the reader is."""
        if self._is_alone:
            self._tell(min(count, self._source.size), self._source.size)
        else:
            _stop_if(self._is_cancelled)

    def line(self) -> None:
        """Take note of a line."""
        self._lines += 1
        if self._lines % _CANCEL_AFTER == 0:
            _stop_if(self._is_cancelled)


def _take_file(
    importer: Importer,
    source: Source,
    chosen: Format | None,
    options: ReadOptions,
    report: ImportReport,
    follow: _Following,
) -> None:
    try:
        format = chosen or format_of(source)
        format.check_installed()
    except (FormatUnknown, FileUnreadable, ExtraMissing) as error:
        _note(Problem(source.name, None, error, is_whole=True), report)
        return
    options = ReadOptions(options.offset_unit, follow.report_bytes)
    for item in format.read(source, options):
        follow.line()
        if isinstance(item, Problem):
            _note(item, report)
        elif isinstance(item, CorpusLine):
            importer.take(item, source.name)


def _note(problem: Problem, report: ImportReport) -> None:
    report.problems.append(problem)
    if problem.is_whole:
        report.documents_skipped += 1


def add_article(project: "Project", text: str, meta: Meta, *, name: str = "") -> ImportReport:
    """Bring in one pasted article. FileEmpty, FileTooLarge. See `Project.add_article`."""
    shown = Path(name or "article")
    clean, count, first = replace_unfit(text)
    if not clean.strip():
        raise FileEmpty(shown)
    size = len(clean.encode())
    if size > ARTICLE_LIMIT:
        raise FileTooLarge(shown, size, ARTICLE_LIMIT)
    report = ImportReport(import_id=new_id())
    if count:
        remark = CharactersReplaced(count, first)
        report.problems.append(Problem(shown.name, None, remark, is_skipped=False))
    found = article_from_text(clean, name)
    document = Document(name, clean, _meta_over(found.meta, meta), found.sections)

    def job(intake: Intake) -> ImportReport:
        Importer(intake, report, None, None).take(CorpusLine(document, is_raw=True), shown.name)
        return report

    return project.bring_in(job, import_id=report.import_id, sources=[shown.name])


def _meta_over(found: Meta, said: Meta) -> Meta:
    """What a person says wins over what was found."""
    return Meta(
        title=said.title or found.title,
        source=said.source or found.source,
        published=said.published or found.published,
        url=said.url or found.url,
        authors=said.authors or found.authors,
        language=said.language or found.language,
        extra={**found.extra, **said.extra},
    )


# ---- out --------------------------------------------------------------------------------------


def export(
    project: "Project",
    target: Path | BinaryIO,
    choice: ExportChoice | None = None,
    *,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> dict[str, Any]:
    """Write a corpus; return its manifest. See `Project.export`."""
    choice = choice or ExportChoice()
    format = format_named(choice.format, to_write=True)
    split = split_of(choice.split)
    selection = Selection(project, choice)
    tally = Tally()
    total = project.document_counts().get("all", 0)
    format.check_installed()
    options = WriteOptions(choice.offsets, label_set=project.label_set)

    def lines() -> Iterator[CorpusLine]:
        return _followed(tally, selection.lines(), total, progress, is_cancelled)

    def manifest(files: list[ListedFile]) -> dict[str, Any]:
        return make_manifest(
            format=(format.name, format.version),
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            filters=filters_of(choice),
            tally=tally,
            label_set=project.label_set,
            files=files,
            split=split.plain() if split else None,
        )

    if not isinstance(target, Path):
        _refuse_split(split)
        return manifest([write_stream(lines(), target, format, options, tally)])
    if not is_ordinary_target(target):
        _refuse_split(split)
        return manifest([write_device(lines(), target, format, options, tally)])
    with StagedFiles() as staged:
        writing = Writing(staged, format, options, tally)
        parts = writing.parts(lines, target, split) if split else [writing.whole(lines(), target)]
        made = manifest(writing.listed(parts))
        with staged.open(manifest_path(target)) as stream:
            stream.write(encode_manifest(made))
    return made


def _refuse_split(split: Split | None) -> None:
    if split:
        raise SplitWrong("/".join(map(str, split.shares)))


def preview_export(
    project: "Project",
    choice: ExportChoice,
    lines: int = 3,
    *,
    is_for_me: bool = False,
    is_cancelled: IsCancelled | None = None,
) -> CorpusPreview:
    """Return the first lines of an export and how much it would be. See the project."""
    format = format_named(choice.format, to_write=True)
    first: list[str] = []
    tally = Tally()
    ids = {one.name: one.id for one in project.annotators(with_second_times=True)}
    for line in tally.counted(Selection(project, choice).lines()):
        if tally.lines % _CANCEL_AFTER == 0:
            _stop_if(is_cancelled)
        if len(first) < lines and (not is_for_me or _may_see(project, ids, line)):
            first.append(
                _as_text(format, line, WriteOptions(choice.offsets, label_set=project.label_set))
            )
    everything = project.document_counts()["all"]
    curated = tally.plain()["curated"]
    return CorpusPreview(first, tally.lines, tally.documents, everything, curated)


def _may_see(project: "Project", ids: Mapping[str, str], line: CorpusLine) -> bool:
    """Tell whether I may see the labels of a line; `ids` is name -> id of the annotators."""
    if line.annotator is None and line.status != "curated":
        return True  # Nobody has labelled it.
    whose = None if line.annotator is None else ids[line.annotator]
    return project.assignments.can_see(line.document.id, whose)


def _as_text(format: Format, line: CorpusLine, options: WriteOptions) -> str:
    stream = BytesIO()
    format.write((line,), stream, options)
    return stream.getvalue().decode("utf-8", "replace").rstrip("\n")


def _followed(
    tally: Tally,
    lines: Iterable[CorpusLine],
    total: int,
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
) -> Iterator[CorpusLine]:
    for number, line in enumerate(lines):
        if number % _CANCEL_AFTER == 0:
            _stop_if(is_cancelled)
            if progress:
                progress(Progress(min(tally.documents, total), total))
        yield line
    if progress:
        progress(Progress(total, total))


def _stop_if(is_cancelled: IsCancelled | None) -> None:
    if is_cancelled and is_cancelled():
        raise Cancelled
