"""Searching: the same rules for the article in the window and for all articles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.model.errors import PatternTooHeavy, PatternWrong
from annotator.text.finding import (
    LENGTH_AT_MOST,
    Finder,
    Query,
    QueryTooHeavy,
    QueryWrong,
    Range,
)

HITS_AT_MOST = 100_000
"""Hits shown of one article: a hit for each tenth character of the longest."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in a text, in order; none overlap, none are empty, none cut a grapheme."""

    ranges: tuple[Range, ...] = ()
    """start, end: code points, half open."""
    is_cut: bool = False
    """Whether there are more than these, or may be: what is shown was found in time."""


@contextmanager
def telling_of_patterns(words: str) -> Iterator[None]:
    """Raise PatternWrong or PatternTooHeavy for what is wrong with the words looked for."""
    try:
        yield
    except QueryWrong as error:
        raise PatternWrong(error.reason, error.position) from error
    except QueryTooHeavy as error:
        length = len(words)
        raise PatternTooHeavy(length if length > LENGTH_AT_MOST else 0, LENGTH_AT_MOST) from error


def find_in_text(
    text: str,
    query: Query,
    is_cancelled: Callable[[], bool] = lambda: False,
    at_most: int = HITS_AT_MOST,
) -> Hits:
    """Return where a query is met in a text; what was found until then once cancelled.

    PatternWrong. PatternTooHeavy where nothing was found in time; for anything but a pattern only
    for its length.
    """
    found: list[Range] = []
    with telling_of_patterns(query.words):
        try:
            for hit in Finder(query).find(text, is_cancelled):
                if len(found) == at_most:
                    return Hits(tuple(found), is_cut=True)
                found.append(hit)
        except QueryTooHeavy:
            if not found:
                raise
            return Hits(tuple(found), is_cut=True)
    return Hits(tuple(found))
