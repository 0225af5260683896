"""How many spans there are on articles, how long they are, and where in the article they stand."""

import numpy as np

from annotator.project.overview.corpus import CorpusView
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import Numbers
from annotator.project.overview.spread import Spread, spread
from annotator.project.overview.words import WordCounts

TENTHS = 10


def spans_per_set(scope: Scope) -> Spread:
    """Return how many spans of the labels that count each set has."""
    return spread(set_totals(scope)[scope.sets])


def set_totals(scope: Scope) -> Numbers:
    """Return for each row of the sets how many spans of the labels that count it has."""
    counts = scope.counts("span")
    totals = np.bincount(counts.sets, counts.times, len(scope.sets))
    return totals.astype(np.int64)


def spans_per_thousand_words(scope: Scope, known: WordCounts) -> Spread:
    """Return how many spans each set has for a thousand words of its article, rounded; articles
    without words are left out."""
    rates = set_rates(scope, known)
    return spread(rates[scope.sets & (rates >= 0)])


def set_rates(scope: Scope, known: WordCounts) -> Numbers:
    """Return for each row of the sets the spans for a thousand words; -1 where there are none."""
    sheets = scope.sheets
    words = np.array([known.get(key, 0) for key in sheets.articles.keys.tolist()], np.int64)
    each = words[sheets.sets.articles] if len(words) else np.zeros(0, np.int64)
    rates = np.full(len(each), -1, np.int64)
    has_words = each > 0
    totals = set_totals(scope)[has_words]
    rates[has_words] = np.rint(1000 * totals / each[has_words]).astype(np.int64)
    return rates


def span_lengths(view: CorpusView) -> Spread:
    """Return how many characters spans cover."""
    return spread(view.column("lengths").astype(np.int64))


def count_by_tenth(view: CorpusView) -> dict[str, tuple[int, ...]]:
    """Return label (id) -> how many spans begin in each tenth of their article, counted in
    characters."""
    names = {key: id for id, key in view.scope.sheets.span_labels.items()}
    labels, tenths = view.column("labels"), tenth_of(view)
    most = max(names, default=0) + 1
    table = np.bincount(labels * TENTHS + tenths, minlength=most * TENTHS).reshape(-1, TENTHS)
    return {
        names[key]: tuple(row)
        for key, row in enumerate(table.tolist())
        if key in names and any(row)
    }


def tenth_of(view: CorpusView) -> Numbers:
    """Return for each span that counts the tenth of its article in which it begins, 0 to 9."""
    characters = view.scope.sheets.articles.characters[view.article_rows("starts")]
    starts = view.column("starts").astype(np.int64)
    return np.minimum(starts * TENTHS // np.maximum(characters, 1), TENTHS - 1)
