"""Commands about a corpus, the JSONL that is taken home: export, verify."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import Decorated, project_argument, settings_option
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path, problem_words, sentence
from annotator.messages.curated_words import open_words, provenance_words
from annotator.messages.loss_words import loss_lines
from annotator.model.errors import SplitWrong
from annotator.project.project import Project
from annotator.project.rows import ExportChoice

STDOUT = Path("-")
_FILES_NAMED = 6
"""An export of more files tells how many they are."""


def choice_options(command: Decorated) -> Decorated:
    """Add the options that make an `ExportChoice`: which sets and articles, and in what form."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option("--format", default="jsonl", show_default=True, metavar="NAME"),
    click.option(
        "--annotator",
        "annotators",
        multiple=True,
        metavar="NAME",
        help="Only this annotator's sets.",
    ),
    click.option(
        "--curated",
        "is_curated_only",
        is_flag=True,
        help="Only the curated sets, of all articles that have one: an imported one, a decision of "
        "a review, or two annotators who have finished.",
    ),
    click.option(
        "--negatives/--no-negatives",
        "has_negatives",
        default=True,
        show_default=True,
        help="Whether curated sets tell what was judged to be nothing.",
    ),
    click.option(
        "--all",
        "is_all",
        is_flag=True,
        help="Every annotator's sets and, where something was decided, the curated set, as without "
        "a choice; and the sets of second times.",
    ),
    click.option(
        "--status",
        "statuses",
        multiple=True,
        type=click.Choice(["new", "in_progress", "finished"]),
        help="Only sets of this status.",
    ),
    click.option(
        "--label",
        "labels",
        multiple=True,
        metavar="L",
        help="Only spans with this label (repeat it).",
    ),
    click.option(
        "--article", "documents", multiple=True, metavar="ID", help="Only this article (repeat it)."
    ),
    click.option(
        "--words", default="", metavar="WORDS", help="Only articles with all of these words."
    ),
    click.option("--split", metavar="80/10/10", help="Shares of train, dev and test, in per cent."),
    click.option("--seed", type=int, metavar="N", help="Draw the parts anew, by a number."),
    click.option(
        "--by-source", "is_split_by_source", is_flag=True, help="Whole sources into one part."
    ),
    click.option(
        "--split-at",
        metavar="DATE[,DATE]",
        help="Train before the first date (2017-01-24), test from the last on, dev between.",
    ),
    click.option(
        "--offsets",
        type=click.Choice(["codepoint", "utf16", "utf8"]),
        default="codepoint",
        show_default=True,
        help="What offsets count.",
    ),
    click.option(
        "--misfit",
        type=click.Choice(["strict", "flatten", "drop"]),
        default="flatten",
        show_default=True,
        help="What becomes of what the format cannot carry: the export is refused, it is bent "
        "until it fits, or it stays out.",
    ),
    settings_option,
    click.option(
        "--pseudonyms",
        "has_pseudonyms",
        is_flag=True,
        help="Call annotators A1, A2 and so on.",
    ),
    click.option(
        "--without-text",
        "is_without_text",
        is_flag=True,
        help="Hashes in place of the articles' texts; “annotator fill-in” puts them back.",
    ),
)


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
    help="Where to: a file, or a folder where the format makes one; - is stdout, the endings .gz, "
    ".zst and .zip pack.",
)
@choice_options
@click.option(
    "--pseudonym-key",
    "key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that tells whose pseudonym is whose.",
)
def export_corpus(project: Path, out: Path, key: Path | None, **chosen: Any) -> None:
    """Write a corpus: beside and renamed, with its manifest OUT.manifest.json."""
    choice = _choice(**chosen)
    if out == STDOUT and (choice.split or choice.split_at):
        raise click.UsageError("A split is several files; give --out a name instead of -")
    if key and not choice.has_pseudonyms:
        raise click.UsageError("--pseudonym-key needs --pseudonyms")
    if key and out == STDOUT:
        raise click.UsageError("--pseudonym-key goes with a file; give --out a name instead of -")
    target = sys.stdout.buffer if out == STDOUT else out
    with Project.open(project) as opened, ProgressLine("exporting") as progress, Stop() as stop:
        manifest = opened.export(
            target, choice, key=key, progress=progress.report, is_cancelled=stop.is_asked
        )
    if out == STDOUT:
        # Of what is lost nobody must hear too late; what is written is on stdout itself.
        _print_losses(manifest, err=True)
    else:
        _print_written(out, manifest)


def _choice(
    *,
    split: str | None,
    split_at: str | None,
    is_all: bool,
    is_without_text: bool,
    **chosen: Any,
) -> ExportChoice:
    """Return the options as one value; those that exclude each other are refused."""
    if sum((bool(chosen["annotators"]), chosen["is_curated_only"], is_all)) > 1:
        raise click.UsageError("--annotator, --curated and --all exclude each other")
    if chosen["is_curated_only"] and chosen["statuses"]:
        raise click.UsageError("--curated and --status exclude each other")
    dates = tuple(one.strip() for one in split_at.split(",")) if split_at is not None else ()
    if dates and (split or chosen["is_split_by_source"] or chosen["seed"] is not None):
        raise click.UsageError("--split-at goes without --split, --seed and --by-source")
    if not split and (chosen["is_split_by_source"] or chosen["seed"] is not None):
        raise click.UsageError("--seed and --by-source need --split")
    return ExportChoice(
        split=_shares(split) if split is not None else (),
        split_at=dates,
        has_second_times=is_all,
        has_text=not is_without_text,
        **chosen,
    )


def _shares(split: str) -> tuple[int, ...]:
    shares = split.replace(":", "/").split("/")
    if not all(share.isascii() and share.isdigit() for share in shares):
        raise SplitWrong(split)
    return tuple(int(share) for share in shares)


def _print_written(out: Path, manifest: dict[str, Any]) -> None:
    for line in _written(out, manifest):
        click.echo(line)
    curated = manifest["counts"]["curated"]
    if curated["lines"]:
        click.echo(f"{count(curated['lines'], 'curated set')}, {provenance_words(curated)}")
        if left_out := open_words(curated):
            click.echo(left_out)
    if hidden := manifest.get("hidden"):
        click.echo(f"{count(hidden, 'article')} set aside or removed stayed out")
    _print_losses(manifest)


def _print_losses(manifest: dict[str, Any], *, err: bool = False) -> None:
    """Say what did not go out as it is."""
    for line in loss_lines(manifest["losses"]["kinds"]):
        click.echo(line, err=err)


def _written(out: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """What was written where; the parts of a split are told with what they hold."""
    files = manifest["files"]
    is_packed = "archive" in manifest
    is_beside = not is_packed and all("lines" in one for one in files)
    if not is_beside or len(files) > _FILES_NAMED:
        yield f"Wrote {name_path(out)}: {count(len(files), 'file')}"
        for part, held in ((manifest["split"] or {}).get("parts") or {}).items():
            yield f"{part}: {count(held['documents'], 'article')}, {count(held['lines'], 'line')}"
        return
    for file in files:
        yield f"Wrote {name_path(out.with_name(file['name']))}: {count(file['lines'], 'line')}"


@click.command(
    "verify", short_help="Check an export.", epilog="Example: annotator verify corpus.jsonl"
)
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def verify_corpus(context: click.Context, out: Path, as_json: bool) -> None:
    """Check an export of any format: the hashes of its files, and what is in them against the
    manifest, our own lines against their schema and text too; exit status 1 if it is wrong.
    """
    from annotator.formats.verify import verify

    verdict = verify(out)
    if as_json:
        print_json(verdict.plain(sentence))
    elif verdict.is_right and not verdict.is_read:
        said = (
            "1 file is as it was"
            if verdict.files == 1
            else f"{verdict.files:,} files are as they were"
        )
        click.echo(f"{name_path(out)} is right as far as can be told: {said} written.")
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
