"""What goes out: what `Project.export` does."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.fitting import carries_all
from annotator.formats.format import Format
from annotator.formats.manifest import (
    ListedFile,
    Tally,
    encode_manifest,
    make_manifest,
    manifest_path,
)
from annotator.formats.source import reason_of
from annotator.formats.targets import ZIP_ENDING, FilesBeside, StagedFolder, Target, ZipTarget
from annotator.formats.writing import StagedFiles, is_ordinary_target
from annotator.model.errors import SplitWrong, TargetUnwritable
from annotator.model.format_errors import FolderNeeded
from annotator.project.corpus_writing import (
    Passing,
    Writing,
    file_names,
    write_nowhere,
    write_stream,
)
from annotator.project.exporter import Asked, asked_of, filters_of
from annotator.project.rows import (
    CANCEL_AFTER,
    ExportChoice,
    IsCancelled,
    Progress,
    ReportProgress,
    stop_if,
)

if TYPE_CHECKING:
    from annotator.project.project import Project


def export(
    project: "Project",
    target: Path | BinaryIO,
    choice: ExportChoice | None = None,
    *,
    key: Path | None = None,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> dict[str, Any]:
    """Write a corpus; return its manifest. See `Project.export`."""
    asked = asked_of(project, choice or ExportChoice(), is_cancelled, progress)
    passing = Passing(asked.format, asked.options)

    def lines(counted: Tally = passing.tally) -> Iterator[CorpusLine]:
        selected = asked.selection.lines()
        return _followed(counted, selected, asked.documents, progress, is_cancelled)

    is_file = isinstance(target, Path) and is_ordinary_target(target)
    if not is_file:
        _check_one_stream(asked)
    if asked.options.misfit == "strict" and not carries_all(asked.format.carries):
        # All of it once to nowhere: what does not fit is told before anything is written.
        rehearsal = Passing(asked.format, asked.options)
        write_nowhere(lines(rehearsal.tally), rehearsal)
    if not isinstance(target, Path):
        return _manifest(asked, passing, write_stream(lines(), target, passing))
    if not is_file:
        return _manifest(asked, passing, _write_device(lines(), target, passing))
    with StagedFiles() as staged:
        with _opened(staged, target, asked.format) as room:
            writing = Writing(room, passing, file_names(target, asked.format))
            files = writing.parts(lines, asked.split) if asked.split else writing.whole(lines())
        made = _manifest(asked, passing, files) | _archive(staged, target)
        besides = {manifest_path(target): encode_manifest(made)}
        if key is not None:
            besides[key] = _encode_key(asked.selection.key)
        for path, content in besides.items():
            with staged.open(path) as stream:
                stream.write(content)
    return made


def _check_one_stream(asked: Asked) -> None:
    """What goes into a stream or a device is one file. SplitWrong, FolderNeeded."""
    if asked.split:
        raise SplitWrong("/".join(asked.split.parts))
    if asked.format.is_folder:
        raise FolderNeeded(asked.format.title)


@contextmanager
def _opened(staged: StagedFiles, target: Path, format: Format) -> Iterator[Target]:
    """Open where the files go: a ZIP, a folder, or files beside each other."""
    if target.suffix.lower() == ZIP_ENDING:
        with staged.open(target) as stream, ZipTarget(stream) as archive:
            yield archive
    elif format.is_folder:
        with StagedFolder(target) as folder:
            yield folder
    else:
        yield FilesBeside(staged, target.parent)


def _archive(staged: StagedFiles, target: Path) -> dict[str, Any]:
    """Return what the manifest says of a ZIP in which the files are; nothing of open files."""
    if target.suffix.lower() != ZIP_ENDING:
        return {}
    [written] = staged.written
    return {"archive": ListedFile(target.name, written.sha256, written.size).plain()}


def _write_device(lines: Iterable[CorpusLine], target: Path, passing: Passing) -> list[ListedFile]:
    """Write into a pipe or a device, where nothing can be written beside. TargetUnwritable."""
    try:
        with target.open("wb") as stream:
            return write_stream(lines, stream, passing)
    except OSError as error:
        raise TargetUnwritable(target, reason_of(error)) from error


def _manifest(asked: Asked, passing: Passing, files: list[ListedFile]) -> dict[str, Any]:
    format, options, split = asked.format, asked.options, asked.split
    losses = {"misfit": options.misfit, "kinds": passing.losses.plain()}
    made = make_manifest(
        format={
            "name": format.name,
            "version": format.version,
            "settings": dict(options.settings),
        },
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        filters=filters_of(asked.choice, asked.selection.annotators),
        tally=passing.tally,
        label_set=options.label_set,
        files=files,
        split={**split.plain(), "parts": passing.parts.plain(split.parts)} if split else None,
        losses=losses,
    )
    if asked.selection.hidden:
        made["hidden"] = asked.selection.hidden
    # For `verify`: what its reader will find, where there is one.
    return made | ({"written": passing.written.plain()} if passing.written else {})


def _encode_key(key: Mapping[str, str]) -> bytes:
    return (json.dumps(key, ensure_ascii=False, indent=2) + "\n").encode()


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
