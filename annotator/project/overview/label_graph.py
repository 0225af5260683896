"""Which labels relations tie: the label of the head, that of the relation, that of the tail."""

from typing import NamedTuple

from annotator.project.overview.corpus import CorpusView
from annotator.project.overview.sheets import Numbers, count_alike


class LabelTie(NamedTuple):
    """How often relations of a label lead from spans of a label to spans of a label (ids)."""

    head: str
    label: str
    tail: str
    times: int
    articles: int


def count_ties(view: CorpusView) -> list[LabelTie]:
    """Return the ties, most frequent first."""
    sheets = view.scope.sheets
    names = {key: id for id, key in sheets.span_labels.items()}
    relation_names = {key: id for id, key in sheets.relation_labels.items()}
    heads, labels, tails = end_labels(view)
    articles = view.article_rows("relation_labels")
    ties, times = count_alike(heads, labels, tails)
    on_articles, _ = count_alike(heads, labels, tails, articles)
    _, on = count_alike(*on_articles[:, :3].T)
    found = [
        LabelTie(names[head], relation_names[label], names[tail], count, several)
        for (head, label, tail), count, several in zip(
            ties.tolist(), times.tolist(), on.tolist(), strict=True
        )
    ]
    return sorted(found, key=lambda one: (-one.times, one.head, one.label, one.tail))


def end_labels(view: CorpusView) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each relation that counts the keys of the labels of head, relation and tail."""
    labels = view.whole("labels")
    begins = view.begins("heads")
    return (
        labels[begins + view.column("heads")],
        view.column("relation_labels"),
        labels[begins + view.column("tails")],
    )
