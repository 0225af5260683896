"""Rows 21 to 34 of the table of faults, from the command line: one sentence, and the rest comes in."""

import tempfile
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from tests.cli.conftest import Command
from tests.hostile_sources import GOOD, LINES, SPANS, ZIPS, bodies, brat_folder
from tests.watching import nothing_outside


@pytest.fixture
def empty(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with nothing in it; temporary files have a folder that is empty afterwards."""
    assert command("new", "empty.annotator").status == 0
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))
    return tmp_path / "empty.annotator"


@pytest.mark.parametrize("name", LINES)
def test_rows_21_to_27_a_bad_line_stays_out_and_the_next_comes_in(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line, why = LINES[name]
    (tmp_path / "in.jsonl").write_bytes(line + b"\n" + GOOD + b"\n")
    result = command("import", empty, "in.jsonl", "--format", "jsonl", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["documents"] == {"new": 1, "known": 0, "skipped": 1}
    [problem] = result.json["problems"]
    assert (problem["line"], problem["skipped"]) == (1, True)
    assert why in problem["why"]


@pytest.mark.parametrize("name", SPANS)
def test_rows_23_25_and_32_a_bad_span_stays_out_and_its_article_comes_in(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line, why = SPANS[name]
    (tmp_path / "in.jsonl").write_bytes(line)
    report = command("import", empty, "in.jsonl", "--json").json
    assert (report["documents"]["new"], report["spans"]) == (1, 0)
    [problem] = report["problems"]
    assert problem["line"] == 1
    assert why in problem["why"]


@pytest.mark.parametrize("name", ["R&D", "😀", "مؤسسة", "CON", "a/b", "<b>x</b>", "../../x"])
def test_row_32_odd_names_of_labels_come_in_as_they_are(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line = SPANS["no characters"][0].replace(b'"end": 0', b'"end": 4')
    (tmp_path / "in.jsonl").write_bytes(line.replace(b"PERSON", name.encode()))
    report = command("import", empty, "in.jsonl", "--json").json
    assert (report["spans"], report["labels"]["new"]) == (1, [name])
    assert name in command("stats", empty, "--json").json["labels"]


@pytest.mark.parametrize(
    "name",
    ["zeroes", "noise", "deep objects", "wrong kinds", "surrogates", "UTF-16", "cut", "entities",
     "entity outside", "markup", "half a ZIP", "pickle"],
)  # fmt: skip
def test_rows_21_to_31_no_content_ends_in_a_traceback(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for ending in (".jsonl", ".json", ".txt", ".html", ".xmi", ".csv", ".docx", ".eml"):
        (folder / f"bad{ending}").write_bytes(bodies()[name])
    (folder / "good.jsonl").write_bytes(GOOD)
    with nothing_outside(tmp_path, user_cache_path("annotator", appauthor=False)):
        result = command("import", empty, folder, "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["documents"]["new"] >= 1
    assert "fault of annotator" not in result.out
    assert command("check", empty).status == 0


@pytest.mark.parametrize("name", ZIPS)
def test_row_34_archives_have_limits_and_write_nowhere(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    (folder / "in.zip").write_bytes(ZIPS[name]())
    (folder / "good.jsonl").write_bytes(GOOD)
    with nothing_outside(tmp_path / "spare", empty, user_cache_path("annotator", appauthor=False)):
        result = command("import", empty, folder, "--json")
    assert result.status == 0
    assert any("in.zip" in one["file"] for one in result.json["problems"])
    assert not any("spare" in one["why"] + one["file"] for one in result.json["problems"])
    assert list((tmp_path / "spare").iterdir()) == []
    assert sorted(one.name for one in folder.iterdir()) == ["good.jsonl", "in.zip"]


def test_row_33_a_folder_of_brat_with_links(command: Command, empty: Path, tmp_path: Path) -> None:
    brat_folder(tmp_path / "chosen")
    result = command("import", empty, "chosen", "--json")
    assert result.status == 0
    named = {Path(one["file"]).name for one in result.json["problems"]}
    assert {"circle", "etc", "passwd.txt", "gone.txt", "alone.ann"} <= named
    assert result.json["documents"]["new"] == 2


def test_row_33_many_files_come_in_and_can_be_stopped(
    command: Command, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number}.txt").write_text(f"Article {number}.")
    asked: list[int] = []
    monkeypatch.setattr(
        "annotator.cli.stopping.Stop.is_asked", lambda _: asked.append(1) or len(asked) > 900
    )
    result = command("import", empty, folder)
    assert (result.status, result.line) == (130, "annotator: stopped.")
    assert command("stats", empty, "--json").json["documents"] == 0


def test_row_38_a_pickle_is_no_article(command: Command, empty: Path, tmp_path: Path) -> None:
    for name in ("model.pkl", "model.joblib", "model.crf"):
        (tmp_path / name).write_bytes(bodies()["pickle"])
        result = command("import", empty, name)
        assert result.status == 2
        assert name in result.line


def test_where_nothing_came_in_it_is_one_line_on_stderr(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES["deep"][0])
    result = command("import", empty, "in.jsonl", "--format", "jsonl")
    assert result.status == 2
    assert "in.jsonl:1" in result.line
