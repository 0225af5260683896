#!/usr/bin/env python3
"""The one door for a fresh clone: it sets everything up, then does what it was asked.

    python3 packaging/dev.py run [ARGS]      the program; `run demo` shows the whole main job
    python3 packaging/dev.py test [ARGS]     the tests; ARGS go to pytest
    python3 packaging/dev.py check [STEPS]   format, lint, types, contracts and tests in one go
    python3 packaging/dev.py trust [ROWS]    what is promised of faults and odd inputs, as a table
    python3 packaging/dev.py fuzz [ARGS]     damaged files and odd sequences, --minutes 10 of them
    python3 packaging/dev.py soak [ARGS]     a real window at machine speed, --minutes 10 of it
    python3 packaging/dev.py growth [ARGS]   how work grows with the articles, --sizes 1000,10000
    python3 packaging/dev.py peers [ARGS]    the same work beside doccano and Label Studio
    python3 packaging/dev.py build WHAT...   what one installs: wheel, bundle, deb and more
    python3 packaging/dev.py prove WHAT...   that it can be installed, used and removed
    python3 packaging/dev.py setup           only the set-up: .venv with all that is pinned
    python3 packaging/dev.py lock            makes packaging/requirements.txt anew

Needs Python 3.11 or newer and nothing else. Packages come from wherever pip is set up to look.
"""

from __future__ import annotations  # an older Python must get far enough to be told

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
import types
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "dev-stamp.txt"

# Two of what the tests compare with need these, which exist as source alone.
WITHOUT_WHEEL = ("docopt", "jsonpath-rw")

# All tests at once keep every core busy; a few named ones start sooner in one process.
SIDE_BY_SIDE = ["-n", "auto", "--dist", "worksteal"]
WITHOUT_QT = ["-p", "no:pytest-qt", "-p", "tests.guards.without_qt"]

# The steps of `check`, cheapest first; `tests` is last, so that pytest's closing line is too.
STEPS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports", "--no-logo"],
    "without-qt": ["pytest", "-q", *WITHOUT_QT, *SIDE_BY_SIDE],
    "tests": ["pytest", *SIDE_BY_SIDE],
}


class Stop(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Prints progress on stderr, so that the program's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def require_python() -> None:
    """Stops on a Python that is too old, and names a newer one if it is there."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    names = [f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1)]
    newer = next((name for name in names if shutil.which(name)), None)
    advice = f"Use {newer}, which is here." if newer else "Please install a newer one."
    found = platform.python_version()
    raise Stop(f"annotator needs Python 3.11 or newer; this is {found}. {advice}")


def system_libraries() -> types.ModuleType:
    """The module of the program that knows what Qt loads; it needs nothing installed."""
    path = ROOT / "annotator" / "cli" / "system_libraries.py"
    spec = importlib.util.spec_from_file_location("system_libraries", path)
    if spec is None or spec.loader is None:
        raise Stop(f"{path} is missing; this is no whole clone.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def install_system_packages(why: str, packages: list[tuple[str, str, str]]) -> None:
    """Installs what is missing as root on Debian and Ubuntu; says the line that does elsewhere.

    Each package is given by its names for apt, dnf and pacman.
    """
    command = system_libraries().install_command(packages)
    if not command:
        raise Stop(f"{why} Please install it with your system's package manager.")
    line = " ".join(command)
    if command[0] != "apt-get":  # another system, or nobody who may install
        raise Stop(f"{why} This line installs it:\n    {line}")
    say(f"{why} Installing it: {line}")
    unattended = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.run(step, env=unattended, stdout=sys.stderr, check=False).returncode:
            raise Stop(f"That did not work; this line failed:\n    {' '.join(step)}")


def require_system() -> None:
    """Checks what pip cannot bring: the C library, Qt's libraries, the means to make .venv."""
    system = system_libraries()
    if version := system.old_c_library():
        known = "Debian 12, Ubuntu 22.04, Fedora 35"
        raise Stop(f"Qt needs glibc 2.34 or newer ({known}); this is {version}.")
    if missing := system.missing_libraries(os.environ):
        why = f"Qt needs what this system lacks: {', '.join(missing)}."
        install_system_packages(why, list(missing.values()))
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info)
        why = "This Python cannot make virtual environments."
        install_system_packages(why, [(package, "python3-libs", "python")])


def compute_stamp() -> list[str]:
    """What .venv depends on: its Python and place first, then the files that say what is in it."""
    files = (REQUIREMENTS, ROOT / "pyproject.toml", ROOT / "annotator" / "__init__.py")
    place = "python {}.{} in {}".format(*sys.version_info[:2], ROOT)
    return [place, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)]


def install(*arguments: str) -> None:
    """Runs `pip install` in .venv; what pip says goes to stderr."""
    command = [str(SCRIPTS / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    if subprocess.run([*command, *arguments], stdout=sys.stderr, check=False).returncode:
        raise Stop("pip could not install this; what it said stands above.")


def set_up() -> None:
    """Makes .venv with everything pinned and the project in it; does nothing if all is there."""
    require_system()
    stamp = compute_stamp()
    found = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []
    if found == stamp:
        return
    started = time.monotonic()
    say("Setting up .venv. The first time this takes a few minutes.")
    if found[:1] != stamp[:1]:  # another Python, a moved folder, or a set-up that broke off early
        venv.create(str(VENV), with_pip=True, clear=True, symlinks=os.name != "nt")
        STAMP.write_text(stamp[0], encoding="utf-8")
    if found[:2] != stamp[:2]:
        wheels = ("--only-binary", ":all:", "--no-binary", ",".join(WITHOUT_WHEEL))
        install(*wheels, "--require-hashes", "-r", str(REQUIREMENTS))
    install("--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text("\n".join(stamp), encoding="utf-8")
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def call(command: list[str], folder: Path | None = None) -> int:
    """Runs a script of .venv in a folder (or where the caller stands); returns its status."""
    return subprocess.run(
        [str(SCRIPTS / command[0]), *command[1:]], cwd=folder, check=False
    ).returncode


def run(arguments: list[str]) -> int:
    """The program."""
    set_up()
    return call(["annotator", *arguments])


def test(arguments: list[str]) -> int:
    """The tests: all of them, on every core; with arguments, what pytest makes of those."""
    set_up()
    return call(["pytest", *(arguments or SIDE_BY_SIDE)], ROOT)


def check(arguments: list[str]) -> int:
    """All steps, or those that are named. A failure stops none; the summary tells them all."""
    unknown = [name for name in arguments if name not in STEPS]
    if unknown:
        raise Stop(f"There is no step {unknown[0]}. The steps are: {', '.join(STEPS)}.")
    set_up()
    summary, failed = [], False
    for name in arguments or STEPS:
        say(f"== {name}")
        started = time.monotonic()
        status = call(STEPS[name], ROOT)
        failed = failed or status != 0
        verdict = "FAILED" if status else "ok"
        summary.append(f"{name:<12} {verdict:<7} {time.monotonic() - started:6.1f} s")
    say("\n".join(["", *summary]))
    return 1 if failed else 0


def trust(arguments: list[str]) -> int:
    """The tests of all rows of faults and inputs in full, or of these, and their table.

    What is no number goes to pytest.
    """
    rows = [one for one in arguments if one.isdigit()]
    others = [one for one in arguments if not one.isdigit()]
    set_up()
    return call(["pytest", "-q", f"--trust={','.join(rows) or 'all'}", *others], ROOT)


def fuzz(arguments: list[str]) -> int:
    """The search for faults: `--minutes 10`, `--only NAME`, `--seed N` to have one again."""
    set_up()
    return call(["python", "-m", "tests.fuzz", *arguments], ROOT)


def soak(arguments: list[str]) -> int:
    """The window under hands at machine speed: `--minutes 10`, `--seed N`, `--kinds`."""
    set_up()
    return call(["python", "-m", "tests.soak", *arguments], ROOT)


def growth(arguments: list[str]) -> int:
    """How the work of each act grows: `--sizes 1000,10000,100000`, `--out FOLDER`."""
    set_up()
    return call(["python", "-m", "tests.benchmarks", *arguments], ROOT)


def peers(arguments: list[str]) -> int:
    """Other programs installed, given the same work and taken away, by peers.py beside this."""
    set_up()
    return call(["python", str(ROOT / "packaging" / "peers.py"), *arguments], ROOT)


def build(arguments: list[str]) -> int:
    """What one installs, made by build.py beside this file."""
    set_up()
    return call(["python", str(ROOT / "packaging" / "build.py"), *arguments], ROOT)


def prove(arguments: list[str]) -> int:
    """What is made, installed on clean systems, used and removed, by prove.py beside this file."""
    set_up()
    return call(["python", str(ROOT / "packaging" / "prove.py"), *arguments], ROOT)


def setup(_arguments: list[str]) -> int:
    """Only the set-up."""
    set_up()
    return 0


def lock(arguments: list[str]) -> int:
    """The pinned requirements, made anew by lock.py beside this file."""
    command = [sys.executable, str(ROOT / "packaging" / "lock.py"), *arguments]
    return subprocess.run(command, check=False).returncode


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "trust": trust,
    "fuzz": fuzz,
    "soak": soak,
    "growth": growth,
    "peers": peers,
    "build": build,
    "prove": prove,
    "setup": setup,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Does one command; returns its exit status, or 2 where the set-up could not be made."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    try:
        require_python()
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(f"dev.py: {stop}")
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
