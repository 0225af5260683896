"""The command doctor: versions, paths, SQLite, fonts, screen: what a bug report needs."""

import os
import subprocess
import sys
from typing import Any

import click
import orjson

from annotator.cli.output import json_option, print_json
from annotator.faults.state import gather_state, lines_of_state

_PATIENCE = 20
"""Seconds within which Qt has to say what it finds."""


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
    facts = gather_state(_screen())
    if as_json:
        print_json(facts)
    else:
        for line in lines_of_state(facts):
            click.echo(line)
    context.exit(1 if facts["faults"] else 0)


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
