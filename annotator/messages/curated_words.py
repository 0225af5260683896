"""What curated sets hold, in a few words."""

from collections.abc import Mapping
from typing import Any

from annotator.model.curated import PROVENANCES


def provenance_words(counts: Mapping[str, Any]) -> str:
    """Return how many spans come from where, and how many are judged to be nothing, as in "31
    spans: 24 unanimous, 7 adjudicated; 2 negatives".

    counts: what a manifest says of curated sets.
    """
    spans = counts["provenance"]["spans"]
    parts = [f"{spans[one]:,} {one}" for one in PROVENANCES if spans.get(one)]
    words = _counted(counts["spans"], "span") + (f": {', '.join(parts)}" if parts else "")
    negatives = counts["negatives"]
    return f"{words}; {_counted(negatives, 'negative')}" if negatives else words


def open_words(counts: Mapping[str, Any]) -> str:
    """Return how many differences curated sets leave out since nobody has decided on them; ""
    where that is none. counts: as above."""
    articles, spans = counts["open"]["documents"], counts["open"]["spans"]
    if not spans:
        return ""
    verb = "is" if spans == 1 else "are"
    return (
        f"{_counted(spans, 'span')} in {_counted(articles, 'article')} {verb} left out, "
        "undecided as yet"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
