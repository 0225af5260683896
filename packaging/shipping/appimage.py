"""The AppImage: one file that runs on Linux where it lies. A folder, squeezed, behind a runtime.

The runtime (https://github.com/AppImage/type2-runtime, MIT) is a program of its own that pip does
not bring: whoever makes an AppImage downloads it and names it in APPIMAGE_RUNTIME. Without it, the
folder is made, which runs as well.
"""

import os
import platform
import shutil
from pathlib import Path

from shipping.bundle import make_bundle, stamp
from shipping.icons import DRAWING
from shipping.places import DESKTOP, DIST, NAME, PACKAGING, WORK, Stop, moment, run, say, version
from shipping.tree import make_tree

STARTER = PACKAGING / "elsewhere" / "AppRun"


def make_folder(bundle: Path, folder: Path) -> Path:
    """Make the folder that is squeezed, as AppImage's specification has it: what starts, what the
    menu says and the icon at its top, the rest under usr."""
    shutil.rmtree(folder, ignore_errors=True)
    make_tree(bundle, folder / "usr")
    shutil.copy(STARTER, folder / "AppRun")
    shutil.copyfile(DESKTOP / f"{NAME}.desktop", folder / f"{NAME}.desktop")
    shutil.copyfile(DRAWING, folder / f"{NAME}.svg")
    (folder / ".DirIcon").symlink_to(f"{NAME}.svg")
    stamp(folder)
    return folder


def make_appimage(target: Path = DIST) -> Path:
    """Make the AppImage in a folder, or its own folder where no runtime is named; return its path.

    Stop where the runtime that is named is not there, or mksquashfs is not.
    """
    name = f"{NAME}-{version()}-{platform.machine()}"
    given = os.environ.get("APPIMAGE_RUNTIME", "")
    if given and not Path(given).is_file():
        raise Stop(f"APPIMAGE_RUNTIME names {given}, and no file is there.")
    folder = make_folder(make_bundle(), (WORK if given else target) / f"{name}.AppDir")
    if not given:
        say("No runtime is named in APPIMAGE_RUNTIME: the folder was made, not the one file.")
        return folder
    squeezed = WORK / f"{name}.squashfs"
    squeeze(folder, squeezed)
    made = target / f"{name}.AppImage"
    made.write_bytes(Path(given).read_bytes() + squeezed.read_bytes())
    made.chmod(0o755)
    return made


def squeeze(folder: Path, target: Path) -> None:
    """Write a folder as a file system into a file: the same bytes for the same folder."""
    target.unlink(missing_ok=True)
    # One thread keeps the order of blocks.
    same = ("-all-root", "-no-xattrs", "-reproducible", "-processors", "1")
    moments = ("-mkfs-time", str(moment()), "-all-time", str(moment()))
    packed = ("-comp", "zstd", "-Xcompression-level", "19", "-quiet", "-no-progress")
    # The moment is given once: as options, not in the environment.
    command = ("env", "-u", "SOURCE_DATE_EPOCH", "mksquashfs")
    run(*command, folder, target, *same, *moments, *packed)
