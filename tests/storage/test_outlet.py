"""What an export reads: everything, in order, chosen, and with flat memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.storage import outlet
from annotator.storage.outlet import stream_documents, stream_sets
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project

Line = tuple[str, str | None]


def a_set(document: str, annotator: str | None, status: str = "finished") -> AnnotationSet:
    id = f"{document} {annotator}"
    made = make_set(make_span("ferry", "ferry", id=id), document=document, annotator=annotator)
    return replace(made, id=id, status="curated" if annotator is None else status)  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """b: zoe, ada and curated; a: nobody; c: ada, in progress. Three documents, two to a page."""
    documents = [make_document("ferry", id) for id in "bac"]
    with make_project(tmp_path, documents) as made:
        sets = [
            a_set("b", "zoe"),
            a_set("b", None),
            a_set("b", "ada"),
            a_set("c", "ada", "in_progress"),
        ]
        bring(made, [], sets, "i2")
        yield made


def lines(project: Project, **chosen: object) -> list[Line]:
    names: dict[str | None, str] = {one.id: one.name for one in project.annotators()}

    def line(document: Document, one: AnnotationSet | None) -> Line:
        if one is None:
            return (document.id, None)
        assert one.document == document.id
        assert len(one.spans) == 1
        return (document.id, names.get(one.annotator, "curated"))

    return [line(*pair) for pair in stream_sets(project.store, **chosen)]  # type: ignore[arg-type]


@pytest.mark.parametrize("page", [1, 2, 3, 100])
def test_everything_in_order_whatever_the_page(
    project: Project, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet, "PAGE", page)
    assert [one.id for one in stream_documents(project.store)] == ["b", "a", "c"]
    assert lines(project) == [
        ("b", "ada"), ("b", "zoe"), ("b", "curated"), ("a", None), ("c", "ada"),
    ]  # fmt: skip


def test_chosen_annotators(project: Project) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    assert lines(project, annotators=[ids["ada"]]) == [("b", "ada"), ("c", "ada")]
    assert lines(project, annotators=[ids["zoe"]], curated=True) == [("b", "zoe"), ("b", "curated")]
    assert lines(project, annotators=[]) == []


def test_curated_alone_or_not_at_all(project: Project) -> None:
    assert lines(project, curated=True) == [("b", "curated")]
    assert lines(project, curated=False) == [("b", "ada"), ("b", "zoe"), ("c", "ada")]


def test_chosen_statuses(project: Project) -> None:
    assert lines(project, statuses=["finished"]) == [("b", "ada"), ("b", "zoe")]
    assert lines(project, statuses=["in_progress", "curated"]) == [("b", "curated"), ("c", "ada")]


def test_what_was_retired_does_not_go_out(project: Project) -> None:
    project.undo()
    assert lines(project) == [("b", None), ("a", None), ("c", None)]


def test_edits_can_be_saved_while_an_export_is_read(project: Project) -> None:
    from annotator.edits.edit import AddSpan
    from annotator.model.span import Span

    stream = stream_sets(project.store)
    next(stream)
    project.apply(AddSpan(Span("meanwhile", "p", ((0, 5),))), "a")
    project.flush(30)
    assert project.unsaved == 0
    assert len(list(stream)) == 4
