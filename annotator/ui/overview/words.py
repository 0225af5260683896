"""How numbers and days are written on the overview."""

from datetime import date

from annotator.ui.models.article_words import date_words, locale


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return date_words(day.isoformat())


def month_words(day: date) -> str:
    """Return the month of a day as people write it."""
    return date_words(day.isoformat()[:7])


def share_words(share: float) -> str:
    """Return 0.284 as "28 %", and what is less than one in a hundred as that."""
    percent = 100 * share
    if 0 < percent < 1:
        return "< 1 %"
    return f"{locale().toString(percent, 'f', 0)} %"


def count_tick(count: float) -> str:
    """Return a count as an axis has it."""
    return locale().toString(float(count), "f", 0 if count == int(count) else 1)
