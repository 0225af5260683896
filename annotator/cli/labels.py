"""The command labels: show, import, export and change labels, list what they do not allow."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import attribute_said, dry_run_option, project_argument
from annotator.cli.label_versions import versions
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.edits.edit import ReplaceLabelSet
from annotator.formats.label_sets import plain_label_set, write_label_set
from annotator.formats.writing import StagedFiles
from annotator.messages import name_path, sentence, show_text
from annotator.model.errors import LabelUnknown
from annotator.model.labels import LabelSet
from annotator.project.label_changes.change import (
    AllowEnds,
    LabelChange,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Split,
)
from annotator.project.label_changes.counting import LabelPreview
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.project.label_files import read_label_file, take_over
from annotator.project.project import Project

_KINDS = ("span_labels", "relation_labels", "document_labels", "attributes")
_NOUNS = ("span", "relation", "article", "attribute")


@click.group(
    "labels",
    short_help="Show and change the labels of a project.",
    epilog="Example: annotator labels news.annotator rename PERSON PEOPLE --dry-run",
)
@project_argument
@click.option("--annotator", metavar="NAME", help="Whose act it is, who can undo it in the window.")
@click.pass_context
def labels(context: click.Context, project: Path, annotator: str | None) -> None:
    """Show and change the labels of a project; what wears them goes along.

    Each change is one act. With --dry-run it is told before: how many spans and relations of whom,
    and the first of them in their context. Where a name is that of labels of two kinds, write
    relation:NAME, article:NAME or attribute:NAME for the second.
    """
    context.obj = (project, annotator)


@labels.command("show", epilog="Example: annotator labels news.annotator show --json")
@json_option
@click.pass_obj
def show(chosen: tuple[Path, str | None], as_json: bool) -> None:
    """List the labels, how often each is worn, and its key."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        label_set, statistics, use = opened.label_set, opened.statistics(), opened.label_use()
    if as_json:
        print_json(plain_label_set(label_set))
        return
    used = {"span_labels": statistics.labels, "relation_labels": statistics.relations}
    rows = [
        (
            noun,
            show_text(one.name),
            f"{used[kind].get(one.name, 0) if kind in used else use.count(one.id):,}",
            getattr(one, "key", ""),
            "retired" if getattr(one, "is_retired", False) else "",
        )
        for kind, noun in zip(_KINDS, _NOUNS, strict=True)
        for one in getattr(label_set, kind)
    ]
    print_table(rows, ("of", "name", "worn", "key", ""))


@labels.command("export", epilog="Example: annotator labels news.annotator export -o labels.toml")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="A TOML file.")
@click.option(
    "--version", "number", type=click.IntRange(1), metavar="N", help="As it was in version N."
)
@click.pass_obj
def export(chosen: tuple[Path, str | None], out: Path, number: int | None) -> None:
    """Write the label set as a TOML file that people can read and change."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        held = opened.label_set if number is None else opened.labels.version(number).label_set
        text = write_label_set(held)
    with StagedFiles() as staged, staged.open(out) as stream:
        stream.write(text.encode())
    click.echo(f"Wrote {name_path(out)}")


labels.add_command(versions)


@labels.command("import", epilog="Example: annotator labels news.annotator import labels.toml")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@click.pass_obj
def import_file(chosen: tuple[Path, str | None], file: Path, is_dry_run: bool) -> None:
    """Take labels over from a file; labels that are not in it stay as they are.

    FILE is a TOML as export writes it: labels of a name that is here become as it says, others are
    added. Or it is brat's annotation.conf or doccano's file of label types: what is here by name
    stays as it is, others are added.
    """
    incoming = read_label_file(file)
    with _opened(chosen, is_dry_run=is_dry_run) as opened:
        taken = take_over(opened.label_set, incoming)
        if not is_dry_run:
            opened.apply_to_project(ReplaceLabelSet(taken.label_set))
    said = "Would add" if is_dry_run else "Added"
    click.echo(f"{said} {count(len(taken.new), 'label')}, changed {len(taken.changed):,}.")
    for _, one in taken.new:
        click.echo(f"  new: {show_text(one)}")
    for _, one in taken.changed:
        click.echo(f"  changed: {show_text(one)}")
    for problem in incoming.problems:
        click.echo(f"  {sentence(problem.error)}", err=True)


@labels.command("rename", epilog="Example: annotator labels news.annotator rename ORG COMPANY")
@click.argument("label")
@click.argument("name")
@dry_run_option
@json_option
@click.pass_obj
def rename(
    chosen: tuple[Path, str | None], label: str, name: str, is_dry_run: bool, as_json: bool
) -> None:
    """Give a label another name; everything that wears it goes along at once."""
    _change(
        chosen, lambda here: Rename(_id(here, label), name), is_dry_run=is_dry_run, as_json=as_json
    )


@labels.command(
    "merge", epilog="Example: annotator labels news.annotator merge COMPANY AGENCY --into ORG"
)
@click.argument("names", nargs=-1, required=True, metavar="LABEL...")
@click.option("--into", required=True, metavar="LABEL", help="What all of it wears afterwards.")
@dry_run_option
@json_option
@click.pass_obj
def merge(
    chosen: tuple[Path, str | None],
    names: tuple[str, ...],
    into: str,
    is_dry_run: bool,
    as_json: bool,
) -> None:
    """Let everything that wears one of these labels, or carries one of these attributes, wear or
    carry another; they are retired."""

    def change(here: LabelSet) -> LabelChange:
        return Merge(tuple(_id(here, one) for one in names), _id(here, into))

    _change(chosen, change, is_dry_run=is_dry_run, as_json=as_json)


@labels.command(
    "split",
    epilog='Example: annotator labels news.annotator split PLACE --into CITY --words "Lomera"',
)
@click.argument("label")
@click.option("--into", required=True, metavar="LABEL", help="What those that fit wear afterwards.")
@click.option("--words", default="", help="Only spans in which these words stand.")
@click.option("--regex", "is_pattern", is_flag=True, help="--words is a regular expression.")
@click.option("--attribute", metavar="NAME=VALUE", help="Only spans that have this value.")
@dry_run_option
@json_option
@click.pass_obj
def split(chosen: tuple[Path, str | None], /, label: str, into: str, **rule: Any) -> None:
    """Let the spans of a label that fit a rule wear another label."""
    is_dry_run, as_json = rule.pop("is_dry_run"), rule.pop("as_json")

    def change(here: LabelSet) -> LabelChange:
        attribute = attribute_said(here, rule["attribute"]) if rule["attribute"] else None
        return Split(
            _id(here, label), _id(here, into), rule["words"], rule["is_pattern"], attribute
        )

    if not rule["words"] and not rule["attribute"]:
        raise click.UsageError("Say which spans with --words or --attribute, or use merge")
    _change(chosen, change, is_dry_run=is_dry_run, as_json=as_json)


@labels.command("retire", epilog="Example: annotator labels news.annotator retire EVENT")
@click.argument("label")
@dry_run_option
@json_option
@click.pass_obj
def retire(chosen: tuple[Path, str | None], label: str, is_dry_run: bool, as_json: bool) -> None:
    """Offer a label no more; what wears it keeps it."""
    _change(chosen, lambda here: Retire(_id(here, label)), is_dry_run=is_dry_run, as_json=as_json)


@labels.command("restore", epilog="Example: annotator labels news.annotator restore EVENT")
@click.argument("label")
@dry_run_option
@json_option
@click.pass_obj
def restore(chosen: tuple[Path, str | None], label: str, is_dry_run: bool, as_json: bool) -> None:
    """Offer a retired label again."""
    _change(chosen, lambda here: Restore(_id(here, label)), is_dry_run=is_dry_run, as_json=as_json)


@labels.command(
    "allow", epilog='Example: annotator labels news.annotator allow "works for" --head PERSON'
)
@click.argument("label")
@click.option("--head", "heads", multiple=True, metavar="LABEL", help="An allowed head; repeat it.")
@click.option("--tail", "tails", multiple=True, metavar="LABEL", help="An allowed tail; repeat it.")
@dry_run_option
@json_option
@click.pass_obj
def allow(chosen: tuple[Path, str | None], /, label: str, **said: Any) -> None:
    """Say which heads and tails a label of relations may have; none named: any.

    Relations that it does not allow any more stay as they are: `invalid` lists them.
    """

    def change(here: LabelSet) -> LabelChange:
        relation = here.relation_label_named(label.removeprefix("relation:"))
        if relation is None:
            raise LabelUnknown(label)
        heads, tails = (
            frozenset(_id(here, f"span:{one}") for one in said[which])
            for which in ("heads", "tails")
        )
        return AllowEnds(relation.id, heads, tails, relation.is_symmetric, relation.is_transitive)

    _change(chosen, change, is_dry_run=said["is_dry_run"], as_json=said["as_json"])


@labels.command(
    "rename-value",
    epilog="Example: annotator labels news.annotator rename-value certainty low doubtful",
)
@click.argument("attribute")
@click.argument("value")
@click.argument("name")
@dry_run_option
@json_option
@click.pass_obj
def rename_value(chosen: tuple[Path, str | None], /, attribute: str, **said: Any) -> None:
    """Call a value of an attribute otherwise, everywhere."""

    def change(here: LabelSet) -> LabelChange:
        return RenameValue(_id(here, f"attribute:{attribute}"), said["value"], said["name"])

    _change(chosen, change, is_dry_run=said["is_dry_run"], as_json=said["as_json"])


@labels.command(
    "remove-value",
    epilog="Example: annotator labels news.annotator remove-value certainty low --instead doubtful",
)
@click.argument("attribute")
@click.argument("value")
@click.option("--instead", default="", metavar="VALUE", help="What carries it gets this value.")
@dry_run_option
@json_option
@click.pass_obj
def remove_value(chosen: tuple[Path, str | None], /, attribute: str, **said: Any) -> None:
    """Let an attribute have a value no more; what carries it keeps it, or gets another."""

    def change(here: LabelSet) -> LabelChange:
        return RemoveValue(_id(here, f"attribute:{attribute}"), said["value"], said["instead"])

    _change(chosen, change, is_dry_run=said["is_dry_run"], as_json=said["as_json"])


@labels.command("invalid", epilog="Example: annotator labels news.annotator invalid --json")
@json_option
@click.pass_obj
def invalid(chosen: tuple[Path, str | None], as_json: bool) -> None:
    """List what the label set does not allow; the exit status is 1 where there is anything."""
    with (
        Project.open(chosen[0], is_read_only=True) as opened,
        ProgressLine("looking at labels") as progress,
        Stop() as stop,
    ):
        pages = opened.labels.invalid(progress=progress.report, is_cancelled=stop.is_asked)
        found = [place for page in pages for place in page]
        people = {one.id: one.name for one in opened.annotators()}
        label_set = opened.label_set
    plain = [_plain_place(one, label_set, people) for one in found]
    if as_json:
        print_json({"invalid": plain})
    elif plain:
        columns = ("kind", "document", "annotator", "label", "attribute", "text")
        print_table([[show_text(str(one[name])) for name in columns] for one in plain], columns)
    else:
        click.echo("The label set allows all of it.")
    if plain:
        raise click.exceptions.Exit(1)


def _plain_place(
    place: InvalidPlace, label_set: LabelSet, people: Mapping[str, str]
) -> dict[str, Any]:
    names = {one.id: one.name for kind in _KINDS for one in getattr(label_set, kind)}
    plain = place._asdict()
    del plain["is_mine"]  # a reader of the file is nobody in it
    plain["annotator"] = people.get(place.annotator or "", "the curated set")
    plain["text"] = " ".join(place.text.split())
    for key in ("label", "attribute", "head", "tail"):
        plain[key] = names.get(plain[key], plain[key])
    return plain


# ---- what they have in common -------------------------------------------------------------------


@contextmanager
def _opened(chosen: tuple[Path, str | None], *, is_dry_run: bool) -> Iterator[Project]:
    path, annotator = chosen
    if is_dry_run:
        with Project.open(path, is_read_only=True) as opened:
            yield opened
    else:
        with Project.open(path, annotator=annotator) as opened:
            yield opened


def _change(chosen: tuple[Path, str | None], make: Any, *, is_dry_run: bool, as_json: bool) -> None:
    with (
        _opened(chosen, is_dry_run=is_dry_run) as opened,
        ProgressLine("changing labels") as progress,
        Stop() as stop,
    ):
        change = make(opened.label_set)
        report, is_asked = progress.report, stop.is_asked
        preview = opened.labels.preview(change, progress=report, is_cancelled=is_asked)
        if not is_dry_run:
            opened.labels.change(change, progress=report, is_cancelled=is_asked)
    if as_json:
        print_json(_plain_preview(preview, is_dry_run=is_dry_run))
    else:
        _print_preview(preview, is_dry_run=is_dry_run)


def _plain_preview(preview: LabelPreview, *, is_dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": is_dry_run,
        "spans": preview.spans,
        "relations": preview.relations,
        "document_labels": preview.document_labels,
        "worn": [one._asdict() for one in preview.worn],
        "not_allowed": {kind: number for kind, number in preview.invalid.items() if number > 0},
        "examples": [one._asdict() for one in preview.examples],
    }


def _print_preview(preview: LabelPreview, *, is_dry_run: bool) -> None:
    spans, relations = count(preview.spans, "span"), count(preview.relations, "relation")
    verb = "It would concern" if is_dry_run else "It concerned"
    click.echo(f"{verb} {spans} and {relations}.")
    for one in preview.worn:
        name = "the curated set" if one.annotator is None else show_text(one.annotator)
        click.echo(
            f"  {name}: {count(one.spans, 'span')}, {count(one.relations, 'relation')} "
            f"in {count(one.articles, 'article')}"
        )
    if preview.forbidden:
        which = "would have" if is_dry_run else "have"
        click.echo(f"{count(preview.forbidden, 'relation')} {which} ends that are not allowed.")
    if is_dry_run:
        for example in preview.examples:
            left, right = (" ".join(part.split()) for part in (example.left, example.right))
            place = show_text(example.document)
            text = show_text(" ".join(example.text.split()))
            click.echo(f"  {place}: {show_text(left[-30:])} «{text}» {show_text(right[:30])}")


def _id(label_set: LabelSet, name: str) -> str:
    """Return the id of a label by name, of the kind that stands before a colon. LabelUnknown."""
    noun, colon, rest = name.partition(":")
    kinds = dict(zip(_NOUNS, _KINDS, strict=True))
    wanted = [kinds[noun]] if colon and noun in kinds else list(_KINDS)
    sought = rest if colon and noun in kinds else name
    for kind in wanted:
        for one in getattr(label_set, kind):
            if one.name == sought:
                return str(one.id)
    raise LabelUnknown(name)
