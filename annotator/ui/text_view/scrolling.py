"""Where the top of the window is in the text: a block and pixels into it, no sum of guesses."""

from collections.abc import Callable

from annotator.ui.text_view.heights import Heights


class Anchor:
    """The block at the top edge and how far it is scrolled in.

    Small moves walk over true heights, so guesses about blocks elsewhere never shift the text.
    Heights are learnt by asking for them: `measure(number)` lays a block out.
    """

    def __init__(
        self, measure: Callable[[int], float], heights: Callable[[], Heights], margin: float = 0.0
    ) -> None:
        """`margin` is the free room above the first block."""
        self._measure = measure
        self._heights = heights
        self._margin = margin
        self.block = 0
        self.inside = -margin

    @property
    def y(self) -> float:
        """The scroll position that follows from it, by what is known of heights now."""
        return self._heights().top(self.block) + self.inside + self._margin

    def go_to(self, block: int, inside: float = 0.0) -> None:
        """Put a place in a block at the top edge."""
        self.block, self.inside = block, 0.0
        self.move(inside)

    def jump(self, y: float) -> None:
        """Put a scroll position at the top edge: for far jumps, where guesses do no harm."""
        heights = self._heights()
        y -= self._margin
        self.block = heights.block_at(y)
        if y < 0:
            self.inside = max(-self._margin, y)
            return
        inside = max(0.0, y - heights.top(self.block))
        self.inside = min(inside, max(0.0, self._measure(self.block) - 1))

    def move(self, by: float) -> None:
        """Scroll by some pixels, down for positive numbers; stops at the top of the text."""
        last = len(self._heights()) - 1
        self.inside += by
        while self.inside < 0 and self.block > 0:
            self.block -= 1
            self.inside += self._measure(self.block)
        self.inside = max(0.0 if self.block else -self._margin, self.inside)
        while self.block < last and self.inside >= (height := self._measure(self.block)):
            self.inside -= height
            self.block += 1

    def keep_within(self, window: float) -> None:
        """Go back up where less than `window` pixels of text would be left below the top edge."""
        room = -self.inside
        number, last = self.block, len(self._heights()) - 1
        while room < window:
            if number > last:
                self.move(room - window)
                return
            room += self._measure(number)
            number += 1

    def top_of(self, block: int, limit: float) -> float | None:
        """Return where a block begins below the top edge, or None where it is beyond `limit`."""
        y, number = -self.inside, self.block
        if block < number:
            while number > block and y > -limit:
                number -= 1
                y -= self._measure(number)
            return y if number == block else None
        while number < block and y < limit:
            y += self._measure(number)
            number += 1
        return y if number == block else None
