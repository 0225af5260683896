"""What is left of the sheets when they are narrowed down, and of what somebody may not see."""

from dataclasses import dataclass

import numpy as np

from annotator.model.annotation_set import STATUSES
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.sheets import NOBODY, Counts, Mask, Numbers, Sheets
from annotator.project.overview.visible import Seen


@dataclass(frozen=True, slots=True)
class Scope:
    """Sheets with masks over their rows."""

    sheets: Sheets
    narrowed: Narrowed
    articles: Mask
    """The articles that count."""
    begun: Mask
    """The sets that count, each on one of these articles: how far they are anybody may know."""
    sets: Mask
    """Those of them of which it may be seen what is in them."""
    curated: Mask
    """The articles on which what is curated may be seen."""

    @property
    def article_rows(self) -> Numbers:
        """The rows of the articles that count, in project order."""
        return np.flatnonzero(self.articles)

    def counts(self, kind: str) -> Counts:
        """Return the summaries of spans (kind "span") or relations (kind "relation") that count."""
        counts = self.sheets.spans if kind == "span" else self.sheets.relations
        chosen = self.sets[counts.sets]
        labels = self.label_keys(kind)
        if labels is not None:
            chosen &= np.isin(counts.labels, labels)
        return Counts(counts.sets[chosen], counts.labels[chosen], counts.times[chosen])

    def label_keys(self, kind: str) -> list[int] | None:
        """Return the keys of the labels of this kind that are asked for; None where all are."""
        known = self.sheets.span_labels if kind == "span" else self.sheets.relation_labels
        keys = [known[label] for label in self.narrowed.labels if label in known]
        return keys or None


def narrow(
    sheets: Sheets,
    narrowed: Narrowed,
    seen: Seen,
    second_times: set[str],
    worked_on: Mask | None = None,
) -> Scope:
    """Return what counts. `seen`: what may be seen; `second_times`: annotators (ids) that
    count only where they are named; `worked_on`: the articles of the days that are asked for."""
    articles = _narrow_articles(sheets, narrowed)
    if worked_on is not None:
        articles &= worked_on
    sets = articles[sheets.sets.articles]
    keys = sheets.annotator_keys
    if narrowed.annotators:
        wanted = [NOBODY if one is None else keys.get(one, -1) for one in narrowed.annotators]
        sets &= np.isin(sheets.sets.annotators, wanted)
    elif second_times:
        again = [keys[one] for one in second_times if one in keys]
        sets &= ~np.isin(sheets.sets.annotators, again)
    if narrowed.statuses:
        wanted = [STATUSES.index(one) for one in narrowed.statuses]
        sets &= np.isin(sheets.sets.statuses, wanted)
    return Scope(sheets, narrowed, articles, sets, sets & seen.sets, seen.curated & articles)


def _narrow_articles(sheets: Sheets, narrowed: Narrowed) -> Mask:
    articles = sheets.articles
    count = len(articles.ids)
    chosen = np.ones(count, np.bool_)
    if narrowed.documents is not None:
        wanted = narrowed.documents
        chosen &= np.fromiter((id in wanted for id in articles.ids), np.bool_, count)
    if narrowed.sources:
        sources = set(narrowed.sources)
        chosen &= np.fromiter((one in sources for one in articles.sources), np.bool_, count)
    if narrowed.since or narrowed.until:
        since, until = narrowed.since, narrowed.until
        # A date is as long as it is said: "2017" ends with the last of its days.
        within = (
            bool(one) and one >= since and (not until or one[: len(until)] <= until)
            for one in articles.published
        )
        chosen &= np.fromiter(within, np.bool_, count)
    return chosen
