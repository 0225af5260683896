"""What is right as it is is told no more: kept in the file, undone, brought back."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, MoveSpan
from annotator.model.errors import DocumentUnknown, NothingToUndo, ProjectReadOnly
from annotator.model.oddity import Dismissal
from annotator.project.consistency.found import Found
from annotator.project.consistency.mending import OddPlace
from annotator.project.project import Project
from tests.builders import make_document, make_span
from tests.project.building import Ear, make_project

TEXT = "Then Norrow, sailed, and Varga, paid."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    documents = [make_document(f"{TEXT} {number}", f"d{number}") for number in range(3)]
    with make_project(tmp_path, documents) as made:
        for one in documents:
            for words in ("Norrow,", "Varga,"):
                span = make_span(TEXT, words, "p", id=f"{words}{one.id}")
                made.apply(AddSpan(span), one.id)
    return Project.open(tmp_path / "news.annotator", annotator="ilse")


@pytest.fixture(autouse=True)
def closed(project: Project) -> object:
    yield
    project.close()


def found(project: Project) -> list[Found]:
    return [one for batch in project.consistency.find(["ends"]) for one in batch.found]


def places(project: Project, words: str = "Norrow,") -> list[OddPlace]:
    return [one.place for one in found(project) if one.text == words]


def test_it_is_told_no_more_and_an_undo_brings_it_back(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)
    changes = project.consistency.dismiss(places(project), origin="here")
    assert len(changes.dismissed) == 3
    assert ear.changes == [(changes, "here")]
    assert [one.text for one in found(project)] == ["Varga,"] * 3
    project.undo()
    assert len(found(project)) == 6
    project.redo()
    assert len(found(project)) == 3


def test_it_is_kept_in_the_file_and_the_undo_too(project: Project, tmp_path: Path) -> None:
    (first, *_) = places(project)
    project.consistency.dismiss([first])
    project.close()
    with Project.open(tmp_path / "news.annotator", annotator="ilse") as again:
        assert again.consistency.dismissed() == {Dismissal("d0", "ends", "5-12 p")}
        assert len(found(again)) == 5
        again.undo()
        assert (again.consistency.dismissed(), len(found(again))) == (set(), 6)
        assert again.check() == []


def test_what_is_dismissed_already_is_no_act(project: Project) -> None:
    first, second, _ = places(project)
    project.consistency.dismiss([first])
    assert project.consistency.dismiss([first, first]).is_empty
    assert len(project.consistency.dismiss([first, second]).dismissed) == 1
    project.undo()
    assert project.consistency.dismissed() == {Dismissal("d0", "ends", "5-12 p")}


def test_it_is_brought_back_by_name(project: Project) -> None:
    project.consistency.dismiss(places(project))
    project.consistency.bring_back(project.consistency.dismissed())
    assert len(found(project)) == 6
    project.undo()
    assert len(found(project)) == 3


def test_what_becomes_another_place_is_told_anew(project: Project) -> None:
    project.consistency.dismiss(places(project))
    project.apply(MoveSpan("Norrow,d0", ((4, 12),)), "d0")
    assert [one.oddity.place for one in found(project) if one.place.document == "d0"] == [
        ((4, 12),),
        ((25, 31),),
    ]


def test_whoever_dismissed_it_everybody_is_told_no_more(project: Project) -> None:
    project.consistency.dismiss(places(project))
    project.sign_in("jon")
    assert len(found(project)) == 3
    with pytest.raises(NothingToUndo):
        project.undo()


def test_what_cannot_be(project: Project, tmp_path: Path) -> None:
    (one, *_) = places(project)
    with pytest.raises(DocumentUnknown):
        project.consistency.dismiss([one._replace(document="gone")])
    project.close()
    with Project.open(tmp_path / "news.annotator", is_read_only=True) as closed:
        with pytest.raises(ProjectReadOnly):
            closed.consistency.dismiss([one])
        assert closed.consistency.dismissed() == set()
