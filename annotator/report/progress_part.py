"""The part of a report about how far the project is: by state, by annotator, over time."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from annotator.messages.forecast_words import forecast_words
from annotator.report.corpus_findings import CorpusFindings
from annotator.report.count_tables import some_of
from annotator.report.findings import Findings
from annotator.report.line_pictures import Line, Stop, Tick, draw_lines
from annotator.report.markup import Html, element, table
from annotator.report.pictures import Part, draw_parts
from annotator.report.words import counted, named, share_words

_LINES = 8
"""Of whoever has finished most; more are not told apart."""


def progress_part(findings: Findings) -> Iterator[Html]:
    """Yield articles by state, what each annotator has done, and what was done when."""
    corpus = findings.corpus
    if not corpus.states.all:
        yield element("p", "The project has no articles yet.")
        return
    yield from _states(corpus)
    rows = [
        (named(findings, one.annotator), one.finished, one.in_progress, one.spans, one.relations)
        for one in corpus.people
    ]
    yield table(("", "articles done", "in progress", "spans", "relations"), rows)
    yield from _over_time(findings)


def _states(corpus: CorpusFindings) -> Iterator[Html]:
    states = corpus.states
    parts = [
        Part("reviewed", states.reviewed),
        Part("done", states.finished),
        Part("in progress", states.in_progress),
        Part("to do", states.new),
    ]
    yield draw_parts("Articles by state", parts)
    rows = [(one.name, one.size, share_words(one.size, states.all)) for one in parts]
    yield table(("", "articles", "share"), rows)
    waiting = f" {counted(states.waiting, 'article')} of those done wait for a review."
    told = corpus.forecast
    words = forecast_words(told.why, told.per_day, told.early, told.likely, told.late)
    yield element("p", f"{words}{waiting if states.waiting else ''}")


def _over_time(findings: Findings) -> Iterator[Html]:
    by_day = findings.corpus.by_day
    days = [date.fromisoformat(one) for one in by_day.days]
    if len(days) < 2:
        return
    ranked = sorted(by_day.counts, key=lambda who: -sum(by_day.counts[who]))[:_LINES]
    totals = {who: list(accumulate(by_day.counts[who])) for who in ranked}
    lines = [
        Line(
            named(findings, who),
            [Stop(day.toordinal(), done) for day, done in zip(days, totals[who], strict=True)],
        )
        for who in ranked
    ]
    most = max(done[-1] for done in totals.values())
    yield element("h3", "Done over time")
    yield draw_lines(
        "Annotation sets finished over time",
        lines,
        [Tick(day.toordinal(), day.isoformat()) for day in days],
        [Tick(0, "0"), Tick(most, f"{most:,}")],
    )
    rows = list(zip((day.isoformat() for day in days), *totals.values(), strict=True))
    yield table(("until", *(one.name for one in lines)), some_of(rows))
    if by_day.came_finished:
        words = f"Without {counted(by_day.came_finished, 'set')} that came in finished."
        yield element("p", words, class_="quiet")
