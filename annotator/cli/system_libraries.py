"""What Qt loads from a Linux system, what of it is missing, and the line that installs it.

Only Python's own library is used: `packaging/dev.py` asks here before anything is installed.
"""

import ctypes
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

OLDEST_GLIBC = (2, 34)
"""The C library that Qt's wheels are built for: Debian 12, Ubuntu 22.04, Fedora 35."""

# The library, and the package that has it for apt, dnf and pacman.
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


def can_load(library: str) -> bool:
    """Tell whether a shared library is there: in the program's own folder, or the system's."""
    own = getattr(sys, "_MEIPASS", None)  # where a bundle has what it brings along
    for name in ([str(Path(own) / library)] if own else []) + [library]:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def wanted_libraries(environment: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    """Return what a window needs here: library -> its package for apt, dnf and pacman."""
    return {**ALWAYS, **(ON_X11 if environment.get("DISPLAY") else {})}


def missing_libraries(
    environment: Mapping[str, str], can_load: Callable[[str], bool] = can_load
) -> dict[str, tuple[str, str, str]]:
    """Return what of it cannot be loaded; nothing on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = wanted_libraries(environment)
    return {library: wanted[library] for library in wanted if not can_load(library)}


def install_command(packages: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return the command that installs packages here, with sudo where it is needed; [] where no
    package manager is known."""
    tool = next((tool for tool in INSTALLERS if shutil.which(tool)), None)
    if tool is None:
        return []
    chosen = sorted({names[list(INSTALLERS).index(tool)] for names in packages})
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*([] if is_root else ["sudo"]), *INSTALLERS[tool], *chosen]


def old_c_library() -> str | None:
    """Return the version of the C library where it is too old for Qt, else None."""
    if not sys.platform.startswith("linux"):
        return None
    name, version = platform.libc_ver()
    is_old = name == "glibc" and tuple(map(int, version.split(".")[:2])) < OLDEST_GLIBC
    return version if is_old else None
