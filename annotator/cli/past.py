"""What `annotator history` tells of the past beyond its acts: states, blame, and putting back."""

from collections.abc import Sequence
from typing import Any

import click
import orjson

from annotator.cli.act_lines import Narrator, print_act
from annotator.cli.output import count, print_json
from annotator.edits.restoring import Restoring
from annotator.formats.jsonl import encode_line
from annotator.messages import show_text
from annotator.messages.history_words import blame_words
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.project.naming import IdsToNames
from annotator.project.project import Project
from annotator.project.timeline.going_back import PastArticle

_OF_A_SET = ("annotator", "status", "labels", "spans", "relations", "attributes")
"""Keys of a line of format `jsonl` that say what a set says."""


def show_state(
    project: Project, document: Document, seq: int, annotators: Sequence[str], *, as_json: bool
) -> None:
    """Print what was said of an article after an act, by all or by some (ids)."""
    past = project.timeline.state(document.id, seq)
    narrator = Narrator(project)
    untold = [narrator.name_of(one) for one in past.untold if not annotators or one in annotators]
    sets = [one for one in past.sets if not annotators or one.annotator in annotators]
    bodies = [_body(project, document, past, one) for one in sets]
    if as_json:
        told = {"document": document.id, "seq": seq, "sets": bodies, "untold": untold}
        print_json(told)
        return
    for body in bodies:
        _print_set(body)
    if not bodies:
        click.echo("Nobody had said anything of it.")
    for name in untold:
        who = show_text(name or "the curated set", 40)
        click.echo(f"{who}: what was there then cannot be told.")


def _body(
    project: Project, document: Document, past: PastArticle, one: AnnotationSet
) -> dict[str, Any]:
    people = {each.id: each.name for each in project.annotators(with_second_times=True)}
    names = IdsToNames(past.label_set, people)
    line: dict[str, Any] = orjson.loads(encode_line(names.line(document, one)))
    return {key: line[key] for key in _OF_A_SET if key in line}


def _print_set(body: dict[str, Any]) -> None:
    spans, relations = body["spans"], body["relations"]
    who = show_text(body["annotator"] or "the curated set", 40)
    counts = f"{count(len(spans), 'span')}, {count(len(relations), 'relation')}"
    click.echo(f"{who} ({body['status'].replace('_', ' ')}): {counts}")
    for one in spans:
        place = f"{one['start']}-{one['end']}"
        click.echo(f"  {place:>13}  {show_text(one['label'])}  “{show_text(one['text'], 60)}”"
                   f"  {one['id']}")  # fmt: skip
    words = {one["id"]: one["text"] for one in spans}
    for one in relations:
        ends = (show_text(words[one[end]], 30) for end in ("head", "tail"))
        click.echo("  “{}” → “{}”  ".format(*ends) + f"{show_text(one['label'])}  {one['id']}")


def show_blame(project: Project, document: Document, annotation: str, *, as_json: bool) -> None:
    """Print the acts that made a span or relation (id) and changed it, newest first."""
    found = project.timeline.blame(document.id, annotation)
    narrator = Narrator(project)
    rows = [
        row | {"seq": one.seq, "where": one.where, "source": one.source or None}
        for one, row in zip(found, narrator.tell([one.act for one in found]), strict=True)
    ]
    if as_json:
        print_json({"document": document.id, "annotation": annotation, "acts": rows})
        return
    for one, row in zip(found, rows, strict=True):
        what = blame_words(one.where, one.source, row["what"])
        print_act(row | {"document": None, "what": what})


def restore_state(
    project: Project,
    document: Document,
    seq: int,
    chosen: Sequence[str],
    *,
    is_dry_run: bool,
    as_json: bool,
) -> None:
    """Put the labels of whoever has signed in back to what they were after an act, or some spans
    and relations (ids) of them; or say what that would do."""
    only = chosen or None
    if is_dry_run:
        plan = project.timeline.plan(document.id, seq, only)
    else:
        plan = project.timeline.restore(document.id, seq, only).plan
    if as_json:
        print_json(
            {
                "document": document.id,
                "seq": seq,
                "changes": len(plan.edit.edits),
                "left": list(plan.left),
                "unlinked": plan.unlinked,
                "dry_run": is_dry_run,
            }
        )
        return
    click.echo(_restored_words(document, seq, plan, is_dry_run=is_dry_run))


def _restored_words(document: Document, seq: int, plan: Restoring, *, is_dry_run: bool) -> str:
    if plan.is_empty:
        return "Nothing to put back: it is as it was then."
    verb = "Would put back" if is_dry_run else "Put back"
    words = f"{verb} what was there after act {seq}: "
    words += f"{count(len(plan.edit.edits), 'change')} in “{show_text(document.id)}”."
    if plan.left:
        words += f" {count(len(plan.left), 'annotation')} left as now: the label is gone."
    if plan.unlinked:
        words += f" {count(plan.unlinked, 'link')} left out: the entity is gone."
    return words
