"""The commands backup and restore."""

from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Command


@pytest.fixture
def news(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    command("new", "news.annotator")
    command("import", "news.annotator", "talks.txt")
    return tmp_path / "news.annotator"


def names(command: Command, news: Path) -> list[str]:
    out = command("labels", news, "show").out
    return [line.split()[1] for line in out.splitlines()[1:] if line.startswith("span")]


def test_there_and_back(command: Command, news: Path, tmp_path: Path) -> None:
    made = command("backup", news, "--folder", tmp_path / "disk").out
    assert made.startswith("Backup 1 of news.annotator: ")
    command("labels", news, "rename", "PERSON", "HUMAN")
    folder = ("--folder", tmp_path / "disk")
    listed = command("restore", news, "--list", *folder).out.splitlines()
    assert listed[1].split()[0] == "1"
    dry = command("restore", news, "--dry-run", *folder)
    assert dry.status == 0
    assert "1 article, 0 spans, 0 relations, 1 act" in dry.out
    assert "HUMAN" in names(command, news)
    done = command("restore", news, "--yes", *folder)
    assert done.status == 0
    assert "is as it was in backup 1" in done.out
    assert "HUMAN" not in names(command, news)
    (kept,) = tmp_path.glob("news (before *.annotator")
    assert "HUMAN" in names(command, kept)


def test_as_json(command: Command, news: Path) -> None:
    made = command("backup", news, "--json").json
    assert made["number"] == 1
    listed = command("restore", news, "--list", "--json").json["backups"]
    assert [{**one, "journal": None} for one in listed] == [made]
    told = command("restore", news, "--dry-run", "--json").json
    assert {**told["backup"], "journal": None} == made
    assert told["now"] == told["then"]
    done = command("restore", news, "--yes", "--json").json
    assert Path(done["kept"]).exists()


def test_bad_input(command: Command, news: Path) -> None:
    none = command("restore", news)
    assert none.status == 2
    assert "There is no backup of news.annotator" in none.line
    assert "There is no backup" in command("restore", news, "--list").out
    command("backup", news)
    assert "no backup 9" in command("restore", news, "--backup", "9").line
    assert command("backup", "nothing.annotator").status == 2


def test_unasked_it_does_nothing(command: Command, news: Path, monkeypatch) -> None:
    command("backup", news)
    before = news.read_bytes()
    assert command("restore", news).status != 0
    assert news.read_bytes() == before
