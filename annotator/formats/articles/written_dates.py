"""When an article appeared, from forms that can mean one day only; what is in doubt stays words.

Decision: "04.05.2025" is a day in April for some and in May for others. It is kept as written,
and believed only where another form on the same page proves one of the two.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import regex

from annotator.formats.articles.dates import date_in, date_of_line

_ISO = regex.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:(?!\d)|(?=\d{6}(?!\d)))")
_NUMERIC = regex.compile(r"(?<![\d.:/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d])")
_LONGEST = 200
KEY = "published_as_written"
"""Under which the date's own words are kept in `Meta.extra`."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """When something appeared: an ISO date if that is certain, and its own words if it has some."""

    published: str | None = None
    as_written: str | None = None
    is_ambiguous: bool = False
    """Whether the words can mean two days, and nothing says which."""


def date_from(exact: Iterable[str | None], words: Iterable[str | None] = ()) -> WrittenDate:
    """Return the date that is said; each in the order of trust.

    `exact` are the fields of machines, `words` what a reader sees. A field of machines that is
    itself ambiguous counts as words.
    """
    fields = [one.strip()[:_LONGEST] for one in exact if one and one.strip()]
    seen = [one.strip()[:_LONGEST] for one in words if one and one.strip()]
    said = next((one for one in map(iso_date, fields) if one), None)
    if said is not None:
        own = next((one for one in fields if iso_date(one) == said and one != said), None)
        return WrittenDate(said, next(iter(seen), own))
    return _from_words((*seen, *fields))


def _from_words(words: Sequence[str]) -> WrittenDate:
    """The first that is a date; one that can mean two days is proved by another that is certain."""
    certain = [(one, _certain(one)) for one in words]
    doubtful = next((one for one in words if _readings(one)), None)
    first = next(((one, date) for one, date in certain if date), None)
    if doubtful is not None:
        proof = next((date for _, date in certain if date in _readings(doubtful)), None)
        if proof is not None or first is None or words.index(doubtful) < words.index(first[0]):
            return WrittenDate(proof, doubtful, is_ambiguous=proof is None)
    if first is not None:
        return WrittenDate(first[1], first[0] if first[0] != first[1] else None)
    return WrittenDate(None, words[0] if words else None)


def _certain(words: str) -> str | None:
    return None if _readings(words) else _numeric(words) or date_of_line(words) or date_in(words)


def iso_date(value: str) -> str | None:
    """Return the day of a form that means one only: ISO 8601, RFC 5322; None: it is none.

    The day is the one that is written, whatever its time zone.
    """
    match = _ISO.match(value)
    if match:
        return _date(*map(int, match.groups()))
    if not value[:1].isalnum() or ":" not in value:
        return None
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _readings(words: str) -> tuple[str, ...]:
    """The two days that a date in digits can mean; none where it means one only, or is none."""
    match = _NUMERIC.search(words)
    if match is None:
        return ()
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if one == two or not (1 <= one <= 12 and 1 <= two <= 12):
        return ()
    year += 0 if year > 99 else 2000
    return tuple(filter(None, (_date(year, one, two), _date(year, two, one))))


def _numeric(words: str) -> str | None:
    """Return the day of a date in digits that can mean one only, as 24.05.2025."""
    match = _NUMERIC.search(words)
    if match is None or len(match[4]) != 4:
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    return _date(year, one, two) if two > 12 else _date(year, two, one)


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
