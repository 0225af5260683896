"""Spans linked to entities: made, linked everywhere, merged, split, each one act and one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, LinkSpan, PutEntities
from annotator.model.entity_errors import EntityIntoItself, EntityNameEmpty, EntityUnknown
from annotator.model.errors import UndoBlocked
from annotator.project.entities.doing import (
    LinkEverywhere,
    Mention,
    MergeEntities,
    SplitEntity,
)
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.builders import make_span
from tests.project.building import make_documents, make_project

VARGA = "Ilse Varga"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three articles; ilse has marked Ilse Varga on each."""
    with make_project(tmp_path, make_documents(3)) as made:
        for one in made.documents():
            made.apply(AddSpan(make_span(one.text, VARGA, id=f"v {one.id}")), one.id)
        yield made
        made.flush()
        assert made.check() == []


def links(project: Project) -> dict[str, str | None]:
    """Span id -> entity (id), over all articles."""
    return {
        span.id: span.entity
        for document in project.documents()
        for one in project.annotation_sets(document)
        for span in one.spans.values()
    }


def test_an_entity_is_made_with_what_is_linked_to_it_in_one_act(project: Project) -> None:
    made = project.entities.make(
        " Ilse  Varga ", "p", identifier="Q1", document="d0", spans=["v d0"]
    )
    assert (made.name, made.kind, made.identifier) == ("Ilse Varga", "p", "Q1")
    assert links(project) == {"v d0": made.id, "v d1": None, "v d2": None}
    assert project.entities.count(made.id) == (1, 1)
    project.undo()
    assert project.entities.all() == {}
    assert set(links(project).values()) == {None}
    project.redo()
    assert project.entities.named("Ilse Varga") == made
    assert links(project)["v d0"] == made.id


def test_the_same_words_are_suggested_the_same_entity(project: Project) -> None:
    made = project.entities.make(VARGA, document="d0", spans=["v d0"])
    assert [one.entity.id for one in project.entities.suggestions("d1", "v d1")] == [made.id]


def test_all_of_the_same_words_are_linked_but_what_is_left_out(project: Project) -> None:
    made = project.entities.make(VARGA)
    me = project.me
    assert me is not None
    act = LinkEverywhere("ilse varga", made.id, besides=frozenset({Mention("d1", me.id, "v d1")}))
    assert [one.mention.document for one in project.entities.preview(act)] == ["d0", "d2"]
    assert set(links(project).values()) == {None}, "a preview does nothing"
    assert project.entities.do(act)[:2] == (2, 2)
    assert links(project) == {"v d0": made.id, "v d1": None, "v d2": made.id}
    assert [one.mention.span for one in project.entities.mentions(made.id)] == ["v d0", "v d2"]
    project.undo()
    assert set(links(project).values()) == {None}


def test_two_are_merged_and_what_only_the_one_says_is_kept(project: Project) -> None:
    one = project.entities.make(VARGA, identifier="Q1", document="d0", spans=["v d0"])
    other = project.entities.make("I. Varga", document="d1", spans=["v d1"])
    before = project.entities.all(), links(project)
    assert project.entities.do(MergeEntities((one.id,), other.id))[:2] == (1, 1)
    assert links(project) == {"v d0": other.id, "v d1": other.id, "v d2": None}
    now = project.entities.all()
    assert now[one.id].is_retired
    assert now[other.id].identifier == "Q1"
    project.undo()
    assert (project.entities.all(), links(project)) == before
    with pytest.raises(EntityIntoItself):
        project.entities.do(MergeEntities((one.id,), one.id))
    with pytest.raises(EntityUnknown):
        project.entities.do(MergeEntities(("nobody",), one.id))


def test_some_mentions_are_split_off(project: Project) -> None:
    made = project.entities.make(VARGA)
    project.entities.do(LinkEverywhere(VARGA, made.id))
    mentions = [one.mention for one in project.entities.mentions(made.id)]
    done = project.entities.do(SplitEntity(made.id, (mentions[1],), "Another Varga"))
    assert (done.spans, project.entities.all()[done.entity].name) == (1, "Another Varga")
    assert links(project) == {"v d0": made.id, "v d1": done.entity, "v d2": made.id}
    project.undo()
    assert set(links(project).values()) == {made.id}
    assert list(project.entities.all()) == [made.id]


def test_what_something_is_linked_to_does_not_go(project: Project) -> None:
    made = project.entities.make(VARGA)
    project.apply(LinkSpan("v d0", made.id, VARGA), "d0")
    with pytest.raises(UndoBlocked):
        project.entities.put(PutEntities((), (made.id,)))
    with pytest.raises(EntityNameEmpty):
        project.entities.make("  ")
    with pytest.raises(EntityUnknown):
        project.apply(LinkSpan("v d1", "nobody", "Nobody"), "d1")
    assert links(project)["v d1"] is None


def test_they_go_out_with_the_corpus_and_come_in_again(project: Project, tmp_path: Path) -> None:
    made = project.entities.make(VARGA, "p", identifier="Q1")
    project.entities.do(LinkEverywhere(VARGA, made.id))
    out = tmp_path / "out.jsonl"
    project.export(out, ExportChoice())
    with make_project(tmp_path, [], name="other", annotator="mara") as other:
        other.import_sources([out])
        assert other.entities.all() == {made.id: made}
        assert set(links(other).values()) == {made.id}
        assert other.check() == []
