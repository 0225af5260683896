"""What is so on this machine: versions, places, platform, screen: what a report needs."""

import importlib.metadata
import locale
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import platformdirs

from annotator import __version__
from annotator.faults.places import log_folder
from annotator.messages import show_text
from annotator.project.backups import usual_folder
from annotator.settings.store import Settings, settings_path
from annotator.storage.engine import sqlite_version

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+).*?(?:extra\s*==\s*[\"']([^\"']+)[\"'])?$")
_VARIABLES = (
    "LANG",
    "LC_ALL",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE",
)
"""Of the environment, what the window looks at."""


def gather_state(screen: Mapping[str, Any], settings: Settings | None = None) -> dict[str, Any]:
    """Return what is so on this machine, as JSON has it; `faults` are sentences.

    `screen` is what Qt finds (`annotator.ui.screen_facts`), or `why_not`, or nothing: not asked.
    """
    libraries, extras = _libraries()
    faults = [f"{name} is missing." for name, version in libraries.items() if version is None]
    if "why_not" in screen:
        faults.append(f"No window can be shown here: {screen['why_not']}")
    places = _places(settings or Settings())
    return {
        "annotator": __version__,
        "python": platform.python_version(),
        "program": sys.executable,
        "platform": platform.platform(),
        "encoding": locale.getencoding(),
        "environment": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
        "sqlite": sqlite_version(),
        "libraries": libraries,
        "extras": extras,
        "places": {name: str(place) for name, place in places.items()},
        "free_megabytes": _free(Path.home()),
        "free_megabytes_at": {name: _free(place) for name, place in places.items()},
        "not_writable": [name for name, place in places.items() if not _is_writable(name, place)],
        "screen": dict(screen),
        "faults": faults,
    }


def _places(settings: Settings) -> dict[str, Path]:
    chosen = settings.get("backup_folder")
    return {
        "program": Path(__file__).parents[1],
        "settings": settings_path(),
        "cache": platformdirs.user_cache_path("annotator", appauthor=False),
        "log": log_folder(),
        "backups": Path(chosen) if chosen else usual_folder(),
    }


def _there(place: Path) -> Path:
    """Return the place, or the nearest folder above it that is there."""
    return next((one for one in (place, *place.parents) if one.exists()), place)


def _free(place: Path) -> int | None:
    """Return how many megabytes are free at a place; None where nobody can tell."""
    try:
        return shutil.disk_usage(_there(place)).free // 1_000_000
    except OSError:
        return None


def _is_writable(name: str, place: Path) -> bool:
    return name == "program" or os.access(_there(place), os.W_OK)


def _libraries() -> tuple[dict[str, str | None], dict[str, dict[str, str | None]]]:
    """Return what the program needs, and what each extra does: name -> version, None: missing."""
    libraries: dict[str, str | None] = {}
    extras: dict[str, dict[str, str | None]] = {}
    try:
        required = importlib.metadata.requires("annotator") or []
    except importlib.metadata.PackageNotFoundError:
        return libraries, extras  # run from a folder of sources that was never installed
    for one in required:
        name, extra = _REQUIREMENT.fullmatch(one).groups()  # type: ignore[union-attr]
        held = extras.setdefault(extra, {}) if extra else libraries
        held[name] = _version(name)
    return libraries, extras


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def lines_of_state(state: Mapping[str, Any]) -> Iterator[str]:
    """Yield it as lines for people."""
    yield f"annotator {state['annotator']}, Python {state['python']}, SQLite {state['sqlite']}"
    free = f"{state['free_megabytes']:,} MB free" if state["free_megabytes"] is not None else ""
    yield ", ".join(one for one in (state["platform"], state["encoding"], free) if one)
    for name, place in state["places"].items():
        yield f"{name}: {show_text(place, 300)}{_about_place(state, name)}"
    if state["environment"]:
        named = (f"{name}={value}" for name, value in state["environment"].items())
        yield show_text("environment: " + ", ".join(named), 300)
    yield "libraries: " + _versions(state["libraries"])
    for extra, held in state["extras"].items():
        yield f"extra {extra}: " + _versions(held)
    if "screens" in state["screen"]:
        yield from _lines_of_screen(state["screen"])
    for fault in state["faults"]:
        yield show_text(fault, 300)


def _about_place(state: Mapping[str, Any], name: str) -> str:
    about = []
    if name in ("log", "backups") and state["free_megabytes_at"][name] is not None:
        about.append(f"{state['free_megabytes_at'][name]:,} MB free")
    if name in state["not_writable"]:
        about.append("cannot be written")
    return f" ({', '.join(about)})" if about else ""


def _lines_of_screen(screen: Mapping[str, Any]) -> Iterator[str]:
    sizes = ", ".join(
        f"{one['width']} × {one['height']} at {one['scale']:g}, {one['dots_per_inch']} dpi"
        for one in screen["screens"]
    )
    yield f"Qt {screen['qt']} on {screen['platform']}: {sizes or 'no screen'}"
    fonts = ", ".join(screen["reading_fonts"]) or "none of ours"
    yield f"{screen['font_families']} families of fonts; articles are read in {fonts}"
    if screen["unreadable_fonts"]:
        yield "fonts that cannot be read: " + ", ".join(screen["unreadable_fonts"])


def _versions(held: dict[str, str | None]) -> str:
    return ", ".join(f"{name} {version or '(missing)'}" for name, version in held.items())
