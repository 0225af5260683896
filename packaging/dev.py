#!/usr/bin/env python3
"""The one door for a fresh clone: it sets everything up, then does what it was asked.

    python3 packaging/dev.py run [ARGS]      the program; `run demo` shows the whole main job
    python3 packaging/dev.py test [ARGS]     the tests; ARGS go to pytest
    python3 packaging/dev.py check [STEPS]   format, lint, types, contracts and tests in one go
    python3 packaging/dev.py setup           only the set-up: .venv with all that is pinned
    python3 packaging/dev.py lock            makes packaging/requirements.txt anew

Needs Python 3.11 or newer and nothing else. Packages come from wherever pip is set up to look.
"""

from __future__ import annotations  # an older Python must get far enough to be told

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = (2, 34)

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "dev-stamp.txt"

# Two of what the tests compare with need these, which exist as source alone.
WITHOUT_WHEEL = ("docopt", "jsonpath-rw")

# What Qt loads from the system: the library, and the package that has it for apt, dnf and pacman.
ALWAYS = {
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
}
ON_X11 = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
INSTALLERS = {
    "apt-get": ["apt-get", "install", "-y", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y"],
    "pacman": ["pacman", "-S", "--needed", "--noconfirm"],
}

# The steps of `check`, cheapest first; `tests` is last, so that pytest's closing line is too.
STEPS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports", "--no-logo"],
    "without-qt": ["pytest", "-q", "-p", "no:pytest-qt", "-p", "tests.guards.without_qt"],
    "tests": ["pytest"],
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


def can_load(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(why: str, packages: list[tuple[str, str, str]]) -> None:
    """Installs what is missing as root on Debian and Ubuntu; says the line that does elsewhere.

    Each package is given by its names for apt, dnf and pacman.
    """
    tool = next((tool for tool in INSTALLERS if shutil.which(tool)), None)
    if tool is None:
        raise Stop(f"{why} Please install it with your system's package manager.")
    chosen = sorted({names[list(INSTALLERS).index(tool)] for names in packages})
    command = [*INSTALLERS[tool], *chosen]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    line = " ".join(command if is_root else ["sudo", *command])
    if tool != "apt-get" or not is_root:
        raise Stop(f"{why} This line installs it:\n    {line}")
    say(f"{why} Installing it: {line}")
    unattended = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.run(step, env=unattended, stdout=sys.stderr, check=False).returncode:
            raise Stop(f"That did not work; this line failed:\n    {' '.join(step)}")


def require_system() -> None:
    """Checks what pip cannot bring: the C library, Qt's libraries, the means to make .venv."""
    if sys.platform.startswith("linux"):
        libc, version = platform.libc_ver()
        if libc == "glibc" and tuple(map(int, version.split(".")[:2])) < OLDEST_GLIBC:
            known = "Debian 12, Ubuntu 22.04, Fedora 35"
            raise Stop(f"Qt needs glibc 2.34 or newer ({known}); this is {version}.")
        wanted = {**ALWAYS, **(ON_X11 if os.environ.get("DISPLAY") else {})}
        missing = [library for library in wanted if not can_load(library)]
        if missing:
            why = f"Qt needs what this system lacks: {', '.join(missing)}."
            install_system_packages(why, [wanted[library] for library in missing])
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info)
        why = "This Python cannot make virtual environments."
        install_system_packages(why, [(package, "python3-libs", "python")])


def compute_stamp() -> list[str]:
    """What .venv depends on: its Python and place first, then the files that say what is in it."""
    files = (REQUIREMENTS, ROOT / "pyproject.toml", ROOT / "annotator" / "__init__.py")
    place = "python {}.{} in {}".format(*sys.version_info, ROOT)
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
    """The tests."""
    set_up()
    return call(["pytest", *arguments], ROOT)


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


def setup(_arguments: list[str]) -> int:
    """Only the set-up."""
    set_up()
    return 0


def lock(arguments: list[str]) -> int:
    """The pinned requirements, made anew by lock.py beside this file."""
    command = [sys.executable, str(ROOT / "packaging" / "lock.py"), *arguments]
    return subprocess.run(command, check=False).returncode


COMMANDS = {"run": run, "test": test, "check": check, "setup": setup, "lock": lock}


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
