"""Which part of a picture is looked at, and how near, as numbers. No Qt."""

from typing import NamedTuple

NEAREST = 8.0


class Look(NamedTuple):
    """How many times larger things lie apart, and what is in the middle; places of the picture and
    of what is seen of it go from -1 to 1 both ways."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the picture is seen; beyond -1 and 1 it is not."""
        return (x - self.x) * self.zoom, (y - self.y) * self.zoom

    def zoomed(self, times: float, at: tuple[float, float] = (0.0, 0.0)) -> "Look":
        """Return the look from nearer by, or from farther off; what is seen `at` a place stays
        there as far as the picture reaches."""
        zoom = min(NEAREST, max(1.0, self.zoom * times))
        x, y = (
            middle + place / self.zoom - place / zoom
            for middle, place in zip((self.x, self.y), at, strict=True)
        )
        return _within(zoom, x, y)

    def moved(self, across: float, down: float) -> "Look":
        """Return the look when what is seen has been pulled along, in what is seen."""
        return _within(self.zoom, self.x - across / self.zoom, self.y - down / self.zoom)

    def showing(self, x: float, y: float) -> "Look":
        """Return the look that shows a place of the picture: the same if it does already."""
        if all(abs(one) <= 1 for one in self.seen(x, y)):
            return self
        return _within(self.zoom, x, y)

    def between(self, other: "Look", share: float) -> "Look":
        """Return a look on the way to another: 0 is this one, 1 the other."""
        return Look(
            *(here + (there - here) * share for here, there in zip(self, other, strict=True))
        )


WHOLE = Look()


def _within(zoom: float, x: float, y: float) -> Look:
    """Return a look that does not go beyond the picture."""
    most = 1 - 1 / zoom
    return Look(zoom, min(most, max(-most, x)), min(most, max(-most, y)))
