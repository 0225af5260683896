"""Whatever is pushed and pulled in which order, broken off, copied and restored: in the end all have
the same, and nothing is lost."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from annotator.hub import folder as folder_module
from annotator.model.errors import AnnotatorError
from annotator.model.server_errors import HubUnreachable
from tests.hub.proxy import CutWire
from tests.hub.server import Hubs
from tests.project.sharing.team import (
    Member,
    edit_at_random,
    make_team,
    make_team_on,
    sync_all,
)

STEPS = ["edit"] * 8 + ["push", "pull"] * 2 + ["undo", "break", "keep", "restore", "copy"]


class _Cut(Exception):
    """The connection is gone."""


Breaking = Callable[[Member, random.Random], None]
"""Pushes, and ends in the middle."""


def broken_folder(monkeypatch: pytest.MonkeyPatch, one: Member, chance: random.Random) -> None:
    """Push, and end in the middle: after so many files that were written."""
    left = [chance.randrange(3)]
    write = folder_module.write_whole

    def write_some(path: Path, body: bytes) -> None:
        if Path(one.place) in path.parents:
            if left[0] == 0:
                raise _Cut
            left[0] -= 1
        write(path, body)

    with monkeypatch.context() as patch:
        patch.setattr("annotator.hub.folder.write_whole", write_some)
        patch.setattr("annotator.hub.bundles.write_whole", write_some)
        with suppress(_Cut):
            one.push()


def broken_wire(port: int, one: Member, chance: random.Random) -> None:
    """Push, and end in the middle: the connection is cut after so many messages."""
    with CutWire(port, chance.randrange(40)) as wire, suppress(HubUnreachable):
        one.push(one.place.replace(f":{port}/", f":{wire.port}/"))


def step(
    what: str,
    one: Member,
    team: list[Member],
    chance: random.Random,
    break_off: Breaking,
) -> None:
    """Let something happen to a member of a team."""
    if what == "edit":
        with one.open() as project:
            for _ in range(chance.randrange(1, 4)):
                edit_at_random(chance, project)
    elif what == "undo":
        with one.open() as project, suppress(AnnotatorError):
            project.undo()
    elif what == "push":
        one.push()
    elif what == "pull":
        one.pull()
    elif what == "break":
        break_off(one, chance)
    elif what == "keep":
        one.keep()
    elif what == "restore" and one.kept:
        one.push()
        shutil.copyfile(chance.choice(one.kept), one.path)
    elif what == "copy" and len(team) < 5:
        made = one.path.with_name(f"copy{len(team)}.annotator")
        team.append(Member(Path(shutil.copyfile(one.path, made)), one.name, one.place))


def happen(team: list[Member], chance: random.Random, break_off: Breaking, steps: int) -> None:
    """Let so much happen, and then everybody sync: all have the same."""
    for _ in range(steps):
        step(chance.choice(STEPS), chance.choice(team), team, chance, break_off)
    sync_all(team)
    first, *others = (one.content() for one in team)
    for other in others:
        assert other == first


@pytest.mark.trust(40)
def test_in_a_folder_all_have_the_same_in_the_end(
    tmp_path: Path,
    trials: Callable[..., int],
    tally: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(trials(everyday=1, full=20)):
        home = tmp_path / str(number)
        home.mkdir()
        happen(make_team(home), random.Random(number), partial(broken_folder, monkeypatch), 15)
        tally(syncs=1)


@pytest.mark.trust(40)
def test_on_a_server_all_have_the_same_in_the_end(
    tmp_path: Path, hubs: Hubs, trials: Callable[..., int], tally: Callable[..., None]
) -> None:
    for number in range(trials(everyday=1, full=8)):
        home = tmp_path / str(number)
        home.mkdir()
        team = make_team_on(home, hubs.make())
        happen(team, random.Random(number), partial(broken_wire, hubs.server.port), 15)
        tally(syncs=1)
