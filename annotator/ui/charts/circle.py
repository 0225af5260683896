"""Where the nodes of a label graph stand and how its ways run between them, as numbers. No Qt."""

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

Pair = tuple[str, str]


class Way(NamedTuple):
    """A curve from one node to another: start, control point, end, and its middle."""

    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]
    middle: tuple[float, float]


def order_round(counts: Mapping[Pair, int]) -> list[str]:
    """Return the nodes so that those with much between them stand side by side."""
    near: dict[str, dict[str, int]] = {}
    for (head, tail), count in counts.items():
        for one, other in ((head, tail), (tail, head)):
            held = near.setdefault(one, {})
            if one != other:
                held[other] = held.get(other, 0) + count
    waiting = sorted(near, key=lambda one: (-sum(near[one].values()), one))
    placed: list[str] = []
    while waiting:
        last = placed[-1] if placed else ""
        best = max(waiting, key=lambda one: near[one].get(last, 0))
        waiting.remove(best)
        placed.append(best)
    return placed


def place_round(
    nodes: Sequence[str], width: float, height: float, margins: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """Return node -> its place (pixels) on an ellipse within a room, leaving margins (across,
    down)."""
    across, down = (
        max(1.0, side / 2 - edge) for side, edge in zip((width, height), margins, strict=True)
    )
    if len(nodes) == 1:
        return {nodes[0]: (width / 2, height / 2)}
    return {
        node: (
            width / 2 - across * cos(2 * pi * at / len(nodes)),
            height / 2 - down * sin(2 * pi * at / len(nodes)),
        )
        for at, node in enumerate(nodes)
    }


def way_between(
    start: tuple[float, float],
    end: tuple[float, float],
    centre: tuple[float, float],
    radius: float,
    bend: float = 0.16,
) -> Way:
    """Return the way from the rim of one node to that of another, bent to the right, so that there
    and back are two ways; from a node to itself a loop away from the centre."""
    if start == end:
        return _loop(start, centre, radius)
    across, down = end[0] - start[0], end[1] - start[1]
    control = (
        (start[0] + end[0]) / 2 - down * bend,
        (start[1] + end[1]) / 2 + across * bend,
    )
    first, last = _towards(start, control, radius), _towards(end, control, radius + 3)
    return Way(first, control, last, _middle(first, control, last))


def _loop(node: tuple[float, float], centre: tuple[float, float], radius: float) -> Way:
    across, down = node[0] - centre[0], node[1] - centre[1]
    length = hypot(across, down) or 1.0
    out = (across / length, down / length) if hypot(across, down) else (0.0, -1.0)
    aside = (-out[1], out[0])
    first, last = (
        (
            node[0] + radius * (0.7 * out[0] + side * 0.7 * aside[0]),
            node[1] + radius * (0.7 * out[1] + side * 0.7 * aside[1]),
        )
        for side in (-1, 1)
    )
    control = (node[0] + out[0] * radius * 3.6, node[1] + out[1] * radius * 3.6)
    return Way(first, control, last, _middle(first, control, last))


def _towards(
    place: tuple[float, float], goal: tuple[float, float], distance: float
) -> tuple[float, float]:
    across, down = goal[0] - place[0], goal[1] - place[1]
    length = hypot(across, down) or 1.0
    return place[0] + across / length * distance, place[1] + down / length * distance


def _middle(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float]:
    return (
        start[0] / 4 + control[0] / 2 + end[0] / 4,
        start[1] / 4 + control[1] / 2 + end[1] / 4,
    )
