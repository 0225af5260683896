"""The command people."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

LINE = (
    '{"version": 1, "id": "%s", "text": "Ilse Varga spoke in Lomera.", "annotator": "%s", '
    '"status": "finished", "labels": [], "spans": [{"id": "s1", "label": "PERSON", "start": 0, '
    '"end": 10, "text": "Ilse Varga"}], "relations": []}\n'
)


@pytest.fixture
def news(command: Command, tmp_path: Path) -> Path:
    """Jo has labelled the wharf and the vote, Jo K. the ferry."""
    assert command("new", "news.annotator").status == 0
    lines = [LINE % pair for pair in (("wharf", "Jo"), ("ferry", "Jo K."), ("vote", "Jo"))]
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    assert command("import", "news.annotator", "in.jsonl").status == 0
    return tmp_path / "news.annotator"


def sets(command: Command, news: Path) -> dict[str, int]:
    told = command("people", news, "show", "--json").json["annotators"]
    return {one["annotator"]: one["sets"] for one in told}


def test_show(command: Command, news: Path) -> None:
    rows = [row.split() for row in command("people", news, "show").out.splitlines()]
    assert rows == [
        ["annotator", "articles", "finished", "spans", "relations"],
        ["Jo", "2", "2", "2", "0"],
        ["Jo", "K.", "1", "1", "1", "0"],
    ]


def test_renamed(command: Command, news: Path) -> None:
    dry = command("people", news, "rename", "Jo", "Johanna", "--dry-run")
    assert dry.out == "Would call Jo Johanna.\n"
    assert sets(command, news) == {"Jo": 2, "Jo K.": 1}
    told = command("people", "--annotator", "Mara", news, "rename", "Jo", " Johanna ", "--json")
    assert told.json == {"annotator": "Jo", "name": "Johanna", "dry_run": False}
    assert sets(command, news) == {"Jo K.": 1, "Johanna": 2, "Mara": 0}
    assert command("history", news, "--json").json["acts"][-1]["annotator"] == "Mara"
    assert command("check", news).status == 0


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_a_name_that_is_taken_is_refused(command: Command, news: Path, dry: list[str]) -> None:
    result = command("people", news, "rename", "Jo", "jo k.", *dry)
    assert result.status == 2
    assert "There is an annotator “Jo K.” already" in result.err
    assert sets(command, news) == {"Jo": 2, "Jo K.": 1}


def test_joined(command: Command, news: Path) -> None:
    dry = command("people", news, "join", "Jo K.", "--into", "Jo", "--dry-run")
    assert dry.out.splitlines() == ["Jo K. would become Jo:", "  1 article", "  1 span"]
    assert sets(command, news) == {"Jo": 2, "Jo K.": 1}
    told = command("people", news, "join", "Jo K.", "--into", "Jo", "--json").json
    assert (told["annotator"], told["into"], told["sets"], told["dry_run"]) == (
        "Jo K.", "Jo", 1, False,
    )  # fmt: skip
    assert sets(command, news) == {"Jo": 3}
    assert command("check", news).status == 0


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_two_who_labelled_one_article_are_not_joined(
    command: Command, news: Path, tmp_path: Path, dry: list[str]
) -> None:
    (tmp_path / "more.jsonl").write_text(LINE % ("wharf", "Jo K."), encoding="utf-8")
    assert command("import", news, "more.jsonl").status == 0
    result = command("people", news, "join", "Jo K.", "--into", "Jo", *dry)
    assert result.status == 2
    assert "both have labelled 1 of the articles (wharf)" in result.err
    assert sets(command, news) == {"Jo": 2, "Jo K.": 2}


def test_nobody_of_that_name(command: Command, news: Path) -> None:
    result = command("people", news, "join", "Kim", "--into", "Jo")
    assert (result.status, result.out) == (2, "")
    assert "Kim" in result.err
