"""The command hub, with a folder: made, pushed to, pulled from, asked how it stands."""

import shutil
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.project.project import Project
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command


@pytest.fixture
def jonas(project: Path) -> Path:
    """Jonas's copy of the project, in which he has labelled something."""
    path = project.with_name("jonas.annotator")
    shutil.copyfile(project, path)
    with Project.open(path, annotator="Jonas") as opened:
        master = make_span(ARTICLE, "harbour master", "r", "master")
        opened.apply(AddSpan(master), next(opened.documents()).id)
    return path


def test_two_people_and_a_folder(command: Command, project: Path, jonas: Path) -> None:
    made = command("hub", "init", "team")
    assert made.status == 0
    assert "is a hub now" in made.out
    sent = command("hub", "push", project, "team", "--annotator", "Maria")
    assert (sent.status, sent.out) == (0, "team: 2 revisions and 2 articles sent.\n")
    assert command("hub", "push", jonas, "team", "--annotator", "Jonas").status == 0
    pulled = command("hub", "pull", project, "--annotator", "Maria")
    assert pulled.out.splitlines() == [
        "team.annotator: 0 articles came in, 1 here already, 0 left alone.",
        "Jonas: 1 set new, 0 changed; 1 annotation added, 0 changed, 0 removed",
    ]
    again = command("hub", "pull", project, "--annotator", "Maria")
    assert (again.status, again.out) == (0, "team: nothing new.\n")
    assert command("check", project).status == 0


def test_how_it_stands(command: Command, project: Path, jonas: Path) -> None:
    command("hub", "init", "team")
    fresh = command("hub", "status", project, "team", "--annotator", "Maria")
    assert fresh.out.splitlines()[0] == "team: not exchanged yet; 1 article of yours to send."
    command("hub", "push", project, "team", "--annotator", "Maria")
    state = command("hub", "status", project, "--annotator", "Maria", "--json").json
    assert (state["waiting"], state["refused"], state["left_out"]) == (0, [], [])
    assert state["streams"] == [{"annotator": "Maria", "mine": True, "there": 2, "here": 2}]
    told = command("hub", "status", jonas, "team", "--annotator", "Jonas").out
    assert "Maria" in told
    assert "last exchanged" not in told


def test_as_json(command: Command, project: Path, jonas: Path) -> None:
    command("hub", "init", "team")
    sent = command("hub", "push", project, "team", "--annotator", "Maria", "--again", "--json").json
    assert (sent["sent"], sent["articles_sent"], sent["same"]) == (2, 2, True)
    got = command("hub", "pull", jonas, "team", "--annotator", "Jonas", "--json").json
    assert (got["fetched"], got["waiting"], got["problems"]) == (2, 0, [])
    assert got["merged"]["documents"] == {"new": 0, "known": 0, "skipped": 0, "purged": 0}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("push", "news.annotator", "nowhere", "--annotator", "Maria"), "is no shared folder"),
        (("push", "news.annotator", "--annotator", "Maria"), "is not shared yet"),
        (("status", "news.annotator", "--annotator", "Maria"), "is not shared yet"),
        (("init", "team"), "already"),
        (("push", "missing.annotator", "team", "--annotator", "Maria"), "missing.annotator"),
    ],
)
def test_wrong_use_is_one_line(
    command: Command, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    command("hub", "init", "team")
    result = command("hub", *arguments)
    assert result.status == 2
    assert words in result.line
