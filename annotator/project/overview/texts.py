"""What spans cover: the most frequent texts of each label, and the growth of distinct names."""

from typing import NamedTuple

import numpy as np

from annotator.project.overview.corpus import CorpusView
from annotator.project.overview.sheets import Mask, Numbers

SAMPLES = 200
"""Points of a curve, at most."""


class TextCount(NamedTuple):
    """How often a text stands there, and on how many articles."""

    text: str
    """Covered words, white space as one space, parts joined by one space."""
    times: int
    articles: int


class Growth(NamedTuple):
    """How many distinct names (entities; texts of spans that are not linked) have been met by and
    by, articles in project order."""

    articles: tuple[int, ...] = ()
    """After how many articles that have spans."""
    spans: tuple[int, ...] = ()
    names: tuple[int, ...] = ()


def find_frequent(view: CorpusView, most: int = 20) -> dict[str, list[TextCount]]:
    """Return label (id) -> its most frequent texts, at most so many; equally frequent ones by the
    text."""
    names = {key: id for id, key in view.scope.sheets.span_labels.items()}
    labels, texts = view.column("labels"), view.column("texts")
    articles = view.article_rows("texts")
    found = {}
    for key in np.unique(labels).tolist():
        chosen = labels == key
        found[names[key]] = _most_frequent(view, texts[chosen], articles[chosen], most)
    return found


def _most_frequent(
    view: CorpusView, texts: Numbers, articles: Numbers, most: int
) -> list[TextCount]:
    words = view.texts.all
    numbers, times = np.unique(texts, return_counts=True)
    # As many as are asked for, and all that are as frequent as the last of them.
    least = np.sort(times)[-min(most, len(times))]
    kept = [
        (int(number), int(count))
        for number, count in zip(numbers[times >= least], times[times >= least], strict=True)
    ]
    kept.sort(key=lambda one: (-one[1], words[one[0]]))
    return [
        TextCount(words[number], count, len(np.unique(articles[texts == number])))
        for number, count in kept[:most]
    ]


def count_growth(view: CorpusView) -> Growth:
    """Return how many names there are by and by."""
    articles = view.article_rows("texts")
    if not len(articles):
        return Growth()
    order = np.argsort(articles, kind="stable")
    articles, names = articles[order], name_numbers(view)[order]
    # Of the places of a name the first is put down last.
    first = np.full(int(names.max()) + 1, -1, np.int64)
    first[names[::-1]] = np.arange(len(names))[::-1]
    is_new = np.zeros(len(names), np.bool_)
    is_new[first[first >= 0]] = True
    is_last: Mask = np.append(articles[1:] != articles[:-1], True)
    ends = np.flatnonzero(is_last)
    met = np.cumsum(is_new)[ends]
    chosen = np.unique(np.linspace(0, len(ends) - 1, min(SAMPLES, len(ends))).astype(np.int64))
    return Growth(
        tuple((chosen + 1).tolist()),
        tuple((ends[chosen] + 1).tolist()),
        tuple(met[chosen].tolist()),
    )


def name_numbers(view: CorpusView) -> Numbers:
    """Return for each span that counts a number of what it names: of its entity, or of its text."""
    entities, texts = view.column("entities").astype(np.int64), view.column("texts")
    most = int(entities.max(initial=0))
    return np.where(entities > 0, entities, texts + (most + 1))
