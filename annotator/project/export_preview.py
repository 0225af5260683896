"""What an export would write, before it is written: what `Project.preview_export` does."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.fitting import carries_all
from annotator.formats.format import Format, WriteOptions
from annotator.project.corpus_writing import Passing, write_nowhere
from annotator.project.exporter import Selection, asked_of
from annotator.project.rows import (
    CANCEL_AFTER,
    CorpusPreview,
    ExportChoice,
    IsCancelled,
    stop_if,
)
from annotator.project.splitting import PartsCounted

if TYPE_CHECKING:
    from annotator.project.project import Project


def preview_export(
    project: "Project",
    choice: ExportChoice,
    lines: int = 3,
    *,
    is_for_me: bool = False,
    is_cancelled: IsCancelled | None = None,
) -> CorpusPreview:
    """Return the first lines of an export and how much it would be. See the project."""
    if choice.misfit == "strict":
        choice = replace(choice, misfit="flatten")  # what would be refused is what is told
    asked = asked_of(project, choice, is_cancelled)
    passing = Passing(asked.format, asked.options)
    first: list[CorpusLine] = []
    parts = PartsCounted()
    may_see = _Seeing(project, asked.selection) if is_for_me else None

    def looked_at(selected: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
        for line in selected:
            if passing.tally.lines % CANCEL_AFTER == 0:
                stop_if(is_cancelled)
            if asked.split:
                parts.add(line.document.id, asked.split.part_of(line.document))
            if len(first) < lines and (may_see is None or may_see(line)):
                first.append(line)
            yield line

    selected = looked_at(asked.selection.lines())
    if carries_all(asked.format.carries):
        deque(passing.lines(selected), 0)  # nothing can be lost: what it is written as is not asked
    else:
        write_nowhere(selected, passing)
    return CorpusPreview(
        [text for one in first if (text := _as_text(asked.format, one, asked.options))],
        passing.tally.lines,
        passing.tally.documents,
        project.document_counts()["all"],
        passing.tally.plain()["curated"],
        passing.losses,
        {part: parts.documents[part] for part in asked.split.parts} if asked.split else {},
        asked.selection.hidden,
    )


class _Seeing:
    """Tells whether I may see the labels of a line."""

    def __init__(self, project: "Project", selection: Selection) -> None:
        self._assignments = project.assignments
        self._ids = {called: id for id, called in selection.called.items()}

    def __call__(self, line: CorpusLine) -> bool:
        if line.annotator is None and line.status != "curated":
            return True  # Nobody has labelled it.
        whose = None if line.annotator is None else self._ids.get(line.annotator)
        return self._assignments.can_see(line.document.id, whose)


class _InMemory:
    """A folder whose files are kept one after another, each under its name."""

    def __init__(self) -> None:
        self.files: list[tuple[str, BytesIO]] = []

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        stream = BytesIO()
        self.files.append((name, stream))
        yield stream


def _as_text(format: Format, line: CorpusLine, options: WriteOptions) -> str:
    """Return what a line is written as; nothing where that is no text."""
    passed = Passing(format, options).lines((line,))
    if format.is_folder:
        folder = _InMemory()
        format.write_folder(passed, folder, options)
        return "\n\n".join(
            f"{name}\n{text}" for name, one in folder.files if (text := _decoded(one))
        )
    stream = BytesIO()
    format.write(passed, stream, options)
    return _decoded(stream)


def _decoded(stream: BytesIO) -> str:
    raw = stream.getvalue()
    try:
        return "" if b"\0" in raw else raw.decode().rstrip("\n")
    except UnicodeDecodeError:
        return ""
