"""The command stats: what is in a project and how far it is, in numbers."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import click

from annotator.cli.agreement_body import names_of
from annotator.cli.arguments import date_option, find_annotators, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stats_body import PARTS, Part, StatsBody
from annotator.cli.stopping import Stop
from annotator.messages import name_path, show_text
from annotator.model.annotation_set import Status
from annotator.model.errors import LabelUnknown
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.project.rows import Statistics

if TYPE_CHECKING:
    from annotator.project.overview.narrowed import Narrowed

_STATUSES = ("finished", "in_progress", "new")


class _Asked(NamedTuple):
    """What the numbers are narrowed down to, as it is typed."""

    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    statuses: tuple[Status, ...]
    sources: tuple[str, ...]
    since: str
    until: str
    worked_since: str
    worked_until: str


@click.command(
    "stats",
    short_help="Count what is in a project.",
    epilog="Example: annotator stats news.annotator --part progress --part agreement --json",
)
@project_argument
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice([*get_args(Part), "all"]),
    help="What the Overview shows (repeat it); pace needs --annotator.",
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Whose labels count."
)
@click.option("--label", "labels", multiple=True, metavar="L", help="Which labels count.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([*_STATUSES, "curated"]),
    help="Only annotation sets that are so far.",
)
@click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="Only articles from there."
)
@date_option(
    "--since", "Only articles published in this year, in this month, on this day, or later."
)
@date_option("--until", "Only articles published then, or earlier.")
@date_option("--worked-since", "Only articles that were worked on then, or later.")
@date_option("--worked-until", "Only articles that were worked on then, or earlier.")
@click.option(
    "--graphml",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write the whole graph of the news as GraphML.",
)
@json_option
def show_statistics(
    project: Path, parts: tuple[str, ...], graphml: Path | None, as_json: bool, **asked: Any
) -> None:
    """Count articles, annotation sets by status, spans and relations by label and annotator; with
    --part what the Overview shows.

    What is narrowed down is what --part shows: progress and labels, unless another is named.
    """
    narrowed = _Asked(**asked)
    wanted = _wanted(parts, narrowed)
    if "pace" in wanted and not narrowed.annotators:
        if "pace" in parts:
            raise click.UsageError("--part pace needs --annotator, which says whose")
        wanted.remove("pace")
    with (
        Project.open(project, is_read_only=True) as opened,
        ProgressLine("counting") as line,
        Stop() as stop,
    ):
        statistics = opened.statistics()
        body: dict[str, Any] = {}
        if wanted or graphml:
            from annotator.project.overview.narrowed import Narrowed

            chosen = Narrowed(
                tuple(find_annotators(opened, narrowed.annotators)),
                tuple(_find_labels(opened.label_set, narrowed.labels)),
                *narrowed[2:],
            )
            maker = StatsBody(opened, chosen, line.report, stop.is_asked)
            body = {part: maker.make(part) for part in wanted}
            if graphml:
                _write_graphml(opened, chosen, graphml)
    if as_json:
        print_json(_plain(statistics) | ({"overview": body} if body else {}))
    elif body:
        from annotator.cli.stats_lines import lines_of

        click.echo("\n".join(lines_of(body)))
    else:
        _print_statistics(statistics)


def _write_graphml(project: Project, narrowed: "Narrowed", target: Path) -> None:
    from annotator.project.overview.graphml import write_graphml

    graph = project.overview.news(narrowed, most=sys.maxsize)
    write_graphml(graph, names_of(project.label_set), target)
    nodes, ties = count(len(graph.nodes), "name"), count(len(graph.ties), "tie")
    click.echo(f"Wrote {name_path(target)}: {nodes}, {ties}.", err=True)


def _wanted(parts: Iterable[str], narrowed: _Asked) -> list[Part]:
    if "all" in parts:
        return list(PARTS)
    wanted: list[Part] = [part for part in PARTS if part in parts]
    return wanted or (["progress", "labels"] if any(narrowed) else [])


def _find_labels(label_set: LabelSet, names: Iterable[str]) -> list[str]:
    """Return the ids of labels for spans and for relations. LabelUnknown."""
    found: list[str] = []
    for name in names:
        known = [one.id for one in label_set.span_labels if name in (one.name, one.id)]
        known += [one.id for one in label_set.relation_labels if name in (one.name, one.id)]
        if not known:
            raise LabelUnknown(name)
        found += known
    return found


def _plain(statistics: Statistics) -> dict[str, Any]:
    body = statistics._asdict()
    if not statistics.second_times:
        del body["second_times"]
    if not statistics.hidden:
        del body["hidden"]
    return body


def _print_statistics(statistics: Statistics) -> None:
    click.echo(f"{count(statistics.documents, 'article')}, {statistics.characters:,} characters")
    if statistics.hidden:
        click.echo(f"{count(statistics.hidden, 'article')} set aside or removed, not counted")
    for title, people in (
        ("annotator", statistics.annotators),
        ("second time", statistics.second_times),
    ):
        if people:
            click.echo()
            head = (title, "finished", "in progress", "new", "spans", "relations")
            print_table(
                (
                    (
                        name,
                        *(one["sets"].get(status, 0) for status in _STATUSES),
                        one["spans"],
                        one["relations"],
                    )
                    for name, one in people.items()
                ),
                head,
            )
    for title, counts in (("label", statistics.labels), ("relation", statistics.relations)):
        used = [(show_text(name), number) for name, number in counts.items() if number]
        if used:
            click.echo()
            print_table(used, (title, "count"))
