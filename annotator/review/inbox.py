"""What an inbox is made of: one thing that waits for an annotator, or what came of it."""

from typing import Literal, NamedTuple

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict
from annotator.review.concerns import Concern

InboxState = Literal["waiting", "settled_since", "accepted", "contested", "stale", "discussed"]
"""settled_since: settled anew after I had answered · stale: my set has moved on · discussed:
nothing was decided against me, but something is said that waits for me."""


class InboxRow(NamedTuple):
    """One thing that the inbox has for an annotator."""

    document: str
    title: str
    """Of the document, or its first words."""
    state: InboxState
    place: tuple[int, int]
    """Where it is read: start and end (code points, half open); (0, 0) for the document."""
    about: str
    """The id that a remark on it is about."""
    verdict: Verdict | None = None
    concern: Concern | None = None
    """What it changes for me; None where it is only discussed."""
    annotation: Span | Relation | None = None
    """What is discussed."""
    thread: tuple[Remark, ...] = ()
    """What was said about it."""
    unread: int = 0
    """How many remarks of others wait for my answer."""

    @property
    def is_waiting(self) -> bool:
        """Whether it is my turn."""
        return self.state in {"waiting", "settled_since"} or bool(self.unread)
