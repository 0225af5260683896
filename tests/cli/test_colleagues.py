"""The commands merge and packet: a file goes out, comes back, and is told about."""

import shutil
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan
from annotator.project.project import Project
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command

MASTER = make_span(ARTICLE, "harbour master", "r", "master")


@pytest.fixture
def other(project: Path) -> Path:
    """A copy in which Maria and Jonas have gone on."""
    path = project.with_name("other.annotator")
    shutil.copyfile(project, path)
    for name, one in (("Maria", MASTER), ("Jonas", MASTER._replace(id="his"))):
        with Project.open(path, annotator=name) as opened:
            opened.apply(AddSpan(one), next(opened.documents()).id)
    return path


def contradict(project: Path, other: Path) -> None:
    """Both relabel one span."""
    for path, label in ((project, "o"), (other, "r")):
        with Project.open(path, annotator="Maria") as opened:
            opened.apply(RelabelSpan("varga", label), next(opened.documents()).id)


def test_a_colleagues_project(command: Command, project: Path, other: Path) -> None:
    result = command("merge", project, other, "--annotator", "Maria")
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        "other.annotator: 0 articles came in, 2 here already, 0 left alone.",
        "Jonas: 1 set new, 0 changed; 1 annotation added, 0 changed, 0 removed",
        "Maria: 0 sets new, 1 changed; 1 annotation added, 0 changed, 0 removed",
    ]
    again = command("merge", project, other)
    assert again.out == "other.annotator: nothing new; 2 articles here already.\n"
    with Project.open(project, annotator="Maria") as opened:
        opened.undo()
        assert "Jonas" not in opened.statistics().annotators
    assert command("check", project).status == 0


def test_what_would_happen_is_told_and_nothing_done(
    command: Command, project: Path, other: Path
) -> None:
    before = project.read_bytes()
    result = command("merge", project, other, "--dry-run")
    assert result.status == 0
    assert "0 articles would come in" in result.out
    assert "Jonas: 1 set new" in result.out
    assert project.read_bytes() == before


def test_json(command: Command, project: Path, other: Path) -> None:
    contradict(project, other)
    told = command("merge", project, other, "--json", "--dry-run").json
    body = command("merge", project, other, "--json").json
    assert told == {**body, "dry_run": True}
    assert body["documents"] == {"new": 0, "known": 2, "skipped": 0, "purged": 0}
    assert body["sets"] == {"new": 1, "changed": 1, "known": 0}
    assert (body["spans"], body["relations"], body["rejected"]) == (2, 0, 0)
    assert body["labels"] == {"new": []}
    (conflict,) = body["conflicts"]
    assert conflict["annotator"] == "Maria"
    assert conflict["other_copy"] == "Maria, other copy"
    assert (conflict["kind"], conflict["annotation"]) == ("core", "varga")
    (file,) = body["files"]
    assert [one["annotator"] for one in file["annotators"]] == ["Jonas", "Maria"]
    assert file["annotators"][1]["spans"] == {"added": 1, "removed": 0, "changed": 1}


def test_a_contradiction_in_words(command: Command, project: Path, other: Path) -> None:
    contradict(project, other)
    result = command("merge", project, other)
    assert "Maria: “Ilse Varga” ROLE stays, the other copy has ORGANISATION" in result.out
    shown = command("compare", project, "Maria", "Maria, other copy").out
    assert shown.splitlines()[0].endswith(
        "label: “Ilse Varga” – Maria ROLE · Maria, other copy ORGANISATION"
    )
    assert shown.splitlines()[1:] == ["label  1"]


def test_several_at_once(command: Command, project: Path, other: Path) -> None:
    result = command("merge", project, other, other, project)
    assert [line.split(":")[0] for line in result.out.splitlines()] == [
        "other.annotator", "Jonas", "Maria", "other.annotator", "news.annotator",
    ]  # fmt: skip


def test_a_corpus_is_to_be_imported(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "-o", tmp_path / "corpus.jsonl")
    result = command("merge", project, tmp_path / "corpus.jsonl")
    assert (result.status, result.out) == (2, "")
    assert "annotator import" in result.line


def test_a_copy_made_while_it_was_open(command: Command, project: Path, other: Path) -> None:
    other.with_name("other.annotator-journal").write_bytes(b"work")
    result = command("merge", project, other)
    assert (result.status, result.out) == (2, "")
    assert "other.annotator-journal" in result.line
    assert command("merge", project, other, "--copied-while-open").status == 0


def test_a_file_that_was_tampered_with(command: Command, project: Path, other: Path) -> None:
    from tests.storage.foreign.tampering import run

    before = project.read_bytes()
    run("CREATE TRIGGER boom AFTER INSERT ON meta BEGIN SELECT 1; END")(other)
    result = command("merge", project, other)
    assert (result.status, result.out) == (2, "")
    assert "boom" in result.line
    assert project.read_bytes() == before


def test_a_row_that_stays_out_is_told(command: Command, project: Path, other: Path) -> None:
    from tests.storage.foreign.tampering import run

    run("UPDATE spans SET note = CAST(x'ff' AS TEXT) WHERE id = 'his'")(other)
    result = command("merge", project, other)
    assert result.status == 0
    assert "skipped: other.annotator: A row of spans (his) stays out" in result.out


# ---- packet -------------------------------------------------------------------------------------


def test_a_packet_goes_out_and_comes_back(command: Command, project: Path) -> None:
    result = command("packet", project, "-o", "jonas.annotator", "--annotator", "Maria")
    assert (result.status, result.err) == (0, "")
    assert result.out == (
        "Wrote jonas.annotator: 2 articles, 1 annotation set with 2 spans and 1 relation.\n"
    )
    with Project.open(project.with_name("jonas.annotator"), annotator="Maria") as opened:
        opened.apply(AddSpan(MASTER), next(opened.documents()).id)
    assert "1 annotation added" in command("merge", project, "jonas.annotator").out
    assert "nothing new" in command("merge", project, "jonas.annotator").out


def test_what_goes_into_a_packet(command: Command, project: Path) -> None:
    first = command("stats", project, "--json").json
    assert first["documents"] == 2
    body = command("packet", project, "-o", "a.annotator", "--no-labels", "--json").json
    assert body == {"documents": 2, "sets": 0, "spans": 0, "relations": 0}
    body = command("packet", project, "-o", "b.annotator", "--status", "finished", "--json").json
    assert body == {"documents": 1, "sets": 1, "spans": 2, "relations": 1}


def test_a_packet_overwrites_nothing(command: Command, project: Path) -> None:
    before = project.read_bytes()
    result = command("packet", project, "-o", project)
    assert (result.status, result.out) == (2, "")
    assert project.read_bytes() == before


def test_options_that_exclude_each_other(command: Command, project: Path) -> None:
    result = command("packet", project, "-o", "x", "--annotator", "Maria", "--no-labels")
    assert result.status == 2
    assert "exclude" in result.line
