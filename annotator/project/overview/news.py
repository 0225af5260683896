"""The graph of the news: who and what is named, and how relations tie them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotator.project.overview.behind import RelationsWhere, SpansWhere
from annotator.project.overview.corpus import CorpusView
from annotator.project.overview.label_graph import end_labels
from annotator.project.overview.sheets import Numbers, count_alike, distinct

MOST = 200
"""Names that are shown unless one asks for more."""


class Node(NamedTuple):
    """An entity; or what spans of a label cover, where they are not linked to one."""

    name: str
    label: str
    """Of the spans (id); of an entity, that of most of them."""
    entity: str | None
    """Its id."""
    mentions: int
    articles: int

    @property
    def where(self) -> SpansWhere:
        """What is behind it."""
        if self.entity is not None:
            return SpansWhere(entity=self.entity)
        return SpansWhere(label=self.label, text=self.name, entity=None)


class Tie(NamedTuple):
    """Relations of a label between two nodes."""

    head: int
    """Place among the nodes."""
    tail: int
    label: str
    times: int
    articles: int


@dataclass(frozen=True, slots=True)
class NewsGraph:
    """Nodes, those with most relations first, and the ties between them."""

    nodes: tuple[Node, ...] = ()
    ties: tuple[Tie, ...] = ()
    left_out: int = 0
    """How many more nodes there are."""

    def where(self, tie: Tie) -> RelationsWhere:
        """Return what is behind a tie."""
        head, tail = self.nodes[tie.head].where, self.nodes[tie.tail].where
        return RelationsWhere(label=tie.label, head_span=head, tail_span=tail)


def make_graph(
    view: CorpusView, entities: dict[int, tuple[str, str]], most: int = MOST
) -> NewsGraph:
    """Return the graph of the spans and relations that count: at most so many nodes, those with
    most relations and then those most often named. `entities`: key -> id and name."""
    names = _name_keys(view)
    if not len(names):
        return NewsGraph()
    keys, places, mentions = _numbered(names)
    heads, tails, labels, articles = _ends(view, places)
    degrees = np.bincount(np.concatenate((heads, tails)), minlength=len(keys))
    order = np.lexsort((keys, -mentions, -degrees))[:most]
    place_of = np.full(len(keys), -1, np.int64)
    place_of[order] = np.arange(len(order))
    nodes = _nodes(view, place_of[places], keys[order], mentions[order], entities)
    heads, tails = place_of[heads], place_of[tails]
    shown = (heads >= 0) & (tails >= 0)
    ties = _ties(view, heads[shown], tails[shown], labels[shown], articles[shown])
    return NewsGraph(nodes, ties, len(keys) - len(order))


def _numbered(names: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the names that there are, for each of `names` the place among them, and how often
    each stands there."""
    low, high = int(names.min()), int(names.max())
    if high - low > 8 * len(names):
        keys, places, counts = np.unique(names, return_inverse=True, return_counts=True)
        return keys, places.reshape(-1), counts
    # Numbers that lie close are counted: several times faster than sorting six million.
    times = np.bincount(names - low)
    is_there = times > 0
    places = (np.cumsum(is_there) - 1)[names - low]
    return np.flatnonzero(is_there) + low, places, times[is_there]


def _name_keys(view: CorpusView) -> Numbers:
    """Return for each span that counts a number of what it names: of its entity, below 0, or of
    its text and label."""
    entities = view.column("entities").astype(np.int64)
    size = _size(view)
    texts = view.column("texts").astype(np.int64) * size + view.column("labels")
    return np.where(entities > 0, -entities, texts)


def _size(view: CorpusView) -> int:
    return max(view.scope.sheets.span_labels.values(), default=0) + 1


def _ends(view: CorpusView, places: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return for each relation both ends of which count the places of their names, its label
    (key) and its article (row)."""
    place_of = np.full(len(view.whole("labels")), -1, np.int64)
    place_of[view.mask("labels")] = places
    begins = view.begins("heads")
    heads, tails = (place_of[begins + view.column(end)] for end in ("heads", "tails"))
    labels, articles = end_labels(view)[1], view.article_rows("heads")
    chosen = (heads >= 0) & (tails >= 0)
    return heads[chosen], tails[chosen], labels[chosen], articles[chosen]


def _nodes(
    view: CorpusView,
    places: Numbers,
    keys: Numbers,
    mentions: Numbers,
    entities: dict[int, tuple[str, str]],
) -> tuple[Node, ...]:
    """`places`: for each span that counts the place of its node, -1 where that is not shown."""
    labels = {key: id for id, key in view.scope.sheets.span_labels.items()}
    texts, size = view.texts.all, _size(view)
    shown = np.flatnonzero(places >= 0)
    at = places[shown]
    worn = np.bincount(at * size + view.column("labels")[shown], minlength=len(keys) * size)
    usual = worn.reshape(len(keys), size).argmax(axis=1).tolist()
    count = len(view.scope.articles)
    on = distinct(at * count + view.article_rows("labels")[shown]) // count
    articles = np.bincount(on, minlength=len(keys)).tolist()
    found = []
    for place, (key, times) in enumerate(zip(keys.tolist(), mentions.tolist(), strict=True)):
        id, name = entities.get(-key, ("", "")) if key < 0 else (None, texts[key // size])
        found.append(Node(name, labels[usual[place]], id, times, articles[place]))
    return tuple(found)


def _ties(
    view: CorpusView, heads: Numbers, tails: Numbers, labels: Numbers, articles: Numbers
) -> tuple[Tie, ...]:
    names = {key: id for id, key in view.scope.sheets.relation_labels.items()}
    ties, times = count_alike(heads, tails, labels)
    on_articles, _ = count_alike(heads, tails, labels, articles)
    _, on = count_alike(*on_articles[:, :3].T)
    return tuple(
        Tie(head, tail, names[label], count, several)
        for (head, tail, label), count, several in zip(
            ties.tolist(), times.tolist(), on.tolist(), strict=True
        )
    )
