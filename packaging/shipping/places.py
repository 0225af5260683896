"""Where things are built and from what: folders, names, the version, the moment that is stamped."""

import os
import platform
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
DESKTOP = PACKAGING / "desktop"
WORK = ROOT / "build"
"""What is only needed on the way; may be deleted at any time."""
DIST = ROOT / "dist"
"""What is given to people."""

NAME = "annotator"
APPLICATION_ID = "org.annotator.annotator"
"""The name turned round that Flatpak and macOS ask for. Whoever publishes the program puts an
address of their own here, and in `elsewhere/`."""
EXTRAS = ("web", "documents", "uima")
"""The extras that go into the bundle. Left out, for their size: scipy, spaCy, pyarrow."""


class Stop(Exception):
    """Something cannot be built; the message says why and what to do."""


def say(text: str) -> None:
    """Print progress on stderr; the paths of what was made go to stdout."""
    print(text, file=sys.stderr, flush=True)


@cache
def read_project() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def version() -> str:
    """Return the version of the program."""
    source = (ROOT / "annotator" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE)
    if found is None:
        raise Stop("annotator/__init__.py names no version.")
    return found[1]


def machine() -> str:
    """Return the platform one is on as names of files have it: linux-x86_64, macos-arm64."""
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform)
    return f"{system or sys.platform}-{platform.machine().lower()}"


@cache
def moment() -> int:
    """Return the seconds since 1970 that are stamped on all that is made.

    SOURCE_DATE_EPOCH where it is set, else when the newest commit was made: the same sources give
    the same packages, whenever they are built.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return int(found) if found.strip().isdigit() else 1_577_836_800  # 2020, for an unpacked sdist


def environment(**others: str) -> dict[str, str]:
    """Return the environment in which tools build: one moment, one order of hashes, one language.

    Nothing that Python would take from the caller's own environment is handed on.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    fixed = {"SOURCE_DATE_EPOCH": str(moment()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    return kept | fixed | {"TZ": "UTC"} | others


def run(*command: str | Path, folder: Path = ROOT, **variables: str) -> None:
    """Run a tool, its words on stderr; Stop where it fails."""
    words = [str(word) for word in command]
    where = environment(**variables)
    try:
        status = subprocess.run(words, cwd=folder, env=where, stdout=sys.stderr, check=False)
    except FileNotFoundError:
        raise Stop(f"{words[0]} is not installed here.") from None
    if status.returncode:
        raise Stop(f"This failed, and what it said stands above: {' '.join(words)}")


def read(*command: str | Path, folder: Path = ROOT, **variables: str) -> str:
    """Run a tool and return what it prints on stdout; Stop where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=folder, env=environment(**variables), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Stop(f"This failed: {' '.join(words)}\n{done.stderr.strip()}")
    return done.stdout
