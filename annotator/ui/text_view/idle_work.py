"""What is done while nothing else is: blocks that come into view next, heights, what can wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from annotator.ui.text_view.canvas import Canvas

_SLICE = 0.004
"""Seconds of idle work at a time: less than a frame."""
_AHEAD = 0.0008
"""Seconds of laying out what comes into view next, between two pictures of a scroll."""
_PAUSE = 3
"""Milliseconds after a step of a scroll before that: its own picture comes first."""
_REST = 12
"""Milliseconds after a picture before idle work goes on: the next one may be under way."""
_REST_AT_FIRST = 100
"""Milliseconds that idle work waits for the picture that is to come before it."""


class IdleWork:
    """Works in slices for a canvas that is shown; at rest it costs nothing."""

    def __init__(
        self,
        canvas: Canvas,
        fill_a_little: Callable[[], bool],
        sync_bar: Callable[[], None],
    ) -> None:
        """`fill_a_little` does other work that can wait, and returns whether more is left."""
        self._canvas = canvas
        self._fill_a_little = fill_a_little
        self._sync_bar = sync_bar
        self._heading = 1
        """1 where the last step was down, -1 where it was up."""
        self._ahead = QTimer(canvas, singleShot=True, interval=_PAUSE)
        self._ahead.timeout.connect(self._lay_ahead)
        self._slices = QTimer(canvas)
        self._slices.timeout.connect(self._work_a_little)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self._slices.isActive() or self._ahead.isActive())

    @property
    def pause(self) -> int:
        """How many milliseconds pass before the next slice."""
        return self._slices.interval()

    def begin(self) -> None:
        """There is something to do, once the picture that is to come is there."""
        if not self._slices.isActive():
            self._slices.start(_REST_AT_FIRST)

    def stop(self) -> None:
        """Do nothing more: the canvas is not seen."""
        self._slices.stop()
        self._ahead.stop()

    def follow_scroll(self, distance: float) -> None:
        """One has scrolled by some pixels, down for positive numbers, and may go on that way."""
        self._heading = -1 if distance < 0 else 1
        self._ahead.start()

    def follow_picture(self) -> None:
        """Something has just been painted, and the next picture may be under way."""
        if self._slices.isActive():
            self._slices.start(_REST)

    def _work_a_little(self) -> None:
        """Do a slice of what can wait; without a pause until something is painted again."""
        galley = self._canvas.galley
        self._slices.setInterval(0)
        if galley is None:
            self._slices.stop()
            return
        if galley.free_some() or self._fill_a_little():
            return
        is_time_up = _after(_SLICE)
        if galley.lay_some(self._coming(), is_time_up):
            return
        has_more = galley.measure_some(is_time_up)
        self._sync_bar()
        if not has_more:
            self._slices.stop()
            self._canvas.scrolled.emit()

    def _lay_ahead(self) -> None:
        """Do a little of what the next steps of a scroll will need, and the rest while idle."""
        galley = self._canvas.galley
        if galley is not None and galley.lay_some(self._coming(), _after(_AHEAD)):
            self.begin()

    def _coming(self) -> Iterator[int]:
        """Yield the blocks on screen and one window beyond, first those on the way one scrolls."""
        galley, anchor = self._canvas.galley, self._canvas.scroll_anchor
        if galley is None or anchor is None:
            return
        height = self._canvas.viewport().height()
        for step in (self._heading, -self._heading):
            number, y = anchor.block, -anchor.inside
            while 0 <= number < len(galley.blocks) and -height < y < 2 * height:
                yield number
                y += step * galley.heights.height(number)
                number += step


def _after(seconds: float) -> Callable[[], bool]:
    """Return what tells whether so much time has passed from now on."""
    until = perf_counter() + seconds
    return lambda: perf_counter() >= until
