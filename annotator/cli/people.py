"""The command people: who the annotators of a project are; rename one, join two that are one."""

from pathlib import Path

import click

from annotator.cli.arguments import dry_run_option, project_argument
from annotator.cli.output import count, json_option, print_json, print_table
from annotator.messages import show_text
from annotator.project.joining import JoinPreview, clash
from annotator.project.project import Project


@click.group(
    "people",
    short_help="Show, rename and join the annotators of a project.",
    epilog='Example: annotator people news.annotator join "maria b." --into Maria --dry-run',
)
@project_argument
@click.option("--annotator", metavar="NAME", help="Whose act it is, who can undo it in the window.")
@click.pass_context
def people(context: click.Context, project: Path, annotator: str | None) -> None:
    """Show the annotators of a project, rename one, or join two that are one person.

    Each change is one act. The history goes on saying who acted under which name.
    """
    context.obj = (project, annotator)


@people.command("show", epilog="Example: annotator people news.annotator show --json")
@json_option
@click.pass_obj
def show(chosen: tuple[Path, str | None], as_json: bool) -> None:
    """List the annotators and how much each has labelled."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        found = opened.people.all()
    if as_json:
        rows = [one._asdict() | {"annotator": one.annotator.name} for one in found]
        print_json({"annotators": rows})
        return
    print_table(
        (
            (show_text(one.annotator.name), one.sets, one.finished, one.spans, one.relations)
            for one in found
        ),
        ("annotator", "articles", "finished", "spans", "relations"),
    )


@people.command("rename", epilog="Example: annotator people news.annotator rename maria Maria")
@click.argument("name")
@click.argument("new_name")
@dry_run_option
@json_option
@click.pass_obj
def rename(
    chosen: tuple[Path, str | None], name: str, new_name: str, is_dry_run: bool, as_json: bool
) -> None:
    """Give the annotator NAME another name; labels, verdicts and assignments stay theirs."""
    with _opened(chosen, is_dry_run=is_dry_run) as opened:
        before = opened.people.named(name)
        to = opened.people.free_name(before.id, new_name)
        if not is_dry_run:
            opened.people.rename(before.id, to)
    if as_json:
        print_json({"annotator": before.name, "name": to, "dry_run": is_dry_run})
        return
    verb = "Would call" if is_dry_run else "Called"
    click.echo(f"{verb} {show_text(before.name)} {show_text(to)}.")


@people.command(
    "join", epilog='Example: annotator people news.annotator join "maria b." --into Maria'
)
@click.argument("name")
@click.option("--into", required=True, metavar="NAME", help="Under which name all of it goes on.")
@dry_run_option
@json_option
@click.pass_obj
def join(
    chosen: tuple[Path, str | None], name: str, into: str, is_dry_run: bool, as_json: bool
) -> None:
    """Let what NAME has be another's: two names of one person.

    Where both have labelled an article it is refused, and the articles are named.
    """
    with _opened(chosen, is_dry_run=is_dry_run) as opened:
        one, other = opened.people.named(name), opened.people.named(into)
        preview = opened.people.preview_join(one.id, other.id)
        if preview.clashes:
            raise clash(one, other, preview.clashes)
        if not is_dry_run:
            opened.people.join(one.id, other.id)
    if as_json:
        told = preview._asdict() | {"annotator": one.name, "into": other.name}
        del told["clashes"]
        print_json(told | {"dry_run": is_dry_run})
        return
    _print_join(preview, is_dry_run=is_dry_run)


# ---- what they have in common -------------------------------------------------------------------


def _opened(chosen: tuple[Path, str | None], *, is_dry_run: bool) -> Project:
    path, annotator = chosen
    if is_dry_run:
        return Project.open(path, is_read_only=True)
    return Project.open(path, annotator=annotator)


def _print_join(preview: JoinPreview, *, is_dry_run: bool) -> None:
    verb = "would become" if is_dry_run else "became"
    one, other = show_text(preview.annotator.name), show_text(preview.into.name)
    click.echo(f"{one} {verb} {other}:")
    for number, noun in (
        (preview.sets, "article"),
        (preview.spans, "span"),
        (preview.relations, "relation"),
        (preview.verdicts, "verdict"),
        (preview.remarks, "remark"),
        (preview.assignments, "assignment"),
    ):
        if number:
            click.echo(f"  {count(number, noun)}")
