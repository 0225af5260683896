"""Searches for faults for as long as it is told: `packaging/dev.py fuzz --minutes 10`.

What is named by --only (the reader of a format, `project-file`, `archive` and the like, or one of
the state machines), else all of them, have a turn one after the other until the time is over. A
fault is printed with the line that gives it again, and ends the turns of what it was found in.
"""

import argparse
import math
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.fuzz import importers, other_files, project_files
from tests.fuzz.colleagues_machine import ColleaguesMachine
from tests.fuzz.project_machine import ProjectMachine
from tests.fuzz.review_machine import ReviewMachine
from tests.fuzz.seeds import read_formats
from tests.guards.home import LEADING_HOME

MACHINES: dict[str, type[RuleBasedStateMachine]] = {
    "edits": ProjectMachine,
    "colleagues": ColleaguesMachine,
    "review": ReviewMachine,
}
RUNS = 4
"""Of a state machine, in one turn."""
STEPS = 40
_LINES = 16
SECONDS = 4.0
"""How long the turn of a reader lasts, where not one turn alone is asked for."""


def main(arguments: list[str]) -> int:
    """Search; return 1 where a fault was found."""
    chosen = _parse(arguments)
    names = [chosen.only] if chosen.only else list(_names())
    unknown = [one for one in names if one not in _names()]
    if unknown:
        print(f"There is no {unknown[0]}. There are: {', '.join(_names())}.", file=sys.stderr)
        return 2
    first = chosen.seed if chosen.seed is not None else int(time.time())
    end = time.monotonic() + chosen.minutes * 60
    with tempfile.TemporaryDirectory(prefix="fuzz") as place:
        for name in LEADING_HOME:
            os.environ[name] = place
        tried, faults = _search(names, first, end, Path(place), is_once=chosen.minutes == 0)
    for name, count in tried.items():
        print(f"{name:<16} {count:>8,} tried {'FAULT' if name in faults else ''}".rstrip())
    print(f"{sum(tried.values()):,} tried, {len(faults)} faults")
    return 1 if faults else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="0: one turn of each")
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--seed", type=int, help="to have again what was found with it")
    return parser.parse_args(arguments)


def _names() -> list[str]:
    return [*MACHINES, "project-file", *other_files.KINDS, *(one.name for one in read_formats())]


def _search(
    names: list[str], first: int, end: float, place: Path, *, is_once: bool
) -> tuple[dict[str, int], set[str]]:
    """Give each its turns; return how much was tried of each, and in which a fault is."""
    tried: dict[str, int] = dict.fromkeys(names, 0)
    faults: set[str] = set()
    number = first
    while len(faults) < len(names):
        for name in names:
            if name in faults or (time.monotonic() > end and not is_once):
                continue
            try:
                for _ in _turn(name, number, place, math.inf if is_once else SECONDS):
                    tried[name] += 1
            except Exception:  # noqa: BLE001 (that is what is searched for)
                faults.add(name)
                traceback.print_exc(limit=-_LINES)
                print(f"again: dev.py fuzz --minutes 0 --only {name} --seed {number}", flush=True)
                if name == "project-file":
                    _keep(place / "hurt")
        number += 1
        if is_once or time.monotonic() > end:
            break
    return tried, faults


def _keep(folder: Path) -> None:
    """Keep a damaged project: it was made with ids and times of its own, and is not had again."""
    kept = Path(tempfile.mkdtemp(prefix="fuzz-kept-", dir=folder.parent.parent))
    shutil.copytree(folder, kept, dirs_exist_ok=True)
    print(f"kept: {kept}", flush=True)


def _turn(name: str, number: int, place: Path, seconds: float) -> Iterator[None]:
    """Try for a while, the same for the same number; yield after each trial."""
    if name in MACHINES:
        yield from _run_machine(MACHINES[name], number, is_shrunk=seconds == math.inf)
        return
    trials = _reader_trials
    if name == "project-file":
        trials = _file_trials
    elif name in other_files.KINDS:
        trials = _other_trials
    started = time.monotonic()
    for attempt in trials(name, number, place):
        attempt()
        yield
        if time.monotonic() - started > seconds:
            return


def _run_machine(
    machine: type[RuleBasedStateMachine], number: int, *, is_shrunk: bool
) -> Iterator[None]:
    """Run it some times; where it is had again, the fault is made as short as it goes."""
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, *([Phase.shrink] if is_shrunk else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )
    yield from [None] * RUNS


def _reader_trials(name: str, number: int, place: Path) -> Iterator[Callable[[], object]]:
    format = next(one for one in read_formats() if one.name == name)
    for trial in importers.trials(format, range(number * 1000, (number + 1) * 1000)):
        yield lambda trial=trial: importers.attempt_in(trial, place)  # type: ignore[misc]


def _other_trials(name: str, number: int, place: Path) -> Iterator[Callable[[], object]]:
    folder = place / name
    folder.mkdir(exist_ok=True)
    for one in range(number * 1000, (number + 1) * 1000):
        yield lambda one=one: other_files.attempt(name, one, folder)  # type: ignore[misc]


def _file_trials(_name: str, number: int, place: Path) -> Iterator[Callable[[], object]]:
    (place / "whole").mkdir(exist_ok=True)
    (place / "hurt").mkdir(exist_ok=True)
    path, documents = project_files.whole_file(place / "whole")
    raw = path.read_bytes()
    for trial in project_files.trials(raw, range(number * 1000, (number + 1) * 1000)):
        yield lambda trial=trial: project_files.attempt(  # type: ignore[misc]
            trial, documents, place / "hurt"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
