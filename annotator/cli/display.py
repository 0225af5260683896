"""Whether a window can be shown here; Qt would end the whole process where it cannot."""

import os
import sys
from collections.abc import Mapping

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
