"""A taking in taken back and done again, and what stands in its way."""

from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddSpan,
    RelabelSpan,
    RemoveSpan,
)
from annotator.messages import act_words
from annotator.model import errors
from annotator.project.project import Project
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.merging.copies import (
    COUNCIL,
    MASTER,
    VARGA,
    content,
    copy,
    edit,
    looked_at,
    merge,
    spans_of,
)


def test_undo_gives_all_of_it_back_and_redo_takes_it_again(base: Path, other: Path) -> None:
    edit(base, RelabelSpan("varga", "o"))
    edit(other, RelabelSpan("varga", "r"), AddSpan(MASTER))
    edit(other, AddSpan(VARGA._replace(id="hers")), annotator="jon")
    with Project.open(other, annotator="jon") as project:
        bring(project, [make_document("A third.", "third")], import_id="i9")
    before = content(base)
    merge(base, other)
    after = content(base)
    assert after != before
    with Project.open(base, annotator="ilse") as project:
        project.undo()
        assert project.check() == []
    assert content(base) == before
    with Project.open(base, annotator="ilse") as project:
        project.redo()
        assert project.check() == []
    assert content(base) == after
    with Project.open(base, annotator="ilse") as project:
        project.undo()
    assert content(base) == before
    merge(base, other)
    assert content(base) == after


def test_later_work_keeps_it(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    with Project.open(base, annotator="jon") as project:
        project.merge(other)
    edit(base, AddSpan(COUNCIL))
    with Project.open(base, annotator="jon") as project:
        with pytest.raises(errors.UndoBlocked) as caught:
            project.undo()
        assert caught.value.count == 1
    with Project.open(base, annotator="ilse") as project:
        project.undo()
    with Project.open(base, annotator="jon") as project:
        project.undo()
    assert set(spans_of(base)) == {"varga", "lines"}


def test_what_others_took_in_keeps_what_was_done_before(base: Path, other: Path) -> None:
    """ilse undoes her last act, which somebody has since taken something in over."""
    edit(other, RelabelSpan("lines", "r"))
    with Project.open(base, annotator="jon") as project:
        project.merge(other)
    with Project.open(base, annotator="ilse") as project:
        with pytest.raises(errors.UndoBlocked):
            project.undo()  # of adding "lines"
        project.apply(AddSpan(MASTER), "talks")
        project.undo()
    assert spans_of(base)["lines"].label == "r"


def test_two_takings_in_are_undone_one_after_the_other(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    third = edit(copy(other, "third"), AddSpan(COUNCIL))
    with Project.open(base, annotator="jon") as project:
        project.merge(other)
    with Project.open(base, annotator="mara") as project:
        project.merge(third)
    with Project.open(base, annotator="jon") as project, pytest.raises(errors.UndoBlocked):
        project.undo()
    with Project.open(base, annotator="mara") as project:
        project.undo()
    with Project.open(base, annotator="jon") as project:
        project.undo()
        project.redo()
    assert set(spans_of(base)) == {"varga", "lines", "master"}


def test_redo_is_refused_where_somebody_has_gone_on(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    with Project.open(base, annotator="jon") as project:
        project.merge(other)
        project.undo()
    edit(base, RemoveSpan("lines"))
    with Project.open(base, annotator="jon") as project, pytest.raises(errors.UndoBlocked):
        project.redo()


def test_words_of_the_act(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    merge(base, other)
    with looked_at(base) as project:
        (act,) = project.history(newest=1)
    words = act_words(act.edit, LABEL_SET)
    assert words == "took in other.annotator: changes in 1 annotation set"
