"""Where the nodes of a graph are drawn: as if they pushed each other off, and ties pulled.

Fruchterman and Reingold 1991 (Software: Practice and Experience 21(11):1129-1164), with a pull to
the middle, so that what is tied to nothing stays near. The same graph and seed give the same
picture.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.project.overview.news import Tie

Positions = NDArray[np.float64]
"""A row (x, y) for each node, from -1 to 1."""

STEPS = 300
_NODES_AT_ONCE = 400
"""Rows of the table of distances that are made together."""
_MIDDLE = 1.0
"""How strongly all is pulled to the middle."""


def lay_out(
    count: int, ties: Sequence[Tie], *, seed: int = 0, steps: int = STEPS
) -> Iterator[Positions]:
    """Yield where so many nodes are, after each of so many steps: whoever has had enough stops
    asking, and draws what there is. Nothing is yielded where there are no nodes."""
    if not count:
        return
    random = np.random.default_rng(seed)
    places = random.uniform(-1.0, 1.0, (count, 2))
    ends = np.array([(one.head, one.tail) for one in ties if one.head != one.tail], np.int64)
    ends = np.unique(np.sort(ends.reshape(-1, 2), axis=1), axis=0)
    ideal = np.sqrt(4.0 / count)
    for step in range(steps):
        force = _pushed(places, ideal) - places * _MIDDLE
        _pull(force, places, ends, ideal)
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        heat = 0.2 * (1.0 - step / steps) ** 2 + 1e-3
        places = places + force / length * np.minimum(length, heat)
        yield _fitted(places)


def _pushed(places: Positions, ideal: float) -> Positions:
    """Return how each node is pushed by all others."""
    force = np.zeros_like(places)
    for first in range(0, len(places), _NODES_AT_ONCE):
        some = places[first : first + _NODES_AT_ONCE]
        apart = some[:, np.newaxis, :] - places[np.newaxis, :, :]
        squares = np.maximum((apart**2).sum(axis=2), 1e-6)
        force[first : first + len(some)] = (apart / squares[:, :, np.newaxis]).sum(axis=1)
    return force * ideal**2


def _pull(force: Positions, places: Positions, ends: NDArray[np.int64], ideal: float) -> None:
    """Let ties pull their ends together."""
    if not len(ends):
        return
    apart = places[ends[:, 0]] - places[ends[:, 1]]
    pull = apart * np.linalg.norm(apart, axis=1, keepdims=True) / ideal
    np.add.at(force, ends[:, 0], -pull)
    np.add.at(force, ends[:, 1], pull)


def _fitted(places: Positions) -> Positions:
    """Return places moved and scaled so that they fill the square."""
    low, high = places.min(axis=0), places.max(axis=0)
    half = max(float((high - low).max()) / 2, 1e-9)
    fitted: Positions = (places - (low + high) / 2) / half
    return fitted
