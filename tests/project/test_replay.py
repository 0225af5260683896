"""Whatever is done, taken back and done again, in whatever order, with the program closed between:
the file says what the screen said."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from tests.builders import make_document
from tests.project.building import bring, make_project
from tests.strategies import LENGTH, annotation_sets, metas, set_edits

TEXT = "שלום 渡輪 and a 😀 ferry, é combining ....."
assert len(TEXT) == LENGTH

steps = st.lists(
    st.one_of(
        set_edits,
        set_edits,
        set_edits,
        st.sampled_from(["undo", "undo", "redo", "reopen", "flush", "ilse", "jon"]),
    ),
    max_size=25,
)


def take(project: Project, step: SetEdit | str) -> Project:
    """Take one step; one that is refused is no step."""
    try:
        if step == "reopen":
            assert project.me is not None
            project.close()
            return Project.open(project.path, annotator=project.me.name)
        if step == "undo":
            project.undo()
        elif step == "redo":
            project.redo()
        elif step == "flush":
            project.flush()
        elif isinstance(step, str):
            project.sign_in(step)
        else:
            project.apply(step, "talks")
    except AnnotatorError:
        pass
    return project


def sets_of(project: Project) -> list[AnnotationSet]:
    return list(project.annotation_sets("talks"))


@settings(max_examples=60)
@given(steps)
def test_the_file_says_what_the_screen_said(steps: list[SetEdit | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder), [make_document(TEXT)], annotator="desk")
        project.sign_in("ilse")
        try:
            for step in steps:
                project = take(project, step)
            shown = sets_of(project)
            next_acts = (project.next_undo(), project.next_redo())
            counts = project.document_counts()
            rows = project.document_rows(project.document_keys())
            project = take(project, "reopen")
            assert sets_of(project) == shown
            assert (project.next_undo(), project.next_redo()) == next_acts
            assert project.document_counts() == counts
            assert project.document_rows(project.document_keys()) == rows
            assert project.check() == []
        finally:
            project.close()


@settings(max_examples=40)
@given(st.lists(set_edits, max_size=12))
def test_taking_all_back_leaves_what_was_there(edits: list[SetEdit]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_project(Path(folder), [make_document(TEXT)]) as project,
    ):
        for edit in edits:
            take(project, edit)
        shown = sets_of(project)
        done = len(list(project.history("talks")))
        for _ in range(done):
            project.undo()
        assert sets_of(project) == []
        for _ in range(done):
            project.redo()
        assert sets_of(project) == shown
        assert project.check() == []


@settings(max_examples=60)
@given(annotation_sets(annotator="jon"), annotation_sets(annotator=None), metas)
def test_what_comes_in_is_what_is_read(
    one: AnnotationSet, other: AnnotationSet, meta: Meta
) -> None:
    curated = AnnotationSet(
        "curated", "talks", None, "curated", other.labels,
        spans={f"c{id}": span._replace(id=f"c{id}") for id, span in other.spans.items()},
    )  # fmt: skip
    document = Document("talks", TEXT, meta)
    with (
        tempfile.TemporaryDirectory() as folder,
        make_project(Path(folder), [document]) as project,
    ):
        bring(project, [], [one, curated], "i2")
        read = sets_of(project)
        assert project.document("talks") == document
        assert [(each.spans, each.relations, each.state) for each in read] == [
            (one.spans, one.relations, one.state),
            (curated.spans, curated.relations, curated.state),
        ]
        assert project.check() == []
