"""Display blocks: the paragraphs of an article, over-long ones cut into pieces."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.model.document import Section, SectionKind
from annotator.text.graphemes import grapheme_at
from annotator.ui.text_view.substitution import BREAKS, PARAGRAPH_BREAK

LONGEST = 2500
"""Characters of the longest block; any edit concerns blocks no longer than this."""
_LEAST_LONGEST = 600
_CROWD = 120
"""Spans that a block may well have: laying it out must not take longer than a frame or two."""
_MANY = 1000
"""Blocks of which one would not like to look at each."""
_SEARCHED = 600
"""How far back from there a good place to cut is looked for."""
_GOOD_CUTS = (". ", "。", "؟ ", "; ", " ")

WHOLE_BLOCK_KINDS: frozenset[SectionKind] = frozenset(
    ("title", "standfirst", "reading_time", "date", "byline", "caption", "credit", "heading")
)
"""Sections that are set in a face of their own; paragraphs and quotations are not."""


class Block(NamedTuple):
    """A piece of the text that is laid out as one; offsets without the break that ends it."""

    start: int
    end: int
    paragraph_start: int
    is_last_piece: bool
    """Whether the paragraph ends here."""
    kind: SectionKind | None
    sections: tuple[Section, ...] = ()
    """Sections of another kind than the block's that lie in it or reach into it."""

    @property
    def is_blank(self) -> bool:
        """Whether this is an empty line."""
        return self.start == self.end


def fit_length(characters: int, spans: int) -> int:
    """Return how long blocks may be in an article with so many spans."""
    return min(LONGEST, max(_LEAST_LONGEST, _CROWD * characters // max(1, spans)))


class Blocks:
    """All blocks of a text, in order; there is always at least one."""

    def __init__(self, text: str, sections: Iterable[Section] = (), longest: int = LONGEST) -> None:
        """Cut what is longer than `longest` characters."""
        self._blocks = list(_cut(text, _styled(sections), longest))
        self.starts = [block.start for block in self._blocks]
        self.ends = [block.end for block in self._blocks]
        self._with_text: list[int] | None = None

    def __len__(self) -> int:
        return len(self._blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks)

    def __getitem__(self, number: int) -> Block:
        return self._blocks[number]

    def number_at(self, offset: int) -> int:
        """Return the number of the block that the offset lies in; a break belongs to its block."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def numbers_at(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of the blocks that many offsets lie in."""
        found: NDArray[np.int64] = np.searchsorted(self.starts, offsets, "right") - 1
        return np.maximum(found, 0)

    def with_text(self, numbers: range) -> Sequence[int]:
        """Return those of some blocks that are no empty lines."""
        if len(numbers) < _MANY:
            return [one for one in numbers if self.starts[one] < self.ends[one]]
        if self._with_text is None:
            edges = np.array(self.starts), np.array(self.ends)
            self._with_text = np.flatnonzero(edges[0] < edges[1]).tolist()
        first = bisect_left(self._with_text, numbers.start)
        return self._with_text[first : bisect_left(self._with_text, numbers.stop)]

    def numbers_over(self, start: int, end: int) -> range:
        """Return the numbers of the blocks that `start..end` has characters in."""
        return range(self.number_at(start), self.number_at(max(start, end - 1)) + 1)


def _styled(sections: Iterable[Section]) -> list[Section]:
    return sorted(one for one in sections if one.kind in WHOLE_BLOCK_KINDS and one.start < one.end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where each paragraph is, without the break that ends it."""
    start = 0
    for line in _lines(text):
        end = start + len(line)
        yield start, end - _length_of_break(line)
        start = end
    if not text or _length_of_break(text):
        yield start, start


def _lines(text: str) -> list[str]:
    """Return the paragraphs of a text with their breaks, those of Python where they are the same.

    For a long text that takes a fifth of the time.
    """
    if any(one in text for one in "\x1c\x1d\x1e"):
        cuts = [0, *(found.end() for found in PARAGRAPH_BREAK.finditer(text)), len(text)]
        return [text[start:end] for start, end in pairwise(cuts) if start < end]
    return text.splitlines(keepends=True)


def _length_of_break(line: str) -> int:
    if line.endswith("\r\n"):
        return 2
    return 1 if line.endswith(BREAKS) else 0


def _cut(text: str, sections: list[Section], longest: int) -> Iterator[Block]:
    by_start = sorted(sections, key=lambda section: section.start)
    reaching: list[Section] = []
    upcoming = 0
    for start, end in _paragraphs(text):
        while upcoming < len(by_start) and by_start[upcoming].start <= end:
            reaching.append(by_start[upcoming])
            upcoming += 1
        reaching = [section for section in reaching if section.end > start]
        kind, inner = _kind_of(text, start, end, reaching)
        piece = start
        while end - piece > longest:
            cut = _place_to_cut(text, piece, piece + longest)
            yield Block(piece, cut, start, False, kind, inner)
            piece = cut
        yield Block(piece, end, start, True, kind, inner)


def _kind_of(
    text: str, start: int, end: int, sections: list[Section]
) -> tuple[SectionKind | None, tuple[Section, ...]]:
    """Return the kind of the section that covers all of the paragraph, and the other sections."""
    if not sections or start == end:
        return None, ()
    for section in sections:
        before, after = text[start : section.start], text[section.end : end]
        if not (before + after).strip():
            return section.kind, tuple(one for one in sections if one is not section)
    return None, tuple(sections)


def _place_to_cut(text: str, start: int, limit: int) -> int:
    """Return where a piece that starts here ends: after a sentence, a word, or a grapheme."""
    for ending in _GOOD_CUTS:
        found = text.rfind(ending, limit - _SEARCHED, limit)
        if found >= 0:
            return found + len(ending)
    cut = grapheme_at(text, limit)[0]
    return cut if cut > start else limit
