"""The cheapest keys from one place in a text to another, as a practised hand would choose them.

Plans with the program's own tokenizer; where lines break is asked of a function. What the window
really does with the keys is checked by those who press them.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from annotator.text import tokens

Goal = Callable[[int], bool]
Lines = Callable[[int, int], int]
"""From an offset so many lines down (negative: up): where the caret lands."""
Way = tuple[str, ...]
MOST_LINES = 24
_ENDS = (
    ("Alt+Right", tokens.next_word_end),
    ("Alt+Left", tokens.previous_word_end),
    ("Alt+End", tokens.next_clause_end),
    ("Alt+Home", tokens.previous_clause_end),
)
"""The keys that move a span's end, and where they take it."""


class Ways:
    """Ways through one text; moves are named by the keys that make them."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = list(tokens.words(text))
        self.starts = [start for start, _ in words]
        self.ends = [end for _, end in words]
        self.paragraphs = [start for start, body in _paragraphs(text) if body.strip()]

    def to(
        self, start: int, is_goal: Goal, lines: Lines, edges: tuple[int, int] | None = None
    ) -> Way:
        """Return the fewest keys that bring the caret from an offset to a goal.

        `edges`: of what is selected, whence the first step to a side goes.
        """
        queue: list[tuple[int, int, Way]] = [(0, start, ())]
        for count in range(1, MOST_LINES + 1):
            for key, step in (("Down", count), ("Up", -count)):
                heapq.heappush(queue, (count, lines(start, step), (key,) * count))
        seen: set[int] = set()
        while queue:
            cost, offset, way = heapq.heappop(queue)
            if is_goal(offset):
                return way
            if offset not in seen:
                seen.add(offset)
                back, on = edges if edges is not None and not way else (offset, offset)
                for key, there in self._steps(offset, back, on):
                    if there not in seen:
                        heapq.heappush(queue, (cost + 1, there, (*way, key)))
        raise AssertionError(f"no way from {start}")

    def _steps(self, offset: int, back: int, on: int) -> Iterable[tuple[str, int]]:
        yield "Ctrl+Right", self._next(self.starts, on, len(self.text))
        yield "Ctrl+Left", self._before(self.starts, back)
        yield "Ctrl+Down", self._next(self.paragraphs, offset, len(self.text))
        yield "Ctrl+Up", self._before(self.paragraphs, offset)
        yield "Ctrl+Home", 0
        yield "Ctrl+End", len(self.text)

    def of_end(self, end: int, goal: int) -> Way | None:
        """Return the fewest keys that move a span's end from an offset to a goal; None if none."""
        ways: dict[int, Way] = {end: ()}
        waiting = [end]
        while waiting and goal not in ways:
            at = waiting.pop(0)
            for key, step in _ENDS:
                there = step(self.text, at)
                if there not in ways and end <= there and len(ways[at]) < MOST_LINES:
                    ways[there] = (*ways[at], key)
                    waiting.append(there)
        return ways.get(goal)

    def to_end(self, start: int, end: int, landings: Iterable[tuple[int, int]]) -> Way:
        """Return the fewest keys that select from within the first word at `start` to `end`.

        `landings` tells for a number of lines where the selection ends then.
        """
        ways = []
        for count, landing in [(0, start), *landings]:
            rest = bisect_left(self.ends, end) - (bisect_right(self.ends, landing) - 1)
            key = "Shift+Right" if rest > 0 else "Shift+Left"
            ways.append(("Shift+Down",) * count + (key,) * abs(rest))
        return min(ways, key=len)

    @staticmethod
    def _next(places: list[int], offset: int, last: int) -> int:
        at = bisect_right(places, offset)
        return places[at] if at < len(places) else last

    @staticmethod
    def _before(places: list[int], offset: int) -> int:
        at = bisect_left(places, offset)
        return places[at - 1] if at else 0


def _paragraphs(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)
