"""The command search: a concordance over the text and the labels of all articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from annotator.cli.arguments import attribute_said, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import show_text
from annotator.model.errors import AnnotatorUnknown, LabelUnknown
from annotator.project.corpus_search import CorpusQuery, Hit
from annotator.project.project import Project

_SHOWN = 1000
_LEFT = 34
"""Characters of a line before the hit."""


@click.command(
    "search",
    short_help="Find words and labels in all articles.",
    epilog='Example: annotator search news.annotator "harbour master" --label PERSON',
)
@project_argument
@click.argument("query", required=False, default="")
@click.option("--label", "labels", multiple=True, metavar="L", help="Only in spans so labelled.")
@click.option("--attribute", metavar="NAME=VALUE", help="Only in spans that have this value.")
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Whose labels count."
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "in_progress", "finished"]),
    help="Only where a set has this status.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="PART",
    help="Only of sources with this in their name.",
)
@click.option(
    "--since", metavar="DATE", default="", help="Published on this day, month, year or later."
)
@click.option(
    "--until", metavar="DATE", default="", help="Published on this day, month, year or before."
)
@click.option("--regex", "is_pattern", is_flag=True, help="QUERY is a regular expression.")
@click.option("--case", "is_case_exact", is_flag=True, help="Upper and lower case count.")
@click.option("--whole", "is_whole_word", is_flag=True, help="The last word does not go on.")
@click.option("--unlabelled", is_flag=True, help="Only what nobody has labelled.")
@click.option(
    "--limit", type=click.IntRange(1), default=_SHOWN, show_default=True, help="Hits at most."
)
@json_option
def search_project(
    project: Path,
    query: str,
    limit: int,
    unlabelled: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Find words, phrases and beginnings of words, or with --regex a pattern, in all articles;
    without QUERY all spans that wear a label or have a value of an attribute."""
    if not (query or chosen["labels"] or chosen["attribute"]):
        raise click.UsageError("Name words to find, a label with --label, or --attribute")
    with (
        Project.open(project) as opened,
        ProgressLine("searching") as progress,
        Stop() as stop,
    ):
        asked = _query(opened, query, is_labelled=False if unlabelled else None, **chosen)
        if not opened.is_read_only:
            opened.search.index(progress.report, stop.is_asked)
        names = {one.id: one.name for one in opened.label_set.span_labels}
        pages = opened.search.hits(asked, progress=progress.report, is_cancelled=stop.is_asked)
        found, total = _first(pages, limit)
    if as_json:
        print_json({"hits": [_as_json(one, names) for one in found], "total": total})
        return
    for one in found:
        click.echo(_line(one, names))
    more = f", the first {limit:,} shown" if total > limit else ""
    click.echo(f"{count(total, 'hit')}{more}.")


def _query(
    project: Project,
    words: str,
    *,
    labels: tuple[str, ...],
    annotators: tuple[str, ...],
    attribute: str | None,
    **more: Any,
) -> CorpusQuery:
    ids = {one.name: one.id for one in project.label_set.span_labels}
    people = {one.name: one.id for one in project.annotators()}
    return CorpusQuery(
        words,
        labels=tuple(ids[name] if name in ids else _no_label(name) for name in labels),
        attribute=attribute_said(project.label_set, attribute) if attribute else None,
        annotators=tuple(people[name] if name in people else _nobody(name) for name in annotators),
        **more,
    )


def _first(pages: Iterator[list[Hit]], limit: int) -> tuple[list[Hit], int]:
    """Return the first hits, and how many there are."""
    found: list[Hit] = []
    total = 0
    for page in pages:
        found += page[: limit - len(found)]
        total += len(page)
    return found, total


def _as_json(hit: Hit, names: dict[str, str]) -> dict[str, Any]:
    return {
        "document": hit.document,
        "start": hit.start,
        "end": hit.end,
        "left": hit.left,
        "text": hit.text,
        "right": hit.right,
        "labels": [names[one] for one in hit.labels if one in names],
    }


def _line(hit: Hit, names: dict[str, str]) -> str:
    left, text, right = (" ".join(part.split()) for part in (hit.left, hit.text, hit.right))
    labels = ", ".join(show_text(names[one]) for one in hit.labels if one in names)
    place = f"{show_text(hit.document)}:{hit.start}"
    before = show_text(left[-_LEFT:]).rjust(_LEFT)
    said = f"  [{labels}]" if labels else ""
    return f"{place}  {before} «{show_text(text)}» {show_text(right[:_LEFT])}{said}"


def _no_label(name: str) -> NoReturn:
    raise LabelUnknown(name)


def _nobody(name: str) -> NoReturn:
    raise AnnotatorUnknown(name)
