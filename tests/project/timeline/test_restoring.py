"""Putting back what was: whole, or chosen annotations, as one act that can be undone."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    ReplaceLabelSet,
    SetEdit,
    SetStatus,
)
from annotator.messages import act_words
from annotator.model.errors import AnnotatorUnknown, SpanHasRelations
from annotator.model.relation import Relation
from annotator.project.project import Project
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project
from tests.project.test_replay import TEXT as REPLAYED
from tests.project.test_replay import take
from tests.project.timeline.test_going_back import last
from tests.strategies import IDS, set_edits

VARGA = make_span(TEXT, "Ilse Varga")
LINES = make_span(TEXT, "Norrow Lines", "o")
WORKS = Relation("works", "w", "Ilse Varga", "Norrow Lines")


@pytest.fixture
def then(project: Project) -> int:
    """After it two spans are related; since then all of it is gone and something else is there."""
    for edit in (AddSpan(VARGA), AddSpan(LINES), AddRelation(WORKS)):
        project.apply(edit, "talks")
    then = last(project)
    since: list[SetEdit] = [
        RemoveRelation("works"),
        RemoveSpan("Norrow Lines"),
        RelabelSpan("Ilse Varga", "r"),
        AddSpan(make_span(TEXT, "June", "c")),
        SetStatus("finished"),
    ]
    for edit in since:
        project.apply(edit, "talks")
    return then


def test_all_of_it(project: Project, then: int) -> None:
    now = project.annotation_set("talks")
    was = project.timeline.state("talks", then).sets[0]
    done = project.timeline.restore("talks", then)
    assert project.annotation_set("talks") == was
    assert (done.plan.left, done.plan.unlinked) == ((), 0)
    act = project.next_undo()
    assert act is not None
    words = act_words(act.edit, project.label_set, TEXT, inverse=act.inverse)
    assert words == "restored what was there before: 5 changes"
    project.undo()
    assert project.annotation_set("talks") == now
    project.redo()
    assert project.annotation_set("talks") == was
    assert project.check() == []


def test_a_relation_alone_brings_the_end_it_needs(project: Project, then: int) -> None:
    project.timeline.restore("talks", then, ["works"])
    now = project.annotation_set("talks")
    assert set(now.relations) == {"works"}
    assert set(now.spans) == {"Ilse Varga", "Norrow Lines", "June"}
    assert now.spans["Ilse Varga"].label == "r"
    assert now.status == "finished"


def test_what_came_since_goes_where_it_is_chosen(project: Project, then: int) -> None:
    project.timeline.restore("talks", then, ["June", "Ilse Varga"])
    now = project.annotation_set("talks")
    assert {id: one.label for id, one in now.spans.items()} == {"Ilse Varga": "p"}


def test_nothing_to_put_back_is_no_act(project: Project, then: int) -> None:
    seq = last(project)
    assert project.timeline.plan("talks", seq).is_empty
    assert project.timeline.restore("talks", seq).changes.is_empty
    assert last(project) == seq


def test_a_label_that_is_gone_is_left_out_and_told(project: Project) -> None:
    project.apply(AddSpan(VARGA), "talks")
    project.apply(AddSpan(LINES), "talks")
    then = last(project)
    project.apply(RelabelSpan("Ilse Varga", "r"), "talks")
    project.apply(RemoveSpan("Norrow Lines"), "talks")
    labels = project.label_set
    left = tuple(one for one in labels.span_labels if one.id != "p")
    project.apply_to_project(ReplaceLabelSet(replace(labels, span_labels=left)))
    done = project.timeline.restore("talks", then)
    assert done.plan.left == ("Ilse Varga",)
    now = project.annotation_set("talks")
    assert {id: one.label for id, one in now.spans.items()} == {
        "Ilse Varga": "r",
        "Norrow Lines": "o",
    }


def test_a_link_to_an_entity_that_is_gone_is_dropped(project: Project) -> None:
    project.apply(AddSpan(VARGA), "talks")
    project.entities.make("Ilse Varga", "p", document="talks", spans=["Ilse Varga"])
    then = last(project)
    project.undo()
    done = project.timeline.restore("talks", then)
    assert done.plan.unlinked == 1
    assert project.annotation_set("talks").spans["Ilse Varga"].entity is None


def test_nobody_puts_back_anything(tmp_path: Path) -> None:
    with make_project(tmp_path, annotator=None) as project, pytest.raises(AnnotatorUnknown):
        project.timeline.restore("talks", last(project))


def test_only_my_own_set_is_put_back(project: Project, then: int) -> None:
    ilse = project.me
    assert ilse is not None
    before = project.annotation_set("talks", ilse.id)
    project.sign_in("jon")
    project.apply(AddSpan(VARGA._replace(id="other")), "talks")
    project.timeline.restore("talks", then)
    assert project.annotation_set("talks").spans == {}
    assert project.annotation_set("talks", ilse.id) == before


@settings(max_examples=20, deadline=None)
@given(
    st.lists(set_edits, min_size=1, max_size=12),
    st.integers(0, 11),
    st.none() | st.frozensets(st.sampled_from([*IDS, "r0", "r1", "r2"])),
)
def test_any_past_state_can_be_put_back(
    edits: list[SetEdit], back: int, chosen: frozenset[str] | None
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_project(Path(folder), [make_document(REPLAYED)]) as project,
    ):
        first = last(project)
        for edit in edits:
            take(project, edit)
        now = project.annotation_set("talks")
        then = max(first, last(project) - back)
        past = project.timeline.state("talks", then)
        done = project.timeline.restore("talks", then, chosen)
        after = project.annotation_set("talks")
        if chosen is None and not done.plan.unlinked:
            was = past.sets[0] if past.sets else None
            assert after.spans == (was.spans if was else {})
            assert after.relations == (was.relations if was else {})
        assert all(
            end in after.spans for one in after.relations.values() for end in (one.head, one.tail)
        )
        if not done.changes.is_empty:
            project.undo()
        assert (project.annotation_set("talks").spans, project.annotation_set("talks").state) == (
            now.spans,
            now.state,
        )
        assert project.check() == []


def test_a_span_under_relations_is_not_taken_from_under_them(project: Project, then: int) -> None:
    """By hand it is refused; in a restoring the relations go with it."""
    project.timeline.restore("talks", then)
    with pytest.raises(SpanHasRelations):
        project.apply(RemoveSpan("Ilse Varga"), "talks")
    first = next(act.seq for act in project.history("talks"))
    project.timeline.restore("talks", first - 1, ["Ilse Varga"])
    now = project.annotation_set("talks")
    assert (set(now.spans), dict(now.relations)) == ({"Norrow Lines"}, {})
