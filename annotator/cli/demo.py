"""The command demo: the sample project, in the window or, without a display, as three files."""

import os
from pathlib import Path

import click

from annotator.cli.display import has_display
from annotator.cli.window import open_window
from annotator.messages import name_path
from annotator.model.errors import TargetUnwritable
from annotator.project.project import Project

_ENDINGS = (".annotator", ".jsonl", ".jsonl.manifest.json", ".png")
PICTURE_SIZE = (1440, 900)


@click.command(
    "demo", short_help="Show the sample project.", epilog="Example: annotator demo /tmp/tour"
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.pass_context
def make_demo(context: click.Context, folder: Path) -> None:
    """Make the sample project and open it in the window.

    Without a display the same work is done unseen: demo.annotator, demo.jsonl and demo.png, a
    picture of the window, are written to DIR. What is there is kept; a numbered name is taken.
    """
    from annotator.project.sample import make_sample

    stem = free_stem(_made(folder))
    project = stem.with_name(stem.name + ".annotator")
    make_sample(project)
    _say_written(project)
    if has_display():
        context.exit(open_window(project, None))
    corpus = stem.with_name(stem.name + ".jsonl")
    with Project.open(project) as opened:
        opened.export(corpus)
    _say_written(corpus)
    picture = stem.with_name(stem.name + ".png")
    _take_picture(project, picture)
    _say_written(picture)


def free_stem(folder: Path) -> Path:
    """Return folder/demo, or folder/demo-2 and so on where any of the files is there already."""
    number = 1
    while True:
        stem = folder / ("demo" if number == 1 else f"demo-{number}")
        if not any(stem.with_name(stem.name + ending).exists() for ending in _ENDINGS):
            return stem
        number += 1


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TargetUnwritable(folder, error.strerror or "") from error
    return folder


def _take_picture(project: Path, picture: Path) -> None:
    """Save a picture of the window on the project; nothing appears on any screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from annotator.ui.picture import picture_window

    picture_window(project, None, picture, PICTURE_SIZE)


def _say_written(path: Path) -> None:
    click.echo(f"Wrote {name_path(path)}")
