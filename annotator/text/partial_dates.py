"""Dates as far as they are said: a year, a month or a day."""

import datetime
import re

_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def is_partial_date(written: str) -> bool:
    """Tell whether this is a year, a month or a day that exists: 2017, 2017-03, 2017-03-24."""
    if not _SHAPE.fullmatch(written):
        return False
    try:
        datetime.date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return False
    return True
