"""Whether a window can be shown here; Qt would end the whole process where it cannot."""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from annotator.cli import system_libraries

_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


def has_display(environment: Mapping[str, str] | None = None, platform: str | None = None) -> bool:
    """Tell whether there is a screen to open a window on, from the environment alone."""
    environment = os.environ if environment is None else environment
    platform = platform or sys.platform
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen:
        return chosen not in _WITHOUT_SCREEN
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def why_no_window(environment: Mapping[str, str] | None = None) -> str | None:
    """Return in a sentence why no window can be shown here and what helps; None where one can.

    Only Linux is asked: elsewhere Qt brings all that it needs.
    """
    environment = os.environ if environment is None else environment
    if not has_display(environment) and not environment.get("QT_QPA_PLATFORM"):
        return (
            "There is no display to open a window on; “annotator demo” works without one, "
            "and so do all commands but open"
        )
    if version := system_libraries.old_c_library():
        return (
            f"The window needs glibc 2.34 or newer, as Debian 12, Ubuntu 22.04 and Fedora 35 have "
            f"it, and this system has {version}; all commands but open work here"
        )
    if missing := system_libraries.missing_libraries(environment):
        command = system_libraries.install_command(missing.values())
        remedy = f"install them with: {' '.join(command)}" if command else "please install them"
        return f"The window needs libraries that this system lacks ({', '.join(missing)}); {remedy}"
    if sys.platform.startswith("linux") and not _is_answered(environment):
        name = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
        return (
            f"The display “{name}” does not answer; log in on it, or set DISPLAY to one that is "
            "there (over SSH, connect with “ssh -X”)"
        )
    return None


def _is_answered(environment: Mapping[str, str]) -> bool:
    """Tell whether a display that the environment names lets us in; True where it names none."""
    if environment.get("QT_QPA_PLATFORM"):
        return True  # whoever chooses a platform is told by Qt itself
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if wayland and _is_wayland_there(environment.get("XDG_RUNTIME_DIR", ""), wayland):
        return True
    return bool(x11 and _is_x11_there(x11)) or not (wayland or x11)


def _is_wayland_there(folder: str, name: str) -> bool:
    with socket.socket(socket.AF_UNIX) as asked:
        try:
            asked.connect(str(Path(folder) / name))
        except OSError:
            return False
    return True


def _is_x11_there(name: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    is_there = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return is_there
