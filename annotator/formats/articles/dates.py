"""Date lines of news articles: "24 January, 2017" and its kin in the languages of the press."""

import datetime

import regex

from annotator.formats.articles.months import MONTH_NUMBERS

_MONTH = "|".join(sorted(map(regex.escape, MONTH_NUMBERS), key=len, reverse=True))
_BEFORE = r"(?:[\p{L}\p{M}'’.]+[,:،]?\s+){0,3}"
"""A weekday, a place, "Published:", "Veröffentlicht am"."""
_AFTER = (
    r"(?:\s*(?:г\.?|года))?"
    r"(?:[\s,،|–—-]+(?:[\p{L}.]{1,5}\s+)?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s*[\p{L}.]{1,5}){0,2})?"
)
"""A time of day, with its zone."""
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_DAY_MONTH = (
    rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?\s*(?:de\s+|of\s+)?"
    rf"(?P<month>{_MONTH})\.?,?\s+(?:de\s+|del\s+)?"
)
_MONTH_DAY = rf"(?P<month>{_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+"
_ISO = rf"{_YEAR}-(?P<month>\d{{2}})-{_DAY}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
_EAST_ASIAN = rf"{_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*{_DAY}\s*[日일]"
_EAST_ASIAN_TIME = r"(?:\s*[(（]\p{L}+[)）])?(?:\s*\d{1,2}[:：時时]\d{2}分?)?"
_FORMS = [
    regex.compile(form, regex.IGNORECASE)
    for form in (
        _BEFORE + _DAY_MONTH + _YEAR + _AFTER,
        _BEFORE + _MONTH_DAY + _YEAR + _AFTER,
        _BEFORE + _ISO + _AFTER,
        _EAST_ASIAN + _EAST_ASIAN_TIME,
        rf"{_BEFORE}{_YEAR}/(?P<month>\d{{1,2}})/{_DAY}{_AFTER}",
        rf"{_BEFORE}{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}{_AFTER}",
        rf"{_BEFORE}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}{_AFTER}",
    )
]
_LONGEST = 80
_WITHIN = [
    regex.compile(form, regex.IGNORECASE)
    for form in (
        rf"(?<!\d){_DAY_MONTH}{_YEAR}(?!\d)",
        rf"(?<![\p{{L}}\d]){_MONTH_DAY}{_YEAR}(?!\d)",
        rf"(?<!\d){_ISO}",
        _EAST_ASIAN,
    )
]


def is_date_line(line: str) -> bool:
    """Tell whether a line (without white space around it) is a date and nothing else."""
    return _match(line) is not None


def date_of_line(line: str) -> str | None:
    """Return the ISO date that a date line means; None where it is none, or can mean two days."""
    match = _match(line)
    if match is None:
        return None
    date = _date(match)
    return date.isoformat() if date else None


def date_in(words: str) -> str | None:
    """Return the ISO date of the first date in words that names its month, among other words."""
    found = (form.search(words) for form in _WITHIN)
    matches = sorted((one for one in found if one), key=lambda one: one.start())
    dates = (date for date in map(_date, matches) if date)
    return next((date.isoformat() for date in dates), None)


def _match(line: str) -> "regex.Match[str] | None":
    if len(line) > _LONGEST:
        return None
    for form in _FORMS:
        match = form.fullmatch(line)
        if match and (_date(match) or _is_ambiguous(match)):
            return match
    return None


def _is_ambiguous(match: "regex.Match[str]") -> bool:
    """3/4/2017 is in March for some and in April for others."""
    parts = match.groupdict()
    return "one" in parts and max(int(parts["one"]), int(parts["two"])) <= 12


def _date(match: "regex.Match[str]") -> datetime.date | None:
    parts = match.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two:
            return None
        day, month = (two, one) if two > 12 else (one, two)
    else:
        word = parts["month"].lower().rstrip(".")
        day, month = int(parts["day"]), MONTH_NUMBERS.get(word) or int(word)
    try:
        return datetime.date(int(parts["year"]), month, day)
    except ValueError:
        return None
