"""When the rest of a project may be done, and how sure that is."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

import numpy as np

from annotator.project.overview.sheets import Numbers

DAYS = 28
"""Days looked back on, the last of them the day of the last finished article or today."""
FEWEST_DAYS = 3
"""On fewer days with something finished there is no pace to speak of."""
FARTHEST = 3_650
"""Days: what is farther away is not told."""
_DRAWS = 2_000
_LEVELS = (10, 50, 90)
_SEED = 20170124


class Forecast(NamedTuple):
    """The days (ISO) by which the rest is done in one, five and nine of ten draws.

    How it is reckoned: the last four weeks are looked at day by day, days on which nobody worked
    included, or fewer where the first article was finished later. Two thousand times days are
    drawn from them with replacement, one after the other, until as many articles are finished as
    are left. It knows of no holidays to come and no new colleagues: it says what the pace of those
    weeks would mean.
    """

    left: int
    """Articles that nobody has finished."""
    per_day: float = 0.0
    """Articles finished a day in those weeks."""
    early: str | None = None
    likely: str | None = None
    late: str | None = None
    """None as well where it is more than ten years away."""
    why: Literal["", "done", "too little", "too far"] = ""
    """Why there is no day: nothing is left, or it was finished on fewer than three days."""


def forecast(left: int, finished: Mapping[str, int], today: date) -> Forecast:
    """Return when `left` articles may be done; `finished`: day (ISO) -> articles finished first
    on it."""
    if not left:
        return Forecast(0, why="done")
    start = today - timedelta(days=DAYS - 1)
    known = {date.fromisoformat(day): count for day, count in finished.items() if count}
    counts = {day: count for day, count in known.items() if start <= day <= today}
    if len(counts) < FEWEST_DAYS:
        return Forecast(left, why="too little")
    first = max(start, min(known))
    span = (today - first).days + 1
    daily = np.array([counts.get(first + timedelta(days=day), 0) for day in range(span)])
    took = _draw(left, daily)
    early, likely, late = (
        _day(today, days) for days in np.percentile(took, _LEVELS, method="higher").tolist()
    )
    per_day = float(daily.mean())
    return Forecast(left, per_day, early, likely, late, "" if likely else "too far")


def _draw(left: int, daily: Numbers) -> Numbers:
    """Return for each draw how many days pass until so many are done, `FARTHEST` at most."""
    random = np.random.default_rng(_SEED)
    rest = np.full(_DRAWS, left)
    took = np.zeros(_DRAWS, np.int64)
    for _ in range(FARTHEST):
        is_open = rest > 0
        if not is_open.any():
            break
        took += is_open
        rest -= random.choice(daily, _DRAWS)
    took[rest > 0] = FARTHEST
    return took


def _day(today: date, days: float) -> str | None:
    return None if days >= FARTHEST else (today + timedelta(days=int(days))).isoformat()
