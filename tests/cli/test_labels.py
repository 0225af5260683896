"""The command labels."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

LINE = (
    '{"version": 1, "id": "wharf", "text": "Ilse Varga spoke in Lomera.", "annotator": "Jo", '
    '"status": "finished", "labels": [], "spans": [{"id": "s1", "label": "SPEAKER", "start": 0, '
    '"end": 10, "text": "Ilse Varga"}, {"id": "s2", "label": "PLACE", "start": 20, "end": 26, '
    '"text": "Lomera"}], "relations": []}\n'
)


@pytest.fixture
def news(command: Command, tmp_path: Path) -> Path:
    assert command("new", "news.annotator").status == 0
    (tmp_path / "in.jsonl").write_text(LINE, encoding="utf-8")
    assert command("import", "news.annotator", "in.jsonl").status == 0
    return tmp_path / "news.annotator"


def worn(command: Command, news: Path) -> dict[str, int]:
    labels: dict[str, int] = command("stats", news, "--json").json["labels"]
    return {name: count for name, count in labels.items() if count}


def test_show(command: Command, news: Path) -> None:
    rows = command("labels", news, "show").out.splitlines()
    assert any(row.split()[:3] == ["span", "SPEAKER", "1"] for row in rows)
    assert "span_labels" in command("labels", news, "show", "--json").json


def test_a_dry_run_tells_and_does_nothing(command: Command, news: Path) -> None:
    out = command("labels", news, "merge", "SPEAKER", "--into", "PERSON", "--dry-run").out
    assert out.splitlines()[:2] == [
        "It would concern 1 span and 0 relations.",
        "  Jo: 1 span, 0 relations in 1 article",
    ]
    assert "wharf:  «Ilse Varga» spoke in Lomera." in out
    assert worn(command, news) == {"PLACE": 1, "SPEAKER": 1}


def test_rename_merge_split_retire_restore(command: Command, news: Path) -> None:
    assert command("labels", news, "rename", "SPEAKER", "VOICE").status == 0
    assert worn(command, news) == {"PLACE": 1, "VOICE": 1}
    command("labels", news, "merge", "VOICE", "--into", "PERSON")
    assert worn(command, news) == {"PERSON": 1, "PLACE": 1}
    command("labels", news, "split", "PLACE", "--into", "GROUP", "--words", "lomera")
    assert worn(command, news) == {"GROUP": 1, "PERSON": 1}
    command("labels", news, "retire", "EVENT")
    shown = command("labels", news, "show").out
    assert any("EVENT" in row and "retired" in row for row in shown.splitlines())
    command("labels", news, "restore", "EVENT")
    assert command("check", news).status == 0


def test_out_and_in_again_changes_nothing(command: Command, news: Path, tmp_path: Path) -> None:
    assert command("labels", news, "export", "-o", "labels.toml").status == 0
    again = command("labels", news, "import", "labels.toml")
    assert again.out.splitlines()[0] == "Added 0 labels, changed 0."
    text = (tmp_path / "labels.toml").read_text(encoding="utf-8")
    more = text + '\n[[document_labels]]\nname = "weather"\n'
    (tmp_path / "more.toml").write_text(more, encoding="utf-8")
    assert "new: weather" in command("labels", news, "import", "more.toml", "--dry-run").out
    assert "weather" not in command("labels", news, "show").out
    command("labels", news, "import", "more.toml")
    assert "weather" in command("labels", news, "show").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename", "VESSEL", "SHIP"), "VESSEL"),
        (("rename", "PLACE", "PERSON"), "PERSON"),
        (("merge", "PLACE", "--into", "located in"), "located in"),
        (("split", "PLACE", "--into", "PERSON"), "--words"),
        (("split", "PLACE", "--into", "PERSON", "--words", "(", "--regex"), "missing )"),
        (("import", "gone.toml"), "gone.toml"),
        (("polish",), "polish"),
    ],
)
def test_wrong_use_is_one_line(
    command: Command, news: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = command("labels", news, *arguments)
    assert (result.status, words in result.line) == (2, True)


def test_a_file_that_contradicts_itself_changes_nothing(
    command: Command, news: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text('name = "x"\n[[span_labels]]\nname = "A"\nname = "B"\n')
    result = command("labels", news, "import", "bad.toml")
    assert (result.status, "bad.toml:4" in result.line) == (2, True)


def test_labels_of_other_tools_are_taken_over(news: Path, command: Command, tmp_path: Path) -> None:
    conf = "[entities]\nPERSON\nShip\n[nonsense]\n[relations]\nsails Arg1:Ship, Arg2:PERSON\n"
    (tmp_path / "annotation.conf").write_text(conf)
    dry = command("labels", news, "import", "annotation.conf", "--dry-run")
    assert dry.status == 0
    assert "Would add 2 labels, changed 0." in dry.out
    assert "annotation.conf:4" in dry.err
    assert "Ship" not in command("labels", news, "show").out
    assert "new: Ship" in command("labels", news, "import", "annotation.conf").out
    assert "sails" in command("labels", news, "show").out


def test_a_change_is_told_as_json_before_and_after(command: Command, news: Path) -> None:
    arguments = ("labels", news, "merge", "SPEAKER", "--into", "PERSON", "--json")
    before = command(*arguments, "--dry-run").json
    assert (before["dry_run"], before["spans"], before["relations"]) == (True, 1, 0)
    assert before["worn"][0]["annotator"] == "Jo"
    assert before["examples"][0]["text"] == "Ilse Varga"
    assert worn(command, news) == {"PLACE": 1, "SPEAKER": 1}
    after = command(*arguments).json
    assert (after["dry_run"], after["spans"]) == (False, 1)
    assert worn(command, news) == {"PERSON": 1, "PLACE": 1}


def test_what_is_not_allowed_is_listed_and_makes_the_status_one(
    command: Command, news: Path
) -> None:
    allowed = command("labels", news, "invalid")
    assert (allowed.status, allowed.out) == (0, "The label set allows all of it.\n")
    command("labels", news, "retire", "SPEAKER")
    found = command("labels", news, "invalid")
    assert found.status == 1
    row = found.out.splitlines()[-1].split()
    assert row == ["retired", "wharf", "Jo", "SPEAKER", "Ilse", "Varga"]
    (place,) = command("labels", news, "invalid", "--json").json["invalid"]
    assert (place["kind"], place["label"], place["start"], place["end"]) == (
        "retired", "SPEAKER", 0, 10,
    )  # fmt: skip


def test_heads_and_tails_and_values_are_changed(command: Command, news: Path) -> None:
    shown = command("labels", news, "show", "--json").json
    relation = shown["relation_labels"][0]["name"]
    assert command("labels", news, "allow", relation, "--head", "PLACE").status == 0
    after = command("labels", news, "show", "--json").json["relation_labels"][0]
    assert (after["heads"], after.get("tails", [])) == (["PLACE"], [])
    assert command("labels", news, "allow", relation, "--head", "NOBODY").status == 2
    choice = next(one for one in shown["attributes"] if len(one.get("values", ())) > 2)
    name, (first, second, *rest) = choice["name"], choice["values"]
    assert command("labels", news, "rename-value", name, first, "other").status == 0
    assert command("labels", news, "remove-value", name, second, "--instead", "other").status == 0
    attributes = command("labels", news, "show", "--json").json["attributes"]
    assert next(one for one in attributes if one["name"] == name)["values"] == ["other", *rest]
    assert command("labels", news, "remove-value", name, second).status == 2


def test_versions(command: Command, news: Path, tmp_path: Path) -> None:
    command("labels", news, "rename", "SPEAKER", "VOICE")
    out = command("labels", news, "versions").out.splitlines()
    assert out[0].split() == ["version", "since", "spans", "relations"]
    assert out[1].split()[0] == "–", "what was imported was made under nobody knows which"
    assert out[1].split()[2:4] == ["2", "0"]
    assert out[-1].endswith("in force")
    found = command("labels", news, "versions", "--json").json["versions"]
    assert [one["number"] for one in found] == [None, 1, 2, 3]
    assert [one["is_in_force"] for one in found] == [False, False, False, True]
    assert command("labels", news, "export", "-o", "old.toml", "--version", "2").status == 0
    old = (tmp_path / "old.toml").read_text(encoding="utf-8")
    assert "SPEAKER" in old
    assert "VOICE" not in old


def test_a_version_that_is_not_there(command: Command, news: Path, tmp_path: Path) -> None:
    result = command("labels", news, "export", "-o", "old.toml", "--version", "9")
    assert result.status == 2
    assert "no version 9" in result.err
    assert not (tmp_path / "old.toml").exists()
