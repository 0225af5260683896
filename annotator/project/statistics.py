"""The counts of a project, from the summaries: nothing is counted span by span."""

from collections.abc import Collection
from typing import Any

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.project.rows import Statistics
from annotator.storage.annotators import read_annotators
from annotator.storage.documents import count_documents
from annotator.storage.hidden import count_hidden
from annotator.storage.store import Store
from annotator.storage.summaries import count_by_annotator, count_by_label


def read_statistics(store: Store, label_set: LabelSet, besides: Collection[str]) -> Statistics:
    """Return the counts as they are in the file, labels in the order of the label set; `besides`
    are the annotators (ids) that stand for second times."""
    with store.reading() as connection:
        documents, characters = count_documents(connection)
        by_annotator = count_by_annotator(connection)
        spans = count_by_label(connection, "span", besides)
        relations = count_by_label(connection, "relation", besides)
        names = {one.name for one in read_annotators(connection) if one.id in besides}
        hidden = count_hidden(connection)
    counts = _annotators(by_annotator)
    return Statistics(
        documents,
        characters,
        {name: one for name, one in counts.items() if name not in names},
        _by_name(label_set.span_labels, spans),
        _by_name(label_set.relation_labels, relations),
        {name: one for name, one in counts.items() if name in names},
        hidden,
    )


def _annotators(
    rows: list[tuple[str | None, str, int, int, int]],
) -> dict[str, dict[str, Any]]:
    annotators: dict[str, dict[str, Any]] = {}
    for name, status, count, spans, relations in rows:
        if name is None:
            continue  # Curated sets are nobody's; labels count them too.
        sets = {"finished": 0, "in_progress": 0, "new": 0}
        about = annotators.setdefault(name, {"sets": sets, "spans": 0, "relations": 0})
        about["sets"][status] = count
        about["spans"] += spans
        about["relations"] += relations
    return annotators


def _by_name(
    labels: tuple[SpanLabel, ...] | tuple[RelationLabel, ...], counts: dict[str, int]
) -> dict[str, int]:
    """Return name -> count; a retired label only where something wears it still."""
    return {
        label.name: counts.get(label.id, 0)
        for label in labels
        if not label.is_retired or counts.get(label.id)
    }
