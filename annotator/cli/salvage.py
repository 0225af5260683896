"""The command salvage: what can be saved of a damaged project file."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.output import json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path
from annotator.messages.salvage_words import salvage_lines
from annotator.project.salvaging import salvage


@click.command(
    "salvage",
    short_help="Save what can be saved of a damaged project.",
    epilog="Example: annotator salvage broken.annotator -o saved.annotator",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="A new project.")
@json_option
def salvage_project(file: Path, out: Path, as_json: bool) -> None:
    """Read what can be read of FILE, row by row, into a new project; FILE is not touched.

    Try `restore` first: a backup has everything up to when it was made.
    """
    click.echo(f"Reading {name_path(file)}, which stays as it is.", err=True)
    with Stop() as stop:
        done = salvage(file, out, is_cancelled=stop.is_asked)
    if as_json:
        print_json(asdict(done))
        return
    for line in salvage_lines(done):
        click.echo(line)
    click.echo(f"It is in {name_path(out)}.")
