"""ZIP archives among the sources of an import: each is a folder, unpacked for as long as it lasts.

Files of an archive are called `archive.zip/member` in every report; where they lie meanwhile is
nobody's business.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.formats.archives import MEGABYTE, Archive, Limits, open_archive, unpack_into
from annotator.formats.corpus import Problem
from annotator.formats.folders import find_sources
from annotator.formats.source import Source, shown_path
from annotator.model.errors import FileTooLarge, FileUnreadable, TargetUnwritable
from annotator.model.format_errors import FileWrong

ENDING = ".zip"
_LIMITS = Limits(entry=4096 * MEGABYTE)
"""A corpus in an archive may be large: it is streamed; an article keeps its own limit."""


class ZippedSources:
    """A context in which archives are folders; when it ends, nothing of them is left on disk."""

    def __init__(self, report_bytes: Callable[[int], None] | None = None) -> None:
        """`report_bytes` is told now and then how much of an archive is unpacked; what it raises
        ends the unpacking."""
        self._report_bytes = report_bytes
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._folders: list[tuple[Path, Source]] = []
        self._shown: dict[Path, str] = {}
        """Unpacked file -> what it is called."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def find(self, named: Iterable[Path | str]) -> Iterator[Source | Problem]:
        """Yield what `find_sources` does, and the files in an archive instead of the archive."""
        for found in find_sources(named):
            is_archive = isinstance(found, Source) and found.path.suffix.lower() == ENDING
            if isinstance(found, Source) and is_archive and found.stream is None:
                yield from self._unpacked(found)
            else:
                yield found

    def retold(self, problem: Problem) -> Problem:
        """Return a problem of a file in an archive as one of `archive.zip/member`."""
        path = getattr(problem.error, "path", None)
        if isinstance(path, Path) and not isinstance(problem.error, TargetUnwritable):
            shown = self._shown_name(path)
            if shown:
                problem.error.path = Path(shown)  # type: ignore[attr-defined]
        shown = self._shown_name(Path(problem.file)) if self._folders else ""
        if not shown:
            return problem
        return Problem(shown, problem.line, problem.error, problem.is_skipped, problem.is_whole)

    def _shown_name(self, path: Path) -> str:
        for folder, archive in self._folders:
            if path.is_relative_to(folder):
                inside = path.relative_to(folder).as_posix()
                return self._shown.get(path) or f"{archive.name}/{shown_path(inside)}"
        return ""

    def _unpacked(self, source: Source) -> Iterator[Source | Problem]:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="annotator-")
        folder = Path(self._folder.name) / str(len(self._folders))
        self._folders.append((folder, source))
        try:
            with open_archive(source, _LIMITS) as archive:
                self._unpack(archive, folder, source)
                problems = list(archive.problems)
        except (FileUnreadable, FileWrong, FileTooLarge, TargetUnwritable) as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        yield from problems
        for found in find_sources([folder]):
            if isinstance(found, Source):
                yield Source(found.path, self._shown_name(found.path), root=folder)
            else:
                yield self.retold(found)

    def _unpack(self, archive: Archive, folder: Path, source: Source) -> None:
        for entry, path in unpack_into(archive, folder, self._report_bytes):
            self._shown[path] = f"{source.name}/{shown_path(entry)}"
