"""Two texts of one article, laid side by side: which passages are the same, where a place went.

Lines that are the same come first (as `diff` finds them), then words between them, then lines that
stand elsewhere. All offsets are code points, half open.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from annotator.text.tokens import Range, words

_MOST_WORDS = 4_000
"""Between two lines that are the same, so many words on either side are held against each other;
where there are more, only whole lines are."""
_WORDS_TOGETHER, _MANY_WORDS_TOGETHER = 2, 6
"""Fewer words between others that changed are the same by chance: in two stretches that are alike,
and in any."""
_MOST_LINES = 300
"""Of so many lines that stand nowhere in order each is held against each on the other side."""
_WORDS_THAT_MOVE = 5
"""A line that stands elsewhere is looked for if it has so many words."""
_ALIKE = 0.4
"""Lines and stretches are alike if so much of the longer one stands in both."""


class Passage(NamedTuple):
    """`older[start : start + length]` is `newer[there : there + length]`."""

    start: int
    there: int
    length: int

    @property
    def end(self) -> int:
        """Where it ends in the older text."""
        return self.start + self.length


class Place(NamedTuple):
    """Where a stretch of the older text stands in the newer one."""

    start: int
    end: int
    around: int
    """How many characters beside it are the same too; 0: nothing but itself is."""
    is_followed: bool = True
    """Whether it lies in a passage that is the same; else its words were only found again."""


class Alignment:
    """How a newer text came of an older one."""

    def __init__(self, older: str, newer: str) -> None:
        self._older, self._newer = older, newer
        self.passages: list[Passage] = _joined(_passages(older, newer), older, newer)
        """In the order of the older text; they do not overlap there."""
        self._starts = [one.start for one in self.passages]

    def find(self, start: int, end: int) -> Place | None:
        """Return where `older[start:end]` stands in the newer text; None where it is gone.

        What lies in no passage is looked for between those around it, and must stand there once.
        """
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and end <= self.passages[at].end:
            one = self.passages[at]
            there = start - one.start + one.there
            around = (start - one.start) + (one.end - end)
            return Place(there, there + end - start, around)
        return self._found_again(start, end, at)

    def _found_again(self, start: int, end: int, at: int) -> Place | None:
        wanted = self._older[start:end]
        before = next((one for one in reversed(self.passages[: at + 1]) if one.end <= start), None)
        after = next((one for one in self.passages[at + 1 :] if one.start >= end), None)
        low = before.there + before.length if before else 0
        high = after.there if after else len(self._newer)
        for begin, stop in ((low, high), (0, len(self._newer))):
            places = _places(wanted, self._newer, begin, stop)
            if len(places) == 1:
                return Place(places[0], places[0] + len(wanted), 0, is_followed=False)
            if places:
                return None
        return None


def _places(wanted: str, text: str, begin: int, stop: int) -> list[int]:
    """Return the first two places of a text, not inside a word, at which another text stands."""
    found: list[int] = []
    at = text.find(wanted, begin, stop) if wanted else -1
    while at >= 0 and len(found) < 2:
        end = at + len(wanted)
        if not (_is_inside_word(text, at) or _is_inside_word(text, end)):
            found.append(at)
        at = text.find(wanted, at + 1, stop)
    return found


def _is_inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _passages(older: str, newer: str) -> Iterator[Passage]:
    theirs, ours = _lines(older), _lines(newer)
    found = list(_in_order(older, newer, theirs, ours))
    yield from found
    left = _untouched(theirs, [one.start for one in found])
    free = _untouched(ours, [one.there for one in found])
    yield from _lines_elsewhere(older, newer, left, free)


def _in_order(
    older: str, newer: str, theirs: Sequence[Range], ours: Sequence[Range]
) -> Iterator[Passage]:
    """Yield lines that are the same, and words between them, in an order both texts share."""
    matcher = SequenceMatcher(
        None,
        [older[start:end] for start, end in theirs],
        [newer[start:end] for start, end in ours],
        autojunk=False,
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            for (start, end), (there, _) in zip(theirs[i1:i2], ours[j1:j2], strict=True):
                yield Passage(start, there, end - start)
        elif kind == "replace":
            before, after = (theirs[i1][0], theirs[i2 - 1][1]), (ours[j1][0], ours[j2 - 1][1])
            yield from _words_alike(older, newer, before, after)


def _lines(text: str) -> list[Range]:
    """Return the lines of a text that have any word, without white space around them."""
    found: list[Range] = []
    at = 0
    for line in text.splitlines(keepends=True):
        inside = line.strip()
        if inside:
            start = at + len(line) - len(line.lstrip())
            found.append((start, start + len(inside)))
        at += len(line)
    return found


def _words_alike(older: str, newer: str, before: Range, after: Range) -> Iterator[Passage]:
    """Yield runs of words that are the same in two stretches, with what stands between them.

    Where the stretches have little in common only long runs count.
    """
    theirs, ours = list(words(older, *before)), list(words(newer, *after))
    if max(len(theirs), len(ours)) > _MOST_WORDS:
        return
    matcher = SequenceMatcher(
        None,
        [older[start:end] for start, end in theirs],
        [newer[start:end] for start, end in ours],
        autojunk=False,
    )
    runs = matcher.get_matching_blocks()
    is_alike = sum(run.size for run in runs) >= _ALIKE * max(len(theirs), len(ours))
    for run in runs:
        if run.size < (_WORDS_TOGETHER if is_alike else _MANY_WORDS_TOGETHER):
            continue
        pairs = zip(theirs[run.a : run.a + run.size], ours[run.b : run.b + run.size], strict=True)
        for (start, end), (there, _) in pairs:
            yield Passage(start, there, end - start)


def _untouched(lines: Sequence[Range], starts: Sequence[int]) -> list[Range]:
    """Return the lines in which no passage starts."""
    starts = sorted(starts)
    return [
        (start, end)
        for start, end in lines
        if bisect_left(starts, start) == bisect_left(starts, end)
    ]


def _lines_elsewhere(
    older: str, newer: str, left: Sequence[Range], free: Sequence[Range]
) -> Iterator[Passage]:
    """Yield words of lines that were moved, and perhaps changed on the way."""
    if max(len(left), len(free)) > _MOST_LINES:
        return
    theirs, ours = _with_words(older, left), _with_words(newer, free)
    ranked = sorted(
        (-_in_common(old[1], new[1]), at, there)
        for at, old in enumerate(theirs)
        for there, new in enumerate(ours)
    )
    used: set[int] = set()
    gone: set[int] = set()
    for share, at, there in ranked:
        if -share < _ALIKE:
            return
        if at not in used and there not in gone:
            used.add(at)
            gone.add(there)
            yield from _words_alike(older, newer, theirs[at][0], ours[there][0])


def _with_words(text: str, lines: Sequence[Range]) -> list[tuple[Range, Counter[str]]]:
    """Return the lines that have enough words, with how often each word stands in them."""
    counted = (
        (line, Counter(text[start:end] for start, end in words(text, *line))) for line in lines
    )
    return [one for one in counted if one[1].total() >= _WORDS_THAT_MOVE]


def _in_common(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the longer line's words that stand in both."""
    return (one & other).total() / max(one.total(), other.total())


def _joined(passages: Iterator[Passage], older: str, newer: str) -> list[Passage]:
    """Return passages in order; those with the same white space between them in both texts, or
    nothing, as one."""
    found: list[Passage] = []
    for one in sorted(passages):
        last = found[-1] if found else None
        if last:
            gap, there = older[last.end : one.start], newer[last.there + last.length : one.there]
            if gap == there and not gap.strip() and one.there >= last.there + last.length:
                found[-1] = Passage(last.start, last.there, one.end - last.start)
                continue
        found.append(one)
    return found
