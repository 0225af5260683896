"""How the text looks at this moment beyond what is in it: what is selected, lit, hinted at."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.ui.text_view.density import Density
from annotator.ui.text_view.index import AnnotationIndex

TextRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Disputed:
    """What two people differ on: that alone wears colour, what they agree on is quiet."""

    annotations: frozenset[str] = frozenset()
    """Spans and relations (ids) of either."""
    places: tuple[TextRange, ...] = ()
    """What of the text they cover, in text order, none within another."""
    current: frozenset[str] = frozenset()
    """Those of the difference one is at: they wear the ring."""
    current_places: tuple[TextRange, ...] = ()


class Offer(NamedTuple):
    """A part of something suggested."""

    covered: TextRange
    label: str
    is_current: bool = False
    """Whether it is what the hand is at."""
    is_first: bool = True
    """Whether no other part comes before it: there stands the name."""


@dataclass(frozen=True, slots=True)
class Look:
    """A frozen picture of the selection, in terms of what to draw differently."""

    text: TextRange | None = None
    """The selected stretch of text."""
    spans: frozenset[str] = frozenset()
    """Selected spans: they wear the ring."""
    lit_spans: frozenset[str] = frozenset()
    """Spans that keep their full colour while others recede."""
    lit_relations: frozenset[str] = frozenset()
    recedes: bool = False
    """Whether all that is not lit steps back."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """Hint letters by span, while a relation is being made."""
    named_spans: frozenset[str] = frozenset()
    """Spans whose name floats over the text, where names have no rows."""
    has_quiet_arcs: bool = True
    """Whether arcs are drawn that are not lit."""
    hits: tuple[TextRange, ...] = ()
    """What a search found."""
    offers: tuple[Offer, ...] = ()
    """What is suggested, in text order."""
    names_offers: bool = True
    """Whether all that is suggested is named, and not only what the hand is at."""
    disputed: Disputed | None = None
    """None where nobody is compared with anybody."""

    def is_quiet(self, annotation: str) -> bool:
        """Tell whether a span or relation (id) wears no colour, because all agree on it."""
        return self.disputed is not None and annotation not in self.disputed.annotations

    def has_ring(self, span: str) -> bool:
        """Tell whether a span wears the ring: it is selected, or it is what one judges."""
        return span in self.spans or (self.disputed is not None and span in self.disputed.current)

    def thinned(self, density: Density, hovered: Iterable[str]) -> "Look":
        """Return the look with no more around the text than asked for; `hovered` are spans."""
        named = self.spans | frozenset(hovered) if density.names == "hover" else frozenset()
        # While letters stand on names, which give way to them, arcs at rest would cross both.
        has_quiet_arcs = density.arcs == "all" and not self.hints
        if (named, has_quiet_arcs) == (self.named_spans, self.has_quiet_arcs):
            return self
        return replace(self, named_spans=named, has_quiet_arcs=has_quiet_arcs)

    def shows_arc(self, relation: str) -> bool:
        """Tell whether the arc of a relation is drawn."""
        return self.has_quiet_arcs or relation in self.lit_relations


AT_REST = Look()
"""Nothing is selected."""


def look_at(
    index: AnnotationIndex,
    *,
    text: TextRange | None,
    spans: Iterable[str],
    relation: str | None,
    hovered_relation: str | None = None,
    targets: Iterable[str] = (),
    hints: Mapping[str, str] | None = None,
    hits: tuple[TextRange, ...] = (),
) -> Look:
    """Return the look for a selection; `targets` are spans that a relation may lead to now."""
    selected = frozenset(one for one in spans if one in index.spans)
    lit_relations = {id for span in selected for id in index.relations_of(span)}
    lit = set(selected) | set(targets)
    if relation in index.relations:
        lit_relations.add(relation)
    if not targets:
        for id in lit_relations:
            lit |= {index.relations[id].head, index.relations[id].tail}
    if hovered_relation in index.relations:
        lit_relations.add(hovered_relation)
    return Look(
        text=text,
        spans=selected,
        lit_spans=frozenset(lit),
        lit_relations=frozenset(lit_relations),
        recedes=bool(selected or relation),
        hints=hints or {},
        hits=hits,
    )


def hits_over(hits: Sequence[TextRange], start: int, end: int) -> Sequence[TextRange]:
    """Return the hits (in text order, none within another) with characters in `start..end`."""
    first = bisect_right(hits, start, key=lambda hit: hit[1])
    last = bisect_left(hits, end, key=lambda hit: hit[0])
    return hits[first:last]


_LONGEST_OFFER = 1000
"""Code points: what is suggested is a few words, and never a passage."""


def offers_over(offers: Sequence[Offer], start: int, end: int) -> list[Offer]:
    """Return the offers (in text order) with characters in `start..end`."""
    first = bisect_left(offers, start - _LONGEST_OFFER, key=lambda one: one.covered[0])
    last = bisect_left(offers, end, key=lambda one: one.covered[0])
    return [one for one in offers[first:last] if one.covered[1] > start]
