"""Files meet as sets do, whatever is done in them."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from annotator.edits.edit import BringIn
from annotator.model import errors
from annotator.project.project import Project
from tests.project.merging.copies import (
    content,
    copy,
    make_base,
    merge,
)
from tests.project.merging.test_sets import steps
from tests.project.merging.worlds import Step, World


@settings(max_examples=12)
@given(steps, steps)
def test_files_meet_as_sets_do(here: list[Step], there: list[Step]) -> None:
    """Through files and back: the order makes no difference, twice adds nothing, undo gives all of
    it back, and the project is whole."""
    with tempfile.TemporaryDirectory() as folder:
        start = make_base(Path(folder))
        one, other = (copy(start, name) for name in ("one", "other"))
        for path, done in ((one, here), (other, there)):
            with Project.open(path, annotator="ilse") as project:
                do(project, done)
        before = content(one)
        both, turned = copy(one, "both"), copy(other, "turned")
        merge(both, other)
        merge(turned, one)
        after = content(both)
        assert after == content(turned)
        for again in (other, one, start, turned):
            assert not merge(both, again).is_anything_new
        if after != before:
            with Project.open(both, annotator="ilse") as project:
                project.undo()
                assert project.check() == []
            assert content(both) == before


def do(project: Project, done: list[Step]) -> None:
    """Do some things to ilse's set, each on what is there then."""
    assert project.me is not None
    world = World(project.annotation_set("talks"))
    for kind, which, how in done:
        try:
            if kind == "undo":
                undo_label(project)
            elif edit := world.edit(kind, which, how):
                project.apply(edit, "talks")
        except errors.AnnotatorError:
            continue
        world = World(project.annotation_set("talks"))


def undo_label(project: Project) -> None:
    """Take back the last act, but never the import of the articles."""
    act = project.next_undo()
    if act is not None and not isinstance(act.edit, BringIn):
        project.undo()
