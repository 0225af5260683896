"""Where articles come from, when they were published, in which language, and how long they are."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import Words
from annotator.project.overview.spread import Spread, spread


def count_by_source(scope: Scope) -> list[tuple[str, int]]:
    """Return (source, articles), most first; "" is those of which it is not known."""
    return _most_first(_of_articles(scope, scope.sheets.articles.sources))


def count_by_date(scope: Scope, letters: int = 7) -> list[tuple[str, int]]:
    """Return (date, articles) in order; "" is those of which it is not known. `letters` of the ISO
    date count: 4 is by year, 7 by month, 10 by day; a date that says less stands for itself."""
    published = _of_articles(scope, scope.sheets.articles.published)
    return sorted(Counter(one[:letters] for one in published).items())


def count_by_language(scope: Scope, languages: Mapping[int, str]) -> list[tuple[str, int]]:
    """Return (language, articles), most first; "" is those of which it is not known. `languages`:
    document key -> language."""
    keys = scope.sheets.articles.keys[scope.articles].tolist()
    return _most_first([languages.get(key, "") for key in keys])


def article_lengths(scope: Scope) -> Spread:
    """Return how many characters articles have."""
    return spread(scope.sheets.articles.characters[scope.articles])


def _of_articles(scope: Scope, column: Words) -> list[str]:
    return [column[row] for row in np.flatnonzero(scope.articles).tolist()]


def _most_first(values: list[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda one: (-one[1], one[0]))
