"""How fast somebody works, reckoned from the history."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import FINISHED, Mask, Numbers
from annotator.project.overview.spread import NOTHING, Spread, spread
from annotator.project.overview.timeline import Timeline, local_day
from annotator.project.overview.words import WordCounts

IDLE_MINUTES = 5
"""A longer rest between two acts is no work."""


class Session(NamedTuple):
    """Acts without a longer rest between two of them."""

    day: str
    """The local day (ISO) on which it began."""
    begin: int
    """Seconds since 1970, UTC."""
    seconds: int
    """From its first act to its last."""
    acts: int
    spans: int
    """Made in it."""
    words: int
    """Of the articles that were finished in it."""
    articles: int
    """Finished in it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast somebody works.

    How it is reckoned: the time between two acts of theirs counts, unless it is longer than the
    rest that is allowed (five minutes), which ends a session; nothing is added for what was read
    before the first act of a session. It counts for the article of the later act. Words (of
    `text.tokens`, punctuation included) are those of articles that are finished now, in the session
    in which they were. What was undone was work all the same; what was done again was made once.
    Acts that are not about one article (imports, changes of the labels) do not count, nor what came
    in finished. Where statuses are asked for, what was done on articles whose set is in one of them
    counts; labels make no difference: time is not of one label.
    """

    idle_minutes: float
    sessions: tuple[Session, ...] = ()
    """In order."""
    time_per_article: Spread = NOTHING
    """Seconds, of the articles that are finished."""
    worked_on: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The day on which sessions began -> the articles (ids) worked on in them."""
    finished: frozenset[str] = frozenset()
    """The articles (ids) that were finished in a session."""
    timed: frozenset[str] = frozenset()
    """Those that `time_per_article` is of."""

    @property
    def hours(self) -> float:
        """Of all sessions."""
        return sum(one.seconds for one in self.sessions) / 3600

    @property
    def spans_per_hour(self) -> float | None:
        """Spans made; None where there is no time to speak of."""
        return self._per_hour(sum(one.spans for one in self.sessions))

    @property
    def words_per_hour(self) -> float | None:
        """Words of finished articles, as above."""
        return self._per_hour(sum(one.words for one in self.sessions))

    @property
    def acts_per_span(self) -> float | None:
        """Acts for each span made; None where none was."""
        spans = sum(one.spans for one in self.sessions)
        return sum(one.acts for one in self.sessions) / spans if spans else None

    def _per_hour(self, count: int) -> float | None:
        return count / self.hours if self.hours else None


def measure_pace(
    scope: Scope,
    timeline: Timeline,
    words: WordCounts,
    annotator: str,
    idle_minutes: float = IDLE_MINUTES,
) -> Pace:
    """Return the pace of an annotator (id) on the articles that count, in a scope that is narrowed
    down to their own sets and those of their second times."""
    acts = _acts_of(scope, timeline, annotator)
    if not len(acts.at):
        return Pace(idle_minutes)
    gaps = np.diff(acts.at, prepend=acts.at[0])
    is_first = gaps > 60 * idle_minutes
    is_first[0] = True
    gaps[is_first] = 0
    session = np.cumsum(is_first) - 1
    count = int(session[-1]) + 1
    begins = acts.at[is_first]
    finished = _finished(scope, timeline)
    # What was finished belongs to the session that had begun last.
    place = np.searchsorted(begins, finished.at, side="right") - 1
    within = place >= 0
    lengths = np.array([words.get(key, 0) for key in finished.documents.tolist()], np.int64)
    columns = (
        np.bincount(session, gaps, count),
        np.bincount(session, minlength=count),
        np.bincount(session, acts.spans, count),
        np.bincount(place[within], lengths[within], count),
        np.bincount(place[within], minlength=count),
    )
    rows = np.stack(columns, axis=1).astype(np.int64).tolist()
    sessions = tuple(
        Session(local_day(begin), begin, *row)
        for begin, row in zip(begins.tolist(), rows, strict=True)
    )
    seconds = np.bincount(acts.articles, gaps, len(scope.articles)).astype(np.int64)
    done = np.unique(finished.articles)
    timed = done[seconds[done] > 0]
    ids = scope.sheets.articles.ids
    worked_on: dict[str, set[str]] = defaultdict(set)
    for at, article in np.unique(np.stack((session, acts.articles), axis=1), axis=0).tolist():
        worked_on[sessions[at].day].add(ids[article])
    return Pace(
        idle_minutes,
        sessions,
        spread(seconds[timed]),
        {day: frozenset(documents) for day, documents in worked_on.items()},
        frozenset(ids[row] for row in finished.articles[within].tolist()),
        frozenset(ids[row] for row in timed.tolist()),
    )


class _Acts(NamedTuple):
    at: Numbers
    articles: Numbers
    """Rows of the sheets."""
    spans: Numbers


def _acts_of(scope: Scope, timeline: Timeline, annotator: str) -> _Acts:
    """Return the acts of an annotator on articles that count, in order of time."""
    at, who, what, spans = timeline.columns()
    names = timeline.names
    rows = np.full(len(names) + 1, -1, np.int64)
    worked = scope.article_rows
    if scope.narrowed.statuses:
        worked = np.unique(scope.sheets.sets.articles[scope.begun])
    for row in worked.tolist():
        number = names.get(scope.sheets.articles.ids[row])
        if number is not None:
            rows[number] = row
    # The last stands for acts that are not about one article.
    articles = rows[what]
    chosen = (who == names.get(annotator, -2)) & (articles >= 0)
    chosen &= _is_within(scope, at)
    order = np.argsort(at[chosen], kind="stable")
    return _Acts(at[chosen][order], articles[chosen][order], spans[chosen][order])


def _is_within(scope: Scope, at: Numbers) -> Mask:
    """Return which times are on the days that are asked for."""
    since, until = scope.narrowed.worked_since, scope.narrowed.worked_until
    if not (since or until):
        return np.ones(len(at), np.bool_)
    days = (local_day(one) for one in at.tolist())
    return np.array(
        [day >= since and (not until or day[: len(until)] <= until) for day in days], np.bool_
    )


class _Finished(NamedTuple):
    at: Numbers
    articles: Numbers
    documents: Numbers
    """Keys."""


def _finished(scope: Scope, timeline: Timeline) -> _Finished:
    """Return the sets that are finished and when they were."""
    sheets, sets = scope.sheets, scope.sheets.sets
    theirs = scope.begun & (sets.statuses == FINISHED)
    rows = [row for row in np.flatnonzero(theirs).tolist() if sets.ids[row] in timeline.finished]
    at = np.array([timeline.finished[sets.ids[row]] for row in rows], np.int64)
    articles = sets.articles[np.array(rows, np.int64)]
    within = _is_within(scope, at)
    return _Finished(at[within], articles[within], sheets.articles.keys[articles[within]])
