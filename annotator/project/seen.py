"""What I have had on screen of an article: mine alone, changed while one scrolls, and no act. It is
neither in the history nor in what is exported, merged or sent. A door of its own: `project.seen`.
"""

import contextlib
from collections.abc import Iterable

from annotator.model.errors import SavingFailed
from annotator.project.road import Road
from annotator.storage.seen_texts import read_seen, write_seen
from annotator.storage.writer import Transaction

Ranges = list[tuple[int, int]]
"""Code points, half open, in order, none touching another."""


class Seen:
    """What can be asked of what I have had on screen, and how it is kept."""

    def __init__(self, road: Road) -> None:
        self._road = road

    def of(self, document: str) -> Ranges:
        """Return what I have had on screen of a document (id), as it is in the file. Nothing where
        nobody has signed in, or where the project can only be read."""
        me = self._road.my_id
        if me is None or self._road.store.writer is None:
            return []
        with self._road.store.reading() as connection:
            return read_seen(connection, document, me)

    def keep(
        self,
        document: str,
        whose: str,
        ranges: Iterable[tuple[int, int]],
        *,
        is_waited_for: bool = False,
    ) -> None:
        """Add to what an annotator has had on screen of a document (ids): whoever was signed in
        then may not be so any more. It is saved behind all that is to be saved.

        Returns at once unless it is waited for, as before closing. It is a help and no work: where
        it cannot be saved it is let go of.
        """
        writer, new = self._road.store.writer, list(ranges)
        if writer is None or not new:
            return

        def work(writing: Transaction) -> None:
            known = read_seen(writing.connection, document, whose)
            write_seen(writing.connection, document, whose, join_ranges([*known, *new]))

        job = writer.enqueue(work)
        if is_waited_for:
            with contextlib.suppress(SavingFailed):
                writer.wait_for(job)


def join_ranges(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, those that overlap or touch as one, empty ones left out."""
    joined: Ranges = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
