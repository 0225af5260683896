"""The commands new, stats and check."""

import sqlite3
from pathlib import Path

import pytest

from annotator.formats.delivered_label_sets import DELIVERED, read_delivered
from annotator.project.project import Project
from tests.cli.conftest import ARTICLE, OTHER, Command

LABELS = """
name = "Harbour"

[[span_labels]]
name = "SHIP"
colour = "#244acf"
key = "1"
"""


def test_a_new_project_has_the_news_labels(command: Command, tmp_path: Path) -> None:
    result = command("new", "news.annotator", "--annotator", "Maria")
    assert result.status == 0
    assert result.out.startswith("Made news.annotator: label set “News”")
    assert result.err == ""
    with Project.open(tmp_path / "news.annotator") as made:
        assert made.label_set.span_label_named("PERSON")
        assert [one.name for one in made.annotators()] == ["Maria"]


def test_a_new_project_with_labels_of_its_own(command: Command, tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(LABELS, encoding="utf-8")
    result = command("new", "ships.annotator", "--labels", "labels.toml")
    assert "label set “Harbour” with 1 label for spans" in result.out
    with Project.open(tmp_path / "ships.annotator") as made:
        assert [one.name for one in made.label_set.span_labels] == ["SHIP"]


@pytest.mark.parametrize("name", [one.name for one in DELIVERED])
def test_a_new_project_with_a_delivered_label_set(
    command: Command, tmp_path: Path, name: str
) -> None:
    expected = read_delivered(name)
    result = command("new", "ships.annotator", "--labels", name)
    assert f"label set “{expected.name}”" in result.out
    with Project.open(tmp_path / "ships.annotator") as made:
        names = [one.name for one in made.label_set.span_labels]
        assert names == [one.name for one in expected.span_labels]


def test_a_file_goes_before_a_delivered_label_set_of_its_name(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "names").write_text(LABELS, encoding="utf-8")
    assert "“Harbour”" in command("new", "ships.annotator", "--labels", "names").out


def test_a_label_set_that_does_not_parse(command: Command, tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text("name = \n", encoding="utf-8")
    result = command("new", "ships.annotator", "--labels", "labels.toml")
    assert result.status == 2
    assert "labels.toml" in result.line
    assert not (tmp_path / "ships.annotator").exists()


def test_new_never_overwrites(command: Command, tmp_path: Path) -> None:
    (tmp_path / "news.annotator").write_bytes(b"precious")
    result = command("new", "news.annotator")
    assert result.status == 2
    assert result.line.startswith("annotator: news.annotator is there already")
    assert (tmp_path / "news.annotator").read_bytes() == b"precious"


def test_new_where_there_is_no_folder(command: Command) -> None:
    result = command("new", "nowhere/news.annotator")
    assert result.status == 2
    assert "nowhere" in result.line


def test_stats_as_promised(command: Command, project: Path) -> None:
    counted = command("stats", project, "--json").json
    assert counted == {
        "documents": 2,
        "characters": len(ARTICLE) + len(OTHER),
        "annotators": {
            "Maria": {
                "sets": {"finished": 1, "in_progress": 0, "new": 0},
                "spans": 2,
                "relations": 1,
            }
        },
        "labels": {"PERSON": 1, "ORGANISATION": 1, "ROLE": 0, "CLAIM": 0} | counted["labels"],
        "relations": {"works for": 1} | counted["relations"],
    }
    assert counted["labels"]["PERSON"] == 1
    assert counted["relations"]["works for"] == 1


def test_stats_for_people(command: Command, project: Path) -> None:
    result = command("stats", project)
    assert result.status == 0
    assert result.out.startswith("2 articles, ")
    assert "Maria" in result.out
    assert "PERSON" in result.out
    assert "works for" in result.out


def test_a_whole_project(command: Command, project: Path) -> None:
    result = command("check", project)
    assert (result.status, result.out) == (0, "news.annotator is whole.\n")
    told = command("check", project, "--json").json
    assert (told["whole"], told["faults"]) == (True, [])
    assert "purges" not in told


def test_a_project_with_a_changed_text_is_not_whole(command: Command, project: Path) -> None:
    with sqlite3.connect(project) as raw:
        raw.execute("UPDATE documents SET text = replace(text, 'Varga', 'Vorga')")
    raw.close()
    result = command("check", project)
    assert result.status == 1
    *faults, way_out = result.out.splitlines()
    assert "ferry: the text is not what it was when it came in" in faults
    assert "annotator restore" in way_out
    assert "annotator salvage" in way_out
    told = command("check", project, "--json")
    assert told.status == 1
    assert told.json["whole"] is False
    assert all(set(fault) == {"what", "where"} for fault in told.json["faults"])


def test_what_is_no_project_is_left_as_it_is(command: Command, tmp_path: Path) -> None:
    for name, body in (("empty", b""), ("text", b"Dear reader"), ("half", b"SQLite format 3\0")):
        path = tmp_path / f"{name}.annotator"
        path.write_bytes(body)
        for arguments in (["stats"], ["check"], ["history"], ["export", "-o", "x.jsonl"]):
            result = command(arguments[0], path, *arguments[1:])
            assert result.status == 2
            assert path.name in result.line
        assert path.read_bytes() == body
    assert not (tmp_path / "x.jsonl").exists()
