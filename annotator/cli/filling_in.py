"""The command fill-in: texts back into a corpus that went out without them."""

from pathlib import Path

import click

from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path, show_text
from annotator.project.filling_in import FillReport, fill_in, texts_of_files
from annotator.project.project import Project

_PROJECT = b"SQLite format 3\0"


@click.command(
    "fill-in",
    short_help="Put texts back into a corpus without them.",
    epilog="Example: annotator fill-in hashes.jsonl --from articles/ -o corpus.jsonl",
)
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "origins",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    required=True,
    help="A project, or files and folders of articles (repeat it).",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where to.")
@click.option(
    "--partial",
    "is_partial",
    is_flag=True,
    help="Leave lines without a text whose text is not there; else they refuse all of it.",
)
@json_option
def fill_in_texts(
    corpus: Path, origins: tuple[Path, ...], out: Path, is_partial: bool, as_json: bool
) -> None:
    """Write a corpus that was exported with --without-text once more, with the texts in it.

    Each text is found by its hash: it is the very text that was annotated.
    """
    projects = [one for one in origins if _is_project(one)]
    if projects and len(origins) > 1:
        raise click.UsageError("--from takes one project, or files and folders")
    with ProgressLine("filling in") as progress, Stop() as stop:
        if projects:
            with Project.open(projects[0], is_read_only=True) as opened:
                report = opened.fill_in(
                    corpus,
                    out,
                    is_partial=is_partial,
                    progress=progress.report,
                    is_cancelled=stop.is_asked,
                )
        else:
            with texts_of_files(origins, stop.is_asked) as find_text:
                report = fill_in(
                    corpus,
                    out,
                    find_text,
                    is_partial=is_partial,
                    progress=progress.report,
                    is_cancelled=stop.is_asked,
                )
    if as_json:
        print_json({"lines": report.lines, "filled": report.filled, "missing": report.missing})
    else:
        _print_report(out, report)


def _is_project(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(_PROJECT)) == _PROJECT


def _print_report(out: Path, report: FillReport) -> None:
    lines, filled = count(report.lines, "line"), count(report.filled, "text")
    click.echo(f"Wrote {name_path(out)}: {lines}, {filled} filled in")
    if report.missing:
        first = show_text(report.first_missing, 80)
        click.echo(f"{count(report.missing, 'line')} stayed without a text, the first of “{first}”")
