"""Which annotations stand in which block, and which relations at which span."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotator.model.altered import plain
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.part_table import Integers, Part, PartTable
from annotator.ui.text_view.reading_order import Place, ReadingOrder, place


class AnnotationIndex:
    """Spans by block and in reading order, relations by span; kept up to date by changes."""

    def __init__(self, blocks: Blocks, annotation_set: AnnotationSet) -> None:
        self._blocks = blocks
        self.spans: dict[str, Span] = dict(plain(annotation_set.spans))
        self.relations: dict[str, Relation] = dict(plain(annotation_set.relations))
        self._parts = PartTable(blocks, self.spans)
        self._order: ReadingOrder | None = None
        self._relations_of = _ends_of(self.relations)
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
        return self._parts.parts_in(block)

    def part_counts(self) -> Integers:
        """Return how many fragments stand in each block."""
        return self._parts.counts

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
        return self._reading_order().neighbour(place, step)

    def in_order(self) -> Iterable[str]:
        """Return the ids of all spans in reading order."""
        return iter(self._reading_order().ids)

    def first_from(self, offset: int) -> str | None:
        """Return the first span in reading order that starts at the offset or later."""
        return self._reading_order().first_from(offset)

    def place_of(self, span: str) -> Place:
        """Return the place of a span in reading order."""
        return place(self.spans[span])

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

    def _reading_order(self) -> ReadingOrder:
        """Return the order, made when it is first asked for: the first picture does without."""
        if self._order is None:
            is_as_at_first = self.version == 0
            self._order = ReadingOrder(self.spans, self._parts.edges() if is_as_at_first else None)
        return self._order

    def _exchange_span(self, before: Span | None, after: Span | None) -> set[int]:
        touched: set[int] = set()
        if before is not None and before.id in self.spans:
            known = self.spans[before.id]
            touched |= self._parts.take(known)
            if self._order is not None:
                self._order.take(known)
            del self.spans[before.id]
        if after is not None:
            self.spans[after.id] = after
            touched |= self._parts.put(after)
            if self._order is not None:
                self._order.put(after)
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
            for span in {after.head, after.tail}:
                self._relations_of.setdefault(span, []).append(after.id)
            touched |= self._blocks_of_ends(after)
        return touched

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


def _ends_of(relations: Mapping[str, Relation]) -> dict[str, list[str]]:
    """Return span id -> ids of the relations at it."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, _label, head, tail, *_ in relations.values():
        found[head].append(id)
        if tail != head:
            found[tail].append(id)
    return dict(found)
