"""The program under /usr, /app or their like on Linux: bundle, starter, what desktops read."""

import shutil
from pathlib import Path

from shipping.build_environment import ENVIRONMENT
from shipping.desktop import fill_desktop
from shipping.places import NAME


def make_tree(bundle: Path, usr: Path) -> Path:
    """Put it under a folder, which is made anew; return where in it the program lies."""
    shutil.rmtree(usr, ignore_errors=True)
    home = usr / "lib" / NAME
    shutil.copytree(bundle, home, symlinks=True)
    fill_desktop(ENVIRONMENT / "bin" / "python", usr)
    starter = usr / "bin" / NAME
    starter.parent.mkdir(parents=True)
    starter.symlink_to(f"../lib/{NAME}/{NAME}")
    return home
