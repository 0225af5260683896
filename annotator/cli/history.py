"""The command history: who did what, when; past states, blame, and putting back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from annotator.cli.act_lines import Narrator, print_act
from annotator.cli.arguments import dry_run_option, find_annotators, project_argument
from annotator.cli.output import json_option, print_json
from annotator.cli.past import restore_state, show_blame, show_state
from annotator.edits.history import Act
from annotator.messages.history_words import blame_words
from annotator.project.project import Project
from annotator.project.timeline.query import ACT_KINDS, TimelineQuery

_PAGE = 500


@click.command(
    "history",
    short_help="Tell who did what, when; look at the past, and put it back.",
    epilog="Example: annotator history news.annotator harbour-strike --at 120 --json",
)
@project_argument
@click.argument("document", required=False)
@click.option("--newest", type=click.IntRange(min=1), metavar="N", help="Only the newest N acts.")
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only acts, or with --at labels, of NAME; with --restore whose labels are put back.",
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(ACT_KINDS), help="Only acts of this kind."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Acts of this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Acts of this day or before.")
@click.option(
    "--at",
    "seq",
    type=click.IntRange(min=0),
    metavar="SEQ",
    help="What was said of DOCUMENT after act SEQ.",
)
@click.option(
    "--blame", metavar="ID", help="What made a span or relation of DOCUMENT, newest first."
)
@click.option(
    "--restore",
    type=click.IntRange(min=0),
    metavar="SEQ",
    help="Put NAME's labels of DOCUMENT back to what they were after act SEQ.",
)
@click.option(
    "--only", multiple=True, metavar="ID", help="Put back only this span or relation (repeat it)."
)
@dry_run_option
@json_option
def show_history(
    project: Path, document: str | None, is_dry_run: bool, as_json: bool, **asked: Any
) -> None:
    """Tell who did what and when, in the project or in one DOCUMENT (its id), oldest first.

    Each act has a number. With --at it is told what was said of the article after an act, with
    --blame which acts made a span or relation and changed it. --restore puts a past state back as a
    new act, which can be undone in the window as any other.
    """
    seq, blame, restore = asked["seq"], asked["blame"], asked["restore"]
    _check(document, asked)
    is_writing = restore is not None and not is_dry_run
    with Project.open(project, is_read_only=not is_writing) as opened:
        people = find_annotators(opened, asked["annotators"])
        article = opened.document(document) if document is not None else None
        if article is not None and seq is not None:
            show_state(opened, article, seq, people, as_json=as_json)
        elif article is not None and blame is not None:
            show_blame(opened, article, blame, as_json=as_json)
        elif article is not None and restore is not None:
            opened.sign_in(asked["annotators"][0])
            restore_state(
                opened, article, restore, asked["only"], is_dry_run=is_dry_run, as_json=as_json
            )
        else:
            _show_acts(opened, _query(document, people, asked), asked["newest"], as_json=as_json)


def _query(
    document: str | None, people: Collection[str], asked: Mapping[str, Any]
) -> TimelineQuery:
    until: datetime | None = asked["until"]
    return TimelineQuery(
        document,
        frozenset(people),
        frozenset(asked["kinds"]),
        _utc(asked["since"]),
        _utc(until + timedelta(days=1) if until else None),
    )


def _show_acts(
    project: Project, query: TimelineQuery, newest: int | None, *, as_json: bool
) -> None:
    rows = _rows(project, query, newest)
    if as_json:
        print_json({"acts": list(rows)})
    else:
        for row in rows:
            print_act(row)


def _rows(project: Project, query: TimelineQuery, newest: int | None) -> Iterator[dict[str, Any]]:
    """Yield the objects that are listed, oldest first; what was done in a colleague's file before
    the act that took it in."""
    narrator = Narrator(project)
    for act, elsewhere in _acts(project, query, newest):
        if elsewhere:
            file = getattr(act.edit, "sources", ("",))[0]
            for row in Narrator(project).tell(reversed(elsewhere)):
                what = blame_words("elsewhere", file, row["what"])
                yield row | {"seq": None, "of": None, "what": what}
        yield from narrator.tell([act])


def _check(document: str | None, asked: Mapping[str, Any]) -> None:
    about = [one for one in ("seq", "blame", "restore") if asked[one] is not None]
    if len(about) > 1:
        raise click.UsageError("--at, --blame and --restore ask for different things; name one")
    if about and document is None:
        raise click.UsageError("--at, --blame and --restore need the id of an article")
    if "restore" in about and len(asked["annotators"]) != 1:
        raise click.UsageError("--restore needs one --annotator: whose labels are put back")
    if asked["only"] and "restore" not in about:
        raise click.UsageError("--only goes with --restore")


def _utc(day: datetime | None) -> str:
    """Return the beginning of a day here as acts have it: ISO, in UTC."""
    if day is None:
        return ""
    return datetime.fromtimestamp(day.timestamp(), UTC).isoformat(timespec="milliseconds")


def _acts(
    project: Project, query: TimelineQuery, newest: int | None
) -> Iterator[tuple[Act, Sequence[Act]]]:
    """Yield acts, oldest first, each with what it took in of a colleague's file, newest first."""
    if query == TimelineQuery() and newest is None:
        yield from ((act, ()) for act in project.history())
        return
    found: list[tuple[Act, Sequence[Act]]] = []
    before: int | None = None
    while newest is None or len(found) < newest:
        wanted = _PAGE if newest is None else min(_PAGE, newest - len(found))
        page = project.timeline.page(query, before, wanted)
        found += [(act, page.elsewhere.get(act.seq, ())) for act in page.acts]
        before = page.before
        if before is None:
            break
    yield from reversed(found)
