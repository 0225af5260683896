"""The command assign: divided, withdrawn, told; articles that come back."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.project import Project
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command


def held(path: Path) -> dict[str, list[str]]:
    with Project.open(path, is_read_only=True) as project:
        names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        return {
            one.id: sorted(names[a.annotator] for a in project.assignments.on(one.id))
            for one in project.documents()
        }


def test_articles_are_divided_and_that_is_told(command: Command, project: Path) -> None:
    assert command("assign", project).out == "Nothing has been assigned.\n"
    result = command("assign", project, "--to", "maria, Jonas", "--per-article", "2", "--blind")
    assert (result.status, result.out) == (0, "2 articles: 2 each, each by both, blind.\n")
    assert held(project) == {"ferry": ["Jonas", "Maria"], "vote": ["Jonas", "Maria"]}
    assert command("assign", project).out.splitlines() == [
        "annotator  assigned  finished  blind  came back  done again  with oneself",
        "Jonas             2         0      2          0           0",
        "Maria             2         1      2          0           0",
    ]
    again = command("assign", project, "--to", "Maria,Jonas", "--per-article", "2")
    assert again.out == "2 articles: all assigned to Maria and Jonas already.\n"


def test_json_says_who_gets_what(command: Command, project: Path) -> None:
    arguments = ("assign", project, "--to", "Maria", "--to", "Jonas", "--blind", "--json")
    body = command(*arguments, "--dry-run").json
    assert body == {
        "documents": 2,
        "loads": {"Maria": 1, "Jonas": 1},
        "shared": 0,
        "assigned": [
            {"document": "ferry", "annotator": "Maria", "blind": True},
            {"document": "vote", "annotator": "Jonas", "blind": True},
        ],
        "dry_run": True,
    }
    assert held(project) == {"ferry": [], "vote": []}
    with Project.open(project, is_read_only=True) as opened:
        assert [one.name for one in opened.annotators()] == ["Maria"]
    assert command(*arguments).json == body | {"dry_run": False}
    assert held(project) == {"ferry": ["Maria"], "vote": ["Jonas"]}
    told = command("assign", project, "--json").json["annotators"]
    assert told["Maria"] == {
        "assigned": 1, "finished": 1, "blind": 1, "again": 0, "again_finished": 0,
    }  # fmt: skip


def test_some_articles_only_and_whose_act_it_is(command: Command, project: Path) -> None:
    command("assign", project, "--to", "Jonas", "--documents", "vote", "--annotator", "Mara")
    assert held(project) == {"ferry": [], "vote": ["Jonas"]}
    acts = command("history", project, "--json").json["acts"]
    assert (acts[-1]["annotator"], acts[-1]["what"]) == (
        "Mara", "assigned 1 article to 1 annotator",
    )  # fmt: skip


def test_assignments_are_withdrawn(command: Command, project: Path) -> None:
    command("assign", project, "--to", "Jonas,Maria", "--per-article", "2")
    dry = command("assign", project, "--to", "Jonas", "--withdraw", "--dry-run")
    assert dry.out == "Withdrew 2 assignments (nothing was done).\n"
    result = command("assign", project, "--to", "Jonas", "--withdraw", "--documents", "vote")
    assert result.out == "Withdrew 1 assignment.\n"
    assert held(project) == {"ferry": ["Jonas", "Maria"], "vote": ["Maria"]}
    assert command("assign", project, "--to", "Jonas", "--withdraw", "--json").json == {
        "withdrawn": [{"document": "ferry", "annotator": "Jonas"}], "dry_run": False,
    }  # fmt: skip


def test_an_article_comes_back_and_is_compared(command: Command, project: Path) -> None:
    result = command("assign", project, "--again", "--days", "0")
    assert result.out == "Maria: 1 article of 1 finished.\n"
    assert held(project)["ferry"] == ["Maria, second time"]
    assert "with_oneself" not in command("agreement", project, "--json").json
    with Project.open(project, annotator="Maria") as opened:
        opened.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", id="again")), "ferry")
        opened.apply(SetStatus("finished"), "ferry")
    told = command("assign", project, "--json").json["annotators"]["Maria"]
    assert told["with_oneself"] == {
        "documents": 1, "matched": 1, "first": 2, "second": 1, "span_f1": 2 / 3,
    }  # fmt: skip
    assert command("assign", project).out.splitlines()[1].split() == [
        "Maria", "0", "0", "0", "1", "1", "0.67",
    ]  # fmt: skip
    body = command("agreement", project, "--json").json
    (pair,) = body["with_oneself"]
    assert (pair["a"], pair["b"], pair["documents"]) == ("Maria", "Maria, second time", 1)
    assert pair["span_f1"]["value"] == 2 / 3
    assert body["pairs"] == []
    for_people = command("agreement", project).out
    assert "With oneself, on articles that came back:\nMaria and Maria, second time" in for_people
    differences = command("compare", project, "Maria", "Maria, second time").out
    assert "Norrow Lines" in differences


def test_nothing_is_due_before_its_time(command: Command, project: Path) -> None:
    result = command("assign", project, "--again", "--dry-run")
    assert result.out == ("Maria: nothing finished 14 days ago or more (nothing was done).\n")
    assert command("assign", project, "--again", "--json").json == {
        "again": {"Maria": []}, "dry_run": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--withdraw", "--again", "--to", "Maria"), "exclude each other"),
        (("--withdraw",), "from whom"),
        (("--to", "Maria", "--documents", "nowhere"), "nowhere"),
        (("--to", "\x07"), "cannot be used"),
        (("--to", "Maria", "--share", "0"), "--share"),
    ],
)
def test_wrong_use_is_said_in_one_line(
    command: Command, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = command("assign", project, *arguments)
    assert result.status == 2
    assert words in result.line
    assert held(project) == {"ferry": [], "vote": []}
