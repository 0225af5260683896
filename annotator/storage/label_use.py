"""What wears each label and carries each attribute, by annotator: counted, not brought in."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from annotator.model.attribute import AttributeTarget, AttributeValue
from annotator.storage.columns import load

_LIVE = (
    "annotation_sets.is_retired = 0"
    " AND annotation_sets.document_key IN (SELECT key FROM documents WHERE is_retired = 0)"
)
_ANNOTATOR = "LEFT JOIN annotators ON annotators.key = annotator_key"


class LabelCount(NamedTuple):
    """How often an annotator (by name; None: the curated set) has a label (id)."""

    label: str
    annotator: str | None
    times: int
    articles: int


class ValueCount(NamedTuple):
    """How often an annotator has a value of an attribute (id) on a label (id; "" on articles)."""

    attribute: str
    value: AttributeValue
    target: AttributeTarget
    label: str
    annotator: str | None
    times: int


class EndsCount(NamedTuple):
    """How often an annotator has a relation (label id) from a label to a label (ids)."""

    relation: str
    head: str
    tail: str
    annotator: str | None
    times: int


def count_labels(connection: sqlite3.Connection) -> list[LabelCount]:
    """Return how often each label stands in the sets that are not retired: from the summaries."""
    found = [LabelCount(*row) for row in connection.execute(_WORN.format(kind="span"))]
    found += [LabelCount(*row) for row in connection.execute(_WORN.format(kind="relation"))]
    found += [LabelCount(*row) for row in connection.execute(_ON_ARTICLES)]
    return found


def count_values(connection: sqlite3.Connection) -> Iterator[ValueCount]:
    """Yield how often each value of choices and flags stands there; texts and numbers come under
    an empty text and 0, however many they are."""
    for target, query in _VALUES.items():
        for attribute, kind, value, label, annotator, count in connection.execute(query):
            yield ValueCount(attribute, _value(kind, value), target, label, annotator, count)


def count_ends(connection: sqlite3.Connection) -> list[EndsCount]:
    """Return how often each relation label ties which labels."""
    return [EndsCount(*row) for row in connection.execute(_ENDS)]


def _value(kind: str, value: Any) -> AttributeValue:
    if kind in ("true", "false"):
        return kind == "true"
    if kind == "array":
        return tuple(load(value))
    return value if isinstance(value, str | int | float) else str(value)


_WORN = f"""
    SELECT {{kind}}_labels.id, annotators.name, sum({{kind}}_counts.{{kind}}s),
        count(DISTINCT annotation_sets.document_key)
    FROM {{kind}}_counts
    JOIN {{kind}}_labels ON {{kind}}_labels.key = label_key
    JOIN annotation_sets ON annotation_sets.key = set_key
    {_ANNOTATOR}
    WHERE {_LIVE} GROUP BY label_key, annotator_key
"""
_ON_ARTICLES = f"""
    SELECT one.value, annotators.name, count(*), count(*)
    FROM annotation_sets JOIN json_each(annotation_sets.labels) AS one {_ANNOTATOR}
    WHERE {_LIVE} AND annotation_sets.labels <> '[]' GROUP BY one.value, annotator_key
"""
_COUNTED = """
    one.key, one.type,
    CASE WHEN attributes.kind NOT IN ('text', 'number') THEN one.value
         WHEN one.type IN ('integer', 'real') THEN 0 ELSE '' END AS counted
"""
_ON_ANNOTATIONS = f"""
    SELECT {_COUNTED}, {{kind}}_labels.id, annotators.name, count(*)
    FROM {{kind}}s JOIN json_each({{kind}}s.attributes) AS one
    JOIN attributes ON attributes.id = one.key
    JOIN {{kind}}_labels ON {{kind}}_labels.key = {{kind}}s.label_key
    JOIN annotation_sets ON annotation_sets.key = {{kind}}s.set_key
    {_ANNOTATOR}
    WHERE {{kind}}s.attributes IS NOT NULL AND {_LIVE}
    GROUP BY one.key, one.type, counted, label_key, annotator_key
"""
_VALUES: dict[AttributeTarget, str] = {
    "span": _ON_ANNOTATIONS.format(kind="span"),
    "relation": _ON_ANNOTATIONS.format(kind="relation"),
    "document": f"""
        SELECT {_COUNTED}, '', annotators.name, count(*)
        FROM annotation_sets JOIN json_each(annotation_sets.attributes) AS one
        JOIN attributes ON attributes.id = one.key
        {_ANNOTATOR}
        WHERE annotation_sets.attributes IS NOT NULL AND {_LIVE}
        GROUP BY one.key, one.type, counted, annotator_key
    """,
}
_ENDS = f"""
    SELECT relation_labels.id, head_label.id, tail_label.id, annotators.name, count(*)
    FROM relations
    JOIN relation_labels ON relation_labels.key = relations.label_key
    JOIN spans AS head ON head.set_key = relations.set_key AND head.id = relations.head
    JOIN spans AS tail ON tail.set_key = relations.set_key AND tail.id = relations.tail
    JOIN span_labels AS head_label ON head_label.key = head.label_key
    JOIN span_labels AS tail_label ON tail_label.key = tail.label_key
    JOIN annotation_sets ON annotation_sets.key = relations.set_key
    {_ANNOTATOR}
    WHERE {_LIVE}
    GROUP BY relations.label_key, head.label_key, tail.label_key, annotator_key
"""
