"""What goes out: what `Project.export` and `preview_export` do."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions
from annotator.formats.manifest import (
    ListedFile,
    Tally,
    encode_manifest,
    make_manifest,
    manifest_path,
)
from annotator.formats.registry import format_named
from annotator.formats.writing import StagedFiles, is_ordinary_target
from annotator.model.errors import SplitWrong
from annotator.project.exporter import (
    Selection,
    Writing,
    filters_of,
    write_device,
    write_stream,
)
from annotator.project.rows import (
    CANCEL_AFTER,
    CorpusPreview,
    ExportChoice,
    IsCancelled,
    Progress,
    ReportProgress,
    stop_if,
)
from annotator.project.splitting import Split, split_of

if TYPE_CHECKING:
    from annotator.project.project import Project


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
        if tally.lines % CANCEL_AFTER == 0:
            stop_if(is_cancelled)
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
        if number % CANCEL_AFTER == 0:
            stop_if(is_cancelled)
            if progress:
                progress(Progress(min(tally.documents, total), total))
        yield line
    if progress:
        progress(Progress(total, total))
