"""What a report says of what is in a project: the numbers of the Overview, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress, stop_if

if TYPE_CHECKING:
    from annotator.project.overview.forecast import Forecast
    from annotator.project.overview.label_graph import LabelTie
    from annotator.project.overview.labels import LabelCount
    from annotator.project.overview.news import NewsGraph
    from annotator.project.overview.progress import (
        AnnotatorProgress,
        ArticlesByState,
        FinishedByDay,
    )
    from annotator.project.overview.spread import Spread
    from annotator.project.overview.texts import Growth, TextCount
    from annotator.project.overview.values import ValueCount

_TEXTS = 5
"""The most frequent words of a label that are told."""
_NODES = 60
"""Of the graph of the news: more are a thicket."""
_STEPS = 200
_MONTHS = 36
"""More are told by year."""


@dataclass(frozen=True, slots=True)
class CorpusFindings:
    """Numbers of the annotation sets that the report is about."""

    states: "ArticlesByState"
    people: "Sequence[AnnotatorProgress]"
    forecast: "Forecast"
    by_day: "FinishedByDay"
    spans: "Sequence[LabelCount]"
    relations: "Sequence[LabelCount]"
    ties: "Sequence[LabelTie]"
    values: "Sequence[ValueCount]"
    tenths: dict[str, tuple[int, ...]]
    """Label id -> how many spans begin in each tenth of their article."""
    texts: "dict[str, list[TextCount]]"
    """Label id -> its most frequent words."""
    per_set: "Spread"
    rates: "Spread"
    """Spans for a thousand words."""
    span_lengths: "Spread"
    growth: "Growth"
    sources: Sequence[tuple[str, int]]
    dates: Sequence[tuple[str, int]]
    """By month, or by year where those are many."""
    languages: Sequence[tuple[str, int]]
    lengths: "Spread"
    """Of articles."""
    news: "NewsGraph"
    news_places: Sequence[tuple[float, float]]
    """Where each node of it is drawn, from -1 to 1."""
    closed: int
    """Articles of which something is left out, for it is given blind."""


def gather_corpus(
    project: Project,
    annotators: Sequence[str],
    *,
    is_for_me: bool,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> CorpusFindings:
    """Return the numbers of the sets of annotators (ids; none: of everybody's), of those alone
    that I may see if it `is_for_me`. Cancelled."""
    overview = project.overview.for_me() if is_for_me else project.overview
    narrowed = Narrowed(annotators=tuple(annotators))
    overview.count_corpus(progress=progress, is_cancelled=is_cancelled)
    dates = overview.by_date(narrowed)
    news = overview.news(narrowed, _NODES)
    return CorpusFindings(
        overview.by_state(narrowed),
        overview.by_annotator(narrowed),
        overview.forecast(narrowed, progress=progress, is_cancelled=is_cancelled),
        overview.by_day(narrowed, is_cancelled=is_cancelled),
        overview.span_labels(narrowed),
        overview.relation_labels(narrowed),
        overview.ties(narrowed),
        overview.values(narrowed),
        overview.by_tenth(narrowed),
        overview.frequent_texts(narrowed, _TEXTS),
        overview.spans_per_set(narrowed),
        overview.spans_per_thousand_words(narrowed, progress=progress, is_cancelled=is_cancelled),
        overview.span_lengths(narrowed),
        overview.growth(narrowed),
        overview.by_source(narrowed),
        dates if len(dates) <= _MONTHS else overview.by_date(narrowed, 4),
        overview.by_language(narrowed),
        overview.article_lengths(narrowed),
        news,
        _laid_out(news, is_cancelled),
        overview.closed(narrowed),
    )


def _laid_out(news: "NewsGraph", is_cancelled: IsCancelled) -> list[tuple[float, float]]:
    from annotator.project.overview.layout import lay_out  # late: it needs numpy

    places: list[tuple[float, float]] = []
    for step, positions in enumerate(lay_out(len(news.nodes), news.ties, steps=_STEPS), 1):
        stop_if(is_cancelled)
        if step == _STEPS:
            places = [(float(x), float(y)) for x, y in positions]
    return places
