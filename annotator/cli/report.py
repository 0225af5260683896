"""The command report: agreement and review as one page for a supervisor."""

import sys
from pathlib import Path

import click

from annotator.cli.arguments import find_annotators, project_argument
from annotator.cli.output import ProgressLine
from annotator.cli.stopping import Stop
from annotator.messages import name_path
from annotator.project.project import Project
from annotator.report.gathering import gather
from annotator.report.page import make_page
from annotator.report.writing import put_bytes

_STDOUT = Path("-")


@click.command(
    "report",
    short_help="Write agreement and review as a page.",
    epilog="Example: annotator report news.annotator -o report.html --annotators Maria,Jonas",
)
@project_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to, as in report.html; - is stdout.",
)
@click.option(
    "--annotators",
    multiple=True,
    metavar="A,B,..",
    help="Whose labels are compared; without it everybody's who has finished an article.",
)
@click.option(
    "--in-progress",
    is_flag=True,
    help="Count articles too that one of two has begun and not finished.",
)
@click.option(
    "--pace",
    multiple=True,
    metavar="A,B,..",
    help="Whose pace is told too: hours, spans and words an hour; without it nobody's.",
)
def make_report(
    project: Path,
    out: Path,
    annotators: tuple[str, ...],
    in_progress: bool,
    pace: tuple[str, ...],
) -> None:
    """Write one HTML page on how far annotators agree, what a review decided and why.

    The page needs nothing beside it, fetches nothing and runs nothing: it can be mailed, printed
    and kept. It quotes from the articles.
    """
    with (
        Project.open(project, is_read_only=True) as opened,
        ProgressLine("comparing") as line,
        Stop() as stop,
    ):
        findings = gather(
            opened,
            find_annotators(opened, annotators),
            is_unfinished_counted=in_progress,
            pace_of=find_annotators(opened, pace),
            progress=line.report,
            is_cancelled=stop.is_asked,
        )
    page = make_page(findings).encode()
    if out == _STDOUT:
        sys.stdout.buffer.write(page)
        return
    put_bytes(page, out)
    click.echo(f"Wrote {name_path(out)}")
