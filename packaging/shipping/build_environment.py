"""The environment that a bundle is made from: what the program needs, pinned, and nothing else.

Not `.venv`, in which the tests have much that would find its way into the bundle.
"""

import hashlib
import os
import platform
import shutil
import sys
import venv
from pathlib import Path

from shipping.places import EXTRAS, PACKAGING, WORK, read_project, run, say

ENVIRONMENT = WORK / "environment"
REQUIREMENTS = PACKAGING / "requirements.txt"


def wishes(extras: tuple[str, ...] = EXTRAS) -> list[str]:
    """Return the requirements of pyproject.toml for the program with extras, and PyInstaller."""
    project = read_project()
    chosen = project["project"]["optional-dependencies"]
    wanted: list[str] = [*project["project"]["dependencies"]]
    for extra in extras:
        wanted += chosen[extra]
    return [*wanted, *project["dependency-groups"]["bundle"]]


def make_environment(wheel: Path) -> Path:
    """Make the environment, or bring it up to date, with this wheel in it; return its Python."""
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = ENVIRONMENT / "stamp.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _stamp():
        say("Making the environment that the bundle is built from.")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        # pip of before 24 does not take the hashes of constraints for those of what is asked for.
        venv.create(ENVIRONMENT, with_pip=True, upgrade_deps=True, symlinks=os.name != "nt")
        wheels = ("--only-binary", ":all:", "--constraint", _constraints())
        run(python, "-m", "pip", "install", "--quiet", *wheels, *wishes())
        stamp.write_text(_stamp(), encoding="utf-8")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel)
    return python


def _constraints() -> Path:
    """Return the file of pins; with hashes, which pip then asks for, where all that is needed has
    some: PyInstaller's own helpers on Windows and macOS are not seen by the Linux that locks."""
    is_locked = platform.system() == "Linux"
    if is_locked:
        return REQUIREMENTS
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix("\\").strip() for line in lines if not line.startswith((" ", "#"))]
    path = WORK / "constraints.txt"
    path.write_text("\n".join(pins), encoding="utf-8")
    return path


def _stamp() -> str:
    what = [sys.version, sys.base_prefix, *wishes(), REQUIREMENTS.read_text(encoding="utf-8")]
    return hashlib.sha256("\n".join(what).encode()).hexdigest()
