"""Row 11: `annotator check` on a project in which one bit of the file is another."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Command


def an_act(project: Path) -> bytes:
    """Return an act as the history has it."""
    with closing(sqlite3.connect(project)) as connection:
        (edit,) = connection.execute("SELECT edit FROM history WHERE seq = 2").fetchone()
    return str(edit).encode()


@pytest.mark.parametrize("what", ["text", "history"])
def test_row_11_check_names_what_one_flipped_bit_has_changed(
    command: Command,
    project: Path,
    what: str,
    tally: Callable[..., None],
    trials: Callable[..., int],
) -> None:
    """A bit of the file itself, wherever a text or an act lies in it, as a disk flips it."""
    content = project.read_bytes()
    words = ARTICLE.encode() if what == "text" else an_act(project)
    start, chance = content.index(words), random.Random(8)
    for _ in range(trials(everyday=6, full=200)):
        at, bit = start + chance.randrange(len(words)), 1 << chance.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= bit
        project.write_bytes(flipped)
        result = command("check", project, "--json")
        tally(faults_injected=1, losses=result.status == 0)
        assert result.status in (1, 2), (at, bit)
        if result.status == 1:
            named = {one["where"] for one in result.json["faults"]}
            assert "ferry" in named if what == "text" else named, (at, bit)
        else:
            assert project.name in result.line
