"""The command hub: a project shared with a team, through a folder or a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import project_argument
from annotator.cli.colleagues import merge_json, print_report
from annotator.cli.commands import CommandTable
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.messages import sentence, show_text
from annotator.project.project import Project
from annotator.project.sharing.connecting import make_hub
from annotator.project.sharing.report import HubState, SyncReport

place_argument = click.argument("place", required=False, default="")
annotator_option = click.option(
    "--annotator", metavar="NAME", required=True, help="Who you are in the project."
)

COMMANDS = {
    "init": "annotator.cli.hub:init",
    "serve-local": "annotator.cli.hub_server:serve_local",
    "add-person": "annotator.cli.hub_server:add_person",
    "remove-person": "annotator.cli.hub_server:remove_person",
    "password": "annotator.cli.hub_server:keep_password",
    "join": "annotator.cli.hub_server:join_hub",
    "load": "annotator.cli.hub_corpus:load_articles",
    "unload": "annotator.cli.hub_corpus:unload_articles",
    "offer": "annotator.cli.hub_server:offer_articles",
    "claim": "annotator.cli.hub_server:claim_articles",
    "release": "annotator.cli.hub_server:release_articles",
    "push": "annotator.cli.hub:push",
    "pull": "annotator.cli.hub:pull",
    "status": "annotator.cli.hub:status",
}


@click.group(
    "hub",
    cls=CommandTable,
    table=COMMANDS,
    short_help="Share a project with a team.",
    epilog="Example: annotator hub push news.annotator /media/team --annotator Maria",
)
def hub() -> None:
    """Share a project with a team: each works on a file of their own, online or not.

    PLACE is a folder that all can reach, on a shared drive, with a sync service, on a stick; or the
    address of a PostgreSQL server, postgresql://role@host/database. It is said once; the project
    remembers it.
    """


@click.command("init", epilog="Example: annotator hub init /media/team")
@click.argument("place")
def init(place: str) -> None:
    """Make PLACE a hub, or bring the one there up to date. What else is there stays as it is."""
    made = show_text(make_hub(place), 200)
    click.echo(f"{made} is a hub now; share a project with “annotator hub push”.")


@click.command("push", epilog="Example: annotator hub push news.annotator --annotator Maria")
@project_argument
@place_argument
@annotator_option
@click.option("--again", "is_again", is_flag=True, help="Go through all of it: some was lost.")
@json_option
def push(project: Path, place: str, annotator: str, is_again: bool, as_json: bool) -> None:
    """Send what you have done, and the articles that the hub lacks."""
    with opened_as(project, annotator, "sending") as (opened, options):
        report = opened.sharing.push(place, is_again=is_again, **options)
        tell_sync(report, opened, "push", as_json=as_json)


@click.command("pull", epilog="Example: annotator hub pull news.annotator --annotator Maria")
@project_argument
@place_argument
@annotator_option
@json_option
def pull(project: Path, place: str, annotator: str, as_json: bool) -> None:
    """Take in what the others have pushed, as with “annotator merge”; each pull can be undone."""
    with opened_as(project, annotator, "taking in") as (opened, options):
        report = opened.sharing.pull(place, **options)
        tell_sync(report, opened, "pull", as_json=as_json)


@contextmanager
def opened_as(path: Path, annotator: str, what: str) -> Iterator[tuple[Project, dict[str, Any]]]:
    """Open a project for long work, with what tells how far that is and stops it."""
    with (
        Project.open(path, annotator=annotator) as opened,
        ProgressLine(what) as progress,
        Stop() as stop,
    ):
        yield opened, {"progress": progress.report, "is_cancelled": stop.is_asked}


def tell_sync(report: SyncReport, project: Project, verb: str, *, as_json: bool) -> None:
    """Print what a sync has done."""
    if as_json:
        print_json(_as_json(report))
    else:
        _print(report, project, verb)


def _as_json(report: SyncReport) -> dict[str, Any]:
    return {
        "hub": report.hub,
        "sent": report.sent,
        "articles_sent": report.articles_sent,
        "fetched": report.fetched,
        "articles_fetched": report.articles_fetched,
        "waiting": report.waiting,
        "same": report.is_same,
        "problems": [sentence(error) for error in report.problems],
        "merged": merge_json(report.merges, is_dry_run=False),
    }


def _print(report: SyncReport, project: Project, verb: str) -> None:
    name = show_text(report.hub, 60)
    if verb == "push":
        click.echo(
            f"{name}: {count(report.sent, 'revision')} and "
            f"{count(report.articles_sent, 'article')} sent."
        )
    else:
        for merge in report.merges:
            print_report(merge, project, is_dry_run=False)
        if not any(merge.is_anything_new for merge in report.merges):
            click.echo(f"{name}: nothing new.")
    if report.waiting:
        click.echo(
            f"{count(report.waiting, 'revision')} wait for what has not arrived yet; pull again"
        )
    for error in report.problems:
        click.echo(f"noted: {sentence(error)}")


@click.command("status", epilog="Example: annotator hub status news.annotator --annotator Maria")
@project_argument
@place_argument
@annotator_option
@json_option
def status(project: Path, place: str, annotator: str, as_json: bool) -> None:
    """Tell what waits to be sent, what has not been taken in yet, and what was refused."""
    with Project.open(project, annotator=annotator, is_read_only=True) as opened:
        state = opened.sharing.state(place)
    if as_json:
        print_json(_state_json(state))
        return
    name = show_text(state.hub, 60)
    when = f"last exchanged {state.last_sync}" if state.last_sync else "not exchanged yet"
    click.echo(f"{name}: {when}; {count(state.waiting, 'article')} of yours to send.")
    print_table(
        (
            (show_text(one.person, 40), "this copy" if one.is_mine else "", one.there, one.here)
            for one in state.streams
        ),
        ("who", "", "on the hub", "here"),
    )
    if state.people:
        print_table(
            (
                (show_text(one.person, 40), one.kind, one.claimed, one.finished)
                for one in state.people
            ),
            ("who", "", "claimed", "finished"),
        )
    for seq, why in state.refused:
        click.echo(f"refused: your revision {seq}: {show_text(why)}")
    for person, seq, why in state.unfit:
        click.echo(f"left out: revision {seq} of {show_text(person)}: {show_text(why)}")


def _state_json(state: HubState) -> dict[str, Any]:
    return {
        "hub": state.hub,
        "last_sync": state.last_sync,
        "waiting": state.waiting,
        "streams": [
            {"annotator": one.person, "mine": one.is_mine, "there": one.there, "here": one.here}
            for one in state.streams
        ],
        "people": [
            {
                "annotator": one.person,
                "kind": one.kind,
                "claimed": one.claimed,
                "finished": one.finished,
            }
            for one in state.people
        ],
        "refused": [{"revision": seq, "why": why} for seq, why in state.refused],
        "left_out": [
            {"annotator": person, "revision": seq, "why": why} for person, seq, why in state.unfit
        ],
    }
