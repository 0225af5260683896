"""The command import: what comes in, what stays out, what is said of it."""

import io
import sys
from pathlib import Path

import orjson
import pytest

from annotator.model.errors import NothingToUndo
from annotator.project.project import Project
from tests.cli.conftest import ARTICLE, Command

LINE = (
    b'{"version": 1, "id": "wharf", "text": "Ilse Varga spoke.", "annotator": "Jo", '
    b'"status": "finished", "labels": [], "spans": [{"id": "s1", "label": "SPEAKER", "start": 0, '
    b'"end": 10, "text": "Ilse Varga", "attributes": {}, "note": null}], "relations": []}\n'
)


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    """A project with nothing in it."""
    assert command("new", "empty.annotator").status == 0
    return tmp_path / "empty.annotator"


def test_a_folder_with_good_and_bad_files(command: Command, empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 20)
    result = command("import", empty, folder, "--json")
    assert result.status == 0
    assert result.err == ""
    report = result.json
    assert report["documents"] == {"new": 1, "known": 0, "skipped": 2}
    assert (report["spans"], report["relations"], report["labels"]) == (0, 0, {"new": []})
    assert {Path(one["file"]).name for one in report["problems"]} == {"empty.txt", "picture.txt"}
    for problem in report["problems"]:
        assert {"file", "line", "why"} <= set(problem)
        assert problem["why"].endswith(".")


def test_the_report_for_people(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = command("import", empty, "good.txt", "empty.txt")
    assert result.status == 0
    assert "1 article came in, 0 here already, 1 skipped" in result.out
    assert "skipped: empty.txt" in result.out


def test_two_files_with_one_text(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "news" / name).write_text(ARTICLE, encoding="utf-8")
    first, again = (command("import", empty, "news").out for _ in range(2))
    assert "1 article came in, 1 here already, 0 skipped" in first
    assert "0 articles came in, 2 here already, 0 skipped" in again
    for out in (first, again):
        [noted] = [line for line in out.splitlines() if line.startswith("noted: ")]
        assert noted.index("b.txt") < noted.index("a.txt")


def test_annotations_come_in_with_new_labels(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(LINE)
    report = command("import", empty, "corpus.jsonl", "--json").json
    assert report["documents"]["new"] == 1
    assert report["spans"] == 1
    assert report["labels"] == {"new": ["SPEAKER"]}


def test_whoever_imports_can_undo_it(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert command("import", empty, "a.txt", "--annotator", "Zoe").status == 0
    [act] = command("history", empty, "--json").json["acts"]
    assert act["annotator"] == "Zoe"
    with Project.open(empty, annotator="zoe") as project:
        project.undo()
        assert project.document_counts()["all"] == 0
        assert [one.name for one in project.annotators()] == ["Zoe"]


def test_an_import_of_nobody_is_undone_by_nobody(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command("import", empty, "a.txt")
    with Project.open(empty, annotator="Zoe") as project, pytest.raises(NothingToUndo):
        project.undo()
    with Project.open(empty) as project:
        project.undo()
        assert project.document_counts()["all"] == 0


def test_a_glob(command: Command, empty: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(f"{name}\n\n{ARTICLE}", encoding="utf-8")
    assert command("import", empty, "*.txt", "--json").json["documents"]["new"] == 2


def test_stdin(command: Command, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(LINE))))
    result = command("import", empty, "-", "--json")
    assert result.json["documents"]["new"] == 1
    assert result.json["spans"] == 1


def test_the_same_again_is_known(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    assert command("import", empty, "a.txt", "--json").json["documents"]["new"] == 1
    again = command("import", empty, "b.txt", "--json")
    assert again.status == 0
    assert again.json["documents"] == {"new": 0, "known": 1, "skipped": 0}


def test_nothing_came_in(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = command("import", empty, "empty.txt")
    assert result.status == 2
    assert "Nothing came in" in result.line
    assert "empty.txt has no text in it" in result.line
    (tmp_path / "bare").mkdir()
    assert command("import", empty, "bare").status == 2


def test_nothing_came_in_and_json_says_so_too(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b"{not json\n")
    result = command("import", empty, "bad.jsonl", "--json")
    assert result.status == 2
    assert result.json["documents"]["new"] == 0
    assert result.json["problems"][0]["line"] == 1


def test_a_source_that_is_not_there(command: Command, empty: Path) -> None:
    result = command("import", empty, "gone.txt")
    assert result.status == 2
    assert result.line == "annotator: There is no file or folder gone.txt; look at the name."


def test_a_format_nobody_knows(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = command("import", empty, "a.txt", "--format", "telex")
    assert result.status == 2
    assert "“telex”" in result.line
    assert "jsonl" in result.line


def test_labels_get_other_names_or_are_left_out(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(LINE)
    result = command("import", empty, "corpus.jsonl", "--map", "SPEAKER=")
    assert "1 article came in" in result.out
    assert "Left out: 1 span, 0 relations whose labels were not wanted." in result.out
    (tmp_path / "corpus.jsonl").write_bytes(LINE.replace(b"Jo", b"Zoe").replace(b"s1", b"s2"))
    report = command("import", empty, "corpus.jsonl", "--map", "SPEAKER=PERSON", "--json").json
    assert (report["spans"], report["labels"]) == (1, {"new": []})
    assert report["left_out"] == {"spans": 0, "relations": 0}


def test_a_setting_that_is_none_and_a_pair_that_is_none(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = command("import", empty, "a.txt", "--set", "colour of ink=red")
    assert (result.status, "“colour of ink”" in result.line) == (2, True)
    for wrong in ("colour", "=red"):
        result = command("import", empty, "a.txt", "--set", wrong)
        assert (result.status, "NAME=VALUE" in result.err) == (2, True)
    assert command("stats", empty, "--json").json["documents"] == 0


def test_an_article_of_another_text_comes_in_beside_where_asked(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(LINE)
    command("import", empty, "corpus.jsonl")
    (tmp_path / "corpus.jsonl").write_bytes(LINE.replace(b"spoke", b"left").replace(b"s1", b"s2"))
    assert command("import", empty, "corpus.jsonl").status == 2
    result = command("import", empty, "corpus.jsonl", "--other-text", "apart")
    assert "1 article came in" in result.out
    assert "came in as “wharf-2”" in result.out


def test_a_dry_run_says_what_would_come_in_and_changes_nothing(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(LINE.replace(b"SPEAKER", b"Person") + b"{\n")
    before = empty.read_bytes()
    result = command("import", empty, "corpus.jsonl", "--annotator", "Zoe", "--dry-run")
    assert (result.status, result.err) == (0, "")
    assert "Would come in: 1 article (0 here already), 1 span" in result.out
    assert "Person (span, 1, perhaps PERSON: --map 'Person=PERSON')" in result.out
    assert "Labels of: Jo (1)" in result.out
    assert "would be skipped: corpus.jsonl:2" in result.out
    assert empty.read_bytes() == before


def test_a_dry_run_as_json(command: Command, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_bytes(LINE)
    preview = command("import", empty, "corpus.jsonl", "--dry-run", "--json").json
    assert preview["documents"] == {"all": 1, "known": 0, "other_text": 0, "newer": 0}
    assert preview["files"][0]["format"] == "jsonl"
    assert preview["labels"] == [
        {"kind": "span", "name": "SPEAKER", "uses": 1, "new": True, "suggestion": None}
    ]
    assert (preview["annotators"], preview["unnamed"], preview["sample"]) == ({"Jo": 1}, 0, False)


def test_a_dry_run_shows_what_offsets_seem_to_count(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    text = "😀 Ilse Varga spoke 😀 of Wend and Zoe today."
    spans = [
        {"id": f"s{start}", "label": "PERSON", "start": start, "end": end}
        for start, end in ((3, 13), (26, 30), (35, 38))
    ]
    line = {"version": 1, "id": "a", "text": text, "annotator": "Jo", "spans": spans}
    (tmp_path / "corpus.jsonl").write_bytes(orjson.dumps(line))
    out = command("import", empty, "corpus.jsonl", "--dry-run").out
    assert "The offsets count UTF-16 units: read so, 3 of 3 spans are whole words." in out
    assert "unless you say --offset-unit utf16" in out
    assert "“Ilse Varga”" in out
