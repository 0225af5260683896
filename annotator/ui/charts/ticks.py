"""Where axes have their numbers and dates. No Qt."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import floor, log10

_STEPS = (1, 2, 5, 10)
_MONTHS = (1, 2, 3, 6, 12)


def count_ticks(most: float, about: int = 4) -> list[float]:
    """Return round numbers from 0 on, the last at or above `most`, about so many; whole ones where
    `most` is 2 or more."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / max(1, about)
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * one for one in _STEPS if unit * one >= rough)
    if most >= 2:
        step = max(1.0, step)
    ticks = [0.0]
    while ticks[-1] < most - step * 1e-9:
        ticks.append(round(len(ticks) * step, 10))
    return ticks


def day_ticks(
    first: date, last: date, at_most: int, written: Callable[[date], str]
) -> list[tuple[float, str]]:
    """Return at most so many (ordinal day, words) between two days, both included: days, weeks
    (Mondays), months or years as they fit."""
    for days in _steps(first, last):
        if 0 < len(days) <= max(1, at_most):
            return [(float(day.toordinal()), written(day)) for day in days]
    return [(float(first.toordinal()), written(first))]


def _steps(first: date, last: date) -> Iterator[list[date]]:
    span = (last - first).days
    yield [first + timedelta(one) for one in range(span + 1)]
    monday = first + timedelta(-first.weekday() % 7)
    for weeks in (1, 2):
        step = 7 * weeks
        yield [monday + timedelta(one) for one in range(0, (last - monday).days + 1, step)]
    for step in (*_MONTHS, 24, 60, 120, 240, 600):
        yield list(_month_firsts(first, last, step))


def _month_firsts(first: date, last: date, step: int) -> Iterator[date]:
    month = first.year * 12 + first.month - 1
    month += -month % step
    while month <= last.year * 12 + last.month - 1:
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last:
            yield day
        month += step
