"""Filters act on pace and forecast too: on projects by chance whose history is spread over weeks,
each number is what plain rows of the file give that are gone through anew here."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import orjson
import pytest

from annotator.project.overview.forecast import Forecast
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.pace import Pace
from annotator.project.project import Project
from annotator.text.tokens import words
from tests.project.overview.invented import PEOPLE, invent, rows
from tests.project.overview.test_filters import Told, by_chance

_BEGIN = datetime.fromisoformat("2026-10-20T08:00:00+00:00")
_RESTS = (0, 3, 20, 45, 290, 300, 301, 900, 9_000, 80_000)
"""Seconds between two acts."""


def day_of(at: int) -> date:
    """By the clock of this machine."""
    return datetime.fromtimestamp(at, UTC).astimezone().date()


class Done(NamedTuple):
    """An act on one article."""

    at: int
    who: str
    document: str
    edit: dict[str, Any]
    annotation_set: str | None

    @property
    def day(self) -> str:
        return day_of(self.at).isoformat()


def spread_over_weeks(random: Random, project: Project) -> None:
    """Say that the acts were done one after the other, with shorter and longer rests between."""
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        at = _BEGIN
        for (seq,) in connection.execute("SELECT seq FROM history ORDER BY seq").fetchall():
            at += timedelta(seconds=random.choice(_RESTS))
            told = at.isoformat(timespec="milliseconds")
            connection.execute("UPDATE history SET at = ? WHERE seq = ?", (told, seq))
        connection.commit()


def history(project: Project) -> list[Done]:
    found = rows(
        project,
        "SELECT unixepoch(at), annotator, document, edit, annotation_set FROM history"
        " WHERE document IS NOT NULL ORDER BY seq",
    )
    return [Done(*one[:3], orjson.loads(one[3]), one[4]) for one in found]


def parts_of(edit: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The edits that an edit is made of, in order."""
    if "edits" in edit:
        for one in edit["edits"]:
            yield from parts_of(one)
    else:
        yield edit


def spans_made(acts: Sequence[Done]) -> int:
    return sum(part["edit"] == "AddSpan" for act in acts for part in parts_of(act.edit))


def finished_at(acts: Sequence[Done]) -> dict[str, int]:
    """Set (id) -> when it was finished, of those whose last word is that they are."""
    said: dict[str, tuple[str, int]] = {}
    for act in acts:
        for part in parts_of(act.edit):
            status = part.get("status") or part.get("state", {}).get("status")
            if status and act.annotation_set:
                said[act.annotation_set] = (status, act.at)
    return {id: at for id, (status, at) in said.items() if status == "finished"}


def is_asked(narrowed: Narrowed, day: str) -> bool:
    until = narrowed.worked_until
    return narrowed.worked_since <= day and (not until or day[: len(until)] <= until)


def sessions_of(acts: Sequence[Done]) -> list[list[Done]]:
    """Acts in order, parted where the rest is longer than five minutes."""
    parted = [list(acts[:1])] if acts else []
    for before, after in pairwise(acts):
        if after.at - before.at > 300:
            parted.append([])
        parted[-1].append(after)
    return parted


def check_pace(project: Project, narrowed: Narrowed, who: str, found: Pace) -> None:
    acts = history(project)
    times = {one for (one,) in rows(
        project, "SELECT annotator FROM second_times WHERE of = ?", who
    )}  # fmt: skip
    told = Told(project, replace(narrowed, annotators=(who, *times)))
    articles = {one[0] for one in told.articles}
    if narrowed.statuses:
        articles &= {document for document, *_ in told.sets.values()}
    if narrowed.worked_since or narrowed.worked_until:
        articles &= {
            one.document for one in acts
            if one.who in {who, *times} and is_asked(narrowed, one.day)
        }  # fmt: skip
    mine = [
        one for one in acts
        if one.who == who and one.document in articles and is_asked(narrowed, one.day)
    ]  # fmt: skip
    parted = sessions_of(mine)
    begins = [one[0].at for one in parted]
    texts = rows(project, "SELECT id, text FROM documents")
    lengths = {id: sum(1 for _ in words(text)) for id, text in texts}
    done: list[list[str]] = [[] for _ in parted]
    all_done = set()
    for id, at in finished_at(acts).items():
        if id not in told.sets or told.sets[id][2] != "finished":
            continue
        document = told.sets[id][0]
        day = day_of(at).isoformat()
        if document in articles and is_asked(narrowed, day) and parted:
            all_done.add(document)
            before = sum(begin <= at for begin in begins)
            if before:
                done[before - 1].append(document)
    expected = [
        (acts[0].day, acts[0].at, acts[-1].at - acts[0].at, len(acts), spans_made(acts),
         sum(lengths[one] for one in over), len(over))
        for acts, over in zip(parted, done, strict=True)
    ]  # fmt: skip
    assert [tuple(one) for one in found.sessions] == expected, narrowed
    assert found.finished == {one for over in done for one in over}, narrowed
    seconds: Counter[str] = Counter()
    worked: dict[str, set[str]] = {}
    for session in parted:
        worked.setdefault(session[0].day, set()).update(one.document for one in session)
        for before, after in pairwise(session):
            seconds[after.document] += after.at - before.at
    assert found.worked_on == worked, narrowed
    assert found.timed == {one for one in all_done if seconds[one]}, narrowed
    took = sorted(seconds[one] for one in found.timed)
    spread = found.time_per_article
    assert spread.total == len(took)
    if took:
        assert (spread.least, spread.most) == (took[0], took[-1]), narrowed
        middle = len(took) // 2
        assert spread.median == (took[middle] + took[-1 - middle]) / 2, narrowed


def check_forecast(project: Project, narrowed: Narrowed, today: date, found: Forecast) -> None:
    told = Told(project, narrowed)
    finished = finished_at(history(project))
    first: dict[str, int] = {}
    for id, (document, _, status, _) in told.sets.items():
        if status == "finished" and id in finished:
            first[document] = min(finished[id], first.get(document, finished[id]))
    states = told.states()
    left = states["new"] + states["in_progress"]
    assert found.left == left, narrowed
    if not left:
        assert found == Forecast(0, why="done"), narrowed
        return
    days = Counter(day_of(at) for at in first.values())
    begin = max(today - timedelta(days=27), min(days, default=today))
    counts = [days[begin + timedelta(days=at)] for at in range((today - begin).days + 1)]
    if sum(map(bool, counts)) < 3:
        assert found == Forecast(left, why="too little"), narrowed
        return
    assert found.per_day == pytest.approx(sum(counts) / len(counts)), narrowed
    chances = chances_of_done(left, counts)
    for day, level in zip((found.early, found.likely, found.late), (0.1, 0.5, 0.9), strict=True):
        assert day is not None, narrowed
        after = (date.fromisoformat(day) - today).days
        # Two thousand draws are near it, and not it.
        assert chances[after] > level - 0.04, narrowed
        assert chances[after - 1] < level + 0.04, narrowed


def chances_of_done(left: int, counts: Sequence[int]) -> list[float]:
    """How likely it is that all is done after so many days, each like one of these: exactly."""
    rest = {left: 1.0}
    chances = [0.0]
    while chances[-1] < 0.999:
        after: Counter[int] = Counter()
        for open_, chance in rest.items():
            for count in counts:
                after[max(0, open_ - count)] += chance / len(counts)  # type: ignore[assignment]
        rest = dict(after)
        chances.append(rest.get(0, 0.0))
    return [*chances, 1.0]


def in_time_by_chance(random: Random, project: Project) -> Narrowed:
    """Some filters, among them days on which somebody worked."""
    days = sorted({one.day for one in history(project)})
    since, until = sorted(random.choices(days, k=2))
    return replace(
        by_chance(random, project),
        worked_since=since if random.random() < 0.3 else "",
        worked_until=random.choice(("", "", "", until, until[:7])),
    )


@pytest.mark.parametrize("seed", range(4))
def test_pace_and_forecast_under_filters_are_what_the_rows_give(tmp_path: Path, seed: int) -> None:
    random = Random(200 + seed)
    with invent(tmp_path, 40 + seed) as project:
        spread_over_weeks(random, project)
        overview = project.overview
        last = datetime.fromtimestamp(history(project)[-1].at, UTC).astimezone()
        paces = forecasts = 0
        for _ in range(15):
            narrowed = in_time_by_chance(random, project)
            for name in PEOPLE:
                who = project.assignments.person(name).id
                pace = overview.pace_of(who, narrowed)
                check_pace(project, narrowed, who, pace)
                paces += bool(pace.hours and pace.finished)
            now = replace(narrowed, worked_since="", worked_until="")
            today = last + timedelta(days=random.randrange(9))
            forecast = overview.forecast(now, today=today)
            check_forecast(project, now, today.date(), forecast)
            forecasts += forecast.likely is not None
        assert paces > 5 and forecasts
