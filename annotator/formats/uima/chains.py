"""Chains of DKPro's coreference, INCEpTION's layer "Coreference": mentions of one entity.

A link has a place of its own. Where a named entity or a span of a custom layer stands there, that
is the mention, of several the one whose label the link has as its `referenceType`; else the link is
a span.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.formats.uima.type_systems import DKPRO, NAMED_ENTITY
from annotator.model.span import Span

_PLAIN = ("", "coref")
"""Relations of links that say no more than that both are of one entity."""


def can_be_mention(type_name: str) -> bool:
    """Whether spans of a type name something: not those of syntax and morphology."""
    return type_name == NAMED_ENTITY or not type_name.startswith(DKPRO)


def links_of(chain: Any) -> Iterator[Any]:
    """Yield the links of a chain in their order, each once."""
    link, seen = getattr(chain, "first", None), set[int]()
    while link is not None and link.xmiID not in seen:
        seen.add(link.xmiID)
        yield link
        link = getattr(link, "next", None)


def is_plain(relation: str | None) -> bool:
    """Whether a link's relation to the next says nothing of its own."""
    return (relation or "").strip().lower() in _PLAIN


class Mentions:
    """Finds the spans that stand where links do."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._at: dict[tuple[int, int], list[Span]] = {}
        for one in spans:
            self._at.setdefault((one.start, one.end), []).append(one)
        self._taken: set[str] = set()

    def find(self, start: int, end: int, type: str | None) -> Span | None:
        """Return the span that a link means, each once; None where there is none."""
        found = [one for one in self._at.get((start, end), ()) if one.id not in self._taken]
        chosen = next((one for one in found if one.label == type), found[0] if found else None)
        if chosen is not None:
            self._taken.add(chosen.id)
        return chosen


def known(spans: Mapping[int, Span], links: Iterable[Any]) -> list[str]:
    """Return the ids of the spans of links."""
    return [spans[one.xmiID].id for one in links if one.xmiID in spans]
