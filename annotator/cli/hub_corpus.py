"""The commands of hub that take a corpus in and out, whole."""

from pathlib import Path

import click

from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.formats.corpus import Problem
from annotator.messages import name_path, problem_words
from annotator.project.sharing.corpus import load_corpus, unload_corpus

_PROBLEMS_TOLD = 20


@click.command("load", epilog="Example: annotator hub load PLACE corpus.parquet --per-article 2")
@click.argument("place")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--per-article",
    type=click.IntRange(0, 100),
    default=0,
    show_default=True,
    help="How many people label each; 0: they are only stored.",
)
@click.option("--priority", type=int, default=0, show_default=True, help="More goes out first.")
@click.option("--limit", type=click.IntRange(1), help="Only so many articles.")
@json_option
def load_articles(
    place: str,
    files: tuple[Path, ...],
    per_article: int,
    priority: int,
    limit: int | None,
    as_json: bool,
) -> None:
    """Put a corpus into the hub on a server: FILES of Parquet, JSON lines, or any format of
    articles. For coordinators. What broke off goes on when it is said again."""
    problems: list[Problem] = []
    with ProgressLine("loading") as progress, Stop() as stop:
        read, added, offered = load_corpus(
            place,
            files,
            per_article=per_article,
            priority=priority,
            limit=limit,
            report_problem=lambda one: _keep(problems, one),
            progress=progress.report,
            is_cancelled=stop.is_asked,
        )
    if as_json:
        print_json({"read": read, "added": added, "offered": offered})
        return
    click.echo(f"{count(read, 'article')} read, {added:,} new, {offered:,} can be claimed now.")
    for one in problems:
        click.echo(f"noted: {problem_words(one.file, one.line, one.error)}")


def _keep(problems: list[Problem], one: Problem) -> None:
    if len(problems) < _PROBLEMS_TOLD:
        problems.append(one)


@click.command("unload", epilog="Example: annotator hub unload PLACE corpus.parquet")
@click.argument("place")
@click.argument("out", type=click.Path(path_type=Path))
@json_option
def unload_articles(place: str, out: Path, as_json: bool) -> None:
    """Write the articles of the hub to OUT: JSON lines, packed by the ending, or a folder of
    Parquet where it ends with .parquet."""
    with ProgressLine("unloading") as progress, Stop() as stop:
        written = unload_corpus(place, out, progress=progress.report, is_cancelled=stop.is_asked)
    if as_json:
        print_json({"written": written})
    else:
        click.echo(f"Wrote {name_path(out)}: {count(written, 'article')}.")
