"""Arguments and options that several commands share."""

from pathlib import Path

import click

project_argument = click.argument("project", type=click.Path(path_type=Path))

existing_annotator_option = click.option(
    "--annotator", metavar="NAME", help="Who annotates; made where there is nobody of that name."
)
