"""Which values attributes have."""

from typing import NamedTuple

import orjson

from annotator.model.attribute import AttributeTarget, AttributeValue
from annotator.project.overview.corpus import TARGETS, CorpusView
from annotator.project.overview.sheets import count_alike


class ValueCount(NamedTuple):
    """How often an attribute (id) has a value on a label (id; "" on articles). Of several values
    each counts."""

    target: AttributeTarget
    attribute: str
    label: str
    value: AttributeValue
    times: int


def count_values(view: CorpusView) -> list[ValueCount]:
    """Return the values by attribute, most frequent first."""
    sheets = view.scope.sheets
    names = [
        {key: id for id, key in sheets.span_labels.items()},
        {key: id for id, key in sheets.relation_labels.items()},
        {0: ""},
    ]
    columns = [view.column(name) for name in ("targets", "value_labels", "values")]
    rows, times = count_alike(*columns)
    found = []
    for (target, label, value), count in zip(rows.tolist(), times.tolist(), strict=True):
        attribute, said = orjson.loads(view.values.all[value])
        found.append(ValueCount(TARGETS[target], attribute, names[target][label], said, count))
    return sorted(found, key=lambda one: (one.target, one.attribute, -one.times, one.label))
