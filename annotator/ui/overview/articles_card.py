"""What articles there are: from where, from when, how long, in which language."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.messages import show_text
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts import plotting
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.models.article_words import count_words, date_words, locale
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.doors import articles
from annotator.ui.overview.names import LONGEST
from annotator.ui.overview.spreads import show_spread
from annotator.ui.overview.words import count_tick
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.spread import Spread

_BARS_AT_MOST = 10
_MONTHS_AT_MOST = 36
"""More are told by year."""


class Read(NamedTuple):
    """What the card shows."""

    sources: list[tuple[str, int]]
    dates: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    lengths: "Spread"


class ArticlesCard(Card):
    """Bars of sources and languages, histograms of dates and lengths."""

    title = "Articles"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sources = Bars("Articles by source", ("Source", "Articles"), self)
        self.by_source = self.add_picture(self.sources)
        self.languages = Bars("Articles by language", ("Language", "Articles"), self)
        self.by_language = self.add_picture(self.languages)
        self.dates: Picture | None = None
        self.lengths: Picture | None = None

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return sources, dates by month (by year where those are many), languages, lengths."""
        plotting.load()
        overview = project.overview.for_me()
        dates = overview.by_date(narrowed)
        if len(dates) > _MONTHS_AT_MOST:
            dates = overview.by_date(narrowed, 4)
        return Read(
            overview.by_source(narrowed),
            dates,
            overview.by_language(narrowed),
            overview.article_lengths(narrowed),
        )

    def show_read(self, read: Read, narrowed: Narrowed) -> Iterator[None]:
        """Show what was read, a picture at a time."""
        total = read.lengths.total
        if not sum(count for _, count in read.sources):
            self.forget()
            self.set_aside("")
            is_narrowed = narrowed.is_narrowed
            self.by_source.show_why(
                "no article fits" if is_narrowed else "there are no articles yet"
            )
            return
        self.set_aside(count_words(sum(count for _, count in read.sources), "article"))
        ranked = sorted(read.sources, key=lambda one: -one[1])[:_BARS_AT_MOST]
        self.sources.show_bars(
            [
                _bar(
                    source,
                    "no source",
                    count,
                    articles(source or "no source", narrowed, source=source),
                )
                for source, count in ranked
            ]
        )
        self.by_source.show_numbers("By source")
        yield
        self._show_languages(read.languages, narrowed)
        yield
        self._show_dates(read.dates, narrowed)
        yield
        if total:
            self.lengths = show_spread(
                self, self.lengths, "Length of articles", ("Characters", "Articles"), read.lengths,
                "Characters in an article",
                lambda ends, words: articles(f"{words} characters", narrowed, characters=ends),
            )  # fmt: skip

    def _show_languages(self, languages: list[tuple[str, int]], narrowed: Narrowed) -> None:
        if len(languages) < 2:
            self.by_language.show_why("")
            return
        ranked = sorted(languages, key=lambda one: -one[1])[:_BARS_AT_MOST]
        self.languages.show_bars(
            [
                _bar(
                    one,
                    "not known",
                    count,
                    articles(one or "language not known", narrowed, language=one),
                )
                for one, count in ranked
            ]
        )
        self.by_language.show_numbers("By language")

    def _show_dates(self, dates: list[tuple[str, int]], narrowed: Narrowed) -> None:
        from annotator.ui.charts.histogram import Column, Histogram  # late: `read` has loaded it

        known = [one for one in dates if one[0]]
        if self.dates is None:
            chart = Histogram("Articles by date", ("Published", "Articles"), count_tick, self)
            self.dates = self.add_picture(chart)
        histogram = self.dates.chart
        assert isinstance(histogram, Histogram)
        if len(known) < 2:
            self.dates.show_why("")
            return
        histogram.show_columns(
            [
                Column(
                    date_words(day),
                    count,
                    articles(f"published {date_words(day)}", narrowed, published=day),
                )
                for day, count in known
            ]
        )
        undated = sum(count for day, count in dates if not day)
        without = f", without {count_words(undated, 'article')} of no date" if undated else ""
        self.dates.show_numbers(f"By date of publication{without}")


def _bar(name: str, otherwise: str, count: int, behind: object) -> Bar:
    shown = show_text(name, LONGEST) if name else otherwise
    return Bar(shown, count, locale().toString(count), "", behind)
