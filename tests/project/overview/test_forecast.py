"""When the rest may be done."""

from datetime import date, timedelta

from annotator.project.overview.forecast import Forecast, forecast

TODAY = date(2026, 11, 29)


def days(*counts: int) -> dict[str, int]:
    """The last days, today last."""
    back = len(counts) - 1
    return {
        (TODAY - timedelta(days=back - at)).isoformat(): count for at, count in enumerate(counts)
    }


def test_a_steady_pace_is_sure() -> None:
    told = forecast(10, days(2, 2, 2, 2), TODAY)
    assert told == Forecast(10, 2.0, "2026-12-04", "2026-12-04", "2026-12-04")


def test_an_unsteady_pace_is_less_sure_and_the_longer_the_less() -> None:
    near, far = (forecast(left, days(8, 0, 0, 4, 0, 0, 2), TODAY) for left in (20, 200))
    for told in (near, far):
        assert told.early and told.likely and told.late
        assert TODAY.isoformat() < told.early < told.likely < told.late

    def width(told: Forecast) -> int:
        assert told.early and told.late
        return (date.fromisoformat(told.late) - date.fromisoformat(told.early)).days

    assert width(far) > width(near)
    assert near.per_day == 2


def test_it_is_the_same_each_time() -> None:
    counted = days(0, 8, 1, 0, 4, 0, 2)
    assert forecast(77, counted, TODAY) == forecast(77, counted, TODAY)


def test_why_there_is_none() -> None:
    assert forecast(0, days(1, 1, 1), TODAY).why == "done"
    assert forecast(5, days(3, 0, 3), TODAY).why == "too little"
    assert forecast(5, {}, TODAY).why == "too little"
    long_ago = {(TODAY - timedelta(days=100 + at)).isoformat(): 5 for at in range(9)}
    assert forecast(5, long_ago, TODAY).why == "too little"
    far = forecast(1_000_000, days(1, 1, 1), TODAY)
    assert (far.why, far.likely) == ("too far", None)


def test_weeks_on_which_nobody_worked_count_once_it_has_begun() -> None:
    begun = {(TODAY - timedelta(days=200)).isoformat(): 1}
    assert forecast(5, begun | days(7, 7, 7), TODAY).per_day == 21 / 28
    assert forecast(5, days(7, 7, 7), TODAY).per_day == 7


def test_days_off_slow_it_down() -> None:
    every_day = forecast(50, days(*[5] * 14), TODAY)
    week_days = forecast(50, days(*[5, 5, 5, 5, 5, 0, 0] * 2), TODAY)
    assert every_day.likely and week_days.likely
    assert every_day.likely < week_days.likely
