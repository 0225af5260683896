"""How fast one works oneself: what an hour brings, day by day, and what an article takes."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts import plotting
from annotator.ui.charts.figures import Figure, Figures
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import INDENT, Card, Picture
from annotator.ui.overview.doors import ArticlesBehind, among
from annotator.ui.overview.words import count_tick, day_words
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.pace import Pace
    from annotator.ui.charts.lines import Line

_LEAST_HOURS = 0.05
"""Of a day; less time says nothing about its pace."""


class PaceCard(Card):
    """Figures, and a line of what each day's hours brought. Only one's own is shown."""

    title = "Your pace"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.figures = Figures("Your pace in figures", ("What", "Number", ""), self)
        self.now = self.add_picture(self.figures)
        self.reckoned = PlainLabel("", self, tone="muted")
        self.reckoned.setContentsMargins(INDENT, 0, INDENT, 0)
        self.body.addWidget(self.reckoned)
        self.by_day: Picture | None = None
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> "Pace | None":
        """Return my own pace; None where nobody has signed in."""
        plotting.load()
        if project.me is None:
            return None
        overview = project.overview.for_me()
        return overview.my_pace(narrowed, progress=progress, is_cancelled=is_cancelled)

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self.reckoned.hide()

    def show_read(self, read: "Pace | None", narrowed: Narrowed) -> None:
        """Show what was read."""
        me = self.session.project.me
        if read is None or me is None or not read.hours:
            self.forget()
            self.set_aside("")
            self.now.show_why("you have not worked here yet, as far as the history knows")
            return
        sittings = count_words(len(read.sessions), "sitting")
        self.set_aside(f"{sittings}, {_number(read.hours, 1)} hours")
        worked = among("worked on", narrowed, frozenset().union(*read.worked_on.values()))
        done = among("done in these sittings", narrowed, read.finished)
        timed = among("done, with a time", narrowed, read.timed)
        self.figures.show_figures(
            [
                _figure("spans an hour", read.spans_per_hour, worked),
                _figure("words an hour", read.words_per_hour, done),
                _figure("acts a span", read.acts_per_span, worked, 1),
                _figure("minutes an article", _minutes(read), timed, 1),
            ]
        )
        self.now.show_numbers()
        self.reckoned.setText(
            f"From the first to the last act of each sitting; a rest of more than"
            f" {_number(read.idle_minutes, 0)} minutes ends one and does not count. Nobody else is"
            " shown this."
        )
        self.reckoned.show()
        self._show_days(read, narrowed)

    def _show_days(self, pace: "Pace", narrowed: Narrowed) -> None:
        from annotator.ui.charts.lines import Lines  # late: `read` has loaded it

        if self.by_day is None:
            chart = Lines("Spans an hour, day by day", day_words, count_tick, self)
            self.by_day = self.add_picture(chart)
        lines = self.by_day.chart
        assert isinstance(lines, Lines)
        line = make_line(pace, narrowed)
        if len(line.points) < 2:
            self.by_day.show_why("")
            return
        lines.show_lines([line])
        self.by_day.show_numbers("Spans an hour, day by day")


def make_line(pace: "Pace", narrowed: Narrowed) -> "Line":
    """Return spans for each hour, day by day; behind a day are the articles worked on."""
    from annotator.ui.charts.lines import Line, Point

    seconds: dict[str, int] = defaultdict(int)
    spans: dict[str, int] = defaultdict(int)
    for one in pace.sessions:
        seconds[one.day] += one.seconds
        spans[one.day] += one.spans

    points = []
    for day in sorted(seconds):
        hours = seconds[day] / 3600
        if hours >= _LEAST_HOURS:
            told = f"{_number(spans[day] / hours, 0)} spans an hour, {_number(hours, 1)} hours"
            when = date.fromisoformat(day)
            behind = among(f"worked on, {day_words(when)}", narrowed, pace.worked_on[day])
            points.append(Point(when, spans[day] / hours, told, behind))
    return Line("", points)


def _minutes(pace: "Pace") -> float | None:
    spread = pace.time_per_article
    return spread.median / 60 if spread.total else None


def _figure(name: str, number: float | None, behind: ArticlesBehind, places: int = 0) -> Figure:
    if number is None:
        return Figure(name, "–", "", None, "there is no time or no span to reckon it from")
    return Figure(name, _number(number, places), behind=behind)


def _number(number: float, places: int) -> str:
    return locale().toString(float(number), "f", places)
