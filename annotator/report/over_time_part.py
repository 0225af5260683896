"""The parts of a report about how things went: agreement month by month, and pace."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from annotator.messages.agreement_words import show_interval, show_number
from annotator.report.findings import Findings
from annotator.report.line_pictures import Line, Stop, Tick, draw_lines
from annotator.report.markup import Html, element, table
from annotator.report.words import figure, named, range_words

if TYPE_CHECKING:
    from annotator.project.overview.agreement import Drift, PeriodScore
    from annotator.project.overview.pace import Pace
    from annotator.review.agreement import F1

_TENTHS = [Tick(at / 10, f"{at / 10:.1f}") for at in range(0, 11, 2)]
_LEAST_SECONDS = 180
"""Of a day; less time says nothing about its pace."""


def has_agreement_over_time(findings: Findings) -> bool:
    """Tell whether there is anything to say of agreement over time."""
    found = findings.over_time
    return len(found.periods) > 1 or any(map(_is_told, (*found.drift, *found.from_curated)))


def agreement_over_time_part(findings: Findings) -> Iterator[Html]:
    """Yield agreement by month, and of earlier articles against later ones."""
    found = findings.over_time
    if len(found.periods) > 1:
        yield from _months(found.periods)
    for heading, drift in (
        ("Early and late articles", found.drift),
        ("Early and late articles, with the curated set", found.from_curated),
    ):
        told = [one for one in drift if _is_told(one)]
        if told:
            yield element("h3", heading)
            yield _drift_table(findings, told)


def _months(periods: "Sequence[PeriodScore]") -> Iterator[Html]:
    lines = [
        Line(name, [_stop(day, f1) for day, f1 in scores if f1.value is not None])
        for name, scores in (
            ("spans", [(one.period, one.span_f1) for one in periods]),
            ("relations", [(one.period, one.relation_f1) for one in periods]),
        )
    ]
    below = [Tick(_ordinal(one.period), one.period[:7]) for one in periods]
    yield draw_lines("F1 by the month in which the second of two finished", lines, below, _TENTHS)
    rows = [
        (
            one.period[:7],
            one.articles,
            figure(one.span_f1.value),
            range_words(one.span_f1),
            figure(one.relation_f1.value),
            range_words(one.relation_f1),
        )
        for one in periods
    ]
    head = ("month", "articles", "spans: F1", "95 % interval", "relations: F1", "95 % interval")
    note = "An article counts in the month in which the second of two finished it; what came in"
    yield table(head, rows, note=f"{note} finished, from a file, is left out.")


def _stop(day: str, f1: "F1") -> Stop:
    return Stop(_ordinal(day), f1.value or 0.0, f1.low, f1.high)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _is_told(drift: "Drift") -> bool:
    return drift.early.value is not None and drift.late.value is not None


def _drift_table(findings: Findings, drift: "Sequence[Drift]") -> Html:
    rows = [
        (
            f"{named(findings, one.first)} and {named(findings, one.second)}",
            one.articles,
            figure(one.early.value),
            figure(one.late.value),
            *_change(one.change),
        )
        for one in drift
    ]
    head = ("", "articles", "first half", "second half", "change", "95 % interval")
    return table(head, rows, note="Halves of the articles, as they were finished; F1 of spans.")


def _change(change: tuple[float, float, float] | None) -> tuple[str, str]:
    if change is None:
        return "", ""
    sign = "+" if change[0] >= 0 else ""
    return f"{sign}{show_number(change[0])}", show_interval(*change[1:])


# ---- pace ---------------------------------------------------------------------------------------


def pace_part(findings: Findings) -> Iterator[Html]:
    """Yield the figures of those whose pace is told, and what an hour brought them by day."""
    paces = [(named(findings, who), pace) for who, pace in findings.over_time.paces]
    known = [(name, pace) for name, pace in paces if pace.hours]
    if not known:
        yield element("p", "There is no work in the history to reckon a pace from.")
        return
    lines = [Line(name, _days(pace)) for name, pace in known]
    days = sorted({int(stop.along) for line in lines for stop in line.stops})
    if len(days) > 1:
        most = max(stop.up for line in lines for stop in line.stops)
        top = _round_up(most)
        beside = [Tick(at, f"{at:,.0f}") for at in (0, top / 2, top)]
        below = [Tick(day, date.fromordinal(day).isoformat()) for day in days]
        yield draw_lines("Spans an hour, day by day", lines, below, beside)
    rows = [
        (
            name,
            f"{pace.hours:,.1f}",
            len(pace.sessions),
            _rate(pace.spans_per_hour),
            _rate(pace.words_per_hour),
            _rate(pace.acts_per_span),
            f"{pace.time_per_article.median / 60:,.1f}" if pace.time_per_article.total else "–",
        )
        for name, pace in known
    ]
    head = ("", "hours", "sittings", "spans an hour", "words an hour", "acts a span",
            "minutes an article")  # fmt: skip
    yield table(head, rows)
    rest = known[0][1].idle_minutes
    note = (
        f"Time counts from the first to the last act of a sitting; a rest of more than {rest:g}"
        " minutes ends one and is left out. Minutes: half of the articles took no more."
    )
    yield element("p", note, class_="quiet")


def _days(pace: "Pace") -> list[Stop]:
    """Return the spans an hour of each day, in order."""
    seconds: dict[str, int] = {}
    spans: dict[str, int] = {}
    for one in pace.sessions:
        seconds[one.day] = seconds.get(one.day, 0) + one.seconds
        spans[one.day] = spans.get(one.day, 0) + one.spans
    return [
        Stop(_ordinal(day), spans[day] * 3600 / seconds[day])
        for day in sorted(seconds)
        if seconds[day] >= _LEAST_SECONDS
    ]


def _round_up(most: float) -> float:
    """Return a round number at or above another, 1 at least."""
    power = 1.0
    while True:
        for nice in (1, 2, 4, 5, 10):
            if nice * power >= most:
                return nice * power
        power *= 10


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
