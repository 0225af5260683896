"""How often labels stand in a project, from the summaries."""

from typing import NamedTuple

import numpy as np

from annotator.model.labels import LabelSet
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import distinct


class LabelCount(NamedTuple):
    """How often a label (id) stands in the sets that count, and on how many articles."""

    label: str
    times: int = 0
    articles: int = 0


def count_span_labels(scope: Scope, label_set: LabelSet) -> list[LabelCount]:
    """Return the counts of all span labels that are asked for, in the order of the label set; a
    retired one only where something wears it still."""
    return _count(scope, "span", {one.id: one.is_retired for one in label_set.span_labels})


def count_relation_labels(scope: Scope, label_set: LabelSet) -> list[LabelCount]:
    """Return the counts of relation labels, as `count_span_labels` does."""
    return _count(scope, "relation", {one.id: one.is_retired for one in label_set.relation_labels})


def _count(scope: Scope, kind: str, labels: dict[str, bool]) -> list[LabelCount]:
    """`labels`: id -> whether it is retired."""
    sheets, counts = scope.sheets, scope.counts(kind)
    keys = sheets.span_labels if kind == "span" else sheets.relation_labels
    most = max(keys.values(), default=0) + 1
    times = np.bincount(counts.labels, counts.times, most).astype(np.int64)
    # Several people's sets on one article are one article.
    article = sheets.sets.articles[counts.sets]
    pairs = distinct(counts.labels * max(1, len(scope.articles)) + article)
    articles = np.bincount(pairs // max(1, len(scope.articles)), minlength=most)
    wanted = scope.label_keys(kind)
    found = []
    for label, is_retired in labels.items():
        key = keys.get(label)
        if key is None or (wanted is not None and key not in wanted):
            continue
        if times[key] or not is_retired:
            found.append(LabelCount(label, int(times[key]), int(articles[key])))
    return found
