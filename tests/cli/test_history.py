"""The command history: acts in words, oldest first."""

from pathlib import Path
from shutil import copy

import pytest

from annotator.edits.edit import RelabelSpan, SetStatus
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


def first(project: Path) -> str:
    with Project.open(project) as opened:
        return next(opened.documents()).id


def act_named(command: Command, project: Path, what: str) -> int:
    """The number of the newest act so told."""
    acts = command("history", project, "--json").json["acts"]
    return max(act["seq"] for act in acts if what in act["what"])


def test_narrowed(command: Command, project: Path) -> None:
    with Project.open(project, annotator="Jon") as opened:
        opened.apply(SetStatus("finished"), next(opened.documents()).id)
    assert len(command("history", project, "--annotator", "jon").out.splitlines()) == 1
    (line,) = command("history", project, "--kind", "coming in").out.splitlines()
    assert "brought in" in line
    assert command("history", project, "--since", "2999-01-01").out == ""
    every = command("history", project).out
    assert command("history", project, "--until", "2999-01-01").out == every
    few = command("history", project, "--annotator", "Maria", "--newest", "2").out
    assert [line.rpartition(": ")[2] for line in few.splitlines()] == [
        "related a relation works for",
        "marked the article finished",
    ]


def test_a_state_of_the_past(command: Command, project: Path) -> None:
    seq = act_named(command, project, "Norrow Lines")
    told = command("history", project, first(project), "--at", str(seq), "--json").json
    (maria,) = told["sets"]
    assert (told["seq"], told["untold"]) == (seq, [])
    assert (maria["annotator"], maria["status"], maria["relations"]) == ("Maria", "in_progress", [])
    assert [(one["id"], one["label"], one["text"]) for one in maria["spans"]] == [
        ("varga", "PERSON", "Ilse Varga"),
        ("lines", "ORGANISATION", "Norrow Lines"),
    ]
    lines = command("history", project, first(project), "--at", str(seq)).out.splitlines()
    assert lines[0] == "Maria (in progress): 2 spans, 0 relations"
    assert lines[1].split() == ["18-28", "PERSON", "“Ilse", "Varga”", "varga"]


def test_a_state_before_anything_was_said(command: Command, project: Path) -> None:
    seq = act_named(command, project, "brought in")
    assert command("history", project, first(project), "--at", str(seq)).out == (
        "Nobody had said anything of it.\n"
    )
    result = command("history", project, first(project), "--at", "0")
    assert result.status == 2
    assert "had not come in yet" in result.line
    result = command("history", project, first(project), "--at", "999")
    assert result.line.startswith("annotator: The history has no act 999; the last one is ")


def test_blame(command: Command, project: Path) -> None:
    with Project.open(project, annotator="Maria") as opened:
        opened.apply(RelabelSpan("lines", "r"), first_of(opened))
    lines = command("history", project, first(project), "--blame", "lines").out.splitlines()
    assert [line.rpartition("Maria  ")[2] for line in lines] == [
        "relabelled “Norrow Lines” ROLE",
        "labelled “Norrow Lines” ORGANISATION",
    ]
    told = command("history", project, first(project), "--blame", "lines", "--json").json
    assert [one["where"] for one in told["acts"]] == ["here", "here"]
    result = command("history", project, first(project), "--blame", "nothing")
    assert (result.status, "never had one" in result.line) == (2, True)


def first_of(project: Project) -> str:
    return next(project.documents()).id


def test_putting_back(command: Command, project: Path) -> None:
    seq = act_named(command, project, "Ilse Varga")
    ask = ("history", project, first(project), "--restore", str(seq), "--annotator", "maria")
    told = command(*ask, "--dry-run", "--json").json
    assert (told["changes"], told["dry_run"]) == (3, True)
    with Project.open(project) as opened:
        assert len(next(opened.annotation_sets(first_of(opened))).spans) == 2
    result = command(*ask)
    assert result.out.startswith(f"Put back what was there after act {seq}: 3 changes in “")
    with Project.open(project, annotator="Maria") as opened:
        (maria,) = opened.annotation_sets(first_of(opened))
        assert (set(maria.spans), dict(maria.relations)) == ({"varga"}, {})
        opened.undo()
        assert len(opened.annotation_set(first_of(opened)).spans) == 2
    assert "undid: restored what was there before" in command("history", project).out


def test_putting_back_one_span(command: Command, project: Path) -> None:
    with Project.open(project, annotator="Maria") as opened:
        seq = max(act.seq for act in opened.history())
        opened.apply(RelabelSpan("lines", "r"), first_of(opened))
        opened.apply(RelabelSpan("varga", "c"), first_of(opened))
    command(
        "history", project, first(project), "--restore", str(seq), "--annotator", "Maria",
        "--only", "varga",
    )  # fmt: skip
    with Project.open(project) as opened:
        (maria,) = opened.annotation_sets(first_of(opened))
    assert {id: one.label for id, one in maria.spans.items()} == {"varga": "p", "lines": "r"}


@pytest.mark.parametrize(
    "asked",
    [
        ("--at", "1"),
        ("talks", "--at", "1", "--blame", "x"),
        ("talks", "--restore", "1"),
        ("talks", "--at", "1", "--only", "x"),
    ],
)
def test_what_does_not_go_together(command: Command, project: Path, asked: tuple[str, ...]) -> None:
    result = command("history", project, *asked)
    assert result.status == 2
    assert "--" in result.err


def test_whose_labels_are_not_known(command: Command, project: Path) -> None:
    result = command(
        "history", project, first(project), "--restore", "1", "--annotator", "Nobody here"
    )
    assert result.status == 2
    assert "Nobody here" in result.line
    with Project.open(project) as opened:
        assert [one.name for one in opened.annotators()] == ["Maria"]


def test_what_a_colleague_did_before_it_was_taken_in(
    command: Command, project: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs" / "jon.annotator"
    theirs.parent.mkdir()
    copy(project, theirs)
    with Project.open(theirs, annotator="Maria") as other:
        other.apply(RelabelSpan("lines", "r"), first_of(other))
        other.undo()
        other.apply(RelabelSpan("varga", "c"), first_of(other))
    command("merge", project, theirs, "--annotator", "Maria")
    *_, relabelled, undone, again, taken = command(
        "history", project, first(project), "--json"
    ).json["acts"]
    assert relabelled["what"] == (
        "relabelled “Norrow Lines” ROLE, in a colleague’s file (jon.annotator)"
    )
    assert undone["what"].startswith("undid: relabelled “Norrow Lines” ROLE")
    assert again["annotator"] == "Maria"
    assert [one["seq"] for one in (relabelled, undone, again)] == [None] * 3
    assert taken["edit"]["edit"] == "TakeIn"
