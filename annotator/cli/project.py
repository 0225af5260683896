"""Commands about a whole project: new, stats, check."""

from pathlib import Path

import click

from annotator.cli.arguments import existing_annotator_option, project_argument
from annotator.cli.output import count, json_option, print_json, print_table
from annotator.messages import name_path, show_text
from annotator.project.project import Project
from annotator.project.rows import Statistics


@click.command(
    "new",
    short_help="Make a new project file.",
    epilog="Example: annotator new news.annotator --annotator Maria",
)
@project_argument
@click.option(
    "--labels",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="The label set to begin with; without it the one for news.",
)
@existing_annotator_option
def make_project(project: Path, labels: Path | None, annotator: str | None) -> None:
    """Make a new project file; a file that is there is never overwritten."""
    label_set = None
    if labels is not None:
        from annotator.formats.label_sets import read_label_set

        label_set = read_label_set(labels)
    with Project.create(project, label_set=label_set, annotator=annotator) as made:
        labels_of = made.label_set
        click.echo(
            f"Made {name_path(made.path)}: label set “{show_text(labels_of.name)}” with "
            f"{count(len(labels_of.span_labels), 'label')} for spans and "
            f"{count(len(labels_of.relation_labels), 'label')} for relations."
        )


@click.command(
    "stats",
    short_help="Count what is in a project.",
    epilog="Example: annotator stats news.annotator --json",
)
@project_argument
@json_option
def show_statistics(project: Path, as_json: bool) -> None:
    """Count articles, annotation sets by status, spans and relations by label and annotator."""
    with Project.open(project) as opened:
        statistics = opened.statistics()
    if as_json:
        body = statistics._asdict()
        if not statistics.second_times:
            del body["second_times"]
        if not statistics.hidden:
            del body["hidden"]
        print_json(body)
    else:
        _print_statistics(statistics)


def _print_statistics(statistics: Statistics) -> None:
    click.echo(f"{count(statistics.documents, 'article')}, {statistics.characters:,} characters")
    if statistics.hidden:
        click.echo(f"{count(statistics.hidden, 'article')} set aside or removed, not counted")
    for title, people in (
        ("annotator", statistics.annotators),
        ("second time", statistics.second_times),
    ):
        if people:
            click.echo()
            head = (title, "finished", "in progress", "new", "spans", "relations")
            print_table(
                (
                    (name, *(one["sets"].get(status, 0) for status in _STATUSES), *_marks(one))
                    for name, one in people.items()
                ),
                head,
            )
    for title, counts in (("label", statistics.labels), ("relation", statistics.relations)):
        used = [(name, number) for name, number in counts.items() if number]
        if used:
            click.echo()
            print_table(used, (title, "count"))


_STATUSES = ("finished", "in_progress", "new")


def _marks(annotator: dict[str, int]) -> tuple[int, int]:
    return annotator["spans"], annotator["relations"]


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
    if as_json:
        print_json({"whole": not faults, "faults": [fault._asdict() for fault in faults]})
    elif faults:
        for fault in faults:
            click.echo(f"{show_text(fault.where, 100)}: {show_text(fault.what, 200)}")
    else:
        click.echo(f"{name_path(project)} is whole.")
    context.exit(1 if faults else 0)
