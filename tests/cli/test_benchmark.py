"""The command benchmark."""

from annotator.benchmark import ground
from annotator.benchmark.contract import CONTRACT
from tests.cli.conftest import Command


def test_all_acts_are_listed(command: Command) -> None:
    lines = command("benchmark", "--list").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [one.id for one in CONTRACT]


def test_an_act_that_is_none_is_one_line(command: Command) -> None:
    result = command("benchmark", "imporr")
    assert result.status == 2
    assert "no act “imporr”" in result.line
    assert "--list" in result.line


def test_an_act_is_measured_in_a_process_of_its_own(command: Command) -> None:
    result = command("benchmark", "--quick", "--json", "compare")
    (act,) = result.json["acts"]
    assert (act["act"], act["rounds"]) == ("compare", ground.QUICK.rounds)
    assert act["ours"]["median"] > 0
    assert result.status == (0 if result.json["inside"] else 1)
    assert result.json["machine"]["cores"] > 0
