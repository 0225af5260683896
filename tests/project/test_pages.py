"""Documents with all that is said of them: what is saved and what is not."""

from pathlib import Path

import pytest

from annotator.edits.edit import CorrectMeta
from annotator.model.document import Meta
from annotator.project.pages import Said, pages, read_said
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_span
from tests.project.building import make_documents, make_project
from tests.project.differing import say

VARGA = make_span(f"0. {TEXT}", "Ilse Varga", "p", "varga")


@pytest.fixture
def project(tmp_path: Path):
    with make_project(tmp_path, make_documents(3)) as project:
        yield project


def _read(project: Project, *documents: str) -> list[Said]:
    return read_said(project._road, documents)


def test_sets_by_name_and_verdicts(project: Project) -> None:
    jon = say(project, "jon", VARGA, document="d1")
    ada = say(project, "ada", VARGA, document="d1")
    pairing = Pairing(jon, ada)
    project.review.settle([Ruling("d1", pairing, None, "added", (VARGA._replace(id="mine"),))])
    project.flush()
    empty, said = _read(project, "d0", "d1")
    assert (empty.sets, empty.verdicts, empty.document.id) == ((), (), "d0")
    assert [one.annotator for one in said.sets] == [ada, jon]
    assert [one.choice for one in said.verdicts] == ["added"]
    assert said.set_of(jon).spans.keys() == {"varga-jon-d1"}
    assert said.set_of("nobody").spans == {}


def test_what_is_not_saved_yet_is_there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    say(project, "jon", VARGA, document="d1")
    project.flush()
    monkeypatch.setattr(project.store.writer, "submit", lambda edited: None)
    say(project, "jon", VARGA._replace(id="second"), document="d1")
    say(project, "kim", VARGA, document="d2")
    project.apply_to_project(CorrectMeta("d1", Meta(title="Another")))
    one, two = _read(project, "d1", "d2")
    assert len(one.sets[0].spans) == 2 and one.document.meta.title == "Another"
    assert len(two.sets) == 1


def test_documents_that_are_not_there_are_left_out(project: Project) -> None:
    assert [one.document.id for one in _read(project, "d2", "nowhere", "d0")] == ["d2", "d0"]


def test_pages() -> None:
    assert list(pages(["a", "b", "c"], 2)) == [["a", "b"], ["c"]]
    assert list(pages([])) == []
