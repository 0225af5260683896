"""The tests on every Python that the program promises to run on and that is on this machine."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from shipping.places import ROOT, WORK, Stop, environment, run

PLACE = WORK / "proof-pythons"
OLDEST = (3, 11)
NAMES = re.compile(r"python3\.\d+")


def prove_pythons(arguments: Sequence[str]) -> None:
    """Set up a clone of the last commit with each Python and run its tests; Stop if any fail."""
    found = dict(sorted(find_pythons().items()))
    print(f"Pythons here: {', '.join(map(_named, found))}", flush=True)
    failed = [_named(version) for version in found if not _passes(found[version], arguments)]
    if failed:
        raise Stop(f"The tests fail on Python {', '.join(failed)}.")


def find_pythons() -> dict[tuple[int, int], Path]:
    """Return each Python from the oldest that is supported on, on PATH or kept by pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders = [Path(sys.base_prefix) / "bin", *map(Path, os.get_exec_path()), *kept.glob("*/bin")]
    programs = (
        path
        for folder in folders if folder.is_dir()
        for path in sorted(folder.iterdir()) if NAMES.fullmatch(path.name)
    )  # fmt: skip
    found: dict[tuple[int, int], Path] = {}
    for version, path in _answers(programs):
        if version >= OLDEST:
            found.setdefault(version, path)
    return found


def _answers(programs: Iterator[Path]) -> Iterator[tuple[tuple[int, int], Path]]:
    """Yield the version of each program that really is a Python with what environments need.

    A shim of pyenv stands on PATH also for a version that it refuses to start.
    """
    ask = "import ensurepip, sys; print(*sys.version_info[:2])"
    for path in programs:
        command = [str(path), "-c", ask]
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        if said.returncode == 0:
            major, minor = map(int, said.stdout.split())
            yield (major, minor), path


def _passes(python: Path, arguments: Sequence[str]) -> bool:
    """Tell whether the tests pass in a clone that has no more than this Python."""
    clone = PLACE / python.name
    shutil.rmtree(clone, ignore_errors=True)
    run("git", "clone", "--quiet", ROOT, clone)
    print(f"$ {python.name} packaging/dev.py test {' '.join(arguments)}", flush=True)
    command = [str(python), str(clone / "packaging" / "dev.py"), "test", *arguments]
    return subprocess.run(command, cwd=clone, env=environment(), check=False).returncode == 0


def _named(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
