"""The command purge: told first, asked, done, and gone on with."""

from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, OTHER, Command

WHY = ("--reason", "The court says so.")


@pytest.fixture
def news(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "vote.txt").write_text(OTHER, encoding="utf-8")
    command("new", "news.annotator", "--annotator", "Maria")
    command("import", "news.annotator", "talks.txt", "vote.txt", "--annotator", "Maria")
    return tmp_path / "news.annotator"


def ids(command: Command, news: Path) -> list[str]:
    listed = command("articles", news, "show", "--json").json["articles"]
    return [one["id"] for one in listed]


def test_told_before_and_nothing_is_changed(command: Command, news: Path) -> None:
    command("backup", news)
    told = command("purge", news, "article", "talks", "--dry-run")
    assert told.status == 0
    assert "“Ferry talks open” would be erased for good." in told.out
    assert "History: 1 act is emptied" in told.out
    assert "Backups: 1 backup (" in told.out
    assert told.out.endswith("Nothing was changed.\n")
    plain = command("purge", news, "article", "talks", "--dry-run", "--json").json
    assert plain["dry_run"] is True
    assert plain["articles"] == ["talks"]
    assert plain["erased"]["documents"] == plain["copies"]["backups"] == 1
    assert ids(command, news) == ["talks", "vote"]


def test_an_article_goes(command: Command, news: Path) -> None:
    command("backup", news)
    done = command("purge", "--annotator", "Maria", news, "article", "talks", *WHY, "--yes")
    assert done.status == 0
    assert "Erased 1 article; 1 act of the history emptied; 1 backup rewritten.\n" in done.out
    assert "Backup 2 was made: " in done.out
    assert ids(command, news) == ["vote"]
    checked = command("check", news).out.splitlines()
    assert checked[0] == "news.annotator is whole."
    assert checked[1].startswith("1 act of its history emptied by 1 purge;")
    plain = command("check", news, "--json").json
    assert (plain["whole"], plain["purges"], plain["emptied"]) == (True, 1, 1)
    listed = command("purge", news, "list").out
    assert "Maria  1 article  The court says so." in listed
    history = command("history", news).out.splitlines()
    assert history[0].endswith("did something that has been erased")
    assert history[-1].endswith("erased 1 article for good")
    assert command("purge", news, "finish").out == "Finished 0 purges.\n"


def test_a_person_is_forgotten(command: Command, news: Path) -> None:
    told = command("purge", news, "person", "maria", "--dry-run")
    assert "“Maria” would be “Annotator 1” from then on." in told.out
    done = command("purge", news, "person", "maria", "--as", "M", *WHY, "--yes")
    assert done.status == 0
    assert "They are called “M” now; " in done.out
    people = command("people", news, "show", "--json").json["annotators"]
    assert [one["annotator"] for one in people] == ["M"]
    [purge] = command("purge", news, "list", "--json").json["purges"]
    assert purge["reason"] == "The court says so."


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("article", "nowhere", *WHY, "--yes"), "annotator: The project has no article “nowhere”"),
        (("article", "talks", "--yes"), "annotator: Say why it is to be erased"),
        (("person", "Nobody", *WHY, "--yes"), "annotator: The project has no annotator “Nobody”"),
    ],
)
def test_refused_in_one_line(
    command: Command, news: Path, arguments: tuple[str, ...], line: str
) -> None:
    refused = command("purge", news, *arguments)
    assert refused.status == 2
    assert refused.err.startswith(line)
    assert refused.err.count("\n") == 1
    assert ids(command, news) == ["talks", "vote"]


def test_it_asks_first(command: Command, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert command("purge", news, "article", "talks", *WHY).status == 2
    assert ids(command, news) == ["talks", "vote"]
