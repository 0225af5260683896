"""Which backups are kept: by number, day and week, and never none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.backup import Backup
from annotator.storage.backups.folder import (
    DAYS_KEPT,
    NEWEST_KEPT,
    WEEKS_KEPT,
    folder_of,
    list_backups,
    next_name,
    superfluous,
)

NOON = datetime(2026, 1, 24, 12, tzinfo=UTC)


def made(*hours: float, size: int = 10) -> list[Backup]:
    """Return backups, newest first, made so many hours before noon; the first is the newest."""
    return [
        Backup(len(hours) - place, NOON - timedelta(hours=before), Path(f"{place}"), size)
        for place, before in enumerate(hours)
    ]


def kept(backups: list[Backup], limit: int = 10**9) -> list[int]:
    gone = {one.number for one in superfluous(backups, limit)}
    return [one.number for one in backups if one.number not in gone]


def test_of_one_hour_the_newest_ten_stay() -> None:
    backups = made(*(minute / 60 for minute in range(0, 60, 2)))
    assert kept(backups) == [one.number for one in backups[:NEWEST_KEPT]]


def test_the_last_of_each_day_and_week_stays() -> None:
    backups = made(*range(0, 24 * 60, 6))
    dates = [one.at.date() for one in backups if one.number in kept(backups)]
    assert len({*dates}) >= DAYS_KEPT
    assert len({one.isocalendar()[:2] for one in dates}) == WEEKS_KEPT
    newest_days = sorted({one.at.date() for one in backups}, reverse=True)[:DAYS_KEPT]
    for day in newest_days:
        last = max((one for one in backups if one.at.date() == day), key=lambda one: one.number)
        assert last.number in kept(backups)


def test_the_oldest_go_where_they_take_too_much_room() -> None:
    backups = made(0, 1, 2, 3, size=100)
    assert kept(backups, 250) == [4, 3]
    assert kept(backups, 10) == [4], "the newest stays whatever its size"


def test_a_clock_set_back_takes_nothing_new() -> None:
    backups = made(*[24 * 365] * 3, *range(1, 30))
    assert {one.number for one in backups[:3]} <= set(kept(backups))


@given(st.lists(st.floats(0, 24 * 100), min_size=1, max_size=60), st.integers(0, 10_000))
def test_there_is_always_the_newest(hours: list[float], limit: int) -> None:
    backups = made(*hours)
    left = kept(backups, limit)
    assert left[0] == backups[0].number
    assert len(left) <= NEWEST_KEPT + DAYS_KEPT + WEEKS_KEPT
    again = [one for one in backups if one.number in left]
    assert kept(again, limit) == left, "what was kept once is kept when asked again"


def test_what_is_none_of_ours_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / next_name([], NOON)).write_bytes(b"x")
    for name in ("notes.txt", "000002 2026-99-24T12-00-00Z.annotator.zst", ".unfinished-1"):
        (tmp_path / name).write_bytes(b"x")
    (one,) = list_backups(tmp_path)
    assert (one.number, one.at, one.size) == (1, NOON, 1)
    assert next_name([one], NOON).startswith("000002 ")
    assert list_backups(tmp_path / "nowhere") == []


def test_two_projects_of_one_name_have_two_folders(tmp_path: Path) -> None:
    one = folder_of(tmp_path / "a" / "news.annotator", tmp_path)
    other = folder_of(tmp_path / "b" / "news.annotator", tmp_path)
    assert one != other
    assert {one.parent, other.parent} == {tmp_path}
    hostile = folder_of(tmp_path / "a" / ("../" + "é" * 300 + ".annotator"), tmp_path)
    assert hostile.parent == tmp_path
    assert len(hostile.name) < 60
