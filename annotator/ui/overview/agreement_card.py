"""How far people agree: now, by label, over time, between each two, and how that has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.messages.agreement_words import WHY_WORDS, show_interval, show_number
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts import plotting
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.charts.figures import Figure, Figures
from annotator.ui.charts.matrix import Cell, Matrix
from annotator.ui.models.article_words import count_words
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.doors import PlacesBehind, among, cases, relations
from annotator.ui.overview.names import LabelNames, named, people_names
from annotator.ui.overview.words import count_tick, month_words
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.agreement import AgreementNow, Drift, PeriodScore, Scores
    from annotator.project.overview.assistance import Assistance
    from annotator.review.agreement import F1
    from annotator.ui.charts.lines import Line

_FIGURES = (
    ("span_f1", "Same span, same label"),
    ("overlap_f1", "Overlapping"),
    ("boundary_f1", "Same words"),
    ("relation_f1", "Relations"),
)
_ASSISTED = (
    ("assisted", "Suggested, shared"),
    ("unassisted", "By hand, shared"),
    ("assisted_kept", "Suggested, kept"),
    ("unassisted_kept", "By hand, kept"),
)
_WITHOUT = "F1, none suggested"
_OTHERS = "F1, other articles"
_LABELS_AT_MOST = 16


class Read(NamedTuple):
    """What the card shows."""

    now: "AgreementNow"
    periods: "list[PeriodScore]"
    drift: "list[Drift]"
    from_curated: "list[Drift]"
    assistance: "Assistance"
    names: dict[str | None, str]


class AgreementCard(Card):
    """Figures, the labels that are hardest, lines by month, and everybody with everybody."""

    title = "Agreement"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.figures = Figures("Agreement in figures", ("F1", "Value", "95 % interval"), self)
        self.now = self.add_picture(self.figures)
        self.people = Matrix("Agreement of each two", ("", "with"), self)
        self.each_two = self.add_picture(self.people)
        self.suggested = Figures(
            "Suggested or not, in figures", ("Spans", "Value", "95 % interval"), self
        )
        self.assistance = self.add_picture(self.suggested)
        self.labels = Bars("Agreement by label", ("Label", "F1"), self)
        self.by_label = self.add_picture(self.labels)
        self.drift = self.add_picture(Matrix("Early and late articles", ("", ""), self))
        self.from_curated = self.add_picture(
            Matrix("Early and late articles, with the curated set", ("", ""), self)
        )
        self.over_time: Picture | None = None

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return what has been compared; what has not been yet is compared first."""
        plotting.load()
        overview = project.overview.for_me()
        now = overview.agreement(narrowed, progress=progress, is_cancelled=is_cancelled)
        periods = overview.agreement_over_time(narrowed, is_cancelled=is_cancelled)
        drift = overview.drift(narrowed, is_cancelled=is_cancelled)
        curated = overview.drift(narrowed, with_curated=True, is_cancelled=is_cancelled)
        assistance = overview.assistance(narrowed, is_cancelled=is_cancelled)
        return Read(now, periods, drift, curated, assistance, people_names(project))

    def show_read(self, read: Read, narrowed: Narrowed) -> Iterator[None]:
        """Show what was read, a picture at a time."""
        whole = read.now.whole
        if not read.now.pairs or not whole.articles:
            self.forget()
            self.set_aside("")
            self.now.show_why("no two people have finished the same article")
            return
        self.set_aside(f"on {count_words(whole.articles, 'article')} that two or more have done")
        self.figures.show_figures(
            [
                _figure(name, getattr(whole, id), _door_of_all(id, name, read, narrowed))
                for id, name in _FIGURES
            ]
        )
        self.now.show_numbers()
        yield
        self._show_people(read, narrowed)
        self._show_assistance(read, narrowed)
        yield
        self._show_labels(whole, read, narrowed)
        yield
        halves = "the first half of the articles and the second"
        self._show_drift(self.drift, read.drift, read.names, narrowed, f"Early and late: {halves}")
        self._show_drift(
            self.from_curated, read.from_curated, read.names, narrowed,
            f"Each with the curated set: {halves}",
        )  # fmt: skip
        yield
        self._show_over_time(read.periods, narrowed)

    def _show_people(self, read: Read, narrowed: Narrowed) -> None:
        pairs = read.now.pairs
        if len(pairs) < 2:
            self.each_two.show_why("")
            return
        people = list(dict.fromkeys(one for pair in pairs for one in (pair.first, pair.second)))
        known = {frozenset((one.first, one.second)): one for one in pairs}

        def cell(one: str, other: str) -> Cell:
            pair = known.get(frozenset((one, other)))
            if pair is None:
                return Cell("", told="nothing to compare")
            f1 = pair.scores.span_f1
            words = f"{named(read.names, pair.first)} and {named(read.names, pair.second)}"
            door = cases(words, narrowed, first=pair.first, second=pair.second)
            told = f"{_told(f1)}, {count_words(pair.scores.articles, 'article')}"
            return Cell(show_number(f1.value), (f1.value or 0) ** 2 * 0.8, door, told)

        names = [named(read.names, one) for one in people]
        self.people.show_cells(names, names, [[cell(a, b) for b in people] for a in people])
        self.each_two.show_numbers("Each two: same span, same label")

    def _show_assistance(self, read: Read, narrowed: Narrowed) -> None:
        told = read.assistance
        if told.is_empty:
            self.assistance.show_why("")
            return
        who = _who(read)
        figures = [
            _figure(name, told.shares()[id], cases(f"{name}: {who}", narrowed))
            for id, name in _ASSISTED
        ]
        for name, f1, chosen in (
            (_WITHOUT, told.without, told.documents_without),
            (_OTHERS, told.others, read.now.documents - told.documents_without),
        ):
            theirs = replace(narrowed, documents=chosen)
            figures.append(_figure(name, f1, cases(f"{name}: {who}", theirs)))
        self.suggested.show_figures(figures)
        self.assistance.show_numbers("Suggested or by hand: shared with the other, kept in review")

    def _show_labels(self, whole: "Scores", read: Read, narrowed: Narrowed) -> None:
        names = LabelNames(self.session.label_set)
        ranked = sorted(
            ((label, f1) for label, f1 in whole.labels.items() if f1.value is not None),
            key=lambda one: one[1].value or 0,
        )
        if not ranked:
            self.by_label.show_why("")
            return
        who = _who(read)

        def door(label: str) -> PlacesBehind:
            return cases(f"{names.name(label)}: {who}", narrowed, either=label)

        self.labels.show_bars(
            [
                Bar(
                    names.name(label),
                    f1.value or 0,
                    show_number(f1.value),
                    names.colour(label),
                    door(label),
                    f1.low,
                    f1.high,
                )
                for label, f1 in ranked[:_LABELS_AT_MOST]
            ],
            most=1.0,
        )
        self.by_label.show_numbers("By label, the hardest first")

    def _show_drift(
        self,
        picture: Picture,
        drift: "Sequence[Drift]",
        names: dict[str | None, str],
        narrowed: Narrowed,
        caption: str,
    ) -> None:
        told = [one for one in drift if one.early.value is not None and one.late.value is not None]
        if not told:
            picture.show_why("")
            return
        rows = [f"{named(names, one.first)}, {named(names, one.second)}" for one in told]
        matrix = picture.chart
        assert isinstance(matrix, Matrix)

        def half(words: str, f1: "F1", one: "Drift", documents: frozenset[str]) -> Cell:
            shade = (f1.value or 0) ** 2 * 0.8
            return Cell(show_number(f1.value), shade, door(words, one, documents), _told(f1))

        def door(words: str, one: "Drift", documents: frozenset[str]) -> PlacesBehind:
            these = replace(narrowed, documents=documents)
            return cases(words, these, first=one.first, second=one.second)

        cells = [
            [
                half(f"{row}: early articles", one.early, one, one.early_documents),
                half(f"{row}: late articles", one.late, one, one.late_documents),
                Cell(
                    _change_words(one.change),
                    0.0,
                    door(row, one, one.early_documents | one.late_documents),
                    _change_told(one.change),
                ),
            ]
            for row, one in zip(rows, told, strict=True)
        ]
        matrix.show_cells(rows, ["early", "late", "change"], cells)
        picture.show_numbers(caption)

    def _show_over_time(self, periods: "Sequence[PeriodScore]", narrowed: Narrowed) -> None:
        from annotator.ui.charts.lines import Lines  # late: `read` has loaded it

        if self.over_time is None:
            chart = Lines("Agreement over time", month_words, count_tick, self)
            self.over_time = self.add_picture(chart)
        chart = self.over_time.chart  # type: ignore[assignment]
        assert isinstance(chart, Lines)
        lines = make_lines(periods, narrowed)
        if len({point.day for line in lines for point in line.points}) < 2:
            self.over_time.show_why("")
            return
        chart.show_lines(lines, most=1.0)
        self.over_time.show_numbers("Month by month, by when the second of two finished")


def _who(read: Read) -> str:
    """Return who is behind what is about all: the two there are, or each two of several."""
    if len(read.now.pairs) > 1:
        return "each two who have done the same article"
    pair = read.now.pairs[0]
    return f"{named(read.names, pair.first)} and {named(read.names, pair.second)}"


def _door_of_all(id: str, name: str, read: Read, narrowed: Narrowed) -> PlacesBehind:
    """Return what is behind a figure: the spans of each two as they answer each other; of what is
    said of relations, the relations."""
    words = f"{name}: {_who(read)}"
    if id != "relation_f1":
        return cases(words, narrowed)
    people = dict.fromkeys(one for pair in read.now.pairs for one in (pair.first, pair.second))
    theirs = replace(
        narrowed,
        annotators=tuple(people),
        statuses=narrowed.statuses or ("finished",),
        documents=read.now.documents,
    )
    return relations(words, theirs)


def make_lines(periods: "Sequence[PeriodScore]", narrowed: Narrowed) -> "list[Line]":
    """Return a line for spans and one for relations, with their intervals; behind a month are its
    articles."""
    from annotator.ui.charts.lines import Line, Point

    def door(period: "PeriodScore") -> object:
        month = month_words(date.fromisoformat(period.period))
        return among(f"done by two, {month}", narrowed, period.documents)

    def line(name: str, scores: "list[tuple[PeriodScore, F1]]") -> Line:
        return Line(
            name,
            [
                Point(
                    date.fromisoformat(period.period),
                    f1.value,
                    f"{_told(f1)}, {count_words(period.articles, 'article')}",
                    door(period),
                    f1.low if f1.low is not None else f1.value,
                    f1.high if f1.high is not None else f1.value,
                )
                for period, f1 in scores
                if f1.value is not None
            ],
        )

    spans = line("spans", [(one, one.span_f1) for one in periods])
    relations = line("relations", [(one, one.relation_f1) for one in periods])
    return [one for one in (spans, relations) if one.points]


def _figure(name: str, f1: "F1", door: object) -> Figure:
    why = WHY_WORDS[f1.why] if f1.why else ""
    interval = show_interval(f1.low, f1.high)
    return Figure(name, show_number(f1.value), interval, None if why else door, why)


def _told(f1: "F1") -> str:
    interval = show_interval(f1.low, f1.high)
    return f"{show_number(f1.value)} ({interval})" if interval else show_number(f1.value)


def _change_words(change: tuple[float, float, float] | None) -> str:
    if change is None:
        return ""
    return show_number(change[0]) if change[0] < 0 else f"+{show_number(change[0])}"


def _change_told(change: tuple[float, float, float] | None) -> str:
    return (
        "too few articles to tell"
        if change is None
        else f"{_change_words(change)} ({show_interval(*change[1:])})"
    )
