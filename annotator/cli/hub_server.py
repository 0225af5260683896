"""The commands of hub that want a server: people, claims, a hub to try."""

import secrets
import sys
import threading
from pathlib import Path

import click

from annotator.cli.arguments import project_argument
from annotator.cli.hub import annotator_option, opened_as, place_argument, tell_sync
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path, show_text
from annotator.project.project import Project
from annotator.project.sharing import connecting
from annotator.project.sharing.local import served
from annotator.project.sharing.people import add_to_hub, join, remove_from_hub

_KINDS = ("annotator", "reviewer", "coordinator")


@click.command("serve-local", epilog="Example: annotator hub serve-local hub-to-try --port 5444")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any that is free.")
@click.option("--for-seconds", type=float, default=0.0, hidden=True)
def serve_local(folder: Path, port: int, for_seconds: float) -> None:
    """Run a hub on this machine, to try it: a PostgreSQL that comes with the program.

    Its files are in FOLDER and stay there. Ctrl C ends it.
    """
    with served(folder, port) as found, Stop() as stop:
        click.echo("The hub runs, on this machine alone, until you press Ctrl C.")
        click.echo(f"add people:  annotator hub add-person '{found.admin}' NAME --role ROLE")
        click.echo(f"they join:   annotator hub join '{found.people}' news.annotator")
        sys.stdout.flush()
        ended = threading.Event()
        waited = 0.0
        while not stop.is_asked() and (not for_seconds or waited < for_seconds):
            ended.wait(0.2)
            waited += 0.2


@click.command(
    "add-person",
    epilog="Example: annotator hub add-person PLACE Maria --role maria --kind reviewer",
)
@click.argument("place")
@click.argument("name")
@click.option("--role", required=True, help="What the server knows them by.")
@click.option("--kind", type=click.Choice(_KINDS), default="annotator", show_default=True)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    help="A project in which they are an annotator already: they stay the same.",
)
@click.option(
    "--ask-password", is_flag=True, help="Type their password, instead of having one made."
)
@json_option
def add_person(
    place: str,
    name: str,
    role: str,
    kind: str,
    project: Path | None,
    ask_password: bool,
    as_json: bool,
) -> None:
    """Let NAME take part in the hub; for whoever looks after the server.

    Annotators see only what is theirs until all have finished an article; reviewers see everything;
    coordinators add articles and give them out too.
    """
    secret = secrets.token_urlsafe(15)
    if ask_password:
        secret = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if project is None:
        person = add_to_hub(place, role, name, kind, secret)
    else:
        with Project.open(project, is_read_only=True) as opened:
            person = add_to_hub(place, role, name, kind, secret, project=opened)
    if as_json:
        said = {"annotator": person.name, "id": person.id, "role": role, "kind": kind}
        print_json(said | ({} if ask_password else {"password": secret}))
        return
    click.echo(f"{show_text(person.name)} takes part as {show_text(role)}, {kind}.")
    if not ask_password:
        click.echo(f"password: {secret}")


@click.command("remove-person", epilog="Example: annotator hub remove-person PLACE maria")
@click.argument("place")
@click.argument("role")
def remove_person(place: str, role: str) -> None:
    """Let ROLE take part no more. What they have pushed stays."""
    remove_from_hub(place, role)
    click.echo(f"{show_text(role)} takes part no more.")


@click.command(
    "password",
    epilog="Example: annotator hub password postgresql://maria@hub.example.org/annotator",
)
@click.argument("place")
def keep_password(place: str) -> None:
    """Put your password for PLACE into the key store of this system."""
    connecting.address_of(place)
    secret = click.prompt("Password", hide_input=True, err=True)
    if connecting.keep_password(place, secret):
        click.echo("Kept in the key store of this system.")
        return
    click.echo(
        f"This system has no key store; set the variable {connecting.PASSWORD} instead.", err=True
    )
    raise SystemExit(2)


@click.command(
    "join", epilog="Example: annotator hub join /media/team news.annotator --annotator Maria"
)
@click.argument("place")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--annotator", default="", metavar="NAME", help="Who you are, where PLACE is a folder."
)
def join_hub(place: str, project: Path, annotator: str) -> None:
    """Begin PROJECT, a new file, as one of the hub's people."""
    with ProgressLine("taking in") as progress, Stop() as stop:
        join(place, project, annotator, progress=progress.report, is_cancelled=stop.is_asked)
    with Project.open(project, is_read_only=True) as opened:
        documents = opened.statistics().documents
    click.echo(f"{name_path(project)} is there, with {count(documents, 'article')}.")


@click.command("offer", epilog="Example: annotator hub offer news.annotator --annotator Ada")
@project_argument
@place_argument
@annotator_option
@click.option(
    "--per-article",
    type=click.IntRange(1, 100),
    default=2,
    show_default=True,
    help="How many people label each.",
)
@json_option
def offer_articles(
    project: Path, place: str, annotator: str, per_article: int, as_json: bool
) -> None:
    """Let the articles of the hub that nobody was asked to label yet be claimed."""
    with opened_as(project, annotator, "offering") as (opened, _):
        offered = opened.sharing.offer(per_article, place)
    if as_json:
        print_json({"offered": offered})
    else:
        click.echo(f"{count(offered, 'article')} can be claimed now.")


@click.command("claim", epilog="Example: annotator hub claim news.annotator --annotator Maria")
@project_argument
@place_argument
@annotator_option
@click.option(
    "--count", "number", type=click.IntRange(1, 1000), default=20, show_default=True,
    help="How many articles at most.",
)  # fmt: skip
@click.option(
    "--days", type=click.IntRange(1, 365), default=7, show_default=True,
    help="How long they are yours without a push.",
)  # fmt: skip
@json_option
def claim_articles(
    project: Path, place: str, annotator: str, number: int, days: int, as_json: bool
) -> None:
    """Take articles to label, and fetch them. They are worked on offline then."""
    with opened_as(project, annotator, "taking in") as (opened, options):
        claimed = opened.sharing.claim(number, place, days=days)
        report = opened.sharing.pull(place, **options)
        if as_json:
            print_json({"claimed": claimed, "articles_fetched": report.articles_fetched})
            return
        click.echo(f"{count(len(claimed), 'article')} claimed.")
        tell_sync(report, opened, "pull", as_json=False)


@click.command(
    "release", epilog="Example: annotator hub release news.annotator a1 a2 --annotator Ada"
)
@project_argument
@click.argument("documents", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--at", "place", default="", metavar="PLACE", help="The hub, if another.")
@annotator_option
@json_option
def release_articles(
    project: Path, documents: tuple[str, ...], place: str, annotator: str, as_json: bool
) -> None:
    """Let annotators see what others said of articles, before all have finished them."""
    with opened_as(project, annotator, "releasing") as (opened, _):
        released = opened.sharing.release(documents, place)
    if as_json:
        print_json({"released": released})
    else:
        click.echo(f"{count(released, 'article')} released.")
