"""Spans linked to entities: made, linked everywhere, merged, split, each one act and one undo."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, LinkSpan, MoveSpan, PutEntities, RemoveSpan
from annotator.model.entity_errors import EntityIntoItself, EntityNameEmpty, EntityUnknown
from annotator.model.errors import UndoBlocked
from annotator.model.span import Span
from annotator.project.entities.doing import (
    LinkEverywhere,
    Mention,
    MergeEntities,
    SplitEntity,
)
from annotator.project.entities.suggesting import Names
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.storage.entities import read_linked_words
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


def names_of(project: Project) -> Names:
    """What is known after somebody has asked."""
    project.entities.suggestions("d0", "v d0")
    return project._road.entities.known.names


def read_anew(project: Project) -> tuple[object, ...]:
    project.flush()
    with project.store.reading() as connection:
        return Names(project.entities.all().values(), read_linked_words(connection)).state()


def test_a_link_takes_one_name_apart_and_reads_nothing_else_again(project: Project) -> None:
    for number in range(50):
        project.entities.make(f"Somebody {number}")
    made = project.entities.make(VARGA, document="d0", spans=["v d0"])
    names = names_of(project)
    before = names.taken_apart
    assert before == 51
    project.apply(LinkSpan("v d1", made.id, VARGA), "d1")
    assert names_of(project).taken_apart == before, "these words were known"
    text = project.document("d2").text
    project.apply(AddSpan(make_span(text, "harbour master", "r", id="role")), "d2")
    project.apply(LinkSpan("role", made.id, VARGA), "d2")
    assert names_of(project).taken_apart == before + 1
    assert list(names.like("Harbour Master")) == [made.id]
    assert names.state() == read_anew(project)


def test_what_is_known_follows_whatever_is_done(project: Project) -> None:
    made = project.entities.make(VARGA, document="d0", spans=["v d0"])
    assert names_of(project).state() == read_anew(project)
    start, end = project.annotation_set("d0").spans["v d0"].fragments[0]
    steps: tuple[Callable[[], object], ...] = (
        lambda: project.apply(MoveSpan("v d0", ((start + 5, end),)), "d0"),
        lambda: project.apply(MoveSpan("v d0", ((start, start + 4), (start + 5, end))), "d0"),
        lambda: project.entities.put(PutEntities((replace(made, name="I. V."),))),
        lambda: project.entities.do(LinkEverywhere(VARGA, made.id)),
        lambda: project.apply(RemoveSpan("v d2"), "d2"),
        lambda: project.entities.do(MergeEntities((made.id,), project.entities.make("X").id)),
    )
    for number, step in enumerate(steps):
        step()
        assert names_of(project).state() == read_anew(project), number
    for number in range(len(steps) + 2):
        project.undo()
        if number < len(steps) + 1:
            assert names_of(project).state() == read_anew(project), number


def test_one_may_ask_while_another_thread_links(project: Project) -> None:
    made = project.entities.make(VARGA)
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(60):
                project.entities.suggestions("d0", "v d0")
        except BaseException as error:  # noqa: BLE001 (told by the test)
            failures.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    for number in range(60):
        entity = made.id if number % 2 == 0 else None
        project.apply(LinkSpan("v d1", entity, VARGA), "d1")
    asking.join()
    assert failures == []
    project.apply(LinkSpan("v d1", made.id, VARGA), "d1")
    assert names_of(project).state() == read_anew(project)


def test_one_is_found_alone_and_as_it_is_on_screen(project: Project) -> None:
    made = project.entities.make(VARGA)
    project.flush()
    project._road.entities.forget()
    assert project.entities.get(made.id) == made
    assert project.entities.get("nobody") is None
    renamed = replace(made, name="I. Varga")
    project.entities.put(PutEntities((renamed,)))
    project._road.entities.forget()
    assert project.entities.get(made.id) == renamed, "whether or not it is saved yet"


def test_linked_everywhere_reaches_spans_with_gaps_and_other_marks(project: Project) -> None:
    made = project.entities.make(VARGA)
    text = project.document("d1").text
    ilse, varga = text.index("Ilse"), text.index("Varga")
    parted = Span("parted", "p", ((ilse, ilse + 4), (varga, varga + 5)))
    project.apply(AddSpan(parted), "d1")
    project.apply(AddSpan(make_span(text, "Council", "o", id="council")), "d1")
    assert project.entities.do(LinkEverywhere("ILSE VARGA’S", made.id))[:2] == (4, 3)
    assert links(project)["parted"] == made.id
    assert links(project)["council"] is None


def test_what_is_done_while_all_are_read_is_not_lost(project: Project) -> None:
    """Neither where it is saved before they are taken, nor where it is not, nor after a forgetting."""
    made = project.entities.make(VARGA)
    project.flush()
    book = project._road.entities
    book.forget()
    read = book.read()
    other = project.entities.make("Otto Varga")
    project.entities.put(PutEntities((replace(made, identifier="Q1"),)))
    project.flush()
    third = project.entities.make("Norrow")
    with project._road.lock:
        book.take(read)
    assert book.is_read
    assert project.entities.all() == {
        made.id: replace(made, identifier="Q1"), other.id: other, third.id: third,
    }  # fmt: skip
    book.forget()
    read = book.read()
    book.forget()
    book.take(read)
    assert not book.is_read, "they may be others now"
    assert list(project.entities.all()) == [made.id, other.id, third.id]
