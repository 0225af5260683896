"""Unlabelled repeats: where words stand that are labelled elsewhere, and are not here."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from annotator.review.consistency.ends import is_tidy
from annotator.text.finding import Range
from annotator.text.index_words import words_to_index
from annotator.text.tokens import is_amid_letters

SHORTEST = 2
"""Letters and digits: a single one stands everywhere."""
TIMES_UNLABELLED = 4
"""What stands so many times as often without a label as with one is not labelled as a rule."""
_SPARE = 4
_PIECE = re.compile(r"\w+")


class Regular(NamedTuple):
    """Words that are labelled, how often, and with which label (id) mostly."""

    words: str
    label: str
    labelled: int

    @property
    def most(self) -> int:
        """How often they may stand without a label before they count as labelled by chance."""
        return TIMES_UNLABELLED * self.labelled + _SPARE


class Repeat(NamedTuple):
    """A place where such words stand, and whose sets leave it bare (by number)."""

    words: str
    place: Range
    bare: tuple[int, ...]


def anchor_of(words: str) -> str:
    """Return the longest piece of some words as the index has them: what a text must hold for them
    to be in it. Empty where they are too little to be looked for."""
    if sum(map(str.isalnum, words)) < SHORTEST:
        return ""
    return max(_PIECE.findall(words_to_index(words)), key=len, default="")


def pieces_of(text: str) -> set[str]:
    """Return the pieces of a text, among which is the anchor of all words that stand in it."""
    return set(_PIECE.findall(words_to_index(text)))


class Phrases:
    """Looks for many words at once: of each text only those whose anchor is in it."""

    def __init__(self, found: Iterable[Regular]) -> None:
        self._by_anchor: dict[str, list[Regular]] = {}
        self._left: dict[str, int] = {}
        for one in found:
            anchor = anchor_of(one.words) if is_tidy(one.words) else ""
            if anchor:
                self._by_anchor.setdefault(anchor, []).append(one)
        self.given_up: set[str] = set()
        """Words that stand without a label too often."""

    def find(self, text: str, covered: Sequence[Sequence[Range]]) -> Iterator[Repeat]:
        """Yield where words stand in a text and one of the sets, each given by what it covers, in
        order and without overlaps, has nothing over any of it. Longer words go before shorter ones
        that lie in them."""
        wanted = [
            one
            for anchor in self._by_anchor.keys() & pieces_of(text)
            for one in self._by_anchor[anchor]
            if one.words not in self.given_up
        ]
        wanted.sort(key=lambda one: (-len(one.words), one.words))
        taken: list[list[Range]] = [[] for _ in covered]
        for one in wanted:
            for place in occurrences(text, one.words):
                bare = tuple(
                    at
                    for at, held in enumerate(covered)
                    if not (_is_touched(held, place) or _is_touched(taken[at], place))
                )
                if bare and self._count(one, len(bare)):
                    for at in bare:
                        insort(taken[at], place)
                    yield Repeat(one.words, place, bare)

    def _count(self, one: Regular, times: int) -> bool:
        left = self._left.get(one.words, one.most) - times
        self._left[one.words] = left
        if left < 0:
            self.given_up.add(one.words)
        return left >= 0


def occurrences(text: str, words: str) -> Iterator[Range]:
    """Yield where words stand in a text as they are written, not amid other letters."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not is_amid_letters(text, at) and not is_amid_letters(text, end):
            yield at, end
        at = text.find(words, end)


def _is_touched(covered: Sequence[Range], place: Range) -> bool:
    at = bisect_left(covered, place[1], key=itemgetter(0))
    return at > 0 and covered[at - 1][1] > place[0]
