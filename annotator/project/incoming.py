"""What comes in: what `Project.import_sources` and `add_article` do."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.articles.plain_text import ARTICLE_LIMIT, article_from_text
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.folders import check_named
from annotator.formats.format import Format, ReadOptions, check_settings, settings_of
from annotator.formats.reading import read_items
from annotator.formats.registry import all_formats, format_named, format_of, without_companions
from annotator.formats.source import Source, shown_path
from annotator.formats.zipped import ZippedSources
from annotator.model.document import Document, Meta
from annotator.model.errors import (
    CharactersReplaced,
    ExtraMissing,
    FileEmpty,
    FileTooLarge,
    FileUnreadable,
    FormatUnknown,
)
from annotator.model.ids import new_id
from annotator.project.import_choice import ImportChoice
from annotator.project.importer import Importer
from annotator.project.people import annotator_typed
from annotator.project.rows import (
    CANCEL_AFTER,
    ImportReport,
    IsCancelled,
    Progress,
    ReportProgress,
    stop_if,
)
from annotator.storage.intake import Intake

if TYPE_CHECKING:
    from annotator.project.project import Project


def import_sources(
    project: "Project",
    sources: Iterable[Path | str],
    choice: ImportChoice,
    *,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> ImportReport:
    """Bring in files, folders and globs. See `Project.import_sources`.

    `progress` and `is_cancelled` are called from the writer's thread.
    """
    named = list(sources)
    check_named(named)
    chosen = format_chosen(choice)
    import_id = new_id()
    report = ImportReport(import_id=import_id)
    me = project.me.name if project.me else None
    choice = replace(choice, annotator=_name_typed(project, choice.annotator))
    with ZippedSources(lambda _: stop_if(is_cancelled)) as zipped:
        files, problems = found_files(zipped, named, is_cancelled)
        for problem in problems:
            report.note(problem)

        def job(intake: Intake) -> ImportReport:
            importer = Importer(intake, report, me, choice)
            for done, source in enumerate(files):
                follow = _Following(progress, is_cancelled, source, done, len(files))
                _take_file(importer, source, chosen, choice, report, follow)
            importer.finish()
            if progress:
                total = files[0].size if len(files) == 1 else len(files)
                progress(Progress(total, total, "saving"))
            report.problems = [zipped.retold(one) for one in report.problems]
            return report

        shown = [shown_path(one) for one in named]
        return project.bring_in(job, import_id=import_id, sources=shown)


def found_files(
    zipped: ZippedSources, named: Iterable[Path | str], is_cancelled: IsCancelled | None
) -> tuple[list[Source], list[Problem]]:
    """Return the files that are meant, without those that belong to others, and what is none."""
    files: list[Source] = []
    problems: list[Problem] = []
    for found in zipped.find(named):
        stop_if(is_cancelled)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files.append(found)
    return without_companions(files), problems


def format_chosen(choice: ImportChoice) -> Format | None:
    """Return the format that was chosen, None: each file's own; its settings are looked at.

    FormatUnknown, SettingUnknown, SettingWrong.
    """
    chosen = format_named(choice.format) if choice.format else None
    formats = [chosen] if chosen else [one for one in all_formats() if one.can_read]
    check_settings(choice.settings, [one for format in formats for one in format.read_settings])
    return chosen


def _name_typed(project: "Project", name: str | None) -> str | None:
    typed = annotator_typed(project.annotators(), name) if name else None
    return typed.name if typed else name


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
        stop_if(self._is_cancelled)
        if self._progress:
            self._progress(Progress(done, total, self._source.name))

    def report_bytes(self, count: int) -> None:
        """Take note of how far in the file the reader is."""
        if self._is_alone:
            self._tell(min(count, self._source.size), self._source.size)
        else:
            stop_if(self._is_cancelled)

    def line(self) -> None:
        """Take note of a line."""
        self._lines += 1
        if self._lines % CANCEL_AFTER == 0:
            stop_if(self._is_cancelled)


def _take_file(
    importer: Importer,
    source: Source,
    chosen: Format | None,
    choice: ImportChoice,
    report: ImportReport,
    follow: _Following,
) -> None:
    try:
        format = chosen or format_of(source)
        format.check_installed()
    except (FormatUnknown, FileUnreadable, ExtraMissing) as error:
        report.note(Problem(source.name, None, error, is_whole=True))
        return
    settings = settings_of(choice.settings, format.read_settings)
    options = ReadOptions(choice.offset_unit, follow.report_bytes, settings)
    for item in read_items(format, source, options):
        follow.line()
        if isinstance(item, CorpusLine):
            importer.take(item, source.name, is_annotated=format.is_annotated)
        elif isinstance(item, Problem):
            report.note(item)
        else:
            importer.declare(item)


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
        report.note(Problem(shown.name, None, remark, is_skipped=False))
    found = article_from_text(clean, name)
    document = Document(name, clean, _meta_over(found.meta, meta), found.sections)

    def job(intake: Intake) -> ImportReport:
        Importer(intake, report).take(CorpusLine(document, is_raw=True), shown.name)
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
