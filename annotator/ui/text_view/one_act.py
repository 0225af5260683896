"""One act of the hand: what several of its steps ask for is done once, when it is over."""

from collections.abc import Callable
from types import TracebackType


class OneAct:
    """A context; acts may lie within each other. Outside of one, what is asked for is done now."""

    def __init__(self) -> None:
        self._depth = 0
        self._asked: dict[Callable[[], None], None] = {}

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if not self._depth:
            asked, self._asked = self._asked, {}
            for one in asked:
                one()

    def ask(self, wanted: Callable[[], None]) -> None:
        """Do something when the act is over, however often it is asked for."""
        if self._depth:
            self._asked[wanted] = None
        else:
            wanted()
