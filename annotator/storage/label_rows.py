"""A label set as rows of its tables, and back."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.storage.columns import dump, dump_ids, load, load_ids

Row: TypeAlias = dict[str, Any]

LABEL_TABLES = ("span_labels", "relation_labels", "attributes", "document_labels")


def label_set_of(name: str, description: str, rows: Mapping[str, Iterable[Row]]) -> LabelSet:
    """Return the label set that rows of each table make, in order."""
    return LabelSet(
        name=name,
        description=description,
        span_labels=tuple(_span_label(row) for row in rows["span_labels"]),
        relation_labels=tuple(_relation_label(row) for row in rows["relation_labels"]),
        attributes=tuple(_attribute(row) for row in rows["attributes"]),
        document_labels=tuple(_document_label(row) for row in rows["document_labels"]),
    )


def rows_of(label_set: LabelSet) -> dict[str, list[Row]]:
    """Return table -> rows without key and position, in order."""
    return {
        "span_labels": [_span_label_row(one) for one in label_set.span_labels],
        "relation_labels": [
            {
                **_span_label_row(one),
                "heads": dump_ids(one.heads),
                "tails": dump_ids(one.tails),
                "is_symmetric": int(one.is_symmetric),
                "is_transitive": int(one.is_transitive),
            }
            for one in label_set.relation_labels
        ],
        "attributes": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "applies_to": one.applies_to,
                "choices": dump(list(one.values)),
                "labels": dump_ids(one.labels),
                "is_required": int(one.is_required),
                "description": one.description,
                "is_retired": int(one.is_retired),
            }
            for one in label_set.attributes
        ],
        "document_labels": [
            {
                "id": one.id,
                "name": one.name,
                "group_name": one.group,
                "description": one.description,
                "is_retired": int(one.is_retired),
            }
            for one in label_set.document_labels
        ],
    }


def _span_label_row(label: SpanLabel | RelationLabel) -> Row:
    return {
        "id": label.id,
        "name": label.name,
        "colour": label.colour,
        "shortcut": label.key,
        "description": label.description,
        "example": label.example,
        "guideline": label.guideline,
        "is_retired": int(label.is_retired),
    }


def _shared_parts(row: Row) -> Row:
    return {
        "id": row["id"],
        "name": row["name"],
        "colour": row["colour"],
        "key": row["shortcut"],
        "description": row["description"],
        "example": row["example"],
        "guideline": row["guideline"],
        "is_retired": bool(row["is_retired"]),
    }


def _span_label(row: Row) -> SpanLabel:
    return SpanLabel(**_shared_parts(row))


def _relation_label(row: Row) -> RelationLabel:
    return RelationLabel(
        **_shared_parts(row),
        heads=load_ids(row["heads"]),
        tails=load_ids(row["tails"]),
        is_symmetric=bool(row["is_symmetric"]),
        is_transitive=bool(row["is_transitive"]),
    )


def _attribute(row: Row) -> Attribute:
    return Attribute(
        row["id"],
        row["name"],
        row["kind"],
        row["applies_to"],
        tuple(load(row["choices"])),
        load_ids(row["labels"]),
        bool(row["is_required"]),
        row["description"],
        bool(row.get("is_retired", 0)),  # files before version 5 know of none
    )


def _document_label(row: Row) -> DocumentLabel:
    return DocumentLabel(
        row["id"], row["name"], row["group_name"], row["description"], bool(row["is_retired"])
    )
