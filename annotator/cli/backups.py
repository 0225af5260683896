"""The commands backup and restore: a copy that is whole, and going back to one."""

from datetime import datetime
from pathlib import Path

import click

from annotator.cli.arguments import dry_run_option, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.messages import name_path, show_size, show_text
from annotator.model.backup import THE_BACKUP, THE_END, Backup, Contents, Reach, Until
from annotator.project.backups import (
    RestorePreview,
    backups_of,
    find_backup,
    folder_of_backups,
    preview_restore,
    reaches,
    restore,
)
from annotator.project.project import Project

_folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where the backups of all projects are, if not where they usually are.",
)


@click.command(
    "backup",
    short_help="Make a backup of a project.",
    epilog="Example: annotator backup news.annotator --folder /media/disk/backups",
)
@project_argument
@_folder_option
@json_option
def make_backup(project: Path, folder: Path | None, as_json: bool) -> None:
    """Make a backup: a compressed copy that has been read back and found whole.

    Kept are the ten newest, the last one of each of seven days and of each of four weeks.
    """
    with (
        Project.open(project, backups=folder) as opened,
        ProgressLine("copying") as progress,
        Stop() as stop,
    ):
        made = opened.backups.make(progress=progress.report, is_cancelled=stop.is_asked)
    if as_json:
        print_json(_as_json(made))
    else:
        click.echo(f"Backup {made.number} of {name_path(project)}: {made.path}")


def _read_until(
    context: click.Context, parameter: click.Parameter, said: str | None
) -> Until | None:
    """Read how far: "end", "backup", the number of an act, or a moment, of this place's time."""
    if said is None:
        return None
    if said in ("end", "backup"):
        return THE_END if said == "end" else THE_BACKUP
    if said.isascii() and said.isdecimal():
        return Until(seq=int(said[:18]))
    try:
        return Until(at=datetime.fromisoformat(said).astimezone())
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"“{show_text(said)}” is no moment (2026-01-24 14:02), no number of an act, and neither"
            " “end” nor “backup”",
            context,
            parameter,
        ) from None


@click.command(
    "restore",
    short_help="Go back to a backup of a project, and on along the journal.",
    epilog="Example: annotator restore news.annotator --until '2026-01-24 14:02'",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--backup", "number", type=click.IntRange(1), metavar="N", help="Not the newest.")
@click.option(
    "--until",
    metavar="WHEN",
    callback=_read_until,
    help="How far to follow the journal: a moment, the number of an act (“annotator history”),"
    " “end”, or “backup”, as it was made. Usual is the end, or with --backup as it was made.",
)
@click.option("--list", "is_list", is_flag=True, help="List the backups, and do nothing.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@_folder_option
@dry_run_option
@json_option
def restore_project(
    project: Path,
    number: int | None,
    until: Until | None,
    is_list: bool,
    is_sure: bool,
    folder: Path | None,
    is_dry_run: bool,
    as_json: bool,
) -> None:
    """Put a backup in the place of PROJECT, which may be damaged or gone, and do again what the
    journal beside the backups has since then. What it would do is told, and asked, first. The file
    that is there is kept beside it under another name."""
    if is_list:
        _list(project, folder, as_json=as_json)
        return
    if until is None:
        until = THE_END if number is None else THE_BACKUP
    backup = find_backup(project, number, folder, until)
    preview = preview_restore(project, backup, until)
    if not as_json:
        _tell(project, preview)
    if is_dry_run:
        if as_json:
            print_json(_preview_as_json(preview))
        return
    if not (is_sure or click.confirm("Go back to it?", err=True)):
        raise click.exceptions.Exit(2)
    done = restore(project, backup, until)
    if as_json:
        kept = str(done.kept) if done.kept else None
        print_json({**_preview_as_json(preview), "kept": kept})
        return
    added = f", and {_acts(done.reach)} of the journal done again" if done.reach.acts else ""
    click.echo(f"{name_path(project)} is as it was in backup {backup.number}{added}.")
    if done.kept:
        click.echo(f"What was there is kept as {name_path(done.kept)}.")


def _list(project: Path, folder: Path | None, *, as_json: bool) -> None:
    found, known = backups_of(project, folder), reaches(project, folder)
    if as_json:
        print_json({"backups": [_as_json(one, known.get(one.number)) for one in found]})
    elif found:
        rows = [
            (one.number, _time(one.at), show_size(one.size), *_journal(known.get(one.number)))
            for one in found
        ]
        print_table(rows, ("backup", "made", "size", "journal up to", "acts"))
    else:
        where = folder_of_backups(project, folder)
        click.echo(f"There is no backup of {name_path(project)} in {where}.")


def _journal(reach: Reach | None) -> tuple[str, str]:
    if reach is None or not reach.acts:
        return "-", "-"
    broken = " (then a gap)" if reach.is_broken else ""
    return _time(datetime.fromisoformat(reach.last)) + broken, f"{reach.acts:,}"


def _tell(project: Path, preview: RestorePreview) -> None:
    backup, now, then, reach, furthest = preview
    on = f", and on along the journal by {_acts(reach)}" if reach.acts else ""
    click.echo(f"Backup {backup.number} of {_time(backup.at)}{on}: {_contents(then)}.")
    if furthest.acts > reach.acts:
        click.echo(f"The journal goes on by {_acts(furthest)}: --until end.")
    elif reach.acts:
        click.echo("As the backup was made: --until backup.")
    if furthest.is_broken:
        click.echo("It has later acts too, but not all between: they cannot be done again.")
    if now is None:
        state = "cannot be read" if project.exists() else "is not there"
        click.echo(f"{name_path(project)} {state}.")
    else:
        click.echo(f"{name_path(project)} as it is: {_contents(now)}.")


def _acts(reach: Reach) -> str:
    return f"{count(reach.acts, 'act')} up to {_time(datetime.fromisoformat(reach.last))}"


def _contents(held: Contents) -> str:
    words = ", ".join(
        count(number, noun)
        for number, noun in (
            (held.documents, "article"),
            (held.spans, "span"),
            (held.relations, "relation"),
            (held.acts, "act"),
        )
    )
    last = f", the last one {_time(datetime.fromisoformat(held.last_act))}" if held.last_act else ""
    return words + last


def _time(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _as_json(backup: Backup, reach: Reach | None = None) -> dict[str, object]:
    return {
        "number": backup.number,
        "at": backup.at.isoformat(),
        "path": str(backup.path),
        "size": backup.size,
        "journal": reach._asdict() if reach else None,
    }


def _preview_as_json(preview: RestorePreview) -> dict[str, object]:
    return {
        "backup": _as_json(preview.backup, preview.furthest),
        "now": preview.now._asdict() if preview.now else None,
        "then": preview.then._asdict(),
        "added": preview.reach._asdict(),
    }
