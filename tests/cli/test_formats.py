"""The command formats."""

from annotator.formats.registry import all_formats
from tests.cli.conftest import Command


def test_every_format_is_listed(command: Command) -> None:
    result = command("formats")
    assert result.status == 0
    for one in all_formats():
        assert f"\n{one.name} " in result.out


def test_formats_as_json(command: Command) -> None:
    told = {one["name"]: one for one in command("formats", "--json").json["formats"]}
    assert set(told) == {one.name for one in all_formats()}
    assert told["jsonl"]["reads"] is True
    assert told["jsonl"]["writes"] is True
    assert told["jsonl"]["carries"]["discontinuous"] is True
    assert (told["jsonl"]["proved"], told["jsonl"]["installed"]) == (True, True)
    assert told["conll"]["settings"]["write"][0]["name"] == "scheme"


def test_what_is_unproved_is_called_so(command: Command) -> None:
    rows = {line.split()[0]: line for line in command("formats").out.splitlines()}
    for one in all_formats():
        assert ("unproved" in rows[one.name]) == (not one.has_proof)
