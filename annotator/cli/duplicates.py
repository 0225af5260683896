"""The command duplicates: articles of a project that are nearly the same."""

from pathlib import Path

import click

from annotator.cli.arguments import project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import show_text
from annotator.project.near_duplicates import Twin
from annotator.project.project import Project


@click.command(
    "duplicates",
    short_help="List articles that are nearly the same.",
    epilog="Example: annotator duplicates news.annotator --json",
)
@project_argument
@json_option
def list_duplicates(project: Path, as_json: bool) -> None:
    """List wire copy and updates of one article together, with how much they have in common: of
    runs of three words, estimated."""
    with Project.open(project) as opened, ProgressLine("reading") as progress, Stop() as stop:
        near = opened.near_duplicates
        groups = near.groups(progress.report, stop.is_asked)
        newer = near.newer_texts()
    if as_json:
        print_json({"groups": [[_as_json(one, newer) for one in group] for group in groups]})
        return
    for group in groups:
        click.echo(f"{count(len(group), 'article')} nearly the same:")
        for one in group:
            older = newer.get(one.document)
            said = f", a newer text of {show_text(older)}" if older else ""
            click.echo(f"  {round(100 * one.share):3d} %  {show_text(one.document)}{said}")
    if not groups:
        click.echo("No two articles are nearly the same.")


def _as_json(one: Twin, newer: dict[str, str]) -> dict[str, object]:
    return {
        "document": one.document,
        "share": round(one.share, 2),
        "newer_text_of": newer.get(one.document),
    }
