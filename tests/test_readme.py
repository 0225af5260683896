"""The README tells the truth: its commands exist, its examples are right."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.test_floors import PACKAGE, run_without_qt

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = "python3 packaging/dev.py test"

# The front door, once for each list of arguments; it must end well.
RUN_EACH = """
import runpy, sys
for arguments in {}:
    sys.argv = ["annotator", *arguments]
    try:
        runpy.run_module("annotator", run_name="__main__")
    except SystemExit as end:
        assert not end.code, arguments
"""
needs_cli = pytest.mark.xfail(
    not (PACKAGE / "cli").is_dir(), reason="the command line is not built yet", strict=True
)


def list_commands() -> set[str]:
    """The commands of the README's table; the bare `annotator` is not among them."""
    return set(re.findall(r"^\| `annotator ([\w-]+)", README, re.MULTILINE))


def read_block(language: str) -> str:
    """The one example in a language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return str(block)


@needs_cli
def test_every_command_of_the_table_explains_itself_without_qt() -> None:
    calls = [["--version"], ["--help"], *([name, "--help"] for name in sorted(list_commands()))]
    explained = run_without_qt(RUN_EACH.format(calls))
    assert explained.count("Usage: annotator") == len(calls) - 1
    assert explained.count("Example") >= len(calls) - 1


@needs_cli
def test_every_command_stands_in_the_table() -> None:
    explained = run_without_qt(RUN_EACH.format([["--help"]]))
    commands = explained.partition("Commands:")[2]
    assert set(re.findall(r"^  ([\w-]+)  ", commands, re.MULTILINE)) == list_commands()


def test_the_line_of_the_corpus_is_right() -> None:
    line = json.loads(read_block("json"))
    assert line["spans"]
    for span in line["spans"]:
        assert line["text"][span["start"] : span["end"]] == span["text"]
    ids = {span["id"] for span in line["spans"]}
    assert {end for each in line["relations"] for end in (each["head"], each["tail"])} <= ids


def test_the_python_example_can_be_read() -> None:
    ast.parse(read_block("python"))


def test_the_set_up_script_knows_every_command_named() -> None:
    script = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    named = set(re.findall(r"packaging/dev\.py (\w+)", README))
    assert {"run", "test", "check"} <= named
    assert [name for name in named if f'"{name}": {name}' not in script] == []


def test_ci_ends_with_the_test_command_of_the_readme() -> None:
    assert TEST_COMMAND in README
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == TEST_COMMAND
