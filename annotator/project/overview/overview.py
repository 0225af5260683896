"""What the Overview shows of a project, in numbers. A door of its own: `project.overview`."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from annotator.project.overview.agreeing import Agreeing
from annotator.project.overview.behind import (
    PAGE,
    ArticlesWhere,
    Behind,
    RelationRow,
    RelationsWhere,
    SpanRow,
    SpansWhere,
    find_articles,
    find_relations,
    find_spans,
)
from annotator.project.overview.counting import no_progress
from annotator.project.overview.forecast import Forecast, forecast
from annotator.project.overview.label_graph import LabelTie, count_ties
from annotator.project.overview.labels import (
    LabelCount,
    count_relation_labels,
    count_span_labels,
)
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.overview.news import MOST, NewsGraph, make_graph
from annotator.project.overview.pace import IDLE_MINUTES, Pace, measure_pace
from annotator.project.overview.progress import (
    AnnotatorProgress,
    ArticlesByState,
    FinishedByDay,
    article_states,
    count_by_annotator,
    count_by_day,
    count_by_state,
)
from annotator.project.overview.sheets import FINISHED
from annotator.project.overview.shown import show_relations, show_spans
from annotator.project.overview.sources import (
    article_lengths,
    count_by_date,
    count_by_language,
    count_by_source,
)
from annotator.project.overview.spans import (
    count_by_tenth,
    span_lengths,
    spans_per_set,
    spans_per_thousand_words,
)
from annotator.project.overview.spread import Spread
from annotator.project.overview.texts import Growth, TextCount, count_growth, find_frequent
from annotator.project.overview.timeline import local_day
from annotator.project.overview.values import ValueCount, count_values
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.storage.overview.corpus import read_entity_keys


class Overview(Agreeing):
    """The numbers of a project. All of it belongs off the GUI thread.

    What is not saved yet is waited for. Each number takes what it is narrowed down to.
    """

    def for_me(self) -> "Overview":
        """Return the same of what I may see in the window."""
        return Overview(self._road, self._wait, self._counted, is_for_me=True)

    # ---- progress -------------------------------------------------------------------------------

    def by_state(self, narrowed: Narrowed = EVERYTHING) -> ArticlesByState:
        """Return how many articles there are in each state."""
        return count_by_state(self.scope(narrowed))

    def by_annotator(self, narrowed: Narrowed = EVERYTHING) -> list[AnnotatorProgress]:
        """Return how far each annotator is, by name, the curated sets last."""
        names = self.names()
        return sorted(
            count_by_annotator(self.scope(narrowed)),
            key=lambda one: (one.annotator is None, names.get(one.annotator or "", "")),
        )

    def by_day(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> FinishedByDay:
        """Return when sets were finished. Reads the history the first time. Cancelled."""
        timeline = self.timeline(progress, is_cancelled)
        return count_by_day(self.scope(narrowed), timeline.finished)

    def forecast(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        today: datetime | None = None,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Forecast:
        """Return when the articles that nobody has finished may be. Cancelled."""
        finished = self.timeline(progress, is_cancelled).finished
        scope = self.scope(narrowed)
        sets = scope.sheets.sets
        first: dict[int, int] = {}
        for row in np.flatnonzero(scope.begun & (sets.statuses == FINISHED)).tolist():
            at, article = finished.get(sets.ids[row]), int(sets.articles[row])
            if at is not None:
                first[article] = min(at, first.get(article, at))
        states = article_states(scope)
        left = int(np.count_nonzero(states["new"] | states["in_progress"]))
        days = Counter(local_day(at) for at in first.values())
        return forecast(left, days, (today or datetime.now(UTC).astimezone()).date())

    def closed(self, narrowed: Narrowed = EVERYTHING) -> int:
        """Return on how many articles more or less is left out for now of what is in the sets that
        count, since they are given blind and may not be seen yet."""
        scope = self.scope(narrowed)
        return len(np.unique(scope.sheets.sets.articles[scope.begun & ~scope.sets]))

    # ---- corpus ---------------------------------------------------------------------------------

    def span_labels(self, narrowed: Narrowed = EVERYTHING) -> list[LabelCount]:
        """Return how often each span label stands there, in the order of the label set."""
        return count_span_labels(self.scope(narrowed), self._road.label_set)

    def relation_labels(self, narrowed: Narrowed = EVERYTHING) -> list[LabelCount]:
        """Return how often each relation label stands there, in the order of the label set."""
        return count_relation_labels(self.scope(narrowed), self._road.label_set)

    def spans_per_set(self, narrowed: Narrowed = EVERYTHING) -> Spread:
        """Return how many spans each set has."""
        return spans_per_set(self.scope(narrowed))

    def spans_per_thousand_words(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Spread:
        """Return how many spans each set has for a thousand words of its article. Counts words of
        articles the first time. Cancelled."""
        scope = self.scope(narrowed)
        return spans_per_thousand_words(scope, self.words(scope, progress, is_cancelled))

    def span_lengths(self, narrowed: Narrowed = EVERYTHING) -> Spread:
        """Return how many characters spans cover."""
        return span_lengths(self.corpus(narrowed))

    def by_tenth(self, narrowed: Narrowed = EVERYTHING) -> dict[str, tuple[int, ...]]:
        """Return label (id) -> how many spans begin in each tenth of their article."""
        return count_by_tenth(self.corpus(narrowed))

    def frequent_texts(
        self, narrowed: Narrowed = EVERYTHING, most: int = 20
    ) -> dict[str, list[TextCount]]:
        """Return label (id) -> its most frequent texts."""
        return find_frequent(self.corpus(narrowed), most)

    def growth(self, narrowed: Narrowed = EVERYTHING) -> Growth:
        """Return how many distinct names there are by and by."""
        return count_growth(self.corpus(narrowed))

    def ties(self, narrowed: Narrowed = EVERYTHING) -> list[LabelTie]:
        """Return which labels relations tie, most frequent first: the label graph."""
        return count_ties(self.corpus(narrowed))

    def values(self, narrowed: Narrowed = EVERYTHING) -> list[ValueCount]:
        """Return which values attributes have."""
        return count_values(self.corpus(narrowed))

    def by_source(self, narrowed: Narrowed = EVERYTHING) -> list[tuple[str, int]]:
        """Return (source, articles), most first."""
        return count_by_source(self.scope(narrowed))

    def by_date(self, narrowed: Narrowed = EVERYTHING, letters: int = 7) -> list[tuple[str, int]]:
        """Return (date, articles) in order, by month unless more or fewer letters are said."""
        return count_by_date(self.scope(narrowed), letters)

    def by_language(self, narrowed: Narrowed = EVERYTHING) -> list[tuple[str, int]]:
        """Return (language, articles), most first."""
        return count_by_language(self.scope(narrowed), self.languages())

    def article_lengths(self, narrowed: Narrowed = EVERYTHING) -> Spread:
        """Return how many characters articles have."""
        return article_lengths(self.scope(narrowed))

    # ---- pace -----------------------------------------------------------------------------------

    def my_pace(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        idle_minutes: float = IDLE_MINUTES,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Pace:
        """Return how fast I work; nothing where nobody has signed in. Reads the history the first
        time. Cancelled."""
        me = self._road.my_id
        if me is None:
            return Pace(idle_minutes)
        return self._pace(me, narrowed, idle_minutes, progress, is_cancelled)

    def pace_of(
        self,
        annotator: str,
        narrowed: Narrowed = EVERYTHING,
        *,
        idle_minutes: float = IDLE_MINUTES,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Pace:
        """Return how fast somebody (id) works. Windows show nobody's but one's own: there it is
        `my_pace`, and this one a mistake (ValueError). Cancelled."""
        if self._is_for_me and annotator != self._road.my_id:
            raise ValueError("pace is shown to oneself alone")
        return self._pace(annotator, narrowed, idle_minutes, progress, is_cancelled)

    def _pace(
        self,
        annotator: str,
        narrowed: Narrowed,
        idle_minutes: float,
        progress: ReportProgress,
        is_cancelled: IsCancelled | None,
    ) -> Pace:
        timeline = self.timeline(progress, is_cancelled)
        road = self._road
        with road.lock:
            times = [one.annotator for one in road.assigned.times_of(annotator)]
        scope = self.scope(replace(narrowed, annotators=(annotator, *times)))
        words = self.words(scope, progress, is_cancelled)
        return measure_pace(scope, timeline, words, annotator, idle_minutes)

    # ---- the graph of the news ------------------------------------------------------------------

    def news(self, narrowed: Narrowed = EVERYTHING, most: int = MOST) -> NewsGraph:
        """Return who and what is named in the articles that count, and how relations tie them:
        at most so many names."""
        view = self.corpus(narrowed)
        with self._road.store.reading() as connection:
            entities = read_entity_keys(connection)
        return make_graph(view, entities, most)

    # ---- what is behind a number ----------------------------------------------------------------

    def articles(self, where: ArticlesWhere, narrowed: Narrowed = EVERYTHING) -> list[str]:
        """Return the articles (ids) behind a number, in project order."""
        if where.state == "disputed":
            these = replace(narrowed, documents=frozenset(self.disputed(narrowed)))
            return self.articles(replace(where, state=""), these)
        scope = self.scope(narrowed)
        chosen = find_articles(
            scope,
            where,
            timeline=self.timeline() if where.day else None,
            languages=self.languages() if where.language is not None else None,
            words=self.words(scope) if where.rate is not None else None,
            view=self.corpus(narrowed) if where.value is not None else None,
        )
        ids = scope.sheets.articles.ids
        return [ids[row] for row in np.flatnonzero(chosen).tolist()]

    def spans(
        self,
        where: SpansWhere,
        narrowed: Narrowed = EVERYTHING,
        *,
        first: int = 0,
        count: int = PAGE,
    ) -> Behind[SpanRow]:
        """Return the spans behind a number, `count` from the `first` (counted from 0) on."""
        view = self.corpus(narrowed)
        total, places = find_spans(view, where, self.entity_key, first, count)
        return Behind(total, show_spans(self._road.store.reading, view.scope.sheets, places))

    def relations(
        self,
        where: RelationsWhere,
        narrowed: Narrowed = EVERYTHING,
        *,
        first: int = 0,
        count: int = PAGE,
    ) -> Behind[RelationRow]:
        """Return the relations behind a number, as `spans` does."""
        view = self.corpus(narrowed)
        total, places = find_relations(view, where, self.entity_key, first, count)
        return Behind(total, show_relations(self._road.store.reading, view.scope.sheets, places))
