"""What the command entities prints of entities and their mentions: for people, and as JSON."""

from typing import Any

import click

from annotator.messages import show_text
from annotator.model.entity import Entity
from annotator.model.labels import LabelSet
from annotator.project.entities.rows import EntityRow, MentionRow


def label_name(label_set: LabelSet, id: str) -> str:
    """Return the name of a label (id) of spans."""
    return next((one.name for one in label_set.span_labels if one.id == id), id)


def plain_entity(entity: Entity, label_set: LabelSet) -> dict[str, Any]:
    """Return an entity in the shape that --json promises."""
    return {
        "id": entity.id or None,
        "name": entity.name,
        "label": label_name(label_set, entity.kind) if entity.kind else None,
        "outside_id": entity.identifier or None,
        "retired": entity.is_retired,
    }


def plain_row(row: EntityRow, label_set: LabelSet) -> dict[str, Any]:
    """Return an entity with how much is linked to it, in the shape that --json promises."""
    counts = {"spans": row.spans, "articles": row.documents}
    return plain_entity(row.entity, label_set) | counts


def plain_mentions(
    mentions: list[MentionRow], people: dict[str, str], label_set: LabelSet
) -> list[dict[str, Any]]:
    """Return mentions in the shape that --json promises; `people` is annotator (id) -> name."""
    return [
        {
            "document": one.mention.document,
            "annotator": people.get(one.mention.annotator or ""),
            "span": one.mention.span,
            "label": label_name(label_set, one.label),
            "start": one.start,
            "left": one.left,
            "text": one.text,
            "right": one.right,
        }
        for one in mentions
    ]


def print_mentions(mentions: list[MentionRow], people: dict[str, str]) -> None:
    """Print a line for each mention, in its context; `people` is annotator (id) -> name."""
    for one in mentions:
        left, text, right = (" ".join(part.split()) for part in (one.left, one.text, one.right))
        whose = people.get(one.mention.annotator or "", "the curated set")
        place = f"{show_text(one.mention.document)}, {show_text(whose)}"
        click.echo(
            f"  {place}: {show_text(left[-30:])} «{show_text(text)}» {show_text(right[:30])}"
        )
