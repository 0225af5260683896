"""The command purge: articles, and who somebody is, erased for good."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import dry_run_option, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.messages import name_path, show_text
from annotator.messages.purge_words import (
    NEVER_BACK,
    OUTSIDE,
    Row,
    article_rows,
    backup_row,
    cleaned_words,
    person_rows,
    staying_rows,
    written_words,
)
from annotator.messages.standing import standing_words
from annotator.model.purge import Erased
from annotator.model.purge_errors import ReasonMissing
from annotator.project.project import Project
from annotator.project.purging.told import ArticlesPurge, Copies, PersonPurge, PurgeReport

Chosen = tuple[Path, str | None, Path | None]
_WRITTEN_SHOWN = 20

_reason_option = click.option(
    "--reason", default="", metavar="TEXT", help="Why: all that is kept of it."
)
_yes_option = click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")


@click.group(
    "purge",
    short_help="Erase articles, or who somebody is, for good.",
    epilog='Example: annotator purge news.annotator article ferry --reason "taken down" --dry-run',
)
@project_argument
@click.option("--annotator", metavar="NAME", help="Whose act it is.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where the backups of all projects are, if not where they usually are.",
)
@click.pass_context
def purge(
    context: click.Context, project: Path, annotator: str | None, folder: Path | None
) -> None:
    """Erase articles, or who an annotator is, from a project, its history and its backups.

    What would go is told, and asked, first. Nothing brings it back; what is left is that there was
    something, when it went, by whom and why.
    """
    context.obj = (project, annotator, folder)


@purge.command(
    "article",
    epilog='Example: annotator purge news.annotator article ferry --reason "taken down" --yes',
)
@click.argument("ids", nargs=-1, required=True, metavar="ARTICLE...")
@_reason_option
@_yes_option
@dry_run_option
@json_option
@click.pass_obj
def purge_articles(
    chosen: Chosen,
    ids: Sequence[str],
    reason: str,
    is_sure: bool,
    is_dry_run: bool,
    as_json: bool,
) -> None:
    """Erase articles (ids): text, details, everybody's labels, review, and what quotes them."""
    ids = list(dict.fromkeys(ids))
    with _opened(chosen) as opened:
        preview = opened.purging.preview_articles(ids)
        if not as_json:
            for _, title in preview.titles:
                click.echo(f"“{show_text(title, 100)}” would be erased for good.")
            _print_rows(_article_rows(preview))
            click.echo(OUTSIDE)
        if is_dry_run:
            _end_dry_run(_articles_json(preview), as_json=as_json)
            return
        _ask(reason, is_sure=is_sure)
        with ProgressLine("erasing") as progress, Stop() as stop:
            report = opened.purging.purge_articles(
                ids,
                reason,
                progress=progress.report,
                is_cancelled=stop.is_asked,
            )
    _tell(report, f"Erased {count(len(ids), 'article')}", as_json=as_json)


@purge.command(
    "person",
    epilog='Example: annotator purge news.annotator person Maria --reason "asked for" --dry-run',
)
@click.argument("name")
@click.option("--as", "pseudonym", metavar="NAME", help="What they are called from then on.")
@click.option(
    "--keep-words", is_flag=True, help="Leave the name where people wrote it: notes, remarks."
)
@_reason_option
@_yes_option
@dry_run_option
@json_option
@click.pass_obj
def purge_person(
    chosen: Chosen,
    name: str,
    pseudonym: str | None,
    keep_words: bool,
    reason: str,
    is_sure: bool,
    is_dry_run: bool,
    as_json: bool,
) -> None:
    """Forget who NAME is: a pseudonym takes the name's place. Their labels stay."""
    with _opened(chosen) as opened:
        id = opened.people.named(name).id
        preview = opened.purging.preview_person(id)
        wanted = opened.people.free_name(id, pseudonym or opened.purging.pseudonym(id))
        if not as_json:
            _show_person(preview, wanted, keep_words=keep_words)
        if is_dry_run:
            _end_dry_run(_person_json(preview, wanted), as_json=as_json)
            return
        _ask(reason, is_sure=is_sure)
        with ProgressLine("erasing") as progress, Stop() as stop:
            report = opened.purging.purge_person(
                id,
                wanted,
                reason,
                are_words_replaced=not keep_words,
                progress=progress.report,
                is_cancelled=stop.is_asked,
            )
    _tell(report, f"They are called “{show_text(wanted)}” now", as_json=as_json)


@purge.command("list", epilog="Example: annotator purge news.annotator list --json")
@json_option
@click.pass_obj
def list_purges(chosen: Chosen, as_json: bool) -> None:
    """List what was erased: when, by whom, and why. What it was nobody knows any more."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        found = opened.purging.tombstones()
        emptied = opened.purging.count_emptied()
        names = {one.id: one.name for one in opened.annotators(with_second_times=True)}
    if as_json:
        rows = [
            one._asdict()
            | {
                "by": names.get(one.by or ""),
                "documents": [hashes._asdict() for hashes in one.documents],
            }
            for one in found
        ]
        print_json({"purges": rows, "emptied": emptied})
        return
    print_table(
        (
            (
                one.at[:10],
                names.get(one.by or "", "–"),
                "an annotator" if one.annotator else count(len(one.documents), "article"),
                one.reason,
            )
            for one in found
        ),
        ("when", "by", "what", "why"),
    )
    click.echo(f"{count(emptied, 'act')} of the history emptied.")


@purge.command("finish", epilog="Example: annotator purge news.annotator finish")
@json_option
@click.pass_obj
def finish(chosen: Chosen, as_json: bool) -> None:
    """Go on with what was erased and is not yet gone from all backups."""
    with _opened(chosen) as opened, ProgressLine("erasing") as progress, Stop() as stop:
        number = opened.purging.finish(progress=progress.report, is_cancelled=stop.is_asked)
    if as_json:
        print_json({"finished": number})
    else:
        click.echo(f"Finished {count(number, 'purge')}.")


# ---- what they have in common -------------------------------------------------------------------


def _opened(chosen: Chosen) -> Project:
    return Project.open(chosen[0], annotator=chosen[1], backups=chosen[2])


def _ask(reason: str, *, is_sure: bool) -> None:
    if not reason.strip():
        raise ReasonMissing
    if not (is_sure or click.confirm("Erase it for good?", err=True)):
        raise click.exceptions.Exit(2)


def _end_dry_run(plain: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(plain | {"dry_run": True})
    else:
        click.echo("Nothing was changed.")


def _tell(report: PurgeReport, words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "purge": report.tombstone.id,
                "erased": _erased_json(report.erased),
                "backups": report.cleaned._asdict() | {"made": str(report.backup.path)},
                "dry_run": False,
            }
        )
        return
    acts = f"{count(report.erased.acts, 'act')} of the history emptied"
    click.echo(f"{words}; {acts}; {cleaned_words(*report.cleaned)}.")
    click.echo(f"Backup {report.backup.number} was made: {name_path(report.backup.path)}")


def _article_rows(preview: ArticlesPurge) -> list[Row]:
    on_them, copies = preview.on_them, preview.copies
    return [
        *standing_words(
            on_them.sets,
            verdicts=on_them.verdicts,
            remarks=on_them.remarks,
            assignments=on_them.assignments,
        ),
        *article_rows(preview.erased),
        backup_row(copies.backups, copies.size),
        *staying_rows(
            twins=preview.twins,
            related=preview.related,
            contested=preview.contested,
            beside=copies.beside,
        ),
    ]


def _print_rows(rows: Sequence[Row]) -> None:
    for where, words in rows:
        click.echo(f"  {where}: {words}")


def _show_person(preview: PersonPurge, wanted: str, *, keep_words: bool) -> None:
    names = ", ".join(f"“{show_text(one, 60)}”" for one in preview.names)
    click.echo(f"{names} would be “{show_text(wanted)}” from then on.")
    copies = preview.copies
    rows = [*person_rows(preview.erased), backup_row(copies.backups, copies.size)]
    rows += staying_rows(beside=copies.beside, articles=preview.articles)
    _print_rows(rows)
    if preview.written:
        verb = "stays" if keep_words else "is replaced"
        click.echo(f"The name {verb} where people wrote it:")
        for one in preview.written[:_WRITTEN_SHOWN]:
            click.echo(f"  {written_words(one)}")
        if (more := len(preview.written) - _WRITTEN_SHOWN) > 0:
            click.echo(f"  … and {more:,} more")
    click.echo(f"{NEVER_BACK} {OUTSIDE}")


def _erased_json(erased: Erased) -> dict[str, Any]:
    return {name: getattr(erased, name) for name in Erased.__slots__}


def _copies_json(copies: Copies) -> dict[str, Any]:
    return {
        "backups": copies.backups,
        "size": copies.size,
        "folder": str(copies.folder),
        "beside": [str(one) for one in copies.beside],
    }


def _articles_json(preview: ArticlesPurge) -> dict[str, Any]:
    return {
        "articles": [id for id, _ in preview.titles],
        "erased": _erased_json(preview.erased),
        "twins": preview.twins,
        "related": preview.related,
        "contested": preview.contested,
        "copies": _copies_json(preview.copies),
    }


def _person_json(preview: PersonPurge, wanted: str) -> dict[str, Any]:
    return {
        "names": preview.names,
        "as": wanted,
        "erased": _erased_json(preview.erased),
        "written": [one._asdict() for one in preview.written],
        "articles": preview.articles,
        "copies": _copies_json(preview.copies),
    }
