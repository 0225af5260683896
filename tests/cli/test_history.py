"""The command history: acts in words, oldest first."""

from pathlib import Path

from annotator.project.project import Project
from tests.cli.conftest import Command


def test_acts_in_words(command: Command, project: Path) -> None:
    result = command("history", project)
    assert (result.status, result.err) == (0, "")
    assert [line.rpartition(": ")[2] for line in result.out.splitlines()][-4:] == [
        "labelled “Ilse Varga” PERSON",
        "labelled “Norrow Lines” ORGANISATION",
        "related a relation works for",
        "marked the article finished",
    ]
    assert all("Maria" in line for line in result.out.splitlines())


def test_an_undo_is_told_by_what_it_took_back(command: Command, project: Path) -> None:
    with Project.open(project, annotator="Maria") as opened:
        opened.undo()
        opened.redo()
    *_, undo, redo = command("history", project).out.splitlines()
    assert undo.endswith("undid: marked the article finished")
    assert redo.endswith("redid: marked the article finished")


def test_json(command: Command, project: Path) -> None:
    acts = command("history", project, "--json").json["acts"]
    assert [act["seq"] for act in acts] == sorted(act["seq"] for act in acts)
    last = acts[-1]
    assert last["annotator"] == "Maria"
    assert last["step"] == "do"
    assert last["edit"]["edit"] in ("SetStatus", "Together")
    assert {"seq", "at", "annotator", "document", "step", "of", "what", "edit"} == set(last)


def test_one_document_only(command: Command, project: Path) -> None:
    with Project.open(project) as opened:
        first, second = (one.id for one in opened.documents())
    assert "Ilse Varga" in command("history", project, first).out
    assert "Ilse Varga" not in command("history", project, second).out


def test_only_the_newest(command: Command, project: Path) -> None:
    (line,) = command("history", project, "--newest", "1").out.splitlines()
    assert line.endswith("marked the article finished")


def test_a_document_that_is_not_there(command: Command, project: Path) -> None:
    result = command("history", project, "gone")
    assert result.status == 2
    assert result.line == "annotator: The project has no article “gone”."
