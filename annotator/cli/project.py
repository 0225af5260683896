"""Commands about a whole project: new, check."""

from pathlib import Path

import click

from annotator.cli.arguments import existing_annotator_option, project_argument
from annotator.cli.output import count, json_option, print_json
from annotator.formats.delivered_label_sets import DELIVERED, delivered_path
from annotator.messages import name_path, show_text
from annotator.messages.check_words import WAYS_OUT, fault_line
from annotator.messages.place_words import copies_line, place_line
from annotator.project.place import place_of
from annotator.project.project import Project

_NAMES = ", ".join(one.name for one in DELIVERED)


@click.command(
    "new",
    short_help="Make a new project file.",
    epilog="Example: annotator new news.annotator --annotator Maria",
)
@project_argument
@click.option(
    "--labels",
    type=click.Path(path_type=Path),
    metavar="NAME|FILE.toml",
    help=f"The label set to begin with: {_NAMES}, or a file; without it the one for news.",
)
@existing_annotator_option
def make_project(project: Path, labels: Path | None, annotator: str | None) -> None:
    """Make a new project file; a file that is there is never overwritten."""
    label_set = None
    if labels is not None:
        from annotator.formats.label_sets import read_label_set

        label_set = read_label_set(_file_of(labels))
    with Project.create(project, label_set=label_set, annotator=annotator) as made:
        labels_of = made.label_set
        click.echo(
            f"Made {name_path(made.path)}: label set “{show_text(labels_of.name)}” with "
            f"{count(len(labels_of.span_labels), 'label')} for spans and "
            f"{count(len(labels_of.relation_labels), 'label')} for relations."
        )


def _file_of(labels: Path) -> Path:
    """Return the file of a delivered label set where one is named and no such file is there."""
    return labels if labels.exists() else delivered_path(str(labels)) or labels


@click.command(
    "check",
    short_help="Tell whether a project is whole.",
    epilog="Example: annotator check news.annotator",
)
@project_argument
@json_option
@click.pass_context
def check_project(context: click.Context, project: Path, as_json: bool) -> None:
    """Tell whether a project file is whole; exit status 1 with each fault named if it is not."""
    with Project.open(project) as opened:
        faults = opened.check()
        purges, emptied = opened.purging.tombstones(), opened.purging.count_emptied()
    place = place_of(project)
    if as_json:
        found = [fault._asdict() for fault in faults]
        erased = {"purges": len(purges), "emptied": emptied} if purges else {}
        told = {"whole": not faults, "faults": found, "place": place._asdict()}
        print_json(told | erased)
    elif faults:
        for fault in faults:
            click.echo(fault_line(fault.what, fault.where))
        click.echo(WAYS_OUT)
    else:
        click.echo(f"{name_path(project)} is whole.")
    if purges and not as_json:
        click.echo(
            f"{count(emptied, 'act')} of its history emptied by {count(len(purges), 'purge')};"
            " “annotator purge PROJECT list” says when, by whom and why."
        )
        if any(not one.is_finished for one in purges):
            click.echo("Backups may still have it: “annotator purge PROJECT finish”.")
    for line in (place_line(place.network, place.service), copies_line(place.copies)):
        if line and not as_json:
            click.echo(line)
    context.exit(1 if faults else 0)
