"""The command search."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def news(command: Command, tmp_path: Path) -> Path:
    assert command("new", "news.annotator").status == 0
    (tmp_path / "ferry.txt").write_text(
        "The ferry talks began. Ilse Varga spoke.", encoding="utf-8"
    )
    (tmp_path / "in.jsonl").write_text(
        '{"version": 1, "id": "wharf", "text": "Ilse Varga spoke of a ferry.", "annotator": "Jo", '
        '"status": "finished", "labels": [], "spans": [{"id": "s1", "label": "PERSON", "start": 0, '
        '"end": 10, "text": "Ilse Varga"}], "relations": []}\n',
        encoding="utf-8",
    )
    command("import", "news.annotator", "ferry.txt", "in.jsonl")
    return tmp_path / "news.annotator"


def test_a_concordance(command: Command, news: Path) -> None:
    lines = command("search", news, "ferry").out.splitlines()
    assert lines[0].startswith("ferry:4 ") and "The «ferry» talks began" in lines[0]
    assert lines[-1] == "2 hits."
    labelled = command("search", news, "Ilse Varga").out
    assert "«Ilse Varga» spoke of a ferry.  [PERSON]" in labelled


def test_as_json(command: Command, news: Path) -> None:
    body = command("search", news, "Ilse", "--label", "PERSON", "--json").json
    assert body["total"] == 1
    [hit] = body["hits"]
    assert (hit["document"], hit["start"], hit["end"], hit["text"]) == ("wharf", 0, 4, "Ilse")
    assert set(hit) == {"document", "start", "end", "left", "text", "right", "labels"}
    spans = command("search", news, "--label", "PERSON", "--json").json
    assert [one["labels"] for one in spans["hits"]] == [["PERSON"]]


def test_by_attribute(command: Command, tmp_path: Path) -> None:
    assert command("new", "crew.annotator").status == 0
    (tmp_path / "crew.jsonl").write_text(
        '{"version": 1, "id": "wharf", "text": "Ilse spoke. Jo left.", "annotator": "Jo", '
        '"status": "finished", "labels": [], "spans": [{"id": "s1", "label": "PERSON", "start": 0, '
        '"end": 4, "text": "Ilse", "attributes": {"crew": 12}}, {"id": "s2", "label": "PERSON", '
        '"start": 12, "end": 14, "text": "Jo", "attributes": {"crew": 3}}], "relations": []}\n',
        encoding="utf-8",
    )
    assert command("import", "crew.annotator", "crew.jsonl").status == 0
    body = command("search", "crew.annotator", "--attribute", "crew=12", "--json").json
    assert [one["text"] for one in body["hits"]] == ["Ilse"]
    wrong = command("search", "crew.annotator", "--attribute", "crew=many")
    assert (wrong.status, "many" in wrong.line) == (2, True)


def test_limit_and_what_nobody_labelled(command: Command, news: Path) -> None:
    body = command("search", news, "ferry", "--limit", "1", "--json").json
    assert (len(body["hits"]), body["total"]) == (1, 2)
    assert "the first 1 shown" in command("search", news, "ferry", "--limit", "1").out
    unlabelled = command("search", news, "Ilse Varga", "--unlabelled", "--json").json
    assert [one["document"] for one in unlabelled["hits"]] == ["ferry"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--label"),
        (("x", "--label", "VESSEL"), "VESSEL"),
        (("x", "--annotator", "Nobody"), "Nobody"),
        (("(", "--regex"), "missing )"),
        (("x", "--since", "yesterday"), "2026-01-24"),
        (("x", "--attribute", "mention"), "mention"),
        (("x", "--attribute", "colour=red"), "colour"),
        (("(a{1000}){1000}", "--regex"), "too"),
    ],
)
def test_wrong_use_is_one_line(
    command: Command, news: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = command("search", news, *arguments)
    assert (result.status, words in result.line) == (2, True)
