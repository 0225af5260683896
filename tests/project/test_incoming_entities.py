"""Entities of files that say only what they are called elsewhere, on their way into a project."""

from pathlib import Path

import pytest

from annotator.edits.edit import PutEntities
from annotator.model.entity import Entity
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from tests.formats.brat.folders import at, make

FIRST = f"T1\tPERSON {at('Ilse Varga')}\tIlse Varga\nN1\tReference T1 Wikidata:Q71\tIlse V.\n"
SECOND = (
    f"T1\tPERSON {at('Jon Bly')}\tJon Bly\nT2\tPERSON {at('he')}\the\n*\tEquiv T1 T2\n"
    f"T3\tPERSON {at('Ilse')}\tIlse\nN1\tReference T3 Wikidata:Q71\tVarga, Ilse\n"
)


def linked(project: Project) -> dict[str, set[str]]:
    """Name of an entity -> the words that are linked to it."""
    found: dict[str, set[str]] = {}
    entities = {one.id: one for one in project.entities.all().values()}
    for document in project.documents():
        for one in project.annotation_sets(document.id):
            for span in one.spans.values():
                if span.entity:
                    words = span.covered_text(document.text)
                    found.setdefault(entities[span.entity].name, set()).add(words)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder, FIRST, name="one", text="One. " + _text())
    make(folder, SECOND, name="two")
    (folder / "one.ann").write_text(FIRST.replace("0 10", "5 15"))
    return folder


def _text() -> str:
    return "Ilse Varga leads Norrow Lines.\n"


def test_one_identifier_in_two_files_is_one_entity(tmp_path: Path, folder: Path) -> None:
    with Project.create(tmp_path / "p.annotator", label_set=LabelSet(), annotator="me") as project:
        report = project.import_sources([folder], annotator="Maria")
        assert report.problems == []
        assert linked(project) == {"Ilse V.": {"Ilse Varga", "Ilse"}, "Jon Bly": {"Jon Bly", "he"}}
        assert {one.identifier for one in project.entities.all().values()} == {"Q71", ""}


def test_what_the_project_knows_by_the_identifier_is_meant(tmp_path: Path, folder: Path) -> None:
    with Project.create(tmp_path / "p.annotator", label_set=LabelSet(), annotator="me") as project:
        here = Entity("mine", "Varga", None, "https://www.wikidata.org/wiki/Q71", "hers")
        project.entities.put(PutEntities((here,)))
        report = project.import_sources([folder], annotator="Maria")
        assert report.problems == []
        assert linked(project)["Varga"] == {"Ilse Varga", "Ilse"}
        assert project.entities.get("mine") == here
        assert len(project.entities.all()) == 2


def test_the_same_files_again_say_the_same(tmp_path: Path, folder: Path) -> None:
    with Project.create(tmp_path / "p.annotator", label_set=LabelSet(), annotator="me") as project:
        project.import_sources([folder], annotator="Maria")
        [person] = [one for one in project.entities.all().values() if one.identifier]
        project.entities.put(PutEntities((Entity(person.id, "Ilse Varga-Lund", None, "Q71"),)))
        again = project.import_sources([folder], annotator="Maria")
        assert again.problems == []
        assert again.spans == 0
        other = project.import_sources([folder], annotator="Otto")
        assert other.problems == []
        assert other.spans == 4
        assert sorted(linked(project)) == ["Ilse Varga-Lund", "Jon Bly"]
