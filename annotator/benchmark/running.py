"""Running the contract: each act in a process of its own, one after the other, with progress."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import orjson

from annotator.benchmark.contract import BY_ID, CONTRACT, Promise
from annotator.benchmark.ground import FULL, QUICK
from annotator.benchmark.machine import machine
from annotator.benchmark.measured import Line, Measured, Memory, Result
from annotator.model.errors import Cancelled
from annotator.project.rows import IsCancelled, Progress, ReportProgress

_LOOK_EVERY = 0.1
"""Seconds between two looks at whether the user has had enough."""
_HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "WIN_PD_OVERRIDE_APPDATA",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)
"""Of the environment, what leads to settings: everybody is measured with those of a new user."""


def run_contract(
    acts: Sequence[str] = (),
    *,
    is_quick: bool = False,
    folder: Path | None = None,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Result:
    """Measure the acts with these ids (none: all) and return what came out; no act ends the run.

    `folder` is where corpora and projects are made, some gigabytes in a full run; a temporary one
    that goes afterwards unless given. Cancelled.
    """
    chosen = [one for one in CONTRACT if not acts or one.id in acts]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="annotator-benchmark-") as made:
        lines = []
        for done, promise in enumerate(chosen):
            progress(Progress(done, len(chosen), words_of(promise, is_quick=is_quick)))
            lines.append(_measure(promise, folder or Path(made), is_quick, is_cancelled))
        progress(Progress(len(chosen), len(chosen)))
    return Result(machine(), is_quick, time.monotonic() - begun, lines)


def words_of(promise: Promise, *, is_quick: bool) -> str:
    """Return what is done in words, with the number of articles."""
    sizes = QUICK if is_quick else FULL
    return promise.act.format(many=f"{sizes.many:,}", some=f"{sizes.some:,}")


def unknown_acts(acts: Sequence[str]) -> list[str]:
    """Return those that are no ids of promises."""
    return [one for one in acts if one not in BY_ID]


def _measure(promise: Promise, folder: Path, is_quick: bool, is_cancelled: IsCancelled) -> Line:
    """Measure one act in a child, which ends with it."""
    child = subprocess.Popen(
        _command(promise, folder, is_quick),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(folder),
    )
    try:
        while True:
            if is_cancelled():
                raise Cancelled
            try:
                out, err = child.communicate(timeout=_LOOK_EVERY)
                break
            except subprocess.TimeoutExpired:
                continue
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if child.returncode:
        said = err.decode(errors="replace").strip().splitlines()
        last = said[-1] if said else f"the process ended with {child.returncode}"
        return Line(promise, fault=f"It could not be measured: {last}")
    return Line.of(promise, decode_measured(out))


def _command(promise: Promise, folder: Path, is_quick: bool) -> list[str]:
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, "-m", "annotator"]
    quick = ["--quick"] if is_quick else []
    return [*program, "benchmark", "--measure", str(folder), *quick, promise.id]


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return os.environ | {
        **dict.fromkeys(_HOMES, str(home)),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "QT_QPA_PLATFORM": "offscreen",  # nothing flickers, and it is the same everywhere
    }


def encode_measured(measured: Measured) -> bytes:
    """Return what a child found, for its parent."""
    ours, floor = list(measured.ours), list(measured.floor)
    memory = list(measured.memory) if measured.memory else None
    return orjson.dumps({"ours": ours, "floor": floor, "memory": memory})


def decode_measured(raw: bytes) -> Measured:
    """Read what a child found; what else was printed before it is passed over."""
    body = orjson.loads(raw.strip().splitlines()[-1])
    memory = Memory(*body["memory"]) if body["memory"] else None
    return Measured(body["ours"], body["floor"], memory)
