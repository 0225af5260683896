"""The manual page and the shells' completion know every command there is."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli.main import COMMANDS, COMPLETE_VARIABLE
from shipping.manual import SHELLS, completion, escape, page


def test_the_page_has_a_part_for_every_command() -> None:
    named = re.findall(r"^\.SS \\fB(.+?)\\fR", page(), re.MULTILINE)
    assert {name.replace(r"\-", "-") for name in named} >= {*COMMANDS, "labels PROJECT rename"}


def test_nothing_in_the_page_is_read_as_a_command_that_is_none() -> None:
    requests = {line.split()[0] for line in page().splitlines() if line.startswith(".")}
    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I"}
    assert escape(r"\fB--x") == r"\efB\-\-x"


def test_man_finds_nothing_wrong_with_the_page(tmp_path: Path) -> None:
    if groff := shutil.which("groff"):
        (tmp_path / "it.1").write_text(page(), encoding="utf-8")
        command = [groff, "-man", "-ww", "-z", "-Tutf8", "-K", "utf8", str(tmp_path / "it.1")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_asks_the_program(shell: str) -> None:
    assert f"{COMPLETE_VARIABLE}={shell}_complete" in completion(shell)


def complete(words: str) -> str:
    """What the program answers a shell that has so many words, the last to be completed."""
    env = os.environ | {
        COMPLETE_VARIABLE: "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    command = [sys.executable, "-m", "annotator"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def test_the_program_tells_how_a_line_goes_on() -> None:
    assert complete("annotator ex").split() == ["plain,export"]
    assert "plain,rename" in complete("annotator labels news.annotator re").split()
