"""Nothing half done: stopped, failed, refused, or unfit in part."""

from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddSpan,
    RelabelSpan,
    RemoveSpan,
    SetNote,
)
from annotator.model import errors
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import Progress
from tests.project.merging.copies import (
    COUNCIL,
    MASTER,
    content,
    copy,
    edit,
    merge,
    spans_of,
)
from tests.storage.foreign.tampering import run


@pytest.mark.parametrize("after", range(0, 14, 3))
def test_whoever_has_had_enough_has_nothing_of_it(base: Path, other: Path, after: int) -> None:
    edit(other, AddSpan(MASTER), RelabelSpan("varga", "o"))
    edit(other, AddSpan(COUNCIL), document="second")
    before = content(base)
    asked: list[None] = []

    def is_cancelled() -> bool:
        asked.append(None)
        return len(asked) > after

    with Project.open(base, annotator="ilse") as project:
        with pytest.raises(errors.Cancelled):
            project.merge(other, is_cancelled=is_cancelled)
        project.apply(AddSpan(Span("m2", "p", ((2, 8),))), "second")
        project.undo()
    assert content(base) == before


def test_a_fault_of_ours_leaves_nothing_behind(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    edit(other, AddSpan(COUNCIL._replace(fragments=((0, 5),))), document="second")
    before = content(base)

    def fail(progress: Progress) -> None:
        if progress.done == 1:
            raise ZeroDivisionError

    with Project.open(base, annotator="ilse") as project, pytest.raises(ZeroDivisionError):
        project.merge(other, progress=fail)
    assert content(base) == before
    assert merge(base, other).is_anything_new


def test_nothing_can_be_done_meanwhile(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    refused: list[errors.AnnotatorError] = []
    with Project.open(base, annotator="ilse") as project:

        def act(progress: Progress) -> None:
            if progress.done == 1:
                for attempt in (lambda: project.apply(RemoveSpan("varga"), "talks"), project.undo):
                    try:
                        attempt()
                    except errors.ProjectLocked as error:
                        refused.append(error)

        project.merge(other, progress=act)
        assert len(refused) == 2
        project.apply(RemoveSpan("varga"), "talks")
    assert set(spans_of(base)) == {"lines", "master"}


def test_row_20_a_rewritten_history_keeps_all_of_it_out(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    run("UPDATE history SET at = '2020-01-01' WHERE seq = 3")(other)
    before = base.read_bytes()
    with Project.open(base) as project, pytest.raises(errors.HistoryBroken):
        project.merge(other)
    assert base.read_bytes() == before


def test_row_16_an_unfit_row_takes_nothing_away_here(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    run("UPDATE spans SET note = CAST(x'ff' AS TEXT) WHERE id = 'varga'")(other)
    report = merge(base, other)
    assert report.rejected == 1
    assert set(spans_of(base)) == {"varga", "lines", "master"}
    good = edit(copy(base, "good"), SetNote("master", "yes"))
    merge(base, good)
    assert spans_of(base)["master"].note == "yes"
