"""The command articles: list them sorted and narrowed; set aside, remove, bring back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import click

from annotator.cli.arguments import date_option, dry_run_option, project_argument
from annotator.cli.output import count, json_option, print_json, print_table
from annotator.messages.standing import standing_words
from annotator.model.changes import Changes
from annotator.project.hiding import OnThem
from annotator.project.project import Project
from annotator.project.rows import Bounds, DocumentFilter, DocumentRow, ListOrder, ListQuery

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Chosen = tuple[Path, str | None]


def _number_option(name: str, help: str) -> Callable[[Decorated], Decorated]:
    return click.option(name, type=click.IntRange(min=0), metavar="N", help=help)


@click.group(
    "articles",
    short_help="List the articles of a project; set aside, remove, bring back.",
    epilog="Example: annotator articles news.annotator show --sort spans --reverse",
)
@project_argument
@click.option(
    "--annotator", metavar="NAME", help="Whose statuses and spans are listed, whose act it is."
)
@click.pass_context
def articles(context: click.Context, project: Path, annotator: str | None) -> None:
    """List articles as the window does, or take them out of the lists and bring them back.

    What stands on an article that is set aside or removed is kept; the two differ by their word.
    """
    context.obj = (project, annotator)


@articles.command(
    "show", epilog="Example: annotator articles news.annotator show --since 2017 --until 2017-06"
)
@click.option(
    "--which",
    type=click.Choice(get_args(DocumentFilter)),
    default="all",
    help="By the status of --annotator; “hidden” is what was set aside or removed.",
)
@click.option("--words", metavar="WORDS", default="", help="All of them in title, source or text.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Repeat it for several.")
@date_option("--since", "Published in this year, in this month, on this day, or later.")
@date_option("--until", "Published then, or earlier.")
@date_option("--edited-since", "Edited last by --annotator then, or later.")
@date_option("--edited-until", "Edited last by --annotator then, or earlier.")
@_number_option("--least-characters", "As long as this, or longer.")
@_number_option("--most-characters", "As long as this, or shorter.")
@_number_option("--least-spans", "With so many spans of --annotator, or more.")
@_number_option("--most-spans", "With so many spans of --annotator, or fewer.")
@click.option("--sort", "order", type=click.Choice(get_args(ListOrder)), default="project")
@click.option("--reverse", "is_reversed", is_flag=True, help="The other way round.")
@json_option
@click.pass_obj
def show(chosen: Chosen, /, as_json: bool, **asked: Any) -> None:
    """List the articles that fit all that is asked for."""
    query = ListQuery(
        asked["words"],
        cast(DocumentFilter, asked["which"]),
        asked["sources"],
        asked["since"],
        asked["until"],
        Bounds(asked["least_characters"], asked["most_characters"]),
        Bounds(asked["least_spans"], asked["most_spans"]),
        asked["edited_since"],
        asked["edited_until"],
        cast(ListOrder, asked["order"]),
        is_reversed=asked["is_reversed"],
    )
    with _opened(chosen, is_read_only=True) as opened:
        rows = opened.document_rows(opened.work_list.keys(query))
    if as_json:
        print_json({"articles": [_plain(row) for row in rows]})
        return
    print_table(
        (
            (
                row.id,
                row.hidden or row.status.replace("_", " "),
                row.published,
                row.source,
                row.characters,
                row.spans,
                row.title,
            )
            for row in rows
        ),
        ("article", "status", "date", "source", "characters", "spans", "title"),
    )


def _plain(row: DocumentRow) -> dict[str, Any]:
    told = row._asdict()
    del told["key"]
    return told


# ---- out of the lists and back ------------------------------------------------------------------

_ids_argument = click.argument("ids", nargs=-1, required=True, metavar="ARTICLE...")


@articles.command(
    "set-aside", epilog="Example: annotator articles news.annotator set-aside ferry --dry-run"
)
@_ids_argument
@dry_run_option
@json_option
@click.pass_obj
def set_aside(chosen: Chosen, ids: Sequence[str], is_dry_run: bool, as_json: bool) -> None:
    """Take articles out of lists, searches, counts and exports, to come back some day."""
    _hide(chosen, ids, is_dry_run, as_json, is_removed=False)


@articles.command("remove", epilog="Example: annotator articles news.annotator remove ferry")
@_ids_argument
@dry_run_option
@json_option
@click.pass_obj
def remove(chosen: Chosen, ids: Sequence[str], is_dry_run: bool, as_json: bool) -> None:
    """Take articles out of lists, searches, counts and exports, not to come back; nothing is
    erased."""
    _hide(chosen, ids, is_dry_run, as_json, is_removed=True)


@articles.command(
    "bring-back", epilog="Example: annotator articles news.annotator bring-back ferry"
)
@_ids_argument
@dry_run_option
@json_option
@click.pass_obj
def bring_back(chosen: Chosen, ids: Sequence[str], is_dry_run: bool, as_json: bool) -> None:
    """Put articles that were set aside or removed back into the lists."""
    with _opened(chosen, is_read_only=is_dry_run) as opened:
        opened.work_list.stands_on(ids)  # DocumentUnknown
        if is_dry_run:
            number = sum(opened.work_list.is_hidden(one) is not None for one in set(ids))
        else:
            number = len(opened.work_list.show(ids).hidden)
    if as_json:
        print_json({"articles": number, "dry_run": is_dry_run})
        return
    verb = "Would bring" if is_dry_run else "Brought"
    click.echo(f"{verb} {count(number, 'article')} back into the list.")


def _hide(
    chosen: Chosen, ids: Sequence[str], is_dry_run: bool, as_json: bool, *, is_removed: bool
) -> None:
    changes = Changes()
    with _opened(chosen, is_read_only=is_dry_run) as opened:
        on_them = opened.work_list.stands_on(ids)
        if not is_dry_run:
            changes = opened.work_list.hide(ids, is_removed=is_removed)
    number = len(set(ids)) if is_dry_run else len(changes.hidden)
    if as_json:
        print_json(_plain_standing(on_them) | {"articles": number, "dry_run": is_dry_run})
        return
    if is_removed:
        verb = "Would remove" if is_dry_run else "Removed"
        click.echo(f"{verb} {count(number, 'article')} from the list.")
    else:
        verb = "Would set" if is_dry_run else "Set"
        click.echo(f"{verb} {count(number, 'article')} aside.")
    words = standing_words(
        on_them.sets,
        verdicts=on_them.verdicts,
        remarks=on_them.remarks,
        assignments=on_them.assignments,
    )
    for whose, what in words:
        click.echo(f"  {whose}: {what}")


def _plain_standing(on_them: OnThem) -> dict[str, Any]:
    told = on_them._asdict() | {"sets": [one._asdict() for one in on_them.sets]}
    del told["documents"]
    return told


def _opened(chosen: Chosen, *, is_read_only: bool) -> Project:
    """Open a project as somebody who is known there. AnnotatorUnknown."""
    path, name = chosen
    opened = Project.open(path, is_read_only=is_read_only)
    try:
        if name is not None:
            opened.sign_in(opened.people.named(name).name)
    except BaseException:
        opened.close()
        raise
    return opened
