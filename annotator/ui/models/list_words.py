"""What the list of articles is sorted by and narrowed to, in words, and each taken away alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from annotator.project.rows import ANY, Bounds, ListOrder, ListQuery
from annotator.ui.models.article_words import count_words, date_words, locale, one_line

_LONGEST = 28
"""Characters of a source's name that are shown."""


class OrderWords(NamedTuple):
    """How an order and its two directions are called."""

    name: str
    upwards: str
    downwards: str
    is_downwards: bool = False
    """Whether it begins at the far end when it is chosen."""


ORDERS: dict[ListOrder, OrderWords] = {
    "project": OrderWords("As they came", "first to last", "last to first"),
    "status": OrderWords("By status", "to do first", "done first"),
    "published": OrderWords("By date", "oldest first", "newest first", is_downwards=True),
    "source": OrderWords("By source", "A to Z", "Z to A"),
    "characters": OrderWords("By length", "shortest first", "longest first"),
    "spans": OrderWords("By spans", "fewest first", "most first", is_downwards=True),
    "last_edit": OrderWords("By last edit", "oldest first", "newest first", is_downwards=True),
}


def sorted_by(query: ListQuery, order: ListOrder) -> ListQuery:
    """Return a query in another order, in the direction in which that begins."""
    return replace(query, order=order, is_reversed=ORDERS[order].is_downwards)


def direction_words(query: ListQuery) -> str:
    """Return "newest first" for the order of a query."""
    words = ORDERS[query.order]
    return words.downwards if query.is_reversed else words.upwards


class Narrowing(NamedTuple):
    """One thing that a list is narrowed to, and the query without it."""

    words: str
    without: ListQuery
    whole: str = ""
    """The words where those are shortened."""


def narrowings(query: ListQuery) -> list[Narrowing]:
    """Return what a query is narrowed to besides its words and its status, in words."""
    found: list[Narrowing] = []
    for source in query.sources:
        others = tuple(one for one in query.sources if one != source)
        whole = one_line(source)
        words = whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST].rstrip()}…"
        found.append(Narrowing(words, replace(query, sources=others), whole))
    if query.since or query.until:
        words = between(date_words(query.since), date_words(query.until))
        found.append(Narrowing(words, replace(query, since="", until="")))
    if query.characters != ANY:
        words = _bounds_words(query.characters, "character")
        found.append(Narrowing(words, replace(query, characters=ANY)))
    if query.spans != ANY:
        words = _bounds_words(query.spans, "span")
        found.append(Narrowing(words, replace(query, spans=ANY)))
    if query.edited_since or query.edited_until:
        words = between(date_words(query.edited_since), date_words(query.edited_until))
        without = replace(query, edited_since="", edited_until="")
        found.append(Narrowing(f"edited {words}", without))
    if query.among is not None:
        found.append(Narrowing(query.among_words, replace(query, among=None, among_words="")))
    return found


def between(first: str, last: str) -> str:
    """Return "2017", "2017 – 2018", "since 2017" or "until 2018"; "" is an open end."""
    if first == last:
        return first
    if not last:
        return f"since {first}"
    return f"{first} – {last}" if first else f"until {last}"


def _bounds_words(bounds: Bounds, noun: str) -> str:
    least, most = bounds
    number: Callable[[int], str] = locale().toString
    if least == most and least is not None:
        return count_words(least, noun)
    if most is None:
        return f"{number(least or 0)} {noun}s or more"
    if least is None:
        return f"up to {count_words(most, noun)}"
    return f"{number(least)}–{number(most)} {noun}s"


def bare(query: ListQuery) -> ListQuery:
    """Return a query with its words, status and order, narrowed to nothing else."""
    return ListQuery(query.search, query.which, order=query.order, is_reversed=query.is_reversed)
