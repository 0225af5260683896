"""How far the project is: articles by state, who has done how much, when the rest may be done."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts.shares import Kind, Row, Shares
from annotator.ui.models.article_words import count_words, date_words, locale
from annotator.ui.overview.card import INDENT, Card
from annotator.ui.overview.doors import in_state, of_status, untouched_by
from annotator.ui.overview.headline import Headline
from annotator.ui.overview.names import named, people_names
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.session import Session

if TYPE_CHECKING:  # what loads numpy is loaded where it is needed: off the GUI thread
    from annotator.project.overview.forecast import Forecast
    from annotator.project.overview.progress import AnnotatorProgress, ArticlesByState

_REVIEWED = Kind("reviewed", "good")
_DONE = Kind("done", "good", 0.55)
_BEGUN = Kind("in progress", "accent")
_TO_DO = Kind("to do", "border")
_STATES = ("reviewed", "finished", "in_progress", "new")
_PEOPLE_AT_MOST = 12


class Read(NamedTuple):
    """What the card shows."""

    states: "ArticlesByState"
    people: "list[AnnotatorProgress]"
    names: dict[str | None, str]
    forecast: "Forecast"


class ProgressCard(Card):
    """The headline, one divided bar of all articles, one for each person."""

    title = "Progress"
    has_more = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.headline = Headline(self)
        self.body.addWidget(self.headline)
        self.states = Shares("Articles by state", (_REVIEWED, _DONE, _BEGUN, _TO_DO), self)
        self.all = self.add_picture(self.states)
        self.forecast = PlainLabel("", self, tone="muted")
        self.forecast.setContentsMargins(INDENT, 0, INDENT, 0)
        self.body.addWidget(self.forecast)
        self._links = FlowLayout(spacing=4)
        self.new = self._add_link("new")
        self.waiting = self._add_link("waiting")
        self.disputed = self._add_link("disputed")
        self.body.addLayout(self._links)
        self.people = Shares(
            "Articles by annotator", (_DONE, _BEGUN, _TO_DO), self, has_legend=False
        )
        self.each = self.add_picture(self.people)
        self._narrowed = Narrowed()
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return states, people and forecast; reads what there is first."""
        overview = project.overview.for_me()
        overview.count_articles(progress)
        return Read(
            overview.by_state(narrowed),
            overview.by_annotator(narrowed),
            people_names(project),
            overview.forecast(narrowed, progress=progress, is_cancelled=is_cancelled),
        )

    @staticmethod
    def read_more(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> int:
        """Return how many articles are disputed; what has not been compared is compared first."""
        overview = project.overview.for_me()
        return len(overview.disputed(narrowed, progress=progress, is_cancelled=is_cancelled))

    def show_more(self, read: int, narrowed: Narrowed) -> None:
        """Show how many are disputed."""
        _show_link(self.disputed, read, "is disputed", "are disputed")

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self.headline.say("", "")
        self.forecast.hide()
        for one in (self.new, self.waiting, self.disputed):
            one.hide()

    def show_read(self, read: Read, narrowed: Narrowed) -> None:
        """Show what was read."""
        if narrowed != self._narrowed:
            self.disputed.hide()
        self._narrowed = narrowed
        states = read.states
        if not states.all:
            self.forget()
            why = "no article fits" if narrowed.is_narrowed else "there are no articles yet"
            self.all.show_why(why)
            return
        done = states.reviewed + states.finished
        share = locale().toString(100 * done / states.all, "f", 0)
        of = count_words(states.all, "article")
        self.headline.say(locale().toString(done), f"of {of} done · {share} %")
        self.states.show_rows(
            [Row("", states[:4], "", [in_state(one, narrowed) for one in _STATES])]
        )
        self.all.show_numbers()
        self.forecast.setText(forecast_words(read.forecast))
        self.forecast.setVisible(bool(self.forecast.text()))
        _show_link(self.new, states.new, "nobody has begun", "nobody has begun")
        _show_link(self.waiting, states.waiting, "waits for review", "wait for review")
        self._show_people(read, states.all, narrowed)

    def _show_people(self, read: Read, articles: int, narrowed: Narrowed) -> None:
        rows = [
            Row(
                named(read.names, one.annotator),
                (one.finished, one.in_progress, max(0, articles - one.finished - one.in_progress)),
                locale().toString(one.finished),
                (
                    of_status(one.annotator, "finished", narrowed),
                    of_status(one.annotator, "in_progress", narrowed),
                    untouched_by(one.annotator, narrowed),
                ),
            )
            for one in read.people[:_PEOPLE_AT_MOST]
        ]
        if not rows:
            self.each.show_why("nobody has begun")
            return
        self.people.show_rows(rows)
        self.each.show_numbers("Each annotator, of all articles")

    def _add_link(self, state: str) -> QuietButton:
        link = QuietButton("", self)
        link.setProperty("small", True)
        link.clicked.connect(lambda: self.door_opened.emit(in_state(state, self._narrowed)))
        self._links.addWidget(link)
        return link


def _show_link(link: QuietButton, count: int, one: str, several: str) -> None:
    link.setText(f"{count_words(count, 'article')} {one if count == 1 else several}")
    link.setVisible(bool(count))


def forecast_words(forecast: "Forecast") -> str:
    """Return when the rest may be done, with how sure that is, or why nobody knows."""
    if forecast.why == "done":
        return "All are done."
    if forecast.why == "too little":
        return "When the rest is done cannot be told yet: too few days with something finished."
    if forecast.why == "too far" or forecast.likely is None:
        return "At the pace of these weeks the rest takes more than ten years."
    likely, early = date_words(forecast.likely), date_words(forecast.early or forecast.likely)
    late = date_words(forecast.late) if forecast.late else "much later"
    pace = locale().toString(forecast.per_day, "f", 1)
    return (
        f"At the pace of the last weeks ({pace} a day) done by {likely}; in eight of ten cases"
        f" between {early} and {late}."
    )
