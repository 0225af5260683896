"""What a picture consists of, as numbers: bars, cells, points, nodes, and how arrows walk them.
No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Direction = Literal["left", "right", "up", "down"]

_ASIDE = 3.0
"""How much farther something seems for each step that it lies aside of the way."""


class Box(NamedTuple):
    """A rectangle, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see."""

    name: str
    value: str
    """In words: a count, a share with its interval, or why there is none."""
    box: Box
    """Where it can be pointed at."""
    behind: object = None
    """What opens when it is chosen; None: nothing is behind it."""

    @property
    def words(self) -> str:
        """What is told of it, to the eye and to the ear."""
        return f"{self.name}: {self.value}" if self.value else self.name


class Table(NamedTuple):
    """The same numbers as rows of words, for reading, for screen readers, and as CSV."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    behind: tuple[tuple[object, ...], ...] = ()
    """For each cell what is behind it (None: nothing); empty where nothing is behind any."""

    def behind_at(self, row: int, column: int) -> object:
        """Return what is behind a cell, or None; behind the name of a row is what is behind all its
        numbers, where that is one thing."""
        if not self.behind:
            return None
        doors = self.behind[row]
        others = [one for one in doors[1:] if one is not None]
        if column == 0 and doors[0] is None and others and all(one == others[0] for one in others):
            return others[0]
        return doors[column]


def item_at(items: Sequence[Item], x: float, y: float) -> int:
    """Return which item a point (pixels) is on; where several are, the one whose middle is nearest;
    -1 for none."""

    def distance(at: int) -> float:
        middle = items[at].box.middle
        return (middle[0] - x) ** 2 + (middle[1] - y) ** 2

    on = [at for at, item in enumerate(items) if item.box.holds(x, y)]
    return min(on, key=distance, default=-1)


def next_item(items: Sequence[Item], current: int, direction: Direction) -> int:
    """Return where an arrow key leads from an item: to the nearest that lies that way, or nowhere
    (the same again); from none (-1) to the first."""
    if not 0 <= current < len(items):
        return 0 if items else -1
    x, y = items[current].box.middle
    best, least = current, float("inf")
    for at, item in enumerate(items):
        across, down = item.box.middle[0] - x, item.box.middle[1] - y
        ahead, aside = _turned(across, down, direction)
        if ahead > 0.5 and ahead + abs(aside) * _ASIDE < least:
            best, least = at, ahead + abs(aside) * _ASIDE
    return best


def _turned(across: float, down: float, direction: Direction) -> tuple[float, float]:
    """Return a way as how far it leads ahead, and how far aside."""
    return {
        "right": (across, down),
        "left": (-across, down),
        "down": (down, across),
        "up": (-down, across),
    }[direction]
