"""How the work has grown: annotation sets finished day by day, a line for each annotator."""

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts import plotting
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.doors import ArticlesBehind, articles
from annotator.ui.overview.names import named, people_names
from annotator.ui.overview.words import count_tick, day_words
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.progress import FinishedByDay
    from annotator.ui.charts.lines import Line

_LINES_AT_MOST = 8
"""Whoever has finished most; more lines are not told apart."""


class Read(NamedTuple):
    """What the card shows."""

    by_day: "FinishedByDay"
    names: dict[str | None, str]


class OverTimeCard(Card):
    """Running totals, so that a steep line is a quick hand."""

    title = "Done over time"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.plot: Picture | None = None

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return what was finished when; what draws lines is loaded meanwhile."""
        plotting.load()
        overview = project.overview.for_me()
        by_day = overview.by_day(narrowed, progress=progress, is_cancelled=is_cancelled)
        return Read(by_day, people_names(project))

    def show_read(self, read: Read, narrowed: Narrowed) -> None:
        """Show what was read."""
        from annotator.ui.charts.lines import Lines  # late: `read` has loaded it

        if self.plot is None:
            self.plot = self.add_picture(Lines("Finished over time", day_words, count_tick, self))
        chart = self.plot.chart
        assert isinstance(chart, Lines)
        by_day = read.by_day
        came = by_day.came_finished
        self.set_aside(f"without {count_words(came, 'set')} that came finished" if came else "")
        if not by_day.days:
            why = "what is finished came in finished" if came else "nothing has been finished yet"
            self.plot.show_why(why)
            return
        chart.show_lines(make_lines(by_day, read.names, narrowed))
        self.plot.show_numbers()


def make_lines(
    by_day: "FinishedByDay", names: dict[str | None, str], narrowed: Narrowed
) -> "list[Line]":
    """Return the running totals of those who have finished most."""
    from annotator.ui.charts.lines import Line, Point

    def door(who: str, day: date) -> ArticlesBehind:
        words = f"done on {day_words(day)}"
        return articles(words, narrowed, annotator=who, day=day.isoformat(), status="finished")

    days = [date.fromisoformat(day) for day in by_day.days]
    ranked = sorted(by_day.counts, key=lambda who: -sum(by_day.counts[who]))[:_LINES_AT_MOST]
    lines = []
    for who in ranked:
        totals = accumulate(by_day.counts[who])
        points = [
            Point(
                day,
                total,
                f"{count_words(count, 'article')} done, {locale().toString(total)} so far",
                door(who, day) if count else None,
            )
            for day, count, total in zip(days, by_day.counts[who], totals, strict=True)
        ]
        lines.append(Line(named(names, who), points))
    return lines
