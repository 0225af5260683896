"""The command import: articles and annotations into a project."""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import click

from annotator.cli.arguments import (
    pairs_option,
    project_argument,
    settings_option,
    with_purged_option,
)
from annotator.cli.dry_run import preview_json, print_preview
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.formats.corpus import Problem
from annotator.formats.source import STDIN
from annotator.messages import problem_words, sentence, show_text
from annotator.model.errors import Cancelled, NothingCameIn
from annotator.project.import_choice import ImportChoice, LabelKind, LabelNamed
from annotator.project.project import Project
from annotator.project.rows import ImportReport

_COMPARED_AT_ONCE = 20_000
"""Articles that an import compares with all others; of more the command duplicates tells."""
_GROUPS_TOLD = 10


@click.command(
    "import",
    short_help="Bring in articles and annotations.",
    epilog="Example: annotator import news.annotator articles/ 'more/*.txt' corpus.jsonl",
)
@project_argument
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--format", metavar="NAME", help="The format; else it is detected.")
@click.option(
    "--annotator",
    metavar="NAME",
    help="Who imports and can undo it; whose the annotations are where the files do not say.",
)
@click.option(
    "--offset-unit",
    type=click.Choice(["codepoint", "utf16", "utf8", "grapheme"]),
    help="What offsets count where the files do not say.",
)
@settings_option
@pairs_option(
    "--map",
    "labels",
    "OLD=NEW",
    "What a label of the files is called here; OLD= leaves it out (repeat it).",
)
@click.option(
    "--other-text",
    type=click.Choice(["skip", "apart", "newer"]),
    default="skip",
    show_default=True,
    help="What becomes of an article whose id is here with another text: it stays out, comes in "
    "under a free id, or does so as a newer text, and labels go along.",
)
@with_purged_option
@click.option(
    "--dry-run", "is_dry_run", is_flag=True, help="Say what would come in; change nothing."
)
@json_option
def import_sources(
    project: Path,
    sources: tuple[str, ...],
    annotator: str | None,
    is_dry_run: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Bring in files, folders, globs or - (stdin): articles, annotations or both.

    What cannot come in is named and skipped, the rest goes on. Stopped halfway, nothing came in.
    It is one act of --annotator, who can undo it in the window. Without a name it is nobody's act:
    only a script that opens the project without an annotator can take it back (Project.undo).
    """
    choice = _choice(annotator=annotator, **chosen)
    if is_dry_run:
        _look_at(project, sources, choice, as_json=as_json)
        return
    with (
        _stdin_at_hand(sources),
        Project.open(project, annotator=annotator) as opened,
        ProgressLine("importing") as progress,
        Stop() as stop,
    ):
        report = opened.import_sources(
            sources, choice, progress=progress.report, is_cancelled=stop.is_asked
        )
        near = _near_duplicates(opened, report, stop)
    if as_json:
        print_json(report.plain(sentence) | {"near_duplicates": near})
    else:
        _print_report(report)
        for group in near[:_GROUPS_TOLD]:
            click.echo("nearly the same: " + ", ".join(map(show_text, group)))
        if len(near) > _GROUPS_TOLD:
            click.echo(f"… and {count(len(near) - _GROUPS_TOLD, 'group')} more; see duplicates")
    if not _is_anything_in(report):
        raise NothingCameIn(
            len(report.problems) + report.problems_left_out, _first_reason(report.problems)
        )


def _near_duplicates(project: Project, report: ImportReport, stop: Stop) -> list[list[str]]:
    """Return which of the articles that came in are nearly the same as others, in groups.

    What came in stays, whether or not this is waited for; many take their time.
    """
    if not 0 < report.documents_new <= _COMPARED_AT_ONCE:
        return []
    try:
        groups = project.near_duplicates.among(report.documents, is_cancelled=stop.is_asked)
    except Cancelled:
        return []
    return [[one.document for one in group] for group in groups]


def _look_at(project: Path, sources: Sequence[str], choice: ImportChoice, *, as_json: bool) -> None:
    with (
        _stdin_at_hand(sources),
        Project.open(project, is_read_only=True) as opened,
        Stop() as stop,
    ):
        preview = opened.preview_import(sources, choice, is_cancelled=stop.is_asked)
    if as_json:
        print_json(preview_json(preview))
    else:
        print_preview(preview)


def _choice(*, labels: dict[str, str], **chosen: Any) -> ImportChoice:
    """Return the options as one value; a name in --map is of labels of every kind."""
    kinds: tuple[LabelKind, ...] = get_args(LabelKind)
    named = {LabelNamed(kind, old): new for kind in kinds for old, new in labels.items()}
    return ImportChoice(labels=named, **chosen)


@contextmanager
def _stdin_at_hand(sources: Sequence[str]) -> Iterator[None]:
    """Read stdin to its end before anything else: whoever types there can still stop it."""
    if STDIN not in sources:
        yield
        return
    with tempfile.TemporaryFile() as kept, io.TextIOWrapper(kept, encoding="utf-8") as text:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.seek(0)
        before, sys.stdin = sys.stdin, text
        try:
            yield
        finally:
            sys.stdin = before


def _print_report(report: ImportReport) -> None:
    click.echo(
        f"{count(report.documents_new, 'article')} came in, {report.documents_known:,} "
        f"here already, {report.documents_skipped:,} skipped; "
        f"{count(report.spans, 'span')}, {count(report.relations, 'relation')}."
    )
    if report.new_labels:
        click.echo("New labels: " + ", ".join(show_text(label) for label in report.new_labels))
    if report.spans_left_out or report.relations_left_out:
        click.echo(
            f"Left out: {count(report.spans_left_out, 'span')}, "
            f"{count(report.relations_left_out, 'relation')} whose labels were not wanted."
        )
    for problem in report.problems:
        verb = "skipped" if problem.is_skipped else "noted"
        click.echo(f"{verb}: {problem_words(problem.file, problem.line, problem.error)}")
    if report.problems_left_out:
        click.echo(f"… and {report.problems_left_out:,} more.")


def _is_anything_in(report: ImportReport) -> bool:
    """What is here already counts: the same import may be run twice in peace."""
    return bool(report.documents_new or report.documents_known or report.spans or report.relations)


def _first_reason(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    first = problems[0]
    return problem_words(first.file, first.line, first.error).rstrip(".")
