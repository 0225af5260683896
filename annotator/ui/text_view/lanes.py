"""Lanes: which underline runs how far below the text, and which name stands how high above it.

Numbers only: pixels along one line, no Qt.
"""

from collections.abc import Sequence

Extent = tuple[float, float]
"""From and to, in pixels from the left of the column."""

_APART = 2.0
"""Pixels kept free between two neighbours in a lane."""


class LanePacker:
    """Places extents one after another into the lowest lane where they have room."""

    def __init__(self, apart: float = _APART) -> None:
        self._apart = apart
        self._lanes: list[list[Extent]] = []

    @property
    def count(self) -> int:
        """How many lanes are in use."""
        return len(self._lanes)

    def place(self, extent: Extent, lowest: int = 0) -> int:
        """Return the lane that the extent gets, from `lowest` upwards."""
        left, right = extent[0] - self._apart, extent[1] + self._apart
        for number in range(lowest, len(self._lanes)):
            lane = self._lanes[number]
            # Plain loops here and below: each key asks this some hundred times.
            for start, end in lane:
                if start < right and left < end:
                    break
            else:
                lane.append(extent)
                return number
        number = max(lowest, len(self._lanes))
        while len(self._lanes) <= number:
            self._lanes.append([])
        self._lanes[number].append(extent)
        return number


def pack_underlines(extents: Sequence[Extent]) -> list[int]:
    """Return the lane of each underline: the shortest next to the text, so that nesting shows.

    Equal extents keep their order, the first one nearest to the text.
    """
    packer = LanePacker(0.0)
    lanes = [0] * len(extents)
    by_width = sorted(range(len(extents)), key=lambda one: extents[one][1] - extents[one][0])
    for index in by_width:
        lanes[index] = packer.place(extents[index])
    return lanes


def pack_names(extents: Sequence[Extent], apart: float = 6.0) -> list[int]:
    """Return the row of each name, 0 next to the text.

    A name that starts further left stands higher than all it would run into. So the thin line
    from a name down to its span, at the name's start, never crosses another name.
    For right-to-left lines give the extents mirrored.
    """
    rows = [0] * len(extents)
    order = sorted(range(len(extents)), key=lambda one: (-extents[one][0], -one))
    for place, index in enumerate(order):
        end, row = extents[index][1] + apart, 0
        # Of those placed before, the last ones begin farthest to the left.
        for before in range(place - 1, -1, -1):
            one = order[before]
            if extents[one][0] >= end:
                break
            row = max(row, rows[one] + 1)
        rows[index] = row
    return rows


def shorten_names(
    extents: Sequence[Extent], least: Sequence[float], most_rows: int, apart: float = 6.0
) -> tuple[list[Extent], list[int]]:
    """Return extents and rows of names, cut to `least` wide where rows grow beyond `most_rows`.

    `least` holds for each name the width below which it says nothing any more.
    """
    rows = pack_names(extents, apart)
    if max(rows, default=0) < most_rows:
        return list(extents), rows
    shorter = [
        (start, start + min(end - start, wanted))
        for (start, end), wanted in zip(extents, least, strict=True)
    ]
    rows = pack_names(shorter, apart)
    if max(rows) < most_rows:
        return shorter, rows
    # Still a staircase: low rows matter more now than lines that cross no name.
    packer = LanePacker(1.0)
    order = sorted(range(len(shorter)), key=lambda one: (-shorter[one][0], -one))
    for index in order:
        rows[index] = packer.place(shorter[index])
    return shorter, rows
