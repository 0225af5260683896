"""The command doctor: versions, paths, SQLite, fonts, screen: what a bug report needs."""

import importlib.metadata
import locale
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import orjson
import platformdirs

from annotator import __version__
from annotator.cli.output import json_option, print_json
from annotator.messages import show_text
from annotator.settings.store import settings_path
from annotator.storage.engine import sqlite_version

_PATIENCE = 20
"""Seconds within which Qt has to say what it finds."""
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+).*?(?:extra\s*==\s*[\"']([^\"']+)[\"'])?$")


@click.command(
    "doctor",
    short_help="Say what a bug report needs: versions, paths, screen.",
    epilog="Example: annotator doctor --json",
)
@json_option
@click.option("--screen", "is_screen", is_flag=True, hidden=True)
@click.pass_context
def tell_state(context: click.Context, as_json: bool, is_screen: bool) -> None:
    """Say what a bug report needs: versions, paths, platform, SQLite, fonts, display.

    Nothing in it comes from a project, and nothing is sent anywhere. Exit status 1 where no window
    can be shown or something that the program needs is missing.
    """
    if is_screen:
        from annotator.ui.screen_facts import screen_facts

        print_json(screen_facts())
        return
    facts = gather_facts()
    if as_json:
        print_json(facts)
    else:
        for line in _lines(facts):
            click.echo(line)
    context.exit(1 if facts["faults"] else 0)


def gather_facts() -> dict[str, Any]:
    """Return what is so on this machine, as JSON has it; `faults` are sentences."""
    libraries, extras = _libraries()
    screen = _screen()
    faults = [f"{name} is missing." for name, version in libraries.items() if version is None]
    if "why_not" in screen:
        faults.append(f"No window can be shown here: {screen['why_not']}")
    return {
        "annotator": __version__,
        "python": platform.python_version(),
        "program": sys.executable,
        "platform": platform.platform(),
        "encoding": locale.getencoding(),
        "sqlite": sqlite_version(),
        "libraries": libraries,
        "extras": extras,
        "places": {
            "program": str(Path(__file__).parents[1]),
            "settings": str(settings_path()),
            "cache": str(platformdirs.user_cache_path("annotator", appauthor=False)),
        },
        "free_megabytes": shutil.disk_usage(Path.home()).free // 1_000_000,
        "screen": screen,
        "faults": faults,
    }


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


def _screen() -> dict[str, Any]:
    """Ask Qt in a process of its own: where it finds no display it ends the process it is in."""
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, "-m", "annotator"]
    try:
        child = subprocess.run(
            [*program, "doctor", "--screen"],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return {"why_not": f"Qt did not answer within {_PATIENCE} seconds."}
    try:
        found: dict[str, Any] = orjson.loads(child.stdout)
    except orjson.JSONDecodeError:
        said = child.stderr.decode(errors="replace").strip().splitlines()
        return {"why_not": said[0] if said else f"Qt ended with {child.returncode}."}
    return found


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    yield f"annotator {facts['annotator']}, Python {facts['python']}, SQLite {facts['sqlite']}"
    yield f"{facts['platform']}, {facts['encoding']}, {facts['free_megabytes']:,} MB free"
    for name, place in facts["places"].items():
        yield f"{name}: {show_text(place, 300)}"
    yield "libraries: " + _versions(facts["libraries"])
    for extra, held in facts["extras"].items():
        yield f"extra {extra}: " + _versions(held)
    screen = facts["screen"]
    if "why_not" not in screen:
        sizes = ", ".join(
            f"{one['width']} × {one['height']} at {one['scale']:g}, {one['dots_per_inch']} dpi"
            for one in screen["screens"]
        )
        yield f"Qt {screen['qt']} on {screen['platform']}: {sizes or 'no screen'}"
        fonts = ", ".join(screen["reading_fonts"]) or "none of ours"
        yield f"{screen['font_families']} families of fonts; articles are read in {fonts}"
        if screen["unreadable_fonts"]:
            yield "fonts that cannot be read: " + ", ".join(screen["unreadable_fonts"])
    for fault in facts["faults"]:
        yield show_text(fault, 300)


def _versions(held: dict[str, str | None]) -> str:
    return ", ".join(f"{name} {version or '(missing)'}" for name, version in held.items())
