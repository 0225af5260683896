"""The machine that was measured on: without it no number means anything."""

import os
import platform
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.storage.engine import sqlite_version


def machine() -> dict[str, Any]:
    """Return what bears on speed, as JSON has it. Nothing in it names a person or a place."""
    return {
        "annotator": __version__,
        "platform": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_megabytes": _memory(),
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "busy": _busy(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    except (AttributeError, ValueError, OSError):
        return None


def _busy() -> float | None:
    """How many processes wanted to run at once during the last minute: other work disturbs."""
    try:
        return round(os.getloadavg()[0], 1)
    except (AttributeError, OSError):
        return None
