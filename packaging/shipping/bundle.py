"""The bundle: a folder with the program and all it needs, made by PyInstaller for this platform."""

import os
import shutil
import sys
from pathlib import Path

from shipping.build_environment import make_environment
from shipping.bundle_parts import STRIPPED
from shipping.distributions import make_wheel
from shipping.icons import make_icons
from shipping.licences import copy_long_texts
from shipping.places import DIST, NAME, PACKAGING, ROOT, WORK, machine, moment, run, version

SPEC = PACKAGING / "shipping" / "annotator.spec"


def make_bundle(folder: Path = DIST) -> Path:
    """Make the bundle in a folder; return its own folder, annotator-VERSION-PLATFORM."""
    python = make_environment(make_wheel(WORK / "wheel"))
    make_icons(python, WORK / "icons")
    made, scratch = WORK / "bundle", WORK / "pyinstaller"
    shutil.rmtree(scratch, ignore_errors=True)  # a cache of before must not decide what is made
    options = ("--noconfirm", "--clean", "--log-level", "WARN")
    places = ("--distpath", made, "--workpath", scratch)
    cache = str(WORK / "pyinstaller-cache")
    # Not from the root: there the sources would be found before what is installed.
    command = (python, "-m", "PyInstaller", *options, *places, SPEC)
    run(*command, folder=WORK, PYINSTALLER_CONFIG_DIR=cache)
    name = f"{NAME}.app" if sys.platform == "darwin" else NAME
    target = folder / f"{NAME}-{version()}-{machine()}"
    shutil.rmtree(target, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made / name, target, symlinks=True)
    if sys.platform.startswith("linux") and shutil.which("strip"):
        for pattern in STRIPPED:
            for path in sorted((target / "_internal").glob(pattern)):
                run("strip", "--strip-unneeded", path)
    _add_licences(python, target)
    stamp(target)
    return target


def _add_licences(python: Path, target: Path) -> None:
    notices = target / "licences"
    notices.mkdir()
    run(python, "-m", "shipping.licences", notices / "NOTICES.txt", folder=PACKAGING)
    copy_long_texts(notices)
    shutil.copyfile(ROOT / "LICENSE", notices / "annotator.txt")


def stamp(folder: Path) -> None:
    """Give every file and folder the one moment, and rights that do not hang on the builder's."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            is_run = path.is_dir() or (os.access(path, os.X_OK) and not path.name.endswith(".so"))
            path.chmod(0o755 if is_run else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)
    os.utime(folder, (moment(), moment()))
