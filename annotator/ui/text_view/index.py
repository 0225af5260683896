"""Which annotations stand in which block, and which relations at which span."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view.blocks import Blocks

Place = tuple[int, int, str]
"""start, end descending (negative), span id: the order in which spans are read."""


class Part(NamedTuple):
    """One fragment of a span, as a block keeps it."""

    start: int
    end: int
    span: str
    number: int
    """Which fragment of the span, from 0."""


class AnnotationIndex:
    """Spans by block and in reading order, relations by span; kept up to date by changes."""

    def __init__(self, blocks: Blocks, annotation_set: AnnotationSet) -> None:
        self._blocks = blocks
        self.spans: dict[str, Span] = dict(annotation_set.spans)
        self.relations: dict[str, Relation] = dict(annotation_set.relations)
        self.parts: dict[int, list[Part]] = {}
        self._relations_of: dict[str, list[str]] = {}
        self._fill()
        for relation in self.relations.values():
            self._tie(relation)
        self._order = sorted(
            (fragments[0][0], -fragments[-1][1], id)
            for id, _label, fragments, *_ in self.spans.values()
        )
        self.version = 0
        """Another number after each change: for those who keep what they found."""

    @classmethod
    def empty(cls) -> "AnnotationIndex":
        """Return the index of no article."""
        return cls(Blocks(""), AnnotationSet("", "", None))

    def relations_of(self, span: str) -> list[str]:
        """Return the ids of the relations that have this span at an end."""
        return self._relations_of.get(span, [])

    def parts_in(self, block: int) -> list[Part]:
        """Return the fragments that have characters in this block."""
        return self.parts.get(block, [])

    def spans_at(self, offset: int) -> list[str]:
        """Return the spans over the character at this offset, or ending there; shortest first.

        Spans that only end at the offset come after those that cover it.
        """
        numbers = {self._blocks.number_at(offset), self._blocks.number_at(max(0, offset - 1))}
        covering, ending = set(), set()
        for number in numbers:
            for part in self.parts_in(number):
                if part.start <= offset < part.end:
                    covering.add(part.span)
                elif part.end == offset:
                    ending.add(part.span)
        return self._by_length(covering) + self._by_length(ending - covering)

    def neighbour(self, place: Place, step: int) -> str | None:
        """Return the next (step 1) or previous (-1) span in reading order from a place."""
        at = bisect_left(self._order, place)
        if step > 0 and at < len(self._order) and self._order[at] == place:
            at += 1
        at = at if step > 0 else at - 1
        return self._order[at][2] if 0 <= at < len(self._order) else None

    def in_order(self) -> Iterable[str]:
        """Return the ids of all spans in reading order."""
        return (place[2] for place in self._order)

    def first_from(self, offset: int) -> str | None:
        """Return the first span in reading order that starts at the offset or later."""
        at = bisect_left(self._order, (offset,))
        return self._order[at][2] if at < len(self._order) else None

    def place_of(self, span: str) -> Place:
        """Return the place of a span in reading order."""
        return _place(self.spans[span])

    def apply(self, changes: Changes) -> set[int]:
        """Follow what changed; return the numbers of the blocks that look different now."""
        self.version += 1
        touched: set[int] = set()
        for head, tail in changes.relations:
            touched |= self._exchange_relation(head, tail)
        for before, after in changes.spans:
            touched |= self._exchange_span(before, after)
        return touched

    # ---- within ----------------------------------------------------------------------------

    def _fill(self) -> None:
        """Put all fragments into their blocks, looking the blocks up all at once."""
        made = [
            Part(start, end, span.id, index)
            for span in self.spans.values()
            for index, (start, end) in enumerate(span.fragments)
        ]
        starts = np.array(self._blocks.starts)
        edges = np.array([(part.start, part.end - 1) for part in made]).reshape(-1, 2)
        numbers = np.maximum(np.searchsorted(starts, edges, "right") - 1, 0).tolist()
        parts = self.parts
        for part, (first, last) in zip(made, numbers, strict=True):
            for number in range(first, last + 1):
                parts.setdefault(number, []).append(part)

    def _exchange_span(self, before: Span | None, after: Span | None) -> set[int]:
        touched: set[int] = set()
        if before is not None and before.id in self.spans:
            known = self.spans.pop(before.id)
            for number, part in self._parts_of(known):
                self.parts[number].remove(part)
                touched.add(number)
            del self._order[bisect_left(self._order, _place(known))]
        if after is not None:
            self.spans[after.id] = after
            for number, part in self._parts_of(after):
                self.parts.setdefault(number, []).append(part)
                touched.add(number)
            insort(self._order, _place(after))
        changed = after or before
        if changed is not None:
            touched |= self._blocks_of_partners(changed.id)
        return touched

    def _exchange_relation(self, before: Relation | None, after: Relation | None) -> set[int]:
        touched: set[int] = set()
        if before is not None and before.id in self.relations:
            known = self.relations.pop(before.id)
            touched |= self._blocks_of_ends(known)
            for span in {known.head, known.tail}:
                self._relations_of[span].remove(known.id)
        if after is not None:
            self.relations[after.id] = after
            self._tie(after)
            touched |= self._blocks_of_ends(after)
        return touched

    def _tie(self, relation: Relation) -> None:
        for span in {relation.head, relation.tail}:
            self._relations_of.setdefault(span, []).append(relation.id)

    def _parts_of(self, span: Span) -> Iterable[tuple[int, Part]]:
        for index, (start, end) in enumerate(span.fragments):
            for number in self._blocks.numbers_over(start, end):
                yield number, Part(start, end, span.id, index)

    def _blocks_of_ends(self, relation: Relation) -> set[int]:
        ends = (self.spans.get(relation.head), self.spans.get(relation.tail))
        return {self._blocks.number_at(span.start) for span in ends if span is not None}

    def _blocks_of_partners(self, span: str) -> set[int]:
        found: set[int] = set()
        for relation in self.relations_of(span):
            found |= self._blocks_of_ends(self.relations[relation])
        return found

    def _by_length(self, ids: Iterable[str]) -> list[str]:
        def size(id: str) -> tuple[int, int, str]:
            span = self.spans[id]
            return (sum(end - start for start, end in span.fragments), span.start, id)

        return sorted(ids, key=size)


def _place(span: Span) -> Place:
    return (span.start, -span.end, span.id)
