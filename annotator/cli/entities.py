"""The command entities: show, make, name, identify and remove entities, merge, split, link them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import dry_run_option, find_annotators, project_argument
from annotator.cli.entity_words import (
    label_name,
    plain_entity,
    plain_mentions,
    plain_row,
    print_mentions,
)
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.edits.edit import PutEntities
from annotator.messages import show_text
from annotator.model.entity import Entity
from annotator.model.errors import LabelUnknown
from annotator.model.ids import new_id
from annotator.project.entities.doing import (
    EntityAct,
    LinkEverywhere,
    Mention,
    MergeEntities,
    SplitEntity,
)
from annotator.project.entities.entities import Entities
from annotator.project.entities.planning import is_alike
from annotator.project.entities.putting import clean_name
from annotator.project.entities.rows import EntityRow
from annotator.project.project import Project

_SHOWN = 20
"""Mentions that are shown before something is done."""
Chosen = tuple[Path, str | None]


@click.group(
    "entities",
    short_help="Show, merge, split and link the entities behind mentions.",
    epilog='Example: annotator entities news.annotator merge "I. Varga" --into "Ilse Varga"',
)
@project_argument
@click.option("--annotator", metavar="NAME", help="Whose act it is, and whose spans `link` links.")
@click.pass_context
def entities(context: click.Context, project: Path, annotator: str | None) -> None:
    """Show the entities of a project, what is linked to them, and change both.

    An ENTITY is named by its name, or by its id where several have that name. Each change is one
    act. With --dry-run it is told before what it would concern, and nothing is done.
    """
    context.obj = (project, annotator)


# ---- looking ------------------------------------------------------------------------------------


@entities.command("list", epilog="Example: annotator entities news.annotator list --json")
@click.option("--retired", "with_retired", is_flag=True, help="Those that were merged as well.")
@json_option
@click.pass_obj
def list_all(chosen: Chosen, with_retired: bool, as_json: bool) -> None:
    """List the entities, how many spans of how many articles are linked to each, and its ids."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        rows = [one for one in opened.entities.rows() if with_retired or not one.entity.is_retired]
        label_set = opened.label_set
    if as_json:
        print_json({"entities": [plain_row(one, label_set) for one in rows]})
        return
    if not rows:
        click.echo("The project has no entities.", err=True)
        return
    print_table(
        (
            (
                show_text(one.entity.name),
                one.spans,
                one.documents,
                show_text(one.entity.identifier),
                one.entity.id,
                "retired" if one.entity.is_retired else "",
            )
            for one in rows
        ),
        ("name", "mentions", "articles", "outside id", "id", ""),
    )


@entities.command("show", epilog='Example: annotator entities news.annotator show "Ilse Varga"')
@click.argument("entity")
@json_option
@click.pass_obj
def show(chosen: Chosen, entity: str, as_json: bool) -> None:
    """Show an entity, and all that is linked to it in its context."""
    with Project.open(chosen[0], is_read_only=True) as opened, Stop() as stop:
        found = opened.entities.named(entity)
        mentions = list(opened.entities.mentions(found.id, is_cancelled=stop.is_asked))
        people = _people(opened)
        label_set = opened.label_set
    documents = len({one.mention.document for one in mentions})
    if as_json:
        plain = plain_row(EntityRow(found, len(mentions), documents), label_set)
        print_json(plain | {"mentions": plain_mentions(mentions, people, label_set)})
        return
    click.echo(f"{show_text(found.name)}{', retired' if found.is_retired else ''}")
    click.echo(f"  id: {found.id}")
    if found.identifier:
        click.echo(f"  outside id: {show_text(found.identifier)}")
    if found.kind:
        click.echo(f"  label: {show_text(label_name(label_set, found.kind))}")
    click.echo(f"  {count(len(mentions), 'mention')} in {count(documents, 'article')}")
    print_mentions(mentions, people)


# ---- changing one -------------------------------------------------------------------------------


@entities.command(
    "make", epilog='Example: annotator entities news.annotator make "Ilse Varga" --label PERSON'
)
@click.argument("name")
@click.option("--outside-id", default="", metavar="ID", help="What it is called elsewhere.")
@click.option("--label", metavar="LABEL", help="The label that its mentions mostly wear.")
@dry_run_option
@json_option
@click.pass_obj
def make(chosen: Chosen, /, name: str, **said: Any) -> None:
    """Make an entity that nothing is linked to yet."""
    with _opened(chosen, is_dry_run=said["is_dry_run"]) as opened:
        kind = _label_id(opened, said["label"]) if said["label"] else None
        identifier = _one_line(said["outside_id"])
        made = Entity("", clean_name(name), kind, identifier)
        twins = _namesakes(opened.entities, made)
        if not said["is_dry_run"]:
            made = opened.entities.make(name, kind, identifier=identifier)
        label_set = opened.label_set
    if said["as_json"]:
        plain = plain_entity(made, label_set)
        print_json({"dry_run": said["is_dry_run"], "entity": plain, "same_name": twins})
        return
    id = f", id {made.id}" if made.id else ""
    click.echo(f"{_verb(said, 'make')} {show_text(made.name)}{id}.")
    _tell_namesakes(twins)


@entities.command(
    "rename", epilog='Example: annotator entities news.annotator rename "I. Varga" "Ilse Varga"'
)
@click.argument("entity")
@click.argument("name")
@dry_run_option
@json_option
@click.pass_obj
def rename(chosen: Chosen, /, entity: str, name: str, **said: Any) -> None:
    """Give an entity another name; what is linked to it stays so."""
    _change_one(chosen, entity, lambda one: replace(one, name=clean_name(name)), said, "rename")


@entities.command(
    "set-id", epilog='Example: annotator entities news.annotator set-id "Ilse Varga" Q4711'
)
@click.argument("entity")
@click.argument("outside_id", metavar="ID")
@dry_run_option
@json_option
@click.pass_obj
def set_id(chosen: Chosen, /, entity: str, outside_id: str, **said: Any) -> None:
    """Say what an entity is called elsewhere, such as its Wikidata id; "" takes it away.

    It is kept as text, nothing is looked up.
    """
    identifier = _one_line(outside_id)
    _change_one(chosen, entity, lambda one: replace(one, identifier=identifier), said, "change")


@entities.command("remove", epilog='Example: annotator entities news.annotator remove "I. Varga"')
@click.argument("names", nargs=-1, required=True, metavar="ENTITY...")
@dry_run_option
@json_option
@click.pass_obj
def remove(chosen: Chosen, /, names: tuple[str, ...], **said: Any) -> None:
    """Remove entities to which nothing is linked."""
    with _opened(chosen, is_dry_run=said["is_dry_run"]) as opened:
        gone = {one.id: one for one in map(opened.entities.named, names)}
        opened.entities.check_unlinked(gone)
        if not said["is_dry_run"]:
            opened.entities.remove(gone)
        label_set = opened.label_set
    if said["as_json"]:
        plain = [plain_entity(one, label_set) for one in gone.values()]
        print_json({"dry_run": said["is_dry_run"], "entities": plain})
        return
    for one in gone.values():
        click.echo(f"{_verb(said, 'remove')} {show_text(one.name)}.")


def _change_one(
    chosen: Chosen, name: str, change: Callable[[Entity], Entity], said: dict[str, Any], verb: str
) -> None:
    with _opened(chosen, is_dry_run=said["is_dry_run"]) as opened:
        before = opened.entities.named(name)
        after = change(before)
        twins = _namesakes(opened.entities, after) if after.name != before.name else []
        if not said["is_dry_run"]:
            opened.entities.put(PutEntities((after,)))
        label_set = opened.label_set
    if said["as_json"]:
        plain = {
            "before": plain_entity(before, label_set),
            "after": plain_entity(after, label_set),
        }
        print_json({"dry_run": said["is_dry_run"]} | plain | {"same_name": twins})
        return
    if verb == "rename":
        what = f"{show_text(before.name)} to {show_text(after.name)}"
    else:
        ids = (show_text(one.identifier) or "none" for one in (before, after))
        what = f"the outside id of {show_text(after.name)}: {' → '.join(ids)}"
    click.echo(f"{_verb(said, verb)} {what}.")
    _tell_namesakes(twins)


# ---- changing what is linked --------------------------------------------------------------------


@entities.command(
    "merge",
    epilog='Example: annotator entities news.annotator merge "I. Varga" --into "Ilse Varga"',
)
@click.argument("names", nargs=-1, required=True, metavar="ENTITY...")
@click.option("--into", required=True, metavar="ENTITY", help="What all of it is linked to then.")
@dry_run_option
@json_option
@click.pass_obj
def merge(chosen: Chosen, /, names: tuple[str, ...], into: str, **said: Any) -> None:
    """Let all that is linked to some entities be linked to another; they are retired.

    An outside id that only they have goes along.
    """

    def act(opened: Project) -> EntityAct:
        named = opened.entities.named
        return MergeEntities(tuple(dict.fromkeys(named(one).id for one in names)), named(into).id)

    _do(chosen, act, said)


@entities.command(
    "split",
    epilog='Example: annotator entities news.annotator split Varga --words "Otto Varga"',
)
@click.argument("entity")
@click.option("--words", metavar="WORDS", help="Only mentions that are these words.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Only there; repeat it.")
@click.option("--of", "people", multiple=True, metavar="NAME", help="Only whose; repeat it.")
@click.option("--name", metavar="NAME", help="What the new one is called; otherwise the words.")
@dry_run_option
@json_option
@click.pass_obj
def split(chosen: Chosen, /, entity: str, **said: Any) -> None:
    """Let some mentions of an entity be mentions of a new one."""
    name = said["name"] or said["words"]
    if not (said["words"] or said["articles"] or said["people"]):
        raise click.UsageError("Say which mentions with --words, --article or --of")
    if not name:
        raise click.UsageError("Say with --name what the new one is called")

    def act(opened: Project) -> EntityAct:
        found = opened.entities.named(entity)
        mentions = _chosen_mentions(opened, found, said)
        if not mentions:
            raise click.UsageError(f"No mention of “{show_text(found.name)}” is like that")
        return SplitEntity(found.id, mentions, name)

    _do(chosen, act, said)


def _chosen_mentions(opened: Project, entity: Entity, said: dict[str, Any]) -> tuple[Mention, ...]:
    articles = frozenset(said["articles"])
    for one in articles:
        opened.document(one)  # DocumentUnknown
    people = frozenset(find_annotators(opened, said["people"]))
    words = said["words"]
    return tuple(
        one.mention
        for one in opened.entities.mentions(entity.id)
        if (not articles or one.mention.document in articles)
        and (not people or one.mention.annotator in people)
        and (not words or is_alike(words, one.text))
    )


@entities.command(
    "link",
    epilog='Example: annotator entities --annotator Maria news.annotator link "Ilse Varga" --new',
)
@click.argument("words")
@click.option("--to", metavar="ENTITY", help="Link them to this one.")
@click.option("--new", "is_new", is_flag=True, help="Link them to a new one of this name.")
@click.option("--none", "is_none", is_flag=True, help="Take their links away.")
@click.option("--label", metavar="LABEL", help="Only spans that wear this label.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Only there; repeat it.")
@dry_run_option
@json_option
@click.pass_obj
def link(chosen: Chosen, /, words: str, **said: Any) -> None:
    """Link all spans that are these words, whatever their case and accents, to an entity.

    The spans are those of the one named with `annotator entities --annotator NAME`.
    """
    if (said["to"] is not None) + said["is_new"] + said["is_none"] != 1:
        raise click.UsageError("Say one of --to ENTITY, --new and --none")

    def act(opened: Project) -> EntityAct:
        for one in said["articles"]:
            opened.document(one)  # DocumentUnknown
        label = _label_id(opened, said["label"]) if said["label"] else None
        made = Entity(new_id(), clean_name(words), label) if said["is_new"] else None
        to = made or (None if said["is_none"] else opened.entities.named(said["to"]))
        articles = tuple(dict.fromkeys(said["articles"])) or None
        return LinkEverywhere(words, to.id if to else None, articles, label=label, made=made)

    if chosen[1] is None:
        raise click.UsageError(
            "Say whose spans: annotator entities --annotator NAME PROJECT link WORDS"
        )
    _do(chosen, act, said)


# ---- what they have in common -------------------------------------------------------------------


@contextmanager
def _opened(chosen: Chosen, *, is_dry_run: bool) -> Iterator[Project]:
    path, annotator = chosen
    with Project.open(path, annotator=annotator, is_read_only=is_dry_run) as opened:
        yield opened


def _do(chosen: Chosen, make_act: Callable[[Project], EntityAct], said: dict[str, Any]) -> None:
    is_dry_run = said["is_dry_run"]
    with (
        _opened(chosen, is_dry_run=is_dry_run) as opened,
        ProgressLine("linking") as progress,
        Stop() as stop,
    ):
        act = make_act(opened)
        report, is_asked = progress.report, stop.is_asked
        mentions = opened.entities.preview(act, progress=report, is_cancelled=is_asked)
        if isinstance(act, LinkEverywhere) and act.made and not mentions:
            raise click.UsageError(f"None of these spans is “{show_text(act.words)}”")
        made = ""
        if not is_dry_run:
            made = opened.entities.do(act, progress=report, is_cancelled=is_asked).entity
        people, label_set = _people(opened), opened.label_set
    documents = len({one.mention.document for one in mentions})
    if said["as_json"]:
        plain = {"spans": len(mentions), "articles": documents, "made": made or None}
        shown = plain_mentions(mentions[:_SHOWN], people, label_set)
        print_json({"dry_run": is_dry_run} | plain | {"examples": shown})
        return
    verb = "It would concern" if is_dry_run else "It concerned"
    click.echo(f"{verb} {count(len(mentions), 'span')} in {count(documents, 'article')}.")
    if made:
        click.echo(f"The new entity has the id {made}.")
    if is_dry_run:
        print_mentions(mentions[:_SHOWN], people)


def _verb(said: dict[str, Any], verb: str) -> str:
    past = {"make": "Made", "rename": "Renamed", "change": "Changed", "remove": "Removed"}[verb]
    return f"Would {verb}" if said["is_dry_run"] else past


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _people(opened: Project) -> dict[str, str]:
    return {one.id: one.name for one in opened.annotators(with_second_times=True)}


def _label_id(opened: Project, name: str) -> str:
    found = opened.label_set.span_label_named(name)
    if found is None:
        raise LabelUnknown(name)
    return found.id


def _namesakes(all: Entities, entity: Entity) -> list[str]:
    """The ids of others that have its name."""
    return [
        id
        for id, one in all.all().items()
        if one.name == entity.name and id != entity.id and not one.is_retired
    ]


def _tell_namesakes(ids: list[str]) -> None:
    if ids:
        click.echo(f"Another has this name ({', '.join(ids)}); `merge` makes them one.", err=True)
