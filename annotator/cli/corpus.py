"""Commands about a corpus, the JSONL that is taken home: export, verify."""

import sys
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path, problem_words, sentence
from annotator.messages.curated_words import open_words, provenance_words
from annotator.model.errors import SplitWrong
from annotator.project.project import Project
from annotator.project.rows import ExportChoice

STDOUT = Path("-")


@click.command(
    "export",
    short_help="Write a corpus for training.",
    epilog="Example: annotator export news.annotator -o corpus.jsonl.gz --status finished "
    "--split 80/10/10",
)
@project_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to; - is stdout, endings .gz and .zst compress.",
)
@click.option("--format", default="jsonl", show_default=True, metavar="NAME")
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator's sets."
)
@click.option(
    "--curated",
    "is_curated_only",
    is_flag=True,
    help="Only the curated sets, of all articles that have one: an imported one, a decision of a "
    "review, or two annotators who have finished.",
)
@click.option(
    "--negatives/--no-negatives",
    "has_negatives",
    default=True,
    show_default=True,
    help="Whether curated sets tell what was judged to be nothing.",
)
@click.option(
    "--all",
    "is_all",
    is_flag=True,
    help="Every annotator's sets and, where something was decided, the curated set, as without a "
    "choice; and the sets of second times.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "in_progress", "finished"]),
    help="Only sets of this status.",
)
@click.option(
    "--label", "labels", multiple=True, metavar="L", help="Only spans with this label (repeat it)."
)
@click.option("--split", metavar="80/10/10", help="Shares of train, dev and test, in per cent.")
@click.option(
    "--offsets",
    type=click.Choice(["codepoint", "utf16", "utf8"]),
    default="codepoint",
    show_default=True,
    help="What offsets count.",
)
def export_corpus(project: Path, out: Path, split: str | None, **chosen: Any) -> None:
    """Write a corpus: beside and renamed, with its manifest OUT.manifest.json."""
    choice = _choice(split=split, **chosen)
    if out == STDOUT and choice.split:
        raise click.UsageError("A split is several files; give --out a name instead of -")
    target = sys.stdout.buffer if out == STDOUT else out
    with Project.open(project) as opened, ProgressLine("exporting") as progress, Stop() as stop:
        manifest = opened.export(
            target, choice, progress=progress.report, is_cancelled=stop.is_asked
        )
    if out != STDOUT:
        _print_written(out, manifest)


def _choice(*, split: str | None, is_all: bool, **chosen: Any) -> ExportChoice:
    """Return the options as one value; those that exclude each other are refused."""
    if sum((bool(chosen["annotators"]), chosen["is_curated_only"], is_all)) > 1:
        raise click.UsageError("--annotator, --curated and --all exclude each other")
    if chosen["is_curated_only"] and chosen["statuses"]:
        raise click.UsageError("--curated and --status exclude each other")
    shares = _shares(split) if split is not None else ()
    return ExportChoice(split=shares, has_second_times=is_all, **chosen)


def _shares(split: str) -> tuple[int, ...]:
    shares = split.replace(":", "/").split("/")
    if not all(share.isascii() and share.isdigit() for share in shares):
        raise SplitWrong(split)
    return tuple(int(share) for share in shares)


def _print_written(out: Path, manifest: dict[str, Any]) -> None:
    files = manifest.get("files") or [{"name": out.name}]
    for file in files:
        lines = file.get("lines")
        said = f": {count(lines, 'line')}" if isinstance(lines, int) else ""
        click.echo(f"Wrote {name_path(out.with_name(str(file['name'])))}{said}")
    curated = manifest["counts"]["curated"]
    if curated["lines"]:
        click.echo(f"{count(curated['lines'], 'curated set')}, {provenance_words(curated)}")
        if left_out := open_words(curated):
            click.echo(left_out)


@click.command(
    "verify", short_help="Check an export.", epilog="Example: annotator verify corpus.jsonl"
)
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def verify_corpus(context: click.Context, out: Path, as_json: bool) -> None:
    """Check an export against its manifest, schema and text; exit status 1 if it is wrong."""
    from annotator.formats.verify import verify

    verdict = verify(out)
    if as_json:
        print_json(verdict.plain(sentence))
    elif verdict.is_right:
        click.echo(
            f"{name_path(out)} is right: {count(verdict.lines, 'line')}, "
            f"{count(verdict.spans, 'span')}, {count(verdict.relations, 'relation')}."
        )
    else:
        for fault in verdict.faults:
            click.echo(problem_words(fault.file, fault.line, fault.error))
        if verdict.faults_left_out:
            click.echo(f"… and {count(verdict.faults_left_out, 'fault')} more.")
    context.exit(0 if verdict.is_right else 1)
