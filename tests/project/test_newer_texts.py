"""A newer text of an article that is here: both stay, labels go along, doubts are a list."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.compose import confirm_spans
from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.messages import sentence
from annotator.model.document import Document, Meta
from annotator.model.format_errors import LabelsFollowed, TextNewer
from annotator.model.relation import Relation
from annotator.project.import_choice import ImportChoice
from annotator.project.project import Project
from annotator.project.rows import ImportReport
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project

OLD = (
    "Ferry talks open\n\n"
    "Ilse Varga, the harbour master, met Norrow Lines on Monday in Lomera.\n\n"
    "She spoke of a good day for the port and all who work there.\n\n"
    "Jonas Hale of the union was there too, but left early.\n"
)
NEW = (
    "Ferry talks end after a week\n\n"
    "Ilse Varga, the harbour master, met Norrow Lines on Monday in Lomera.\n\n"
    "She spoke of a good day for the port and all who work there.\n\n"
    "Nobody of the union came. Hale could not be asked for a word.\n"
)
NEWER = ImportChoice(other_text="newer")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    document = Document("ferry", OLD, Meta("Ferry", url="https://news.example/ferry"))
    with make_project(tmp_path, [document]) as made:
        for span in (
            make_span(OLD, "Ilse Varga", id="varga"),
            make_span(OLD, "Norrow Lines", "o", id="lines"),
            make_span(OLD, "Hale", id="hale"),
            make_span(OLD, "left early", "c", id="left"),
        ):
            made.apply(AddSpan(span), "ferry")
        made.apply(AddRelation(Relation("w", "w", "varga", "lines")), "ferry")
        made.apply(SetStatus("finished"), "ferry")
        bring(
            made,
            sets=[make_set(make_span(OLD, "Lomera", id="l"), document="ferry", annotator="jon")],
            import_id="j",
        )
        yield made


def bring_in(
    project: Project, folder: Path, name: str, text: str, choice: ImportChoice = NEWER
) -> ImportReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return project.import_sources([path], choice)


def remarks(report: ImportReport) -> list[str]:
    return [sentence(one.error) for one in report.problems]


def test_row_24_a_raw_article_of_the_same_name_is_a_newer_text(
    project: Project, tmp_path: Path
) -> None:
    report = bring_in(project, tmp_path, "ferry.txt", NEW)
    assert (report.documents_new, report.documents) == (1, ["ferry-2"])
    assert project.near_duplicates.newer_texts() == {"ferry-2": "ferry"}
    assert [type(one.error) for one in report.problems] == [TextNewer, LabelsFollowed]
    assert remarks(report) == [
        "“ferry-2” is a newer text of “ferry”; both are here.",
        "4 labels of “ferry” went along to “ferry-2” (1 to be looked at, 1 stayed behind).",
    ]
    mine = project.annotation_set("ferry-2")
    assert mine.status == "in_progress"
    said = {one.covered_text(NEW): one.is_doubtful for one in mine.spans.values()}
    assert said == {"Ilse Varga": False, "Norrow Lines": False, "Hale": True}
    [relation] = mine.relations.values()
    assert mine.spans[relation.head].covered_text(NEW) == "Ilse Varga"
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    assert [
        one.covered_text(NEW) for one in project.annotation_set("ferry-2", jon).spans.values()
    ] == ["Lomera"]
    assert len(project.annotation_set("ferry").spans) == 4
    assert project.check() == []


def test_one_undo_takes_all_of_it_back(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "ferry.txt", NEW)
    project.undo()
    assert [one.id for one in project.documents()] == ["ferry"]
    assert project.near_duplicates.newer_texts() == {}
    project.redo()
    assert len(project.annotation_set("ferry-2").spans) == 3
    assert project.near_duplicates.newer_texts() == {"ferry-2": "ferry"}


def test_the_doubtful_are_a_list_to_work_through(project: Project, tmp_path: Path) -> None:
    assert project.document_keys(which="doubtful") == []
    assert "doubtful" not in project.document_counts()
    bring_in(project, tmp_path, "ferry.txt", NEW)
    keys = project.document_keys(which="doubtful")
    assert project.document_ids(keys) == ["ferry-2"]
    assert project.document_counts()["doubtful"] == 1
    [doubtful] = [
        one for one in project.annotation_set("ferry-2").spans.values() if one.is_doubtful
    ]
    project.apply(confirm_spans([doubtful]), "ferry-2")
    assert project.document_keys(which="doubtful") == []
    assert not project.annotation_set("ferry-2").spans[doubtful.id].is_doubtful
    project.undo()
    assert project.document_ids(project.document_keys(which="doubtful")) == ["ferry-2"]


def test_each_newer_text_follows_the_newest(project: Project, tmp_path: Path) -> None:
    bring_in(project, tmp_path, "ferry.txt", NEW)
    bring_in(project, tmp_path, "ferry.txt", NEW + "\nMore to follow.\n")
    assert project.near_duplicates.newer_texts() == {"ferry-2": "ferry", "ferry-3": "ferry-2"}
    assert len(project.annotation_set("ferry-3").spans) == 3
    again = bring_in(project, tmp_path, "ferry.txt", NEW)
    assert (again.documents_new, again.documents_known) == (0, 1)


def test_an_article_that_only_has_the_same_name_is_another(
    project: Project, tmp_path: Path
) -> None:
    report = bring_in(
        project, tmp_path, "ferry.txt", "Quite another story about a ferry, told elsewhere.\n"
    )
    assert report.documents == ["ferry-2"]
    assert project.near_duplicates.newer_texts() == {}
    assert report.problems == []


def test_where_nobody_asks_it_is_an_article_like_any_other(
    project: Project, tmp_path: Path
) -> None:
    report = bring_in(project, tmp_path, "ferry.txt", NEW, ImportChoice())
    assert report.documents == ["ferry-2"]
    assert project.annotation_set("ferry-2").spans == {}


def line(
    id: str, text: str, annotator: str | None = None, spans: str = "[]", url: str = "null"
) -> str:
    import json

    body = json.dumps(text)
    status = "finished" if annotator else "new"
    return (
        f'{{"version": 1, "id": "{id}", "text": {body}, "meta": {{"url": {url}}}, "annotator": '
        f'{json.dumps(annotator)}, "status": "{status}", "spans": {spans}, "relations": []}}\n'
    )


def test_an_annotated_one_keeps_what_came_with_it(project: Project, tmp_path: Path) -> None:
    spans = '[{"id": "mine", "label": "PERSON", "start": 0, "end": 5, "text": "Ferry"}]'
    report = bring_in(project, tmp_path, "in.jsonl", line("ferry", NEW, "ilse", spans))
    assert report.documents == ["ferry-2"]
    assert [one.id for one in project.annotation_set("ferry-2").spans.values()] == ["mine"]
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    assert len(project.annotation_set("ferry-2", jon).spans) == 1
    assert project.near_duplicates.newer_texts() == {"ferry-2": "ferry"}


def test_nobodys_annotations_stay_as_they_are_on_the_older_text(
    project: Project, tmp_path: Path
) -> None:
    before = project.annotation_set("ferry")
    bring_in(project, tmp_path, "ferry.txt", NEW)
    project.close()
    with Project.open(project.path, annotator="ilse") as opened:
        assert opened.annotation_set("ferry").spans == before.spans
        assert opened.annotation_set("ferry").status == "finished"
