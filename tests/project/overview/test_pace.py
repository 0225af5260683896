"""How fast somebody works, on a history whose times are known."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus, Together
from annotator.model.span import Span
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.text.tokens import words
from tests.builders import TEXT
from tests.project.building import make_documents, make_project

MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def span(number: int) -> AddSpan:
    return AddSpan(Span(f"s{number}", "p", ((number, number + 2),)))


def set_times(path: Path, seconds: Sequence[int]) -> None:
    """Say when the acts of the history were, in order."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT seq FROM history WHERE document IS NOT NULL ORDER BY seq"
        ).fetchall()
        assert len(rows) == len(seconds)
        for (seq,), after in zip(rows, seconds, strict=True):
            at = (MORNING + timedelta(seconds=after)).isoformat(timespec="milliseconds")
            connection.execute("UPDATE history SET at = ? WHERE seq = ?", (at, seq))
        connection.commit()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ilse finishes d0 in a first session and d1 in a second; jon does something in between."""
    with make_project(tmp_path, make_documents(3)) as made:
        made.apply(span(0), "d0")
        made.apply(Together((span(4), span(8))), "d0")
        made.apply(SetStatus("finished"), "d0")
        made.sign_in("jon")
        made.apply(span(20), "d0")
        made.sign_in("ilse")
        made.apply(span(12), "d1")
        made.undo()
        made.redo()
        made.apply(SetStatus("finished"), "d1")
    set_times(made.path, [0, 60, 100, 110, 1000, 1030, 1060, 1300])
    with Project.open(made.path, annotator="ilse") as opened:
        yield opened


def test_sessions(project: Project) -> None:
    pace = project.overview.for_me().my_pace()
    in_d0, in_d1 = (sum(1 for _ in words(f"{number}. {TEXT}")) for number in (0, 1))
    first, second = pace.sessions
    assert first[2:] == (100, 3, 3, in_d0, 1)
    # What is done again was made before.
    assert second[2:] == (300, 4, 1, in_d1, 1)
    assert first.begin == int(MORNING.timestamp())
    assert first.day == MORNING.astimezone().date().isoformat()
    assert pace.hours == 400 / 3600
    assert pace.spans_per_hour == pytest.approx(4 * 9)
    assert pace.words_per_hour == pytest.approx((in_d0 + in_d1) * 9)
    assert pace.acts_per_span == 7 / 4
    assert (pace.time_per_article.total, pace.time_per_article.least) == (2, 100)
    assert pace.time_per_article.most == 300


def test_another_rest_is_allowed(project: Project) -> None:
    overview = project.overview
    assert len(overview.my_pace(idle_minutes=20).sessions) == 1
    short = overview.my_pace(idle_minutes=0.75)
    assert [one.seconds for one in short.sessions] == [0, 40, 60, 0]
    assert sum(one.articles for one in short.sessions) == 2


def test_of_some_articles_and_days(project: Project) -> None:
    overview = project.overview
    only = overview.my_pace(Narrowed(documents=frozenset({"d1"})))
    assert [one.seconds for one in only.sessions] == [300]
    assert overview.my_pace(Narrowed(worked_since="2026-12")).sessions == ()
    assert (
        len(overview.my_pace(Narrowed(worked_since="2026-11", worked_until="2026")).sessions) == 2
    )


def test_nobody_sees_the_pace_of_others_in_the_window(project: Project) -> None:
    jon = project.assignments.person("jon").id
    assert project.overview.pace_of(jon).sessions[0].acts == 1
    with pytest.raises(ValueError, match="oneself"):
        project.overview.for_me().pace_of(jon)


@pytest.mark.parametrize("at", ["", "yesterday", "0000-01-01T00:00:00", "9999-12-31T23:59:59Z"])
def test_what_is_no_time_is_left_out(project: Project, at: str) -> None:
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute("UPDATE history SET at = ? WHERE document = 'd0'", (at,))
        connection.commit()
    overview = project.overview
    assert [one.articles for one in overview.my_pace().sessions] == [1]
    assert overview.by_day().totals == (1,)
    assert overview.by_day().came_finished == 1
    assert overview.by_state(Narrowed(worked_since="2026")).all == 1


def test_no_pace(tmp_path: Path) -> None:
    with make_project(tmp_path, []) as project:
        pace = project.overview.my_pace()
        assert pace.sessions == ()
        assert (pace.spans_per_hour, pace.words_per_hour, pace.acts_per_span) == (None, None, None)
    with Project.open(project.path) as nobody:
        assert nobody.overview.my_pace().sessions == ()
